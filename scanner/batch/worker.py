"""A worker process as the parent sees it."""

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from math import inf
from multiprocessing.connection import wait
from multiprocessing.context import ForkContext, SpawnContext

from scanner.batch.inside import work
from scanner.batch.order import Order
from scanner.batch.task import Allowance

#: how long a spawned worker may load
_START_SECONDS = 120.0


class Worker:
    """A worker process with the order that it has, and a folder for what it writes, gone when it is."""

    def __init__(
        self,
        context: ForkContext | SpawnContext,
        prepare: Callable[[], object],
        allowance: Allowance,
        verbose: bool,
        others: "Sequence[Worker]",
    ) -> None:
        self.connection, theirs = context.Pipe()
        self._scratch = _scratch()
        # A forked worker has copies of the parent's ends: while one is open, nobody hears that the parent is gone.
        ours = [self.connection, *(other.connection for other in others)] if isinstance(context, ForkContext) else []
        self._process = context.Process(
            target=work,
            args=(prepare, theirs, ours, allowance, self._scratch, verbose),
            daemon=True,
            name="scan-worker",
        )
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self._seconds = allowance.seconds
        self._job: object = None
        self.order: Order | None = None
        self.served = 0
        self.is_starting = True
        self.deadline = inf

    def take(self, job: object, order: Order) -> bool:
        """Hand an order over; return False where nobody is there to take it."""
        try:
            if job is not self._job:
                self.connection.send(job)
                self._job = job
            self.connection.send(order.task)
        except OSError:
            return False
        self.order = order
        self.deadline = time.monotonic() + (_START_SECONDS if self.is_starting else self._seconds)
        return True

    def begin(self) -> None:
        """Start the clock of the first order: the worker has loaded."""
        self.is_starting = False
        self.deadline = time.monotonic() + self._seconds

    def done(self) -> Order:
        """Take the order back: the worker is free."""
        assert self.order is not None  # noqa: S101
        order, self.order = self.order, None
        self.served += 1
        return order

    def receive(self) -> bytes | None:
        """Return what the worker says; None: it died, perhaps in the middle of a word."""
        try:
            return self.connection.recv_bytes()
        except (EOFError, OSError):
            return None

    def late(self) -> str:
        """Return the message on a document that took too long."""
        return f"reading took longer than {self._seconds:g} seconds: allow more with --timeout, or save the file anew"

    def exit_code(self) -> int | None:
        """Return what a dying process ends with, negative for a signal; None where it goes on."""
        # Until it is asked for its end, its number is nobody else's: what it has started can be ended.
        wait([self._process.sentinel], 1)
        self._end_group()
        self._process.join(1)
        return self._process.exitcode

    def stop(self) -> None:
        """End the process, and what it may have started, whatever they are doing."""
        self.connection.close()
        if self._process.exitcode is None:
            self._end_group()
            self._process.kill()
        self._process.join()
        self._process.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _end_group(self) -> None:
        if self._process.pid is not None:
            with contextlib.suppress(OSError, AttributeError):  # no such group yet, or no such thing (Windows)
                os.killpg(self._process.pid, signal.SIGKILL)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait while a worker starts: it has not yet learnt to leave that to the parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _scratch() -> str | None:
    """Return a folder of its own for a worker, None where nothing can be written: then nothing is needed either."""
    try:
        return tempfile.mkdtemp(prefix="scan-")
    except OSError:
        return None
