"""Families instead of names: "AWS certification", "certified in Azure", "relevant certifications"."""

import re
from collections.abc import Iterator, Sequence

from scanner.catalog import Catalog
from scanner.catalog.words import fold
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon
from scanner.detect.licences import find_levels, find_licences
from scanner.detect.scene import CONFIDENCE, Scene, decoys_of
from scanner.model import Mention, Via, WordHit
from scanner.spans import longest, overlaps, within

ANY = "*/*"
_LIST = re.compile(
    r"\s*(?:[,/&+]|\b(?:and|or|und|oder|et|ou|y|e|o|and/or)\b)?\s*(?:\b(?:and|or|und|oder|et|ou|y|e|o)\b)?\s*",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[ \-–]*")
_LINK = re.compile(r"[\s\-–(:,/]*")
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
_LEVEL_GAP = 14
#: how far in front of a family its level may begin: "Associate-level AWS certification"
_LEVEL_REACH = 20
_LEADS_LEVEL = re.compile(r"[\s,(/]*(?:at|on|of|auf|or|oder|ou|o)?[\s]*(?:the|an?)?[\s]*")
_OPENING = re.compile(r"\s*\(\s*")
_CLOSING = re.compile(r"\s*(?:,?\s*etc\.?\s*)?\)")
# Behind what names skills: "; certification", ", ideally with certification", "(certified".
_NEW_CLAUSE = re.compile(r"[,;(–](?!.*[,;(–])|\s-\s(?!.*\s-\s)")
#: how far behind its noun the cue may stand: "a certificate in one of them is expected"
_ASKED_WITHIN = 30
_ALTERNATIVE = re.compile(r"/|\b(?:or|oder|ou|o)\b", re.IGNORECASE)
_ASKING = frozenset({"required", "preferred", "assumed"})
_LIST_REACH = 120
#: how far a list of families may reach from its noun, and how long what stands between the two may be
_REACH = 1_000
_LONGEST_FILLER = 200
_NOUNS = ("certification_noun", "certified")
_LEVEL = "level_"
_BODY = "certifying_body"


class WildcardFinder:
    """Finds families that are named as credentials."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon) -> None:
        self._families = catalog.families
        self._lexicon = lexicon

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
            named = [*self._at_noun(scene, noun, families, mentions)] or [*self._of_skills(scene, noun, families)]
            found.update({mention.start: mention for mention in named if mention.start not in found})
            if not named:
                alone.append(noun)
        for mention in (*self._before_names(scene, families, mentions), *self._in_lists(scene, families, mentions)):
            found.setdefault(mention.start, mention)
        licences = find_licences(scene, families, self._lexicon, self._families)
        levels = find_levels(scene, mentions, self._families)
        for mention in (*self._any(scene, alone), *levels, *licences):
            if mention.start not in found and not overlaps(mentions, mention.start, mention.end):
                found[mention.start] = mention
        return longest(found.values())

    def _family_hits(self, scene: Scene, mentions: Sequence[Mention]) -> tuple[list[Hit], list[Hit]]:
        """Return the look-alikes of a document, and the families and subjects that stand outside them."""
        lexicon = self._lexicon
        hits = (hit for hit in scene.hits if hit.words in lexicon.families or hit.words in lexicon.subjects)
        named = longest(hits)
        # "SQL Server certification" is no server certificate.
        decoys = [decoy for decoy in decoys_of(scene, lexicon) if not _begins_inside(named, decoy)]
        return decoys, [
            hit
            for hit in named
            if not overlaps(mentions, hit.start, hit.end)
            and (hit.words in lexicon.subjects or not overlaps(decoys, hit.start, hit.end))
        ]

    def _at_noun(
        self, scene: Scene, noun: WordHit, families: Sequence[Hit], mentions: Sequence[Mention]
    ) -> Iterator[Mention]:
        sentence = scene.sentence(noun.start)
        start, end = max(sentence.start, noun.start - _REACH), min(sentence.end, noun.end + _REACH)
        before = [hit for hit in within(families, start, noun.start) if hit.end <= noun.start]
        chain = self._chain_before(scene, before, noun)
        levels = self._levels_near(scene, mentions, chain[0].start if chain else noun.start, noun.end, noun)
        behind = within(families, noun.end, end)
        if not chain and _is_named(scene, mentions, noun):
            # "PMP certification from PMI": the noun is the name's.
            return
        if not chain:
            chain = self._chain_behind(scene, behind, noun)
            if chain and not levels:
                levels = self._levels_near(scene, mentions, noun.start, chain[-1].end, noun)
        elif behind and _OPENING.fullmatch(scene.text[noun.end : behind[0].start]):
            # In a bracket behind the noun: "cloud certification (AWS, Azure or GCP)".
            listed = self._chain_behind(scene, behind, noun)
            if _CLOSING.match(scene.text, listed[-1].end):
                # They share its level: "Associate-level cloud certification (AWS, Azure or GCP)".
                yield from (self._mention(hit, levels, None) for hit in listed)
        for hit in self._without_fields(scene, chain):
            yield self._mention(hit, levels, noun if hit is chain[-1] and hit.end <= noun.start else None)

    def _before_names(self, scene: Scene, families: Sequence[Hit], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the families that "or" joins to a name with its noun: "Azure or Power BI certification"."""
        for noun in (group for group in scene.groups if group.group == _NOUNS[0] and scene.is_posting):
            named = within(mentions, noun.start - _LIST_REACH, noun.start + 1)
            if not named or scene.text[named[-1].end : max(noun.start, named[-1].end)].strip(" ®™-–"):
                continue
            edge = named[-1].start
            for hit in reversed(within(families, max(scene.sentence(edge).start, edge - _LIST_REACH), edge)):
                between = scene.text[hit.end : edge]
                if not _LIST.fullmatch(between) or (edge == named[-1].start and not _ALTERNATIVE.search(between)):
                    break
                edge = hit.start
                yield self._mention(hit, (), None)

    def _of_skills(self, scene: Scene, noun: WordHit, families: Sequence[Hit]) -> Iterator[Mention]:
        """Yield the platforms of skills behind which a certificate is asked for: "AWS experience; certified a plus"."""
        sentence = scene.sentence(noun.start)
        lead = _NEW_CLAUSE.search(scene.text, max(sentence.start, noun.start - 2 * _LEVEL_REACH), noun.start)
        if lead is None or not scene.is_posting:
            return
        near = within(scene.cues, lead.end(), min(sentence.end, noun.end + _ASKED_WITHIN))
        asking = [cue for cue in near if cue.category in _ASKING and cue.scope != "nearest"]
        own = max((cue.end for cue in asking if cue.end <= noun.start), default=lead.end())
        if not asking or not self._is_filler(scene, own, noun.start, ("any_adjective",)):
            return
        before = within(families, max(sentence.start, lead.start() - _LIST_REACH), lead.start())
        edge = before[-1].end if before else 0
        chain: list[Hit] = []
        for hit in reversed(before):
            if self._is_field(hit) or (chain and not _LIST.fullmatch(scene.text[hit.end : chain[0].start])):
                break
            chain.insert(0, hit)
        if not chain or _NEW_CLAUSE.search(scene.text, edge, lead.start()):
            return
        # A cue between the two must stay outside: "Kubernetes, ideally certified".
        last = noun if own == lead.end() else None
        levels = self._levels_near(scene, (), noun.start, noun.end, noun)
        yield from (self._mention(hit, levels, last if hit is chain[-1] else None) for hit in chain)

    def _without_fields(self, scene: Scene, chain: Sequence[Hit]) -> Iterator[Hit]:
        """Yield the families but for fields that only narrow the one before: "Microsoft security certification"."""
        for before, hit in zip([None, *chain], chain, strict=False):
            is_tied = before is not None and not scene.text[before.end : hit.start].strip()
            if not is_tied or not self._is_field(hit):
                yield hit

    def _is_field(self, hit: Hit) -> bool:
        return any(
            self._families.by_name[name].kind == "field" for name in self._lexicon.families.get(hit.words, ())[:1]
        )

    def _chain_before(self, scene: Scene, before: Sequence[Hit], noun: WordHit) -> list[Hit]:
        """Return the families of "AWS, Azure or GCP [associate-level] certification", in order."""
        chain: list[Hit] = []
        edge = noun.start
        for hit in reversed(before):
            between = scene.text[hit.end : edge]
            if (chain and _LIST.fullmatch(between)) or (not chain and self._is_filler(scene, hit.end, edge)):
                chain.insert(0, hit)
                edge = hit.start
            else:
                break
        return chain

    def _chain_behind(self, scene: Scene, behind: Sequence[Hit], noun: WordHit) -> list[Hit]:
        """Return the families of "certified in Azure", "certifications (AWS, GCP)"."""
        chain: list[Hit] = []
        edge = noun.end
        for hit in behind:
            between = scene.text[edge : hit.start]
            if (chain and _LIST.fullmatch(between) and between.strip()) or (
                not chain and self._leads_to(scene, noun, edge, hit.start, between)
            ):
                chain.append(hit)
            else:
                break
            edge = hit.end
        return chain

    def _leads_to(self, scene: Scene, noun: WordHit, start: int, end: int, between: str) -> bool:
        if _OPENING.fullmatch(between):
            return True
        if not between.strip() and "\n" not in between:
            # "certified AWS …"; in Romance languages the issuer stands behind the noun: "certificações GIAC".
            return noun.group == "certified" or fold(scene.text[noun.start : noun.end]) in _ROMANCE
        has_preposition = any(g.group == "noun_preposition" and g.end <= end for g in within(scene.groups, start, end))
        return has_preposition and self._is_filler(
            scene, start, end, also=("noun_preposition", "any_adjective", "one_of")
        )

    def _is_filler(self, scene: Scene, start: int, end: int, also: tuple[str, ...] = ()) -> bool:
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

    def _levels_near(
        self, scene: Scene, mentions: Sequence[Mention], start: int, end: int, noun: WordHit
    ) -> tuple[str, ...]:
        """Return the levels named before a family, between it and its noun, or right behind the two."""
        found: list[str] = []
        edge = end
        reach = end + _LEVEL_GAP
        for group in within(scene.groups, min(start, noun.start) - _LEVEL_REACH, end + 3 * _LEVEL_GAP):
            if not group.group.startswith(_LEVEL) or overlaps(mentions, group.start, group.end):
                continue
            text = scene.text
            leads = group.end <= start and _BESIDE.fullmatch(text[group.end : start]) is not None
            inside = min(start, noun.start - _LEVEL_GAP) <= group.start and group.end <= noun.start
            behind = edge <= group.start <= reach and _LEADS_LEVEL.fullmatch(text[edge : group.start])
            if leads or inside or behind:
                found.append(group.group.removeprefix(_LEVEL))
            if behind:
                # "at the Professional or Specialty level"
                edge, reach = group.end, group.end + _LEVEL_GAP
        return tuple(dict.fromkeys(found))

    def _mention(self, hit: Hit, levels: Sequence[str], noun: WordHit | None) -> Mention:
        end = noun.end if noun is not None else hit.end
        if hit.words in self._lexicon.subjects:
            return Mention(self._lexicon.subjects[hit.words], hit.start, end, Via.ALIAS, CONFIDENCE[Via.ALIAS])
        family = f"{self._lexicon.families[hit.words][0]}/*"
        leveled = [f"{family}{level}" for level in levels]
        refs = [ref for ref in leveled if self._families.knows(ref) and self._families.at_level_of(ref)] or [family]
        readings = tuple(refs) if len(refs) > 1 else ()
        return Mention(refs[0], hit.start, end, Via.WILDCARD, CONFIDENCE[Via.WILDCARD], readings)

    def _in_lists(self, scene: Scene, families: Sequence[Hit], mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield bodies that do nothing but certify, in a list of credentials: "CCNA, ITIL, GIAC a plus"."""
        bodies = longest(g for g in scene.groups if g.group == _BODY)
        for hit in families:
            if not scene.is_posting or hit.words in self._lexicon.subjects or not overlaps(bodies, hit.start, hit.end):
                continue
            before = within(mentions, hit.start - _LIST_REACH, hit.start)
            own = self._families.members(self._lexicon.families[hit.words][0])
            # "A+ certification, CompTIA": behind its own credential a body is only its issuer.
            if before and before[-1].ref in own:
                continue
            if any(_LIST.fullmatch(scene.text[m.end : hit.start]) for m in before):
                yield self._mention(hit, (), None)

    def _any(self, scene: Scene, nouns: Sequence[WordHit]) -> Iterator[Mention]:
        """Yield "relevant certifications": any at all, where no family stands beside it."""
        for noun in nouns:
            if noun.group != "certification_noun":
                continue
            start = self._any_from(scene, noun)
            if start is None and self._is_wished_for(scene, noun):
                start = noun.start
            if start is not None:
                yield Mention(ANY, start, noun.end, Via.WILDCARD, 0.8)

    def _any_from(self, scene: Scene, noun: WordHit) -> int | None:
        """Return where "any relevant certification" begins, adjectives behind the noun included."""
        for group in within(scene.groups, noun.start - _LIST_REACH, noun.start + 1):
            is_any = group.group in ("any_adjective", "any_certification")
            is_beside = group.end >= noun.start or not scene.text[group.end : noun.start].strip()
            if any(
                c.category == "or_equivalent" and c.end > group.start
                for c in within(scene.cues, group.start - _LEVEL_GAP, noun.start)
            ):
                return None
            if is_any and group.start < noun.start and is_beside:
                return group.start
        behind = within(scene.groups, noun.end, noun.end + 2)
        has_adjective = any(g.group == "any_adjective" and not scene.text[noun.end : g.start].strip() for g in behind)
        return noun.start if has_adjective and scene.is_posting else None

    def _is_wished_for(self, scene: Scene, noun: WordHit) -> bool:
        """Return whether a sentence is about nothing but certificates: "Certifications are a plus"."""
        if not scene.is_posting or scene.sentence(noun.start).start != noun.start or scene.text[noun.end - 1] != "s":
            return False
        behind = within(scene.cues, noun.end, noun.end + _LEVEL_GAP)
        return any(cue.category == "preferred" and ":" not in scene.text[noun.end : cue.start] for cue in behind)


def _begins_inside(hits: Sequence[Hit], decoy: Hit) -> bool:
    return any(hit.end > decoy.start for hit in within(hits, decoy.start - _LEVEL_REACH, decoy.start))


def _is_named(scene: Scene, mentions: Sequence[Mention], noun: WordHit) -> bool:
    """Return whether a noun stands right behind a credential's name."""
    before = within(mentions, noun.start - _LIST_REACH, noun.start)
    return bool(before) and not scene.text[before[-1].end : noun.start].strip(" ®™-–")
