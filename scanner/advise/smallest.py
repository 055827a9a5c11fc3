"""The least that has to be taken so that nothing required is missing."""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice

from scanner.advise.options import Option, Ways
from scanner.model import Outcome, Strength

#: more than so many credentials at once is no small change
_MOST_TOGETHER = 4
#: of each number together so many combinations are looked at, those of the best options first
_MOST_TRIED = 20_000

Order = tuple[float, float, tuple[str, ...]]


def smallest(ways: Ways) -> tuple[Option, ...]:
    """Return the fewest options that together leave nothing required missing; of equally many those with least study.

    None where nothing is missing, and where nothing that can be taken would do.
    """
    gap = ways.gap
    missing = frozenset(
        one.requirement.id
        for one in gap.before
        if one.outcome is Outcome.UNMET and one.requirement.strength is Strength.REQUIRED
    )
    if not missing:
        return ()
    useful = list(_representatives(ways, missing))
    for number in range(1, min(len(useful), _MOST_TOGETHER) + 1):
        tried = islice(combinations(useful, number), _MOST_TRIED)
        enough = [chosen for chosen in tried if gap.effect(path_of(chosen)).required_closed == len(missing)]
        if enough:
            return min(enough, key=_order)
    return ()


def path_of(chosen: Iterable[Option]) -> tuple[str, ...]:
    """Return what to take for several options, each once and in order."""
    return tuple(dict.fromkeys(chain.from_iterable(option.plan.path for option in chosen)))


def _representatives(ways: Ways, missing: frozenset[str]) -> Iterator[Option]:
    """Yield of the options that do the same the best, and as many as one requirement may need."""
    most = max(one.at_least for one in ways.gap.requirements)
    seen: dict[tuple[object, ...], int] = {}
    for option in ways.ranked:
        effect = option.effect
        does = (missing.intersection(effect.closes), missing & effect.lifts)
        seen[does] = seen.get(does, 0) + 1
        if any(does) and seen[does] <= most:
            yield option


def _order(chosen: tuple[Option, ...]) -> Order:
    orders = [option.plan.order for option in chosen]
    return sum(one[0] for one in orders), sum(one[1] for one in orders), tuple(one[2] for one in orders)
