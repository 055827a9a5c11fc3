r"""JSON for programs: the fields of `scanner.model` are the keys, all of them always present, unknown is null.

The schemas lie in `scanner/schemas/`. The same results give the same characters. A character that a terminal would
obey (an escape, a mark of direction) and a byte of a file name that is not UTF-8 stand as `\uXXXX`: nothing is lost.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from os import PathLike, fspath
from typing import Any, TextIO

import msgspec

from scanner.model import Document, Results, Unreadable
from scanner.report import ReportOptions
from scanner.report.selection import shown

# json itself escapes below U+0020. C1 controls, marks of direction, line separators, surrogates, no characters.
_OBEYED = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)

_encode = msgspec.json.Encoder(enc_hook=fspath).encode


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:  # noqa: ARG001
    """Write a `scan-report/1`."""
    out.write(dump(report(results, options)) + "\n")


def report(results: Results, options: ReportOptions) -> dict[str, Any]:
    """Return a `scan-report/1` in dicts, lists, text and numbers."""
    found: dict[str, Any] = {"schema": "scan-report/1"}
    for field in fields(results):
        found[field.name] = as_json(getattr(results, field.name))
    candidates = shown(results, options)
    sources = {candidate.source for candidate in candidates}
    found["candidates"] = as_json(candidates)
    found["doors"] = as_json([door for door in results.doors if door.source in sources])
    found["manifest"] = _as_object(results.manifest)
    return found


def posting_report(
    results: Results,
    out: TextIO,
    *,
    catalog_name: Callable[[str], str],  # noqa: ARG001
    options: ReportOptions,  # noqa: ARG001
) -> None:
    """Write a `posting-report/1`: what `scan check` found."""
    keys = ("as_of", "postings", "unreadable")
    found = {"schema": "posting-report/1", **{key: as_json(getattr(results, key)) for key in keys}}
    out.write(dump(found) + "\n")


def text_report(documents: Iterable[Document], unreadable: Iterable[Unreadable], out: TextIO) -> None:
    """Write a `text/1`: what `scan text` read."""
    found = {"schema": "text/1", "documents": as_json(tuple(documents)), "unreadable": as_json(tuple(unreadable))}
    out.write(dump(found) + "\n")


def as_json(value: object) -> Any:  # noqa: ANN401  (JSON is any of six types)
    """Return `value` in dicts, lists, text and numbers: a dataclass as an object with its fields in their order."""
    kind: Any = type(value)
    return _converter(kind)(value)


@cache
def _converter(kind: type[Any]) -> Callable[[Any], Any]:
    """Return what makes JSON of such values; a report has thousands of each kind."""
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: {name: as_json(getattr(value, name)) for name in names}
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, PathLike):
        return fspath
    if issubclass(kind, Mapping):
        return lambda value: {str(key): as_json(item) for key, item in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [as_json(item) for item in value]
    return lambda value: value


def dump(value: object, *, tight: bool = False) -> str:
    """Return plain `value` as JSON that is safe to print and to encode; `tight`: on one line, without a blank."""
    layout: dict[str, Any] = {"separators": (",", ":")} if tight else {"indent": 2}
    return _harmless(json.dumps(value, ensure_ascii=False, allow_nan=False, **layout))


def dump_line(record: object) -> str:
    """Return a record as one line of JSON, as safe; quickly, since a run of thousands writes one for each."""
    try:
        text = msgspec.json.format(_encode(record), indent=0).decode()
    except UnicodeEncodeError:
        # The name of a file that is not UTF-8.
        text = json.dumps(as_json(record), ensure_ascii=False)
    return _harmless(text)


def _harmless(text: str) -> str:
    return text if text.isprintable() else _OBEYED.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _as_object(value: object) -> Any:  # noqa: ANN401
    """Return the manifest as an object: tuples of (key, value) are objects all the way down, lists stay lists."""
    if isinstance(value, Mapping):
        return {str(key): _as_object(item) for key, item in value.items()}
    if isinstance(value, tuple):
        pairs = all(isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) for item in value)  # noqa: PLR2004
        return {item[0]: _as_object(item[1]) for item in value} if pairs else [_as_object(item) for item in value]
    return as_json(value)
