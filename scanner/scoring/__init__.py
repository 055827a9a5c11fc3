"""What holdings are worth to a requirement, and what that makes the score: the numbers of `fit.md`, without words.

`match` and `advise` both build on it, the one for what a candidate has, the other for what they could have.
"""

from scanner.scoring.credit import (
    Grant,
    Weighed,
    confidence_of,
    counted,
    grants,
    is_lenient,
    meeting,
    status_at,
    weigh,
)
from scanner.scoring.score import calculation, score
from scanner.scoring.worth import ways, worths

__all__ = [
    "Grant",
    "Weighed",
    "calculation",
    "confidence_of",
    "counted",
    "grants",
    "is_lenient",
    "meeting",
    "score",
    "status_at",
    "ways",
    "weigh",
    "worths",
]
