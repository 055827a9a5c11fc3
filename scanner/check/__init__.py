"""What is wrong with a posting: findings that its author should see before a candidate does.

Each check is a function from a `Case` to findings; a new one is a function, a line in `_CHECKS`, and its sentences in
`patterns/check.yaml`. A finding quotes the posting's words. False alarms are worse than misses: what may be meant as
it stands gives none.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from scanner.catalog import Catalog
from scanner.catalog.check_rules import SEVERITIES
from scanner.check.case import Case
from scanner.check.duplicates import implied, required_and_preferred
from scanner.check.effort import cost_of_musts, outlay, prerequisites
from scanner.check.lists import list_without_conjunction
from scanner.check.market import market_says_preferred
from scanner.check.names import ambiguous_name, unnamed_certification
from scanner.check.role import clouds, level_above_role
from scanner.check.times import availability, former_name, outdated_code
from scanner.model import Annotations, Finding, Market, Posting

__all__ = ["check"]

_CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    availability,
    former_name,
    outdated_code,
    required_and_preferred,
    implied,
    clouds,
    list_without_conjunction,
    unnamed_certification,
    ambiguous_name,
    level_above_role,
    prerequisites,
    cost_of_musts,
    market_says_preferred,
)


def check(
    posting: Posting, annotations: Annotations, catalog: Catalog, as_of: date, market: Market | None = None
) -> Posting:
    """Return the posting with what is wrong with it, worst first, and with what its musts cost from nothing.

    What was found in reading it stays. `annotations` are those that the posting was understood from, `market` is what
    other postings ask for.
    """
    case = Case(posting, annotations, catalog, as_of, market)
    found = [*posting.findings, *(finding for each in _CHECKS for finding in each(case))]
    return replace(posting, findings=tuple(sorted(found, key=_place)), outlay=outlay(case))


def _place(finding: Finding) -> tuple[int, int]:
    return SEVERITIES.index(finding.severity), min((piece.start for piece in finding.evidence), default=0)
