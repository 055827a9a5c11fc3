"""Which dates of an entry are a mention's own: those behind it, the one that leads it, those that its list shares."""

import re
from collections.abc import Sequence
from itertools import pairwise

from scanner.interpret.scopes import REACH, Entry, is_coordinated, is_joint
from scanner.model import DateHit, Mention
from scanner.spans import within

_FEW_WORDS, _MORE_WORDS = 4, 8
_FEW_LETTERS = 60
#: bounds for texts made to hurt: no credential has more dates, no list more items
_MOST_DATES = 20
_LONGEST_CHAIN = 50
_WORD, _YEAR_IN_FRONT = re.compile(r"[^\W\d_]{3,}"), re.compile(r"\d{4}\W*\Z")
_CLAUSE = re.compile(r"(?:[,;]|\b(?:and|und|et|y|e))\s+(?:in|im|en|em)\s+\Z")
#: in front of a date
SINCE = re.compile(r"\b(?:since|seit|depuis|desde)\s+\Z", re.IGNORECASE)


def own_dates(text: str, entry: Entry, mention: Mention, dates: Sequence[DateHit], *, is_done: bool) -> list[DateHit]:
    """Return the dates that speak of a mention, the one in front first; `is_done`: a cue tells that it was won."""
    start, end = mention.end, entry.region(mention)[1]
    leading = _leading_date(text, entry, mention, dates, is_done=is_done)
    behind = [date for date in within(dates, start, end) if date.end <= end][:_MOST_DATES]
    if behind and _leads_next(text, entry, mention, behind):
        behind = behind[: -1 if len(behind) > 1 else 0]
    return [*leading, *behind] or _shared_dates(text, entry, mention, dates) or _led_dates(text, entry, mention, dates)


def _led_dates(text: str, entry: Entry, mention: Mention, dates: Sequence[DateHit]) -> list[DateHit]:
    """Return the date that leads the list which a mention is an item of: "2025: CKA, CKAD"."""
    earlier = within(entry.mentions, entry.start, mention.start)[-_LONGEST_CHAIN:]
    chain = [*earlier, mention]
    if not earlier or not _is_led(text, entry) or not all(is_coordinated(text, a, b) for a, b in pairwise(chain)):
        return []
    behind = within(dates, chain[0].end, entry.end)
    return [] if behind else _leading_date(text, entry, chain[0], dates, is_done=False)


def _leading_date(
    text: str, entry: Entry, mention: Mention, dates: Sequence[DateHit], *, is_done: bool
) -> list[DateHit]:
    """Return the date in front of a mention: "2024  AWS Certified …", "in 2024 I added GPEN"."""
    start, end = entry.before(mention)
    in_front = [date for date in within(dates, start, end) if date.end <= end][-1:]
    if not in_front:
        return []
    between = text[in_front[0].end : end]
    is_list_led = start == entry.start or _is_led(text, entry)
    is_leading = is_list_led and not _WORD.search(text, start, in_front[0].start) and not _WORD.search(between)
    begins = start == entry.start or _CLAUSE.search(text[start : in_front[0].start]) is not None
    words = between.split()
    is_told = begins and len(words) <= (_MORE_WORDS if is_done else _FEW_WORDS) and "".join(words).isalpha()
    is_told |= not words and SINCE.search(text[start : in_front[0].start]) is not None
    return in_front if is_leading or is_told else []


def _is_led(text: str, entry: Entry) -> bool:
    """Return whether a date leads the entry's first mention, as in "2023: CKA, 2024: CKAD"."""
    first = entry.mentions[0].start
    return _YEAR_IN_FRONT.search(text, max(entry.start, first - _FEW_LETTERS), first) is not None


def _leads_next(text: str, entry: Entry, mention: Mention, behind: Sequence[DateHit]) -> bool:
    """Return whether the dates behind a mention lead the next one, in a list of "date: name"."""
    leads = [d for d in behind if text[mention.end : d.start].strip(" \t") in {",", ";", "\n", "|", "·"}]
    return bool(leads) and mention is not entry.mentions[-1] and _is_led(text, entry)


def _shared_dates(text: str, entry: Entry, mention: Mention, dates: Sequence[DateHit]) -> list[DateHit]:
    """Return the dates behind a joint list that the mention is an item of: "AZ-900 and DP-900, both 2025"."""
    within_reach = within(entry.mentions, mention.end, mention.end + REACH)
    later = [other for other in within_reach if other.ref != mention.ref][:_LONGEST_CHAIN]
    chain = [mention]
    for other in later:
        if not is_coordinated(text, chain[-1], other):
            break
        chain.append(other)
    if len(chain) < 2:  # noqa: PLR2004
        return []
    start, end = entry.region(chain[-1])
    found = [date for date in within(dates, start, end) if date.end <= end][:_MOST_DATES]
    if not found or not is_joint(text, mention.end, found[0].start):
        return []
    # A bracket speaks of the item that it stands behind, unless it says "all".
    bracket = text.rfind("(", chain[-1].end, found[0].start)
    is_own = bracket > text.rfind(")", chain[-1].end, found[0].start) and not is_joint(text, bracket, found[0].start)
    return [] if is_own else found
