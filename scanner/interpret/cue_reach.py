"""Which cues reach a mention: by their direction and scope, and by what stands between."""

import re
from collections.abc import Sequence
from itertools import pairwise

from scanner.interpret.scopes import REACH, Entry, is_coordinated, is_dated_list, is_joint
from scanner.model import CueHit, Mention
from scanner.spans import within

_SENTENCE, _NEAREST, _ANSWER, MARK = "sentence", "nearest", "answer", "mark"
#: how far a mark may stand from the item that it leads
MARK_GAP = 12
#: how far a cue may stand from what it is nearest to, and from a date beside it
DATE_GAP = 24
#: so near, nothing else can be meant
BESIDE = 5
_FAR = 30
#: how far "the" and the like may part a cue from what it leads to
LEAD = 12
_BREAK = re.compile(r";|\n\s*\n|\.\s+(?=[A-Z])")
#: cells of a row, items of a line
_CELL = re.compile(r"\||\s[·•▪]\s|\t|\s//?\s")
_LONGEST_CELL = 200
_COMMA, _ENDS, _SIGN = re.compile(r"[,|\n]"), re.compile(r"[,)|\n]"), re.compile(r"[^\w\s:]")
_LABEL = re.compile(r"\s?[:\]]")
#: "if the weekends hold, the AZ-305"; but "holds, among others, the CISSP"
_CLOSED = re.compile(r",[^,]*\Z")
_ASKED = re.compile(r"(?:[?:|…(\[\t–—-]|\.{3,}| {2,})\s*\Z")
_BEGINNINGS = ("", *"\n.!?,;:|(•–—-")
_FILLED = re.compile(r"[\s.|_–—-]{2,}")
_ANSWERED = re.compile(r"(?!\W{0,3}\d)\s*(?:\Z|[.,;](?=\s|\Z)|[|()\]\n]|(?<=\s)[–—-])")
#: sections that list awards: what is said of other people's in prose does not reach into them
_LISTS = frozenset({"certifications", "skills", "education", "courses"})


def reaches(text: str, entry: Entry, mention: Mention, cue: CueHit, stops: Sequence[CueHit]) -> bool:
    """Return whether a cue of an entry speaks of a mention; none reaches over one of the `stops`."""
    if cue.scope == MARK or (cue.scope == _ANSWER and not _is_answer(text, mention, cue)):
        return False
    is_before = cue.end <= mention.start
    start, end = (cue.end, mention.start) if is_before else (mention.end, cue.start)
    if start > end or _is_stopped(text, entry, mention, (start, end), cue, stops):
        return False
    if is_before:
        is_closed = cue.direction == "forward" and _CLOSED.match(text, cue.end, mention.start) is not None
        return cue.direction != "backward" and not is_closed and _reaches_forward(text, entry, mention, cue)
    return cue.direction in ("backward", "both") and _reaches_backward(text, entry, mention, cue)


def _is_stopped(  # noqa: PLR0913, PLR0917  (what stands where, and what may stop what)
    text: str, entry: Entry, mention: Mention, gap: tuple[int, int], cue: CueHit, stops: Sequence[CueHit]
) -> bool:
    start, end = gap
    stopped = [stop for stop in within(stops, start, end) if stop.end <= end]
    # "took the course, but failed the exam": where no other name follows, it is still the same that is spoken of
    if stopped and (start < mention.start or entry.mentions[-1].start >= stopped[0].end):
        return True
    if cue.scope == _SENTENCE:
        return False
    if _CELL.search(text, start, end) and _is_of_its_cell(text, entry, cue):
        return True
    broken = _BREAK.search(text, start, end)
    # "I was a CISSP; I let it lapse": behind a semicolon with no other name, "it" is still the same.
    return broken is not None and (
        broken.group() != ";" or entry.mentions[-1].start >= broken.end() or start < mention.start
    )


def _is_of_its_cell(text: str, entry: Entry, cue: CueHit) -> bool:
    """Return whether a cue shares its cell with a mention, of which it speaks: "CKA | lapsed: CISSP | CKS"."""
    first, last = max(entry.start, cue.start - _LONGEST_CELL), min(entry.end, cue.end + _LONGEST_CELL)
    begin = max((border.end() for border in _CELL.finditer(text, first, cue.start)), default=first)
    border = _CELL.search(text, cue.end, last)
    return bool(entry.between(begin, border.start() if border else last))


def _is_answer(text: str, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue is all that stands in answer to a mention: "CISSP? No", "CISSP | no (2025)", "No CISSP"."""
    if cue.end <= mention.start:
        front = text[max(cue.start - MARK_GAP, 0) : cue.start].rstrip(" \t")
        return text[cue.end : mention.start] == " " and front[-1:] in _BEGINNINGS
    return (
        cue.start >= mention.end
        and _ASKED.search(text, mention.end, cue.start) is not None
        and _ANSWERED.match(text, cue.end) is not None
    )


def _reaches_forward(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue in front reaches a mention: the next one, and those coordinated with it."""
    if cue.scope == _NEAREST and mention.start - cue.end > DATE_GAP:
        return False
    if cue.scope == _SENTENCE:
        return entry.sentence.section.kind not in _LISTS or mention.start - cue.end <= DATE_GAP
    if _closes_bracket(text, cue.end, mention.start):
        return False
    others = entry.between(cue.end, mention.start)
    if not others:
        # "CKA passed, CKS": what stands behind one mention speaks of that one.
        start, _ = entry.before(mention)
        is_behind_other = start > entry.start and start <= cue.start
        return not (is_behind_other and cue.direction == "both" and _is_attached(text, start, cue, mention))
    if cue.scope == _NEAREST:
        return False
    chain = [*others, mention]
    return all(is_coordinated(text, a, b) for a, b in pairwise(chain))


def _is_attached(text: str, start: int, cue: CueHit, mention: Mention) -> bool:
    """Return whether a cue between two mentions belongs to the first: a comma or bracket parts it from the second."""
    is_parted_behind = _ENDS.search(text, cue.end, mention.start) is not None
    return is_parted_behind and not _COMMA.search(text, start, cue.start)


def _reaches_backward(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue behind reaches a mention: the one before it, or a list ("CKA and CKAD in progress")."""
    others = entry.between(mention.end, cue.start)
    if cue.direction == "both" and (_leads_on(text, entry, mention, cue) or _is_label(text, entry, cue)):
        return False
    if cue.scope == _NEAREST and gap_to(text, mention, cue) > DATE_GAP:
        return False
    if all(other.ref == mention.ref for other in others):
        return True
    if cue.scope == _NEAREST or _opens_bracket(text, others[-1].end, cue.start):
        return False
    chain = [mention, *others]
    is_list = all(is_coordinated(text, a, b) for a, b in pairwise(chain))
    return (is_list and is_joint(text, mention.end, cue.start)) or is_dated_list(text, chain, cue.start)


def _leads_on(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue leads straight to the next mention: "… and am studying for the CKS"."""
    near = within(entry.mentions, cue.end, cue.end + LEAD + 1)
    following = next((m for m in near if m.ref != mention.ref), None)
    if following is None:
        return False
    # "CISSP and CISM, studying for CCSP": the comma in front parts it from what it does not speak of.
    is_parted = "," in text[mention.end : cue.start] or cue.start - mention.end > BESIDE
    return is_parted and not _SIGN.search(text, cue.end, following.start)


def _is_label(text: str, entry: Entry, cue: CueHit) -> bool:
    """Return whether a cue is the label of what stands behind it: "lapsed: CISSP", "[next] CKS"."""
    label = _LABEL.match(text, cue.end)
    return label is not None and bool(within(entry.mentions, label.end(), min(entry.end, label.end() + _FAR)))


def _closes_bracket(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between.find(")") >= 0 and (between.find("(") < 0 or between.find(")") < between.find("("))


def _opens_bracket(text: str, start: int, end: int) -> bool:
    return text.rfind("(", start, end) > text.rfind(")", start, end)


def is_parted(entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether another credential stands between a cue and a mention."""
    start, end = (cue.end, mention.start) if cue.end <= mention.start else (mention.end, cue.start)
    return any(other.ref != mention.ref for other in entry.between(start, end))


def gap_to(text: str, mention: Mention, cue: CueHit) -> int:
    """Return how much text parts a cue from a mention; white space, leaders and borders of cells count once."""
    start, end = (cue.end, mention.start) if cue.end <= mention.start else (mention.end, cue.start)
    return len(_FILLED.sub(" ", text[start:end])) if end - start <= REACH else end - start


def distance(mention: Mention, cue: CueHit) -> int:
    """Return how many characters part a cue from a mention."""
    return max(cue.start - mention.end, mention.start - cue.end)
