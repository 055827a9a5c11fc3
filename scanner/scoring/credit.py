"""What a candidate's holdings give for one requirement.

A valid holding counts as itself and as all that it proves (`Catalog.proven_by`). One that is in progress or expired
gives what it would give if it were valid, and at most the credit of its status; but a predecessor and an equivalent
count only while they are valid, as `fit.md` says ("still valid", "is held"). So more holdings, better statuses and
later expiries can only add.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scanner.catalog import Catalog, Wildcard
from scanner.model import CreditReason, Holding, Layer, Outcome, Posting, Requirement, Status, Strength
from scanner.partial_dates import last_day
from scanner.scoring.worth import REASON_ORDER, Worth, members_of, unspecific, worths

_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
#: what a holding of either status gives credit for at all
_STATUS_REASON = {Status.IN_PROGRESS: CreditReason.IN_PROGRESS, Status.EXPIRED: CreditReason.EXPIRED}
_CREDIT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Grant:
    """What one holding gives for a requirement, through the option that it suits best."""

    credit: float
    reason: CreditReason
    option: str
    holding: Holding
    #: the weight of `fit.yaml` that gave it
    weight: str

    @property
    def rule(self) -> str:
        """The entry of patterns/ that says how much it gives."""
        return f"fit.yaml:credit.{self.weight}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a requirement came to, and the holdings that its credit rests on, best first."""

    requirement: Requirement
    credit: float
    outcome: Outcome
    grants: tuple[Grant, ...]
    #: everything that gives any credit, best first
    considered: tuple[Grant, ...] = ()

    @property
    def reason(self) -> CreditReason:
        """The reason of the weakest holding that was needed; none where too few were found."""
        if len(self.grants) < self.requirement.at_least:
            return self.grants[0].reason if self.grants else CreditReason.NONE
        return self.grants[-1].reason


def counted(posting: Posting) -> tuple[Requirement, ...]:
    """Return the requirements that count: all but those that the posting says it does not need."""
    return tuple(r for r in posting.requirements if r.strength is not Strength.NOT_REQUIRED)


def is_lenient(requirement: Requirement) -> bool:
    """Return whether something else may stand in for the credential, so that no scanner can say it is missing."""
    return requirement.obtainable or requirement.alternative is not None


def status_at(holding: Holding, as_of: date) -> Status:
    """Return the holding's status at a date: what is held until a day is expired after it."""
    if holding.status is Status.HELD and holding.expires is not None and last_day(holding.expires) < as_of:
        return Status.EXPIRED
    return holding.status


def confidence_of(holding: Holding) -> float:
    """Return how sure it is that the resume claims the holding: its best visible piece of evidence."""
    pieces = [piece.confidence for piece in holding.evidence if piece.layer is not Layer.HIDDEN]
    return max(pieces, default=1.0)


def grants(
    requirement: Requirement,
    holdings: Iterable[Holding],
    catalog: Catalog,
    as_of: date,
    *,
    beside: tuple[Grant, ...] = (),
) -> tuple[Grant, ...]:
    """Return what each visible holding gives for the requirement, best first; one for each credential.

    `beside` is what these are held beside, as this function gave it for the same requirement.
    """
    best = {grant.holding.credential: grant for grant in beside}
    # What is in progress or expired counts for nothing that it would not count for if it were valid.
    suited = worths(catalog, requirement.any_of, requirement.or_equivalent)
    for holding in holdings:
        if holding.hidden or not (holding.credential in suited or Wildcard.parse(holding.credential)):
            continue
        grant = _grant(requirement, holding, catalog, as_of)
        if grant is None or grant.credit <= 0:
            continue
        known = best.get(holding.credential)
        if known is None or min(grant, known, key=_preference) is grant:
            best[holding.credential] = grant
    return tuple(sorted(best.values(), key=_preference)) if len(best) > 1 else tuple(best.values())


def weigh(requirement: Requirement, found: Sequence[Grant], catalog: Catalog) -> Weighed:
    """Return the requirement's credit and outcome from what the holdings give (`grants`, best first)."""
    weights = catalog.weights
    if requirement.at_least <= 1:
        credit, used = (found[0].credit, tuple(found[:1])) if found else (weights.credit.none, ())
    else:
        credit, used = _several(requirement.at_least, found, catalog)
    outcome = Outcome.MET if credit >= weights.met_from else Outcome.OPEN if is_lenient(requirement) else Outcome.UNMET
    return Weighed(requirement, round(float(credit), _CREDIT_DIGITS), outcome, used, tuple(found))


def meeting(weighed: Weighed, catalog: Catalog) -> list[Grant]:
    """Return the grants that are enough in themselves; of "two of these" that may be one."""
    return [grant for grant in weighed.grants if grant.credit >= catalog.weights.met_from]


def _grant(requirement: Requirement, holding: Holding, catalog: Catalog, as_of: date) -> Grant | None:
    status = status_at(holding, as_of)
    is_valid = status is Status.HELD
    if not is_valid and status not in _STATUS_REASON:
        return None
    worth = _worth(requirement, holding.credential, catalog, is_valid=is_valid)
    if worth is None:
        return None
    if is_valid:
        return Grant(worth.credit, worth.reason, worth.option, holding, worth.weight)
    limit = _status_weight(requirement, status)
    most: float = getattr(catalog.weights.credit, limit)
    if most > worth.credit:
        return Grant(worth.credit, worth.reason, worth.option, holding, worth.weight)
    return Grant(most, _STATUS_REASON[status], worth.option, holding, limit)


def _status_weight(requirement: Requirement, status: Status) -> str:
    """Return the weight that limits what a credential of this status gives."""
    if status is Status.EXPIRED:
        return "expired"
    return "in_progress_obtainable" if requirement.obtainable else "in_progress"


def _worth(requirement: Requirement, ref: str, catalog: Catalog, *, is_valid: bool) -> Worth | None:
    if Wildcard.parse(ref) is not None:
        return unspecific(catalog, ref, requirement.any_of, requirement.or_equivalent and is_valid)
    return worths(catalog, requirement.any_of, requirement.or_equivalent, is_valid=is_valid).get(ref)


def _preference(grant: Grant) -> tuple[object, ...]:
    """Order grants, best first, by what they are and not by where they stood in the input."""
    holding = grant.holding
    return (
        -grant.credit,
        REASON_ORDER[grant.reason],
        -confidence_of(holding),
        holding.credential,
        min((piece.start for piece in holding.evidence), default=0),
        _STATUS_ORDER[holding.status],
        holding.issued or "",
        holding.expires or "",
    )


def _several(at_least: int, found: Sequence[Grant], catalog: Catalog) -> tuple[float, tuple[Grant, ...]]:
    """Return the mean of the best `at_least`, and these; below the line until the last of them is met."""
    best: tuple[float, tuple[Grant, ...]] = (catalog.weights.credit.none, ())
    for choice in _distinct(found, catalog):
        used = tuple(choice[:at_least])
        credit = math.fsum(grant.credit for grant in used) / at_least
        if len(used) < at_least or used[-1].credit < catalog.weights.met_from:
            credit = min(credit, catalog.weights.partial_at_most)
        if credit > best[0]:
            best = credit, used
    return best


def _distinct(found: Sequence[Grant], catalog: Catalog) -> Iterator[list[Grant]]:
    """Yield choices of grants that surely are different credentials, each best first.

    "AWS certified" may be the very AWS credential that stands below it: the two never count together.
    """
    named = [grant for grant in found if Wildcard.parse(grant.holding.credential) is None]
    vague = [grant for grant in found if grant not in named]
    yield named
    yield vague
    for grant in vague:
        members = members_of(catalog, grant.holding.credential)
        others = [other for other in named if other.holding.credential not in members]
        yield sorted([grant, *others], key=_preference)
