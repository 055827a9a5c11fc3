"""Which cue decides: one ordered, total function from a mention and the cues of its entry to a status.

The method is ConText's (Harkema et al., J. Biomed. Inform. 42, 2009): a cue has a direction and a scope, a terminating
phrase ends its reach. Of the cues that reach a mention, the ones with nothing else in between are asked first; of
several dated ones the latest wins; what is told later ("failed, then passed") beats what came before; else the order
of `_RANK`. Where no cue reaches, hints are asked, then the mark in front of the item, then the section's heading.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scanner.interpret.scopes import REACH, Entry, is_coordinated, is_dated_list, is_joint
from scanner.interpret.telling import may_undo, told_by_heading, told_of
from scanner.model import Annotations, CueHit, DateHit, Mention, Status
from scanner.spans import within

_RANK: Mapping[str, int] = {
    status: rank
    for rank, status in enumerate((Status.IN_PROGRESS, Status.EXPIRED, Status.NOT_HELD, Status.PLANNED, Status.HELD))
}
_STATUSES = frozenset(Status)
_GOVERNING = frozenset({Status.NOT_HELD, Status.PLANNED})
_SENTENCE, _ANSWER, _MARK, _HINT = "sentence", "answer", "mark", "hint"
#: the rules whose cues tell how an attempt came out
_PASSED, _COMPLETED = "cues.yaml:passed", "cues.yaml:completed"
_OUTCOMES = frozenset({_PASSED, "cues.yaml:failed", "cues.yaml:fail", "cues.yaml:part 1 passed"})
#: the rules whose cues name what one learns from, which says little beside an exam's date
_MATTER = frozenset({"cues.yaml:classes", "cues.yaml:drills"})
_BOOKED, _FAILED, _WISH = "phrases.yaml:tells_booked", "phrases.yaml:tells_failed", "phrases.yaml:tells_wish"
_AGAIN = "phrases.yaml:tells_again"
#: the rules whose cues look ahead: the date beside them is no day on which anything was said
_AHEAD = frozenset({"cues.yaml:due to expire", "cues.yaml:plan to renew"})
#: what nothing that goes on from it changes
_SETTLED = frozenset({Status.EXPIRED, Status.PLANNED, Status.NOT_HELD})
#: what one says of oneself behind what others did: "my employer paid for the CISM; I plan to sit it in May"
_OWN_DEEDS = frozenset({Status.HELD, Status.IN_PROGRESS, Status.PLANNED})
_TERMINATE = "terminate"
_BREAK = re.compile(r";|\n\s*\n|\.\s+(?=[A-Z])")
_DATE_GAP = 24
_BESIDE = 5
#: on each side of a mention; no entry has more, and each is weighed against all that stands between
_MOST_CUES = 30
_FAR = 30
#: how far a hint may stand from what it speaks of, and a mark from the item that it leads
_HINT_GAP = 40
_MARK_GAP = 12
#: what parts the writer's own deeds from those of others before it
_OWN_VERB = re.compile(r"[,;]|\b(?:and|und|et|y|e|i|ich|je|yo|eu)\b", re.IGNORECASE)
#: "I passed"
_FIRST_PERSON = re.compile(r"\b(?:i|ich|je|yo|eu)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
#: "our lead designer earned his", but "my work earned me the CKA"
_ANOTHER = re.compile(
    r"(?:^|[.;,:•–—-]\s+|\n\s*|\b(?:and|while|und|et|y|e)\s+)(?:one of (?:our|my)|our|my|unsere?r?|meine?r?|notre|mon|"
    r"ma|nuestr[oa]|mi|noss[oa]|minha|meu)\s+(?:[^\W\d]+[ -]+){1,3}\Z",
    re.IGNORECASE,
)
_ITS_OWNER = re.compile(r"\s+(?:his|her|their|seine?n?|ihre?n?|son|sa|su|seu|sua)\b", re.IGNORECASE)
_LONGEST_SUBJECT = 60
#: cells of a row, items of a line
_CELL = re.compile(r"\||\s[·•▪]\s|\t|\s//?\s")
_LONGEST_CELL = 200
_LABEL = re.compile(r"\s?[:\]]")
#: behind "exam on": the day, "3 December" or "December 3rd"
_ON = 3
_DAY = re.compile(r"\W?(?:on|am|le|el|no|em|em|in|\w\w)\s+(?:\d{1,2}\b|[^\W\d_]{3,9}\.? \d{1,2}(?!\d))", re.IGNORECASE)
#: "if the weekends hold, the AZ-305"; but "holds, among others, the CISSP"
_CLOSED = re.compile(r",[^,]*\Z")
_ASKED = re.compile(r"(?:[?:|…(\[\t–—-]|\.{3,}| {2,})\s*\Z")
_BEGINNINGS = ("", *"\n.!?,;:|(•–—-")
_FILLED = re.compile(r"[\s.|_–—-]{2,}")
_ANSWERED = re.compile(r"(?!\W{0,3}\d)\s*(?:\Z|[.,;](?=\s|\Z)|[|()\]\n]|(?<=\s)[–—-])")
#: how far "the" and the like may part a cue from what it leads to
_LEAD = 12
#: sections that list awards: what is said of other people's in prose does not reach into them
_LISTS = frozenset({"certifications", "skills", "education", "courses"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """A status, the cue that decided (None: the section's default), and the date beside the cue."""

    status: Status
    cue: CueHit | None = None
    dated: str | None = None


def assert_status(annotations: Annotations, entry: Entry, mention: Mention, default: Status) -> Assertion:
    """Return what the entry says of a mention; `default` where no cue reaches it."""
    text, cues, dates = annotations.document.text, annotations.cues, annotations.dates
    before = within(cues, max(entry.start, mention.start - REACH), mention.start)
    behind = within(cues, mention.start, min(entry.end, mention.end + REACH))
    inside = [*before[-_MOST_CUES:], *behind[:_MOST_CUES]]
    stops = [cue for cue in inside if cue.category == _TERMINATE]
    reaching = [cue for cue in inside if cue.category in _STATUSES and _reaches(text, entry, mention, cue, stops)]
    said = _ungoverned(text, mention, [cue for cue in reaching if cue.scope != _HINT])
    if not said:
        return _unsaid(annotations, entry, mention, reaching) or Assertion(default)
    nearest = said
    if len(said) > 1:
        nearest = _not_far_off(mention, [cue for cue in said if not _between(entry, mention, cue)] or said)
    other = _somebody_else(text, mention, said)
    if other is not None:
        return Assertion(Status.NOT_HELD, other)
    if len(nearest) > 1:
        nearest = _without_matter(text, _own(text, mention, nearest))
    decided = _decided(text, entry, mention, nearest, dates)
    sitting = _sitting(annotations, entry, mention, decided)
    if sitting is not None:
        return sitting
    is_over = decided.status is Status.EXPIRED
    is_settled = decided.status in _SETTLED or (decided.status is Status.HELD and not may_undo(annotations, entry))
    if is_settled and not is_over and not _is_of_matter(decided):
        return decided
    told = told_of(annotations, entry, mention)
    if is_over:
        return (
            Assertion(Status(told.category), told) if told and _is_gone_back_to(annotations, decided, told) else decided
        )
    return Assertion(Status(told.category), told) if told and _is_outdone(text, decided, told) else decided


def _own(text: str, mention: Mention, cues: list[CueHit]) -> list[CueHit]:
    """Leave out what was said before where one's own deed follows: "my employer paid for the CISM; I passed it"."""
    deeds = [cue for cue in cues if cue.category in _OWN_DEEDS and cue.start >= mention.end]
    if not any(_FIRST_PERSON.search(text, mention.end, cue.start) for cue in deeds):
        return cues
    return [cue for cue in cues if cue.category != Status.NOT_HELD or cue.end > mention.start]


def _sitting(annotations: Annotations, entry: Entry, mention: Mention, decided: Assertion) -> Assertion | None:
    """Return the exam whose day is stated behind what a plan or a part done leads: "next: CKA (exam on 3 December)"."""
    cue, text = decided.cue, annotations.document.text
    is_led = decided.status is Status.PLANNED and cue is not None and cue.end <= mention.start
    if not is_led and (cue is None or cue.rule != _COMPLETED):
        return None
    begin = mention.end if is_led or cue is None else max(mention.end, cue.end)
    for hint in within(annotations.cues, begin, entry.region(mention)[1]):
        if hint.scope == _HINT and hint.category == Status.IN_PROGRESS and _DAY.match(text, hint.end - _ON):
            return Assertion(Status.IN_PROGRESS, hint)
    return None


def _without_matter(text: str, cues: list[CueHit]) -> list[CueHit]:
    """Leave out what one learnt from where, in a clause behind it, an exam was passed: "35 contact hours, passed"."""
    passed = [cue.start for cue in cues if cue.rule == _PASSED]
    return [
        cue
        for cue in cues
        if cue.rule not in _MATTER or not any(_OWN_VERB.search(text, cue.end, start) for start in passed)
    ]


def _is_gone_back_to(annotations: Annotations, decided: Assertion, told: CueHit) -> bool:
    """Return whether what ran out is being taken again: "lapsed in 2022; re-test booked for 14 December"."""
    cue = decided.cue
    if cue is None or told.rule not in (_BOOKED, _AGAIN):
        return False
    words = within(annotations.words, cue.end, told.end)
    return any(word.group == "tells_again" for word in words)


def _is_of_matter(decided: Assertion) -> bool:
    return decided.cue is not None and decided.cue.rule in _MATTER


def _is_outdone(text: str, decided: Assertion, told: CueHit) -> bool:
    """Return whether what the words tell goes on from what a cue says: "passed in 2019, never kept up"."""
    cue = decided.cue
    if cue is None or _is_of_matter(decided):
        return cue is not None and told.rule == _BOOKED
    if decided.status is Status.HELD:
        return (told.category == Status.EXPIRED or told.rule == _FAILED) and cue.end <= told.start
    # "gave up halfway", "hoping to start studying"
    is_governed = 0 <= cue.start - told.end <= _DATE_GAP and not _OWN_VERB.search(text, told.end, cue.start)
    return told.rule in (_FAILED, _WISH) and is_governed


def _decided(
    text: str, entry: Entry, mention: Mention, nearest: Sequence[CueHit], dates: Sequence[DateHit]
) -> Assertion:
    """Return what the cues that reach a mention come to."""
    past = (cue for cue in nearest if cue.rule not in _AHEAD)
    dated = [(date, cue) for cue in past if (date := _date_beside(text, cue, dates, entry))]
    if len(dated) > 1:
        date, cue = max(dated, key=lambda pair: (pair[0], -_RANK[pair[1].category]))
        return Assertion(Status(cue.category), cue, date)
    cue = _outcome(mention, nearest) or min(
        nearest, key=lambda cue: (_RANK[cue.category], _distance(mention, cue), cue.start)
    )
    return Assertion(Status(cue.category), cue, _date_beside(text, cue, dates, entry))


def _ungoverned(text: str, mention: Mention, cues: Sequence[CueHit]) -> list[CueHit]:
    """Leave out the cues that another one governs: in "plan to start studying for the CKA" only the plan counts."""
    leading = [cue for cue in cues if cue.end <= mention.start]
    if len(leading) <= 1:
        return list(cues)
    governed = [
        cue for head, cue in pairwise(leading) if head.category in _GOVERNING and text[head.end : cue.start].isspace()
    ]
    return [cue for cue in cues if cue not in governed]


def _unsaid(annotations: Annotations, entry: Entry, mention: Mention, hints: Sequence[CueHit]) -> Assertion | None:
    """Return what is known of a mention of which nothing is said: by a hint, the item's mark, the section's heading."""
    text = annotations.document.text
    near = [
        cue
        for cue in hints
        if not _between(entry, mention, cue)
        and _gap(text, mention, cue) <= (_LEAD if cue.end <= mention.start else _HINT_GAP)
    ]
    if near and within(annotations.dates, *entry.region(mention)):
        # "went in 2019" still says something; "CKA, 2025, once I had the time" does not
        near = [
            cue for cue in near if cue.category != Status.PLANNED and _date_beside(text, cue, annotations.dates, entry)
        ]
    if near:
        cue = min(near, key=lambda cue: (_distance(mention, cue), cue.start))
        return Assertion(Status(cue.category), cue)
    marks = within(annotations.cues, entry.start - _MARK_GAP, mention.start)
    mark = next((cue for cue in reversed(marks) if cue.scope == _MARK), None)
    if mark is not None and "\n" not in text[mark.end : entry.start]:
        return Assertion(Status(mark.category), mark)
    told = told_of(annotations, entry, mention)
    section = entry.sentence.section
    heading = told or section.cue or told_by_heading(annotations, section)
    return Assertion(Status(heading.category), heading) if heading else None


def _outcome(mention: Mention, cues: Sequence[CueHit]) -> CueHit | None:
    """Return the cue that ends a story: of "failed in March, passed in May" behind a name, the later one."""
    events = [cue for cue in cues if cue.start >= mention.end and cue.rule in _OUTCOMES]
    is_story = len(events) > 1 and len(events) == len(cues)
    return max(events, key=lambda cue: cue.start) if is_story else None


def _somebody_else(text: str, mention: Mention, cues: Sequence[CueHit]) -> CueHit | None:
    """Return the cue that makes everything behind it somebody else's: "helped a colleague to prepare for the CKA"."""
    others = [
        c if c.category == Status.NOT_HELD else replace(c, category=Status.NOT_HELD, scope=_SENTENCE)
        for c in cues
        if c.end <= mention.start
        and (
            (c.category == Status.NOT_HELD and c.scope == _SENTENCE)
            or (c.category == Status.HELD and _is_of_another(text, c))
        )
    ]
    if not others:
        return None
    other = others[-1]
    own = [c for c in cues if c.category != Status.NOT_HELD and c.start >= mention.end]
    own += [c for c in cues if c.category != Status.NOT_HELD and c.end <= others[0].start]
    # "my team earned" is theirs; "trained the team and passed" is mine
    own += [
        c
        for c in cues
        if c.category == Status.HELD
        and other.end <= c.start < mention.start
        and _OWN_VERB.search(text, other.end, c.start)
    ]
    return None if own else other


def _is_of_another(text: str, cue: CueHit) -> bool:
    """Return whether a deed has another's subject: "our lead designer earned his CCNP"."""
    return _ANOTHER.search(text, max(cue.start - _LONGEST_SUBJECT, 0), cue.start) is not None and (
        _ITS_OWNER.match(text, cue.end) is not None
    )


def _not_far_off(mention: Mention, cues: Sequence[CueHit]) -> list[CueHit]:
    """Leave out cues far off where one stands right beside: "Passed the CKA after two years of meaning to"."""
    least = min(_distance(mention, cue) for cue in cues)
    is_done = any(c.category == Status.HELD and 0 <= mention.start - c.end <= _BESIDE for c in cues)
    return [
        cue
        for cue in cues
        if (least > _BESIDE or _distance(mention, cue) <= least + _FAR or cue.rule in _OUTCOMES)
        and not (is_done and cue.category == Status.PLANNED and cue.start >= mention.end)
    ]


def _reaches(text: str, entry: Entry, mention: Mention, cue: CueHit, stops: Sequence[CueHit]) -> bool:
    if cue.scope == _MARK or (cue.scope == _ANSWER and not _is_answer(text, mention, cue)):
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
        front = text[max(cue.start - _MARK_GAP, 0) : cue.start].rstrip(" \t")
        return text[cue.end : mention.start] == " " and front[-1:] in _BEGINNINGS
    return (
        cue.start >= mention.end
        and _ASKED.search(text, mention.end, cue.start) is not None
        and _ANSWERED.match(text, cue.end) is not None
    )


def _reaches_forward(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue in front reaches a mention: the next one, and those coordinated with it."""
    if cue.scope == "nearest" and mention.start - cue.end > _DATE_GAP:
        return False
    if cue.scope == _SENTENCE:
        return entry.sentence.section.kind not in _LISTS or mention.start - cue.end <= _DATE_GAP
    if _closes_bracket(text, cue.end, mention.start):
        return False
    others = entry.between(cue.end, mention.start)
    if not others:
        # "CKA passed, CKS": what stands behind one mention speaks of that one.
        start, _ = entry.before(mention)
        is_behind_other = start > entry.start and start <= cue.start
        return not (is_behind_other and cue.direction == "both" and _is_attached(text, start, cue, mention))
    if cue.scope == "nearest":
        return False
    chain = [*others, mention]
    return all(is_coordinated(text, a, b) for a, b in pairwise(chain))


def _is_attached(text: str, start: int, cue: CueHit, mention: Mention) -> bool:
    """Return whether a cue between two mentions belongs to the first: a comma or bracket parts it from the second."""
    front, behind = text[start : cue.start], text[cue.end : mention.start]
    return bool(re.search(r"[,)|\n]", behind)) and not re.search(r"[,|\n]", front)


def _reaches_backward(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue behind reaches a mention: the one before it, or a list ("CKA and CKAD in progress")."""
    others = entry.between(mention.end, cue.start)
    if cue.direction == "both" and (_leads_on(text, entry, mention, cue) or _is_label(text, entry, cue)):
        return False
    if cue.scope == "nearest" and _gap(text, mention, cue) > _DATE_GAP:
        return False
    if all(other.ref == mention.ref for other in others):
        return True
    if cue.scope == "nearest" or _opens_bracket(text, others[-1].end, cue.start):
        return False
    chain = [mention, *others]
    is_list = all(is_coordinated(text, a, b) for a, b in pairwise(chain))
    return (is_list and is_joint(text, mention.end, cue.start)) or is_dated_list(text, chain, cue.start)


def _leads_on(text: str, entry: Entry, mention: Mention, cue: CueHit) -> bool:
    """Return whether a cue leads straight to the next mention: "… and am studying for the CKS"."""
    near = within(entry.mentions, cue.end, cue.end + _LEAD + 1)
    following = next((m for m in near if m.ref != mention.ref), None)
    if following is None:
        return False
    # "CISSP and CISM, studying for CCSP": the comma in front parts it from what it does not speak of.
    is_parted = "," in text[mention.end : cue.start] or cue.start - mention.end > _BESIDE
    return is_parted and not re.search(r"[^\w\s:]", text[cue.end : following.start])


def _is_label(text: str, entry: Entry, cue: CueHit) -> bool:
    """Return whether a cue is the label of what stands behind it: "lapsed: CISSP", "[next] CKS"."""
    label = _LABEL.match(text, cue.end)
    return label is not None and bool(within(entry.mentions, label.end(), min(entry.end, label.end() + _FAR)))


def _closes_bracket(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between.find(")") >= 0 and (between.find("(") < 0 or between.find(")") < between.find("("))


def _opens_bracket(text: str, start: int, end: int) -> bool:
    return text.rfind("(", start, end) > text.rfind(")", start, end)


def _between(entry: Entry, mention: Mention, cue: CueHit) -> bool:
    start, end = (cue.end, mention.start) if cue.end <= mention.start else (mention.end, cue.start)
    return any(other.ref != mention.ref for other in entry.between(start, end))


def _gap(text: str, mention: Mention, cue: CueHit) -> int:
    """Return how much text parts a cue from a mention; white space, leaders and borders of cells count once."""
    start, end = (cue.end, mention.start) if cue.end <= mention.start else (mention.end, cue.start)
    return len(_FILLED.sub(" ", text[start:end])) if end - start <= REACH else end - start


def _distance(mention: Mention, cue: CueHit) -> int:
    return max(cue.start - mention.end, mention.start - cue.end)


def _is_dated(dates: Sequence[DateHit], cue: CueHit) -> bool:
    """Return whether a date stands in a cue or right behind it: "went in 2019", "exam 15 January 2027"."""
    return bool(within(dates, cue.start, cue.end + _BESIDE))


def _date_beside(text: str, cue: CueHit, dates: Sequence[DateHit], entry: Entry) -> str | None:
    """Return the date right behind or right before a cue: "failed 2021, passed 2023"."""
    for date in within(dates, max(cue.end, entry.start), cue.end + _DATE_GAP + 1):
        if "," not in text[cue.end : date.start]:
            return date.last if date.last and date.last != "present" else date.first
    before = within(dates, max(cue.start - _DATE_GAP, entry.start), cue.start)
    return next((date.first for date in reversed(before) if 0 <= cue.start - date.end <= _BESIDE), None)
