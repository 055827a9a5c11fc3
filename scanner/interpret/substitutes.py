"""What does instead of a credential: an equivalent, one to be obtained later, a degree, experience."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scanner.interpret.grouping import Group
from scanner.interpret.joints import ends_in_or, is_led_by_or
from scanner.interpret.passage import Passage
from scanner.interpret.scopes import REACH
from scanner.model import CueHit, WordHit
from scanner.spans import within

_BEHIND = 60
#: cues no further apart are one phrase: "within six months of hire"
_ONE_PHRASE = 12
_LONGEST_ALTERNATIVE = 120
_MOST_WORDS = 12
_PARTING = re.compile(r"[;:]|\n\s*\n")
_OTHER_NAME = re.compile(r",\s+[A-Z]{3,}[\w-]*\s*\Z")
_GOES_ON = re.compile(r";(?=\s*(?:or|oder|ou|o)\b)", re.IGNORECASE)
_NOUNS = {"degree": "degree_noun", "experience": "experience_noun"}


@dataclass(frozen=True, slots=True)
class Substitutes:
    """What a posting takes instead of a group; `alternative` is "degree", "experience" or None."""

    or_equivalent: bool
    obtainable: bool
    alternative: str | None


def substitutes_of(passage: Passage, group: Group) -> Substitutes:
    """Return what does instead of a group; the other groups of its sentence may have their own."""
    passage = passage.near(group.start - REACH, group.end + REACH)
    alternative = next((name for name in _NOUNS if _stands_instead(passage, name, group)), None)
    is_open = alternative != "experience" and _is_behind(passage.cues, "or_equivalent", group)
    return Substitutes(
        or_equivalent=group.is_open or is_open,
        obtainable=any(
            _nearest(passage, stretch) == group.run_start for stretch in _stretches(passage.cues, "obtainable")
        ),
        alternative=alternative,
    )


def _is_behind(cues: Sequence[CueHit], category: str, group: Group) -> bool:
    return any(c.category == category and -1 <= c.start - group.run_end <= _BEHIND for c in cues)


def _stretches(cues: Sequence[CueHit], category: str) -> list[tuple[int, int]]:
    """Return the stretches of the cues of a category; those that make one phrase are one."""
    found: list[tuple[int, int]] = []
    for cue in cues:
        if cue.category != category:
            continue
        if found and cue.start - found[-1][1] <= _ONE_PHRASE:
            found[-1] = (found[-1][0], cue.end)
        else:
            found.append((cue.start, cue.end))
    return found


def _nearest(passage: Passage, stretch: tuple[int, int]) -> int | None:
    """Return the start of the list that a phrase is nearest to, in its own clause where that has one."""
    start, end = stretch
    away = {g.run_start: max(start - g.run_end, g.run_start - end, 0) for g in passage.groups}
    between = {g.run_start: passage.text[min(end, g.run_end) : max(start, g.run_start)] for g in passage.groups}
    own = {run: away[run] for run, text in between.items() if not _PARTING.search(text)}
    # "IAT II at the start, CSSP-Analyst within six months" speaks of a name that nobody knows.
    own = {run: way for run, way in own.items() if run > start or not _OTHER_NAME.search(between[run])}
    if not own and any(_OTHER_NAME.search(text) for run, text in between.items() if run < start):
        return None
    # "A+ required within six months, Net+ is nice": a comma parts where the phrase stands right beside another.
    beside = {run: way for run, way in own.items() if "," not in between[run] and run < start}
    candidates = beside or own or away
    return min(candidates, key=lambda run: (candidates[run], run)) if candidates else None


def _stands_instead(passage: Passage, name: str, group: Group) -> bool:
    """Return whether "or" joins a degree, or experience, to the group, or a cue says that it does instead."""
    if name == "experience" and _is_behind(passage.cues, name, group):
        return True
    if any(_is_tied(passage, noun, group) for noun in _nouns(passage.words, _NOUNS[name])):
        return True
    cues = [cue for cue in passage.cues if not _is_joined(cue, passage.words)]
    return name == "degree" and any(_nearest(passage, stretch) == group.run_start for stretch in _stretches(cues, name))


def _is_tied(passage: Passage, noun: WordHit, group: Group) -> bool:
    """Return whether "or" ties a noun to a list, with no other list and no end of a clause between."""
    is_before = noun.end <= group.run_start
    start, end = (noun.end, group.run_start) if is_before else (group.run_end, noun.start)
    between = passage.text[start:end]
    if start > end or len(between) > _LONGEST_ALTERNATIVE or len(between.split()) > _MOST_WORDS:
        return False
    # "A+ or Network+; or a degree": what "or" goes on with is no other clause.
    has_other = any(start < edge < end for g in passage.groups for edge in (g.run_start, g.run_end))
    if has_other or _PARTING.search(_GOES_ON.sub("", between)):
        return False
    return (is_led_by_or if is_before else ends_in_or)(passage.text, start, end, passage.words)


def _nouns(words: Sequence[WordHit], group: str) -> Iterator[WordHit]:
    """Yield the nouns of a list, the longest of those that overlap."""
    found = [word for word in words if word.group == group]
    yield from found[:1]
    yield from (b for a, b in pairwise(found) if b.start >= a.end)


def _is_joined(cue: CueHit, words: Sequence[WordHit]) -> bool:
    """Return whether a cue holds the "or" that must join it: "a degree or"; "in lieu of a degree" needs none."""
    return any(word.group == "or" and word.end <= cue.end for word in within(words, cue.start, cue.end))
