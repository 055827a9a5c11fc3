"""CSV, whatever parts its columns, with the quotation marks and line ends that exports really have."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, Any

from scanner.errors import UnreadableError
from scanner.exports.lines import TOO_LONG, next_line, opened
from scanner.exports.row import LONGEST_CELL, Row, cell_too_long, row
from scanner.exports.wanted import Wanted
from scanner.model import Reason, Unreadable

_DELIMITERS = ",;\t|"
#: so many runaway quotation marks are looked behind; each costs reading a cell's worth of lines again
_MOST_RUNAWAYS = 20


@dataclass(slots=True)
class _Lines:
    """The lines of a CSV file for its reader, which may be given back once it turns out that a row ran away."""

    file: IO[bytes]
    encoding: str
    number: int = 0
    #: those of the row that is being read
    row: list[str] = field(default_factory=list)
    is_over: bool = False
    is_cut: bool = False
    _again: deque[str] = field(default_factory=deque)
    _runaways: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            self.is_over = True
            raise StopIteration
        self.number += 1
        self.row.append(line)
        return line

    def begin(self) -> None:
        """Take the next line for the first of a row."""
        self.row, self.is_over, self.is_cut = [], False, False

    def give_back(self) -> None:
        """Have all lines of the row but its first read again: they were swallowed by a quotation mark."""
        self._runaways += 1
        if self._runaways <= _MOST_RUNAWAYS:
            self.number -= len(self.row) - 1
            self._again.extendleft(reversed(self.row[1:]))

    def _read(self) -> str:
        data = next_line(self.file)
        if data is None:
            self.is_cut = True
            return "\n"
        first, *further = self._decoded(data).replace("\r\n", "\n").split("\r")
        # Macintosh's line ends, alone or among others: outside quotes the reader would call them an error.
        self._again.extend(f"{line}\n" for line in further[:-1])
        self._again.extend(line for line in further[-1:] if line)
        return f"{first}\n" if further else first

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode(self.encoding)
        except UnicodeDecodeError:
            # A row in another encoding than the rest: one byte a character always gives something.
            return data.decode("cp1252", errors="replace") if self.encoding == "utf-8" else data.decode("latin-1")


def csv_rows(file: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    """Yield the postings of a CSV file; raises `UnreadableError` where none of it can be read."""
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(*opened(file))
    header_line = next(lines, "")
    reader = csv.reader(chain([header_line], lines), delimiter=_delimiter(header_line, source))
    try:
        header = next(reader, [])
    except csv.Error as error:
        raise UnreadableError(
            Reason.DAMAGED, f"the first line is no header ({error}): export the file again"
        ) from error
    if not header:
        raise UnreadableError(Reason.EMPTY_FILE, "the file is empty: export it again")
    text, title = wanted.find(header)
    places = header.index(text), header.index(title) if title is not None else None
    body = _csv_body(csv.reader(lines, delimiter=reader.dialect.delimiter), lines, source, len(header), places)
    first = next(body, None)
    if first is None:
        raise UnreadableError(Reason.EMPTY_FILE, "there is no row below the header: export it again")
    yield first
    yield from body


def _csv_body(
    reader: Any,  # noqa: ANN401  (the type of csv.reader has no public name)
    lines: _Lines,
    source: str,
    width: int,
    places: tuple[int, int | None],
) -> Iterator[Row | Unreadable]:
    while True:
        lines.begin()
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            if not lines.row:
                return
            cells = None
        except csv.Error:
            cells = None
        name = f"{source}:{first}"
        if cells is None or (lines.is_over and len(lines.row) > 1):
            yield cell_too_long(name)
            lines.give_back()
        elif lines.is_cut:
            yield Unreadable(name, Reason.TOO_LARGE, TOO_LONG)
        elif cells and max(places[0], places[1] or 0) >= len(cells):
            message = f"the row has {len(cells)} of {width} columns: left out"
            yield Unreadable(name, Reason.DAMAGED, message)
        elif cells:
            yield row(name, cells[places[1]] if places[1] is not None else "", cells[places[0]])


def _delimiter(header: str, source: str) -> str:
    """Return what parts the columns: what stands in the header most often, tabs in a .tsv."""
    if source.lower().endswith(".tsv"):
        return "\t"
    return max(_DELIMITERS, key=lambda sign: (header.count(sign), sign == ","))
