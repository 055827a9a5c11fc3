"""Which dates of an entry are a mention's issue and expiry."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scanner.interpret.assertion import Assertion
from scanner.interpret.date_roles import (
    EXPIRES,
    ISSUED,
    NEVER_EXPIRES,
    NO_AWARD,
    RENEWED,
    ROLE_GAP,
    SAY_A_ROLE,
    roles_of,
)
from scanner.interpret.own_dates import SINCE, own_dates
from scanner.interpret.scopes import REACH, WEAK, Entry
from scanner.model import Annotations, DateHit, Mention, Status
from scanner.partial_dates import first_day, last_day
from scanner.spans import within

#: the rules of cues that tell how a credential was won
_DEEDS = frozenset({"cues.yaml:passed", "cues.yaml:earned", "cues.yaml:completed"})
_DATE_GAP = 24
#: "VCP-DCV 2024, sat in April 2025": the year of a version
_VERSION = re.compile(r" \d{4}")


@dataclass(frozen=True, slots=True)
class Dating:
    """When it was issued, renewed and when it expires, as the text states it; None where it does not."""

    issued: str | None = None
    expires: str | None = None
    renewed: str | None = None
    #: the text says that it does not expire
    is_lifetime: bool = False
    #: "2021 to present": it is said to be valid still
    is_current: bool = False

    @property
    def latest(self) -> str:
        """The latest date that was said, for telling which of two statements is newer."""
        return max(filter(None, (self.issued, self.renewed)), default="")


def date_mention(
    annotations: Annotations, entry: Entry, mention: Mention, header: Sequence[str | None], assertion: Assertion
) -> Dating:
    """Return the dates that the entry states for a mention; `header` are the entry's `header_roles`."""
    text = annotations.document.text
    start, end = entry.region(mention)
    near = within(annotations.words, max(entry.start, start - REACH), min(entry.end, end + REACH))
    words = [word for word in near if word.group in SAY_A_ROLE]
    is_lifetime = any(word.group == NEVER_EXPIRES for word in within(words, start, end))
    stated = within(annotations.dates, entry.start, entry.end)
    if not stated:
        return Dating(is_lifetime=is_lifetime)
    is_done = assertion.cue is not None and assertion.cue.rule in _DEEDS
    dates = own_dates(text, entry, mention, stated, is_done=is_done)
    if dates and dates[-1].end > end:
        # those behind a list that shares them, with what is said beside them
        end = min(entry.end, dates[-1].end + _DATE_GAP)
    cues = [c for c in within(annotations.cues, start, end) if c.scope not in WEAK]
    if assertion.cue is not None and start <= assertion.cue.start < end and assertion.cue not in cues:
        cues.append(assertion.cue)
    roles = roles_of(text, entry, mention, dates, words, cues, header)
    if is_done and assertion.status is Status.HELD and assertion.dated and roles.count(ISSUED) > 1:
        # "passed 2021, let it go, passed again 2025": the last deed counts
        kept = [(d, r) for d, r in zip(dates, roles, strict=True) if r != ISSUED or d.first == assertion.dated]
        dates, roles = [date for date, _ in kept], [role for _, role in kept]
    if roles[1:2] == [ISSUED] and roles[0] is None and _VERSION.fullmatch(text, mention.end, dates[0].end):
        dates, roles = dates[1:], roles[1:]
    dating = _assign(dates, roles, is_lifetime=is_lifetime)
    # "a PMP since 2017" is one still
    is_since = any(SINCE.search(text[max(entry.start, date.start - ROLE_GAP) : date.start]) for date in dates)
    return replace(dating, is_current=True) if is_since else dating


def _assign(dates: Sequence[DateHit], roles: Sequence[str | None], *, is_lifetime: bool) -> Dating:
    issued = expires = renewed = None
    for date, role in zip(dates, roles, strict=True):
        if role == NO_AWARD:
            continue
        if date.last is not None:
            issued = issued or date.first
            expires = expires or (date.last if date.last != "present" else None)
        elif role == EXPIRES:
            expires = expires or date.first
        elif role == RENEWED:
            renewed = max(renewed or "", date.first)
        elif issued is None:
            issued = date.first
        elif role is None and expires is None and last_day(date.first) > last_day(issued):
            expires = date.first
    is_current = any(date.last == "present" for date in dates)
    if expires and _is_over_before(expires, issued, renewed):
        expires = None  # "expired 2019, renewed 2025"
    return Dating(issued, expires, renewed, is_lifetime, is_current)


def _is_over_before(expires: str, issued: str | None, renewed: str | None) -> bool:
    """Return whether it expired before it was issued or renewed for the last time."""
    since = [day for day in (issued, renewed) if day]
    # of most, the digits tell
    return any(expires < day for day in since) and last_day(expires) < first_day(max(since, key=last_day))
