"""Reads the YAML files of patterns/ as text and checks them, so that one run names every mistake with file and line.

YAML's own guesses (`no` is false, `3.10` is 3.1, dates become objects) never happen: each scalar is taken as it is
written and converted by the schema that asks for it. `Reader` walks the parsed nodes, which know their lines.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

T = TypeVar("T")
_NULLS = frozenset({"", "~", "null"})
_RANGE_LENGTH = 2


class _BadValueError(Exception):
    """A value that the schema refuses; the message says what it should be."""


@dataclass(slots=True)
class Problems:
    """Collects what is wrong over all files, so that it is reported at once."""

    found: set[tuple[str, int, str]] = field(default_factory=set)

    def add(self, file: Path | str, line: int, message: str) -> None:
        """Note one problem; the same one noted twice is one."""
        self.found.add((str(file), line, message))

    def messages(self) -> list[str]:
        """Return the problems as `file:line: message`, in the order of files and lines."""
        return [f"{file}:{line}: {message}" for file, line, message in sorted(self.found)]


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

    def entry(self, name: str) -> "Reader | None":
        """Return the node of one key of a mapping that has been checked, None where it is missing."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else ()
        found = [value for key, value in pairs if key.value == name]
        return Reader(found[-1], self.problems, f"{self._prefix}{name}") if found else None

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

    def number(self) -> float:
        """Return a number that is not negative; a whole one stays one, so that $300 never becomes $300.0."""
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

    def number_range(self) -> tuple[float, float]:
        """Return `[low, high]` or one number, which is both ends."""
        if not self.is_list:
            number = self.number()
            return number, number
        numbers = [item.number() for item in self.items()]
        if len(numbers) != _RANGE_LENGTH or numbers[0] > numbers[1]:
            self.complain("a range is [low, high]")
            return 0, 0
        return numbers[0], numbers[1]


def read_yaml(path: Path, problems: Problems, content: bytes | None = None) -> Reader | None:
    """Return the root of a YAML file, or None with the problem noted where it can't be read or is empty.

    `content` is what the file holds, where that has been read already.
    """
    try:
        text = (path.read_bytes() if content is None else content).decode("utf-8-sig")
        node = yaml.compose(_Named(text, str(path)), Loader=yaml.CSafeLoader)
    except OSError as error:
        problems.add(path, 1, f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(path, line, "is no UTF-8 text: save it in that encoding")
    except RecursionError:
        problems.add(path, 1, "is no valid YAML: lists in lists without end")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        problems.add(path, mark.line + 1 if mark else 1, f"is no valid YAML: {what}")
    else:
        return None if node is None else Reader(node, problems)
    return None


class _Named(io.StringIO):
    """A text that says which file it came from, as the marks of its nodes do then."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def overlay(base: Reader, over: Reader) -> Reader:
    """Return `base` with the keys of `over` on top, mapping by mapping; anything else is replaced whole."""
    over.entries()  # names a key that stands there twice, which the result can't show any more
    return Reader(_overlay(base.node, over.node), base.problems, base.label)


def _overlay(base: yaml.Node, over: yaml.Node) -> yaml.Node:
    if not (isinstance(base, yaml.MappingNode) and isinstance(over, yaml.MappingNode)):
        return over
    merged = {str(key.value): (key, value) for key, value in base.value}
    for key, value in over.value:
        name = str(key.value)
        merged[name] = (key, _overlay(merged[name][1], value) if name in merged else value)
    return yaml.MappingNode(base.tag, list(merged.values()), over.start_mark, over.end_mark)


def _text(value: str) -> str:
    if not value.strip():
        raise _BadValueError("a text is expected here, and it is empty")
    return value


def _number(value: str) -> float:
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
