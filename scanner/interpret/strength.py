"""How strongly a posting asks: the nearer cue wins, a softener beats a demand, the heading speaks last.

The order is that of the design's semantics: word, clause, list item, heading, section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scanner.interpret.grouping import Group
from scanner.model import CueHit, Sentence, Strength

#: of the cues that reach a group equally near, the first of these decides
_RANK = ("preferred", "not_required", "no_requirement", "required")
_STRENGTHS = {s.value: s for s in Strength}
_ADJACENT = 24
_BREAK = re.compile(r";|\.\s|\n\s*\n")
#: sections that describe the work or the employer: what is named there is not asked for
_DESCRIBING = frozenset({"benefits", "about", "process", "responsibilities", "stack"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A strength, the cue or the rule that decided; strength None: the posting does not ask for it at all."""

    strength: Strength | None
    cue: CueHit | None = None
    rule: str | None = None


def judge(text: str, sentence: Sentence, group: Group, groups: Sequence[Group], cues: Sequence[CueHit]) -> Demand:
    """Return how strongly a sentence asks for a group."""
    inside = [c for c in cues if sentence.start <= c.start and c.end <= sentence.end and c.category in _RANK]
    reaching = [cue for cue in inside if _reaches(text, group, groups, cue)]
    for category in _RANK:
        fitting = [cue for cue in reaching if cue.category == category]
        if fitting:
            cue = min(fitting, key=lambda cue: (_distance(group, cue), cue.start))
            return Demand(_STRENGTHS.get(category), cue, cue.rule)
    section = sentence.section
    if section.strength is not None:
        return Demand(section.strength, rule=section.rule)
    if section.kind in _DESCRIBING:
        return Demand(None, rule=section.rule)
    return Demand(Strength.PREFERRED)


def _reaches(text: str, group: Group, groups: Sequence[Group], cue: CueHit) -> bool:
    is_before = cue.end <= group.start
    if not is_before and cue.start < group.end:
        return True
    start, end = (cue.end, group.run_start) if is_before else (group.run_end, cue.start)
    if (is_before and cue.direction == "backward") or (not is_before and cue.direction == "forward"):
        return False
    if start > end:
        return True
    if cue.scope == "nearest":
        near = group.start - cue.end if is_before else cue.start - group.end
        return 0 <= near <= _ADJACENT and not re.search(
            r"[,;:.(]", text[min(cue.end, group.end) : max(cue.start, group.start)]
        )
    if cue.scope != "sentence" and _BREAK.search(text[start:end]):
        return False
    others = [other for other in groups if other.run_start != group.run_start]
    return not any(_stands_between(text, other, start, end, cue, is_before=is_before) for other in others)


def _stands_between(text: str, other: Group, start: int, end: int, cue: CueHit, *, is_before: bool) -> bool:
    """Return whether another list is nearer to the cue, or the cue is attached to it."""
    if start <= other.start and other.end <= end:
        return True
    if is_before and other.end <= cue.start:
        # "PMP required, CSM": what stands right behind one list, before a comma, speaks of that one.
        front, behind = text[other.end : cue.start], text[cue.end : end]
        return len(front) <= _ADJACENT and not re.search(r"[,;(]", front) and re.search(r"[,;)]", behind) is not None
    return False


def _distance(group: Group, cue: CueHit) -> int:
    return max(cue.start - group.end, group.start - cue.end, 0)
