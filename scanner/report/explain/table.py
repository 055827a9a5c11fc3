"""The page for the person concerned, in the terminal and as plain text."""

from collections.abc import Callable
from typing import TextIO

from scanner.model import Explanation
from scanner.report import ReportOptions
from scanner.report.explain.letter import LONGEST, letter
from scanner.report.table.page import DETAIL, HEADING, Page


def write(explanation: Explanation, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the page."""
    page = Page(out, options, catalog_name)
    written = letter(explanation, catalog_name)
    page.paragraph((page.show(written.title), HEADING))
    for section in written.sections:
        page.heading(section.heading)
        for item in section.items:
            if item.head:
                page.paragraph((page.show(item.head), HEADING), indent=2)
            page.paragraph(page.show(item.text, most=LONGEST), indent=4 if item.head else 2)
            for quote, place in item.quotes:
                page.paragraph(page.quote(quote), (f"  {page.show(place)}", DETAIL), indent=4)
