"""What is told of a credential in words that no cue knows: a status composed of the kinds of its words.

A cue is a phrase that somebody wrote down; people write others. Here each word says only what kind of thing it tells
(won, studied, booked, wished for, over, kept up, come to nothing), a negation turns it, a wish or a "will" in front
governs it, and the last that happened decides: "had it until 2021, then let it slide", "haven't opened the book".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from scanner.interpret.clause import behind, in_front_of
from scanner.interpret.scopes import WEAK, Entry
from scanner.interpret.tales import NEGATION, NEGATIONS, Tells, Told, leads, tales, telling_words
from scanner.model import Annotations, CueHit, Mention, Section, Status
from scanner.spans import within

_RULE = "phrases.yaml:"
#: so far in may the word stand that a cell of a table says
_CELL_LEAD = 8
_OWN = re.compile(r"\b(?:i|my|ich|je|j|mon|ma|yo|mi|eu|minha|meu)\b", re.IGNORECASE)
#: sections that list awards: whoever else is named in front of a name there, it is the candidate's
_LISTS = frozenset({"certifications", "skills", "education", "courses"})
#: sections whose headings say something of what stands under them; "Past positions" says nothing of a certificate
_TELLING = frozenset({"certifications", "courses", "goals", "other"})
_UNDOING = NEGATIONS | {Tells.OVER.value, Tells.FORMER.value, Tells.FAILED.value}
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


def told_of(annotations: Annotations, entry: Entry, mention: Mention) -> CueHit | None:
    """Return what the words around a mention tell of it as a cue that no list holds; None: they tell nothing."""
    if not telling_words(annotations, entry.start, entry.end):
        return None
    front, back = in_front_of(annotations, entry, mention), behind(annotations, entry, mention)
    before, after = tales(annotations, *front), tales(annotations, *back)
    before = [replace(one, tells=Tells.OVER) if one.tells is Tells.FORMER else one for one in before]
    after = [one for one in after if _is_of_its_cell(annotations.document.text, back[0], one)]
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
    said = [word for word in within(annotations.words, start, mention.start) if word.group == NEGATION]
    if not said or not leads(text, said[-1].end, mention.start):
        return None
    return _cue(Told(said[-1].start, said[-1].end, Tells.FAILED), Status.NOT_HELD)


def _is_of_its_cell(text: str, start: int, told: Told) -> bool:
    """Return whether a word stands in the mention's own cell, or begins another: beside a column runs another text."""
    border = text.rfind("|", start, told.start)
    return border < 0 or len(text[border + 1 : told.start].strip()) <= _CELL_LEAD


def told_by_heading(annotations: Annotations, section: Section) -> CueHit | None:
    """Return what a section's heading tells of all that stands under it: "Things I let slide"."""
    if section.kind not in _TELLING or not telling_words(annotations, section.start, section.body):
        return None
    told = tales(annotations, section.start, section.body, of_exams=False)
    told = [replace(one, tells=Tells.OVER) if one.tells is Tells.FORMER else one for one in told]
    # a heading tells no story: "Museum (all of it inactive, kept for the fun)"
    first = next((index for index, one in enumerate(told) if one.undone or one.tells in _STATUS), len(told))
    return _judged(told[: first + 1])


def _cue(told: Told, status: Status, *, scope: str = "clause") -> CueHit:
    return CueHit(told.start, told.end, status, "both", scope, f"{_RULE}{told.tells}")


def is_told(cue: CueHit | None) -> bool:
    """Return whether a cue was composed here."""
    return cue is not None and cue.rule.startswith(_RULE)


def told_in(annotations: Annotations, start: int, end: int) -> CueHit | None:
    """Return what a stretch tells of the credential that it is about, whatever that is: "lapsed", "in progress"."""
    cues = [cue for cue in within(annotations.cues, start, end) if cue.category in _SAID and cue.scope not in WEAK]
    return cues[0] if cues else _judged(tales(annotations, start, end))


def _judged(told: Sequence[Told]) -> CueHit | None:
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


def _facts(done: Sequence[Told]) -> Sequence[Told]:
    """Return what happened without what goes back on it: what ran out was not failed, what failed is not kept up."""
    kinds = {one.tells for one in done}
    void = Tells.FAILED if Tells.OVER in kinds else Tells.KEPT if Tells.FAILED in kinds else None
    return [one for one in done if one.tells is not void]


def _somebody_else(text: str, mention: Mention, before: Sequence[Told], after: Sequence[Told]) -> Told | None:
    """Return the word in front of a mention that makes it somebody else's: "eleven of them passed"."""
    others = [one for one in before if one.tells in (Tells.OTHERS, Tells.TEACHING) and not one.undone]
    if not others or _OWN.search(text, others[-1].end, mention.start):
        return None
    return None if any(one.tells in _STATUS for one in after) else others[-1]
