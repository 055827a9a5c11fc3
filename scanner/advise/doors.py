"""One candidate, several postings: the credentials that open most doors (`fit.md`, Advice)."""

from collections.abc import Iterable

from scanner.advise.options import Ways
from scanner.model import Door


def doors(ways: Iterable[Ways], at_most: int) -> tuple[Door, ...]:
    """Return for each credential that could be taken which postings it would lift to the line.

    `ways` are those of one candidate, one for each posting. Those that open most come first; then the fewest hours,
    then the lowest cost, unknown ones last.
    """
    opened: dict[str, list[Ways]] = {}
    plans = {}
    for each in ways:
        for plan in each.open():
            plans[plan.path[-1]] = plan
            opened.setdefault(plan.path[-1], []).append(each)
    ranked = sorted(opened, key=lambda ref: (-len(opened[ref]), plans[ref].order))
    return tuple(
        Door(
            source=opened[ref][0].gap.candidate.source,
            credential=ref,
            opens=tuple(each.gap.posting.source for each in opened[ref]),
            cost_usd=plans[ref].cost,
            study_hours=plans[ref].hours,
            hours_estimated=plans[ref].hours_estimated,
            path=plans[ref].path,
        )
        for ref in ranked[:at_most]
    )
