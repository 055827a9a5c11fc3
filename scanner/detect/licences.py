"""Families that need no word beside them: levels of published lists ("IAT Level II"), and driving licences."""

import re
from collections.abc import Iterator, Sequence

from scanner.catalog import Families
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon
from scanner.detect.scene import CONFIDENCE, Scene
from scanner.model import Mention, Via, WordHit
from scanner.spans import overlaps, within

_NEXT_LEVEL = re.compile(r"\s*(?:/|,|,?\s*\bor\b)\s*(?:level\s+)?(?P<level>I{1,3}|[123])\b(?!\w)", re.IGNORECASE)
_DOD = "dod_"
_LIST_TAIL = "list_tail"
_DEMANDS = frozenset({"required", "assumed", "preferred"})
#: how far into what a resume says a licence may begin: "Full, clean driving licence"
_HEAD = 14


def find_licences(scene: Scene, hits: Sequence[Hit], lexicon: Lexicon, families: Families) -> Iterator[Mention]:
    """Yield licences that are families: asked for by a posting, or at the head of what a resume says."""
    for hit in hits:
        names = lexicon.families.get(hit.words, ())
        if names and families.by_name[names[0]].kind == "licence" and _is_meant(scene, hit):
            yield Mention(f"{names[0]}/*", hit.start, hit.end, Via.WILDCARD, CONFIDENCE[Via.WILDCARD])


def _is_meant(scene: Scene, hit: Hit) -> bool:
    sentence = scene.sentence(hit.start)
    if not scene.is_posting:
        return hit.start - sentence.start < _HEAD
    cues = within(scene.cues, sentence.start, sentence.end)
    return sentence.section.strength is not None or any(cue.category in _DEMANDS for cue in cues)


def find_levels(scene: Scene, mentions: Sequence[Mention], families: Families) -> Iterator[Mention]:
    """Yield the levels of lists that somebody else publishes: "IAT Level II"."""
    for group in scene.groups:
        if group.group.startswith(_DOD) and not overlaps(mentions, group.start, group.end):
            yield _level(scene, group, families)


def _level(scene: Scene, group: WordHit, families: Families) -> Mention:
    """Return a published list's level, with the others that go on behind it: "IAT Level II or III"."""
    ref, end = f"dod-8140/*{group.group.removeprefix(_DOD)}", group.end
    refs = [ref]
    while (match := _NEXT_LEVEL.match(scene.text, end)) and families.knows(_at(ref, match)):
        refs.append(_at(ref, match))
        end = match.end()
    # "IAT II compliant": said of the person, where "ITIL compliant" is said of the work.
    end = next((tail.end for tail in within(scene.groups, end, end + 2) if tail.group == _LIST_TAIL), end)
    return Mention(ref, group.start, end, Via.WILDCARD, 0.9, tuple(dict.fromkeys(refs)) if len(refs) > 1 else ())


def _at(ref: str, match: re.Match[str]) -> str:
    """Return a list's wildcard at another level, which stands in Roman or other figures."""
    figure = match["level"]
    return f"{ref.rpartition('-')[0]}-{len(figure) if figure.startswith('I') else figure}"
