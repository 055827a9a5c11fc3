"""What `scan replay` found: for people, and as JSON."""

from typing import TextIO

from scanner.model import Difference, Replay
from scanner.report import ReportOptions
from scanner.report.table.page import DETAIL, HEADING, Page
from scanner.report.to_json import as_json, dump
from scanner.report.wording import count, number

REPLAY_FORMATS = ("table", "json")

#: what a reader looks at first; everything else follows from it or stands beside it
_TELLING = frozenset({"score", "outcome", "status", "issued", "expires"})
_LISTS = frozenset({"postings", "candidates", "holdings", "requirements", "findings", "warnings", "unreadable"})
#: keys on the way that say nothing to a reader
_SILENT = _LISTS - {"unreadable"} | {"fits"}
_MOST = 20
_UNEXPLAINED = (
    "Nothing that the report records was changed, so this has another cause: a document that took longer than "
    "--timeout, a library, tesseract, or a bug."
)


def write(name: str, replay: Replay, out: TextIO, options: ReportOptions) -> None:
    """Write it in one of `REPLAY_FORMATS`."""
    if name == "json":
        out.write(dump({"schema": "replay/1", **as_json(replay)}) + "\n")
    else:
        _table(Page(out, options, lambda ref: ref), replay)


def _table(page: Page, replay: Replay) -> None:
    page.paragraph((page.show(replay.report), HEADING), (f", done again as of {replay.as_of}", DETAIL))
    if replay.causes:
        page.heading("What changed since")
    for cause in replay.causes:
        page.paragraph(page.show(cause.message), indent=2)
    page.heading("What differs")
    if not replay.differences:
        page.line("Nothing: the same results, to the letter.", indent=2)
        return
    if not replay.causes:
        page.paragraph((_UNEXPLAINED, "yellow"), indent=2)
    shown = replay.differences if page.verbose else _first(replay.differences)
    for one in shown:
        where = " · ".join(key for key in one.where if key not in _SILENT)
        page.paragraph((page.show(where), HEADING), f"  {_change(page, one)}", indent=2, hanging=2)
    left = len(replay.differences) - len(shown)
    if left:
        page.line((f"and {count(left, 'detail')} more, shown with -v", DETAIL), indent=2)


def _first(differences: tuple[Difference, ...]) -> list[Difference]:
    telling = [one for one in differences if one.where[-1] in _TELLING or _is_item(one)]
    return (telling or list(differences))[:_MOST]


def _is_item(one: Difference) -> bool:
    """Return whether something whole is new or gone: a candidate, a holding, a requirement."""
    return None in (one.before, one.after) and len(one.where) > 1 and one.where[-2] in _LISTS


def _change(page: Page, one: Difference) -> str:
    if isinstance(one.before, dict) or isinstance(one.after, dict):
        return "is new" if one.before is None else "is gone"
    return f"{_value(page, one.before)} → {_value(page, one.after)}"


def _value(page: Page, value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return page.show(", ".join(map(str, value)) or "nothing")
    return page.show(number(value) if isinstance(value, float) else str(value))
