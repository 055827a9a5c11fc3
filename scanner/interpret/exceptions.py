"""Names that a statement leaves out: "CCNA, CISSP and CKA, all current except the CKA"."""

from collections.abc import Mapping, Sequence

from scanner.interpret.assertion import Assertion
from scanner.interpret.scopes import Entry, is_coordinated
from scanner.interpret.telling import KEPT_RULE, told_in
from scanner.model import Annotations, CueHit, Mention, Status
from scanner.spans import within

_EXCEPTION = "exception"
_KEPT_UP = "cues.yaml:recertified"
_NEAR = 8


def excepted(annotations: Annotations, entry: Entry) -> Mapping[str, Assertion]:
    """Return what is meant of the names that an entry leaves out of what it says of the others."""
    text = annotations.document.text
    found: dict[str, Assertion] = {}
    for word in within(annotations.words, entry.start, entry.mentions[-1].start):
        if word.group != _EXCEPTION:
            continue
        chain = _list_behind(text, word.end, entry.mentions)
        if not chain:
            continue
        if told_in(annotations, chain[-1].end, entry.region(chain[-1])[1]) is not None:
            continue
        before = [m.end for m in entry.mentions if m.end <= word.start]
        cue = told_in(annotations, max(before, default=entry.start), word.start) or told_in(
            annotations, entry.start, word.start
        )
        status = _opposite(cue) if cue is not None else None
        if status is not None:
            found |= {mention.ref: Assertion(status, cue) for mention in chain}
    return found


def _list_behind(text: str, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the names that a word leads to: one, or a list."""
    chain: list[Mention] = []
    for mention in mentions:
        if mention.start >= end:
            if mention.start - end > _NEAR if not chain else not is_coordinated(text, chain[-1], mention):
                break
            chain.append(mention)
    return chain


def _opposite(cue: CueHit) -> Status | None:
    if cue.category == Status.HELD:
        return Status.EXPIRED if cue.rule in (_KEPT_UP, KEPT_RULE) else Status.NOT_HELD
    return Status.HELD if cue.category in (Status.EXPIRED, Status.NOT_HELD) else None
