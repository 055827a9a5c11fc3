"""The end of every table: what could not be read, with the remedy, and what was skipped."""

from collections.abc import Sequence

from scanner.model import Skipped, Unreadable
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.wording import count

_MOST_SKIPPED = 10


def unreadable(page: Page, documents: Sequence[Unreadable]) -> None:
    """Write each document that could not be read, why, and what to try."""
    if not documents:
        return
    page.heading((count(len(documents), "document") + " could not be read", "red"))
    for document in documents:
        reason = document.reason.value.replace("-", " ")
        source = page.crop(page.show(document.source), page.width - 4, left=True)
        page.line((source, HEADING), (f"  {reason}", "red"), indent=2)
        page.paragraph(page.show(document.message), indent=4)


def skipped(page: Page, files: Sequence[Skipped]) -> None:
    """Write the files that no reader knows."""
    if not files:
        return
    page.heading(count(len(files), "file") + " skipped: no reader knows the format")
    shown = files if page.verbose else files[:_MOST_SKIPPED]
    names = [page.crop(page.show(file.source), 60, left=True) for file in shown]
    more = [f"{len(files) - len(shown)} more"] if len(shown) < len(files) else []
    page.paragraph((" · ".join([*names, *more]), DETAIL), indent=2)
