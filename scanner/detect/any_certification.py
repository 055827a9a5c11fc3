"""Certificates of which no name and no family is said: "relevant certifications", "Certifications are a plus"."""

from collections.abc import Iterator, Sequence

from scanner.detect.scene import Scene
from scanner.model import Mention, Via, WordHit
from scanner.spans import within

_ANY = "*/*"
#: how far in front of its noun an adjective is looked for
_REACH = 120
#: how far the cue may be from the words that it is about
_CUE_GAP = 14
#: how many blanks may stand between a noun and the adjective behind it
_BLANKS = 4


def find_any(scene: Scene, nouns: Sequence[WordHit]) -> Iterator[Mention]:
    """Yield "relevant certifications": any at all, where no family stands beside it."""
    for noun in nouns:
        if noun.group != "certification_noun":
            continue
        start = _any_from(scene, noun)
        if start is None and _is_wished_for(scene, noun):
            start = noun.start
        if start is not None:
            yield Mention(_ANY, start, noun.end, Via.WILDCARD, 0.8)


def _any_from(scene: Scene, noun: WordHit) -> int | None:
    """Return where "any relevant certification" begins, adjectives behind the noun included."""
    for group in within(scene.groups, noun.start - _REACH, noun.start + 1):
        is_any = group.group in ("any_adjective", "any_certification")
        is_beside = group.end >= noun.start or not scene.text[group.end : noun.start].strip()
        if any(
            c.category == "or_equivalent" and c.end > group.start
            for c in within(scene.cues, group.start - _CUE_GAP, noun.start)
        ):
            return None
        if is_any and group.start < noun.start and is_beside:
            return group.start
    behind = [
        g for g in within(scene.groups, noun.end, noun.end + _BLANKS) if not scene.text[noun.end : g.start].strip()
    ]
    # "certification such as" only leads what follows.
    has_adjective = any(g.group == "any_adjective" for g in behind) and all(g.group != "such_as" for g in behind)
    return noun.start if has_adjective and scene.is_posting else None


def _is_wished_for(scene: Scene, noun: WordHit) -> bool:
    """Return whether a sentence is about nothing but certificates: "Certifications are a plus"."""
    if not scene.is_posting or scene.sentence(noun.start).start != noun.start or scene.text[noun.end - 1] != "s":
        return False
    behind = within(scene.cues, noun.end, noun.end + _CUE_GAP)
    return any(cue.category == "preferred" and ":" not in scene.text[noun.end : cue.start] for cue in behind)
