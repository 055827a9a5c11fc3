"""How strongly a posting asks: the nearer cue wins, a softener beats a demand, the heading speaks last.

The order is that of the design's semantics: word, clause, list item, heading, section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scanner.interpret.grouping import Group
from scanner.interpret.scopes import REACH
from scanner.model import CueHit, Sentence, Strength
from scanner.spans import within

_RANK = ("preferred", "not_required", "no_requirement", "required")
_STRENGTHS = {s.value: s for s in Strength}
_NO_REQUIREMENT, _NEAREST = "no_requirement", "nearest"
_ADJACENT = 24
_TOUCHING = 3
_LONG_ITEM = 160
#: a sentence is looked through for each of its credentials, an endless one only so far
_LONGEST_LOOK = 4_000
_CANDIDATE = re.compile(
    r"\b(?:you|your|candidates?|applicants?|sie|ihr|ihre|du|dein|deine|bewerber|vous|votre|candidat\w*|usted|tu|candidato\w*|você)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r";|\.\s|\n\s*\n")
#: sections that describe the work or the employer: what is named there is not asked for
DESCRIBING = frozenset({"benefits", "about", "process", "responsibilities", "stack"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A strength, the cue or the rule that decided; strength None: the posting does not ask for it at all."""

    strength: Strength | None
    cue: CueHit | None = None
    rule: str | None = None


def judge(text: str, sentence: Sentence, group: Group, groups: Sequence[Group], cues: Sequence[CueHit]) -> Demand:
    """Return how strongly a sentence asks for a group."""
    # Nothing is said of a name from afar; it keeps the work on an endless sentence linear.
    start = max(sentence.start, max(group.run_start, group.start - REACH) - REACH)
    end = min(sentence.end, min(group.run_end, group.end + REACH) + REACH)
    inside = [cue for cue in within(cues, start, end) if cue.category in _RANK]
    groups = within(groups, start - REACH, end)
    reaching = [cue for cue in inside if _reaches(text, group, groups, cue)]
    if reaching:
        cue = min(reaching, key=lambda cue: (_rank(cue, group, reaching), _distance(group, cue), cue.start))
        return Demand(_STRENGTHS.get(cue.category), cue, cue.rule)
    section = sentence.section
    if section.strength is not None:
        return Demand(section.strength, rule=section.rule)
    if section.kind in DESCRIBING or not _names_a_qualification(text, sentence):
        return Demand(None, rule=section.rule)
    return Demand(Strength.PREFERRED)


def _rank(cue: CueHit, group: Group, reaching: Sequence[CueHit]) -> int:
    """Return which cue is asked first: what touches the name, then softeners, then what the employer says of itself.

    "We are audited: every engineer must carry a certification": the demand is nearer than "we are".
    "CISSP required, and a plus is …": the demand touches the name, the softener is a clause away.
    """
    distance = _distance(group, cue)
    demands = [_distance(group, c) for c in reaching if c.category == "required"]
    if cue.category == _NO_REQUIREMENT:
        return 0 if cue.scope == _NEAREST else 4 + 2 * any(demand < distance for demand in demands)
    if cue.category == "preferred" and cue.scope != "sentence":
        is_far = distance > _ADJACENT
        return 2 + 3 * (is_far and (any(d <= _TOUCHING for d in demands) or _is_described(group, reaching)))
    return {"preferred": 1, "not_required": 3, "required": 4 if distance <= _TOUCHING else 5}[cue.category]


def _is_described(group: Group, reaching: Sequence[CueHit]) -> bool:
    return any(c.category == _NO_REQUIREMENT and c.end <= group.start for c in reaching)


def _names_a_qualification(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence without any cue speaks of the candidate: a list item, or "you" and the like."""
    content = text[sentence.start : min(sentence.end, sentence.start + _LONGEST_LOOK)]
    return (sentence.is_item and len(content) < _LONG_ITEM) or _CANDIDATE.search(content) is not None


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
    # The nearest first: where another list stands between, it is most often that one.
    nearest = within(groups, cue.start - REACH, end)[::-1] if is_before else within(groups, start, end)
    others = (other for other in nearest if other.run_start != group.run_start)
    return not any(_stands_between(text, other, (start, end), cue, is_before=is_before) for other in others)


def _stands_between(text: str, other: Group, gap: tuple[int, int], cue: CueHit, *, is_before: bool) -> bool:
    """Return whether another list is nearer to the cue, or the cue is attached to it."""
    start, end = gap
    if start <= other.start and other.end <= end:
        return True
    if is_before and other.end <= cue.start:
        # "PMP required, CSM": what stands right behind one list, before a comma, speaks of that one.
        front, behind = text[other.end : cue.start], text[cue.end : end]
        return len(front) <= _ADJACENT and not re.search(r"[,;(]", front) and re.search(r"[,;)]", behind) is not None
    return False


def _distance(group: Group, cue: CueHit) -> int:
    return max(cue.start - group.end, group.start - cue.end, 0)
