"""What goes on in a Dask worker: a bundle of tasks comes, and goes to a process beside it."""

import contextlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from threading import Lock
from typing import cast

from distributed import WorkerPlugin, get_worker
from distributed.worker import Worker

from scanner.batch.build import build, differences
from scanner.batch.inside import READY
from scanner.errors import ScannerError

_HOST = "from scanner.batch.host import main; main()"
#: a host that is asked to end ends the process that reads, and removes its files
_SECONDS_TO_END = 1.0


class HostLostError(Exception):
    """A host died, and so did another one over the same documents."""


class Host:
    """A process that reads, as the Dask worker sees it."""

    def __init__(self, setting: bytes) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _HOST, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
        theirs.close()
        #: whether it has loaded what reading takes
        self.is_ready = False
        try:
            self._connection.send_bytes(setting)
        except OSError:
            self.stop()
            raise

    def refusal(self) -> bytes | None:
        """Wait until it has loaded, and return what stands in the way; raises as `do`."""
        if self.is_ready:
            return None
        said = self._connection.recv_bytes()
        self.is_ready = said == READY
        return None if self.is_ready else said

    def do(self, job: bytes, tasks: bytes) -> bytes:
        """Return what comes of the tasks; raises `OSError` or `EOFError` where the process is gone."""
        self._connection.send_bytes(job)
        self._connection.send_bytes(tasks)
        return self._connection.recv_bytes()

    def stop(self) -> None:
        """End the process, and with it the one that reads."""
        self._process.terminate()
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._connection.close()


class Hosts(WorkerPlugin):
    """The hosts of a Dask worker for one run, each started when a thread has something for it."""

    def __init__(self, setting: bytes, expected: Mapping[str, str]) -> None:
        self._setting = setting
        self._expected = expected

    def setup(self, worker: Worker) -> None:  # noqa: ARG002
        """Begin a run."""
        self._lock = Lock()
        self._idle: list[Host] = []
        self._all: set[Host] = set()
        self._is_over = False

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """End the run, whatever is being read."""
        with self._lock:
            self._is_over = True
            hosts, self._all = self._all, set()
        for host in hosts:
            host.stop()

    def do(self, job: bytes, tasks: bytes) -> bytes:
        """Return what comes of the tasks; raises `HostLostError`, and `ScannerError` where this is another build."""
        if wrong := differences(self._expected, build()):
            raise ScannerError(f"{_here()} has another build: {'; '.join(wrong)}; install the same versions on all")
        for _ in range(2):
            host = self._take()
            # One that died or ended for want of work since is no reason to think ill of the tasks.
            with contextlib.suppress(OSError, EOFError):
                refusal = host.refusal()
                if refusal is None:
                    answer = host.do(job, tasks)
                    self._idle.append(host)
                    return answer
                self._end(host)
                return refusal
            self._end(host)
        if not host.is_ready:
            raise ScannerError(f"{_here()} can't load what reading takes, the process dies of it: look at its memory")
        raise HostLostError

    def _end(self, host: Host) -> None:
        self._all.discard(host)
        host.stop()

    def _take(self) -> Host:
        with self._lock:
            if self._is_over:
                raise HostLostError
            if self._idle:
                return self._idle.pop()
            try:
                host = Host(self._setting)
            except OSError as error:
                # Neither the documents nor the scheduler are to blame.
                message = f"{_here()} can't start the process that reads ({error.strerror}): look at its log"
                raise ScannerError(message) from error
            self._all.add(host)
            return host


class Posted(WorkerPlugin):
    """The job of a run, which each worker gets once and not with every bundle."""

    def __init__(self, job: bytes) -> None:
        self.job = job


def _here() -> str:
    return f"the worker on {os.uname().nodename}"


def work(run: str, posted: str, tasks: bytes) -> bytes:
    """Do a bundle of tasks; what a Dask task is."""
    plugins = get_worker().plugins
    hosts, job = cast("Hosts", plugins[run]), cast("Posted", plugins[posted])
    return hosts.do(job.job, tasks)
