"""Tasks with their places in the run, and their results in the order of the places."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from scanner.batch.task import Split, Task
from scanner.model import Reason, Unreadable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """A task with its place in the run; the tasks of a split have its number and are counted from 1."""

    number: int
    task: Task
    part: int = 0
    is_second_try: bool = False

    def unreadable(self, reason: Reason, message: str) -> Unreadable:
        """Return the result of an order that came to nothing."""
        return Unreadable(self.task.source, reason, message)


class InOrder(Generic[T]):
    """Results that wait until those before them are there."""

    def __init__(self) -> None:
        #: the number of the next result that is given out
        self.turn = 0
        self._done: dict[int, dict[int, tuple[T, ...]]] = {}
        #: how many results of a number are not there yet; a number that is not in it has one
        self._missing: dict[int, int] = {}

    def put(self, order: Order, result: T | Split[T]) -> list[Order]:
        """Keep a result; return what is still to do for it."""
        further: list[Order] = []
        values: tuple[T, ...] = result.values if isinstance(result, Split) else (result,)
        if isinstance(result, Split) and not order.part:
            further = [Order(order.number, task, part) for part, task in enumerate(result.tasks, start=1)]
        self._done.setdefault(order.number, {})[order.part] = values
        self._missing[order.number] = self._missing.get(order.number, 1) - 1 + len(further)
        return further

    def due(self) -> Iterator[T]:
        """Yield what nothing is missing before any more."""
        while self._missing.get(self.turn) == 0:
            del self._missing[self.turn]
            parts = self._done.pop(self.turn)
            self.turn += 1
            for part in sorted(parts):
                yield from parts[part]

    def __bool__(self) -> bool:
        return bool(self._done)
