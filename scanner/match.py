"""Candidate x Posting -> Fit: what each requirement came to, why, and the score (`fit.md`).

The numbers are those of `scoring`; here they get their sentences. Requirements that the posting says it does not need
are left out of the fit; an open one is in `required_total` and `preferred_total`, and never in the `met` beside it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from scanner.catalog import Catalog, Wildcard
from scanner.model import (
    Candidate,
    CredentialStatus,
    CreditReason,
    Evidence,
    Fit,
    Holding,
    Layer,
    Outcome,
    Posting,
    RequirementFit,
    Status,
    Strength,
    Warning,  # noqa: A004  (the contract's word for it)
)
from scanner.partial_dates import in_words
from scanner.scoring import Grant, Weighed, confidence_of, counted, grants, score, status_at, ways, weigh, worths

#: the most confidence where not all of the text could be read, by the code of the warning: a recognised page has a
#: wrong letter here and there, of a page without text all is unknown, of garbled text most words may be wrong
_TEXT_CONFIDENCE = {"ocr": 0.9, "page-without-text": 0.8, "garbled": 0.6}
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
_CONFIDENCE_DIGITS = 4


def match(candidate: Candidate, posting: Posting, catalog: Catalog, as_of: date) -> Fit:
    """Return how the candidate meets the posting at a date; `advise` adds the advice."""
    weighed = [
        weigh(requirement, grants(requirement, candidate.holdings, catalog, as_of), catalog)
        for requirement in counted(posting)
    ]
    required = [one for one in weighed if one.requirement.strength is Strength.REQUIRED]
    preferred = [one for one in weighed if one.requirement.strength is Strength.PREFERRED]
    writer = _Writer(candidate, catalog, as_of)
    return Fit(
        posting=posting.source,
        score=score(weighed, catalog.weights),
        confidence=_confidence(weighed, candidate.warnings),
        required_met=_count_met(required),
        required_total=len(required),
        preferred_met=_count_met(preferred),
        preferred_total=len(preferred),
        requirements=tuple(
            RequirementFit(
                id=one.requirement.id,
                outcome=one.outcome,
                credit=one.credit,
                satisfied_by=tuple(grant.holding.credential for grant in _meeting(one, catalog)),
                reason=one.reason,
                because=writer.because(one),
            )
            for one in weighed
        ),
    )


def _count_met(weighed: Iterable[Weighed]) -> int:
    return sum(one.outcome is Outcome.MET for one in weighed)


def _meeting(weighed: Weighed, catalog: Catalog) -> list[Grant]:
    """Return the grants that are enough in themselves; of "two of these" that may be one."""
    return [grant for grant in weighed.grants if grant.credit >= catalog.weights.met_from]


def _confidence(weighed: Iterable[Weighed], warnings: Iterable[Warning]) -> float:
    """Return the lowest confidence of what gave credit and of the text itself."""
    read = [_TEXT_CONFIDENCE.get(warning.code, 1.0) for warning in warnings]
    used = [confidence_of(grant.holding) for one in weighed if one.outcome is not Outcome.OPEN for grant in one.grants]
    return round(min([1.0, *read, *used]), _CONFIDENCE_DIGITS)


# --- because -----------------------------------------------------------------------------------------------------


class _Writer:
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
        quotes = dict.fromkeys(_quoted(piece.quote) for piece in requirement.evidence)
        words = ", ".join(quotes) or " or ".join(self._catalog.name(ref) for ref in requirement.any_of)
        number = f"{requirement.at_least} of " if requirement.at_least > 1 else ""
        return f"{_STRENGTH[requirement.strength]}: {number}{words}."

    def _verdict(self, weighed: Weighed) -> str:
        if weighed.outcome is Outcome.MET:
            return f"Met by {self._found(weighed.grants)}{_leniency(weighed.grants)}."
        found = self._found(weighed.grants) if weighed.grants else self._nothing(weighed)
        if weighed.requirement.at_least > 1 and weighed.grants:
            found = f"only {len(_meeting(weighed, self._catalog))} of {weighed.requirement.at_least} found: {found}"
        if weighed.outcome is Outcome.OPEN:
            return f"Open: {found}. {_stand_in(weighed)}"
        return f"Not met: {found}."

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
        return f"{name} ({_quoted(piece.quote)}, {where})"

    def _relation(self, grant: Grant) -> str:
        """Return how the holding relates to what is asked for, empty where it is just that."""
        ref, option = grant.holding.credential, grant.option
        if Wildcard.parse(ref) is not None:
            return "which names a family and no single credential"
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
        months = credential.validity_months if credential else None
        if holding.expires_basis != "validity" or months is None:
            return "as stated"
        return f"{_YEARS.get(months, f'{months} months')} from issue"

    def _without_expiry(self, holding: Holding) -> str:
        credential = self._catalog.get(holding.credential)
        if credential is not None and credential.validity_known and credential.validity_months is None:
            return "which does not expire"
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


def _stand_in(weighed: Weighed) -> str:
    """Return what the posting takes instead, which only a person can judge."""
    requirement = weighed.requirement
    accepted = [_INSTEAD.get(requirement.alternative, requirement.alternative)] if requirement.alternative else []
    if requirement.obtainable:
        accepted.append("someone able to obtain it")
    return f"The posting also accepts {' or '.join(accepted)}: a person must judge."


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
