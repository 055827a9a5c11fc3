"""Why a requirement came to what it came to: one sentence, with the words of the posting and of the resume."""

from collections.abc import Sequence
from datetime import date

from scanner.catalog import Catalog, Wildcard
from scanner.model import (
    Candidate,
    CredentialStatus,
    CreditReason,
    Evidence,
    Holding,
    Layer,
    Outcome,
    Requirement,
    Status,
    Strength,
)
from scanner.partial_dates import add_months, in_words
from scanner.scoring import Grant, Weighed, meeting, status_at, ways, worths

_STRENGTH = {Strength.REQUIRED: "Required", Strength.PREFERRED: "Preferred"}
#: how a holding relates to what is asked for; the relations are transitive, hence "succeeds" without "directly"
_RELATION = {
    CreditReason.HELD: "",
    CreditReason.HIGHER_LEVEL: "which covers {asked}",
    CreditReason.SUCCESSOR: "which succeeds {asked}",
    CreditReason.PREDECESSOR: "which preceded {asked}",
    CreditReason.EQUIVALENT: "which is of the same field as {asked}, at its level or above, as an equivalent",
}
_ABOVE = "which covers what is asked for or stands above it ({asked})"
_INSTEAD = {"degree": "a degree", "experience": "experience"}
_SAID = {Status.PLANNED: "is only planned", Status.NOT_HELD: "is not held"}
_YEARS = {12: "one year", 24: "two years", 36: "three years", 48: "four years", 60: "five years"}


class Writer:
    """Writes for one candidate the sentences that say why."""

    def __init__(self, candidate: Candidate, catalog: Catalog, as_of: date) -> None:
        self._candidate = candidate
        self._catalog = catalog
        self._as_of = as_of

    def because(self, weighed: Weighed) -> str:
        """Return what was asked for, in the posting's words, and what of it was found, in the resume's."""
        return f"{self._asked(weighed)} {self._verdict(weighed)}"

    def _asked(self, weighed: Weighed) -> str:
        requirement = weighed.requirement
        number = f"{requirement.at_least} of " if requirement.at_least > 1 else ""
        return f"{_STRENGTH[requirement.strength]}{_said_by(requirement)}: {number}{self._words(requirement)}."

    def _words(self, requirement: Requirement) -> str:
        """Return the posting's words, with "or" where each is one of the options; the names where it has none."""
        quotes = list(dict.fromkeys(_quoted(piece.quote) for piece in requirement.evidence))
        if not quotes:
            return " or ".join(self._catalog.name(ref) for ref in requirement.any_of)
        return (" or " if len(quotes) == len(requirement.any_of) else ", ").join(quotes)

    def _verdict(self, weighed: Weighed) -> str:
        if weighed.outcome is Outcome.MET:
            return f"Met by {self._found(weighed.grants)}{_leniency(weighed.grants)}."
        found = self._found(weighed.grants) if weighed.grants else self._nothing(weighed)
        if weighed.requirement.at_least > 1 and weighed.grants:
            found = f"only {len(meeting(weighed, self._catalog))} of {weighed.requirement.at_least} found: {found}"
        if weighed.outcome is Outcome.OPEN:
            return f"Open: {found}. {_stand_in(weighed)}"
        return f"Not met: {found}{_in_part(weighed)}."

    def _found(self, used: Sequence[Grant]) -> str:
        return "; ".join(self._describe(grant) for grant in used)

    def _describe(self, grant: Grant) -> str:
        parts = [self._named(grant.holding), self._relation(grant), self._dates(grant)]
        return ", ".join(part for part in parts if part)

    def _named(self, holding: Holding) -> str:
        piece = _best_piece(holding)
        name = holding.name or self._catalog.name(holding.credential)
        if piece is None:
            return name
        where = f"page {piece.page}" if piece.layer is Layer.TEXT else piece.layer.value
        if Wildcard.parse(holding.credential) is not None:
            # What it is called here is no name: the words themselves say more.
            return f"{_quoted(piece.quote)} ({where})"
        return f"{name} ({_quoted(piece.quote)}, {where})"

    def _relation(self, grant: Grant) -> str:
        """Return how the holding relates to what is asked for, empty where it is just that."""
        ref, option = grant.holding.credential, grant.option
        if Wildcard.parse(ref) is not None:
            return f"which names no single credential but {self._catalog.name(ref)}"
        related = (reason for reason, refs in ways(self._catalog, option, True) if ref in refs)
        reason = next(related, CreditReason.HELD)
        wording = _ABOVE if reason is CreditReason.HIGHER_LEVEL and Wildcard.parse(option) else _RELATION[reason]
        return wording.format(asked=self._catalog.name(option))

    def _dates(self, grant: Grant) -> str:
        holding = grant.holding
        status = status_at(holding, self._as_of)
        if status is Status.IN_PROGRESS:
            return f"in progress{_cue(holding)}"
        issued = f"issued {in_words(holding.issued)}" if holding.issued else ""
        parts = [issued, self._expiry(holding, status), self._retirement(holding, status)]
        return ", ".join(part for part in parts if part)

    def _expiry(self, holding: Holding, status: Status) -> str:
        if holding.expires is None:
            return f"expired{_cue(holding)}" if status is Status.EXPIRED else self._without_expiry(holding)
        verb = "expired" if status is Status.EXPIRED else "valid until"
        return f"{verb} {in_words(holding.expires)} ({self._basis(holding)})"

    def _basis(self, holding: Holding) -> str:
        credential = self._catalog.get(holding.credential)
        if holding.expires_basis != "validity" or credential is None:
            return "as stated"
        months = credential.validity_from(holding.issued) if holding.issued else None
        if holding.issued and months and add_months(holding.issued, months) == holding.expires:
            return f"{_months(months)} from issue"
        if holding.expires == credential.last_valid:
            return "when the last ones run out"
        # What was renewed counts from then, and that day is not kept: nor is which of two rules it fell under.
        months = None if credential.validity_before else credential.validity_months
        return f"{_months(months)} from renewal" if months else "from renewal"

    def _without_expiry(self, holding: Holding) -> str:
        credential = self._catalog.get(holding.credential)
        if credential is not None and credential.validity_known and credential.validity_months is None:
            return "valid without end"
        return "no expiry stated" if holding.issued else "no dates stated"

    def _retirement(self, holding: Holding, status: Status) -> str:
        credential = self._catalog.get(holding.credential)
        if credential is None or credential.status_at(self._as_of) is not CredentialStatus.RETIRED:
            return ""
        return "no longer offered but still valid" if status is Status.HELD else "and no longer offered"

    def _nothing(self, weighed: Weighed) -> str:
        """Return that nothing was found, or what was said instead of holding it."""
        suited = worths(self._catalog, weighed.requirement.any_of, weighed.requirement.or_equivalent)
        said = [
            self._said(holding)
            for holding in self._candidate.holdings
            if holding.credential in suited and (holding.hidden or holding.status in _SAID)
        ]
        return min(said, default="nothing in the resume shows it")

    def _said(self, holding: Holding) -> str:
        if holding.hidden:
            return f"{holding.name} stands only in text that a reader cannot see, which never counts"
        return f"{self._named(holding)} {_SAID[holding.status]}{_cue(holding)}"


def _months(months: int) -> str:
    return _YEARS.get(months, f"{months} months")


def _stand_in(weighed: Weighed) -> str:
    """Return what the posting takes instead, which only a person can judge."""
    requirement = weighed.requirement
    accepted = [_INSTEAD.get(requirement.alternative, requirement.alternative)] if requirement.alternative else []
    if requirement.obtainable:
        accepted.append("someone able to obtain it")
    return f"The posting also accepts {' or '.join(accepted)}: a person must judge."


def _said_by(requirement: Requirement) -> str:
    """Return the words that make it required or preferred, as far as some do."""
    cues = dict.fromkeys(_quoted(piece.cue) for piece in requirement.evidence if piece.cue)
    return f" ({', '.join(cues)})" if cues else ""


def _in_part(weighed: Weighed) -> str:
    """Return what something that is not enough counts all the same."""
    return f"; it counts {weighed.credit:g} of 1" if weighed.credit > 0 else ""


def _leniency(used: Sequence[Grant]) -> str:
    in_progress = any(grant.reason is CreditReason.IN_PROGRESS for grant in used)
    return ", which is enough where the posting accepts someone able to obtain it" if in_progress else ""


def _cue(holding: Holding) -> str:
    cues = [piece.cue for piece in holding.evidence if piece.cue and piece.layer is not Layer.HIDDEN]
    return f" ({_quoted(cues[0])})" if cues else ""


def _best_piece(holding: Holding) -> Evidence | None:
    """Return the piece of evidence to quote: the surest that a reader can see, the earliest of these."""
    pieces = [piece for piece in holding.evidence if piece.layer is not Layer.HIDDEN]
    return min(pieces, key=lambda piece: (-piece.confidence, piece.start, piece.quote), default=None)


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"
