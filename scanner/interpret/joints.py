"""How what stands between two names joins them: "A or B", "A, B and C", or nothing that a list would have."""

import re
from collections.abc import Sequence
from enum import StrEnum

from scanner.model import WordHit
from scanner.spans import within

#: two names further apart are in no list, whatever stands between
_FARTHEST = 400
_LISTED = frozenset(
    {
        "or",
        "and",
        "such_as",
        "certification_noun",
        "certified",
        "credential_state",
        "filler",
        "any_adjective",
        "noun_preposition",
        "one_of",
        "issuer",
    }
)
_CONJUNCTIONS = frozenset({"or", "and"})
# What may stand between two names of one list without parting them.
_NOISE = re.compile(
    r"certifi\w*|certs?\b|credentials?|zertifi\w*|certif\w*|exams?|licen[cs]e\w*|the\b|an?\b|level|either|both|your|valid|"
    r"current|active|issued by|von\b|de\b|der\b|die\b|das\b|eine?[mnrs]?\b|une?\b|una\b|"
    r"uma?\b|le\b|la\b|el\b|its successor|\w+['’]s\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s\"'“”‘’®™*_.:()\[\]–—-]+")
_BRACKET = re.compile(r"\([^()]*\)")
# A name that nobody knows, between the commas of a list: "OSCP, PNPT or GPEN".
_UNKNOWN = re.compile(
    r"(?:^|[,/;|]| {2,})[ \t]*[A-Z][\w+&.-]{1,19}(?: [A-Z\d][\w+&.-]{0,19}){0,2}(?=[ \t]*(?:[,/;|]| {2,}|$))"
)


class Joint(StrEnum):
    """How a name is joined to the one before it."""

    START = "start"
    OR = "or"
    AND = "and"
    SLASH = "slash"
    COMMA = "comma"
    #: nothing at all between, or a bracket without a blank: a line break that an export has lost
    LINE = "line"
    SEMICOLON = "semicolon"
    #: "A; B; or C"
    SEMICOLON_OR = "semicolon or"
    #: a name and its code: "Azure Administrator Associate (AZ-104)"
    SAME = "same"
    FAR = "far"


def joint_between(text: str, start: int, end: int, words: Sequence[WordHit]) -> Joint:
    """Return how two names are joined by what stands between them; FAR: they are in no list."""
    between = text[start:end]
    is_run_together = between in {"", ")"}
    if is_run_together or "\n\n" in between or not is_bare(text, start, end, words):
        return Joint.LINE if is_run_together else Joint.FAR
    inside = [word for word in within(words, start, end) if word.end <= end]
    if any(word.group == "or" for word in inside):
        return Joint.SEMICOLON_OR if ";" in between else Joint.OR
    if ";" in between:
        return Joint.SEMICOLON
    if "/" in between:
        return Joint.SLASH
    if any(word.group == "and" for word in inside) or "&" in between or "+" in between:
        return Joint.AND
    return Joint.COMMA


def ends_in_or(text: str, start: int, end: int, words: Sequence[WordHit]) -> bool:
    """Return whether a list goes on with "or": behind it stands "or", or a name that nobody knows and then "or"."""
    return any(word.group == "or" and is_bare(text, start, word.start, words) for word in within(words, start, end))


def is_led_by_or(text: str, start: int, end: int, words: Sequence[WordHit]) -> bool:
    """Return whether "or" leads from a stretch straight to what stands behind it: "a degree in law, or the CIPP/E"."""
    inside = [word for word in within(words, start, end) if word.group == "or" and word.end <= end]
    return any(is_bare(text, word.end, end, words) for word in inside)


def is_bare(text: str, start: int, end: int, words: Sequence[WordHit]) -> bool:
    """Return whether nothing stands in a stretch but what a list of credentials has between its names."""
    if end - start > _FARTHEST:
        return False
    rest = _blank(_BRACKET, text[start:end])
    inside = sorted((w for w in within(words, start, end) if w.end <= end), key=lambda w: w.start - w.end)
    listed = [w for w in inside if w.group in _LISTED or w.group.startswith("level_")]
    bare = _without(rest, listed, start)
    if _is_empty(bare) or _is_empty(_blank(_UNKNOWN, bare)):
        return True
    # "PMP, IPMA Level C or PRINCE2": a name that nobody knows may hold a word that lists have.
    unnamed = _blank(_UNKNOWN, _without(rest, [w for w in listed if w.group in _CONJUNCTIONS], start))
    return _is_empty(_without(unnamed, listed, start))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _without(rest: str, words: Sequence[WordHit], start: int) -> str:
    """Return a stretch that begins at `start` with blanks in place of words."""
    for word in words:
        rest = rest[: word.start - start] + " " * (word.end - word.start) + rest[word.end - start :]
    return rest


def _is_empty(rest: str) -> bool:
    return not _SIGNS.sub("", _NOISE.sub("", rest)).strip(",;/&+|>·•")
