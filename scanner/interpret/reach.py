"""Which cues of a sentence speak of a group of credentials: no clause, bracket or other list may stand between."""

import re

from scanner.interpret.grouping import Group
from scanner.interpret.joints import is_bare
from scanner.interpret.passage import Passage
from scanner.interpret.scopes import REACH
from scanner.model import CueHit, Via
from scanner.spans import within

NEAREST = "nearest"
#: a cue this near, with no punctuation between, belongs to the name beside it
ADJACENT = 24
_BREAK = re.compile(r";|\n\s*\n")
_PARTING = re.compile(r"[,;:.(]|\s[–—-]\s")
_LONGEST_BRACKET = 120
_REASON = "reason"
_WORD = re.compile(r"[^\W\d_]{3,}")
#: what may stand between a bracket and the cue in it: "(strongly preferred)", "(a CISSP is required)"
_BESIDE_CUE = frozenset({"certification_noun", "any_adjective", "certified"})
_ASKING = frozenset({"required", "preferred"})
_OTHER_NOUNS = frozenset({"degree_noun", "experience_noun"})
_NOUNS = frozenset({"certification_noun", "certified", "any_certification"})
_CLOSE = 2
_CLAUSE = re.compile(r"[,;(–]|\s-\s")
_TIES = ",/&+"


def reaches(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a cue of a passage speaks of one of its groups."""
    is_before = cue.end <= group.start
    if not is_before and cue.start < group.end:
        return True
    if cue.direction == ("backward" if is_before else "forward") or _is_of_another_noun(passage, cue):
        return False
    if cue.scope == NEAREST:
        is_of_skill = is_before and _is_about_the_skill(passage, group, cue)
        return not is_of_skill and _is_beside(passage, group, cue, is_before=is_before)
    others = (_has_own_subject, _leads_another, _is_in_bracket_of_another)
    if not is_before and any(speaks_of_another(passage, group, cue) for speaks_of_another in others):
        return False
    if (group.run_start < cue.start) if is_before else (cue.end <= group.run_end):
        # Inside the list: "CISSP (required), CISM (preferred)", "CIPP/E and ideally CIPM".
        return _is_next(passage, cue, is_before=is_before)
    return _is_of_its_clause(passage, group, cue, is_before=is_before)


def _is_of_another_noun(passage: Passage, cue: CueHit) -> bool:
    """Return whether a demand is only an attribute of a degree or of experience: "the required experience"."""
    if cue.category != "required":
        return False
    behind = within(passage.words, cue.end, cue.end + _CLOSE)
    return any(w.group in _OTHER_NOUNS and not passage.text[cue.end : w.start].strip() for w in behind)


def _is_about_the_skill(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether names are those of skills, and certificates stand only behind: "ITIL; a certificate is a plus"."""
    last = group.mentions[-1]
    if cue.category != "no_requirement":
        return False
    nouns = [w for w in within(passage.words, last.start, last.end) if w.group in _NOUNS]
    if nouns and _CLAUSE.search(passage.text, last.start, nouns[-1].start):
        return True
    if last.via is Via.WILDCARD:
        return not nouns
    behind = [w for w in within(passage.words, group.end, group.end + ADJACENT) if w.group in _NOUNS]
    if not behind or within(passage.groups, group.end, behind[0].start):
        return False
    between = passage.text[group.end : behind[0].start].strip()
    # "Knowledge of ITIL, PMP certification a plus": the noun is that of the second alone.
    is_last = not between and bool(within(passage.groups, cue.end, group.start))
    return (is_last or _CLAUSE.match(between) is not None) and any(
        c.category in _ASKING for c in within(passage.cues, group.end, behind[0].end + ADJACENT)
    )


def _is_of_its_clause(passage: Passage, group: Group, cue: CueHit, *, is_before: bool) -> bool:
    """Return whether neither the end of a clause nor another list stands between a cue and the group's list."""
    text = passage.text
    start, end = (cue.end, group.run_start) if is_before else (group.run_end, cue.start)
    if cue.scope != "sentence" and (_BREAK.search(text[start:end]) or _gives_reason(passage, group, cue)):
        return False
    # The nearest first: where another list stands between, it is most often that one.
    groups = passage.groups
    nearest = within(groups, cue.start - REACH, end)[::-1] if is_before else within(groups, start, end)
    others = (other for other in nearest if other.run_start != group.run_start)
    return not any(_stands_between(text, other, (start, end), cue, is_before=is_before) for other in others)


def distance(group: Group, cue: CueHit) -> int:
    """Return how many characters stand between a group and a cue."""
    return max(cue.start - group.end, group.start - cue.end, 0)


def _is_beside(passage: Passage, group: Group, cue: CueHit, *, is_before: bool) -> bool:
    text = passage.text
    if cue.direction == "forward" and is_bare(text, cue.end, group.run_start, passage.words):
        # "knowledge of NIST, ITIL and PRINCE2"
        return group.run_start - cue.end <= REACH
    near = group.start - cue.end if is_before else cue.start - group.end
    between = text[min(cue.end, group.end) : max(cue.start, group.start)]
    return 0 <= near <= ADJACENT and not _PARTING.search(between)


def _bracket_of(text: str, cue: CueHit) -> int | None:
    """Return where the bracket that a cue stands in opens; None: it stands in none."""
    opening = text.rfind("(", max(0, cue.start - _LONGEST_BRACKET), cue.start)
    return opening if opening >= 0 and ")" not in text[opening : cue.start] else None


def _has_own_subject(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a cue in a bracket behind the group speaks of something else: "(higher modules welcome)"."""
    text = passage.text
    opening = _bracket_of(text, cue)
    if opening is None or opening < group.end:
        return False
    if within(passage.groups, opening, cue.start):
        # The bracket names one of its own: "CIPP/US (CIPP/E helpful)".
        return True
    rest = text[opening : cue.start]
    for word in within(passage.words, opening, cue.start):
        if word.group in _BESIDE_CUE and word.end <= cue.start:
            rest = rest.replace(text[word.start : word.end], " ")
    words = _WORD.findall(rest)
    # "(Expert preferred)", but "(Strongly preferred)"
    return len(words) > 1 or (len(words) == 1 and words[0].istitle() and not words[0].endswith("ly"))


def _leads_another(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a softener stands right before the next name: "CIPP/E, and preferably CIPM"."""
    if cue.category != "preferred":
        return False
    text = passage.text
    ands = [w for w in within(passage.words, group.end, cue.start) if w.group == "and" and w.end <= cue.start]
    if ands and not (text[group.end : ands[0].start] + text[ands[-1].end : cue.start]).strip(" ,"):
        # Whatever it is: "ISTQB Foundation plus, ideally, one advanced module".
        return _WORD.match(text[cue.end : passage.sentence.end].lstrip(" ,")) is not None
    behind = within(passage.groups, cue.end, cue.end + ADJACENT)
    if not behind:
        return False
    between = text[cue.end : behind[0].start]
    if text[max(0, cue.start - 2) : cue.start].rstrip().endswith(","):
        # Set off by two commas: "CISA and, if possible, CISM".
        between = between.removeprefix(",")
    if _PARTING.search(between):
        return False
    return bool(ands) or any(tie in text[group.end : cue.start] for tie in _TIES)


def _is_next(passage: Passage, cue: CueHit, *, is_before: bool) -> bool:
    """Return whether a cue inside a list speaks of this item: in a bracket of one before it, else of the next."""
    return is_before if _bracket_of(passage.text, cue) is None else not is_before


def _is_in_bracket_of_another(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a cue stands in a bracket of a later item of a list in which each has its own."""
    opening = _bracket_of(passage.text, cue)
    between = within(passage.groups, group.end, cue.start) if opening is not None else ()
    return bool(between) and re.search(r"\([^()]*\)", passage.text[group.end : between[-1].start]) is not None


def _gives_reason(passage: Passage, group: Group, cue: CueHit) -> bool:
    """Return whether a clause that gives a reason begins between: "a CISSP, because somebody has to"."""
    return any(word.group == _REASON for word in within(passage.words, group.end, cue.start))


def _stands_between(text: str, other: Group, gap: tuple[int, int], cue: CueHit, *, is_before: bool) -> bool:
    """Return whether another list is nearer to the cue, or the cue is attached to it."""
    start, end = gap
    if start <= other.start and other.end <= end:
        # "We'd love to see the CKA, some Rust and a CKS": what leads a list goes on over all of it.
        return not (is_before and cue.category == "preferred" and other.start - cue.end <= ADJACENT)
    if is_before and other.end <= cue.start:
        # "PMP required, CSM": what stands right behind one list, before a comma, speaks of that one.
        front, behind = text[other.end : cue.start], text[cue.end : end]
        return len(front) <= ADJACENT and not re.search(r"[,;(]", front) and re.search(r"[,;)]", behind) is not None
    return False
