"""Opening an export, and reading it by what its name says it is."""

from collections.abc import Iterator
from pathlib import Path

from scanner.errors import UnreadableError
from scanner.exports.csv_rows import csv_rows
from scanner.exports.json_rows import json_rows
from scanner.exports.parquet_rows import parquet_rows
from scanner.exports.row import Row
from scanner.exports.wanted import Wanted
from scanner.model import Reason, Unreadable
from scanner.remote import is_address, opened_at

_READERS = {
    ".csv": csv_rows,
    ".tsv": csv_rows,
    ".jsonl": json_rows,
    ".ndjson": json_rows,
    ".parquet": parquet_rows,
}


def is_export(path: Path) -> bool:
    """Whether a file of this name holds a posting in each row."""
    return path.suffix.lower() in _READERS


def read_rows(source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    """Yield the postings of a file in its order, and what of it can't be read.

    Raises `ScannerError` where the file can't be read for want of a library.
    """
    read = _READERS[Path(source).suffix.lower()]
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
