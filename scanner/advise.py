"""Fit -> Advice: what to finish, renew or take next, best first, and what it costs (`fit.md`, Advice).

Every piece of advice is a path: missing prerequisites first, the credential last. Its effect is what `scoring` gives
once the whole path is held. Unknown figures stay unknown; hours by the band of a level are marked as estimates.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from scanner.catalog import Catalog, Credential, Wildcard
from scanner.errors import CatalogError
from scanner.model import (
    Advice,
    Candidate,
    CredentialStatus,
    CreditReason,
    Fit,
    Holding,
    Outcome,
    Posting,
    Requirement,
    Status,
    Strength,
)
from scanner.partial_dates import in_words
from scanner.paths import COURSES, Plan, Range, hours_of, plan_beside, whole
from scanner.scoring import Grant, Weighed, counted, grants, score, status_at, weigh, worths

#: required closed, score, hours, cost, a platform not yet held, name, id: the smallest comes first
_Rank = tuple[int, float, float, float, bool, str, str]

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


def advise(  # noqa: PLR0913  (each of another kind, in the order of the pipeline)
    candidate: Candidate, posting: Posting, fit: Fit, catalog: Catalog, as_of: date, *, hours_per_week: float
) -> tuple[Advice, ...]:
    """Return the ways to what the fit shows as not met, best first, at most as many as `patterns/advice.yaml` says.

    Each requirement gets its best way before any gets its second, so that a cheap gap cannot crowd out the others.
    `hours_per_week` is more than 0.
    """
    if all(one.outcome is Outcome.MET for one in fit.requirements):
        return ()
    gap = _Gap(candidate, posting, fit, catalog, as_of, hours_per_week)
    ranked = sorted(_options(gap), key=lambda option: option.rank)
    chosen = _choose(ranked, catalog.advice.at_most)
    return tuple(_write(option, gap, is_first=place == 0) for place, option in enumerate(chosen))


# --- the gap, and what would be once a path is held --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Effect:
    """What holding a path would change."""

    #: ids of requirements that become met
    closes: tuple[str, ...]
    #: ids of requirements not met whose credit rises, met then or not
    lifts: frozenset[str]
    #: how many of the closed ones are required and surely missing
    required_closed: int
    score: float


@dataclass(frozen=True)
class _Gap:
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
        return frozenset().union(*(_platforms(self.catalog, ref) for ref in self.held))

    @cached_property
    def _tables(self) -> list[Mapping[str, float]]:
        return [_credits(self.catalog, one.any_of, one.or_equivalent) for one in self.requirements]

    @cached_property
    def _effects(self) -> dict[tuple[object, ...], _Effect]:
        """Effects by the credits that a path gives: of hundreds of options most give the same."""
        return {}

    @cached_property
    def _is_several(self) -> bool:
        return any(one.at_least > 1 for one in self.requirements)

    def missing(self) -> Iterator[tuple[Requirement, tuple[Grant, ...]]]:
        """Yield the requirements that are not met, with what the holdings give for them."""
        for one, found in zip(self.before, self.found, strict=True):
            if one.outcome is not Outcome.MET:
                yield one.requirement, found

    def plan(self, ref: str) -> "Plan":
        """Return how to get to a credential from what is held."""
        return plan_beside(self.catalog, ref, self._prepared, self.as_of, self.hours_per_week)

    def effect(self, path: tuple[str, ...]) -> _Effect:
        """Return what holding the path would change."""
        key: tuple[object, ...] = tuple(tuple(table.get(ref) for table in self._tables) for ref in path)
        if self._is_several:
            # of several credentials at once it matters which they are, not only what each gives
            key = path
        if key not in self._effects:
            self._effects[key] = self._effect(path)
        return self._effects[key]

    def _effect(self, path: tuple[str, ...]) -> _Effect:
        holdings = (*self.candidate.holdings, *(_as_held(ref, self.catalog) for ref in path))
        after = [weigh(r, grants(r, holdings, self.catalog, self.as_of), self.catalog) for r in self.requirements]
        pairs = list(zip(self.before, after, strict=True))
        closed = [old for old, new in pairs if old.outcome is not Outcome.MET and new.outcome is Outcome.MET]
        return _Effect(
            closes=tuple(one.requirement.id for one in closed),
            lifts=frozenset(
                old.requirement.id for old, new in pairs if old.outcome is not Outcome.MET and new.credit > old.credit
            ),
            required_closed=sum(
                one.outcome is Outcome.UNMET and one.requirement.strength is Strength.REQUIRED for one in closed
            ),
            score=score(after, self.catalog.weights) or 0.0,
        )


@lru_cache(maxsize=1024)
def _credits(catalog: Catalog, any_of: tuple[str, ...], or_equivalent: bool) -> Mapping[str, float]:
    return {ref: worth.credit for ref, worth in worths(catalog, any_of, or_equivalent).items()}


def _as_held(ref: str, catalog: Catalog) -> Holding:
    return Holding(credential=ref, name=catalog.name(ref), status=Status.HELD, evidence=())


@lru_cache(maxsize=4096)
def _platforms(catalog: Catalog, ref: str) -> frozenset[str]:
    """Return the platforms that a credential, or a wildcard, belongs to."""
    wildcard = Wildcard.parse(ref)
    return frozenset(
        name
        for name, family in catalog.families.by_name.items()
        if family.kind == "platform"
        and (name == wildcard.family if wildcard else ref in catalog.families.members(name))
    )


# --- options -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Option:
    """A path that can be taken and helps, with its place in the order."""

    plan: Plan
    effect: _Effect
    rank: _Rank

    @property
    def credential(self) -> str:
        return self.plan.path[-1]


def _options(gap: _Gap) -> Iterator[_Option]:
    """Yield what can be taken and helps; each credential once, whatever number of requirements it is for."""
    refs = dict.fromkeys(ref for requirement, found in gap.missing() for ref in _ways(gap, requirement, found))
    for ref in refs:
        plan = gap.plan(ref)
        effect = gap.effect(plan.path)
        helps = effect.closes or effect.score > (gap.fit.score or 0.0)
        if helps and (len(plan.path) == 1 or not _is_detour(gap, plan, effect)):
            yield _Option(plan, effect, _rank(gap, plan, effect))


def _is_detour(gap: _Gap, plan: Plan, effect: _Effect) -> bool:
    """Return whether one of the missing prerequisites does as much alone; what is begun is finished all the same."""
    *before, last = plan.path
    return last not in gap.begun and any(gap.effect(gap.plan(ref).path) == effect for ref in before)


def _rank(gap: _Gap, plan: Plan, effect: _Effect) -> _Rank:
    hours, cost, name, ref = plan.order
    is_new_platform = not gap.platforms or gap.platforms.isdisjoint(_platforms(gap.catalog, ref))
    return -effect.required_closed, -effect.score, hours, cost, is_new_platform, name, ref


def _ways(gap: _Gap, requirement: Requirement, found: Sequence[Grant]) -> list[str]:
    """Return the ids whose paths lead to a requirement: to finish or renew where that is enough, else to take."""
    begun = [ref for grant in found for ref in _continued(gap, grant) if gap.plan(ref).is_takeable]
    closing = [ref for ref in begun if requirement.id in gap.effect(gap.plan(ref).path).closes]
    if closing:
        return closing
    met_from = gap.catalog.weights.met_from
    table = _credits(gap.catalog, requirement.any_of, requirement.or_equivalent)
    fresh = [ref for ref, credit in table.items() if credit >= met_from and ref not in gap.held]
    return begun + [ref for ref in fresh if ref in gap.catalog.credentials and gap.plan(ref).is_takeable]


def _continued(gap: _Gap, grant: Grant) -> tuple[str, ...]:
    """Return what continues a holding that is in progress or expired: itself, where it is retired its successors."""
    ref = grant.holding.credential
    credential = gap.catalog.get(ref)
    if credential is None or ref in gap.held:
        return ()
    if credential.status_at(gap.as_of) is not CredentialStatus.RETIRED:
        return (ref,)
    return tuple(successor for successor in gap.catalog.successors_of(ref) if successor not in gap.held)


def _choose(ranked: Sequence[_Option], at_most: int) -> list[_Option]:
    """Return the first options, but for each requirement its best before any second; in the order they came."""
    covered: set[str] = set()
    first: list[_Option] = []
    for option in ranked:
        if not option.effect.lifts <= covered:
            covered |= option.effect.lifts
            first.append(option)
    chosen = {option.credential for option in first}
    rest = [option for option in ranked if option.credential not in chosen]
    return sorted([*first, *rest][:at_most], key=lambda option: option.rank)


# --- in words ----------------------------------------------------------------------------------------------------


def _write(option: _Option, gap: _Gap, *, is_first: bool) -> Advice:
    credential = gap.catalog.credentials[option.credential]
    return Advice(
        credential=credential.id,
        name=credential.name,
        closes=option.effect.closes,
        cost_usd=option.plan.cost,
        study_hours=option.plan.hours,
        hours_estimated=option.plan.hours_estimated,
        salary_impact_usd=credential.salary_impact_usd,
        score_after=option.effect.score,
        path=option.plan.path,
        notes=tuple(_notes(option, credential, gap, is_first=is_first)),
        sources=_sources(credential),
    )


def _sources(credential: Credential) -> tuple[str, ...]:
    """Return the addresses behind the figures, those of the price first."""
    addresses = [
        source.url
        for fact in _STATED
        for source in credential.sources
        if source.url is not None and fact in source.facts
    ]
    fallback = [credential.official_page] if credential.official_page else []
    return tuple(dict.fromkeys(addresses or fallback))[:_MOST_SOURCES]


def _notes(option: _Option, credential: Credential, gap: _Gap, *, is_first: bool) -> Iterator[str]:
    yield from _way_notes(option, gap)
    yield from _replacement_notes(credential.id, gap)
    yield from _figure_notes(option.plan, gap.catalog)
    yield from _fact_notes(credential)
    yield from _salary_notes(option.plan, credential, gap.hours_per_week)
    situation = _Situation(gap, credential, is_first)
    yield from (note.text for note in gap.catalog.advice.notes if _condition(note.when)(situation))
    yield f"Checked on {in_words(credential.checked_on)}."


def _way_notes(option: _Option, gap: _Gap) -> Iterator[str]:
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


def _instead_notes(plan: Plan, gap: _Gap) -> Iterator[str]:
    """Yield what else would do for a step of the path that is one of several."""
    for step in (gap.catalog.credentials[ref] for ref in plan.path):
        others = [ref for ref in step.prerequisites_any_of if ref not in plan.path and gap.plan(ref).is_takeable]
        chosen = [ref for ref in step.prerequisites_any_of if ref in plan.path]
        if chosen and others:
            instead = " or ".join(gap.catalog.name(ref) for ref in others)
            yield f"In place of {gap.catalog.name(chosen[0])}, this does too: {instead}."


def _replacement_notes(ref: str, gap: _Gap) -> Iterator[str]:
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


def _figure_notes(plan: Plan, catalog: Catalog) -> Iterator[str]:
    """Yield where the price and the hours come from, and what of them is unknown."""
    steps = [catalog.credentials[ref] for ref in plan.path]
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


def _fact_notes(credential: Credential) -> Iterator[str]:
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


# --- the rules of patterns/advice.yaml ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Situation:
    """What the condition of a note looks at."""

    gap: _Gap
    credential: Credential
    is_first: bool

    def is_of(self, *families: str) -> bool:
        """Whether the advised credential belongs to one of the families."""
        return any(self.credential.id in self.gap.catalog.families.members(name) for name in families)

    def held_of(self, family: str) -> frozenset[str]:
        """Return what is held of a family; "AWS certified" beside an AWS credential is taken for that one."""
        catalog = self.gap.catalog
        members = catalog.families.members(family)
        named = self.gap.held & members
        wildcards = {ref: catalog.satisfying(ref) for ref in self.gap.held if Wildcard.parse(ref) is not None}
        return named | {ref for ref, meant in wildcards.items() if meant and meant <= members and not meant & named}


def _is_course(credential: Credential | None) -> bool:
    return credential is not None and credential.kind in COURSES


def _is_foundation_plus_cloud(situation: _Situation) -> bool:
    """Return whether the advised one is a half of the pair that the candidate lacks."""
    has_cloud = bool(situation.held_of("cloud"))
    has_course = any(_is_course(situation.gap.catalog.get(ref)) for ref in situation.gap.held)
    is_course = _is_course(situation.credential) and situation.is_of("ml")
    return (is_course and not has_course) or (situation.is_of("cloud") and not is_course and not has_cloud)


#: what the conditions of `catalog.advice_rules` mean
CONDITIONS: Mapping[str, Callable[[_Situation], bool]] = {
    "always": lambda _: True,
    "first_advice": lambda situation: situation.is_first,
    "foundation_plus_cloud": _is_foundation_plus_cloud,
    "second_cloud": lambda situation: situation.is_of("cloud") and len(situation.held_of("cloud")) == 1,
    "third_cloud": lambda situation: situation.is_of("cloud") and len(situation.held_of("cloud")) > 1,
    "azure": lambda situation: situation.is_of("azure"),
    "framework_certificate": lambda situation: situation.is_of("tensorflow", "pytorch"),
}


def _condition(name: str) -> Callable[[_Situation], bool]:
    """Return the condition that a note names; raises CatalogError for an unknown one."""
    if name not in CONDITIONS:
        allowed = ", ".join(CONDITIONS)
        raise CatalogError([f"advice.yaml: notes: {name!r} is no condition; allowed: {allowed}"])
    return CONDITIONS[name]
