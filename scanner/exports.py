"""Job boards' exports, one posting a row: CSV, JSON Lines and Parquet, read row by row whatever their size.

One bad row never costs the others: it comes out as an `Unreadable` that names the file and the row.
"""

import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Any

from scanner.catalog.check_rules import Columns
from scanner.errors import ScannerError, UnreadableError
from scanner.extract.text import encoding_of
from scanner.model import Reason, Unreadable
from scanner.remote import is_address, opened_at

_CSV = (".csv", ".tsv")
_JSON_LINES = (".jsonl", ".ndjson")
_PARQUET = (".parquet",)
_SUFFIXES = (*_CSV, *_JSON_LINES, *_PARQUET)

#: characters of a cell, and of a line: what is longer is no posting
_LONGEST_CELL = 2_000_000
_LONGEST_LINE = 4_000_000
_HEAD = 64_000
_DELIMITERS = ",;\t|"
#: so many runaway quotation marks are looked behind; each costs reading a cell's worth of lines again
_MOST_RUNAWAYS = 20
_ROWS_AT_ONCE = 256
_MOST_COLUMNS_NAMED = 20
_TOO_LONG_LINE = f"the line has more than {_LONGEST_LINE:,} characters: not read"


@dataclass(frozen=True, slots=True)
class Row:
    """One posting of an export; `source` names the file and the row."""

    source: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which columns hold a posting's text and title: as the user says, else the first of the usual names."""

    columns: Columns
    text: str | None = None
    title: str | None = None

    def find(self, names: Sequence[str]) -> tuple[str, str | None]:
        """Return the names of both columns as the file has them (no title: None).

        Raises `UnreadableError` where a column is not there, with those that are.
        """
        text = _named(names, [self.text] if self.text else self.columns.description)
        title = _named(names, [self.title] if self.title else self.columns.title)
        if text is None:
            raise _without(self.text or "description", "--column", names)
        if title is None and self.title:
            raise _without(self.title, "--title-column", names)
        return text, title


def is_export(path: Path) -> bool:
    """Whether a file of this name holds a posting in each row."""
    return path.suffix.lower() in _SUFFIXES


def read_rows(source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    """Yield the postings of a file in its order, and what of it can't be read.

    Raises `ScannerError` where the file can't be read for want of a library.
    """
    readers = {_CSV: _csv_rows, _JSON_LINES: _json_rows, _PARQUET: _parquet_rows}
    read = next(read for endings, read in readers.items() if Path(source).suffix.lower() in endings)
    try:
        with opened_at(source) if is_address(source) else Path(source).open("rb") as file:
            yield from read(file, source, wanted)
    except UnreadableError as error:
        yield Unreadable(source, Reason(error.reason), str(error))
    except FileNotFoundError:
        yield Unreadable(source, Reason.NOT_FOUND, "there is no such file: check the name")
    except PermissionError:
        yield Unreadable(source, Reason.PERMISSION, "no permission to read the file: change its rights")
    except OSError as error:
        yield Unreadable(source, Reason.DAMAGED, f"the file can't be read ({error}): check it, or export it again")


def _named(names: Sequence[str], wanted: Iterable[str]) -> str | None:
    """Return the first wanted column that is there: as it is written, else whatever its case and blanks."""
    folded = {" ".join(name.split()).casefold(): name for name in reversed(names)}
    for one in wanted:
        if one in names:
            return one
        if " ".join(one.split()).casefold() in folded:
            return folded[" ".join(one.split()).casefold()]
    return None


def _without(name: str, option: str, names: Sequence[str]) -> UnreadableError:
    shown = ", ".join(repr(each) for each in names[:_MOST_COLUMNS_NAMED])
    more = f" and {len(names) - _MOST_COLUMNS_NAMED} more" if len(names) > _MOST_COLUMNS_NAMED else ""
    message = f"there is no column {name!r}; name one with {option}: {shown or 'there is none'}{more}"
    return UnreadableError(Reason.DAMAGED, message)


def _row(source: str, title: object, text: object) -> Row | Unreadable:
    if text is None or not str(text).strip():
        return Unreadable(source, Reason.NO_TEXT, "the row has no description: left out")
    if len(str(text)) > _LONGEST_CELL:
        return _cell_too_long(source)
    return Row(source, " ".join(str(title or "").split()), str(text))


def _cell_too_long(source: str) -> Unreadable:
    message = f"a cell has more than {_LONGEST_CELL:,} characters, or a quotation mark never closes: row left out"
    return Unreadable(source, Reason.TOO_LARGE, message)


# --- CSV ---------------------------------------------------------------------------------------------------------


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
        data = self.file.readline(_LONGEST_LINE)
        if len(data) == _LONGEST_LINE and not data.endswith(b"\n"):
            self.is_cut = True
            while (rest := self.file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
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


def _csv_rows(file: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = _Lines(*_opened(file))
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
            yield _cell_too_long(name)
            lines.give_back()
        elif lines.is_cut:
            yield Unreadable(name, Reason.TOO_LARGE, _TOO_LONG_LINE)
        elif cells and max(places[0], places[1] or 0) >= len(cells):
            message = f"the row has {len(cells)} of {width} columns: left out"
            yield Unreadable(name, Reason.DAMAGED, message)
        elif cells:
            yield _row(name, cells[places[1]] if places[1] is not None else "", cells[places[0]])


def _opened(file: IO[bytes]) -> tuple[IO[bytes], str]:
    """Return a file behind its mark, with its encoding by its first lines; raises `UnreadableError` for no text."""
    head = file.read(_HEAD)
    if not head:
        raise UnreadableError(Reason.EMPTY_FILE, "the file is empty: export it again")
    # a character may be cut at the end of what was read
    encoding = encoding_of(head[: head.rfind(b"\n") + 1] or head)
    if encoding is None:
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, "this is no text: export the postings as CSV or JSON Lines")
    if encoding.startswith(("utf-16", "utf-32")):
        message = f"the file is in {encoding.upper()}: save it as UTF-8"
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
    mark = len(b"\xef\xbb\xbf") if encoding == "utf-8-sig" else 0
    file.seek(mark)
    return file, "utf-8" if mark else encoding


def _delimiter(header: str, source: str) -> str:
    """Return what parts the columns: what stands in the header most often, tabs in a .tsv."""
    if source.lower().endswith(".tsv"):
        return "\t"
    return max(_DELIMITERS, key=lambda sign: (header.count(sign), sign == ","))


# --- JSON Lines --------------------------------------------------------------------------------------------------


def _json_rows(file: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    file, encoding = _opened(file)
    number = 0
    while data := file.readline(_LONGEST_LINE):
        number += 1
        name = f"{source}:{number}"
        if len(data) == _LONGEST_LINE and not data.endswith(b"\n"):
            while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Unreadable(name, Reason.TOO_LARGE, _TOO_LONG_LINE)
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
    return _row(name, item[title] if title is not None else "", item[text])


# --- Parquet -----------------------------------------------------------------------------------------------------


def _parquet_rows(opened: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    try:
        import pyarrow  # noqa: PLC0415  (an extra: who has no Parquet files needs none of its 100 MB)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        message = f"{source}: reading Parquet needs a library: pip install 'credential-scanner[parquet]'"
        raise ScannerError(message) from error
    number = 0
    try:
        with parquet.ParquetFile(opened) as file:
            text, title = wanted.find(file.schema_arrow.names)
            columns = [text] if title is None or title == text else [text, title]
            for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns, use_threads=False):
                for item in batch.to_pylist():
                    number += 1
                    yield _row(f"{source}:{number}", item[title] if title is not None else "", item[text])
    except pyarrow.ArrowException as error:
        what = " ".join(str(error).split())[:200]
        where = f"is damaged behind row {number}" if number else "is no whole Parquet file"
        message = f"the file {where} ({what}): export it again"
        yield Unreadable(source, Reason.DAMAGED, message)
