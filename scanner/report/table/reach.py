"""How to get in touch, in the ranking: a column where the page is wide enough, else a line of its own; never cut."""

from collections.abc import Iterable, Iterator

from scanner.model import Candidate
from scanner.report.table.page import Page

_MOST = 48
_SEP = " · "


def reach(page: Page, candidate: Candidate) -> str:
    """Return the e-mail address and the telephone number, as far as the resume states them."""
    return _SEP.join(_parts(page, candidate))


def column(page: Page, candidates: Iterable[Candidate], room: int) -> int:
    """Return the cells of a column that holds what everybody is reached by; 0 where it can't be had in `room`."""
    wanted = max((page.text(reach(page, candidate)).cell_len for candidate in candidates), default=0)
    return wanted if wanted <= min(room, _MOST) else 0


def _parts(page: Page, candidate: Candidate) -> Iterator[str]:
    return map(page.show, filter(None, (candidate.person.email, candidate.person.phone)))
