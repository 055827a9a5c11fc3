"""What single words tell of a credential: each one thing, turned by a negation, governed by a wish or a "will"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scanner.model import Annotations, WordHit
from scanner.spans import longest, overlaps, within

_PSEUDO = "pseudo"
NEGATION = "negation"
NEGATIONS = frozenset({NEGATION, "tells_not"})
_MONTH = "month_"
#: how many words may part a negation or a wish from what it turns
_MOST_WORDS = 6
_PARTED = re.compile(r"[.,;:|()\[\]\n!?–—]|\b(?:and|but|und|aber|et|mais|y|pero|e|mas)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")
#: behind the last word of a clause
_ANSWERED = re.compile(r"[.!;)]*\s*\Z|[.,!;)]\s")
#: letters of a number: "ID EX-0001", "TEST-7"
_CODE = re.compile(r"[\d-]")
_NUMBERED = re.compile(r"[.:]?[ ]?(?=\w*[\d-])\w")


class Tells(StrEnum):
    """The kinds of words that tell something of a credential; the values are the lists of `phrases.yaml`."""

    WON = "tells_won"
    HAS = "tells_has"
    ATTEMPT = "tells_attempt"
    STUDY = "tells_study"
    BOOKED = "tells_booked"
    EXAM = "tells_exam"
    AHEAD = "tells_ahead"
    WISH = "tells_wish"
    OVER = "tells_over"
    FORMER = "tells_former"
    KEPT = "tells_kept"
    FAILED = "tells_failed"
    AGAIN = "tells_again"
    OTHERS = "tells_others"
    TEACHING = "tells_teaching"


_TELLING_GROUPS = NEGATIONS | {kind.value for kind in Tells}
_GOVERNING = frozenset({Tells.WISH, Tells.AHEAD, Tells.OVER, Tells.FAILED})
_GOVERNED = frozenset({Tells.WON, Tells.HAS, Tells.ATTEMPT, Tells.STUDY, Tells.EXAM, Tells.BOOKED, Tells.AGAIN})
#: what a negation makes of a kind: "not renewed" is over, "no plans" came to nothing
_TURNED = {Tells.KEPT: Tells.OVER, Tells.OVER: Tells.KEPT, Tells.WISH: Tells.FAILED, Tells.AGAIN: Tells.OVER}


@dataclass(frozen=True, slots=True)
class Told:
    """A word and what it tells; `undone`: a negation stands before it, and it has no opposite of its own."""

    start: int
    end: int
    tells: Tells
    undone: bool = False


def tales(annotations: Annotations, start: int, end: int, *, of_exams: bool = True) -> list[Told]:
    """Return the words of a stretch that tell something, in order, turned where negated, without the governed ones."""
    words = telling_words(annotations, start, end)
    if not words:
        return []
    text = annotations.document.text
    telling = longest(word for word in _in_use(annotations, words, start, end) if not _is_code(text, word))
    negations = [word for word in telling if word.group in NEGATIONS]
    told = [_turned(text, word, negations) for word in telling if word.group not in NEGATIONS]
    if negations and negations[-1].group == NEGATION and _ANSWERED.match(text, negations[-1].end, end):
        told = _negated_at_last(negations[-1], told)
    exam = _exam_ahead(annotations, start, end, told) if of_exams else None
    return [*_composed(text, told), *([exam] if exam else [])]


def telling_words(annotations: Annotations, start: int, end: int) -> list[WordHit]:
    """Return the words of a stretch that may tell something, a negation included."""
    return [word for word in within(annotations.words, start, end) if word.group in _TELLING_GROUPS]


def _in_use(annotations: Annotations, words: Iterable[WordHit], start: int, end: int) -> list[WordHit]:
    """Leave out the words that reach over a stretch, and those of a phrase that only looks like a cue."""
    idle = [cue for cue in within(annotations.cues, start, end) if cue.category == _PSEUDO]
    return [word for word in words if word.end <= end and not overlaps(idle, word.start, word.end)]


def _is_code(text: str, word: WordHit) -> bool:
    """Return whether a word is a part of a number, or leads to one: "ID EX-0001", "No. 7"."""
    if _NUMBERED.match(text, word.end) and word.group in NEGATIONS:
        return True
    is_capital = text[word.start : word.end].isupper()
    return is_capital and _CODE.search(text[word.start - 1 : word.start] + text[word.end : word.end + 1]) is not None


def _turned(text: str, word: WordHit, negations: Iterable[WordHit]) -> Told:
    tells = Tells(word.group)
    if not any(leads(text, negation.end, word.start) for negation in negations):
        return Told(word.start, word.end, tells)
    turned = _TURNED.get(tells)
    return Told(word.start, word.end, turned or tells, undone=turned is None)


def _negated_at_last(negation: WordHit, told: list[Told]) -> list[Told]:
    """Return what is told where a negation ends it: "am I certified: I am not", "verlängert habe ich sie nicht"."""
    if told and told[-1].start > negation.start:
        return told
    turned = _TURNED.get(told[-1].tells, Tells.FAILED) if told else Tells.FAILED
    return [*told[:-1], Told(negation.start, negation.end, turned)]


def leads(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is short and of one clause, so that what stands before it governs what stands behind."""
    return (
        end - start >= 0 and not _PARTED.search(text, start, end) and len(_WORD.findall(text, start, end)) < _MOST_WORDS
    )


def _exam_ahead(annotations: Annotations, start: int, end: int, told: Sequence[Told]) -> Told | None:
    """Return the exam that is to come where a month or a word ahead stands beside it: "test in the new year"."""
    exams = [one for one in told if one.tells is Tells.EXAM and not one.undone]
    if not exams:
        return None
    text = annotations.document.text
    months = (word for word in within(annotations.words, start, end) if word.group.startswith(_MONTH))
    ahead = [(month.start, month.end) for month in _in_use(annotations, months, start, end)]
    ahead += [(one.start, one.end) for one in told if one.tells is Tells.AHEAD and not one.undone]
    for one in exams:
        if any(leads(text, one.end, first) or leads(text, last, one.start) for first, last in ahead):
            return replace(one, tells=Tells.BOOKED)
    return None


def _composed(text: str, told: Sequence[Told]) -> Iterator[Told]:
    """Yield what remains when wishes and "will" have taken what they govern."""
    governor: Told | None = None
    for one in told:
        if governor is not None and not one.undone and leads(text, governor.end, one.start):
            if one.tells is Tells.KEPT and governor.tells in (Tells.WISH, Tells.AHEAD):
                yield one  # "plan to renew it": it is kept up
                continue
            if one.tells in _GOVERNED or one.tells is Tells.KEPT:
                if governor.tells is Tells.AHEAD:
                    kind = Tells.WISH if one.tells is Tells.STUDY else Tells.BOOKED
                    yield replace(one, tells=kind)
                continue
        if one.tells in _GOVERNING and not one.undone:
            governor = one
        yield one
