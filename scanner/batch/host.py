"""The process in which the documents of one thread of a Dask worker are read: the local pool, with one process in it.

A pool forks and a Dask worker has threads, so the two live apart. The host loads once what reading takes, keeps the
deadline and the memory limit of each document as the pool does anywhere, and ends when the Dask worker hangs up or has
had nothing for it for a while.
"""

import contextlib
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scanner.batch import pack
from scanner.batch.inside import READY
from scanner.batch.pool import Pool
from scanner.batch.task import Allowance

#: a client that was killed says no goodbye; what its host still has in memory goes after so long
_IDLE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What a host is started with; picklable."""

    #: gives what every job gets, by the folders of the user's own patterns
    prepare: Callable[[tuple[str, ...]], object]
    #: these folders by content: names below a folder, and what the files hold
    patterns: Sequence[Mapping[str, bytes]]
    allowance: Allowance
    verbose: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a bundle of tasks, in their order, and how long it took."""

    values: tuple[Any, ...]
    seconds: float


def main() -> None:
    """Serve the Dask worker at the other end of the pipe whose number is the argument."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    connection = Connection(int(sys.argv[1]))
    with contextlib.suppress(EOFError, OSError), contextlib.ExitStack() as ending:
        setting = connection.recv_bytes()
        try:
            pool = _pool(setting, ending)
        except Exception as error:  # noqa: BLE001  (the user gets it, on another machine)
            connection.send_bytes(pickle.dumps(error))
            return
        # Who dies before has died of no document.
        connection.send_bytes(READY)
        _serve(connection, ending.enter_context(pool))


def _serve(connection: Connection, pool: Pool[Any]) -> None:
    """Answer each bundle with `Done`, or with the error that stands in its way."""
    packed, job = b"", None
    while connection.poll(_IDLE_SECONDS):
        wanted, tasks = connection.recv_bytes(), connection.recv_bytes()
        try:
            if wanted != packed:
                packed, job = wanted, pickle.loads(wanted)  # noqa: S301  (our own client wrote it)
            began = time.monotonic()
            values = tuple(pool.run(job, pickle.loads(tasks)))  # type: ignore[arg-type]  # noqa: S301
            answer: Done | Exception = Done(values, time.monotonic() - began)
        except Exception as error:  # noqa: BLE001  (the user gets it, on another machine)
            answer = error
        connection.send_bytes(pack.dumps(answer))


def _pool(packed: bytes, ending: contextlib.ExitStack) -> Pool[Any]:
    """Return the pool of a setting, with all loaded; the user's patterns are files until the end."""
    setting: Setting = pickle.loads(packed)  # noqa: S301  (our own client wrote it)
    place = ending.enter_context(tempfile.TemporaryDirectory(prefix="scan-patterns-"))
    prepare = partial(setting.prepare, _unpacked(setting.patterns, Path(place)))
    prepare()
    return Pool(prepare, jobs=1, allowance=setting.allowance, verbose=setting.verbose)


def _unpacked(patterns: Sequence[Mapping[str, bytes]], place: Path) -> tuple[str, ...]:
    """Write folders of patterns, and return their paths."""
    folders = [place / str(number) for number in range(len(patterns))]
    for folder, files in zip(folders, patterns, strict=True):
        folder.mkdir()
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
    return tuple(map(str, folders))
