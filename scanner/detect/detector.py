"""The stage itself: built once for a catalogue, then used for any number of documents."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from scanner.catalog import Catalog
from scanner.catalog.terms import all_terms
from scanner.detect.cues import CueFinder
from scanner.detect.dates import DateFinder
from scanner.detect.fuzzy import Speller
from scanner.detect.headings import HeadingFinder
from scanner.detect.kinds import HitSorter
from scanner.detect.lexicon import NUMBER, YEAR
from scanner.detect.lexicon_cache import load_lexicon
from scanner.detect.lines import find_lines
from scanner.detect.mentions import MOST_FOUND, MentionFinder
from scanner.detect.phrases import Match, PhraseFinder, in_order
from scanner.detect.scene import CONFIDENCE, Scene
from scanner.detect.sheet import Sheet
from scanner.detect.structure import find_structure
from scanner.detect.terms import TermFinder
from scanner.detect.tokens import Tokenizer, Words
from scanner.detect.unlisted import UnlistedFinder
from scanner.detect.wildcards import WildcardFinder
from scanner.model import Annotations, Document, Mention, Via
from scanner.spans import longest, overlaps, within

_DIGITS, _YEAR_DIGITS = 2, 4
_LONGEST_ACRONYM = 5
#: so much of a text shows whether it has capitals; one in so many characters is an initial in a text without
_ENOUGH, _FEW_CAPITALS = 1_000, 100
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")
#: how far from a known name a misspelt word of the same list may stand
_NAME_REACH = 160


class Detector:
    """Finds names, cues, dates and structure in documents; holds the tables of phrases and the matcher."""

    def __init__(self, catalog: Catalog) -> None:
        self._lexicon = load_lexicon(catalog)
        self._speller = Speller(self._lexicon)
        self._tokenize = Tokenizer(self._lexicon.vocabulary, self._lexicon.rules.spellings, self._speller.nearest)
        self._phrases = PhraseFinder(self._lexicon.by_rarest, (NUMBER, YEAR))
        self._sorter = HitSorter(self._lexicon)
        self._cues = CueFinder(self._lexicon, catalog.language.cues)
        self._headings = {of: HeadingFinder(self._lexicon, of) for of in ("resume", "posting")}
        self._mentions = MentionFinder(catalog, self._lexicon)
        self._wildcards = WildcardFinder(catalog, self._lexicon)
        self._terms = TermFinder(all_terms(catalog), self._tokenize)
        self._dates = DateFinder(catalog.language.phrases)
        self._unlisted = UnlistedFinder(catalog.language.phrases.get("unlisted_never_part", ()))

    def detect(self, document: Document, *, of: str) -> Annotations:
        """Return what is seen in a document; `of` is "resume" or "posting"."""
        text = document.text
        words = self._tokenize(text)
        matches = self._matches(words)
        hits = self._sorter.sort(text, words, matches)
        names = longest(hits.names)
        cues = self._cues.find(text, words, hits, names, is_posting=of == "posting")
        sheet = Sheet(text, words, find_lines(text), cues, names, hits, is_posting=of == "posting")
        structure = find_structure(sheet, self._headings[of])
        scene = Scene(
            text, words, hits, structure, tuple(cues), is_posting=of == "posting", is_uncased=_is_uncased(text)
        )
        mentions = self._mentions.find(scene)
        mentions = longest([*mentions, *self._misspelt(scene, matches, mentions)])
        mentions = longest([*mentions, *self._wildcards.find(scene, mentions)])
        dates = self._dates.find(text)
        mentions = longest([*mentions, *self._unlisted.find(scene, mentions, dates)])
        return Annotations(
            document,
            structure.sections,
            structure.sentences,
            tuple(mentions[:MOST_FOUND]),
            tuple(cue for cue in cues if not overlaps(mentions, cue.start, cue.end)),
            hits.groups,
            dates,
            terms=self._terms.find(text, words, structure.sections, mentions) if of == "resume" else (),
        )

    def _matches(self, words: Words) -> list[Match]:
        """Return every known phrase, in order; small numbers and years count as themselves and as any."""
        found = self._phrases.find(words.norms)
        figures = ((index, _stand_in(words.norms[index])) for index in words.figures)
        found.extend(self._phrases.find_standing_in(words.norms, {index: word for index, word in figures if word}))
        return in_order(found)

    def _misspelt(self, scene: Scene, matches: Sequence[Match], mentions: Sequence[Mention]) -> list[Mention]:
        """Return mentions that appear once misspelt words are put right; each must hold such a word."""
        better = self._speller.corrected(scene.words, lambda index: _is_right(scene, mentions, index))
        words = _with(scene.words, better)
        years = self._speller.years_inside(words)
        if not better and not years:
            return []
        starts = sorted(scene.words.starts[index] for index in (*better, *years))
        changed = sorted(better)
        if years:
            words = _without(words, years)
            matches = _shifted(matches, years)
            changed = sorted(
                {_shift(i, years) + by for i in years for by in (-1, 0)} | {_shift(i, years) for i in better}
            )
        matches = self._corrected(words, matches, changed)
        again = replace(scene, words=words, hits=self._sorter.sort(scene.text, words, matches))
        if not years and not any(_may_name(again, index) for index in better):
            return []
        return [
            Mention(m.ref, m.start, m.end, Via.FUZZY, min(m.confidence, CONFIDENCE[Via.FUZZY]), m.readings)
            for m in self._mentions.find(again)
            if bisect_left(starts, m.start) < bisect_left(starts, m.end)
        ]

    def _corrected(self, words: Words, matches: Sequence[Match], changed: Sequence[int]) -> list[Match]:
        """Return what the words hold once some have `changed`; `matches` are those of before."""
        kept = [match for match in matches if bisect_left(changed, match[0]) == bisect_left(changed, match[1])]
        return in_order([*kept, *self._phrases.find_through(words.norms, changed)])


def _is_uncased(text: str) -> bool:
    """Return whether a text does without capitals, so that an acronym's own say nothing."""
    end = min(len(text), _ENOUGH)
    most = end // _FEW_CAPITALS
    return sum(1 for _ in islice(_CAPITAL.finditer(text, 0, end), most + 1)) <= most


def _stand_in(digits: str) -> str | None:
    """Return what stands for a number in phrases; None for one that is neither small nor a year."""
    if len(digits) <= _DIGITS:
        return NUMBER
    return YEAR if len(digits) == _YEAR_DIGITS and digits.startswith(("19", "20")) else None


def _may_name(scene: Scene, index: int) -> bool:
    """Return whether a word may be a part of a name: one is near, or an issuer, or it is where names are listed."""
    start = scene.words.starts[index]
    near = (start - _NAME_REACH, start + _NAME_REACH)
    if within(scene.hits.named, *near) or within(scene.hits.branded, *near):
        return True
    return scene.sentence(start).section.kind == "certifications"


def _is_right(scene: Scene, mentions: Sequence[Mention], index: int) -> bool:
    """Return whether a word is no misspelt one: it stands in a name, is an acronym, or a part of a longer word."""
    start, end = scene.words.starts[index], scene.words.ends[index]
    raw, around = scene.text[start:end], scene.text[max(start - 1, 0) : start] + scene.text[end : end + 1]
    is_acronym = len(raw) <= _LONGEST_ACRONYM and sum(c.isupper() for c in raw) * 2 > len(raw)
    return is_acronym or any(map(str.isalpha, around)) or overlaps(mentions, start, start + 1)


def _with(words: Words, better: Mapping[int, str]) -> Words:
    if not better:
        return words
    return replace(words, norms=[better.get(index, norm) for index, norm in enumerate(words.norms)])


def _without(words: Words, dropped: Container[int]) -> Words:
    kept = [index for index in range(len(words)) if index not in dropped]
    starts, ends = ([row[i] for i in kept] for row in (words.starts, words.ends))
    return Words([words.norms[i] for i in kept], starts, ends, figures=[], doubtful=[])


def _shifted(matches: Iterable[Match], dropped: Sequence[int]) -> list[Match]:
    """Return the matches that no dropped word was a part of, as they stand without those words."""
    found = ((_shift(first, dropped), _shift(last, dropped), phrase, last - first) for first, last, phrase in matches)
    return [(first, last, phrase) for first, last, phrase, size in found if last - first == size]


def _shift(index: int, dropped: Sequence[int]) -> int:
    return index - bisect_left(dropped, index)
