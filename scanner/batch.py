"""Many documents, each read in a worker process: one that hangs, dies or eats memory costs itself and nothing else.

The parent loads what all workers need and forks them; the operating system shares the pages, so a worker costs 10 ms
to start, not the second that loading takes, and even a single document has one of its own. Where forking is not safe
(macOS) or unknown (Windows) workers are spawned and load for themselves. Each has a pipe of its own to the parent,
takes one task and gives one result; the parent has no threads and waits for all pipes at once, up to the next
deadline, so a hang or an interrupt ends with SIGKILL at once.

Why not Pebble's pool, whose workers share one pipe and one lock: measured with 5.2, a worker that is killed between two
tasks breaks the whole pool, and stopping two workers that are busy in C takes six seconds.
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, inf
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from scanner.errors import ScannerError, UnreadableError
from scanner.model import Reason, Unreadable

C = TypeVar("C")
T = TypeVar("T")

#: results kept while an earlier document is still being read, so that they come out in the order of the tasks
_AHEAD = 512
#: a worker is replaced after so many documents: spaCy keeps every new word (110 KB for 300 words that no other has)
_DOCUMENTS_PER_WORKER = 500
#: how long a spawned worker may load, and how many in a row may fail to
_START_SECONDS = 120.0
_FAILED_STARTS = 3
#: the kernel ends a worker so long after its deadline, should the parent be gone
_ORPHAN_SECONDS = 5

# Exit codes: killed from outside (by a person, or by the kernel for want of memory), and by the alarm.
_KILLED = -9
_RANG = -14

# What a worker says besides its results, which are pickles and begin otherwise.
_READY = b"ready"
_MORE_TIME = b"more time "


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read: a path, or `data` where there is no file (standard input)."""

    source: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one document may take."""

    seconds: float = 20.0
    #: bytes of address space beyond what a worker has when it starts; enforced on Linux
    memory: int = 1_500_000_000


#: what a worker does with a task; picklable. It may raise `UnreadableError`; what else it raises is a crash.
Job = Callable[[C, Task], T]


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Batch(Generic[C]):
    """Worker processes that live as long as the `with` block; `prepare()` gives what every job gets.

    `prepare` is picklable, and cheap to call again where the parent has called it before it forks (a cached function).
    """

    def __init__(
        self,
        prepare: Callable[[], C],
        *,
        jobs: int | None = None,
        allowance: Allowance | None = None,
        verbose: bool = False,
        start_method: str | None = None,
    ) -> None:
        self._jobs = jobs or usable_cores()
        self._start_worker = partial(_Worker, _context(start_method), prepare, allowance or Allowance(), verbose)
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        #: what a worker had that died without its being to blame
        self._again: deque[_Order] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._workers:
            self._workers.pop().stop()

    def run(self, job: Job[C, T], tasks: Iterable[Task]) -> Iterator[T | Unreadable]:
        """Yield what `job` makes of each task, in the order of the tasks, each as soon as those before it are done."""
        orders = (_Order(number, task) for number, task in enumerate(tasks))
        following = next(orders, None)
        finished: dict[int, T | Unreadable] = {}
        turn = 0
        try:
            while following or finished or self._again or self._busy():
                while self._again and self._give(job, self._again[0]):
                    self._again.popleft()
                while following and following.number < turn + _AHEAD and self._give(job, following):
                    following = next(orders, None)
                while turn in finished:
                    yield finished.pop(turn)
                    turn += 1
                finished.update(self._collect())
        finally:
            # Left early: what the workers still do, nobody waits for.
            self._again.clear()
            for worker in self._busy():
                self._discard(worker)

    def _busy(self) -> "list[_Worker]":
        return [worker for worker in self._workers if worker.order is not None]

    def _give(self, job: Job[C, T], order: "_Order") -> bool:
        """Hand an order to a free worker; return False where all have enough to do."""
        while worker := self._free_worker():
            if worker.take(job, order):
                return True
            self._discard(worker)
        return False

    def _free_worker(self) -> "_Worker | None":
        for worker in self._workers:
            if worker.order is None:
                return worker
        if len(self._workers) >= self._jobs:
            return None
        try:
            self._workers.append(self._start_worker(self._workers))
        except OSError as error:
            message = f"no worker process could be started ({error.strerror}): try again with a smaller --jobs"
            raise ScannerError(message) from error
        return self._workers[-1]

    def _discard(self, worker: "_Worker") -> None:
        self._workers.remove(worker)
        worker.stop()

    def _collect(self) -> Iterator[tuple[int, Any]]:
        """Wait until a worker reports, dies or is late; yield the numbers of what is done, and the results."""
        busy = self._busy()
        if not busy:
            return
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = set(wait([worker.connection for worker in busy], max(patience, 0)))
        now = time.monotonic()
        for worker in busy:
            if worker.connection in ready:
                yield from self._hear(worker)
            elif worker.deadline <= now:
                order = worker.done()
                self._discard(worker)
                yield order.number, order.unreadable(Reason.TIMEOUT, worker.late())

    def _hear(self, worker: "_Worker") -> Iterator[tuple[int, Any]]:
        message = worker.receive()
        if message is None:
            yield from self._bury(worker)
        elif message == _READY:
            self._failed_starts = 0
            worker.begin()
        elif message.startswith(_MORE_TIME):
            worker.deadline += float(message.removeprefix(_MORE_TIME))
        else:
            order = worker.done()
            value = pickle.loads(message)  # noqa: S301  (our own worker wrote it)
            if worker.served >= _DOCUMENTS_PER_WORKER or _is_out_of_memory(value):
                self._discard(worker)
            yield order.number, value

    def _bury(self, worker: "_Worker") -> Iterator[tuple[int, Any]]:
        """Say what became of the order of a dead worker; what it is not to blame for is tried again, once."""
        order, code = worker.done(), worker.exit_code()
        self._discard(worker)
        if worker.is_starting:
            self._failed_starts += 1
            if self._failed_starts > _FAILED_STARTS:
                raise ScannerError("the worker processes die as they start: try again with a smaller --jobs")
            self._again.append(order)
        elif code == _KILLED and not order.is_second_try:
            self._again.append(replace(order, is_second_try=True))
        elif code == _RANG:
            yield order.number, order.unreadable(Reason.TIMEOUT, worker.late())
        else:
            yield order.number, order.unreadable(Reason.CRASHED, _cause_of_death(code))


@dataclass(frozen=True, slots=True)
class _Order:
    """A task with its place in the run."""

    number: int
    task: Task
    is_second_try: bool = False

    def unreadable(self, reason: Reason, message: str) -> Unreadable:
        """Return the result of an order that came to nothing."""
        return Unreadable(self.task.source, reason, message)


class _Worker:
    """A worker process as the parent sees it, with the order that it has."""

    def __init__(
        self,
        context: ForkContext | SpawnContext,
        prepare: Callable[[], object],
        allowance: Allowance,
        verbose: bool,
        others: "Sequence[_Worker]",
    ) -> None:
        self.connection, theirs = context.Pipe()
        # A forked worker has copies of the parent's ends: while one is open, nobody hears that the parent is gone.
        ours = [self.connection, *(other.connection for other in others)] if isinstance(context, ForkContext) else []
        self._process = context.Process(
            target=_work, args=(prepare, theirs, ours, allowance, verbose), daemon=True, name="scan-worker"
        )
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self._seconds = allowance.seconds
        self._job: object = None
        self.order: _Order | None = None
        self.served = 0
        self.is_starting = True
        self.deadline = inf

    def take(self, job: object, order: _Order) -> bool:
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

    def done(self) -> _Order:
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
        self._process.join(1)
        return self._process.exitcode

    def stop(self) -> None:
        """End the process, and what it may have started, whatever they are doing."""
        self.connection.close()
        if self._process.exitcode is None and self._process.pid is not None:
            with contextlib.suppress(OSError, AttributeError):  # no such group yet, or no such thing (Windows)
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
        self._process.join()
        self._process.close()


def _context(start_method: str | None) -> ForkContext | SpawnContext:
    method = start_method or ("fork" if sys.platform == "linux" else "spawn")
    return multiprocessing.get_context("fork") if method == "fork" else multiprocessing.get_context("spawn")


def _is_out_of_memory(value: object) -> bool:
    """Whether a worker had to fight for memory: what it has left is not worth keeping."""
    return isinstance(value, Unreadable) and value.reason is Reason.OUT_OF_MEMORY


def _cause_of_death(code: int | None) -> str:
    if code == _KILLED:
        return (
            "the process that read it was killed twice, perhaps by the system for want of memory: try a smaller --jobs"
        )
    name = signal.Signals(-code).name if code is not None and -code in set(signal.Signals) else f"exit code {code}"
    return f"the process that read it died ({name}): the file may be damaged; save it anew"


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


# --- in the worker -----------------------------------------------------------------------------------------------

#: the pipe to the parent; empty where this process is no worker
_parent: list[Connection] = []


def grant(seconds: float) -> None:
    """Give the task that this worker is doing so much more time; elsewhere there is no deadline, and nothing to do."""
    for connection in _parent:
        connection.send_bytes(_MORE_TIME + repr(seconds).encode())
        _set_alarm(ceil(_set_alarm(0) + seconds))


def _work(
    prepare: Callable[[], object],
    connection: Connection,
    ours: Sequence[Connection],
    allowance: Allowance,
    verbose: bool,
) -> None:
    """Do one task after another until the parent hangs up."""
    for foreign in ours:
        foreign.close()
    _leave_the_terminal(verbose=verbose)
    context = prepare()
    _limit_memory(allowance.memory)
    _parent.append(connection)
    connection.send_bytes(_READY)
    job: Any = None
    with contextlib.suppress(EOFError, OSError):
        while True:
            message = connection.recv()
            if isinstance(message, Task):
                connection.send_bytes(_attempt(job, context, message, allowance.seconds, verbose=verbose))
            else:
                job = message


def _attempt(job: Job[object, object], context: object, task: Task, seconds: float, *, verbose: bool) -> bytes:
    """Return what the job makes of a task, or why it makes nothing of it, ready for the pipe."""
    _set_alarm(ceil(seconds) + _ORPHAN_SECONDS)
    try:
        return pickle.dumps(job(context, task), pickle.HIGHEST_PROTOCOL)
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
    return pickle.dumps(Unreadable(task.source, reason, message))


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
