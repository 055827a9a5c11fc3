"""What a resume says, settled for a day: one holding for each credential, with all its evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from scanner.catalog import Catalog, Wildcard
from scanner.catalog.unlisted import is_unlisted
from scanner.model import Candidate, Claim, CredentialStatus, Evidence, Holding, Layer, Resume, Status
from scanner.partial_dates import first_day, last_day

_CERTIFICATIONS = "certifications"
#: sections in which a bare name may be somebody else's
_OF_OTHERS = frozenset({"experience", "projects", "publications", "references"})
_SAID_VALID = frozenset({"cues.yaml:recertified", "phrases.yaml:tells_kept"})
#: at most as sure is it that a credential ran out where only the catalogue's validity says so
_WORKED_OUT = 0.85
#: pieces of evidence of one holding: nobody reads more, and a name may stand thousands of times in a file
_MOST_EVIDENCE = 20


def settle(resume: Resume, catalog: Catalog, as_of: date) -> Candidate:
    """Return what the candidate has at a date; what only hidden text says is marked as hidden."""
    work = dict(resume.corroboration)
    visible = [_beside_work(holding, work) for holding in _holdings(resume.claims, catalog, as_of)]
    known = {holding.credential for holding in visible}
    hidden: dict[str, Holding] = {}
    for claims in resume.hidden:
        for holding in _holdings(claims, catalog, as_of):
            if holding.credential not in known:
                hidden.setdefault(holding.credential, _as_hidden(holding))
    return Candidate(resume.source, resume.person, (*visible, *hidden.values()), resume.warnings)


def _beside_work(holding: Holding, work: Mapping[str, tuple[Evidence, ...]]) -> Holding:
    """Return what is held with the work that corroborates it; who does not hold it has nothing to corroborate."""
    quotes = work.get(holding.credential, ()) if holding.status is Status.HELD else ()
    return replace(holding, corroborated_by=quotes) if quotes else holding


def same_until(resume: Resume, catalog: Catalog, as_of: date) -> tuple[date, date]:
    """Return the days (half open) around `as_of` on which the resume comes to the same statuses and dates."""
    turns: set[date] = set()
    for claim in chain(resume.claims, *resume.hidden):
        if claim.issued:
            turns.add(first_day(claim.issued))
        ends = (
            claim.expires,
            *(_by_validity(replace(claim, issued=day, renewed=None), catalog)[0] for day in _dates(claim)),
        )
        turns |= {last_day(end) + timedelta(days=1) for end in ends if end}
    return (
        max((turn for turn in turns if turn <= as_of), default=date.min),
        min((turn for turn in turns if turn > as_of), default=date.max),
    )


def _dates(claim: Claim) -> tuple[str, ...]:
    return tuple(day for day in (claim.issued, claim.renewed) if day)


def _as_hidden(holding: Holding) -> Holding:
    evidence = tuple(replace(piece, layer=Layer.HIDDEN) for piece in holding.evidence)
    return replace(holding, hidden=True, evidence=evidence)


def _holdings(claims: Iterable[Claim], catalog: Catalog, as_of: date) -> list[Holding]:
    by_ref: dict[str, list[Claim]] = {}
    for claim in claims:
        by_ref.setdefault(claim.ref, []).append(_at(claim, as_of))
    found = (_holding(ref, said, catalog, as_of) for ref, said in by_ref.items())
    return sorted(_without_shadowed(list(found), catalog), key=lambda h: (h.evidence[0].start, h.credential))


def _at(claim: Claim, as_of: date) -> Claim:
    """Return the claim as it is at a date: an only date ahead is an exam's, or of what is said to be held the end.

    What is to be issued between two dates ahead is not yet held.
    """
    if claim.issued is None or first_day(claim.issued) <= as_of:
        return claim
    if claim.expires is not None:
        return replace(claim, status=Status.IN_PROGRESS) if claim.status is Status.HELD else claim
    if claim.evidence.cue is None:
        # "Development plan: AZ-305, 2027" stays a plan
        return claim if claim.status is Status.PLANNED else replace(claim, status=Status.IN_PROGRESS)
    return replace(claim, issued=None, expires=claim.issued) if claim.status is Status.HELD else claim


def _order(claim: Claim) -> tuple[bool, str, bool, bool, float]:
    """Return what makes one claim beat another (`semantics.md`, "In a resume: holding"); the highest wins.

    First whether a cue or a date speaks, not only the place where the name stands; then what was said last; who is at
    work on it now may have had it, or failed, before.
    """
    is_explicit = claim.evidence.cue is not None or claim.is_lifetime or claim.is_current or _is_dated(claim)
    # The date of a plan is no day on which anything was said; what is held until then still is.
    until = claim.expires if claim.status is Status.HELD else None
    dates = () if claim.status is Status.PLANNED else (claim.said_on, claim.issued, claim.renewed, until)
    latest = max(filter(None, dates), default="")
    is_listed, is_open = claim.evidence.section == _CERTIFICATIONS, claim.status is Status.IN_PROGRESS
    return (is_explicit, latest, is_listed, is_open, claim.evidence.confidence)


def _is_dated(claim: Claim) -> bool:
    return bool(_dates(claim) or claim.expires)


def _holding(ref: str, claims: Sequence[Claim], catalog: Catalog, as_of: date) -> Holding:
    best = max(claims, key=_order)
    if best.is_of_others:
        # "Mentored five colleagues to the PMP" says nothing against the PMP in one's own list.
        best = next((c for c in claims if _is_own(c)), best)
    ordered = (best, *(claim for claim in claims if claim is not best))
    said = _completed(ordered)
    status = said.status
    issued, expires, basis = said.issued, said.expires, "stated" if said.expires else None
    if status in (Status.HELD, Status.EXPIRED) and not expires:
        expires, basis = _by_validity(said, catalog)
    if status is Status.HELD and expires and last_day(expires) < as_of:
        if _is_said_valid(said, basis):
            # It was renewed; until when, nobody says.
            expires = basis = None
        else:
            status = Status.EXPIRED
    is_worked_out = status is Status.EXPIRED and said.status is Status.HELD and basis == "validity"
    if status not in (Status.HELD, Status.EXPIRED):
        issued = expires = basis = None
    credential = catalog.get(ref)
    return Holding(
        credential=ref,
        name=" ".join(best.evidence.quote.split()) if is_unlisted(ref) else catalog.name(ref),
        status=status,
        evidence=_evidence(ordered, is_worked_out=is_worked_out),
        issued=issued,
        expires=expires,
        expires_basis=basis,
        verify_url=next((claim.verify_url for claim in ordered if claim.verify_url), None),
        credential_status=credential.status_at(as_of) if credential else CredentialStatus.ACTIVE,
    )


def _evidence(claims: Sequence[Claim], *, is_worked_out: bool) -> tuple[Evidence, ...]:
    """Return the evidence of a holding; that it ran out is less sure where the text does not say so."""
    pieces = (claim.evidence for claim in claims[:_MOST_EVIDENCE])
    if not is_worked_out:
        return tuple(pieces)
    return tuple(replace(piece, confidence=min(piece.confidence, _WORKED_OUT)) for piece in pieces)


def _is_own(claim: Claim) -> bool:
    """Return whether a claim is the candidate's beyond doubt, by its section."""
    return not claim.is_of_others and claim.evidence.section not in _OF_OTHERS


def _completed(claims: Sequence[Claim]) -> Claim:
    """Return the first claim, its dates completed by others that say the same status."""
    best = claims[0]
    if len(claims) == 1:
        return best
    alike = [claim for claim in claims if claim.status is best.status]

    def first(dates: Iterator[str | None]) -> str | None:
        return next(filter(None, dates), None)

    issued = first(claim.issued for claim in alike)
    expires = first(claim.expires for claim in alike)
    renewed = first(claim.renewed for claim in alike)
    is_complete = (issued, expires, renewed) == (best.issued, best.expires, best.renewed)
    return best if is_complete else replace(best, issued=issued, expires=expires, renewed=renewed)


def _by_validity(claim: Claim, catalog: Catalog) -> tuple[str | None, str | None]:
    credential = catalog.get(claim.ref)
    since = claim.renewed or claim.issued
    if credential is None or since is None or claim.is_lifetime:
        return None, None
    end = credential.valid_to(since, is_renewal=claim.renewed is not None)
    return end, "validity" if end else None


def _is_said_valid(claim: Claim, basis: str | None) -> bool:
    """Return whether the text itself says that it is still valid, against an expiry that is only worked out."""
    return basis == "validity" and (claim.is_current or claim.evidence.rule in _SAID_VALID)


def _without_shadowed(holdings: list[Holding], catalog: Catalog) -> list[Holding]:
    """Leave out a family beside its named members: "3x AWS Certified" above a list adds nothing."""
    named = {h.credential for h in holdings if Wildcard.parse(h.credential) is None and h.status is not Status.NOT_HELD}
    held = {h.credential for h in holdings if h.status is Status.HELD}
    return [
        holding
        for holding in holdings
        if (wildcard := Wildcard.parse(holding.credential)) is None
        # a level of a list is not explained by a member that has run out
        or not (held if wildcard.level else named) & catalog.families.members(wildcard.family)
    ]
