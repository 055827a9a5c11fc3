"""One line of JSON for each document, for pipes: a candidate, or the reason why it could not be read."""

from collections.abc import Callable
from typing import TextIO

from scanner.model import Candidate, Results, Unreadable
from scanner.report import ReportOptions
from scanner.report.selection import shown
from scanner.report.to_json import dump_line


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:  # noqa: ARG001
    """Write the candidates, then the unreadable documents."""
    out.writelines(map(line, shown(results, options)))
    out.writelines(map(line, results.unreadable))


def line(document: Candidate | Unreadable) -> str:
    """Return the line of one document, with its line feed; it can be written as soon as the document is finished."""
    if isinstance(document, Candidate):
        return dump_line(document) + "\n"
    failure = {"reason": document.reason.value, "message": document.message}
    return dump_line({"source": document.source, "unreadable": failure}) + "\n"
