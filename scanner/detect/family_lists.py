"""Families whose noun stands beside something else: beside a name, a whole list, or in a clause behind skills."""

import re
from collections.abc import Iterator, Sequence

from scanner.detect.beside_families import LEVEL_REACH, is_filler, levels_near
from scanner.detect.family_mentions import FamilyMentions
from scanner.detect.hits import Hit
from scanner.detect.scene import Scene
from scanner.model import Mention, WordHit
from scanner.spans import within

LIST = re.compile(
    r"\s*(?:[,/&+]|\b(?:and|or|und|oder|et|ou|y|e|o|and/or)\b)?\s*(?:\b(?:and|or|und|oder|et|ou|y|e|o)\b)?\s*",
    re.IGNORECASE,
)
#: how far back a list is followed
LIST_REACH = 120
_ALTERNATIVE = re.compile(r"/|\b(?:or|oder|ou|o)\b", re.IGNORECASE)
# Behind what names skills: "; certification", ", ideally with certification", "(certified".
_NEW_CLAUSE = re.compile(r"[,;(–](?!.*[,;(–])|\s-\s(?!.*\s-\s)")
#: how far behind its noun the cue may stand: "a certificate in one of them is expected"
_ASKED_WITHIN = 30
_ASKING = frozenset({"required", "preferred", "assumed"})
_NOUN = "certification_noun"


def before_names(
    naming: FamilyMentions, scene: Scene, families: Sequence[Hit], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield the families that "or" joins to a name with its noun: "Azure or Power BI certification"."""
    for noun in (group for group in scene.groups if group.group == _NOUN and scene.is_posting):
        named = within(mentions, noun.start - LIST_REACH, noun.start + 1)
        if not named or scene.text[named[-1].end : max(noun.start, named[-1].end)].strip(" ®™-–"):
            continue
        edge = named[-1].start
        for hit in reversed(within(families, max(scene.sentence(edge).start, edge - LIST_REACH), edge)):
            between = scene.text[hit.end : edge]
            if not LIST.fullmatch(between) or (edge == named[-1].start and not _ALTERNATIVE.search(between)):
                break
            edge = hit.start
            yield naming.of(hit, (), None)


def of_skills(naming: FamilyMentions, scene: Scene, noun: WordHit, families: Sequence[Hit]) -> Iterator[Mention]:
    """Yield the platforms of skills behind which a certificate is asked for: "AWS experience; certified a plus"."""
    sentence = scene.sentence(noun.start)
    lead = _NEW_CLAUSE.search(scene.text, max(sentence.start, noun.start - 2 * LEVEL_REACH), noun.start)
    if lead is None or not scene.is_posting:
        return
    near = within(scene.cues, lead.end(), min(sentence.end, noun.end + _ASKED_WITHIN))
    asking = [cue for cue in near if cue.category in _ASKING and cue.scope != "nearest"]
    own = max((cue.end for cue in asking if cue.end <= noun.start), default=lead.end())
    if not asking or not is_filler(scene, own, noun.start, ("any_adjective",)):
        return
    before = within(families, max(sentence.start, lead.start() - LIST_REACH), lead.start())
    edge = before[-1].end if before else 0
    chain: list[Hit] = []
    for hit in reversed(before):
        if naming.is_field(hit) or (chain and not LIST.fullmatch(scene.text[hit.end : chain[0].start])):
            break
        chain.insert(0, hit)
    if not chain or _NEW_CLAUSE.search(scene.text, edge, lead.start()):
        return
    # A cue between the two must stay outside: "Kubernetes, ideally certified".
    last = noun if own == lead.end() else None
    levels = levels_near(scene, (), noun.start, noun.end, noun)
    yield from (naming.of(hit, levels, last if hit is chain[-1] else None) for hit in chain)
