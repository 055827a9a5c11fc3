"""The way to a credential: what has to be taken, in which order, and what all of it costs in money and hours.

Both the advice to a candidate and the check of a posting rest on it. Unknown figures stay unknown; hours by the band of
a level are marked as estimates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scanner.catalog import Catalog, Credential

Range = tuple[float, float]

COURSES = ("specialization", "professional-certificate", "course-certificate", "nanodegree")
_UNKNOWN = float("inf")


@dataclass(frozen=True, slots=True)
class Effort:
    """Money (US dollars) and hours of study, low and high; None is unknown."""

    cost: Range | None
    hours: Range | None
    hours_estimated: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The way to one credential: what to take in order, and what all of it costs in money and hours."""

    path: tuple[str, ...]
    cost: Range | None
    hours: Range | None
    hours_estimated: bool
    is_takeable: bool
    #: ids that could make the path another if they were held
    depends_on: frozenset[str]
    #: what the order looks at: middle of the hours, middle of the cost, the credential's name and id
    order: tuple[float, float, str, str]


@lru_cache(maxsize=64)
def plans_from_nothing(catalog: Catalog, as_of: date, hours_per_week: float) -> Mapping[str, Plan]:
    """Return for each credential the way to it for someone who holds none, which is the way for most."""
    return {ref: make_plan(catalog, ref, frozenset(), as_of, hours_per_week) for ref in catalog.credentials}


def make_plan(catalog: Catalog, ref: str, have: frozenset[str], as_of: date, hours_per_week: float) -> Plan:
    """Return the way to a credential for someone who has what `have` names; one outside the catalogue has no path."""
    path = _path(catalog, ref, have, as_of, hours_per_week)
    effort = effort_of(catalog, path)
    return Plan(
        path=tuple(path),
        cost=effort.cost,
        hours=effort.hours,
        hours_estimated=effort.hours_estimated,
        is_takeable=_is_takeable(catalog, [catalog.credentials[step] for step in path], as_of, hours_per_week),
        depends_on=_needs(catalog, ref),
        order=(_middle(effort.hours), _middle(effort.cost), catalog.name(ref), ref),
    )


def plan_beside(catalog: Catalog, ref: str, have: frozenset[str], as_of: date, hours_per_week: float) -> Plan:
    """Return what `make_plan` returns, quickly where nothing of `have` makes a difference."""
    plan = plans_from_nothing(catalog, as_of, hours_per_week)[ref]
    return plan if have.isdisjoint(plan.depends_on) else make_plan(catalog, ref, have, as_of, hours_per_week)


def effort_of(catalog: Catalog, path: Sequence[str]) -> Effort:
    """Return what all steps together cost; one whose price or hours are unknown makes those of the whole unknown."""
    steps = [catalog.credentials[step] for step in path]
    hours = [hours_of(catalog, step) for step in steps]
    return Effort(
        cost=_total([step.cost.total if step.cost else None for step in steps]),
        hours=_total(hours),
        hours_estimated=any(step.study_hours is None for step in steps) and None not in hours,
    )


def _path(catalog: Catalog, ref: str, have: frozenset[str], as_of: date, hours_per_week: float) -> list[str]:
    """Return `ref` with its missing prerequisites in front; one without a place in the catalogue has no path."""
    path: list[str] = []
    seen = set(have)

    def visit(step: str) -> None:
        seen.add(step)
        credential = catalog.credentials[step]
        for prerequisite in credential.prerequisites:
            if prerequisite not in seen:
                visit(prerequisite)
        if credential.prerequisites_any_of and seen.isdisjoint(credential.prerequisites_any_of):
            visit(_easiest(catalog, credential.prerequisites_any_of, frozenset(seen), as_of, hours_per_week))
        path.append(step)

    if ref in catalog.credentials:
        visit(ref)
    return path


@lru_cache(maxsize=4096)
def _needs(catalog: Catalog, ref: str) -> frozenset[str]:
    """Return everything that can stand in front of a credential, whichever of several is chosen."""
    found: set[str] = set()
    waiting = [ref]
    while waiting:
        credential = catalog.get(waiting.pop())
        if credential is not None:
            fresh = {*credential.prerequisites, *credential.prerequisites_any_of} - found
            found |= fresh
            waiting.extend(fresh)
    return frozenset(found)


def _easiest(catalog: Catalog, refs: Sequence[str], have: frozenset[str], as_of: date, hours_per_week: float) -> str:
    """Return the one of several that can be taken with the fewest hours, then at the lowest cost."""
    plans = [make_plan(catalog, ref, have, as_of, hours_per_week) for ref in refs]
    return min(plans, key=lambda plan: (not plan.is_takeable, plan.order)).path[-1]


def _is_takeable(catalog: Catalog, steps: Sequence[Credential], as_of: date, hours_per_week: float) -> bool:
    """Return whether each step can still be taken after the hours of it and of all before it.

    Unknown hours are taken as the longest band here, so that nobody is sent after an exam that may close before.
    """
    longest = max([catalog.advice.course_hours[1], *(band[1] for _, band in catalog.advice.study_hours)])
    hours = 0.0
    for step in steps:
        known = hours_of(catalog, step)
        hours += known[1] if known else longest
        if not step.is_takeable(as_of, hours_per_week, hours):
            return False
    return bool(steps)


def hours_of(catalog: Catalog, credential: Credential) -> Range | None:
    """Return the hours of study: the credential's own, else the band of courses or of its level."""
    if credential.study_hours is not None:
        return credential.study_hours
    if credential.kind in COURSES:
        return catalog.advice.course_hours
    return dict(catalog.advice.study_hours).get(credential.level or "")


def _total(ranges: Sequence[Range | None]) -> Range | None:
    known = [one for one in ranges if one is not None]
    if not known or len(known) < len(ranges):
        return None
    return whole(sum(low for low, _ in known)), whole(sum(high for _, high in known))


def _middle(known: Range | None) -> float:
    return (known[0] + known[1]) / 2 if known else _UNKNOWN


def whole(value: float) -> float:
    """Return a whole number as one, so that $300 never becomes $300.0."""
    return int(value) if float(value).is_integer() else value
