"""Which candidates a report shows."""

from scanner.model import Candidate, Results
from scanner.report import ReportOptions


def shown(results: Results, options: ReportOptions) -> tuple[Candidate, ...]:
    """Return the candidates that `top` and `min_score` leave, in the order of the results.

    With several postings a candidate counts with the best score. Who has no score at all (no posting, or one that asks
    for no credential) is not below any.
    """
    candidates = results.candidates
    if options.min_score is not None:
        candidates = tuple(c for c in candidates if (best := best_score(c)) is None or best >= options.min_score)
    if options.top is not None and options.top < len(candidates):
        # Sorting is stable and the results stand best first: of equal ones the earlier stay.
        ranked = sorted(range(len(candidates)), key=lambda i: -_rank(candidates[i]))
        candidates = tuple(candidates[i] for i in sorted(ranked[: max(options.top, 0)]))
    return candidates


def best_score(candidate: Candidate) -> float | None:
    """Return the highest of the candidate's scores, None where there is none."""
    return max((fit.score for fit in candidate.fits if fit.score is not None), default=None)


def _rank(candidate: Candidate) -> float:
    score = best_score(candidate)
    return -1.0 if score is None else score
