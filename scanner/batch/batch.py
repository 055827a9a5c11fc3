"""What every command has its documents read by, wherever that happens."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import ClassVar, Generic, Self, TypeVar

from scanner.batch.task import Job, Task
from scanner.model import Unreadable

C = TypeVar("C")
T = TypeVar("T")


class Batch(ABC, Generic[C]):
    """Workers that live as long as the `with` block; every job gets a `C`."""

    #: so many tasks handed over at once are enough to keep all workers busy
    window: ClassVar[int] = 256

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers, whatever they are doing."""

    @abstractmethod
    def run(self, job: Job[C, T], tasks: Iterable[Task]) -> Iterator[T | Unreadable]:
        """Yield what `job` makes of each task, in the order of the tasks, each as soon as those before it are done.

        Where it makes a `Split`, that is the values of the split, then what the job makes of its tasks.
        """
