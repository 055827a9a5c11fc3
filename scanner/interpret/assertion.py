"""Which cue decides: one ordered, total function from a mention and the cues of its entry to a status.

The method is ConText's (Harkema et al., J. Biomed. Inform. 42, 2009): a cue has a direction and a scope, a terminating
phrase ends its reach. Of the cues that reach a mention, the ones with nothing else in between are asked first; of
several dated ones the latest wins; what is told later ("failed, then passed") beats what came before; else the order
of `_RANK`. Where no cue reaches, hints are asked, then the mark in front of the item, then the section's heading.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scanner.interpret.cue_reach import BESIDE, DATE_GAP, LEAD, MARK, MARK_GAP, distance, gap_to, is_parted, reaches
from scanner.interpret.scopes import REACH, Entry
from scanner.interpret.telling import may_undo, told_by_heading, told_of
from scanner.interpret.whose import goes_on, own_deeds, somebody_else
from scanner.model import Annotations, CueHit, DateHit, Mention, Status
from scanner.spans import within

_RANK: Mapping[str, int] = {
    status: rank
    for rank, status in enumerate((Status.IN_PROGRESS, Status.EXPIRED, Status.NOT_HELD, Status.PLANNED, Status.HELD))
}
_STATUSES = frozenset(Status)
_GOVERNING = frozenset({Status.NOT_HELD, Status.PLANNED})
_HINT = "hint"
#: the rules whose cues tell how an attempt came out
_PASSED, _COMPLETED = "cues.yaml:passed", "cues.yaml:completed"
_OUTCOMES = frozenset({_PASSED, "cues.yaml:failed", "cues.yaml:fail", "cues.yaml:part 1 passed"})
_FAILURES = frozenset({"cues.yaml:failed", "cues.yaml:fail"})
#: how far behind "second try" its month may stand
_NEXT_EXAM = 24
#: the rules whose cues name what one learns from, which says little beside an exam's date
_MATTER = frozenset({"cues.yaml:classes", "cues.yaml:drills"})
_BOOKED, _FAILED, _WISH = "phrases.yaml:tells_booked", "phrases.yaml:tells_failed", "phrases.yaml:tells_wish"
_AGAIN = "phrases.yaml:tells_again"
#: the rules whose cues look ahead: the date beside them is no day on which anything was said
_AHEAD = frozenset({"cues.yaml:due to expire", "cues.yaml:plan to renew"})
#: what nothing that goes on from it changes
_SETTLED = frozenset({Status.EXPIRED, Status.PLANNED, Status.NOT_HELD})
_TERMINATE = "terminate"
#: on each side of a mention; no entry has more, and each is weighed against all that stands between
_MOST_CUES = 30
_FAR = 30
#: how far a hint may stand from what it speaks of
_HINT_GAP = 40
#: behind "exam on": the day, "3 December" or "December 3rd"
_ON = 3
_DAY = re.compile(r"\W?(?:on|am|le|el|no|em|em|in|\w\w)\s+(?:\d{1,2}\b|[^\W\d_]{3,9}\.? \d{1,2}(?!\d))", re.IGNORECASE)


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
    reaching = [cue for cue in inside if cue.category in _STATUSES and reaches(text, entry, mention, cue, stops)]
    said = _ungoverned(text, mention, [cue for cue in reaching if cue.scope != _HINT])
    if not said:
        return _unsaid(annotations, entry, mention, reaching) or Assertion(default)
    nearest = said
    if len(said) > 1:
        nearest = _not_far_off(mention, [cue for cue in said if not is_parted(entry, mention, cue)] or said)
    other = somebody_else(text, mention, said)
    if other is not None:
        return Assertion(Status.NOT_HELD, other)
    if len(nearest) > 1:
        nearest = _without_matter(text, own_deeds(text, mention, nearest))
    decided = _decided(text, entry, mention, nearest, dates)
    sitting = _sitting(annotations, entry, mention, decided)
    if sitting is not None:
        return sitting
    is_over = decided.status is Status.EXPIRED or (decided.cue is not None and decided.cue.rule in _FAILURES)
    is_settled = decided.status in _SETTLED or (decided.status is Status.HELD and not may_undo(annotations, entry))
    if is_settled and not is_over and not _is_of_matter(decided):
        return decided
    told = told_of(annotations, entry, mention)
    if told is None:
        return decided
    changes = _is_gone_back_to(annotations, decided, told) if is_over else _is_outdone(text, decided, told)
    return Assertion(Status(told.category), told) if changes else decided


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
        cue for cue in cues if cue.rule not in _MATTER or not any(goes_on(text, cue.end, start) for start in passed)
    ]


def _is_gone_back_to(annotations: Annotations, decided: Assertion, told: CueHit) -> bool:
    """Return whether what ran out, or failed, is being taken again: "lapsed in 2022; re-test booked for March"."""
    cue = decided.cue
    if cue is None or told.rule not in (_BOOKED, _AGAIN):
        return False
    again = [word for word in within(annotations.words, cue.end, told.end) if word.group == "tells_again"]
    if decided.status is Status.EXPIRED or not again:
        return bool(again)
    # "failed; will try again" is a wish; with its month it is an exam to come
    ahead = within(annotations.words, again[0].end, again[-1].end + _NEXT_EXAM)
    return any(word.group.startswith("month_") for word in ahead)


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
    is_governed = 0 <= cue.start - told.end <= DATE_GAP and not goes_on(text, told.end, cue.start)
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
        nearest, key=lambda cue: (_RANK[cue.category], distance(mention, cue), cue.start)
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
        if not is_parted(entry, mention, cue)
        and gap_to(text, mention, cue) <= (LEAD if cue.end <= mention.start else _HINT_GAP)
    ]
    if near and within(annotations.dates, *entry.region(mention)):
        # "went in 2019" still says something; "CKA, 2025, once I had the time" does not
        near = [
            cue for cue in near if cue.category != Status.PLANNED and _date_beside(text, cue, annotations.dates, entry)
        ]
    if near:
        cue = min(near, key=lambda cue: (distance(mention, cue), cue.start))
        # "test in the new year", "labs when I have the time": more is done than wished
        told = told_of(annotations, entry, mention) if cue.category == Status.PLANNED else None
        cue = told if told is not None and told.category == Status.IN_PROGRESS else cue
        return Assertion(Status(cue.category), cue)
    marks = within(annotations.cues, entry.start - MARK_GAP, mention.start)
    mark = next((cue for cue in reversed(marks) if cue.scope == MARK), None)
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


def _not_far_off(mention: Mention, cues: Sequence[CueHit]) -> list[CueHit]:
    """Leave out cues far off where one stands right beside: "Passed the CKA after two years of meaning to"."""
    least = min(distance(mention, cue) for cue in cues)
    is_done = any(c.category == Status.HELD and 0 <= mention.start - c.end <= BESIDE for c in cues)
    return [
        cue
        for cue in cues
        if (least > BESIDE or distance(mention, cue) <= least + _FAR or cue.rule in _OUTCOMES)
        and not (is_done and cue.category == Status.PLANNED and cue.start >= mention.end)
    ]


def _date_beside(text: str, cue: CueHit, dates: Sequence[DateHit], entry: Entry) -> str | None:
    """Return the date right behind or right before a cue: "failed 2021, passed 2023"."""
    for date in within(dates, max(cue.end, entry.start), cue.end + DATE_GAP + 1):
        if "," not in text[cue.end : date.start]:
            return date.last if date.last and date.last != "present" else date.first
    before = within(dates, max(cue.start - DATE_GAP, entry.start), cue.start)
    return next((date.first for date in reversed(before) if 0 <= cue.start - date.end <= BESIDE), None)
