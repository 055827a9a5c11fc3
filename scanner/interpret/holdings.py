"""A resume's annotations -> what the candidate holds: one holding for each credential, with all its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scanner.catalog import Catalog, Wildcard
from scanner.interpret.assertion import Assertion, assert_status
from scanner.interpret.dating import Dating, date_mention, header_roles
from scanner.interpret.person import find_person
from scanner.interpret.scopes import Entry, find_entries
from scanner.model import (
    Annotations,
    Candidate,
    CredentialStatus,
    Document,
    Evidence,
    Holding,
    Mention,
    Status,
)
from scanner.partial_dates import add_months, first_day, last_day

_CERTIFICATIONS = "certifications"
#: what a mention without a cue means in a section that is no list of awards
_DEFAULTS = {"goals": Status.PLANNED, "publications": Status.NOT_HELD}
#: how sure a bare mention is by the section it stands in
_BARE_CONFIDENCE = {"skills": 0.8, "experience": 0.7, "projects": 0.6, "publications": 0.6, "other": 0.7}
_ANY = "*"
_BADGE_HOSTS = "badge_host"
#: pieces of evidence of one holding: nobody reads more, and a name may stand thousands of times in a file
_MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one mention says of one credential."""

    ref: str
    assertion: Assertion
    dating: Dating
    evidence: Evidence
    verify_url: str | None = None

    @property
    def is_explicit(self) -> bool:
        """Whether a cue or a date speaks, not only the place where the name stands."""
        return self.assertion.cue is not None or self.dating != Dating()

    @property
    def order(self) -> tuple[bool, str, bool, float]:
        """What makes one statement beat another (`semantics.md`, "In a resume: holding"); the highest wins."""
        latest = max(self.assertion.dated or "", self.dating.latest)
        return (self.is_explicit, latest, self.evidence.section == _CERTIFICATIONS, self.evidence.confidence)


def interpret_resume(annotations: Annotations, catalog: Catalog, as_of: date) -> Candidate:
    """Return what a resume says of its owner's credentials at a date."""
    statements: dict[str, list[_Statement]] = {}
    hosts = catalog.language.phrases.get(_BADGE_HOSTS, ())
    for entry in find_entries(annotations):
        header = header_roles(annotations, entry)
        for mention in entry.mentions:
            if not _is_claim(mention, entry):
                continue
            statement = _state(annotations, entry, mention, header, as_of)
            badge = _badge_link(annotations.document, entry, mention, hosts)
            statements.setdefault(mention.ref, []).append(replace(statement, verify_url=badge))
    holdings = [_holding(ref, found, catalog, as_of) for ref, found in statements.items()]
    return Candidate(
        source=annotations.document.source,
        person=find_person(annotations.document),
        holdings=tuple(sorted(_without_shadowed(holdings, catalog), key=lambda h: (h.evidence[0].start, h.credential))),
        warnings=annotations.document.warnings,
    )


def _is_claim(mention: Mention, entry: Entry) -> bool:
    wildcard = Wildcard.parse(mention.ref)
    return wildcard is None or (wildcard.family != _ANY and not entry.sentence.is_heading)


def _state(
    annotations: Annotations, entry: Entry, mention: Mention, header: Sequence[str | None], as_of: date
) -> _Statement:
    document = annotations.document
    section = entry.sentence.section.kind
    default = _DEFAULTS.get(section or "", Status.HELD)
    assertion = assert_status(annotations, entry, mention, default)
    dating = date_mention(annotations, entry, mention, header)
    if assertion.cue is None and _is_ahead(dating, as_of):
        assertion = Assertion(Status.IN_PROGRESS)
    confidence = mention.confidence
    if assertion.cue is None and dating == Dating():
        confidence = min(confidence, _BARE_CONFIDENCE.get(section or "", 1.0))
    evidence = Evidence(
        quote=document.text[mention.start : mention.end],
        page=document.page_at(mention.start),
        start=mention.start,
        end=mention.end,
        via=mention.via,
        confidence=round(confidence, 2),
        section=section,
        cue=document.text[assertion.cue.start : assertion.cue.end] if assertion.cue else None,
        rule=assertion.cue.rule if assertion.cue else None,
    )
    return _Statement(mention.ref, assertion, dating, evidence)


def _badge_link(document: Document, entry: Entry, mention: Mention, hosts: Sequence[str]) -> str | None:
    """Return the link under a mention, or in what is said of it, that leads to a place where badges are verified."""
    start, end = entry.region(mention)
    links = (link.url for link in document.links if link.start < end and start < link.end)
    return next((url for url in links if _is_of(url, hosts)), None)


def _is_of(url: str, hosts: Sequence[str]) -> bool:
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    return any(host == known or host.endswith("." + known) for known in hosts)


def _is_ahead(dating: Dating, as_of: date) -> bool:
    """Return whether the only date lies in the future: an exam to come, not an award."""
    return dating.issued is not None and dating.expires is None and first_day(dating.issued) > as_of


def _holding(ref: str, statements: list[_Statement], catalog: Catalog, as_of: date) -> Holding:
    best = max(statements, key=lambda statement: statement.order)
    if _is_about_others(best):
        # "Mentored five colleagues to the PMP" says nothing against the PMP in one's own list.
        best = next((s for s in statements if s.evidence.section == _CERTIFICATIONS and not _is_about_others(s)), best)
    others = [statement for statement in statements if statement is not best]
    status = best.assertion.status
    dating = _merged(best, others)
    issued, expires, basis = dating.issued, dating.expires, "stated" if dating.expires else None
    if status in (Status.HELD, Status.EXPIRED) and not expires:
        expires, basis = _by_validity(dating, catalog, ref)
    if status is Status.HELD and expires and last_day(expires) < as_of and not _is_said_valid(best, basis):
        status = Status.EXPIRED
    if status not in (Status.HELD, Status.EXPIRED):
        issued = expires = basis = None
    credential = catalog.get(ref)
    return Holding(
        credential=ref,
        name=catalog.name(ref),
        status=status,
        evidence=tuple(statement.evidence for statement in (best, *others))[:_MOST_EVIDENCE],
        issued=issued,
        expires=expires,
        expires_basis=basis,
        verify_url=next((s.verify_url for s in (best, *others) if s.verify_url), None),
        credential_status=credential.status_at(as_of) if credential else CredentialStatus.ACTIVE,
    )


def _is_about_others(statement: _Statement) -> bool:
    cue = statement.assertion.cue
    return cue is not None and statement.assertion.status is Status.NOT_HELD and cue.scope == "sentence"


def _merged(best: _Statement, others: Iterable[_Statement]) -> Dating:
    """Return the best statement's dates, completed by others that say the same status."""
    issued, expires, renewed = best.dating.issued, best.dating.expires, best.dating.renewed
    for other in others:
        if other.assertion.status is best.assertion.status:
            issued, expires, renewed = (
                issued or other.dating.issued,
                expires or other.dating.expires,
                renewed or other.dating.renewed,
            )
    return Dating(issued, expires, renewed, best.dating.is_lifetime, best.dating.is_current)


def _by_validity(dating: Dating, catalog: Catalog, ref: str) -> tuple[str | None, str | None]:
    credential = catalog.get(ref)
    since = dating.renewed or dating.issued
    if credential is None or since is None or credential.validity_months is None or dating.is_lifetime:
        return None, None
    return add_months(since, credential.validity_months), "validity"


def _is_said_valid(statement: _Statement, basis: str | None) -> bool:
    """Return whether the text itself says that it is still valid, against an expiry that is only worked out."""
    cue = statement.assertion.cue
    is_said = statement.dating.is_current or (cue is not None and cue.rule == "cues.yaml:recertified")
    return basis == "validity" and is_said


def _without_shadowed(holdings: list[Holding], catalog: Catalog) -> list[Holding]:
    """Leave out a family beside its named members: "3x AWS Certified" above a list adds nothing."""
    named = {h.credential for h in holdings if Wildcard.parse(h.credential) is None and h.status is not Status.NOT_HELD}
    return [
        holding
        for holding in holdings
        if (wildcard := Wildcard.parse(holding.credential)) is None
        or not named & catalog.families.members(wildcard.family)
    ]
