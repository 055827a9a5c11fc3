"""One candidate and one posting: the score, why, on which evidence, and what to do next."""

from functools import partial

from scanner.model import Advice, Candidate, Fit, Outcome, Posting, Requirement, RequirementFit, Results
from scanner.report.passages import grounds
from scanner.report.table.holdings import holdings, person, proofs, warnings
from scanner.report.table.marks import bar, colour, mark
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.table.posting import STRENGTH
from scanner.report.table.ranking import is_scored, shown_of
from scanner.report.table.trace import weighed
from scanner.report.wording import (
    ASKS_FOR_NONE,
    CREDENTIALS_ALONE,
    asked,
    concessions,
    count,
    hours,
    money,
    score,
    span,
    verdict,
)

_LABEL = 12


def long_form(page: Page, results: Results, candidate: Candidate) -> None:
    """Write the page about one candidate."""
    posting = results.postings[0]
    person(page, candidate)
    name = page.show(posting.title or posting.source)
    where = f" ({page.show(posting.source)})" if posting.title else ""
    others = f", {shown_of(results, [candidate])}" if len(results.candidates) > 1 else ""
    page.paragraph(("for ", DETAIL), (name, HEADING), (f"{where}, as of {results.as_of}{others}", DETAIL))
    fit = candidate.fits[0] if candidate.fits else None
    if fit is not None:
        _score(page, posting, fit)
    if candidate.warnings:
        page.blank()
        warnings(page, candidate)
    page.heading("The posting asks for")
    _requirements(page, posting, candidate, fit)
    page.heading("The resume holds")
    holdings(page, candidate, results.as_of)
    if fit is not None and fit.advice:
        page.heading("Next, best first")
        for number, advice in enumerate(fit.advice, start=1):
            _advice(page, number, advice, fit)
    if is_scored([candidate]):
        page.blank()
        page.paragraph((CREDENTIALS_ALONE, DETAIL))


def _score(page: Page, posting: Posting, fit: Fit) -> None:
    page.blank()
    if fit.score is None:
        page.paragraph(f"{score(None)}  {ASKS_FOR_NONE}", label=("Score", HEADING), hanging=7)
        return
    met = [f"{fit.required_met} of {fit.required_total} required met"] if fit.required_total else []
    met += [f"{fit.preferred_met} of {fit.preferred_total} preferred"] if fit.preferred_total else []
    to_judge = sum(one.outcome is Outcome.OPEN for one in fit.requirements)
    met += [f"{to_judge} for a person to judge"] if to_judge else []
    points = (score(fit.score), f"bold {colour(fit.score)}")
    page.line(("Score  ", HEADING), points, "  ", *bar(fit.score), f"  {', '.join(met)}")
    sure = f"; read with confidence {fit.confidence:.2f}" if page.verbose or fit.confidence < 1 else ""
    page.paragraph((verdict(fit, posting.requirements) + sure, DETAIL), indent=7)
    if page.verbose and fit.calculation:
        page.paragraph((page.show(fit.calculation), DETAIL), indent=7)


def _requirements(page: Page, posting: Posting, candidate: Candidate, fit: Fit | None) -> None:
    if not posting.requirements:
        page.line("no credential", indent=2)
    outcomes = {outcome.id: outcome for outcome in fit.requirements} if fit else {}
    for requirement in posting.requirements:
        outcome = outcomes.get(requirement.id)
        _requirement(page, posting, requirement, outcome)
        if outcome is not None:
            _outcome(page, outcome, candidate)


def _requirement(page: Page, posting: Posting, requirement: Requirement, outcome: RequirementFit | None) -> None:
    names = " or ".join([asked(requirement, page.catalog_name), *concessions(requirement)])
    ident = page.show(requirement.id)
    page.paragraph(
        (page.show(names), HEADING),
        (f"  {ident}, {STRENGTH[requirement.strength]}", DETAIL),
        label=page.text(mark(outcome)),
        indent=2,
        hanging=2,
    )
    proofs(page, posting.source, requirement.evidence, label="posting", indent=4, hanging=_LABEL)


def _outcome(page: Page, outcome: RequirementFit, candidate: Candidate) -> None:
    label = (outcome.outcome.value, mark(outcome)[1])
    credit = f"  credit {outcome.credit:.2f}" if 0 < outcome.credit < 1 else ""
    page.paragraph(page.show(outcome.because), (credit, DETAIL), label=label, indent=4, hanging=_LABEL)
    if page.verbose:
        weighed(page, outcome, indent=4)
    evidence = [each for holding in grounds(outcome, candidate) for each in holding.evidence]
    proofs(page, candidate.source, evidence, label="resume", indent=4, hanging=_LABEL)


def _advice(page: Page, number: int, advice: Advice, fit: Fit) -> None:
    after = f"  score {score(fit.score)} → {score(advice.score_after)}"
    page.paragraph((page.show(advice.name), HEADING), (after, "green"), label=f"{number}", indent=2, hanging=2)
    below = partial(page.paragraph, indent=4, hanging=_LABEL)
    below(page.show(", ".join(advice.closes)), label=("closes", DETAIL))
    estimate = " (an estimate)" if advice.hours_estimated and advice.study_hours else ""
    study = hours(advice.study_hours, estimated=advice.hours_estimated)
    below(f"{money(advice.cost_usd)}, {study}{estimate}", label=("takes", DETAIL))
    if len(advice.path) > 1:
        steps = ", then ".join(map(page.catalog_name, advice.path))
        below(page.show(steps), label=(count(len(advice.path), "step"), DETAIL))
    if advice.salary_impact_usd is not None:
        below(f"${span(advice.salary_impact_usd)} a year", label=("may bring", DETAIL))
    for note in advice.notes:
        below(page.show(note), label=("note", DETAIL))
    for source in advice.sources:
        below((page.show(source), DETAIL), label=("source", DETAIL))
