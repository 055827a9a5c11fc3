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
_FEW, _MANY = 2, 4
#: word lists that explain nothing of an entry
_SAYS_NOTHING = ("posting_", "resume_", "unlisted_", "no_name", "heading_lead", "tells_", "refers_", "exception")
_STATUSES = frozenset(Status)
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
    else:
        said = {c.category for c in within(annotations.cues, start, end) if c.scope not in WEAK}
        limits += [_CONTRADICTED] if len((said & _STATUSES) | {assertion.status.value}) > 1 else []
        most = _FEW if section in _LOOSE else _MANY
        is_amid = section not in _FIRM and _unknown_words(annotations, start, end) >= most
        limits += [_AMID_WORDS] if is_amid else []
    return round(min(limits), 2)


def _limits_of_bare(section: str | None, unknown: int, *, is_dated: bool) -> list[float]:
    limits = [_UNEXPLAINED] if unknown >= _FEW else []
    if not is_dated:
        return [*limits, _BARE.get(section, 1.0)]
    return [*limits, _AMID_WORDS] if unknown and section in _LOOSE else limits


def _unknown_words(annotations: Annotations, start: int, end: int) -> int:
    """Return how many words of a stretch are no name, no date, and on no list that explains them."""
    words = (word for word in within(annotations.words, start, end) if not word.group.startswith(_SAYS_NOTHING))
    spans: list[Span] = [*words, *within(annotations.dates, start, end), *within(annotations.mentions, start, end)]
    return len(_WORD.findall(uncovered(annotations.document.text, spans, start, end)))
