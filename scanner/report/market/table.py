"""A survey in the terminal: a bar for each credential and family, musts filled, nice-to-haves light."""

from collections.abc import Sequence
from typing import TextIO

from scanner.model import MarketEntry, Survey
from scanner.report import ReportOptions
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.table.rest import unreadable
from scanner.report.wording import count, percent, span

_SHOWN = 20
_NAME, _COUNT, _SHARE = 34, 7, 17
_LEAST_BAR = 10
_MUST, _PLUS = "█", "░"


def write(survey: Survey, out: TextIO, options: ReportOptions) -> None:
    """Write the bars, what of each is a must, with which titles, and what could not be read."""
    page = Page(out, options, str)
    market = survey.market
    page.line((f"{count(market.postings, 'posting')}, {market.asking:,} of them ask for a credential", HEADING))
    repeated = f"; {market.duplicates:,} left out that repeat another word for word" if market.duplicates else ""
    page.paragraph((f"Shares are of all postings, with their 95 % intervals{repeated}.", DETAIL))
    _bars(page, "Credentials", market.credentials)
    _bars(page, "Families", market.families)
    if market.credentials or market.families:
        page.blank()
        page.line((_MUST, "green"), " a must   ", (_PLUS, "yellow"), " nice-to-have")
    unreadable(page, survey.unreadable)
    if survey.unreadable_total > len(survey.unreadable):
        page.line((f"and {survey.unreadable_total - len(survey.unreadable):,} more", DETAIL), indent=2)


def _bars(page: Page, title: str, entries: Sequence[MarketEntry]) -> None:
    page.heading(title)
    if not entries:
        page.line("none is asked for", indent=2)
        return
    shown = entries if page.verbose else entries[:_SHOWN]
    most = shown[0].postings
    for entry in shown:
        _entry(page, entry, most)
    if len(shown) < len(entries):
        page.line((f"and {len(entries) - len(shown):,} more, shown with -v", DETAIL), indent=2)


def _entry(page: Page, entry: MarketEntry, most: int) -> None:
    room = max(page.width - 2 - _NAME - _COUNT - _SHARE - 3, _LEAST_BAR)
    filled = round(room * entry.required / most)
    light = max(round(room * entry.postings / most), 1) - filled
    page.line(
        page.padded(_NAME, page.show(entry.name)),
        page.padded(_COUNT, f"{entry.postings:,}", right=True),
        " ",
        (_MUST * filled, "green"),
        (_PLUS * light, "yellow"),
        " " * (room - filled - light + 1),
        page.padded(_SHARE, _interval(entry.share), right=True),
        indent=2,
    )
    parts = [f"must {_interval(entry.required_share)}", f"nice-to-have {_interval(entry.preferred_share)}"]
    if entry.alternatives:
        parts.append(f"alone in {entry.alone:,}, among alternatives in {entry.alternatives:,}")
    page.paragraph((" · ".join(parts), DETAIL), indent=4)
    if entry.titles:
        titles = ", ".join(f"{page.show(one.title)} {one.postings:,}" for one in entry.titles)
        page.paragraph((titles, DETAIL), indent=4, most=1)


def _interval(share: tuple[float, float, float]) -> str:
    return f"{percent(share[0])} ({span((100 * share[1], 100 * share[2]))})"
