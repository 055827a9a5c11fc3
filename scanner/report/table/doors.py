"""Several postings: which certificates open most doors, and what that takes."""

from collections.abc import Sequence

from scanner.model import Candidate, Door, Posting, Results
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.wording import called, count, each_of, hours, money, opened

#: of several candidates each gets so many
_FEW = 3


def doors(page: Page, results: Results, candidates: Sequence[Candidate]) -> None:
    """Write which credential would lift which candidate to the line for how many postings more."""
    sources = {candidate.source for candidate in candidates}
    if not any(door.source in sources for door in results.doors):
        return
    page.heading("The certificates that open most doors")
    for candidate in candidates:
        own = [door for door in results.doors if door.source == candidate.source]
        if own and len(candidates) > 1:
            page.line((page.show(called(candidate)), HEADING), indent=2)
        for number, door in enumerate(own if len(candidates) == 1 or page.verbose else own[:_FEW], start=1):
            _door(page, results.postings, number, door)


def _door(page: Page, postings: Sequence[Posting], number: int, door: Door) -> None:
    study = hours(door.study_hours, estimated=door.hours_estimated)
    opens = (f"  opens {count(len(door.opens), 'posting')} more", "green")
    which = (f": {page.show(opened(door, postings))}", DETAIL)
    name = (page.show(page.catalog_name(door.credential)), HEADING)
    page.paragraph(name, opens, which, label=f"{number}", indent=2, hanging=3)
    effort = f"{money(door.cost_usd)} · {study}{each_of(door)}"
    page.paragraph((effort, DETAIL), indent=5)
    if len(door.path) > 1:
        steps = ", then ".join(page.show(page.catalog_name(ref)) for ref in door.path)
        page.paragraph((steps, DETAIL), label=(count(len(door.path), "step"), DETAIL), indent=5, hanging=9)
    if page.verbose:
        page.paragraph((", ".join(map(page.show, door.opens)), DETAIL), indent=5)
