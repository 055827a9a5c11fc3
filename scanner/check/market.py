"""What a posting demands and the market would merely like, by what `scan market` counts."""

from collections.abc import Iterator

from scanner.check.case import Case
from scanner.intervals import wilson
from scanner.model import Finding, MarketEntry


def market_says_preferred(case: Case) -> Iterator[Finding]:
    """Yield musts that most other postings call nice-to-have, beyond what chance in so many postings explains."""
    if case.market is None:
        return
    entries = {entry.ref: entry for entry in (*case.market.credentials, *case.market.families)}
    limits = case.rules.limits
    for requirement in case.musts:
        found = [entries[ref] for ref in requirement.any_of if ref in entries]
        if len(found) < len(requirement.any_of) or any(entry.postings < limits.market_postings for entry in found):
            continue
        if all(wilson(entry.preferred, entry.postings)[0] > limits.market_preferred for entry in found):
            yield _finding(case, requirement.id, max(found, key=lambda entry: entry.postings))


def _finding(case: Case, requirement_id: str, entry: MarketEntry) -> Finding:
    requirement = next(one for one in case.musts if one.id == requirement_id)
    low, high = wilson(entry.preferred, entry.postings)
    blanks = {
        "name": entry.name,
        "advisable": case.advisable(requirement),
        "asking": f"{entry.postings:,}",
        "preferred": f"{entry.preferred:,}",
        "share": f"{entry.preferred / entry.postings:.0%}",
        "low": f"{low:.0%}",
        "high": f"{high:.0%}",
    }
    return case.finding("market-says-preferred", blanks, evidence=requirement.evidence, requirement=requirement)
