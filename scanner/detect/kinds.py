"""Sorts the hits of a document by what they may be, so that each finder looks at its own alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from scanner.catalog.words import Phrase
from scanner.detect.hits import Hit, is_one_phrase
from scanner.detect.lexicon import Lexicon
from scanner.detect.phrases import Match
from scanner.detect.tokens import Words
from scanner.model import WordHit


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one document by what they may be, in the order of the text; many are in several lists."""

    #: names of credentials, with and without their level
    names: list[Hit]
    #: these, and phrases that credentials share or that are words otherwise
    named: list[Hit]
    families: list[Hit]
    #: families, and what "certification" behind it makes a credential's name
    branded: list[Hit]
    decoys: list[Hit]
    cues: list[Hit]
    headings: list[Hit]
    #: the words of the lists of `phrases.yaml`, a longer one before a shorter one with the same beginning
    groups: tuple[WordHit, ...]


class HitSorter:
    """Sorts hits; what it has looked up about a phrase it remembers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tables = {
            "names": (lexicon.names, lexicon.unleveled),
            "named": (lexicon.names, lexicon.unleveled, lexicon.ambiguous),
            "families": (lexicon.families,),
            "branded": (lexicon.families, lexicon.subjects),
            "decoys": (lexicon.decoys,),
            "cues": (lexicon.cues,),
            "headings": (lexicon.headings,),
        }
        self._groups = lexicon.groups
        self._seen: dict[Phrase, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def sort(self, text: str, words: Words, matches: Iterable[Match]) -> Hits:
        """Return the phrases found in a text by what they may be; `matches` are `in_order`."""
        lists: dict[str, list[Hit]] = {name: [] for name in self._tables}
        groups: list[WordHit] = []
        seen, starts, ends = self._seen, words.starts, words.ends
        for first, last, phrase in matches:
            kinds, own = seen.get(phrase) or self._look_up(phrase)
            start, end = starts[first], ends[last - 1]
            if kinds:
                hit = Hit(phrase, first, last, start, end)
                for kind in kinds:
                    lists[kind].append(hit)
            if own and (last - first == 1 or is_one_phrase(text, words, first, last)):
                # what WordHit(…) does, in half of the time: a document has hundreds
                groups.extend([tuple.__new__(WordHit, (start, end, group)) for group in own])
        return Hits(**lists, groups=tuple(groups))

    def _look_up(self, phrase: Phrase) -> tuple[tuple[str, ...], tuple[str, ...]]:
        kinds = tuple(kind for kind, tables in self._tables.items() if any(phrase in table for table in tables))
        own = self._groups.get(phrase, ())
        self._seen[phrase] = kinds, (*own, "issuer") if "families" in kinds else own
        return self._seen[phrase]
