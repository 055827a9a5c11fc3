"""The table for people, in a terminal or a pipe: which of its forms it takes depends on what there is to show."""

from collections.abc import Callable, Sequence
from typing import TextIO

from scanner.model import Candidate, Results
from scanner.report import ReportOptions
from scanner.report.selection import nobody, shown
from scanner.report.table.doors import doors
from scanner.report.table.holdings import holdings, person, warnings
from scanner.report.table.long_form import long_form
from scanner.report.table.matrix import matrix, postings_of_one
from scanner.report.table.page import Page
from scanner.report.table.posting import in_full
from scanner.report.table.ranking import ranking
from scanner.report.table.rest import skipped, unreadable
from scanner.report.table.whatif import what_if


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write a ranking, a page on one candidate, a matrix over postings, or what each resume holds."""
    page = Page(out, options, catalog_name)
    candidates = shown(results, options)
    if not candidates:
        page.paragraph(nobody(results, options))
    elif not results.postings:
        _holdings(page, candidates, results.as_of)
    elif len(results.postings) > 1:
        if len(candidates) == 1:
            postings_of_one(page, results, candidates[0])
        else:
            matrix(page, results, candidates)
            doors(page, results, candidates)
    elif len(candidates) == 1:
        long_form(page, results, candidates[0])
    else:
        ranking(page, results, candidates)
    what_if(page, results.what_if, is_one_posting=len(results.postings) == 1)
    unreadable(page, results.unreadable)
    skipped(page, results.skipped)


def posting_report(
    results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions
) -> None:
    """Write what `scan check` found: for each posting what it asks for and what is wrong with it."""
    page = Page(out, options, catalog_name)
    for number, posting in enumerate(results.postings):
        if number:
            page.blank()
            page.rule("")
            page.blank()
        in_full(page, posting, options.compared)
    unreadable(page, results.unreadable)


def _holdings(page: Page, candidates: Sequence[Candidate], as_of: str) -> None:
    for number, candidate in enumerate(candidates):
        if number:
            page.blank()
        person(page, candidate)
        warnings(page, candidate)
        holdings(page, candidate, as_of)
