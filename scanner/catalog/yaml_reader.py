"""Reads the YAML files of patterns/ as text and checks them, so that one run names every mistake with file and line.

YAML's own guesses (`no` is false, `3.10` is 3.1, dates become objects) never happen: each scalar is taken as it is
written and converted by the schema that asks for it. `Reader` walks the parsed nodes, which know their lines.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

T = TypeVar("T")
#: a whole number stays one, so that $300 never becomes $300.0
Number = float

_NULLS = frozenset({"", "~", "null"})
_RANGE_LENGTH = 2


class _BadValueError(Exception):
    """A value that the schema refuses; the message says what it should be."""


@dataclass(slots=True)
class Problems:
    """Collects what is wrong over all files, so that it is reported at once."""

    found: list[str] = field(default_factory=list)

    def add(self, file: Path | str, line: int, message: str) -> None:
        """Note one problem as `file:line: message`."""
        self.found.append(f"{file}:{line}: {message}")


@dataclass(frozen=True, slots=True)
class Reader:
    """One node of a YAML file, and where to report what is wrong with it."""

    node: yaml.Node
    problems: Problems
    #: what the reader of a message knows the node by: an id, a key, or nothing
    label: str = ""

    @property
    def file(self) -> str:
        """Name of the file that the node stands in."""
        return str(self.node.start_mark.name)

    @property
    def line(self) -> int:
        """Line of the file that the node starts on, from 1."""
        return int(self.node.start_mark.line) + 1

    def complain(self, message: str) -> None:
        """Report a problem at this node."""
        prefix = f"{self.label}: " if self.label else ""
        self.problems.add(self.file, self.line, prefix + message)

    def named(self, label: str) -> "Reader":
        """Return the same node under another name in messages."""
        return Reader(self.node, self.problems, label)

    def items(self) -> list["Reader"]:
        """Return the nodes of a list; anything else is reported and reads as empty."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.complain("a list is expected here")
            return []
        return [Reader(node, self.problems, self.label) for node in self.node.value]

    def entries(self) -> dict[str, "Reader"]:
        """Return the nodes of a mapping by key; a key given twice is reported."""
        if not isinstance(self.node, yaml.MappingNode):
            self.complain("keys with values are expected here")
            return {}
        found: dict[str, Reader] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if name in found:
                self.problems.add(self.file, key.start_mark.line + 1, f"{self._prefix}key {name!r} stands here twice")
            found[name] = Reader(value, self.problems, f"{self._prefix}{name}")
        return found

    def record(self, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, "Reader"]:
        """Return the nodes of a mapping; unknown and missing keys are reported, unknown ones left out."""
        allowed = tuple(allowed)
        entries = self.entries()
        for name in entries.keys() - set(allowed):
            entries[name].named(self.label).complain(f"unknown key {name!r}; allowed: {', '.join(sorted(allowed))}")
        for name in required:
            if name not in entries:
                self.complain(f"key {name!r} is missing")
        return {name: entry for name, entry in entries.items() if name in allowed}

    @property
    def is_null(self) -> bool:
        """Whether the value is written as null, `~` or nothing."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.style and self.node.value in _NULLS

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def _prefix(self) -> str:
        return f"{self.label}: " if self.label else ""

    def value(self, convert: Callable[[str], T], default: T) -> T:
        """Return the converted scalar; what `convert` refuses is reported and reads as `default`."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.complain("a single value is expected here")
            return default
        try:
            return convert(self.node.value)
        except _BadValueError as error:
            self.complain(str(error))
            return default

    def text(self) -> str:
        """Return a scalar as it is written; an empty one is reported."""
        return self.value(_text, "")

    def texts(self) -> tuple[str, ...]:
        """Return a list of scalars as they are written."""
        return tuple(item.text() for item in self.items())

    def number(self) -> Number:
        """Return a number that is not negative."""
        return self.value(_number, 0.0)

    def whole_number(self) -> int:
        """Return a whole number that is not negative."""
        return self.value(_whole_number, 0)

    def flag(self) -> bool:
        """Return true or false."""
        return self.value(_flag, False)

    def one_of(self, choices: Iterable[str]) -> str:
        """Return a scalar that must be one of `choices`."""
        choices = tuple(choices)
        text = self.text()
        if text and text not in choices:
            self.complain(f"{text!r} is none of {', '.join(choices)}")
        return text

    def number_range(self) -> tuple[Number, Number]:
        """Return `[low, high]` or one number, which is both ends."""
        if not self.is_list:
            number = self.number()
            return number, number
        numbers = [item.number() for item in self.items()]
        if len(numbers) != _RANGE_LENGTH or numbers[0] > numbers[1]:
            self.complain("a range is [low, high]")
            return 0, 0
        return numbers[0], numbers[1]


def read_yaml(path: Path, problems: Problems) -> Reader | None:
    """Return the root of a YAML file, or None with the problem noted where it can't be read or is empty."""
    try:
        with path.open(encoding="utf-8") as file:
            node = yaml.compose(file, Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        problems.add(path, 1, f"cannot be read: {error}")
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.add(path, mark.line + 1 if mark else 1, f"is no valid YAML: {getattr(error, 'problem', error)}")
        return None
    return None if node is None else Reader(node, problems)


def overlay(base: Reader, over: Reader) -> Reader:
    """Return `base` with the keys of `over` on top, mapping by mapping; anything else is replaced whole."""
    return Reader(_overlay(base.node, over.node), base.problems, base.label)


def _overlay(base: yaml.Node, over: yaml.Node) -> yaml.Node:
    if not (isinstance(base, yaml.MappingNode) and isinstance(over, yaml.MappingNode)):
        return over
    merged = {key.value: (key, value) for key, value in base.value}
    for key, value in over.value:
        merged[key.value] = (key, _overlay(merged[key.value][1], value) if key.value in merged else value)
    return yaml.MappingNode(base.tag, list(merged.values()), over.start_mark, over.end_mark)


def _text(value: str) -> str:
    if not value.strip():
        raise _BadValueError("a text is expected here, and it is empty")
    return value


def _number(value: str) -> Number:
    try:
        number = float(value)
    except ValueError:
        raise _BadValueError(f"{value!r} is no number") from None
    if not 0 <= number < float("inf"):
        raise _BadValueError(f"{value!r} is out of range")
    return int(number) if number.is_integer() else number


def _whole_number(value: str) -> int:
    number = _number(value)
    if int(number) != number:
        raise _BadValueError(f"{value!r} is no whole number")
    return int(number)


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise _BadValueError(f"{value!r} is neither true nor false")
    return value == "true"
