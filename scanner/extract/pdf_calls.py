"""Calls into pdfium by the hundred: a page takes one for each of its words and objects, for each thing to be known.

What ctypes hands over to a typed function it checks and converts each time. An untyped one takes numbers as they are
and arguments that were made before, so that a call costs 0.15 µs instead of 0.35.
"""

import ctypes
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

_BLOCK = 512


def untyped(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:  # noqa: ANN401
    """Return a function of the library that takes what it is given: numbers (32 bits), and what `argument` returns."""
    bound: Callable[..., Any] = ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)
    return bound


def argument(address: int) -> Any:  # noqa: ANN401  (of a type that ctypes does not name)
    """Return an address as an argument."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def arguments(addresses: Iterable[int]) -> list[Any]:
    """Return addresses as arguments."""
    return list(map(ctypes.byref, map(ctypes.c_char.from_address, addresses)))


def handle_of(pointer: Any) -> Any:  # noqa: ANN401  (one of pdfium's handles)
    """Return a handle of the library as an argument."""
    return argument(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


class Room:
    """Where the library writes some numbers for each item that it is asked about; one after the other use it."""

    def __init__(self, kind: Any, numbers: int, *, places: int = 1) -> None:  # noqa: ANN401  (a ctypes number)
        """Make room for so many numbers an item, whose places make one argument of a call or several."""
        self._numbers = numbers
        self._room = (kind * (numbers * _BLOCK))()
        self._view = memoryview(self._room).cast("B").cast(kind._type_)
        self._places_of_item = range(0, self._view.itemsize * places, self._view.itemsize)

    @cached_property
    def _places(self) -> list[list[Any]]:
        """The arguments that lead to the places; most rooms are never entered."""
        size = self._view.itemsize * self._numbers
        return [
            [ctypes.byref(self._room, size * item + place) for item in range(_BLOCK)] for place in self._places_of_item
        ]

    def ask(
        self,
        function: Callable[..., int],
        items: Sequence[Any],
        *,
        first: Sequence[Any] = (),
        wanted: Sequence[int] | None = None,
    ) -> tuple[list[int], list[list[Any]]]:
        """Return what `function(*first, item, *places)` returns for each item, and each of the numbers for all items.

        Where a call fails, its numbers are 0. Of the numbers only those that are `wanted` are returned.
        """
        results: list[int] = []
        wanted = range(self._numbers) if wanted is None else wanted
        columns: list[list[Any]] = [[] for _ in wanted]
        for start in range(0, len(items), _BLOCK):
            block = items[start : start + _BLOCK]
            end = self._numbers * len(block)
            ctypes.memset(self._room, 0, self._view.itemsize * end)
            results += map(function, *map(repeat, first), block, *self._places)
            for number, column in zip(wanted, columns, strict=True):
                column.extend(self._view[number : end : self._numbers].tolist())
        return results, columns

    def one(self, function: Callable[..., int], item: Any, *, first: Sequence[Any] = ()) -> tuple[Any, ...] | None:  # noqa: ANN401
        """Return the numbers of a single item, None where the call fails."""
        (is_known,), columns = self.ask(function, (item,), first=first)
        return tuple(column[0] for column in columns) if is_known else None
