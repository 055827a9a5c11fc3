"""What may stand between a family and its noun, and the levels beside the two."""

import re
from collections.abc import Sequence

from scanner.detect.scene import Scene
from scanner.model import Mention, WordHit
from scanner.spans import overlaps, within

#: how far in front of a family its level may begin: "Associate-level AWS certification"
LEVEL_REACH = 20
#: how far behind one
_LEVEL_GAP = 14
_LEVEL = "level_"
_LONGEST_FILLER = 200
#: "professional certification in project management": what every certificate is
_NO_LEVEL = "professional"
_BESIDE = re.compile(r"[ \-–]*")
_LINK = re.compile(r"[\s\-–(:,/]*")
_LEADS_LEVEL = re.compile(r"[\s,(/]*(?:at|on|of|auf|or|oder|ou|o)?[\s]*(?:the|an?)?[\s]*")


def is_filler(scene: Scene, start: int, end: int, also: tuple[str, ...] = ()) -> bool:
    """Return whether nothing but words that don't matter stands between two offsets."""
    if end - start > _LONGEST_FILLER:
        return False
    allowed = ("filler", *also)
    joins = any(g.group == "or" for g in within(scene.groups, start, end)) and any(
        g.group.startswith(_LEVEL) for g in within(scene.groups, start, end)
    )
    if joins:
        # "AWS Associate or Professional certification"
        allowed = (*allowed, "or")
    rest = scene.text[start:end]
    for cue in within(scene.cues, start, end):
        # "AWS or any other certs"
        if cue.category == "or_equivalent" and cue.end <= end:
            rest = rest[: cue.start - start] + " " * (cue.end - cue.start) + rest[cue.end - start :]
    for group in sorted(within(scene.groups, start, end), key=lambda g: g.start - g.end):
        if group.end <= end and (group.group in allowed or group.group.startswith(_LEVEL)):
            rest = rest[: group.start - start] + " " * (group.end - group.start) + rest[group.end - start :]
    return _LINK.fullmatch(rest) is not None and "\n\n" not in rest


def levels_near(scene: Scene, mentions: Sequence[Mention], start: int, end: int, noun: WordHit) -> tuple[str, ...]:
    """Return the levels named before a family, between it and its noun, or right behind the two."""
    found: list[str] = []
    edge = end
    reach = end + _LEVEL_GAP
    for group in within(scene.groups, min(start, noun.start) - LEVEL_REACH, end + 3 * _LEVEL_GAP):
        if not group.group.startswith(_LEVEL) or overlaps(mentions, group.start, group.end):
            continue
        text = scene.text
        leads = group.end <= start and _BESIDE.fullmatch(text[group.end : start]) is not None
        inside = min(start, noun.start - _LEVEL_GAP) <= group.start and group.end <= noun.start
        behind = edge <= group.start <= reach and _LEADS_LEVEL.fullmatch(text[edge : group.start])
        if leads and start == noun.start and text[group.start : group.end].casefold() == _NO_LEVEL:
            continue
        if leads or inside or behind:
            found.append(group.group.removeprefix(_LEVEL))
        if behind:
            # "at the Professional or Specialty level"
            edge, reach = group.end, group.end + _LEVEL_GAP
    return tuple(dict.fromkeys(found))
