"""What can go wrong while a document is read, as jobs for the workers of the tests."""

import faulthandler
import itertools
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scanner.batch import Split, Task, grant
from scanner.errors import UnreadableError
from scanner.model import Reason


def nothing(_patterns: tuple[str, ...] = ()) -> None:
    """Return what these jobs need."""


def unlucky(_patterns: tuple[str, ...]) -> None:
    """Fail to give what jobs need."""
    raise RuntimeError("no luck today")


def doomed(_patterns: tuple[str, ...]) -> None:
    """End the process that needs what jobs need."""
    os._exit(9)


class Unpicklable:
    def __reduce__(self) -> str:
        raise RuntimeError


@dataclass(frozen=True)
class Fault:
    """A job that does what the task's source says: `say well`, `hang`."""

    folder: Path = Path()

    def __call__(self, _nothing: object, task: Task) -> object:
        what, _, rest = task.source.partition(" ")
        return getattr(self, what)(rest)

    def say(self, word: str) -> str:
        return word

    def late(self, word: str) -> str:
        time.sleep(0.2)
        return word

    def take_time(self, word: str) -> str:
        for _ in range(4):
            grant(0.3)
            time.sleep(0.2)
        return word

    def refuse(self, _: str) -> str:
        raise UnreadableError(Reason.ENCRYPTED, "it is locked")

    def fail(self, _: str) -> str:
        raise ZeroDivisionError

    def hang(self, _: str) -> str:
        time.sleep(60)
        return "late"

    def hang_in_c(self, _: str) -> int:
        return sum(itertools.repeat(1))

    def leave(self, code: str) -> str:
        os._exit(int(code))

    def exit(self, _: str) -> str:
        sys.exit(0)

    def die(self, name: str) -> str:
        faulthandler.disable()
        os.kill(os.getpid(), getattr(signal, name))
        return "alive"

    def die_once(self, name: str) -> str:
        mark = self.folder / name
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "second"

    def eat(self, _: str) -> int:
        return len(bytearray(3_000_000_000))

    def nibble(self, _: str) -> int:
        hoard = []
        while True:
            hoard.append(bytes(100_000_000))

    def shout(self, word: str) -> str:
        print("on standard output", flush=True)  # noqa: T201
        os.write(1, b"and below Python")
        os.write(2, b"and on standard error")
        return word

    def weird(self, _: str) -> object:
        return Unpicklable()

    def split(self, sources: str) -> Split[str]:
        values, _, tasks = sources.partition("; ")
        return Split(tuple(values.split()), tuple(map(Task, filter(None, tasks.split(", ")))))

    def write(self, _: str) -> str:
        with tempfile.NamedTemporaryFile(delete=False) as file:
            return file.name

    def write_and_die(self, mark: str) -> None:
        (self.folder / mark).write_text(self.write(""), encoding="utf-8")
        self.die("SIGSEGV")

    def start_and_die(self, mark: str) -> None:
        child = subprocess.Popen(["sleep", "60"])
        (self.folder / mark).write_text(str(child.pid), encoding="utf-8")
        self.die("SIGKILL")

    def end_dask_worker(self, _: str) -> None:
        """Take the Dask worker along: the parent of the host, whose child this is."""
        host = os.getppid()
        parent = Path(f"/proc/{host}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]
        os.kill(int(parent), signal.SIGKILL)
        time.sleep(60)

    def pid(self, _: str) -> int:
        return os.getpid()

    def recurse(self, word: str) -> str:
        return self.recurse(word)

    def large(self, word: str) -> str:
        return word * 5_000_000
