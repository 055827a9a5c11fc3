"""The stage itself: built once for a catalogue, then used for any number of documents."""

import re
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
from scanner.detect.misspelt import MisspeltFinder
from scanner.detect.phrases import Match, PhraseFinder, in_order
from scanner.detect.scene import Scene
from scanner.detect.sheet import Sheet
from scanner.detect.structure import find_structure
from scanner.detect.terms import TermFinder
from scanner.detect.tokens import Tokenizer, Words
from scanner.detect.unlisted import UnlistedFinder
from scanner.detect.wildcards import WildcardFinder
from scanner.model import Annotations, Document
from scanner.spans import longest, overlaps

_DIGITS, _YEAR_DIGITS = 2, 4
#: so much of a text shows whether it has capitals; one in so many characters is an initial in a text without
_ENOUGH, _FEW_CAPITALS = 1_000, 100
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ]")


class Detector:
    """Finds names, cues, dates and structure in documents; holds the tables of phrases and the matcher."""

    def __init__(self, catalog: Catalog) -> None:
        self._lexicon = load_lexicon(catalog)
        speller = Speller(self._lexicon)
        self._tokenize = Tokenizer(self._lexicon.vocabulary, self._lexicon.rules.spellings, speller.nearest)
        self._phrases = PhraseFinder(self._lexicon.by_rarest, (NUMBER, YEAR))
        self._sorter = HitSorter(self._lexicon)
        self._cues = CueFinder(self._lexicon, catalog.language.cues)
        self._headings = {of: HeadingFinder(self._lexicon, of) for of in ("resume", "posting")}
        self._mentions = MentionFinder(catalog, self._lexicon)
        self._misspelt = MisspeltFinder(speller, self._phrases, self._sorter, self._mentions)
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
        mentions = longest([*mentions, *self._misspelt.find(scene, matches, mentions)])
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
