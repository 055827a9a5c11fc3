"""Which candidates a report shows."""

from collections.abc import Iterable

from scanner.model import Candidate, Door, Results, Status
from scanner.report import ReportOptions


def shown(results: Results, options: ReportOptions) -> tuple[Candidate, ...]:
    """Return the candidates that the options leave, in the order of the results.

    With several postings a candidate counts with the best score. Who has no score at all (no posting, or one that asks
    for no credential) is not below any.
    """
    candidates = tuple(candidate for candidate in results.candidates if is_wanted(candidate, options))
    if options.top is not None and options.top < len(candidates):
        # Sorting is stable and the results stand best first: of equal ones the earlier stay.
        ranked = sorted(range(len(candidates)), key=lambda i: -_rank(candidates[i]))
        candidates = tuple(candidates[i] for i in sorted(ranked[: max(options.top, 0)]))
    return candidates


def best_first(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates by their best scores; equal ones, and those without any, keep their order."""
    return tuple(sorted(candidates, key=lambda candidate: -_rank(candidate)))


def doors_of(results: Results, candidates: Iterable[Candidate], *, most: int | None = None) -> tuple[Door, ...]:
    """Return the doors of the candidates that are shown, in their order: of each the best, so many at `most`."""
    own: dict[str, list[Door]] = {candidate.source: [] for candidate in candidates}
    for door in results.doors:
        own.get(door.source, []).append(door)
    return tuple(door for doors in own.values() for door in doors[:most])


def is_wanted(candidate: Candidate, options: ReportOptions) -> bool:
    """Tell whether `min_score` and `holds` leave a candidate in."""
    score = best_score(candidate)
    if options.min_score is not None and score is not None and score < options.min_score:
        return False
    return _holds_all(candidate, options)


def nobody(results: Results, options: ReportOptions) -> str:
    """Return the sentence for a report without a candidate: of how many, and what the best score is."""
    if not results.candidates:
        return "No candidate to show."
    said = f"No candidate to show of {len(results.candidates):,}"
    holders = [one for one in results.candidates if _holds_all(one, options)]
    if not holders:
        return f"{said}: nobody holds what --holds asks for."
    best = max((score for one in holders if (score := best_score(one)) is not None), default=None)
    if options.min_score is None or best is None:
        return f"{said}."
    return f"{said}: the best score is {best:.1f}, below --min-score {options.min_score:g}."


def _holds_all(candidate: Candidate, options: ReportOptions) -> bool:
    return all(_holds(candidate, refs) for refs in options.holds)


def _holds(candidate: Candidate, refs: Iterable[str]) -> bool:
    held = {h.credential for h in candidate.holdings if h.status is Status.HELD and not h.hidden}
    return not held.isdisjoint(refs)


def best_score(candidate: Candidate) -> float | None:
    """Return the highest of the candidate's scores, None where there is none."""
    return max((fit.score for fit in candidate.fits if fit.score is not None), default=None)


def _rank(candidate: Candidate) -> float:
    score = best_score(candidate)
    return -1.0 if score is None else score
