"""Candidate x Posting -> Fit: what each requirement came to, why, and the score (`fit.md`).

The numbers are those of `scoring`; here they get their sentences. Requirements that the posting says it does not need
are left out of the fit; an open one is in `required_total` and `preferred_total`, and never in the `met` beside it.
"""

from collections.abc import Iterable
from datetime import date

from scanner.catalog import Catalog
from scanner.match.because import Writer
from scanner.model import (
    Candidate,
    Considered,
    Fit,
    Outcome,
    Posting,
    RequirementFit,
    Strength,
    Warning,  # noqa: A004  (the contract's word for it)
)
from scanner.scoring import Weighed, calculation, confidence_of, counted, grants, meeting, score, weigh

#: the most confidence where not all of the text could be read, by the code of the warning: a recognised page has a
#: wrong letter here and there, of a page without text all is unknown, of garbled text most words may be wrong
_TEXT_CONFIDENCE = {"ocr": 0.9, "page-without-text": 0.8, "garbled-text": 0.6}
_CONFIDENCE_DIGITS = 4


def match(candidate: Candidate, posting: Posting, catalog: Catalog, as_of: date) -> Fit:
    """Return how the candidate meets the posting at a date; `advise` adds the advice."""
    weighed = [
        weigh(requirement, grants(requirement, candidate.holdings, catalog, as_of), catalog)
        for requirement in counted(posting)
    ]
    required = [one for one in weighed if one.requirement.strength is Strength.REQUIRED]
    preferred = [one for one in weighed if one.requirement.strength is Strength.PREFERRED]
    writer = Writer(candidate, catalog, as_of)
    return Fit(
        posting=posting.source,
        score=score(weighed, catalog.weights),
        confidence=confidence(weighed, text_confidence(candidate.warnings)),
        required_met=_count_met(required),
        required_total=len(required),
        preferred_met=_count_met(preferred),
        preferred_total=len(preferred),
        requirements=tuple(
            RequirementFit(
                id=one.requirement.id,
                outcome=one.outcome,
                credit=one.credit,
                satisfied_by=tuple(grant.holding.credential for grant in meeting(one, catalog)),
                reason=one.reason,
                because=writer.because(one),
                considered=_considered(one),
            )
            for one in weighed
        ),
        calculation=calculation(weighed, catalog.weights),
    )


def _considered(weighed: Weighed) -> tuple[Considered, ...]:
    return tuple(
        Considered(grant.holding.credential, grant.option, grant.credit, grant.reason, grant.rule)
        for grant in weighed.considered
    )


def _count_met(weighed: Iterable[Weighed]) -> int:
    return sum(one.outcome is Outcome.MET for one in weighed)


def text_confidence(warnings: Iterable[Warning]) -> float:
    """Return how sure the text of a document is as a whole."""
    return min((_TEXT_CONFIDENCE.get(warning.code, 1.0) for warning in warnings), default=1.0)


def confidence(weighed: Iterable[Weighed], of_text: float) -> float:
    """Return the lowest confidence of what gave credit and of the text itself."""
    used = [confidence_of(grant.holding) for one in weighed if one.outcome is not Outcome.OPEN for grant in one.grants]
    return round(min([of_text, *used]), _CONFIDENCE_DIGITS)
