"""Results as files: one module for each format, one line in `FORMATS` for each module.

To add a format, write `to_<name>.py` with `write(results, out, *, catalog_name, options)` and add its line; the choices
of `--format`, the help and the tests over all formats are computed from the table. Importing this package is cheap:
a writer and what it needs are imported when it writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any, Protocol, cast

from scanner.model import Results


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the user wants to see, and what the terminal can show."""

    #: so many candidates at most, the best ones; None: all
    top: int | None = None
    #: leave out the candidates below; None: none
    min_score: float | None = None
    #: leave out who holds none of the ids of any of these sets
    holds: tuple[frozenset[str], ...] = ()
    #: cells in a line of the table; None: 80
    width: int | None = None
    color: bool = False
    #: nothing but ASCII in the table: marks, dashes, and letters as near as it gets
    ascii: bool = False
    #: why each thing was decided
    verbose: bool = False
    #: where the report will lie, for links from it to the documents; None: here
    folder: str | None = None
    #: with so many other postings `scan check` compared; None: with none
    compared: int | None = None


class Write(Protocol):
    """What each format's module offers."""

    def __call__(
        self, results: Results, out: IO[Any], *, catalog_name: Callable[[str], str], options: ReportOptions
    ) -> None:
        """Write the report on `results` to `out`; `catalog_name` gives the name of an id or a wildcard."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write results; its module is imported when it is used."""

    summary: str
    module: str
    function: str = "write"
    #: a file of bytes, which no terminal can show
    is_binary: bool = False

    def write(
        self, results: Results, out: IO[Any], *, catalog_name: Callable[[str], str], options: ReportOptions
    ) -> None:
        """Write the report on `results` to `out`; the caller opens and closes it."""
        write = cast("Write", getattr(import_module(f"{__name__}.{self.module}"), self.function))
        write(results, out, catalog_name=catalog_name, options=options)


#: what `scan RESUME... [--against POSTING]` can print
FORMATS: Mapping[str, Format] = {
    "table": Format("for people, in the terminal", "to_table"),
    "json": Format("one document with everything that was found", "to_json"),
    "jsonl": Format("one line of JSON for each document", "to_jsonl"),
    "csv": Format("one row for each resume and posting, for a spreadsheet", "to_csv"),
    "html": Format("one page for the browser: ranking, requirements, evidence; works offline", "to_html"),
    "xlsx": Format("a workbook for Excel: ranking, requirements, evidence", "to_xlsx", is_binary=True),
    "markdown": Format("for a ticket or a mail", "to_markdown"),
}

#: what `scan check POSTING...` can print
POSTING_FORMATS: Mapping[str, Format] = {
    "table": Format("for people, in the terminal", "to_table", "posting_report"),
    "json": Format("one document with everything that was found", "to_json", "posting_report"),
    "html": Format("one page for the browser: what to correct, in which words", "check_html"),
    "markdown": Format("for the ticket in which somebody corrects it", "check_markdown"),
}
