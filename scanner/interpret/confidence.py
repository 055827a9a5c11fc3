"""How sure a claim of a resume is: the name's own confidence, and the rules that lower it (docs/confidence.md)."""

import re

from scanner.interpret.assertion import Assertion
from scanner.interpret.dating import Dating
from scanner.interpret.scopes import REACH, WEAK, Entry
from scanner.interpret.telling import is_told
from scanner.model import Annotations, Mention, Status
from scanner.spans import Span, uncovered, within

#: at most as sure is a bare name, by the section that it stands in; before the first heading the kind is None
_BARE = {
    "skills": 0.8,
    "experience": 0.7,
    "projects": 0.6,
    "publications": 0.6,
    "other": 0.7,
    "courses": 0.8,
    "summary": 0.8,
    None: 0.8,
}
#: sections that hold all kinds of things
_LOOSE = frozenset({None, "other", "courses", "publications"})
#: in these a sentence about a credential is the candidate's
_FIRM = frozenset({"certifications", "skills", "goals", "experience", "summary"})
#: a status composed of words, one that other cues contradict, or one amid words that nobody knows
_COMPOSED = _CONTRADICTED = _AMID_WORDS = 0.85
_UNEXPLAINED = 0.8
#: a dated name under a heading that no list knows, and what only the kind of its section says: a paper, a plan
_UNKNOWN_HEADING, _BY_SECTION = 0.85, 0.7
_FEW, _MANY = 2, 4
_OTHER = "other"
#: word lists that explain nothing of an entry
_SAYS_NOTHING = ("posting_", "resume_", "unlisted_", "no_name", "heading_lead", "tells_", "refers_", "exception")
_STATUSES = frozenset(Status)
#: single words that tell something else than what was decided; who failed, or let it go, had tried or had it before
_TELLS = {
    "tells_failed": frozenset({Status.HELD, Status.IN_PROGRESS, Status.PLANNED}),
    "tells_again": frozenset({Status.HELD, Status.NOT_HELD}),
    "tells_booked": frozenset({Status.HELD, Status.PLANNED}),
    "tells_over": frozenset({Status.HELD, Status.IN_PROGRESS, Status.PLANNED}),
    "tells_won": frozenset({Status.NOT_HELD, Status.PLANNED}),
    "tells_not": frozenset({Status.HELD}),
    "negation": frozenset({Status.HELD}),
}
_HINT = "hint"
_UNDATED = Dating()
_WORD = re.compile(r"[^\W\d_]{2,}")


def confidence_of(
    annotations: Annotations, entry: Entry, mention: Mention, assertion: Assertion, dating: Dating
) -> float:
    """Return how sure a claim is, from 0 to 1, to two digits."""
    section, cue = entry.sentence.section.kind, assertion.cue
    limits = [mention.confidence]
    if is_told(cue):
        limits.append(_COMPOSED)
        return round(min(limits), 2)
    start, end = max(entry.before(mention)[0], mention.start - REACH), entry.region(mention)[1]
    if cue is None:
        unknown = _unknown_words(annotations, start, end)
        limits += _limits_of_bare(section, unknown, is_dated=dating != _UNDATED)
        limits += [_BY_SECTION] if assertion.status is not Status.HELD else []
    else:
        limits += [_CONTRADICTED] if _is_contradicted(annotations, start, end, assertion.status) else []
        most = _FEW if section in _LOOSE else _MANY
        is_amid = section not in _FIRM and _unknown_words(annotations, start, end) >= most
        limits += [_AMID_WORDS] if is_amid else []
    return round(min(limits), 2)


def _is_contradicted(annotations: Annotations, start: int, end: int, status: Status) -> bool:
    """Return whether a phrase, or a word in no phrase, says something else than what was decided."""
    cues = within(annotations.cues, start, end)
    said = {cue.category for cue in cues if cue.scope not in WEAK or cue.scope == _HINT}
    if len((said & _STATUSES) | {status.value}) > 1:
        return True
    telling = [word for word in within(annotations.words, start, end) if status in _TELLS.get(word.group, ())]
    return any(not any(cue.start < word.end and word.start < cue.end for cue in cues) for word in telling)


def _limits_of_bare(section: str | None, unknown: int, *, is_dated: bool) -> list[float]:
    limits = [_UNEXPLAINED] if unknown >= _FEW else []
    if not is_dated:
        return [*limits, _BARE.get(section, 1.0)]
    limits += [_UNKNOWN_HEADING] if section == _OTHER else []
    return [*limits, _AMID_WORDS] if unknown and section in _LOOSE else limits


def _unknown_words(annotations: Annotations, start: int, end: int) -> int:
    """Return how many words of a stretch are no name, no date, and on no list that explains them."""
    words = (word for word in within(annotations.words, start, end) if not word.group.startswith(_SAYS_NOTHING))
    spans: list[Span] = [*words, *within(annotations.dates, start, end), *within(annotations.mentions, start, end)]
    return len(_WORD.findall(uncovered(annotations.document.text, spans, start, end)))
