"""What is told of a credential in words that no cue knows: a status composed of the kinds of its words.

A cue is a phrase that somebody wrote down; people write others. Here each word says only what kind of thing it tells
(won, studied, booked, wished for, over, kept up, come to nothing), a negation turns it, a wish or a "will" in front
governs it, and the last that happened decides: "had it until 2021, then let it slide", "haven't opened the book".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scanner.interpret.scopes import WEAK, Entry, is_coordinated, is_joint
from scanner.model import Annotations, CueHit, Mention, Section, Status, WordHit
from scanner.spans import longest, overlaps, within

_PSEUDO = "pseudo"
_RULE = "phrases.yaml:"
_NOT = "negation"
_NEGATION = frozenset({_NOT, "tells_not"})
_MONTH = "month_"
#: how far what is told of a mention may stand from it, and a negation or a wish from what it turns
_FAR = 160
_MOST_WORDS = 6
#: so far in may the word stand that a cell of a table says
_CELL_LEAD = 8
_PARTED = re.compile(r"[.,;:|()\[\]\n!?–—]|\b(?:and|but|und|aber|et|mais|y|pero|e|mas)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"[;|\n!?]|(?<![.\s])[.,](?=\s)|\s[–—-]\s|\s[·•▪]\s|\s//?\s|\b(?:and|but|und|aber|et|mais|pero|mas)\b|[()]"
)
_HARD = re.compile(r"[;|\n!?]|\.\s|\s[·•▪]\s|\s//?\s|\t")
_WORD = re.compile(r"[\w'’]+")
#: behind the last word of a clause
_ANSWERED = re.compile(r"[.!;)]*\s*\Z|[.,!;)]\s")
_BLANK = re.compile(r"\n\s*\n")
_BRACKET = re.compile(r"[^\S\n]*\([^()\n]*\)")
#: letters of a number: "ID EX-0001", "TEST-7"
_CODE = re.compile(r"[\d-]")
_NUMBERED = re.compile(r"[.:]?[ ]?(?=\w*[\d-])\w")
_OWN = re.compile(r"\b(?:i|my|ich|je|j|mon|ma|yo|mi|eu|minha|meu)\b", re.IGNORECASE)
#: sections that list awards: whoever else is named in front of a name there, it is the candidate's
_LISTS = frozenset({"certifications", "skills", "education", "courses"})
#: sections whose headings say something of what stands under them; "Past positions" says nothing of a certificate
_TELLING = frozenset({"certifications", "courses", "goals", "other"})


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


_TELLING_GROUPS = _NEGATION | {kind.value for kind in Tells}
_UNDOING = _NEGATION | {Tells.OVER.value, Tells.FORMER.value, Tells.FAILED.value}
_GOVERNING = frozenset({Tells.WISH, Tells.AHEAD, Tells.OVER, Tells.FAILED})
_GOVERNED = frozenset({Tells.WON, Tells.HAS, Tells.ATTEMPT, Tells.STUDY, Tells.EXAM, Tells.BOOKED, Tells.AGAIN})
#: what a negation makes of a kind: "not renewed" is over, "no plans" came to nothing
_TURNED = {Tells.KEPT: Tells.OVER, Tells.OVER: Tells.KEPT, Tells.WISH: Tells.FAILED, Tells.AGAIN: Tells.OVER}
#: not to have passed, booked or sat it says little while one is at work on it
_UNDONE = frozenset({Tells.WON, Tells.HAS, Tells.ATTEMPT, Tells.EXAM, Tells.BOOKED, Tells.STUDY, Tells.AHEAD})
_SAID = frozenset(Status)
_STATUS = {
    Tells.OVER: Status.EXPIRED,
    Tells.FAILED: Status.NOT_HELD,
    Tells.WON: Status.HELD,
    Tells.KEPT: Status.HELD,
    Tells.STUDY: Status.IN_PROGRESS,
    Tells.BOOKED: Status.IN_PROGRESS,
    Tells.AGAIN: Status.IN_PROGRESS,
}


#: the rule of a status composed of words that say that it is kept up
KEPT_RULE = f"{_RULE}{Tells.KEPT}"


@dataclass(frozen=True, slots=True)
class _Told:
    """A word and what it tells; `undone`: a negation stands before it, and it has no opposite of its own."""

    start: int
    end: int
    tells: Tells
    undone: bool = False


def told_of(annotations: Annotations, entry: Entry, mention: Mention) -> CueHit | None:
    """Return what the words around a mention tell of it as a cue that no list holds; None: they tell nothing."""
    if not _telling_words(annotations, entry.start, entry.end):
        return None
    front, behind = _front(annotations, entry, mention), _behind(annotations, entry, mention)
    before, after = _tales(annotations, *front), _tales(annotations, *behind)
    before = [replace(one, tells=Tells.OVER) if one.tells is Tells.FORMER else one for one in before]
    after = [one for one in after if _is_of_its_cell(annotations.document.text, behind[0], one)]
    if entry.sentence.section.kind not in _LISTS:
        other = _somebody_else(annotations.document.text, mention, before, after)
        if other is not None:
            return _cue(other, Status.NOT_HELD, scope="sentence")
    return _judged([*before, *after]) or _denied(annotations, front[0], mention)


def may_undo(annotations: Annotations, entry: Entry) -> bool:
    """Return whether any word of an entry may tell that something is over, or came to nothing."""
    return any(word.group in _UNDOING for word in within(annotations.words, entry.start, entry.end))


def _denied(annotations: Annotations, start: int, mention: Mention) -> CueHit | None:
    """Return the negation that leads to a name of which nothing else is told: "what I cannot offer is a CISSP"."""
    text = annotations.document.text
    said = [word for word in within(annotations.words, start, mention.start) if word.group == _NOT]
    if not said or not _leads(text, said[-1].end, mention.start):
        return None
    return _cue(_Told(said[-1].start, said[-1].end, Tells.FAILED), Status.NOT_HELD)


def _is_of_its_cell(text: str, start: int, told: _Told) -> bool:
    """Return whether a word stands in the mention's own cell, or begins another: beside a column runs another text."""
    border = text.rfind("|", start, told.start)
    return border < 0 or len(text[border + 1 : told.start].strip()) <= _CELL_LEAD


def told_by_heading(annotations: Annotations, section: Section) -> CueHit | None:
    """Return what a section's heading tells of all that stands under it: "Things I let slide"."""
    if section.kind not in _TELLING or not _telling_words(annotations, section.start, section.body):
        return None
    told = _tales(annotations, section.start, section.body, of_exams=False)
    told = [replace(one, tells=Tells.OVER) if one.tells is Tells.FORMER else one for one in told]
    # a heading tells no story: "Museum (all of it inactive, kept for the fun)"
    first = next((index for index, one in enumerate(told) if one.undone or one.tells in _STATUS), len(told))
    return _judged(told[: first + 1])


def _cue(told: _Told, status: Status, *, scope: str = "clause") -> CueHit:
    return CueHit(told.start, told.end, status, "both", scope, f"{_RULE}{told.tells}")


def is_told(cue: CueHit | None) -> bool:
    """Return whether a cue was composed here."""
    return cue is not None and cue.rule.startswith(_RULE)


def told_in(annotations: Annotations, start: int, end: int) -> CueHit | None:
    """Return what a stretch tells of the credential that it is about, whatever that is: "lapsed", "in progress"."""
    cues = [cue for cue in within(annotations.cues, start, end) if cue.category in _SAID and cue.scope not in WEAK]
    return cues[0] if cues else _judged(_tales(annotations, start, end))


# --- which words: those of the mention's own clause ---


def _front(annotations: Annotations, entry: Entry, mention: Mention) -> tuple[int, int]:
    """Return the stretch in front of a mention, or of the list that it is an item of, that speaks of it."""
    text = annotations.document.text
    first = mention
    for other in reversed(within(entry.mentions, entry.start, mention.start)):
        if other.end > first.start or not is_coordinated(text, other, first):
            break
        first = other
    start, end = entry.before(first)
    if start > entry.start:
        # what stands right behind another name, before a comma and in brackets, speaks of that one
        bracket = _BRACKET.match(text, start, end)
        start = bracket.end() if bracket else start
        cut = _SEPARATOR.search(text, start, end)
        start = cut.end() if cut else (start if bracket else end)
    hard = [match.end() for match in _HARD.finditer(text, max(start, end - _FAR), end)]
    return max(start, end - _FAR, *hard[-1:]), end


def _behind(annotations: Annotations, entry: Entry, mention: Mention) -> tuple[int, int]:
    """Return the stretch behind a mention that speaks of it; behind the last of a joint list it speaks of all."""
    text = annotations.document.text
    last = mention
    for other in within(entry.mentions, mention.end, entry.end):
        if other.ref != last.ref and not is_coordinated(text, last, other):
            break
        last = other
    if last is not mention and not is_joint(text, mention.end, min(last.end + _FAR, entry.end)):
        last = mention
    start, end = last.end, entry.region(last)[1]
    if end < entry.end:
        cuts = [match.start() for match in _SEPARATOR.finditer(text, start, end)]
        end = cuts[-1] if cuts else end
    blank = _BLANK.search(text, start, end)
    return start, min(blank.start() if blank else end, start + _FAR)


def _tales(annotations: Annotations, start: int, end: int, *, of_exams: bool = True) -> list[_Told]:
    """Return the words of a stretch that tell something, in order, turned where negated, without the governed ones."""
    words = _telling_words(annotations, start, end)
    if not words:
        return []
    text = annotations.document.text
    telling = longest(word for word in _in_use(annotations, words, start, end) if not _is_code(text, word))
    negations = [word for word in telling if word.group in _NEGATION]
    told = [_turned(text, word, negations) for word in telling if word.group not in _NEGATION]
    if negations and negations[-1].group == _NOT and _ANSWERED.match(text, negations[-1].end, end):
        told = _negated_at_last(negations[-1], told)
    exam = _exam_ahead(annotations, start, end, told) if of_exams else None
    return [*_composed(text, told), *([exam] if exam else [])]


def _telling_words(annotations: Annotations, start: int, end: int) -> list[WordHit]:
    return [word for word in within(annotations.words, start, end) if word.group in _TELLING_GROUPS]


def _in_use(annotations: Annotations, words: Iterable[WordHit], start: int, end: int) -> list[WordHit]:
    """Leave out the words that reach over a stretch, and those of a phrase that only looks like a cue."""
    idle = [cue for cue in within(annotations.cues, start, end) if cue.category == _PSEUDO]
    return [word for word in words if word.end <= end and not overlaps(idle, word.start, word.end)]


def _is_code(text: str, word: WordHit) -> bool:
    """Return whether a word is a part of a number, or leads to one: "ID EX-0001", "No. 7"."""
    if _NUMBERED.match(text, word.end) and word.group in _NEGATION:
        return True
    is_capital = text[word.start : word.end].isupper()
    return is_capital and _CODE.search(text[word.start - 1 : word.start] + text[word.end : word.end + 1]) is not None


def _turned(text: str, word: WordHit, negations: Iterable[WordHit]) -> _Told:
    tells = Tells(word.group)
    if not any(_leads(text, negation.end, word.start) for negation in negations):
        return _Told(word.start, word.end, tells)
    turned = _TURNED.get(tells)
    return _Told(word.start, word.end, turned or tells, undone=turned is None)


def _negated_at_last(negation: WordHit, told: list[_Told]) -> list[_Told]:
    """Return what is told where a negation ends it: "am I certified: I am not", "verlängert habe ich sie nicht"."""
    if told and told[-1].start > negation.start:
        return told
    turned = _TURNED.get(told[-1].tells, Tells.FAILED) if told else Tells.FAILED
    return [*told[:-1], _Told(negation.start, negation.end, turned)]


def _leads(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is short and of one clause, so that what stands before it governs what stands behind."""
    return (
        end - start >= 0 and not _PARTED.search(text, start, end) and len(_WORD.findall(text, start, end)) < _MOST_WORDS
    )


def _exam_ahead(annotations: Annotations, start: int, end: int, told: Sequence[_Told]) -> _Told | None:
    """Return the exam that is to come where a month or a word ahead stands beside it: "test in the new year"."""
    exams = [one for one in told if one.tells is Tells.EXAM and not one.undone]
    if not exams:
        return None
    text = annotations.document.text
    months = (word for word in within(annotations.words, start, end) if word.group.startswith(_MONTH))
    ahead = [(month.start, month.end) for month in _in_use(annotations, months, start, end)]
    ahead += [(one.start, one.end) for one in told if one.tells is Tells.AHEAD and not one.undone]
    for one in exams:
        if any(_leads(text, one.end, first) or _leads(text, last, one.start) for first, last in ahead):
            return replace(one, tells=Tells.BOOKED)
    return None


def _composed(text: str, told: Sequence[_Told]) -> Iterator[_Told]:
    """Yield what remains when wishes and "will" have taken what they govern."""
    governor: _Told | None = None
    for one in told:
        if governor is not None and not one.undone and _leads(text, governor.end, one.start):
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


# --- what they come to ---


def _judged(told: Sequence[_Told]) -> CueHit | None:
    """Return the last that happened; with nothing done a wish; with nothing at all that it was not done."""
    done = [one for one in told if one.tells in _STATUS and not one.undone]
    wish = next((one for one in told if one.tells is Tells.WISH and not one.undone), None)
    undone = next((one for one in told if one.undone and one.tells in _UNDONE), None)
    work = [one for one in done if one.tells in (Tells.STUDY, Tells.BOOKED, Tells.AGAIN)]
    if undone is not None and all(one in work or one.tells in (Tells.WON, Tells.KEPT) for one in done):
        if work:
            return _cue(work[-1], Status.IN_PROGRESS)
        return _cue(wish, Status.PLANNED) if wish is not None else _cue(undone, Status.NOT_HELD)
    if done:
        last = max(_facts(done), key=lambda one: one.start)
        return _cue(last, _STATUS[last.tells])
    return _cue(wish, Status.PLANNED) if wish is not None else None


def _facts(done: Sequence[_Told]) -> Sequence[_Told]:
    """Return what happened without what goes back on it: what ran out was not failed, what failed is not kept up."""
    kinds = {one.tells for one in done}
    void = Tells.FAILED if Tells.OVER in kinds else Tells.KEPT if Tells.FAILED in kinds else None
    return [one for one in done if one.tells is not void]


def _somebody_else(text: str, mention: Mention, before: Sequence[_Told], after: Sequence[_Told]) -> _Told | None:
    """Return the word in front of a mention that makes it somebody else's: "eleven of them passed"."""
    others = [one for one in before if one.tells in (Tells.OTHERS, Tells.TEACHING) and not one.undone]
    if not others or _OWN.search(text, others[-1].end, mention.start):
        return None
    return None if any(one.tells in _STATUS for one in after) else others[-1]
