"""What holdings are worth to a requirement, and what that makes the score: the numbers of `fit.md`, without words.

`match` and `advise` both build on it, the one for what a candidate has, the other for what they could have.

How a credit comes about. A valid holding counts as itself and as all that it proves (`Catalog.proven_by`). One that
is in progress or expired gives what it would give if it were valid, and at most the credit of its status; but a
predecessor and an equivalent count only while they are valid, as `fit.md` says ("still valid", "is held"). So more
holdings, better statuses and later expiries can only add.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scanner.catalog import Catalog, Wildcard
from scanner.catalog.weights import Weights
from scanner.model import CreditReason, Holding, Layer, Outcome, Posting, Requirement, Status, Strength
from scanner.partial_dates import last_day

_REASON_ORDER = {reason: place for place, reason in enumerate(CreditReason)}
_STATUS_ORDER = {status: place for place, status in enumerate(Status)}
#: what a holding of either status gives credit for at all
_STATUS_REASON = {Status.IN_PROGRESS: CreditReason.IN_PROGRESS, Status.EXPIRED: CreditReason.EXPIRED}
_ONLY_WHILE_VALID = (CreditReason.PREDECESSOR, CreditReason.EQUIVALENT)
_CREDIT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Worth:
    """What a valid credential gives for one of the options that a requirement names."""

    credit: float
    reason: CreditReason
    option: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What one holding gives for a requirement, through the option that it suits best."""

    credit: float
    reason: CreditReason
    option: str
    holding: Holding


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a requirement came to, and the holdings that its credit rests on, best first."""

    requirement: Requirement
    credit: float
    outcome: Outcome
    grants: tuple[Grant, ...]

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


# --- one requirement ---------------------------------------------------------------------------------------------


def grants(requirement: Requirement, holdings: Iterable[Holding], catalog: Catalog, as_of: date) -> tuple[Grant, ...]:
    """Return what each visible holding gives for the requirement, best first; one for each credential."""
    best: dict[str, Grant] = {}
    for holding in holdings:
        grant = None if holding.hidden else _grant(requirement, holding, catalog, as_of)
        if grant is None or grant.credit <= 0:
            continue
        known = best.get(holding.credential)
        if known is None or min(grant, known, key=_preference) is grant:
            best[holding.credential] = grant
    return tuple(sorted(best.values(), key=_preference))


def weigh(requirement: Requirement, found: Sequence[Grant], catalog: Catalog) -> Weighed:
    """Return the requirement's credit and outcome from what the holdings give (`grants`, best first)."""
    weights = catalog.weights
    if requirement.at_least <= 1:
        credit, used = (found[0].credit, tuple(found[:1])) if found else (weights.credit.none, ())
    else:
        credit, used = _several(requirement.at_least, found, catalog)
    outcome = Outcome.MET if credit >= weights.met_from else Outcome.OPEN if is_lenient(requirement) else Outcome.UNMET
    return Weighed(requirement, round(float(credit), _CREDIT_DIGITS), outcome, used)


def _grant(requirement: Requirement, holding: Holding, catalog: Catalog, as_of: date) -> Grant | None:
    status = status_at(holding, as_of)
    is_valid = status is Status.HELD
    if not is_valid and status not in _STATUS_REASON:
        return None
    worth = _worth(requirement, holding.credential, catalog, is_valid=is_valid)
    if worth is None:
        return None
    if is_valid:
        return Grant(worth.credit, worth.reason, worth.option, holding)
    most = _status_credit(requirement, status, catalog.weights)
    reason = _STATUS_REASON[status] if most <= worth.credit else worth.reason
    return Grant(min(most, worth.credit), reason, worth.option, holding)


def _status_credit(requirement: Requirement, status: Status, weights: Weights) -> float:
    if status is Status.EXPIRED:
        return weights.credit.expired
    return weights.credit.in_progress_obtainable if requirement.obtainable else weights.credit.in_progress


def _worth(requirement: Requirement, ref: str, catalog: Catalog, *, is_valid: bool) -> Worth | None:
    if Wildcard.parse(ref) is not None:
        return _unspecific(catalog, ref, requirement.any_of, requirement.or_equivalent and is_valid)
    return worths(catalog, requirement.any_of, requirement.or_equivalent, is_valid=is_valid).get(ref)


def _preference(grant: Grant) -> tuple[object, ...]:
    """Order grants, best first, by what they are and not by where they stood in the input."""
    holding = grant.holding
    return (
        -grant.credit,
        _REASON_ORDER[grant.reason],
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
        members = _members(catalog, grant.holding.credential)
        others = [other for other in named if other.holding.credential not in members]
        yield sorted([grant, *others], key=_preference)


# --- what stands for what ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def worths(
    catalog: Catalog, any_of: tuple[str, ...], or_equivalent: bool, *, is_valid: bool = True
) -> Mapping[str, Worth]:
    """Return what each credential would give for a requirement that names `any_of`.

    With `is_valid` false only what also counts for a credential that is in progress or expired, before its limit.
    """
    found: dict[str, Worth] = {}
    for option in any_of:
        for reason, refs in ways(catalog, option, or_equivalent):
            if not is_valid and reason in _ONLY_WHILE_VALID:
                continue
            worth = Worth(getattr(catalog.weights.credit, reason), reason, option)
            for ref in refs:
                if ref not in found or _is_better(worth, found[ref]):
                    found[ref] = worth
    return found


def _is_better(worth: Worth, other: Worth) -> bool:
    return (-worth.credit, _REASON_ORDER[worth.reason]) < (-other.credit, _REASON_ORDER[other.reason])


@lru_cache(maxsize=4096)
def ways(catalog: Catalog, option: str, or_equivalent: bool) -> tuple[tuple[CreditReason, frozenset[str]], ...]:
    """Return which credentials stand for an option (id, wildcard or unlisted name), by the reason why."""
    wildcard = Wildcard.parse(option)
    equivalent = _equivalents(catalog, option) if or_equivalent else frozenset()
    if wildcard is not None:
        exact = catalog.families.at_level(wildcard)
        above = catalog.families.above_level(wildcard)
        higher = above | _that_prove(catalog, exact | above)
        return (
            (CreditReason.HELD, exact),
            (CreditReason.HIGHER_LEVEL, higher),
            (CreditReason.EQUIVALENT, equivalent),
        )
    newer = frozenset(catalog.successors_of(option))
    older = catalog.predecessors.get(option, frozenset())
    return (
        (CreditReason.HELD, frozenset({option})),
        (CreditReason.HIGHER_LEVEL, _that_prove(catalog, frozenset({option}))),
        (CreditReason.SUCCESSOR, newer | _that_prove(catalog, newer)),
        (CreditReason.PREDECESSOR, older | _that_prove(catalog, older)),
        (CreditReason.EQUIVALENT, equivalent),
    )


@lru_cache(maxsize=4)
def _proven_from(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """For each id, the credentials whose holders have proven it."""
    found: dict[str, set[str]] = {}
    for credential in catalog:
        for proven in catalog.proven_by(credential.id):
            found.setdefault(proven, set()).add(credential.id)
    return {ref: frozenset(higher) for ref, higher in found.items()}


def _that_prove(catalog: Catalog, refs: frozenset[str]) -> frozenset[str]:
    table = _proven_from(catalog)
    return frozenset().union(*(table[ref] for ref in refs if ref in table))


def _equivalents(catalog: Catalog, option: str) -> frozenset[str]:
    """Return what "or equivalent" admits beside the option: the same field, at the same level or above."""
    families = catalog.families
    wildcard = Wildcard.parse(option)
    credential = catalog.get(option)
    level = wildcard.level if wildcard else credential.level if credential else None
    peers = frozenset[str]().union(*(families.members(name) for name in _fields_of(catalog, option)))
    return frozenset(ref for ref in peers if families.rank(catalog.credentials[ref].level) >= families.rank(level))


def _fields_of(catalog: Catalog, option: str) -> list[str]:
    """Return the fields that an option is of.

    A field that only says which platform it is on (AWS is cloud) counts where nothing more is known: the equivalent
    of an AWS machine learning credential is one of machine learning, not any of the cloud.
    """
    families = catalog.families
    wildcard = Wildcard.parse(option)

    def belongs(name: str) -> bool:
        if wildcard is None:
            return option in families.members(name)
        return name == wildcard.family or wildcard.family in families.by_name[name].includes

    own = {name for name, family in families.by_name.items() if family.kind == "platform" and belongs(name)}
    fields = [name for name, family in families.by_name.items() if family.kind == "field" and belongs(name)]
    return [name for name in fields if not own & set(families.by_name[name].includes)] or fields


# --- holdings that name no more than a family --------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _unspecific(catalog: Catalog, ref: str, any_of: tuple[str, ...], or_equivalent: bool) -> Worth | None:
    """Return what "AWS certified" (`ref` is a wildcard) gives for a requirement that names `any_of`."""
    best: Worth | None = None
    for option in any_of:
        worth = _unspecific_for(catalog, ref, option, or_equivalent)
        if worth is not None and (best is None or _is_better(worth, best)):
            best = worth
    return best


def _unspecific_for(catalog: Catalog, ref: str, option: str, or_equivalent: bool) -> Worth | None:
    """Return the credit for an option.

    In full where whatever it may be satisfies the option ("AWS certified" for a cloud certification), little where
    only some of what it may be does (for AWS Developer, or for a specialty of AWS), none otherwise.
    """
    credit = catalog.weights.credit
    members = _members(catalog, ref)
    suited = catalog.satisfying(option)
    if ref == option or (members and members <= suited):
        return Worth(credit.unspecific_family, CreditReason.UNSPECIFIC, option)
    if suited and suited <= members and Wildcard.parse(ref) != Wildcard("*"):
        return Worth(credit.unspecific_member, CreditReason.UNSPECIFIC, option)
    if or_equivalent and members and members <= suited | _equivalents(catalog, option):
        return Worth(min(credit.equivalent, credit.unspecific_family), CreditReason.EQUIVALENT, option)
    return None


def _members(catalog: Catalog, ref: str) -> frozenset[str]:
    wildcard = Wildcard.parse(ref)
    return catalog.families.at_level(wildcard) if wildcard else frozenset({ref})


# --- all requirements --------------------------------------------------------------------------------------------


def score(weighed: Sequence[Weighed], weights: Weights) -> float | None:
    """Return the score, 0 to 100, to one decimal; None where nothing is asked for."""
    if not weighed:
        return None
    required = [one for one in weighed if one.requirement.strength is Strength.REQUIRED]
    preferred = [one for one in weighed if one.requirement.strength is Strength.PREFERRED]
    points = weights.required_points * _mean(required) + weights.preferred_points * _mean(preferred)
    if any(one.outcome is Outcome.UNMET for one in required):
        # cut, not rounded: no limit below the line may be rounded up to it
        return min(_to_one_decimal(points), math.floor(weights.unmet_at_most * 10) / 10)
    # "80 and up" is the point above what a candidate with something missing can have
    return _to_one_decimal(max(points, weights.unmet_at_most + 1))


def _mean(weighed: Iterable[Weighed]) -> float:
    """Return the mean credit of the requirements that are not open, 1 if there are none.

    One that something else may stand in for counts where it is met, and where it helps: left open it would not count,
    and a credential must not make worse what its absence leaves alone.
    """
    settled = [one for one in weighed if one.outcome is not Outcome.OPEN]
    counting = [one.credit for one in settled if not is_lenient(one.requirement)]
    mean = math.fsum(counting) / len(counting) if counting else 1.0
    for credit in sorted((one.credit for one in settled if is_lenient(one.requirement)), reverse=True):
        if credit <= mean:
            break
        counting.append(credit)
        mean = math.fsum(counting) / len(counting)
    return mean


def _to_one_decimal(points: float) -> float:
    """Round as people do, halves up; the small addend outweighs what binary fractions lose (0.285 is less)."""
    return math.floor(points * 10 + 0.5 + 1e-9) / 10
