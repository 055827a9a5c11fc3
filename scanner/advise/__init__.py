"""Fit -> Advice: what to finish, renew or take next, best first, and what it costs (`fit.md`).

Every piece of advice is a path: missing prerequisites first, the credential last. Its effect is what `scoring` gives
once the whole path is held. Unknown figures stay unknown; hours by the band of a level are marked as estimates.
"""

from collections.abc import Iterable
from datetime import date

from scanner.advise.doors import doors
from scanner.advise.gap import Gap
from scanner.advise.notes import facts_on, notes_on, sources_of
from scanner.advise.options import Option, Ways, choose, find_ways
from scanner.advise.smallest import path_of, smallest
from scanner.catalog import Catalog
from scanner.model import Advice, Candidate, Fit, Posting

__all__ = ["Gap", "Ways", "advise", "doors", "find_ways", "smallest_change", "write_advice"]


def advise(  # noqa: PLR0913  (each of another kind, in the order of the pipeline)
    candidate: Candidate, posting: Posting, fit: Fit, catalog: Catalog, as_of: date, *, hours_per_week: float
) -> tuple[Advice, ...]:
    """Return the ways to what the fit shows as not met, best first, at most as many as `patterns/advice.yaml` says.

    `hours_per_week` is more than 0.
    """
    return write_advice(find_ways(Gap(candidate, posting, fit, catalog, as_of, hours_per_week)))


def write_advice(ways: Ways) -> tuple[Advice, ...]:
    """Return the best of the ways as advice.

    Each requirement gets its best way before any gets its second, so that a cheap gap cannot crowd out the others.
    """
    chosen = choose(ways.ranked, ways.gap.catalog.advice.at_most)
    return tuple(
        _write(option, ways.gap, notes_on(option, ways.gap, is_first=place == 0)) for place, option in enumerate(chosen)
    )


def smallest_change(ways: Ways) -> tuple[tuple[Advice, ...], float | None]:
    """Return the least to take so that nothing required is missing, and the score once all of it is held.

    Nothing, and the score as it is, where nothing is missing or nothing that can be taken would do.
    """
    chosen = smallest(ways)
    if not chosen:
        return (), ways.gap.fit.score
    written = tuple(_write(option, ways.gap, facts_on(option, ways.gap)) for option in chosen)
    return written, ways.gap.effect(path_of(chosen)).score


def _write(option: Option, gap: Gap, notes: Iterable[str]) -> Advice:
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
        notes=tuple(notes),
        sources=sources_of(gap.catalog, credential.id),
    )
