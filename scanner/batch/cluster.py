"""The workers of a Dask cluster, as the client has them.

Tasks travel in bundles, as many in each as take a worker a moment, and only so many bundles at a time: the client's
memory stays the same however long the list. What a worker had that died, Dask gives to another. A bundle over which
several died is taken apart, and each of its documents is tried with nothing else on its way: one over which they die
again is to blame, and is set aside.
"""

import logging
import os
import pickle
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from distributed import Client, Future
from distributed.client import FutureCancelledError
from distributed.scheduler import KilledWorker

from scanner.batch.batch import Batch
from scanner.batch.build import build, differences
from scanner.batch.dask_worker import HostLostError, Hosts, Posted, work
from scanner.batch.host import Done, Setting
from scanner.batch.local_cluster import local_cluster
from scanner.batch.order import InOrder, Order
from scanner.batch.task import Allowance, Job, Split, Task
from scanner.catalog.folder import Folder
from scanner.errors import ScannerError
from scanner.model import Reason, Unreadable
from scanner.remote import is_address

C = TypeVar("C")
T = TypeVar("T")

#: how long a bundle is to take: long enough that Dask's millisecond does not count, short enough to share evenly
_BUNDLE_SECONDS = 0.15
_LARGEST_BUNDLE = 64
#: bundles on their way for each thread: one that it does, one that waits for it
_IN_FLIGHT = 2
#: bundles for each thread that are done before an earlier one is
_AHEAD = 16
#: how often one looks who is there
_LOOK_SECONDS = 2.0
#: how long a scheduler has to answer, and a cluster to have a worker
_CONNECT_SECONDS = 10.0
_PATIENCE_SECONDS = 60.0
_CLOSE_SECONDS = 0.5
_LOCAL = "local:"


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Tasks that travel together; `order` is their place in the run."""

    order: Order
    tasks: tuple[Task, ...]


class Cluster(Batch[C]):
    """The workers that a Dask scheduler has, or `local:4`: four of this machine.

    `prepare` is picklable and gives what every job gets, by the folders of the user's own patterns; these travel by
    content. Raises `ScannerError` where nobody answers, or where a worker's build differs from this one.
    """

    window = 4096

    def __init__(
        self,
        address: str,
        prepare: Callable[[tuple[str, ...]], C],
        patterns: Sequence[str] = (),
        *,
        allowance: Allowance | None = None,
        verbose: bool = False,
    ) -> None:
        self._address = address
        contents = [dict(Folder.read(Path(folder)).files) for folder in patterns]
        self._setting = Setting(prepare, contents, allowance or Allowance(), verbose)
        self._run = f"scan-{uuid.uuid4().hex}"
        self._ending = ExitStack()
        self._job: object = None
        self._flying: dict[Future[bytes], _Bundle] = {}
        self._landed: SimpleQueue[Future[bytes]] = SimpleQueue()
        #: what is tried alone
        self._suspects: deque[Order] = deque()
        self._seconds_each = _BUNDLE_SECONDS
        self._threads = 0
        self._looked = self._seen = -_PATIENCE_SECONDS

    def __enter__(self) -> Self:
        try:
            self._client = self._connect()
            self._ending.callback(self._client.close, timeout=_CLOSE_SECONDS)
            self._check_scheduler()
            self._register(Hosts(pickle.dumps(self._setting), build()), self._run)
        except BaseException:
            self._ending.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.close()

    def run(self, job: Job[C, T], tasks: Iterable[Task]) -> Iterator[T | Unreadable]:
        """Yield as `Batch.run` does."""
        self._post(job)
        rest = self._bundled(tasks)
        following = next(rest, None)
        finished: InOrder[Any] = InOrder()
        try:
            while following or finished or self._suspects or self._flying:
                self._look()
                if self._suspects and not self._flying:
                    suspect = self._suspects.popleft()
                    self._send(_Bundle(suspect, (suspect.task,)))
                while following and self._has_room(following, finished.turn):
                    self._send(following)
                    following = next(rest, None)
                yield from map(_reached, finished.due())
                for order, result in self._results() if self._flying else ():
                    self._suspects += (replace(one, is_second_try=True) for one in finished.put(order, result))
        finally:
            # Left early: what the workers still do, nobody waits for.
            self._suspects.clear()
            flying, self._flying = list(self._flying), {}
            if flying:
                with suppress(Exception):
                    self._client.cancel(flying, force=True)

    # --- the way there ------------------------------------------------------------------------------------------

    def _bundled(self, tasks: Iterable[Task]) -> Iterator[_Bundle]:
        """Yield the tasks in bundles of the size that is right by then."""
        rest = map(_addressed, tasks)
        number = 0
        while some := tuple(islice(rest, self._bundle_size())):
            yield _Bundle(Order(number, some[0]), some)
            number += 1

    def _bundle_size(self) -> int:
        return min(max(round(_BUNDLE_SECONDS / self._seconds_each), 1), _LARGEST_BUNDLE)

    def _has_room(self, bundle: _Bundle, turn: int) -> bool:
        if self._suspects or any(flying.order.is_second_try for flying in self._flying.values()):
            return False
        threads = max(self._threads, 1)
        return len(self._flying) < _IN_FLIGHT * threads and bundle.order.number < turn + _AHEAD * threads

    def _send(self, bundle: _Bundle) -> None:
        future = self._client.submit(work, self._run, f"{self._run}-job", pickle.dumps(bundle.tasks), pure=False)
        self._flying[future] = bundle
        future.add_done_callback(self._landed.put)

    # --- and back -----------------------------------------------------------------------------------------------

    def _results(self) -> Iterator[tuple[Order, Split[Any] | Unreadable]]:
        """Wait a moment for a bundle to come back; yield what came of it."""
        try:
            future = self._landed.get(timeout=_LOOK_SECONDS)
        except Empty:
            return
        bundle = self._flying.pop(future, None)
        if bundle is None:
            return
        try:
            done = _unpacked(future.result())
        except (KilledWorker, HostLostError) as error:
            yield bundle.order, self._blamed(bundle, error)
        except ScannerError:
            raise
        except (OSError, FutureCancelledError) as error:
            raise self._gone() from error
        except Exception as error:
            raise ScannerError(f"the cluster {self._address} failed ({_in_words(error)}): look at its logs") from error
        else:
            self._seconds_each += (max(done.seconds, 1e-4) / len(bundle.tasks) - self._seconds_each) / 2
            yield bundle.order, Split(done.values, ())

    def _blamed(self, bundle: _Bundle, error: KilledWorker | HostLostError) -> Split[Any] | Unreadable:
        """Return what is said of a bundle over which workers died."""
        if not bundle.order.is_second_try:
            return Split((), bundle.tasks)
        deaths = error.allowed_failures + 1 if isinstance(error, KilledWorker) else 2
        message = (
            f"{deaths} processes of the cluster died over it, with nothing else to read, after others that had it "
            "among more: set aside; the file may be damaged, save it anew"
        )
        return bundle.order.unreadable(Reason.CRASHED, message)

    # --- the cluster --------------------------------------------------------------------------------------------

    def _connect(self) -> Client:
        address = self._address
        if address.startswith(_LOCAL):
            address = self._ending.enter_context(local_cluster(int(address.removeprefix(_LOCAL))))
        if not self._setting.verbose:
            _silence()
        try:
            with warnings.catch_warnings():
                # that versions differ is said in other words
                warnings.simplefilter("ignore")
                return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ScannerError(
                f"no Dask scheduler answers at {self._address} ({_in_words(error)}): check the address, and that "
                "it runs"
            ) from error

    def _check_scheduler(self) -> None:
        """Raise `ScannerError` for a scheduler of another version: what then goes wrong is past understanding."""
        versions = cast("dict[str, Any]", self._client.get_versions())
        theirs = versions["scheduler"]["packages"]
        if wrong := differences({"distributed": build()["distributed"]}, {"distributed": theirs["distributed"]}):
            raise ScannerError(f"the scheduler {self._address} has another build: {wrong[0]}; install the same version")

    def _register(self, plugin: Hosts | Posted, name: str) -> None:
        self._ending.callback(self._unregister, name)
        try:
            self._client.register_plugin(plugin, name=name)
        except Exception as error:
            raise ScannerError(
                f"the workers of {self._address} can't load the scanner ({_in_words(error)}): install the same "
                "version on all"
            ) from error

    def _unregister(self, name: str) -> None:
        # What can't be reached any more needs no goodbye.
        if self._client.status == "running":
            with suppress(Exception):
                self._client.unregister_worker_plugin(name)

    def _gone(self) -> ScannerError:
        return ScannerError(f"the scheduler {self._address} is gone: start it again, then this command again")

    def _post(self, job: Job[C, T]) -> None:
        if job is not self._job:
            self._register(Posted(pickle.dumps(job)), f"{self._run}-job")
            self._job = job

    def _look(self) -> None:
        """See now and then how many threads there are; raise `ScannerError` where nobody is there any more."""
        now = time.monotonic()
        if now < self._looked + _LOOK_SECONDS:
            return
        if self._client.status != "running":
            raise self._gone()
        self._looked = now
        self._threads = sum(self._client.nthreads().values())
        if self._threads or self._seen < 0:
            self._seen = now
        elif now > self._seen + _PATIENCE_SECONDS:
            raise ScannerError(f"{self._address} has had no worker for {_PATIENCE_SECONDS:g} seconds: start some")


def _silence() -> None:
    """Let Dask not write on the terminal what is said there in other words."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _unpacked(answer: bytes) -> Done:
    """Return what came of a bundle; raise what stood in its way."""
    done: Done | Exception = pickle.loads(answer)  # noqa: S301  (our own worker wrote it)
    if isinstance(done, Done):
        return done
    raise done


def _addressed(task: Task) -> Task:
    """Return a task that leads to its bytes from anywhere."""
    if task.data is not None or task.document is not None or is_address(task.source):
        return task
    return replace(task, address=os.path.join(Path.cwd(), task.source))  # noqa: PTH118  (a NUL in the name is no error here)


def _reached(result: T | Unreadable) -> T | Unreadable:
    """Return a result, saying so where a file is here but not where the workers are."""
    if isinstance(result, Unreadable) and result.reason is Reason.NOT_FOUND and os.path.lexists(result.source):
        message = "the workers of the cluster see no such file: put it where they do, or name it by an address (s3://…)"
        return replace(result, message=message)
    return result


def _in_words(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
