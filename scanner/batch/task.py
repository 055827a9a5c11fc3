"""What is handed to workers, and what they may hand back; all of it travels through a pipe."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scanner.model import Document

C = TypeVar("C")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read: a path, or `data` where there is no file (standard input)."""

    source: str
    data: bytes | None = None
    #: of a document inside another (an e-mail's attachment): the source of that, and which of its documents it is
    inside: str | None = None
    part: int = 0
    #: where its bytes are, if not at its source: as seen from another machine
    address: str | None = None
    #: its text, where that is known: nothing is opened
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Split(Generic[T]):
    """What a job returns for a task that holds further documents: each of them is a task with a deadline of its own.

    The results of the task are the `values`, then those of the `tasks`. A task of a split that splits again gives its
    values only.
    """

    values: tuple[T, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one document may take."""

    seconds: float = 20.0
    #: bytes of address space beyond what a worker has when it starts; enforced on Linux
    memory: int = 1_500_000_000


#: what a worker does with a task; picklable. It returns a value or a `Split`, or raises `UnreadableError`; what else it
#: raises is a crash.
Job = Callable[[C, Task], T | Split[T]]
