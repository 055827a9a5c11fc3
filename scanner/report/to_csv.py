"""CSV for spreadsheets: a fixed header, a row for each resume and posting, no cell that runs as a formula.

Ranges are written "60 to 100" and not "60-100", which a spreadsheet would take for a date.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from scanner.model import Candidate, Fit, Outcome, Posting, Results, Status, Strength, Unreadable
from scanner.report import ReportOptions
from scanner.report.selection import shown
from scanner.report.untrusted import plain
from scanner.report.wording import asked, number, span

HEADER = (
    "source", "posting", "score", "required_met", "required_total", "preferred_met", "preferred_total",
    "held", "in_progress", "expired", "missing", "next_credential", "next_cost_usd", "next_study_hours",
    "warnings", "unreadable",
)  # fmt: skip

# OWASP, "CSV Injection": what starts a formula at the start of a cell, in its full-width form too. A semicolon or a
# tab inside a cell starts another one where the spreadsheet takes it for the separator, so they are looked behind.
_FORMULA = re.compile(r"(^|[;,\t|]\s*)(?=[=+\-@\t\r\n＝＋－＠])")


def write(results: Results, out: TextIO, *, catalog_name: Callable[[str], str], options: ReportOptions) -> None:
    """Write the header, the candidates, then the unreadable documents."""
    rows = csv.DictWriter(out, HEADER, restval="", lineterminator="\n")
    rows.writeheader()
    postings = {posting.source: posting for posting in results.postings}
    for candidate in shown(results, options):
        for row in _rows(candidate, postings, catalog_name):
            rows.writerow({key: defused(value) for key, value in row.items()})
    for document in results.unreadable:
        rows.writerow({key: defused(value) for key, value in _unreadable(document).items()})


def defused(cell: object) -> str:
    """Return a cell as one line that no spreadsheet runs: `defused("=1+1") == "'=1+1"`."""
    return _FORMULA.sub(r"\1'", plain(str(cell)))


def _rows(
    candidate: Candidate, postings: dict[str, Posting], catalog_name: Callable[[str], str]
) -> Iterator[dict[str, object]]:
    about = {"source": candidate.source, **_holdings(candidate), "warnings": _list(w.code for w in candidate.warnings)}
    if not candidate.fits:
        yield about
    for fit in candidate.fits:
        yield {**about, **_fit(fit, postings.get(fit.posting), catalog_name)}


def _holdings(candidate: Candidate) -> dict[str, object]:
    wanted = (Status.HELD, Status.IN_PROGRESS, Status.EXPIRED)
    visible = [holding for holding in candidate.holdings if not holding.hidden]
    return {status.value: _list(h.name for h in visible if h.status is status) for status in wanted}


def _fit(fit: Fit, posting: Posting | None, catalog_name: Callable[[str], str]) -> dict[str, object]:
    row: dict[str, object] = {
        "posting": fit.posting,
        "score": "" if fit.score is None else number(fit.score),
        "required_met": fit.required_met,
        "required_total": fit.required_total,
        "preferred_met": fit.preferred_met,
        "preferred_total": fit.preferred_total,
        "missing": _list(_missing(fit, posting, catalog_name)),
    }
    for advice in fit.advice[:1]:
        row["next_credential"] = advice.name
        row["next_cost_usd"] = "" if advice.cost_usd is None else _range(advice.cost_usd)
        row["next_study_hours"] = "" if advice.study_hours is None else _range(advice.study_hours)
    return row


def _missing(fit: Fit, posting: Posting | None, catalog_name: Callable[[str], str]) -> Iterator[str]:
    """Give what is required and unmet; what a person has to judge is not missing."""
    unmet = {requirement.id for requirement in fit.requirements if requirement.outcome is Outcome.UNMET}
    for requirement in posting.requirements if posting else ():
        if requirement.id in unmet and requirement.strength is Strength.REQUIRED:
            yield asked(requirement, catalog_name)


def _unreadable(document: Unreadable) -> dict[str, object]:
    return {"source": document.source, "unreadable": f"{document.reason.value}: {document.message}"}


def _range(bounds: tuple[float, float]) -> str:
    return span(bounds, to=" to ").replace(",", "")


def _list(items: Iterable[str]) -> str:
    return "; ".join(plain(item) for item in items)
