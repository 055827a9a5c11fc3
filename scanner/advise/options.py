"""The ways out of a gap: what to finish, renew or take, best first (`fit.md`, Advice)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.advise.gap import Effect, Gap, credits_by_ref, platforms_of
from scanner.model import CredentialStatus, Outcome, Requirement, Strength
from scanner.paths import Plan
from scanner.scoring import Grant

#: required closed, score, hours, cost, a platform not yet held, name, id: the smallest comes first
Rank = tuple[int, float, float, float, bool, str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """A path that can be taken and helps, with its place in the order."""

    plan: Plan
    effect: Effect
    rank: Rank

    @property
    def credential(self) -> str:
        """What the path leads to."""
        return self.plan.path[-1]


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways out of one gap, best first."""

    gap: Gap
    ranked: tuple[Option, ...]

    def open(self) -> Iterator[Plan]:
        """Yield the plans that close everything required that is missing, where something is."""
        missing = sum(
            one.outcome is Outcome.UNMET and one.requirement.strength is Strength.REQUIRED for one in self.gap.before
        )
        return (option.plan for option in self.ranked if 0 < missing == option.effect.required_closed)


def find_ways(gap: Gap) -> Ways:
    """Return the ways to what is not met; none where everything is."""
    if all(one.outcome is Outcome.MET for one in gap.fit.requirements):
        return Ways(gap, ())
    return Ways(gap, tuple(sorted(_find_options(gap), key=lambda option: option.rank)))


def _find_options(gap: Gap) -> Iterator[Option]:
    """Yield what can be taken and helps; each credential once, whatever number of requirements it is for."""
    refs = dict.fromkeys(ref for requirement, found in gap.missing() for ref in _ways(gap, requirement, found))
    for ref in refs:
        plan = gap.plan(ref)
        effect = gap.effect(plan.path)
        helps = effect.closes or effect.score > (gap.fit.score or 0.0)
        if helps and (len(plan.path) == 1 or not _is_detour(gap, plan, effect)):
            yield Option(plan, effect, _rank(gap, plan, effect))


def _is_detour(gap: Gap, plan: Plan, effect: Effect) -> bool:
    """Return whether one of the missing prerequisites does as much alone; what is begun is finished all the same."""
    *before, last = plan.path
    return last not in gap.begun and any(gap.effect(gap.plan(ref).path) == effect for ref in before)


def _rank(gap: Gap, plan: Plan, effect: Effect) -> Rank:
    hours, cost, name, ref = plan.order
    is_new_platform = not gap.platforms or gap.platforms.isdisjoint(platforms_of(gap.catalog, ref))
    return -effect.required_closed, -effect.score, hours, cost, is_new_platform, name, ref


def _ways(gap: Gap, requirement: Requirement, found: Sequence[Grant]) -> list[str]:
    """Return the ids whose paths lead to a requirement: to finish or renew where that is enough, else to take."""
    begun = [ref for grant in found for ref in _continued(gap, grant) if gap.plan(ref).is_takeable]
    closing = [ref for ref in begun if requirement.id in gap.effect(gap.plan(ref).path).closes]
    if closing:
        return closing
    met_from = gap.catalog.weights.met_from
    table = credits_by_ref(gap.catalog, requirement.any_of, requirement.or_equivalent)
    fresh = [ref for ref, credit in table.items() if credit >= met_from and ref not in gap.held]
    return begun + [ref for ref in fresh if ref in gap.catalog.credentials and gap.plan(ref).is_takeable]


def _continued(gap: Gap, grant: Grant) -> tuple[str, ...]:
    """Return what continues a holding that is in progress or expired: itself, where it is retired its successors."""
    ref = grant.holding.credential
    credential = gap.catalog.get(ref)
    if credential is None or ref in gap.held:
        return ()
    if credential.status_at(gap.as_of) is not CredentialStatus.RETIRED:
        return (ref,)
    return tuple(successor for successor in gap.catalog.successors_of(ref) if successor not in gap.held)


def choose(ranked: Sequence[Option], at_most: int) -> list[Option]:
    """Return the first options, but for each requirement its best before any second; in the order they came."""
    covered: set[str] = set()
    first: list[Option] = []
    for option in ranked:
        if not option.effect.lifts <= covered:
            covered |= option.effect.lifts
            first.append(option)
    chosen = {option.credential for option in first}
    rest = [option for option in ranked if option.credential not in chosen]
    return sorted([*first, *rest][:at_most], key=lambda option: option.rank)
