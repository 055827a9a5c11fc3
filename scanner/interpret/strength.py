"""How strongly a posting asks: the nearer cue wins, a softener beats a demand, the heading speaks last.

The order is that of the design's semantics: word, clause, list item, heading, section.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from scanner.interpret.grouping import Group
from scanner.interpret.joints import is_bare
from scanner.interpret.passage import Passage
from scanner.interpret.reach import ADJACENT, NEAREST, distance, reaches
from scanner.interpret.scopes import REACH
from scanner.model import CueHit, Sentence, Strength
from scanner.spans import within

_PREFERRED, _REQUIRED, _ASSUMED = "preferred", "required", "assumed"
_NOT_REQUIRED, _NO_REQUIREMENT = "not_required", "no_requirement"
_ACCEPTED = "accepted"
_STRENGTHS = {**{s.value: s for s in Strength}, _ASSUMED: Strength.REQUIRED, _ACCEPTED: Strength.PREFERRED}
_SPEAKING = frozenset({_PREFERRED, _REQUIRED, _ASSUMED, _NOT_REQUIRED, _NO_REQUIREMENT, _ACCEPTED})
_DEMANDS = frozenset({_REQUIRED, _ASSUMED})
_WISHES = frozenset({_PREFERRED, _ASSUMED})
_BENEFITS = "benefits"
_OBTAINABLE, _OR_EQUIVALENT = "obtainable", "or_equivalent"
_TOUCHING = 3
_LONG_ITEM = 160
_SHORT_FRONT, _SHORT_BEHIND = 24, 40
#: with what a name goes on, but not a sentence
_NO_PREDICATE, _GOING_ON = ".,;:(/", frozenset({"noun_preposition", "certification_noun", "or", "and"})
#: a sentence is looked through for each of its credentials, an endless one only so far
_LONGEST_LOOK = 4_000
_INK = re.compile(r"\S")
_CANDIDATE = re.compile(
    r"\b(?:you|your|candidates?|applicants?|sie|ihr|ihre|du|dein|deine|bewerber|vous|votre|candidat\w*|usted|tu|candidato\w*|você)\b",
    re.IGNORECASE,
)
_INSTEAD = frozenset({"experience_noun", "degree_noun"})
_BUT = re.compile(r"\s*[,;–-]?\s*(?:but|though|although|aber|jedoch|mais|pero|mas|sino)\b", re.IGNORECASE)
#: sections that describe the work or the employer: what is named there is not asked for
DESCRIBING = frozenset({_BENEFITS, "about", "process", "responsibilities", "stack"})


class _Order(IntEnum):
    """Which of the cues that reach a name is believed, the first one first."""

    WORD = 0  # "PMP knowledge", "no PMP": it touches the name
    SOFTENED = 1  # "a plus, but not required": a softener for the whole sentence
    SOFTENED_NEAR = 2  # "PMP is a plus"
    WAIVED = 3  # "a PMP is not needed"
    DEMANDED_BESIDE = 4  # "PMP required"; "we pay for your PMP", where no demand is nearer
    DEMANDED = 5  # "you must, before you start, hold a PMP"; a softener of another clause
    DESCRIBED = 6  # "we are audited: every engineer must carry a PMP": "we are" is farther than "must"


@dataclass(frozen=True, slots=True)
class Demand:
    """A strength, the cue or the rule that decided; strength None: the posting does not ask for it at all."""

    strength: Strength | None
    cue: CueHit | None = None
    rule: str | None = None


def judge(passage: Passage, group: Group) -> Demand:
    """Return how strongly a sentence asks for a group: by the cues that reach it, else by the section."""
    text, sentence = passage.text, passage.sentence
    section = sentence.section
    # Nothing is said of a name from afar; it keeps the work on an endless sentence linear.
    start = max(sentence.start, max(group.run_start, group.start - REACH) - REACH)
    end = min(sentence.end, min(group.run_end, group.end + REACH) + REACH)
    near = passage.near(start, end)
    reaching = [
        cue
        for cue in near.cues
        if cue.category in _SPEAKING
        # Under "Nice to have", "you hold a PMP" is no demand.
        and not (cue.category == _ASSUMED and section.strength is Strength.PREFERRED)
        # Among the benefits, "a bonus when you pass your PMP" is no wish.
        and not (cue.category in _WISHES and section.kind == _BENEFITS)
        # "PMP required, PRINCE2 is fine as well" says of both how strongly.
        and not (cue.category == _ACCEPTED and len(group.mentions) > 1)
        and reaches(near, group, cue)
    ]
    if reaching:
        cue = min(reaching, key=lambda cue: (_order(near, cue, group, reaching), distance(group, cue), cue.start))
        if _is_threat(text, cue, group, within(near.cues, group.end, end)):
            return Demand(Strength.REQUIRED, cue, cue.rule)
        if cue.category == _NOT_REQUIRED and _goes_on_kindly(passage, group, cue):
            return Demand(Strength.PREFERRED, cue, cue.rule)
        return Demand(_STRENGTHS.get(cue.category), cue, cue.rule)
    return _unsaid(near, passage, group)


def _unsaid(near: Passage, passage: Passage, group: Group) -> Demand:
    """Return how strongly a sentence asks for a group that no cue speaks of: by the heading, else by what it is."""
    text, sentence = passage.text, passage.sentence
    section = sentence.section
    if section.strength is not None or section.kind in DESCRIBING:
        return Demand(section.strength, rule=section.rule)
    behind = {cue.category: cue for cue in within(near.cues, group.run_end, group.run_end + _SHORT_BEHIND)}
    if _OBTAINABLE in behind:
        # What must be had later is a must.
        return Demand(Strength.REQUIRED, behind[_OBTAINABLE], behind[_OBTAINABLE].rule)
    is_named = _OR_EQUIVALENT in behind or _names_a_qualification(text, sentence) or _is_all(passage, group)
    return Demand(Strength.PREFERRED) if is_named else Demand(None, rule=section.rule)


def _order(passage: Passage, cue: CueHit, group: Group, reaching: Sequence[CueHit]) -> _Order:
    """Return how soon a cue is believed, among those that reach the group."""
    away = distance(group, cue)
    demands = [c for c in reaching if c.category in _DEMANDS]
    if cue.category == _NO_REQUIREMENT:
        if cue.scope == NEAREST and away <= ADJACENT:
            return _Order.WORD
        return _Order.DESCRIBED if any(distance(group, c) < away for c in demands) else _Order.DEMANDED_BESIDE
    if cue.category == _PREFERRED:
        if cue.scope == "sentence":
            return _Order.SOFTENED
        is_demanded = any(_touches(passage, group, demand) for demand in demands)
        is_other_clause = away > ADJACENT and (is_demanded or _is_described(group, reaching))
        return _Order.DEMANDED if is_other_clause else _Order.SOFTENED_NEAR
    if cue.category == _NOT_REQUIRED:
        return _Order.WAIVED
    return _Order.DEMANDED_BESIDE if away <= _TOUCHING else _Order.DEMANDED


def _touches(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a cue stands beside a name, or beside the noun behind it: "Green Belt certification required"."""
    start, end = min(group.end, cue.end), max(group.start, cue.start)
    return end - start <= _TOUCHING or (end - start <= ADJACENT and is_bare(passage.text, start, end, passage.words))


def _is_described(group: Group, reaching: Sequence[CueHit]) -> bool:
    return any(c.category == _NO_REQUIREMENT and c.end <= group.start for c in reaching)


def _is_threat(text: str, cue: CueHit, group: Group, behind: Sequence[CueHit]) -> bool:
    """Return whether "no" threatens: "No CISSP, no interview"."""
    if cue.category != _NOT_REQUIRED or cue.scope != NEAREST or cue.end > group.start:
        return False
    return any(
        other.category in (_NOT_REQUIRED, _REQUIRED)
        and other.scope in (NEAREST, "clause")
        and re.fullmatch(r"[\s®™)]*,\s*", text[group.end : other.start])
        for other in behind
    )


def _goes_on_kindly(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a waiver goes on with "but", and neither a name nor a demand behind: "…, but we smile"."""
    but = _BUT.match(passage.text, cue.end)
    if but is None or cue.start < group.end:
        return False
    behind = passage.near(but.end(), passage.sentence.end)
    if any(word.group in _INSTEAD for word in behind.words):
        # "… but experience is"
        return False
    return not behind.groups and not any(c.category != _PREFERRED and c.category in _SPEAKING for c in behind.cues)


def _names_a_qualification(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence without any cue speaks of the candidate: a list item, or "you" and the like."""
    content = text[sentence.start : min(sentence.end, sentence.start + _LONGEST_LOOK)]
    is_item = sentence.is_item or _is_line_below_heading(text, sentence)
    return (is_item and len(content) < _LONG_ITEM) or _CANDIDATE.search(content) is not None


def _is_all(passage: Passage, group: Group) -> bool:
    """Return whether a sentence is little more than a list of names: "Current RN licence in the state of Ohio."."""
    text, sentence = passage.text, passage.sentence
    if not _INK.search(text, 0, sentence.start):
        return False
    front, behind = text[sentence.start : group.run_start], text[group.run_end : sentence.end]
    if len(front) > _SHORT_FRONT or len(behind) > _SHORT_BEHIND or not _has_no_verb(passage, group.run_end):
        return False
    # A line without a stop may be a title; one with a cue is none.
    return behind.endswith(".") or any(cue.category in _SPEAKING for cue in passage.cues)


def _has_no_verb(passage: Passage, start: int) -> bool:
    """Return whether a sentence goes on behind a name as no predicate does: not at all, with a bracket, with "in"."""
    rest = passage.text[start : passage.sentence.end].lstrip()
    if not rest or rest[0] in _NO_PREDICATE:
        return True
    first = passage.sentence.end - len(rest)
    is_asked = any(cue.start == first and cue.category in _SPEAKING for cue in passage.cues)
    return is_asked or any(
        w.start <= first < w.end and w.group in _GOING_ON for w in within(passage.words, start, first + 1)
    )


def _is_line_below_heading(text: str, sentence: Sentence) -> bool:
    """Return whether it is a line of its own, and no prose, below a heading that no list knows: "Your toolbox:"."""
    if sentence.section.kind != "other" or text[sentence.end - 1] in ".!?":
        return False
    line_end = text.find("\n", sentence.end)
    is_alone = not text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip()
    return is_alone and not text[sentence.end : line_end if line_end >= 0 else len(text)].strip()
