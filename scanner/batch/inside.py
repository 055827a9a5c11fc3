"""What goes on in a worker: one task after another, far from the terminal, until the parent hangs up."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from math import ceil
from multiprocessing.connection import Connection
from typing import Any

from scanner.batch import pack
from scanner.batch.task import Allowance, Job, Task
from scanner.errors import UnreadableError
from scanner.model import Reason, Unreadable

#: the kernel ends a worker so long after its deadline, should the parent be gone
_ORPHAN_SECONDS = 5

# What a worker says besides its results, which are pickles and begin otherwise.
READY = b"ready"
MORE_TIME = b"more time "

#: the pipe to the parent; empty where this process is no worker
_parent: list[Connection] = []


def grant(seconds: float) -> None:
    """Give the task that this worker is doing so much more time; elsewhere there is no deadline, and nothing to do."""
    for connection in _parent:
        connection.send_bytes(MORE_TIME + repr(seconds).encode())
        _set_alarm(ceil(_set_alarm(0) + seconds))


def work(  # noqa: PLR0913, PLR0917  (what a process is started with)
    prepare: Callable[[], object],
    connection: Connection,
    ours: Sequence[Connection],
    allowance: Allowance,
    scratch: str | None,
    verbose: bool,
) -> None:
    """Do one task after another until the parent hangs up; files that are needed for a while go to `scratch`."""
    for foreign in ours:
        foreign.close()
    tempfile.tempdir = scratch
    _leave_the_terminal(verbose=verbose)
    context = prepare()
    _limit_memory(allowance.memory)
    _parent.append(connection)
    connection.send_bytes(READY)
    job: Any = None
    with contextlib.suppress(EOFError, OSError):
        while True:
            message = connection.recv()
            if isinstance(message, Task):
                connection.send_bytes(_attempt(job, context, message, allowance.seconds, verbose=verbose))
            else:
                job = message
    # The parent does this, unless it was killed.
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)


def _attempt(job: Job[object, object], context: object, task: Task, seconds: float, *, verbose: bool) -> bytes:
    """Return what the job makes of a task, or why it makes nothing of it, ready for the pipe."""
    _set_alarm(ceil(seconds) + _ORPHAN_SECONDS)
    try:
        return pack.dumps(job(context, task))
    except UnreadableError as error:
        reason, message = Reason(error.reason), str(error)
    except MemoryError:
        reason, message = Reason.OUT_OF_MEMORY, "reading it took more memory than a document may: save it smaller"
    except Exception as error:  # noqa: BLE001  (one bad document never costs the others)
        if verbose:
            traceback.print_exc()
        reason, message = (
            Reason.CRASHED,
            f"the scanner failed on this document ({type(error).__name__}): please report it",
        )
    finally:
        _set_alarm(0)
    return pack.dumps(Unreadable(task.source, reason, message))


def _leave_the_terminal(*, verbose: bool) -> None:
    """Keep out of the way of the parent: its output, its input, its signals."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1) if verbose else (0, 1, 2):
        os.dup2(nowhere, descriptor)
    # Standard output may be something else than descriptor 1 (a notebook), with text of the parent in its buffer.
    sys.stdout = os.fdopen(nowhere, "w", encoding="utf-8")


def _limit_memory(allowance: int) -> None:
    """Let an allocation fail, here and not in the whole machine; and write no core with somebody's resume in it."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  (there is none on Windows)

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            used = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = used + allowance
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _set_alarm(seconds: int) -> int:
    """Have the kernel end this process after so many seconds (0: never), whatever it is doing; return what was left."""
    return signal.alarm(seconds) if hasattr(signal, "alarm") else 0
