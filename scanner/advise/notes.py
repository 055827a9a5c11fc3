"""What stands beside a piece of advice: where its figures come from, what is unknown, and what a person should know."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scanner.advise.conditions import Situation, condition
from scanner.advise.gap import Gap
from scanner.advise.options import Option
from scanner.catalog import Catalog, Credential
from scanner.model import CredentialStatus, CreditReason, Status
from scanner.partial_dates import in_words
from scanner.paths import COURSES, Plan, Range, hours_of, whole
from scanner.scoring import status_at, worths

#: the facts of a credential that a piece of advice states, and what its notes call them
_STATED = {
    "cost": "price",
    "study_hours": "study hours",
    "validity_months": "validity",
    "retired_on": "last exam day",
    "launched": "first exam day",
    "status": "status",
    "prerequisites": "prerequisites",
    "prerequisites_any_of": "prerequisites",
    "salary_impact_usd": "effect on salary",
}
_MOST_SOURCES = 3
#: what does not depend on the candidate is put into words once
_REMEMBERED = 4096


@lru_cache(maxsize=_REMEMBERED)
def sources_of(catalog: Catalog, ref: str) -> tuple[str, ...]:
    """Return the addresses behind the figures of a credential, those of the price first."""
    credential = catalog.credentials[ref]
    addresses = [
        source.url
        for fact in _STATED
        for source in credential.sources
        if source.url is not None and fact in source.facts
    ]
    fallback = [credential.official_page] if credential.official_page else []
    return tuple(dict.fromkeys(addresses or fallback))[:_MOST_SOURCES]


def notes_on(option: Option, gap: Gap, *, is_first: bool) -> Iterator[str]:
    """Yield the sentences beside one piece of advice; `is_first` for the best one."""
    yield from facts_on(option, gap)
    situation = Situation(gap, gap.catalog.credentials[option.credential], is_first)
    yield from (note.text for note in gap.catalog.advice.notes if condition(note.when)(situation))


def facts_on(option: Option, gap: Gap) -> Iterator[str]:
    """Yield what has to be done, where the figures come from, and what is known: nobody's experience."""
    credential = gap.catalog.credentials[option.credential]
    yield from _way_notes(option, gap)
    yield from _replacement_notes(credential.id, gap)
    yield from _figure_notes(gap.catalog, option.plan.path)
    yield from _fact_notes(gap.catalog, option.credential)
    yield from _salary_notes(option.plan, credential, gap.hours_per_week)
    yield f"Checked on {in_words(credential.checked_on)}."


def _way_notes(option: Option, gap: Gap) -> Iterator[str]:
    """Yield what has to be done, where that is not simply to take it."""
    visible = (one for one in gap.candidate.holdings if one.credential == option.credential and not one.hidden)
    statuses = {status_at(holding, gap.as_of) for holding in visible}
    if Status.IN_PROGRESS in statuses:
        yield "It is in progress: finish it. Hours and price are those of the whole."
    elif Status.EXPIRED in statuses:
        renewal = gap.catalog.credentials[option.credential].renewal
        yield f"It has expired: renew it{f' ({renewal})' if renewal else ''}."
    if len(option.plan.path) > 1:
        first = ", ".join(gap.catalog.name(ref) for ref in option.plan.path[:-1])
        yield f"It requires, and the path begins with: {first}."
        yield from _instead_notes(option.plan, gap)


def _instead_notes(plan: Plan, gap: Gap) -> Iterator[str]:
    """Yield what else would do for a step of the path that is one of several."""
    for step in (gap.catalog.credentials[ref] for ref in plan.path):
        others = [ref for ref in step.prerequisites_any_of if ref not in plan.path and gap.plan(ref).is_takeable]
        chosen = [ref for ref in step.prerequisites_any_of if ref in plan.path]
        if chosen and others:
            instead = " or ".join(gap.catalog.name(ref) for ref in others)
            yield f"In place of {gap.catalog.name(chosen[0])}, this does too: {instead}."


def _replacement_notes(ref: str, gap: Gap) -> Iterator[str]:
    """Yield, for what succeeds a retired credential that the posting names, what the hiring manager should know."""
    for requirement, _ in gap.missing():
        worth = worths(gap.catalog, requirement.any_of, requirement.or_equivalent).get(ref)
        if worth is None or worth.reason is not CreditReason.SUCCESSOR:
            continue
        asked = gap.catalog.get(worth.option)
        if asked is not None and asked.status_at(gap.as_of) is CredentialStatus.RETIRED:
            yield (
                f"The posting names {asked.name}, which can no longer be taken; this succeeds it. "
                "The hiring manager should accept it."
            )


@lru_cache(maxsize=_REMEMBERED)
def _figure_notes(catalog: Catalog, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return where the price and the hours come from, and what of them is unknown."""
    return tuple(_figures(catalog, [catalog.credentials[ref] for ref in path]))


def _figures(catalog: Catalog, steps: Sequence[Credential]) -> Iterator[str]:
    unpriced = [step.name for step in steps if step.cost is None or step.cost.total is None]
    if unpriced:
        yield f"Price unknown: {', '.join(unpriced)}."
    for step in steps:
        if step.cost is not None and step.cost.usd_per_month is not None:
            yield f"{step.name} is paid by the month: ${step.cost.usd_per_month:,}{_months(step.cost.months)}."
        if step.study_hours is not None:
            if step.study_basis:
                yield f"Hours of {step.name}: {step.study_basis}."
        elif hours_of(catalog, step) is None:
            yield f"Study hours unknown: {step.name}."
        else:
            kind = "courses" if step.kind in COURSES else f"the {step.level} level"
            yield f"Hours of {step.name}: no source states them; an estimate from what is usual for {kind}."


def _months(months: Range | None) -> str:
    if months is None:
        return ", for an unknown time"
    return f", for {_range(months)} month{'' if months == (1, 1) else 's'}"


@lru_cache(maxsize=_REMEMBERED)
def _fact_notes(catalog: Catalog, ref: str) -> tuple[str, ...]:
    """Return what else is known of a credential."""
    return tuple(_facts(catalog.credentials[ref]))


def _facts(credential: Credential) -> Iterator[str]:
    if credential.stated_status is CredentialStatus.BETA:
        yield "The exam is in beta."
    if credential.retired_on is not None:
        yield f"It is being retired: the last exam day is {in_words(credential.retired_on)}."
    yield _validity(credential)
    if credential.note:
        yield credential.note
    doubtful = dict.fromkeys(word for fact, word in _STATED.items() if fact in credential.unverified)
    if doubtful:
        yield f"Not verified: {', '.join(doubtful)}."
    if credential.confidence == "low":
        yield "What is known of it is uncertain: see its own page before paying."


def _validity(credential: Credential) -> str:
    if not credential.validity_known:
        return "How long it is valid is unknown."
    if credential.validity_months is None:
        return "It does not expire."
    return f"Valid for {credential.validity_months} months."


def _salary_notes(plan: Plan, credential: Credential, hours_per_week: float) -> Iterator[str]:
    """Yield what it costs against what somebody estimates that it brings."""
    if credential.salary_impact_usd is None:
        return
    price = f"${_range(plan.cost)}" if plan.cost else "an unknown price"
    weeks = f"{_range(_weeks(plan.hours, hours_per_week))} weeks" if plan.hours else "an unknown time"
    yield (
        f"Worth ${_range(credential.salary_impact_usd)} a year by {_whose_estimate(credential)}, "
        f"for {price} and {weeks} at {whole(hours_per_week)} hours a week."
    )


def _weeks(hours: Range, hours_per_week: float) -> Range:
    # rounded up: a week begun is a week of the candidate's
    return -(-hours[0] // hours_per_week), -(-hours[1] // hours_per_week)


def _whose_estimate(credential: Credential) -> str:
    notes = [source.note or "" for source in credential.sources if "salary_impact_usd" in source.facts]
    return "one recruiter's estimate" if any("recruiter" in note for note in notes) else "one estimate"


def _range(numbers: Range) -> str:
    low, high = (f"{whole(number):,}" for number in numbers)
    return low if low == high else f"{low} to {high}"
