"""What a date of an entry is the day of: by the words and cues beside it, or by the column that it stands in."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from scanner.interpret.scopes import Entry
from scanner.model import Annotations, CueHit, DateHit, Mention, Status, WordHit
from scanner.spans import within

ISSUED, EXPIRES, RENEWED = "date_issued", "date_expires", "date_renewed"
_ROLES = frozenset({ISSUED, EXPIRES, RENEWED})
NEVER_EXPIRES = "date_none"
#: the lists of words that tell what a date is the day of, or that there is none
SAY_A_ROLE = _ROLES | {NEVER_EXPIRES}
#: the role of a date on which nothing was awarded: "failed in 2024"
NO_AWARD = "no_award"
#: how far the word for its role may stand from a date
ROLE_GAP = 14
_CUE_GAP = 10
_WORD_LENGTH = 4
_LONGEST_ROLE = 100
_HEADER_LINES = 8
#: a bound for texts made to hurt: no table has more columns
_MOST_COLUMNS = 50
_BORDER = re.compile(r"\|")
_SMALL_WORDS = re.compile(
    r"[\s(:–—-]*(?:(?:since|in|on|at|as of|seit|am|im|depuis|le|en|desde|el|em|a|by)\s+)?[\s(]*", re.IGNORECASE
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_JOINED = re.compile(r"\s*(?:,|and|und|et|y|e|&|/|and in|und im|et en|y en|e em)\s*", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_NOT_A_ROLE_GAP = re.compile(r"[;|)]|,\s*\w{5,}")


def roles_of(  # noqa: PLR0913, PLR0917  (what stands around the dates)
    text: str,
    entry: Entry,
    mention: Mention,
    dates: Sequence[DateHit],
    words: Sequence[WordHit],
    cues: Sequence[CueHit],
    header: Sequence[str | None],
) -> list[str | None]:
    """Return the role of each date of a mention, None where nothing tells it; `header` are the roles of the columns."""
    roles: list[str | None] = []
    for date in dates:
        said = _beside(text, mention, date, cues)
        role = said or _role(text, date, words) or _column_role(text, entry, date, header) or _cue_role(date, cues)
        roles.append(role or (_joined_role(text, dates[len(roles) - 1], date, roles[-1]) if roles else None))
    return roles


def _beside(text: str, mention: Mention, date: DateHit, cues: Sequence[CueHit]) -> str | None:
    """Return what a cue right beside a date makes of it: the end, or the day of something that did not come off."""
    for cue in cues:
        gap = text[cue.end : date.start] if cue.end <= date.start else None
        if gap is not None and len(gap) <= _CUE_GAP and not _NOT_A_ROLE_GAP.search(gap) and _SMALL_WORDS.fullmatch(gap):
            if cue.category == Status.EXPIRED:
                return EXPIRES
            if cue.category in (Status.NOT_HELD, Status.IN_PROGRESS, Status.PLANNED):
                return NO_AWARD
        # "let it, in 2024, lapse": a date among the words of a sentence that ends in a cue
        is_told = text[date.end : cue.start] == " " and len(_WORDS.findall(text, mention.end, date.start)) > 1
        if cue.category == Status.EXPIRED and is_told:
            return EXPIRES
    return None


def _joined_role(text: str, before: DateHit, date: DateHit, role: str | None) -> str | None:
    """Return the role of the date before where this one is only another of its kind: "renewed 2023 and 2026"."""
    return role if role == RENEWED and _JOINED.fullmatch(text, before.end, date.start) else None


def _role(text: str, date: DateHit, words: Sequence[WordHit]) -> str | None:
    found: WordHit | None = None
    for word in within(words, date.start - ROLE_GAP - _LONGEST_ROLE, date.start):
        if not 0 <= date.start - word.end <= ROLE_GAP:
            continue
        if _NOT_A_ROLE_GAP.search(text[word.end : date.start]) or _YEAR.search(text, word.end, date.start):
            continue
        if found is None or _weight(word) > _weight(found):
            found = word
    return found.group if found else None


def _weight(word: WordHit) -> tuple[bool, int, int]:
    """Return what makes one word for a role beat another: "expire" beats the "in" behind it, else the nearer one."""
    return (word.end - word.start >= _WORD_LENGTH, word.end, word.end - word.start)


def _cue_role(date: DateHit, cues: Sequence[CueHit]) -> str | None:
    """Return "expires" for a date behind the words that say it is over: "revoked by choice, 2021"."""
    return EXPIRES if any(cue.category == Status.EXPIRED and cue.end <= date.start for cue in cues) else None


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
    return EXPIRES if EXPIRES in inside else (inside[0] if inside else None)


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
