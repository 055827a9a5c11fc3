"""What a resume holds, with the lines that say so."""

from collections.abc import Sequence

from scanner.model import Candidate, CredentialStatus, Evidence, Holding, Person
from scanner.report.table.marks import holding_mark
from scanner.report.table.page import DETAIL, HEADING, Page, Part
from scanner.report.table.posting import proof
from scanner.report.wording import STATUS, by_status, called

_LABEL = 13
_PROOFS = 2
_ISSUER = {
    CredentialStatus.RETIRED: "its issuer no longer offers it",
    CredentialStatus.BETA: "the exam is in beta",
    CredentialStatus.ANNOUNCED: "announced, not yet offered",
}


def holdings(page: Page, candidate: Candidate) -> None:
    """Write each holding: name, status with its dates, evidence."""
    if not candidate.holdings:
        page.line("no credential found", indent=2)
    for holding in by_status(candidate.holdings):
        _holding(page, holding)


def person(page: Page, candidate: Candidate) -> None:
    """Write who it is, the file, and how to get in touch."""
    page.line((page.crop(page.show(called(candidate)), page.width), HEADING))
    about: Person = candidate.person
    contact = [page.show(part) for part in (about.email, about.phone, *about.links) if part]
    page.paragraph((" · ".join([page.show(candidate.source), *contact]), DETAIL), most=2)


def warnings(page: Page, candidate: Candidate) -> None:
    """Write what a person should know about the document, with the words that it is about."""
    for warning in candidate.warnings:
        parts: list[Part] = [(page.show(warning.message), "yellow")]
        if warning.quote:
            parts += ["  ", page.quote(warning.quote)]
        page.paragraph(*parts, label=("note", "yellow"), indent=2, hanging=6)


def proofs(page: Page, evidence: Sequence[Evidence], *, label: str = "", indent: int, hanging: int = 0) -> None:
    """Write the lines of a document that say so: the first two, all of them in verbose mode."""
    shown = evidence if page.verbose else evidence[:_PROOFS]
    for number, each in enumerate(shown):
        name = (label if number == 0 else "", DETAIL)
        page.paragraph(*proof(page, each), label=name, indent=indent, hanging=hanging)
    if len(shown) < len(evidence):
        page.line((f"and {len(evidence) - len(shown)} more, shown with -v", DETAIL), indent=indent + hanging)


def _holding(page: Page, holding: Holding) -> None:
    mark = holding_mark(holding.status, hidden=holding.hidden)
    status = (f"  {STATUS[holding.status]}", mark[1])
    facts = ("".join(f", {fact}" for fact in _facts(page, holding)), DETAIL)
    page.paragraph((page.show(holding.name), HEADING), status, facts, label=page.text(mark), indent=2, hanging=2)
    proofs(page, holding.evidence, indent=4)
    if holding.corroborated_by:
        proofs(page, holding.corroborated_by, label="in the work", indent=4, hanging=_LABEL)
    if holding.verify_url:
        page.paragraph((page.show(holding.verify_url), DETAIL), label=("verify at", DETAIL), indent=4, hanging=_LABEL)


def _facts(page: Page, holding: Holding) -> list[str]:
    facts = [f"issued {page.show(holding.issued)}"] if holding.issued else []
    if holding.expires:
        basis = " by its usual validity" if holding.expires_basis == "validity" else ""
        facts.append(f"valid until {page.show(holding.expires)}{basis}")
    if holding.credential_status in _ISSUER:
        facts.append(_ISSUER[holding.credential_status])
    if holding.hidden:
        facts.append("in hidden text: a reader can't see it, and it does not count")
    return facts
