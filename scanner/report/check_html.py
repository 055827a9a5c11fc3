"""What `scan check` found as an HTML page: for each posting what it asks for, and what to correct."""

from collections.abc import Callable
from typing import TextIO

from scanner.model import Results
from scanner.report import ReportOptions
from scanner.report.html.page import render
from scanner.report.table.posting import STRENGTH

#: the look of a severity, and of a strength
_LOOK = {"error": "bad", "warning": "warn", "note": "note"}
_MARKS = {"required": "mark-met", "preferred": "mark-part", "not_required": "mark-open"}


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the page."""
    severities = [finding.severity for posting in results.postings for finding in posting.findings]
    render(
        "check.html.jinja",
        out,
        scripts=(),
        results=results,
        catalog_name=catalog_name,
        compared=options.compared,
        counts=[(severity, severities.count(severity)) for severity in _LOOK],
        looks=_LOOK,
        marks=_MARKS,
        strengths=STRENGTH,
    )
