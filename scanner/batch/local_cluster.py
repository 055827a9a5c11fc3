"""A Dask cluster on this machine, `--cluster local:4`: the whole of it in processes of its own, gone with the run."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

from scanner.errors import ScannerError

_MAIN = "from scanner.batch.local_cluster import main; main()"


@contextlib.contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Give the address of a scheduler with so many workers; all of it ends with the block."""
    command = [sys.executable, "-c", _MAIN, str(workers)]
    # A session of its own: Ctrl-C is the client's alone. It ends, too, when the client no longer holds its input.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stdout is not None  # noqa: S101
        try:
            address = process.stdout.readline().decode().strip()
            if not address:
                raise ScannerError(f"no cluster of {workers} local workers could be started: try fewer, or -j")
            yield address
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def main() -> None:
    """Run a scheduler with as many workers as the argument says, until standard input ends."""
    from distributed import LocalCluster  # noqa: PLC0415  (the client asks only for the address)

    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()
