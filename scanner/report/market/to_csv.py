"""A survey as CSV: a fixed header, a row for each credential and each family."""

import csv
from typing import TextIO

from scanner.model import MarketEntry, Survey
from scanner.report import ReportOptions
from scanner.report.to_csv import defused

HEADER = (
    "kind", "ref", "name", "postings", "required", "preferred", "alone", "alternatives",
    "share", "share_low", "share_high", "required_share", "required_low", "required_high",
    "preferred_share", "preferred_low", "preferred_high", "titles", "of_postings",
)  # fmt: skip


def write(survey: Survey, out: TextIO, options: ReportOptions) -> None:  # noqa: ARG001
    """Write the header, the credentials, then the families; what can't be read stands in the other formats."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for kind, entries in (("credential", survey.market.credentials), ("family", survey.market.families)):
        for entry in entries:
            cells = (kind, *_cells(entry), survey.market.postings)
            rows.writerow([cell if isinstance(cell, int | float) else defused(cell) for cell in cells])


def _cells(entry: MarketEntry) -> tuple[object, ...]:
    titles = "; ".join(f"{one.title} ({one.postings})" for one in entry.titles)
    return (
        entry.ref, entry.name, entry.postings, entry.required, entry.preferred, entry.alone, entry.alternatives,
        *entry.share, *entry.required_share, *entry.preferred_share, titles,
    )  # fmt: skip
