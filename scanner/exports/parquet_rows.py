"""Parquet: the two columns that are read, some rows at a time."""

from collections.abc import Iterator
from typing import IO

from scanner.errors import ScannerError
from scanner.exports.row import Row, row
from scanner.exports.wanted import Wanted
from scanner.model import Reason, Unreadable

_ROWS_AT_ONCE = 256


def parquet_rows(opened: IO[bytes], source: str, wanted: Wanted) -> Iterator[Row | Unreadable]:
    """Yield the postings of a file; raises `ScannerError` where the library for it is missing."""
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
                    yield row(f"{source}:{number}", item[title] if title is not None else "", item[text])
    except pyarrow.ArrowException as error:
        what = " ".join(str(error).split())[:200]
        where = f"is damaged behind row {number}" if number else "is no whole Parquet file"
        message = f"the file {where} ({what}): export it again"
        yield Unreadable(source, Reason.DAMAGED, message)
