"""The pool of workers, as the parent has it.

The parent loads what all workers need and forks them; the operating system shares the pages, so a worker costs 10 ms
to start, not the second that loading takes, and even a single document has one of its own. Where forking is not safe
(macOS) or unknown (Windows) workers are spawned and load for themselves. Each has a pipe of its own to the parent,
takes one task and gives one result; the parent has no threads and waits for all pipes at once, up to the next
deadline, so a hang or an interrupt ends with SIGKILL at once.

Why not Pebble's pool, whose workers share one pipe and one lock: measured with 5.2, a worker that is killed between two
tasks breaks the whole pool, and stopping two workers that are busy in C takes six seconds.
"""

import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import ForkContext, SpawnContext
from types import TracebackType
from typing import Any, TypeVar

from scanner.batch.batch import Batch
from scanner.batch.inside import MORE_TIME, READY
from scanner.batch.order import InOrder, Order
from scanner.batch.task import Allowance, Job, Task
from scanner.batch.worker import Worker
from scanner.errors import ScannerError
from scanner.model import Reason, Unreadable

C = TypeVar("C")
T = TypeVar("T")

#: results kept while an earlier document is still being read, so that they come out in the order of the tasks
_AHEAD = 512
#: a worker is replaced after so many documents: spaCy keeps every new word (110 KB for 300 words that no other has)
_DOCUMENTS_PER_WORKER = 500
#: how many workers in a row may fail to start
_FAILED_STARTS = 3

# Exit codes: killed from outside (by a person, or by the kernel for want of memory), and by the alarm.
_KILLED = -9
_RANG = -14


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool(Batch[C]):
    """Worker processes of this machine; `prepare()` gives what every job gets.

    `prepare` is picklable, and cheap to call again where the parent has called it before it forks (a cached function).
    """

    def __init__(  # noqa: PLR0913  (options of one pool, by name)
        self,
        prepare: Callable[[], C],
        *,
        jobs: int | None = None,
        allowance: Allowance | None = None,
        verbose: bool = False,
        start_method: str | None = None,
        before_fork: Callable[[], object] | None = None,
    ) -> None:
        context = _context(start_method)
        #: loads, once and late, what the workers then share with the parent; a spawned one loads for itself
        self._before_fork = before_fork if isinstance(context, ForkContext) else None
        self._jobs = jobs or usable_cores()
        self._start_worker = partial(Worker, context, prepare, allowance or Allowance(), verbose)
        self._workers: list[Worker] = []
        self._failed_starts = 0
        #: what comes before all others: what a worker had that died without its being to blame, and parts of splits
        self._again: deque[Order] = deque()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._workers:
            self._workers.pop().stop()

    def run(self, job: Job[C, T], tasks: Iterable[Task]) -> Iterator[T | Unreadable]:
        """Yield as `Batch.run` does."""
        orders = (Order(number, task) for number, task in enumerate(tasks))
        following = next(orders, None)
        finished: InOrder[T | Unreadable] = InOrder()
        try:
            while following or finished or self._again or self._busy():
                while self._again and self._give(job, self._again[0]):
                    self._again.popleft()
                while following and following.number < finished.turn + _AHEAD and self._give(job, following):
                    following = next(orders, None)
                yield from finished.due()
                for order, result in self._collect():
                    self._again.extend(finished.put(order, result))
        finally:
            # Left early: what the workers still do, nobody waits for.
            self._again.clear()
            for worker in self._busy():
                self._discard(worker)

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.order is not None]

    def _give(self, job: Job[C, T], order: Order) -> bool:
        """Hand an order to a free worker; return False where all have enough to do."""
        while worker := self._free_worker():
            if worker.take(job, order):
                return True
            self._discard(worker)
        return False

    def _free_worker(self) -> Worker | None:
        for worker in self._workers:
            if worker.order is None:
                return worker
        if len(self._workers) >= self._jobs:
            return None
        if self._before_fork is not None:
            self._before_fork()
            self._before_fork = None
        try:
            self._workers.append(self._start_worker(self._workers))
        except OSError as error:
            message = f"no worker process could be started ({error.strerror}): try again with a smaller --jobs"
            raise ScannerError(message) from error
        return self._workers[-1]

    def _discard(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.stop()

    def _collect(self) -> Iterator[tuple[Order, Any]]:
        """Wait until a worker reports, dies or is late; yield the orders that are done, and the results."""
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
                yield order, order.unreadable(Reason.TIMEOUT, worker.late())

    def _hear(self, worker: Worker) -> Iterator[tuple[Order, Any]]:
        message = worker.receive()
        if message is None:
            yield from self._bury(worker)
        elif message == READY:
            self._failed_starts = 0
            worker.begin()
        elif message.startswith(MORE_TIME):
            worker.deadline += float(message.removeprefix(MORE_TIME))
        else:
            order = worker.done()
            value = pickle.loads(message)  # noqa: S301  (our own worker wrote it)
            if worker.served >= _DOCUMENTS_PER_WORKER or _is_out_of_memory(value):
                self._discard(worker)
            yield order, value

    def _bury(self, worker: Worker) -> Iterator[tuple[Order, Any]]:
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
            yield order, order.unreadable(Reason.TIMEOUT, worker.late())
        else:
            yield order, order.unreadable(Reason.CRASHED, _cause_of_death(code))


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
