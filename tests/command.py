"""The command `scan` for the tests: run whole, in a process of its own, without loading spaCy anew each time."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.cli import main
from scanner.pipeline import pipeline_for

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


class Running:
    """A run of the command that goes on."""

    def __init__(self, pid: int, folder: Path) -> None:
        self.pid = pid
        self._folder = folder
        self._is_over = False

    def so_far(self) -> str:
        """Return what stands on standard output; a workbook is no text."""
        return (self._folder / "out").read_bytes().decode(errors="replace")

    def errors_so_far(self) -> bytes:
        """Return what stands on standard error."""
        return (self._folder / "err").read_bytes()

    def end(self) -> Ran:
        """Wait for the end; whoever hangs is killed."""
        until = time.monotonic() + _PATIENCE
        while (ended := os.waitpid(self.pid, os.WNOHANG)) == (0, 0):
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
            time.sleep(0.005)
        self._is_over = True
        err = (self._folder / "err").read_bytes().decode()
        return Ran(os.waitstatus_to_exitcode(ended[1]), self.so_far(), err)

    def kill(self) -> None:
        """End it, if it has not ended."""
        if not self._is_over:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


@contextmanager
def running(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Iterator[Running]:
    """Run `scan ARGUMENTS` in a fork of this process, which has the pipeline loaded."""
    pipeline_for(())
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("in", stdin), ("out", b""), ("err", b"")):
            (folder / file).write_bytes(content)
        pid = os.fork()
        if pid == 0:
            _become_the_command([os.fspath(argument) for argument in arguments], folder, cwd)
        run = Running(pid, folder)
        try:
            yield run
        finally:
            run.kill()


def scan(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Ran:
    """Return what `scan ARGUMENTS` comes to."""
    with running(*arguments, cwd=cwd, stdin=stdin) as run:
        return run.end()


def _become_the_command(arguments: list[str], folder: Path, cwd: Path | None) -> None:
    code = 70
    try:
        for number, (name, flags) in enumerate((("in", os.O_RDONLY), ("out", os.O_WRONLY), ("err", os.O_WRONLY))):
            os.dup2(os.open(folder / name, flags), number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, closefd=False) for number, mode in enumerate("rww")
        )
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(cwd or ROOT)
        sys.argv = ["scan", *arguments]
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
    except BaseException:  # noqa: BLE001  (the fork must not go on as a second pytest)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
