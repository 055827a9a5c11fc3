"""Families instead of names: "AWS certification", "certified in Azure", "relevant certifications"."""

import re
from collections.abc import Iterator, Sequence

from scanner.catalog import Catalog
from scanner.catalog.words import fold
from scanner.detect.any_certification import find_any
from scanner.detect.beside_families import LEVEL_REACH, is_filler, levels_near
from scanner.detect.family_lists import LIST, LIST_REACH, before_names, of_skills
from scanner.detect.family_mentions import FamilyMentions
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon
from scanner.detect.licences import find_levels, find_licences
from scanner.detect.scene import Scene, decoys_of
from scanner.model import Mention, WordHit
from scanner.spans import longest, overlaps, within

#: how the noun ends in French, Spanish and Portuguese
_ROMANCE = frozenset(
    {
        "certification",
        "certifications",
        "certificat",
        "certificats",
        "certificacion",
        "certificaciones",
        "certificado",
        "certificados",
        "certificacao",
        "certificacoes",
    }
)
_OPENING = re.compile(r"\s*\(\s*")
_CLOSING = re.compile(r"\s*(?:,?\s*etc\.?\s*)?\)")
#: how far a list of families may reach from its noun
_REACH = 1_000
_NOUNS = ("certification_noun", "certified")
_BODY = "certifying_body"


class WildcardFinder:
    """Finds families that are named as credentials."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon) -> None:
        self._families = catalog.families
        self._lexicon = lexicon
        self._mentions = FamilyMentions(catalog.families, lexicon)

    def find(self, scene: Scene, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions of wildcards that no named credential overlaps."""
        decoys, families = self._family_hits(scene, mentions)
        nouns = [
            group
            for group in scene.groups
            if group.group in _NOUNS
            and not overlaps(mentions, group.start, group.end)
            and not overlaps(decoys, group.start, group.end)
        ]
        found: dict[int, Mention] = {}
        alone: list[WordHit] = []
        for noun in nouns:
            named = [*self._at_noun(scene, noun, families, mentions)] or [
                *of_skills(self._mentions, scene, noun, families)
            ]
            found.update({mention.start: mention for mention in named if mention.start not in found})
            if not named:
                alone.append(noun)
        for mention in (
            *before_names(self._mentions, scene, families, mentions),
            *self._in_lists(scene, families, mentions),
        ):
            found.setdefault(mention.start, mention)
        licences = find_licences(scene, families, self._lexicon, self._families)
        levels = find_levels(scene, mentions, self._families)
        for mention in (*find_any(scene, alone), *levels, *licences):
            if mention.start not in found and not overlaps(mentions, mention.start, mention.end):
                found[mention.start] = mention
        return longest(found.values())

    def _family_hits(self, scene: Scene, mentions: Sequence[Mention]) -> tuple[list[Hit], list[Hit]]:
        """Return the look-alikes of a document, and the families and subjects that stand outside them."""
        subjects = self._lexicon.subjects
        named = longest(scene.hits.branded)
        # "SQL Server certification" is no server certificate.
        decoys = [decoy for decoy in decoys_of(scene) if not _begins_inside(named, decoy)]
        return decoys, [
            hit
            for hit in named
            if not overlaps(mentions, hit.start, hit.end)
            and (hit.words in subjects or not overlaps(decoys, hit.start, hit.end))
        ]

    def _at_noun(
        self, scene: Scene, noun: WordHit, families: Sequence[Hit], mentions: Sequence[Mention]
    ) -> Iterator[Mention]:
        sentence = scene.sentence(noun.start)
        start, end = max(sentence.start, noun.start - _REACH), min(sentence.end, noun.end + _REACH)
        before = [hit for hit in within(families, start, noun.start) if hit.end <= noun.start]
        chain = _chain_before(scene, before, noun)
        levels = levels_near(scene, mentions, chain[0].start if chain else noun.start, noun.end, noun)
        behind = within(families, noun.end, end)
        if not chain and _is_named(scene, mentions, noun):
            # "PMP certification from PMI": the noun is the name's.
            return
        if not chain:
            chain = _chain_behind(scene, behind, noun)
            if chain and not levels:
                levels = levels_near(scene, mentions, noun.start, chain[-1].end, noun)
        elif behind and _OPENING.fullmatch(scene.text[noun.end : behind[0].start]):
            # In a bracket behind the noun: "cloud certification (AWS, Azure or GCP)".
            listed = _chain_behind(scene, behind, noun)
            if _CLOSING.match(scene.text, listed[-1].end):
                # They share its level: "Associate-level cloud certification (AWS, Azure or GCP)".
                yield from (self._mentions.of(hit, levels, None) for hit in listed)
        for hit in self._without_fields(scene, chain):
            yield self._mentions.of(hit, levels, noun if hit is chain[-1] and hit.end <= noun.start else None)

    def _without_fields(self, scene: Scene, chain: Sequence[Hit]) -> Iterator[Hit]:
        """Yield the families but for fields that only narrow the one before: "Microsoft security certification"."""
        for before, hit in zip([None, *chain], chain, strict=False):
            is_tied = before is not None and not scene.text[before.end : hit.start].strip()
            if not is_tied or not self._mentions.is_field(hit):
                yield hit

    def _in_lists(self, scene: Scene, families: Sequence[Hit], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield bodies that do nothing but certify, in a list of credentials: "CCNA, ITIL, GIAC a plus"."""
        bodies = longest(g for g in scene.groups if g.group == _BODY)
        for hit in families:
            if not scene.is_posting or hit.words in self._lexicon.subjects or not overlaps(bodies, hit.start, hit.end):
                continue
            before = within(mentions, hit.start - LIST_REACH, hit.start)
            own = self._families.members(self._lexicon.families[hit.words][0])
            # "A+ certification, CompTIA": behind its own credential a body is only its issuer.
            if before and before[-1].ref in own:
                continue
            if any(LIST.fullmatch(scene.text[m.end : hit.start]) for m in before):
                yield self._mentions.of(hit, (), None)


def _chain_before(scene: Scene, before: Sequence[Hit], noun: WordHit) -> list[Hit]:
    """Return the families of "AWS, Azure or GCP [associate-level] certification", in order."""
    chain: list[Hit] = []
    edge = noun.start
    for hit in reversed(before):
        between = scene.text[hit.end : edge]
        if (chain and LIST.fullmatch(between)) or (not chain and is_filler(scene, hit.end, edge)):
            chain.insert(0, hit)
            edge = hit.start
        else:
            break
    return chain


def _chain_behind(scene: Scene, behind: Sequence[Hit], noun: WordHit) -> list[Hit]:
    """Return the families of "certified in Azure", "certifications (AWS, GCP)"."""
    chain: list[Hit] = []
    edge = noun.end
    for hit in behind:
        between = scene.text[edge : hit.start]
        if (chain and LIST.fullmatch(between) and between.strip()) or (
            not chain and _leads_to(scene, noun, edge, hit.start, between)
        ):
            chain.append(hit)
        else:
            break
        edge = hit.end
    return chain


def _leads_to(scene: Scene, noun: WordHit, start: int, end: int, between: str) -> bool:
    if _OPENING.fullmatch(between):
        return True
    if not between.strip() and "\n" not in between:
        # "certified AWS …"; in Romance languages the issuer stands behind the noun: "certificações GIAC".
        return noun.group == "certified" or fold(scene.text[noun.start : noun.end]) in _ROMANCE
    has_preposition = any(g.group == "noun_preposition" and g.end <= end for g in within(scene.groups, start, end))
    return has_preposition and is_filler(scene, start, end, also=("noun_preposition", "any_adjective", "one_of"))


def _begins_inside(hits: Sequence[Hit], decoy: Hit) -> bool:
    return any(hit.end > decoy.start for hit in within(hits, decoy.start - LEVEL_REACH, decoy.start))


def _is_named(scene: Scene, mentions: Sequence[Mention], noun: WordHit) -> bool:
    """Return whether a noun stands right behind a credential's name."""
    before = within(mentions, noun.start - LIST_REACH, noun.start)
    return bool(before) and not scene.text[before[-1].end : noun.start].strip(" ®™-–")
