"""One candidate before one posting: what is missing, and what would be once a path is held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from scanner.catalog import Catalog, Wildcard
from scanner.model import Candidate, Fit, Holding, Outcome, Posting, Requirement, Status, Strength
from scanner.paths import Plan, plan_beside
from scanner.scoring import Grant, Weighed, counted, grants, score, status_at, weigh, worths

#: effects of one posting
_MOST_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Effect:
    """What holding a path would change."""

    #: ids of requirements that become met
    closes: tuple[str, ...]
    #: ids of requirements not met whose credit rises, met then or not
    lifts: frozenset[str]
    #: how many of the closed ones are required and surely missing
    required_closed: int
    score: float


@dataclass(frozen=True)
class Gap:
    """One candidate before one posting: what is held, what is missing, and for whom the advice is."""

    candidate: Candidate
    posting: Posting
    fit: Fit
    catalog: Catalog
    as_of: date
    hours_per_week: float

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the posting asks for."""
        return counted(self.posting)

    @cached_property
    def found(self) -> tuple[tuple[Grant, ...], ...]:
        """What the holdings give for each requirement."""
        return tuple(grants(one, self.candidate.holdings, self.catalog, self.as_of) for one in self.requirements)

    @cached_property
    def before(self) -> tuple[Weighed, ...]:
        """What each requirement comes to as things are."""
        pairs = zip(self.requirements, self.found, strict=True)
        return tuple(weigh(requirement, found, self.catalog) for requirement, found in pairs)

    @cached_property
    def held(self) -> frozenset[str]:
        """What is validly and visibly held: ids and wildcards."""
        holdings = (one for one in self.candidate.holdings if not one.hidden)
        return frozenset(one.credential for one in holdings if status_at(one, self.as_of) is Status.HELD)

    @cached_property
    def begun(self) -> frozenset[str]:
        """What is in progress or expired, as far as it counts for a requirement."""
        return frozenset(one.holding.credential for found in self.found for one in found) - self.held

    @cached_property
    def _prepared(self) -> frozenset[str]:
        """What is there as a prerequisite: held, proven by what is held, or replaced by it."""
        older = self.catalog.predecessors
        return self.held.union(*(self.catalog.proven_by(ref) | older.get(ref, frozenset()) for ref in self.held))

    @cached_property
    def platforms(self) -> frozenset[str]:
        """The platforms of what is held."""
        return frozenset().union(*(platforms_of(self.catalog, ref) for ref in self.held))

    @cached_property
    def _tables(self) -> list[Mapping[str, float]]:
        return [credits_by_ref(self.catalog, one.any_of, one.or_equivalent) for one in self.requirements]

    @cached_property
    def _effects(self) -> dict[tuple[object, ...], Effect]:
        """Effects by the credits that are there and that a path gives: most options, and many candidates, are alike."""
        return {} if self._is_several else effects_by_credits(self.catalog, self.requirements)

    @cached_property
    def _credits(self) -> tuple[float | None, ...]:
        return tuple(found[0].credit if found else None for found in self.found)

    @cached_property
    def _is_several(self) -> bool:
        return any(one.at_least > 1 for one in self.requirements)

    def missing(self) -> Iterator[tuple[Requirement, tuple[Grant, ...]]]:
        """Yield the requirements that are not met, with what the holdings give for them."""
        for one, found in zip(self.before, self.found, strict=True):
            if one.outcome is not Outcome.MET:
                yield one.requirement, found

    def plan(self, ref: str) -> Plan:
        """Return how to get to a credential from what is held."""
        return plan_beside(self.catalog, ref, self._prepared, self.as_of, self.hours_per_week)

    def effect(self, path: tuple[str, ...]) -> Effect:
        """Return what holding the path would change."""
        # Of several credentials at once it matters which they are, not only what each gives.
        gives = path if self._is_several else tuple(tuple(table.get(ref) for table in self._tables) for ref in path)
        key = (self._credits, gives)
        known = self._effects.get(key)
        if known is None:
            if len(self._effects) >= _MOST_REMEMBERED:
                self._effects.clear()
            known = self._effects[key] = self._effect(path)
        return known

    def _effect(self, path: tuple[str, ...]) -> Effect:
        taken = [as_held(ref, self.catalog) for ref in path]
        after = [self._with(taken, one, found) for one, found in zip(self.before, self.found, strict=True)]
        pairs = list(zip(self.before, after, strict=True))
        closed = [old for old, new in pairs if old.outcome is not Outcome.MET and new.outcome is Outcome.MET]
        return Effect(
            closes=tuple(one.requirement.id for one in closed),
            lifts=frozenset(
                old.requirement.id for old, new in pairs if old.outcome is not Outcome.MET and new.credit > old.credit
            ),
            required_closed=sum(
                one.outcome is Outcome.UNMET and one.requirement.strength is Strength.REQUIRED for one in closed
            ),
            score=score(after, self.catalog.weights) or 0.0,
        )

    def _with(self, taken: Sequence[Holding], before: Weighed, found: tuple[Grant, ...]) -> Weighed:
        """Return what a requirement comes to once more is held; most of it is what it was."""
        after = grants(before.requirement, taken, self.catalog, self.as_of, beside=found)
        return before if after == found else weigh(before.requirement, after, self.catalog)


@lru_cache(maxsize=64)
def effects_by_credits(_catalog: Catalog, _requirements: tuple[Requirement, ...]) -> dict[tuple[object, ...], Effect]:
    """Return what is remembered of the effects on a posting, where each requirement asks for one credential."""
    return {}


@lru_cache(maxsize=1024)
def credits_by_ref(catalog: Catalog, any_of: tuple[str, ...], or_equivalent: bool) -> Mapping[str, float]:
    """Return the credit that each credential would give for a requirement, by its id."""
    return {ref: worth.credit for ref, worth in worths(catalog, any_of, or_equivalent).items()}


@lru_cache(maxsize=4096)
def as_held(ref: str, catalog: Catalog) -> Holding:
    """Return the holding of somebody who has just taken a credential."""
    return Holding(credential=ref, name=catalog.name(ref), status=Status.HELD, evidence=())


@lru_cache(maxsize=4096)
def platforms_of(catalog: Catalog, ref: str) -> frozenset[str]:
    """Return the platforms that a credential, or a wildcard, belongs to."""
    wildcard = Wildcard.parse(ref)
    return frozenset(
        name
        for name, family in catalog.families.by_name.items()
        if family.kind == "platform"
        and (name == wildcard.family if wildcard else ref in catalog.families.members(name))
    )
