"""How far a share that was counted in a sample may lie from the share in the whole."""

from math import sqrt
from statistics import NormalDist

_CONFIDENCE = 0.95


def wilson(count: int, total: int, *, confidence: float = _CONFIDENCE) -> tuple[float, float]:
    """Return the score interval of a share, 0 to 1: `wilson(81, 263)` is 0.2553 to 0.3662; of nothing, 0 to 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927),
    209-212; without correction for continuity. It holds for few and for rare ones too, where the plain one does not.
    """
    if total <= 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / total
    middle = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    whole = 1 + z * z / total
    # what arithmetic leaves beside 0 and 1 is no share
    low = 0.0 if count == 0 else max((middle - half) / whole, 0.0)
    high = 1.0 if count == total else min((middle + half) / whole, 1.0)
    return low, high
