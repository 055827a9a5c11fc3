"""What a posting would gain by asking for something else."""

from collections.abc import Sequence

from scanner.model import WhatIf
from scanner.report.table.page import DETAIL, Page

_MOST = 10


def what_if(page: Page, changes: Sequence[WhatIf], *, is_one_posting: bool) -> None:
    """Write what each change would gain, best first; those that gain nobody are counted."""
    if not changes:
        return
    page.heading("What if the posting asked for something else")
    gaining = [one for one in changes if one.gained]
    for one in gaining if page.verbose else gaining[:_MOST]:
        where = [] if is_one_posting else [(f"  {page.show(one.posting)}", DETAIL)]
        page.paragraph(page.show(one.message), *where, label=(f"+{one.gained}", "green"), indent=2, hanging=5)
    left = len(gaining) - _MOST
    if left > 0 and not page.verbose:
        page.line((f"and {left} more, shown with -v", DETAIL), indent=2)
    if not gaining:
        page.paragraph("No single change would let another candidate miss nothing that is required.", indent=2)
