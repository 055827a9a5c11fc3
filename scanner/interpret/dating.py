"""Which dates of an entry are a mention's issue and expiry."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from scanner.interpret.assertion import Assertion
from scanner.interpret.scopes import REACH, WEAK, Entry, is_coordinated, is_joint
from scanner.model import Annotations, CueHit, DateHit, Mention, Status, WordHit
from scanner.partial_dates import first_day, last_day
from scanner.spans import within

_ISSUED, _EXPIRES, _RENEWED = "date_issued", "date_expires", "date_renewed"
_ROLES = frozenset({_ISSUED, _EXPIRES, _RENEWED})
_NONE = "date_none"
_SAY_A_ROLE = _ROLES | {_NONE}
#: the role of a date on which nothing was awarded: "failed in 2024"
_NO_AWARD = "no_award"
#: the rules of cues that tell how a credential was won
_DEEDS = frozenset({"cues.yaml:passed", "cues.yaml:earned", "cues.yaml:completed"})
_ROLE_GAP = 14
_FEW_WORDS, _MORE_WORDS = 4, 8
_CUE_GAP = 10
_DATE_GAP = 24
_WORD_LENGTH = 4
_FEW_LETTERS = 60
_HEADER_LINES = 8
#: bounds for texts made to hurt; no table has more columns, no credential more dates, no list more items
_MOST_COLUMNS = 50
_MOST_DATES = 20
_LONGEST_CHAIN = 50
_LONGEST_ROLE = 100
_BORDER = re.compile(r"\|")
_SMALL_WORDS = re.compile(
    r"[\s(:–—-]*(?:(?:since|in|on|at|as of|seit|am|im|depuis|le|en|desde|el|em|a|by)\s+)?[\s(]*", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_JOINED = re.compile(r"\s*(?:,|and|und|et|y|e|&|/|and in|und im|et en|y en|e em)\s*", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:[,;]|\b(?:and|und|et|y|e))\s+(?:in|im|en|em)\s+\Z")
_SINCE = re.compile(r"\b(?:since|seit|depuis|desde)\s+\Z", re.IGNORECASE)
#: "VCP-DCV 2024, sat in April 2025": the year of a version
_VERSION = re.compile(r" \d{4}")
_NOT_A_ROLE_GAP = re.compile(r"[;|)]|,\s*\w{5,}")


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
    words = [word for word in near if word.group in _SAY_A_ROLE]
    is_lifetime = any(word.group == _NONE for word in within(words, start, end))
    stated = within(annotations.dates, entry.start, entry.end)
    if not stated:
        return Dating(is_lifetime=is_lifetime)
    is_done = assertion.cue is not None and assertion.cue.rule in _DEEDS
    dates = _own_dates(text, entry, mention, stated, is_done=is_done)
    if dates and dates[-1].end > end:
        # those behind a list that shares them, with what is said beside them
        end = min(entry.end, dates[-1].end + _DATE_GAP)
    cues = [c for c in within(annotations.cues, start, end) if c.scope not in WEAK]
    if assertion.cue is not None and start <= assertion.cue.start < end and assertion.cue not in cues:
        cues.append(assertion.cue)
    roles: list[str | None] = []
    for date in dates:
        said = _beside(text, mention, date, cues)
        role = said or _role(text, date, words) or _column_role(text, entry, date, header) or _cue_role(date, cues)
        roles.append(role or (_joined_role(text, dates[len(roles) - 1], date, roles[-1]) if roles else None))
    if is_done and assertion.status is Status.HELD and assertion.dated and roles.count(_ISSUED) > 1:
        # "passed 2021, let it go, passed again 2025": the last deed counts
        kept = [(d, r) for d, r in zip(dates, roles, strict=True) if r != _ISSUED or d.first == assertion.dated]
        dates, roles = [date for date, _ in kept], [role for _, role in kept]
    if roles[1:2] == [_ISSUED] and roles[0] is None and _VERSION.fullmatch(text, mention.end, dates[0].end):
        dates, roles = dates[1:], roles[1:]
    dating = _assign(dates, roles, is_lifetime=is_lifetime)
    # "a PMP since 2017" is one still
    is_since = any(_SINCE.search(text[max(entry.start, date.start - _ROLE_GAP) : date.start]) for date in dates)
    return replace(dating, is_current=True) if is_since else dating


def _beside(text: str, mention: Mention, date: DateHit, cues: Sequence[CueHit]) -> str | None:
    """Return what a cue right beside a date makes of it: the end, or the day of something that did not come off."""
    for cue in cues:
        gap = text[cue.end : date.start] if cue.end <= date.start else None
        if gap is not None and len(gap) <= _CUE_GAP and not _NOT_A_ROLE_GAP.search(gap) and _SMALL_WORDS.fullmatch(gap):
            if cue.category == Status.EXPIRED:
                return _EXPIRES
            if cue.category in (Status.NOT_HELD, Status.IN_PROGRESS, Status.PLANNED):
                return _NO_AWARD
        # "let it, in 2024, lapse": a date among the words of a sentence that ends in a cue
        is_told = text[date.end : cue.start] == " " and len(_WORDS.findall(text, mention.end, date.start)) > 1
        if cue.category == Status.EXPIRED and is_told:
            return _EXPIRES
    return None


def _joined_role(text: str, before: DateHit, date: DateHit, role: str | None) -> str | None:
    """Return the role of the date before where this one is only another of its kind: "renewed 2023 and 2026"."""
    return role if role == _RENEWED and _JOINED.fullmatch(text, before.end, date.start) else None


def _own_dates(text: str, entry: Entry, mention: Mention, dates: Sequence[DateHit], *, is_done: bool) -> list[DateHit]:
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
    is_leading = (
        is_list_led
        and not re.search(r"[^\W\d_]{3,}", text[start : in_front[0].start])
        and not re.search(r"[^\W\d_]{3,}", between)
    )
    begins = start == entry.start or _CLAUSE.search(text[start : in_front[0].start]) is not None
    words = between.split()
    is_told = begins and len(words) <= (_MORE_WORDS if is_done else _FEW_WORDS) and "".join(words).isalpha()
    is_told |= not words and _SINCE.search(text[start : in_front[0].start]) is not None
    return in_front if is_leading or is_told else []


def _is_led(text: str, entry: Entry) -> bool:
    """Return whether a date leads the entry's first mention, as in "2023: CKA, 2024: CKAD"."""
    first = entry.mentions[0].start
    return re.search(r"\d{4}\W*\Z", text[max(entry.start, first - _FEW_LETTERS) : first]) is not None


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


def _role(text: str, date: DateHit, words: Sequence[WordHit]) -> str | None:
    found: WordHit | None = None
    for word in within(words, date.start - _ROLE_GAP - _LONGEST_ROLE, date.start):
        if not 0 <= date.start - word.end <= _ROLE_GAP:
            continue
        if _NOT_A_ROLE_GAP.search(text[word.end : date.start]) or re.search(r"\d{4}", text[word.end : date.start]):
            continue
        if found is None or _weight(word) > _weight(found):
            found = word
    return found.group if found else None


def _weight(word: WordHit) -> tuple[bool, int, int]:
    """Return what makes one word for a role beat another: "expire" beats the "in" behind it, else the nearer one."""
    return (word.end - word.start >= _WORD_LENGTH, word.end, word.end - word.start)


def _cue_role(date: DateHit, cues: Sequence[CueHit]) -> str | None:
    """Return "expires" for a date behind the words that say it is over: "revoked by choice, 2021"."""
    return _EXPIRES if any(cue.category == Status.EXPIRED and cue.end <= date.start for cue in cues) else None


def header_roles(annotations: Annotations, entry: Entry) -> list[str | None]:
    """Return the roles of the columns, from the header row of the table that the entry is a row of."""
    text = annotations.document.text
    if "|" not in text[entry.start : entry.end]:
        return []
    for sentence in within(annotations.sentences, entry.sentence.section.start, entry.start)[:_HEADER_LINES]:
        row = text[sentence.start : sentence.end]
        is_header = "|" in row and not within(annotations.dates, sentence.start, sentence.end)
        if not is_header or within(annotations.mentions, sentence.start, sentence.end):
            continue
        roles = [
            _cell_role(within(annotations.words, start, end), start, end)
            for start, end in _cells(text, sentence.start, sentence.end)
        ]
        if any(roles):
            return roles
    return []


def _cell_role(words: Iterable[WordHit], start: int, end: int) -> str | None:
    inside = [word.group for word in words if start <= word.start and word.end <= end and word.group in _ROLES]
    return _EXPIRES if _EXPIRES in inside else (inside[0] if inside else None)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    inner = (match.start() for match in _BORDER.finditer(text, start, end))
    cuts = [start, *islice(inner, _MOST_COLUMNS), end]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip(" |")]


def _column_role(text: str, entry: Entry, date: DateHit, header: Sequence[str | None]) -> str | None:
    if not header:
        return None
    for (start, end), role in zip(_cells(text, entry.start, entry.end), header, strict=False):
        if start <= date.start < end:
            return role
    return None


def _assign(dates: Sequence[DateHit], roles: Sequence[str | None], *, is_lifetime: bool) -> Dating:
    issued = expires = renewed = None
    for date, role in zip(dates, roles, strict=True):
        if role == _NO_AWARD:
            continue
        if date.last is not None:
            issued = issued or date.first
            expires = expires or (date.last if date.last != "present" else None)
        elif role == _EXPIRES:
            expires = expires or date.first
        elif role == _RENEWED:
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
