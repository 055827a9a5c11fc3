"""JSON that somebody else wrote: each value of the kind that it must have, or a sentence on what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from scanner.errors import ScannerError

T = TypeVar("T")
_WORDS = {str: "text", bool: "true or false", int: "a number", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of JSON and the place that it stands in, for messages."""

    place: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object, place: str) -> "Fields":
        """Return a value that must be an object."""
        if not isinstance(value, dict):
            raise ScannerError(f"{place}: this must be an object, not {_shown(value)}")
        return cls(place, value)

    def need(self, key: str, kind: type[T]) -> T:
        """Return a value that must be there."""
        if self.values.get(key) is None:
            raise ScannerError(f"{self.place}: {key!r} is missing")
        return self._checked(key, kind)

    def get(self, key: str, kind: type[T], default: T) -> T:
        """Return a value, or the default where it is missing or null."""
        return default if self.values.get(key) is None else self._checked(key, kind)

    def text(self, key: str) -> str | None:
        """Return a text, None where it is missing or null."""
        return None if self.values.get(key) is None else self._checked(key, str)

    def one_of(self, key: str, allowed: frozenset[str]) -> str:
        """Return a text that must be there and be one of a few."""
        value = self.need(key, str)
        if value not in allowed:
            raise ScannerError(f"{self.place}: {key!r} is {value!r}, not one of {', '.join(sorted(allowed))}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, where a single text stands for a list of one; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else self._checked(key, list)
        for item in items:
            if not isinstance(item, str):
                raise ScannerError(f"{self.place}: {key!r} has {_shown(item)} where text must stand")
        return tuple(items)

    def objects(self, key: str) -> Iterator["Fields"]:
        """Yield the objects of a list; none where there is no list."""
        for number, item in enumerate(self.get(key, list, []), start=1):
            yield Fields.of(item, f"{self.place}: {key} {number}")

    def _checked(self, key: str, kind: type[T]) -> T:
        value = self.values[key]
        # To Python a bool is a number; to JSON it is none.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ScannerError(f"{self.place}: {key!r} must be {_WORDS[kind]}, not {_shown(value)}")
        return value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004
