"""Whose deed a cue tells: the candidate's own, or somebody else's."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scanner.model import CueHit, Mention, Status

_SENTENCE = "sentence"
#: what one says of oneself behind what others did: "my employer paid for the CISM; I plan to sit it in May"
_OWN_DEEDS = frozenset({Status.HELD, Status.IN_PROGRESS, Status.PLANNED})
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


def goes_on(text: str, start: int, end: int) -> bool:
    """Return whether another clause, with a verb of its own, begins in a stretch."""
    return _OWN_VERB.search(text, start, end) is not None


def own_deeds(text: str, mention: Mention, cues: list[CueHit]) -> list[CueHit]:
    """Leave out what was said before where one's own deed follows: "my employer paid for the CISM; I passed it"."""
    deeds = [cue for cue in cues if cue.category in _OWN_DEEDS and cue.start >= mention.end]
    if not any(_FIRST_PERSON.search(text, mention.end, cue.start) for cue in deeds):
        return cues
    return [cue for cue in cues if cue.category != Status.NOT_HELD or cue.end > mention.start]


def somebody_else(text: str, mention: Mention, cues: Sequence[CueHit]) -> CueHit | None:
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
        if c.category == Status.HELD and other.end <= c.start < mention.start and goes_on(text, other.end, c.start)
    ]
    return None if own else other


def _is_of_another(text: str, cue: CueHit) -> bool:
    """Return whether a deed has another's subject: "our lead designer earned his CCNP"."""
    return _ANOTHER.search(text, max(cue.start - _LONGEST_SUBJECT, 0), cue.start) is not None and (
        _ITS_OWNER.match(text, cue.end) is not None
    )
