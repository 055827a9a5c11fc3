"""What a posting's musts cost somebody who has nothing: in money, in hours, in prerequisites."""

from collections.abc import Iterator

from scanner.check.case import Case, joined
from scanner.model import CreditReason, Finding, Outlay, Requirement
from scanner.paths import Plan, effort_of, plan_beside, plans_from_nothing
from scanner.scoring import is_lenient, worths

_ASKED = (CreditReason.HELD, CreditReason.HIGHER_LEVEL, CreditReason.SUCCESSOR)


def prerequisites(case: Case) -> Iterator[Finding]:
    """Yield musts that can't be had without other credentials, where those are not asked for themselves."""
    plans = plans_from_nothing(case.catalog, case.as_of, case.catalog.advice.hours_per_week)
    asked = {ref for requirement in case.asked for ref in requirement.any_of}
    for requirement in case.musts:
        named = [plans[ref] for ref in requirement.any_of if ref in plans]
        if is_lenient(requirement) or len(named) < len(requirement.any_of):
            continue
        if any(len(plan.path) == 1 or not plan.is_takeable for plan in named):
            continue
        easiest = min(named, key=lambda plan: plan.order)
        if not asked.issuperset(easiest.path):
            blanks = {"name": case.catalog.name(easiest.path[-1]), **_in_words(case, easiest.path[:-1], easiest)}
            yield case.finding("prerequisites", blanks, evidence=requirement.evidence, requirement=requirement)


def cost_of_musts(case: Case) -> Iterator[Finding]:
    """Yield what all musts together cost from nothing, where that is a lot."""
    found = outlay(case)
    if found is None or len(case.musts) == 1:
        # what a single one costs, everybody can see; what it needs besides is a finding of its own
        return
    limits = case.rules.limits
    is_dear = found.cost_usd is not None and found.cost_usd[0] >= limits.outlay_usd
    is_long = found.study_hours is not None and found.study_hours[0] >= limits.outlay_hours
    if is_dear or is_long:
        evidence = [piece for requirement in case.musts for piece in requirement.evidence[:1]]
        yield case.finding("cost-of-musts", _in_words(case, found.path, found), evidence=evidence)


def outlay(case: Case) -> Outlay | None:
    """Return what someone who has nothing has to spend to meet the musts, each in the easiest way; None without musts.

    A must that something else may stand in for (a degree, experience, the ability to obtain it) costs nothing.
    """
    counting = [requirement for requirement in case.musts if not is_lenient(requirement)]
    if not counting:
        return None
    path: list[str] = []
    # what leaves least choice first: it may meet the others too
    in_order = sorted(counting, key=lambda one: len(_ways(case, one)))
    unattainable = [requirement.id for requirement in in_order if not _take(case, requirement, path)]
    is_whole = not unattainable
    effort = effort_of(case.catalog, path)
    return Outlay(
        cost_usd=effort.cost if is_whole else None,
        study_hours=effort.hours if is_whole else None,
        hours_estimated=is_whole and effort.hours_estimated,
        path=tuple(path),
        unattainable=tuple(unattainable),
    )


def _take(case: Case, requirement: Requirement, path: list[str]) -> bool:
    """Add to the path what is missing for a requirement, easiest first; return False where it can't be met."""
    ways = _ways(case, requirement)
    hours_per_week = case.catalog.advice.hours_per_week
    missing = requirement.at_least - len(ways & _proven(case, path))
    while missing > 0:
        have = _proven(case, path)
        plans = (plan_beside(case.catalog, ref, have, case.as_of, hours_per_week) for ref in ways - have)
        takeable = [plan for plan in plans if plan.is_takeable]
        if not takeable:
            return False
        # what the posting names comes before what proves it as well
        named = [plan for plan in takeable if plan.path[-1] in requirement.any_of]
        path.extend(min(named or takeable, key=lambda plan: plan.order).path)
        missing -= 1
    return True


def _ways(case: Case, requirement: Requirement) -> frozenset[str]:
    """Return the credentials that meet a requirement in full."""
    found = worths(case.catalog, requirement.any_of, or_equivalent=False)
    return frozenset(ref for ref, worth in found.items() if worth.reason in _ASKED and ref in case.catalog.credentials)


def _proven(case: Case, path: list[str]) -> frozenset[str]:
    return frozenset(path).union(*(case.catalog.proven_by(ref) for ref in path))


def _in_words(case: Case, path: tuple[str, ...], figures: Plan | Outlay) -> dict[str, str | None]:
    cost = figures.cost if isinstance(figures, Plan) else figures.cost_usd
    study = figures.hours if isinstance(figures, Plan) else figures.study_hours
    about = "about " if figures.hours_estimated else ""
    return {
        "path": joined(map(case.catalog.name, path), "and"),
        "money": f"${_span(cost)}" if cost else None,
        "hours": f"{about}{_span(study)} hours" if study else None,
    }


def _span(bounds: tuple[float, float]) -> str:
    low, high = (f"{bound:,.2f}".removesuffix(".00") for bound in bounds)
    return low if low == high else f"{low} to {high}"
