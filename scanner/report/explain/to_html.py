"""The page for the person concerned, for the browser and for paper."""

from collections.abc import Callable
from typing import TextIO

from scanner.model import Explanation
from scanner.report import ReportOptions
from scanner.report.explain.letter import letter
from scanner.report.html.page import render


def write(
    explanation: Explanation,
    out: TextIO,
    *,
    catalog_name: Callable[[str], str],
    options: ReportOptions,  # noqa: ARG001
) -> None:
    """Write the page."""
    render("explain.html.jinja", out, scripts=(), as_of=explanation.as_of, letter=letter(explanation, catalog_name))
