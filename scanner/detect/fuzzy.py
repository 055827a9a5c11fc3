"""Misspelt names: unknown words are put right where a name has the right one there, and the text is searched again.

Comparing whole lines with all names costs hundreds of milliseconds a page; comparing a few unknown words with the two
thousand words that names are made of costs next to nothing and is stricter, since every other word must fit exactly.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from scanner.detect.lexicon import Lexicon
from scanner.detect.tokens import Words

#: a shorter word is like too many others ("Ads" is no "ADP"); up to `_SHORT` letters only what names have beside its
#: neighbours is tried
_SHORTEST_RIGHT = 4
_SHORT = 4
_LONG = 9
_OCR = (("rn", "m"), ("vv", "w"), ("l", "i"), ("ii", "h"), ("cl", "d"))
_YEAR_LENGTH = 4


class Speller:
    """Puts misspelt words of names right; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon.vocabulary
        self._spellings = lexicon.rules.spellings
        self._written: dict[str, list[str]] = {}
        for written, word in self._spellings.items():
            self._written.setdefault(word, []).append(written)
        #: what names have behind or before a word, by its first letter
        self._behind: dict[tuple[str, str], set[str]] = {}
        self._before: dict[tuple[str, str], set[str]] = {}
        for phrase in (*lexicon.names, *lexicon.unleveled, *lexicon.ambiguous):
            for word, following in pairwise(phrase):
                self._behind.setdefault((word, following[0]), set()).add(following)
                self._before.setdefault((following, word[0]), set()).add(word)
        self._in_names = frozenset(word for pairs in (self._behind, self._before) for word, _ in pairs)
        #: one letter more or less makes another acronym
        self._acronyms = frozenset(words[0] for words in (*lexicon.names, *lexicon.ambiguous) if len(words) == 1)
        #: what people write, so also the spellings that count as another word
        self._words = [*lexicon.name_words, *(word for word in self._spellings if len(word) > _SHORT)]
        self._name_words = frozenset(lexicon.name_words)
        #: the word of a name that an unknown word may be a misspelt form of
        self.nearest = lru_cache(maxsize=20_000)(self._find_nearest)

    def corrected(self, words: Words, is_right: Callable[[int], bool]) -> dict[int, str]:
        """Return what misspelt words should have been, by their indices.

        A word that texts have too ("expect" for "expert") is a misspelt one only with a capital.
        """
        better: dict[int, str] = {}
        norms, size = words.norms, len(words)
        for index in words.doubtful:
            norm = norms[index]
            is_known = norm in self._known
            before, behind = norms[index - 1] if index else "", norms[index + 1] if index + 1 < size else ""
            is_beside = before in self._in_names or behind in self._in_names or index - 1 in better
            if is_known and (not is_beside or self._follows(before, norm) or self._follows(norm, behind)):
                continue
            near = self._near(norm, better.get(index - 1, before), behind) if is_beside else ()
            right = self._beside(norm, near) if near else None
            is_alone = not is_beside and before in self._known and behind in self._known
            if right is None and not is_known and len(norm) > _SHORT and not is_alone:
                right = self.nearest(norm)
            if right is not None and not is_right(index):
                better[index] = self._spellings.get(right, right)
        if not better:
            return better
        return {index: right for index, right in better.items() if self._is_pair(words, better, index)}

    def years_inside(self, words: Words) -> list[int]:
        """Return the indices of years that stand inside a name: "Infrastructure 2023 Architect"."""
        return [
            index
            for index in words.figures
            if len(norm := words.norms[index]) == _YEAR_LENGTH
            and norm.startswith("20")
            and 0 < index < len(words) - 1
            and self._follows(words.norms[index - 1], words.norms[index + 1])
            and not self._follows(words.norms[index - 1], norm)
        ]

    def _is_pair(self, words: Words, better: Mapping[int, str], index: int) -> bool:
        """Return whether some name has the right word beside what stands beside it here."""
        before, behind = _neighbours(words, better, index)
        return self._follows(before, better[index]) or self._follows(better[index], behind)

    def _follows(self, word: str, following: str) -> bool:
        """Return whether some name has one word behind the other."""
        return bool(following) and following in self._behind.get((word, following[0]), ())

    def _near(self, norm: str, before: str, behind: str) -> Sequence[Collection[str]]:
        """Return what names have beside these neighbours, and begins with the same letter."""
        first, second = self._behind.get((before, norm[0])), self._before.get((behind, norm[0]))
        return [words for words in (first, second) if words] if first or second else ()

    def _beside(self, norm: str, near: Sequence[Collection[str]]) -> str | None:
        """Return the word that names have there and that is one letter away."""
        alike = {word for options in near for word in options if self._is_alike(norm, word)}
        return max(sorted(alike), key=lambda word: sum(word in options for options in near), default=None)

    def _is_alike(self, norm: str, word: str) -> bool:
        """Return whether a word, or a spelling that counts as it, is one letter away."""
        if len(word) < _SHORTEST_RIGHT or word in self._acronyms:
            return False
        spelt = [one for one in (word, *self._written.get(word, ())) if -1 <= len(one) - len(norm) <= 1]
        return any(OSA.distance(norm, one, score_cutoff=1) <= 1 for one in spelt)

    def _find_nearest(self, norm: str) -> str | None:
        for wrong, right in _OCR:
            if wrong in norm and norm.replace(wrong, right) in self._name_words:
                return norm.replace(wrong, right)
        most = 2 if len(norm) >= _LONG else 1
        hit = process.extractOne(norm, self._words, scorer=OSA.distance, score_cutoff=most)
        return None if hit is None or hit[0][0] != norm[0] else hit[0]


def _neighbours(words: Words, better: Mapping[int, str], index: int) -> tuple[str, str]:
    before, behind = index - 1, index + 1
    return (
        better.get(before, words.norms[before] if before >= 0 else ""),
        better.get(behind, words.norms[behind] if behind < len(words) else ""),
    )
