"""What a resume holds, with the lines that say so."""

from collections.abc import Sequence

from scanner.model import Candidate, Evidence, Holding, Status
from scanner.report.table.marks import holding_mark
from scanner.report.table.page import DETAIL, HEADING, Page, Part
from scanner.report.table.posting import proof
from scanner.report.wording import NO_WORK, STATUS, by_status, called, contact, facts

_LABEL = 13
_PROOFS = 2


def holdings(page: Page, candidate: Candidate, as_of: str) -> None:
    """Write each holding: name, status with its dates, evidence."""
    if not candidate.holdings:
        page.line("no credential found", indent=2)
    for holding in by_status(candidate.holdings):
        _holding(page, candidate.source, holding, as_of)


def person(page: Page, candidate: Candidate) -> None:
    """Write who it is, the file, and how to get in touch."""
    page.line((page.crop(page.show(called(candidate)), page.width), HEADING))
    about = [source for source in [candidate.source] if source != called(candidate)] + contact(candidate)
    if about:
        page.paragraph((" · ".join(map(page.show, about)), DETAIL), most=2)


def warnings(page: Page, candidate: Candidate) -> None:
    """Write what a person should know about the document, with the words that it is about."""
    for warning in candidate.warnings:
        parts: list[Part] = [(page.show(warning.message), "yellow")]
        if warning.quote:
            parts += ["  ", page.quote(warning.quote)]
        page.paragraph(*parts, label=("note", "yellow"), indent=2, hanging=6)


def proofs(  # noqa: PLR0913  (where it stands on the page)
    page: Page, source: str, evidence: Sequence[Evidence], *, label: str = "", indent: int, hanging: int = 0
) -> None:
    """Write the lines of a document that say so: the first two, all of them in verbose mode."""
    shown = evidence if page.verbose else evidence[:_PROOFS]
    for number, each in enumerate(shown):
        name = (label if number == 0 else "", DETAIL)
        page.paragraph(*proof(page, source, each), label=name, indent=indent, hanging=hanging)
    if len(shown) < len(evidence):
        page.line((f"and {len(evidence) - len(shown)} more, shown with -v", DETAIL), indent=indent + hanging)


def _holding(page: Page, source: str, holding: Holding, as_of: str) -> None:
    mark = holding_mark(holding.status, hidden=holding.hidden)
    status = (f"  {STATUS[holding.status]}", mark[1])
    details = ("".join(f", {page.show(fact)}" for fact in facts(holding, as_of)), DETAIL)
    page.paragraph((page.show(holding.name), HEADING), status, details, label=page.text(mark), indent=2, hanging=2)
    proofs(page, source, holding.evidence, indent=4)
    if holding.corroborated_by:
        proofs(page, source, holding.corroborated_by, label="in the work", indent=4, hanging=_LABEL)
    elif holding.status is Status.HELD and not holding.hidden:
        page.paragraph((NO_WORK, DETAIL), label=("in the work", DETAIL), indent=4, hanging=_LABEL)
    if holding.verify_url:
        page.paragraph((page.show(holding.verify_url), DETAIL), label=("verify at", DETAIL), indent=4, hanging=_LABEL)
