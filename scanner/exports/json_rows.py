"""JSON Lines: one object a line."""

import json
from collections.abc import Iterator
from typing import IO

from scanner.errors import UnreadableError
from scanner.exports.lines import TOO_LONG, next_line, opened
from scanner.exports.row import Row, row
from scanner.exports.wanted import Wanted
from scanner.model import Reason, Unreadable


def json_rows(file: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    """Yield the postings of a file; raises `UnreadableError` where none of it can be read."""
    file, encoding = opened(file)
    number = 0
    while (data := next_line(file)) != b"":
        number += 1
        name = f"{source}:{number}"
        if data is None:
            yield Unreadable(name, Reason.TOO_LARGE, TOO_LONG)
        elif data.strip():
            yield _json_row(data, encoding, name, wanted)


def _json_row(data: bytes, encoding: str, name: str, wanted: Wanted) -> Row | Unreadable:
    try:
        item = json.loads(data.decode(encoding, errors="replace"))
    except (ValueError, RecursionError) as error:
        return Unreadable(name, Reason.DAMAGED, f"line is no JSON ({error}): left out")
    if not isinstance(item, dict):
        what = "a whole list: write one posting a line" if isinstance(item, list) else "no JSON object: left out"
        return Unreadable(name, Reason.DAMAGED, f"the line is {what}")
    try:
        text, title = wanted.find(list(item))
    except UnreadableError as error:
        return Unreadable(name, Reason.DAMAGED, str(error))
    return row(name, item[title] if title is not None else "", item[text])
