"""Hits of names -> mentions of credentials: what is a name here, and which credential it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scanner.catalog import LEVELS, Catalog
from scanner.catalog.language import Ambiguous
from scanner.detect.hits import Hit, is_one_code, is_one_phrase, longest, overlaps
from scanner.detect.lexicon import Lexicon
from scanner.detect.names import Form, Phrase
from scanner.detect.structure import Structure
from scanner.detect.tokens import Words
from scanner.model import CueHit, Mention, Sentence, Via, WordHit

CONFIDENCE = {
    Via.NAME: 0.99,
    Via.ALIAS: 0.97,
    Via.EXAM_CODE: 0.97,
    Via.ACRONYM: 0.95,
    Via.WILDCARD: 0.9,
    Via.FUZZY: 0.8,
    Via.UNLISTED: 0.6,
}
#: an acronym that is a word otherwise, with other evidence beside it
_AMBIGUOUS = 0.85
#: a name without its level, or a phrase that several share, read as the likeliest
_UNDECIDED = 0.7

_LIST_GAP = re.compile(
    r"\s*(?:[,;/&+|]|\b(?:and|or|und|oder|et|ou|y|e|o)\b)?\s*(?:\b(?:and|or|und|oder|et|ou|y|e|o)\b)?\s*", re.IGNORECASE
)
_CODE_LIST_GAP = re.compile(r"\s*(?:[,/&+]|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b)+\s*-?", re.IGNORECASE)
_NEAR = 16
_HEAD_LINES = 4
_MOST_ITEM_WORDS = 7
#: cues that only a credential can have: nobody sits an exam for a product
_EVIDENCE_CUES = frozenset({"in_progress", "planned", "expired"})
_EVIDENCE_GROUPS = frozenset({"certification_noun", "certified"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything about one document that the finders of mentions look at."""

    text: str
    words: Words
    hits: tuple[Hit, ...]
    structure: Structure
    groups: tuple[WordHit, ...]
    cues: tuple[CueHit, ...]
    is_posting: bool

    def sentence(self, offset: int) -> Sentence:
        """Return the sentence at an offset."""
        return self.structure.sentence_at(offset)


@dataclass(frozen=True, slots=True)
class _Found:
    """A possible mention, with the words it was found by and whether it can stand alone."""

    start: int
    end: int
    hit: Hit
    mention: Mention
    needs_evidence: bool = False
    #: the letters in front of a version ("DBS" of DBS-C01): only an issuer or a list makes them a code
    is_short_code: bool = False


class MentionFinder:
    """Decides about names; built once for a catalogue."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon) -> None:
        self._catalog = catalog
        self._lexicon = lexicon
        self._levels = {lexicon.words(level)[0] for level in LEVELS}

    def find(self, scene: Scene) -> list[Mention]:
        """Return the mentions of credentials, in order, no two overlapping."""
        decoys = [hit for hit in scene.hits if hit.words in self._lexicon.decoys]
        issuers = [hit for hit in scene.hits if self._is_issuer(hit)]
        found = [
            item
            for hit in scene.hits
            if not _is_decoy(decoys, hit) and not _is_inside(issuers, hit)
            for item in self._candidates(scene, hit)
        ]
        chosen = longest(found)
        chosen = longest([*chosen, *self._listed(scene, chosen)])
        chosen = [item for item in chosen if not self._means_else(scene, item, chosen)]
        sure = [item for item in chosen if not item.needs_evidence]
        mentions = [item.mention for item in sure]
        for item in chosen:
            if item.needs_evidence and self._has_evidence(scene, item, mentions):
                mentions.append(item.mention)
        mentions.extend(self._under_issuer(scene, mentions))
        return longest(mentions)

    def _means_else(self, scene: Scene, item: _Found, chosen: Sequence[_Found]) -> bool:
        """Return whether the text spells the acronym out as something else, and nowhere as the credential."""
        others = (other for other in chosen if other.hit.words != item.hit.words)
        return _is_expanded_otherwise(scene, item.hit) and not any(o.mention.ref == item.mention.ref for o in others)

    def _is_issuer(self, hit: Hit) -> bool:
        """Return whether a hit is an issuer's name, inside which its acronym is no credential: "CFA Institute"."""
        return len(hit.words) > 1 and hit.words in self._lexicon.families and hit.words not in self._lexicon.names

    # --- one hit ---

    def _candidates(self, scene: Scene, hit: Hit) -> Iterator[_Found]:
        named = [self._from_form(scene, hit, form) for form in self._lexicon.names.get(hit.words, ())]
        fitting = [found for found in named if found is not None]
        if len({found.mention.ref for found in fitting}) > 1:
            # A short code that two issuers use: the issuer in front of it decides.
            sentence = scene.sentence(hit.start)
            fitting = [found for found in fitting if self._issuer_near(scene, found, sentence)]
        if fitting:
            yield fitting[0]
            return
        shared = self._lexicon.ambiguous.get(hit.words)
        if shared is not None and is_one_phrase(scene.text, scene.words, hit.first, hit.last):
            yield from self._from_shared(scene, hit, shared)
        levels = self._lexicon.unleveled.get(hit.words)
        if levels and self._reads_as_name(scene, hit):
            mention = Mention(levels[0], hit.start, hit.end, Via.ALIAS, _UNDECIDED, levels if len(levels) > 1 else ())
            yield _Found(hit.start, hit.end, hit, mention, needs_evidence="certified" not in hit.words)

    def _from_form(self, scene: Scene, hit: Hit, form: Form) -> _Found | None:
        if form.via is Via.EXAM_CODE and form.cased is None:
            if not is_one_code(scene.text, scene.words, hit.first, hit.last) or not _stands_alone(scene.text, hit):
                return None
            needs = (
                hit.words[0].isdigit()
                and not any(c.isalpha() for c in scene.text[hit.start : hit.end])
                and len(hit.words) < 2
            )
        elif form.cased is not None:
            if not self._has_case(scene, hit, form.cased) or not _stands_alone(scene.text, hit):
                return None
            needs = form.is_ambiguous
        else:
            if not self._reads_as_name(scene, hit):
                return None
            needs = form.is_ambiguous or (len(hit.words) == 1 and not form.is_stated)
        confidence = _AMBIGUOUS if form.is_ambiguous else CONFIDENCE[form.via]
        mention = Mention(form.ref, hit.start, hit.end, form.via, confidence)
        is_short = form.via is Via.EXAM_CODE and form.cased is not None
        return _Found(hit.start, hit.end, hit, mention, needs_evidence=needs, is_short_code=is_short)

    def _from_shared(self, scene: Scene, hit: Hit, shared: Ambiguous) -> Iterator[_Found]:
        if len(hit.words) == 1 and scene.text[hit.start].islower():
            return
        levels = self._levels_of(shared)
        if levels:
            mention = Mention(levels[0], hit.start, hit.end, Via.ALIAS, _UNDECIDED, levels)
            yield _Found(hit.start, hit.end, hit, mention, needs_evidence=shared.default is None)
            return
        sentence = scene.sentence(hit.start)
        ref = _decide(shared, scene.text[sentence.start : sentence.end])
        if ref is None and len(shared.readings) > 1:
            ref = _decide(shared, scene.text)
        likely = ref or shared.default or (shared.readings[0][0] if len(shared.readings) == 1 else None)
        if likely is None:
            return
        confidence = CONFIDENCE[Via.EXAM_CODE] if ref else _UNDECIDED
        is_code = any(c.isdigit() for c in shared.phrase)
        mention = Mention(likely, hit.start, hit.end, Via.EXAM_CODE if is_code else Via.ALIAS, confidence)
        yield _Found(hit.start, hit.end, hit, mention, needs_evidence=not is_code or ref is None)

    def _levels_of(self, shared: Ambiguous) -> tuple[str, ...]:
        """Return the readings, lowest first, where they are one issuer's levels of one thing; else nothing."""
        rank = {ref: self._catalog.families.rank(self._catalog.credentials[ref].level) for ref, _ in shared.readings}
        is_one_issuer = len({ref.partition("-")[0] for ref in rank}) == 1
        if len(rank) < 2 or not is_one_issuer or len(set(rank.values())) < len(rank):  # noqa: PLR2004
            return ()
        return tuple(sorted(rank, key=lambda ref: rank[ref]))

    def _has_case(self, scene: Scene, hit: Hit, cased: str) -> bool:
        raw = scene.text[hit.start : hit.end]
        letters = [c for c in cased if c.isalpha()]
        mine = [c for c in raw if c.isalpha()]
        if mine == letters or "".join(mine).isupper():
            return is_one_phrase(scene.text, scene.words, hit.first, hit.last) and "\n" not in raw
        # "SECURITY+" and "Security+" and "security+": a sign makes it a name in any case.
        return ("+" in cased or "-" in cased) and is_one_phrase(scene.text, scene.words, hit.first, hit.last)

    def _reads_as_name(self, scene: Scene, hit: Hit) -> bool:
        """Return whether a hit of several words is written as a name, not as ordinary words in a sentence."""
        if not is_one_phrase(scene.text, scene.words, hit.first, hit.last):
            return False
        indices = range(hit.first, hit.last)
        content = [i for i in indices if len(scene.words.norms[i]) > 3] or list(indices)  # noqa: PLR2004
        capitals = sum(not scene.text[scene.words.starts[i]].islower() for i in content)
        if capitals * 2 > len(content) or any(c.isdigit() or c == "+" for word in hit.words for c in word):
            return True
        sentence = scene.sentence(hit.start)
        if sentence.section.kind == "certifications":
            return True
        return any(
            group.group in _EVIDENCE_GROUPS and -2 <= group.start - hit.end <= _NEAR or 0 <= hit.start - group.end <= 2  # noqa: PLR2004, RUF021
            for group in scene.groups
            if group.group in _EVIDENCE_GROUPS
        )

    # --- lists that share a head or a tail ---

    def _listed(self, scene: Scene, chosen: Sequence[_Found]) -> Iterator[_Found]:
        for item in chosen:
            if item.mention.via is Via.EXAM_CODE:
                yield from self._code_list(scene, item)
            elif item.hit.last - item.hit.first > 1:
                yield from self._name_list(scene, item)

    def _code_list(self, scene: Scene, item: _Found) -> Iterator[_Found]:
        """Yield the rest of "AZ-104/204/305"."""
        words, prefix = scene.words, item.hit.words[:-1]
        index = item.hit.last
        while prefix and index < len(words) and words.norms[index] in {"and", "or", "und", "oder", "et", "ou"}:
            index += 1
        while prefix and index < len(words) and words.norms[index].isdigit():
            gap = scene.text[words.ends[item.hit.last - 1] : words.starts[index]]
            phrase = (*prefix, words.norms[index])
            forms = self._lexicon.names.get(phrase)
            if not _CODE_LIST_GAP.fullmatch(gap) or not forms:
                return
            start, end = words.starts[index], words.ends[index]
            hit = Hit(phrase, index, index + 1, start, end)
            item = _Found(start, end, hit, Mention(forms[0].ref, start, end, Via.EXAM_CODE, CONFIDENCE[Via.EXAM_CODE]))
            yield item
            index += 1
            while index < len(words) and words.norms[index] in {"and", "or", "und", "oder", "et", "ou"}:
                index += 1

    def _name_list(self, scene: Scene, item: _Found) -> Iterator[_Found]:
        """Yield the rest of "AWS Certified Solutions Architect, Developer and SysOps Administrator – Associate"."""
        sentence = scene.sentence(item.start)
        index = item.hit.last
        head = item.hit.words
        while index < len(scene.words) and scene.words.starts[index] < sentence.end:
            gap_start = scene.words.ends[index - 1]
            if scene.words.norms[index] in {"and", "or", "und", "oder", "et", "ou", "y"}:
                index += 1
                if index >= len(scene.words):
                    return
            gap = scene.text[gap_start : scene.words.starts[index]]
            if not gap.strip() or not _LIST_GAP.fullmatch(gap):
                return
            found = self._continued(scene, head, index, sentence.end)
            if found is None:
                return
            yield found
            index = found.hit.last

    def _continued(self, scene: Scene, head: Phrase, index: int, end: int) -> _Found | None:
        words = scene.words
        stop = index
        while stop < len(words) and words.starts[stop] < end and stop - index < _MOST_ITEM_WORDS:
            stop += 1
        for last in range(stop, index, -1):
            own = tuple(words.norms[index:last])
            if not is_one_phrase(scene.text, words, index, last) or scene.text[words.starts[index]].islower():
                continue
            ref = self._with_head(head, own)
            if ref is not None:
                start, finish = words.starts[index], words.ends[last - 1]
                mention = Mention(ref[0], start, finish, Via.ALIAS, CONFIDENCE[Via.ALIAS], ref if len(ref) > 1 else ())
                return _Found(start, finish, Hit(own, index, last, start, finish), mention)
        return None

    def _with_head(self, head: Phrase, own: Phrase) -> tuple[str, ...] | None:
        level = next((word for word in reversed(head) if word in self._levels), None)
        bare = tuple(word for word in head if word not in self._levels)
        if len(own) == 1 and own[0] in self._levels:
            return self._named((*bare, *own))
        for cut in range(len(bare) - 1, 0, -1):
            tails = [(), (level,)] if level and own[-1] not in self._levels else [()]
            for tail in tails:
                found = self._named((*bare[:cut], *own, *tail))
                if found:
                    return found
        return None

    def _named(self, phrase: Phrase) -> tuple[str, ...] | None:
        forms = self._lexicon.names.get(phrase)
        return (forms[0].ref,) if forms else self._lexicon.unleveled.get(phrase)

    def _under_issuer(self, scene: Scene, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield names in a certifications section whose issuer stands on the line above or below."""
        sentences = [s for s in scene.structure.sentences if s.section.kind == "certifications" and not s.is_heading]
        families = [hit for hit in scene.hits if hit.words in self._lexicon.families]
        for index, sentence in enumerate(sentences):
            if overlaps(mentions, sentence.start, sentence.end):
                continue
            near = sentences[max(index - 1, 0) : index + 3]
            heading = sentence.section
            issuers = dict.fromkeys(
                hit.words
                for hit in families
                if heading.start <= hit.start < heading.body or any(s.start <= hit.start < s.end for s in near)
            )
            yield from self._with_issuer(scene, sentence, issuers)

    def _with_issuer(self, scene: Scene, sentence: Sentence, issuers: Iterable[Phrase]) -> Iterator[Mention]:
        inside = [i for i in range(len(scene.words)) if sentence.start <= scene.words.starts[i] < sentence.end]
        issuers = list(issuers)
        for length in range(min(len(inside), _MOST_ITEM_WORDS), 1, -1):
            own = tuple(scene.words.norms[i] for i in inside[:length])
            for issuer in issuers:
                ref = self._named((*issuer, *own)) or self._named((*issuer, "certified", *own))
                if ref:
                    start, end = scene.words.starts[inside[0]], scene.words.ends[inside[length - 1]]
                    yield Mention(ref[0], start, end, Via.ALIAS, 0.9, ref if len(ref) > 1 else ())
                    return

    # --- evidence for what can be read two ways ---

    def _has_evidence(self, scene: Scene, item: _Found, sure: Sequence[Mention]) -> bool:
        sentence = scene.sentence(item.start)
        if sentence.section.kind == "certifications" and not scene.is_posting:
            return True
        if any(mention.ref == item.mention.ref for mention in sure):
            return True
        if any(_is_beside(scene.text, mention, item) for mention in sure):
            return True
        if self._issuer_near(scene, item, sentence) or _is_post_nominal(scene, item):
            return True
        if item.is_short_code:
            return False
        if scene.is_posting and sentence.section.strength is not None and item.start - sentence.start <= 2:  # noqa: PLR2004
            return True
        if scene.is_posting and sentence.section.strength is not None and self._is_no_title(item):
            return True
        if scene.is_posting and any(_is_right_behind(scene.text, cue, item) for cue in scene.cues):
            return True
        if self._is_own_item(scene, item, sentence):
            return True
        if any(cue.category in _EVIDENCE_CUES and _is_right_before(scene.text, cue, item) for cue in scene.cues):
            return True
        return any(
            group.group in _EVIDENCE_GROUPS
            and sentence.start <= group.start < sentence.end
            and _gap(group, item) <= 2 * _NEAR
            for group in scene.groups
        )

    def _is_own_item(self, scene: Scene, item: _Found, sentence: Sentence) -> bool:
        """Return whether an item is the name and what became of it: "Google AI Essentials — finished in April"."""
        if not self._is_no_title(item):
            return False
        is_first = item.start - sentence.start <= 1
        return is_first and any(
            0 <= cue.start - item.end <= _NEAR and cue.category in ("held", *_EVIDENCE_CUES) for cue in scene.cues
        )

    def _is_no_title(self, item: _Found) -> bool:
        """Return whether it has several words and does not end as a job does."""
        return item.hit.last - item.hit.first > 1 and item.hit.words[-1] not in self._lexicon.rules.title_words

    def _issuer_near(self, scene: Scene, item: _Found, sentence: Sentence) -> bool:
        refs = item.mention.readings or (item.mention.ref,)
        for hit in scene.hits:
            if sentence.start <= hit.start < item.start and hit.words in self._lexicon.families:
                names = self._lexicon.families[hit.words]
                kinds = {self._catalog.families.by_name[name].kind for name in names}
                near = item.start - hit.end <= 2 * _NEAR or _is_short_list(scene.text[hit.end : item.start])
                if (
                    near
                    and kinds & {"issuer", "platform"}
                    and any(ref in self._catalog.families.members(name) for name in names for ref in refs)
                ):
                    return True
        return False


def _is_decoy(decoys: Sequence[Hit], hit: Hit) -> bool:
    """Return whether a look-alike stands over a hit; a name that holds the look-alike's words and more is a name."""
    return any(d.start < hit.end and hit.start < d.end and not _holds(hit, d) for d in decoys)


def _holds(hit: Hit, decoy: Hit) -> bool:
    return hit.start <= decoy.start and decoy.end <= hit.end and hit.end - hit.start > decoy.end - decoy.start


def _is_inside(issuers: Sequence[Hit], hit: Hit) -> bool:
    length = hit.end - hit.start
    return any(i.start <= hit.start and hit.end <= i.end and length < i.end - i.start for i in issuers)


def _decide(shared: Ambiguous, text: str) -> str | None:
    """Return the reading whose words stand in the text, None where none or several do."""
    hits = [
        ref
        for ref, words in shared.readings
        if any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)
    ]
    return hits[0] if len(hits) == 1 else None


def _stands_alone(text: str, hit: Hit) -> bool:
    """Return whether a code or an acronym is no part of a longer one, an address or a file name."""
    before = text[hit.start - 1] if hit.start else " "
    behind = text[hit.end : hit.end + 2] + "  "
    if before in "@./\\_-#" and not (
        before in "/-" and hit.start > 1 and text[hit.start - 2 : hit.start - 1].isalnum()
    ):
        return before == "-" or before == "/"
    return not (behind[0] in "@_" or (behind[0] == "." and behind[1].isalpha() and behind[1].islower()))


def _is_right_before(text: str, cue: CueHit, item: _Found) -> bool:
    """Return whether a cue leads straight to it: "I intend to take the CCSP"."""
    between = text[cue.end : item.start]
    return 0 <= item.start - cue.end <= _NEAR and not re.search(r"[.;\n,]", between)


def _is_right_behind(text: str, cue: CueHit, item: _Found) -> bool:
    """Return whether a demand or a softener follows at once: "CCSP preferred"."""
    return (
        cue.category in ("required", "preferred")
        and 0 <= cue.start - item.end <= 3
        and "," not in text[item.end : cue.start]
    )  # noqa: PLR2004


def _gap(a: WordHit, b: _Found) -> int:
    return max(a.start - b.end, b.start - a.end)


def _is_beside(text: str, mention: Mention, item: _Found) -> bool:
    first, second = (mention, item) if mention.start < item.start else (item, mention)
    between = text[first.end : second.start]
    return len(between) <= _NEAR and not re.search(r"[^\W\d_]{4,}", between) and "\n\n" not in between


def _is_short_list(between: str) -> bool:
    return (
        len(between) < 60
        and re.fullmatch(r"\s*:?(?:\s*[A-Z][\w+-]{1,12}\s*(?:[,;/&]|and|or))*\s*", between) is not None
    )


def _is_post_nominal(scene: Scene, item: _Found) -> bool:
    """Return whether it stands behind the person's name: "Jane Roe, PE" in the first lines."""
    if scene.is_posting or scene.text.count("\n", 0, item.start) >= _HEAD_LINES:
        return False
    start = scene.text.rfind("\n", 0, item.start) + 1
    return (
        re.fullmatch(r"\s*[^\W\d_]+\.?(?: [^\W\d_]+\.?){1,3}(?:, *[A-Z][\w+.-]*)*, *", scene.text[start : item.start])
        is not None
    )


def _is_expanded_otherwise(scene: Scene, hit: Hit) -> bool:
    """Return whether the text itself says that the acronym means something else: "Customer Success Manager (CSM)"."""
    acronym = scene.text[hit.start : hit.end]
    if not acronym.isalpha() or not acronym.isupper():
        return False
    pattern = (
        r"\b"
        + r"[\s/&-]+(?:of |for |and |the )?".join(rf"{letter}[\w'’]*" for letter in acronym)
        + rf"\s*\(\s*{acronym}\s*s?\)"
    )
    return re.search(pattern, scene.text, re.IGNORECASE) is not None
