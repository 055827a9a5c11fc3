"""Hits of names -> mentions of credentials: what is a name here, and which credential it names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from scanner.catalog import Catalog
from scanner.catalog.forms import Form
from scanner.catalog.language import Ambiguous
from scanner.catalog.words import Phrase
from scanner.detect.claimed import opens_item
from scanner.detect.evidence import EvidenceFinder, expansion_of
from scanner.detect.hits import Hit, is_one_code, is_one_phrase
from scanner.detect.lexicon import CERTIFIED, Lexicon
from scanner.detect.lists import ListFinder
from scanner.detect.scene import CONFIDENCE, Found, Scene, decoys_of
from scanner.detect.tokens import capitals
from scanner.model import Mention, Via
from scanner.spans import longest, within

#: an acronym that is a word otherwise, with other evidence beside it
_AMBIGUOUS = 0.85
#: a name without its level, or a phrase that several share, read as the likeliest
_UNDECIDED = 0.7
#: a document that names more is no resume and no posting; what stands further down adds nothing
MOST_FOUND = 2_000
_NEAR = 16
_LONGEST_ADDRESS = 80
# "A-CSM" is another credential than CSM; "example.com/cka" and "acme/cka-notes" are addresses.
_LONGER_CODE = re.compile(r"\b[A-Z]-\Z")
_ADDRESS = re.compile(r"(?:://|\bwww\.|\w\.\w{2,6}/|\b[a-z][\w-]*/)\S*\Z")
#: "Machine Learning Engineer at Acme": what somebody works as
_AT_WORK = re.compile(r"[ ,]+(?:at|@|bei|chez)\s+[^\W\d_a-z]")
_LONGEST_DECOY = 60
_SHORT_WORD = 3
#: a series of levels has one above another; what more than two cover is no step of a ladder
_MOST_ABOVE = 2
#: so many longer words are a name in a text without capitals
_LONG_NAME = 3
#: shorter ones in small letters are words
_LONG_ACRONYM = 3
_NOUNS = frozenset({"certification_noun", "certified"})

_Readings = tuple[tuple[str, tuple[str, ...]], ...]


class MentionFinder:
    """Decides about names; built once for a catalogue."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon) -> None:
        self._catalog = catalog
        self._lexicon = lexicon
        self._lists = ListFinder(lexicon)
        self._evidence = EvidenceFinder(catalog, lexicon)

    def find(self, scene: Scene) -> list[Mention]:
        """Return the mentions of credentials, in order, no two overlapping."""
        # The same name 200,000 times: neither read to the end; a few readings of each place are enough.
        chosen = longest(islice(self._candidates(scene), 4 * MOST_FOUND))[:MOST_FOUND]
        listed = list(self._lists.listed(scene, chosen))
        # First, so that of equal ones the list's reading stays: it knows the level.
        chosen = longest([*listed, *chosen])
        named: dict[str, set[Phrase]] = {}
        for found in chosen:
            named.setdefault(found.mention.ref, set()).add(found.hit.words)
        expanded = _expanded(scene.text, chosen)
        chosen = [found for found in chosen if not _means_else(scene, found, named, expanded)]
        sure = [found.mention for found in chosen if not found.needs_evidence]
        scene = replace(scene, sure_refs=frozenset(mention.ref for mention in sure))
        mentions = [found.mention for found in self._evidence.supported(scene, chosen, sure)]
        mentions = longest([*mentions, *self._lists.under_issuer(scene, mentions)])
        return [*self._or_above(scene, mentions)] if scene.is_posting else mentions

    def _or_above(self, scene: Scene, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """Yield the mentions, with what stands right above one that says so: "Green Belt or higher"."""
        asking = [group for group in scene.groups if group.group == "or_above"]
        for mention in mentions:
            behind = within(asking, mention.end, mention.end + _NEAR)
            is_asking = not mention.readings and behind and _is_noun(scene, mention.end, behind[0].start)
            above = self._above(mention.ref) if is_asking else ()
            yield replace(mention, readings=(mention.ref, *above)) if above else mention

    def _above(self, ref: str) -> tuple[str, ...]:
        """Return what covers a credential by itself; nothing where so many do that none is the next."""
        own = self._catalog.credentials[ref]
        above = [one.id for one in self._catalog if ref in one.covers and one.issuer == own.issuer]
        return tuple(above) if len(above) <= _MOST_ABOVE else ()

    # --- one hit ---

    def _candidates(self, scene: Scene) -> Iterator[Found]:
        decoys = decoys_of(scene)
        issuers = longest(hit for hit in scene.hits.families if self._is_issuer(hit))
        headings = [section.start for section in scene.structure.sections if section.body > section.start]
        for hit in scene.hits.named:
            if _is_decoy(decoys, hit) or _is_inside(issuers, hit):
                continue
            if hit.words in self._lexicon.ambiguous and _runs_into(headings, hit):
                continue
            if not self._is_bridge(scene, hit) and not _is_family_with_examples(scene, hit):
                yield from self._readings(scene, hit)

    def _is_bridge(self, scene: Scene, hit: Hit) -> bool:
        """Return whether a longer name begins behind its comma: "CCNA, Security+" is no "CCNA Security"."""
        words = scene.words
        for index in range(hit.first + 1, hit.last):
            if "," in scene.text[words.ends[index - 1] : words.starts[index]]:
                behind = within(scene.hits.named, words.starts[index], words.starts[index] + 1)
                if any(one.last > hit.last and one.words in self._lexicon.names for one in behind):
                    return True
        return False

    def _is_issuer(self, hit: Hit) -> bool:
        """Return whether a family is an issuer's name, inside which its acronym is no credential: "CFA Institute"."""
        return len(hit.words) > 1 and hit.words not in self._lexicon.names

    def _readings(self, scene: Scene, hit: Hit) -> Iterator[Found]:
        """Yield what a hit may name: a stated or generated form, a shared phrase, a name without its level."""
        named = [self._from_form(scene, hit, form) for form in self._lexicon.names.get(hit.words, ())]
        fitting = [found for found in named if found is not None]
        if len({found.mention.ref for found in fitting}) > 1:
            # A short code that two issuers use: the issuer in front of it decides.
            fitting = [found for found in fitting if self._evidence.issuer_leads(scene, found)]
        if fitting:
            yield fitting[0]
            return
        shared = self._lexicon.ambiguous.get(hit.words)
        if shared is not None and is_one_phrase(scene.text, scene.words, hit.first, hit.last):
            yield from self._undoubted(scene, shared, self._from_shared(scene, hit, shared))
        levels = self._lexicon.unleveled.get(hit.words)
        if levels and self._reads_as_name(scene, hit):
            mention = _mention(levels[0], hit, Via.ALIAS, _UNDECIDED, levels if len(levels) > 1 else ())
            yield Found(hit, mention, needs_evidence=CERTIFIED not in hit.words)

    def _from_form(self, scene: Scene, hit: Hit, form: Form) -> Found | None:
        is_code = form.via is Via.EXAM_CODE
        if is_code and form.cased is None:
            is_code_here = is_one_code(scene.text, scene.words, hit.first, hit.last)
            is_name = is_code_here and _stands_alone(scene.text, hit) and not _goes_on_before(scene.text, hit)
        elif form.cased is not None:
            is_written = self._has_case(scene, hit, form.cased) or self._is_small(scene, hit, form)
            is_name = is_written and _stands_alone(scene.text, hit)
        else:
            is_name = self._reads_as_name(scene, hit)
        if not is_name:
            return None
        # Figures alone ("200-301 employees"), or one generated word, could be anything.
        is_one_word = len(hit.words) == 1 and not form.is_stated and form.cased is None
        is_bare = is_one_word or all(word.isdigit() for word in hit.words)
        confidence = _AMBIGUOUS if form.is_ambiguous else CONFIDENCE[form.via]
        mention = _mention(form.ref, hit, form.via, confidence)
        is_short_code = is_code and form.cased is not None
        return Found(hit, mention, needs_evidence=form.is_ambiguous or is_bare, is_short_code=is_short_code)

    def _undoubted(self, scene: Scene, shared: Ambiguous, found: Iterable[Found]) -> Iterator[Found]:
        """Yield the readings of a phrase where nothing speaks against it: "PSM" beside "process safety"."""
        against = (("unless", shared.unless),) if shared.unless else ()
        for one in found:
            sentence = scene.sentence(one.start)
            if not against or not _decide(scene, shared.phrase, against, sentence.start, sentence.end):
                is_doubted = against and _decide(scene, shared.phrase, against, 0, len(scene.text)) is not None
                yield replace(one, needs_evidence=True) if is_doubted else one

    def _from_shared(self, scene: Scene, hit: Hit, shared: Ambiguous) -> Iterator[Found]:
        is_short = len(hit.words) == 1 or shared.phrase.endswith("+")
        if is_short and (scene.text[hit.start].islower() or not _stands_alone(scene.text, hit)):
            return
        is_title = self._lexicon.rules.is_title(hit.words, shared.phrase)
        if is_title and not scene.is_posting and _AT_WORK.match(scene.text, hit.end):
            return
        levels = self._levels_of(shared)
        if levels:
            mention = _mention(levels[0], hit, Via.ALIAS, _UNDECIDED, levels)
            yield Found(hit, mention, needs_evidence=shared.default is None or is_title)
            return
        sentence = scene.sentence(hit.start)
        ref = _decide(scene, shared.phrase, shared.readings, sentence.start, sentence.end)
        if ref is None and len(shared.readings) > 1:
            ref = _decide(scene, shared.phrase, shared.readings, 0, len(scene.text))
        likely = ref or shared.default or (shared.readings[0][0] if len(shared.readings) == 1 else None)
        if likely is not None:
            is_code = any(c.isdigit() for c in shared.phrase)
            confidence = CONFIDENCE[Via.EXAM_CODE] if ref else _UNDECIDED
            either = shared.defaults if ref is None and len(shared.defaults) > 1 else ()
            mention = _mention(likely, hit, Via.EXAM_CODE if is_code else Via.ALIAS, confidence, either)
            yield Found(hit, mention, needs_evidence=ref is None or (len(hit.words) == 1 and not is_code))

    def _levels_of(self, shared: Ambiguous) -> tuple[str, ...]:
        """Return the readings, lowest first, where they are one issuer's levels of one thing; else nothing."""
        rank = {ref: self._catalog.families.rank(self._catalog.credentials[ref].level) for ref, _ in shared.readings}
        is_one_issuer = len({ref.partition("-")[0] for ref in rank}) == 1
        if len(rank) == 1 or not is_one_issuer or len(set(rank.values())) < len(rank):
            return ()
        return tuple(sorted(rank, key=lambda ref: rank[ref]))

    def _has_case(self, scene: Scene, hit: Hit, cased: str) -> bool:
        raw = scene.text[hit.start : hit.end]
        mine = [c for c in raw if c.isalpha()]
        is_written = mine == [c for c in cased if c.isalpha()] or capitals(raw).isupper()
        # "SECURITY+" and "Security+" and "security+": a sign makes it a name in any case.
        has_sign = "+" in cased or "-" in cased
        is_phrase = is_one_phrase(scene.text, scene.words, hit.first, hit.last)
        return is_phrase and ((is_written and "\n" not in raw) or (has_sign and not is_written))

    def _is_small(self, scene: Scene, hit: Hit, form: Form) -> bool:
        """Return whether an acronym stands in small letters where nothing has capitals, or among those listed."""
        raw = scene.text[hit.start : hit.end]
        if scene.is_posting or form.is_ambiguous or len(raw) < _LONG_ACRONYM or not raw.islower() or "\n" in raw:
            return False
        return scene.is_uncased or scene.sentence(hit.start).section.kind == "certifications"

    def _reads_as_name(self, scene: Scene, hit: Hit) -> bool:
        """Return whether a hit of several words is written as a name, not as ordinary words in a sentence."""
        if not is_one_phrase(scene.text, scene.words, hit.first, hit.last):
            return False
        indices = range(hit.first, hit.last)
        # "Power BI certification", "RN license": what says that it is one has no capital.
        named = [
            i for i in indices if "certification_noun" not in self._lexicon.groups.get((scene.words.norms[i],), ())
        ]
        content = [i for i in named if len(scene.words.norms[i]) > _SHORT_WORD] or named or list(indices)
        capitals = sum(not scene.text[scene.words.starts[i]].islower() for i in content)
        if capitals * 2 > len(content) or any(c.isdigit() or c == "+" for word in hit.words for c in word):
            return True
        if scene.sentence(hit.start).section.kind == "certifications":
            return True
        if scene.is_uncased and not scene.is_posting:
            sentence = scene.sentence(hit.start)
            if len(content) >= _LONG_NAME or (len(content) > 1 and opens_item(hit, sentence)):
                return True
        beside = within(scene.groups, hit.start - _NEAR, hit.end + _NEAR + 1)
        return any(
            noun.group in _NOUNS and (noun.start >= hit.end - 2 or 0 <= hit.start - noun.end <= 2)  # noqa: PLR2004
            for noun in beside
        )


def _is_noun(scene: Scene, start: int, end: int) -> bool:
    """Return whether nothing, or only "certification", stands in a stretch."""
    nouns = [g for g in within(scene.groups, start, end) if g.group == "certification_noun" and g.end <= end]
    return not (scene.text[nouns[-1].end : end] if nouns else scene.text[start:end]).strip(" ,(")


def _expanded(text: str, chosen: Iterable[Found]) -> dict[str, tuple[int, int]]:
    """Return where the text spells its acronyms out; one search for each acronym, not for each place it stands at."""
    acronyms = {text[f.hit.start : f.hit.end]: f.hit for f in chosen if len(f.hit.words) == 1}
    found = {acronym: expansion_of(text, hit) for acronym, hit in acronyms.items()}
    return {acronym: span for acronym, span in found.items() if span is not None}


def _means_else(
    scene: Scene, found: Found, named: Mapping[str, set[Phrase]], expanded: Mapping[str, tuple[int, int]]
) -> bool:
    """Return whether the text spells the acronym out as something else, and nowhere as the credential."""
    if len(found.hit.words) > 1:
        return False
    expansion = expanded.get(scene.text[found.hit.start : found.hit.end])
    if expansion is None or any(noun.group in _NOUNS for noun in within(scene.groups, *expansion)):
        return False
    return named[found.mention.ref] == {found.hit.words}


def _mention(ref: str, hit: Hit, via: Via, confidence: float, readings: tuple[str, ...] = ()) -> Mention:
    return Mention(ref, hit.start, hit.end, via, confidence, readings)


def _is_decoy(decoys: Sequence[Hit], hit: Hit) -> bool:
    """Return whether a look-alike covers a hit; a name with words beyond the look-alike is a name."""
    over = within(decoys, hit.start - _LONGEST_DECOY, hit.start + 1)
    return any(decoy.end >= hit.end and decoy.words != hit.words for decoy in over)


def _runs_into(headings: Sequence[int], hit: Hit) -> bool:
    """Return whether a heading begins in the middle: a job as "Scrum Master" above "Certifications"."""
    index = bisect_right(headings, hit.start)
    return index < len(headings) and headings[index] < hit.end


def _is_family_with_examples(scene: Scene, hit: Hit) -> bool:
    """Return whether a bracket parts a family from examples: "certificações AWS (Developer, Solutions Architect)"."""
    opening = scene.text.find("(", hit.start, hit.end) if scene.is_posting else -1
    if opening < 0 or ")" in scene.text[opening : hit.end]:
        return False
    families = within(scene.hits.families, hit.start, hit.start + 1)
    if not any(one.end <= opening and not scene.text[one.end : opening].strip() for one in families):
        return False
    nouns = (g for g in within(scene.groups, hit.start - 2 * _NEAR, hit.start) if g.group == "certification_noun")
    return any(
        scene.text[noun.end - 1] in "sS" and len(scene.text[noun.end : hit.start].split()) <= 1 for noun in nouns
    )


def _is_inside(issuers: Sequence[Hit], hit: Hit) -> bool:
    return any(
        issuer.end >= hit.end and (issuer.start, issuer.end) != (hit.start, hit.end)
        for issuer in within(issuers, hit.start - _LONGEST_DECOY, hit.start + 1)
    )


def _decide(scene: Scene, phrase: str, readings: _Readings, start: int, end: int) -> str | None:
    """Return the reading whose words stand in a stretch of the text, None where none or several do."""
    key = (phrase, readings[0][0], start, end)
    if key not in scene.decided:
        scene.decided[key] = _decide_by(readings, scene.text[start:end].lower())
    return scene.decided[key]


def _decide_by(readings: _Readings, text: str) -> str | None:
    """Return the only reading one of whose words stands in a text in small letters."""
    hits = [ref for ref, words in readings if any(_stands_in(word.lower(), text) for word in words)]
    return hits[0] if len(hits) == 1 else None


def _stands_in(word: str, text: str) -> bool:
    # The plain search comes first: mostly the word is nowhere, and a pattern would take fifty times as long to say so.
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _stands_alone(text: str, hit: Hit) -> bool:
    """Return whether a code or an acronym is no part of an address, a file name or a longer code."""
    before = text[hit.start - 1] if hit.start else " "
    behind = text[hit.end : hit.end + 2] + "  "
    if before in "@.\\_#" or _LONGER_CODE.search(text, max(hit.start - 3, 0), hit.start):
        return False
    if before == "/" and _ADDRESS.search(text, max(hit.start - _LONGEST_ADDRESS, 0), hit.start):
        return False
    if text[hit.end - 1] == "+" and behind[0].isalnum():
        return False  # "N+1" is no N+
    if behind[0] == "+" and not behind[1].isalnum() and text[hit.end - 1] != "+":
        return False  # "CSA+" is no CSA
    return not (behind[0] in "@_" or (behind[0] == "." and behind[1].isalpha() and behind[1].islower()))


def _goes_on_before(text: str, hit: Hit) -> bool:
    """Return whether a code is the end of a longer one: "JIRA-AZ-104"."""
    return hit.start > 1 and text[hit.start - 1] == "-" and text[hit.start - 2].isalnum()
