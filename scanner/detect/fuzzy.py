"""Misspelt names: unknown words beside the words of names are put right, and the text is searched again.

Comparing whole lines with all names costs hundreds of milliseconds a page; comparing a few unknown words with the two
thousand words that names are made of costs next to nothing and is stricter, since every other word must fit exactly.
"""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from scanner.detect.lexicon import Lexicon
from scanner.detect.tokens import Words

_SHORTEST = 5
_LONG = 9
_OCR = (("rn", "m"), ("vv", "w"), ("l", "i"), ("ii", "h"), ("cl", "d"))


class Speller:
    """Puts misspelt words of names right; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = lexicon.vocabulary
        self._words = [word for word in lexicon.name_words if len(word) >= _SHORTEST]
        self._name_words = {word for words in lexicon.names for word in words}
        self._spellings = lexicon.rules.spellings
        self._nearest = lru_cache(maxsize=20_000)(self._find_nearest)

    def corrected(self, words: Words, protected: Sequence[bool]) -> tuple[list[str], list[int]]:
        """Return the words with misspelt ones put right, and the indices of those; protected ones stay."""
        norms = list(words.norms)
        changed: list[int] = []
        for index, norm in enumerate(words.norms):
            if protected[index] or norm in self._known or len(norm) < _SHORTEST or not norm.isalpha():
                continue
            if not self._is_beside_name_word(words, index):
                continue
            better = self._nearest(norm)
            if better is not None:
                norms[index] = self._spellings.get(better, better)
                changed.append(index)
        return norms, changed

    def _is_beside_name_word(self, words: Words, index: int) -> bool:
        near = words.norms[max(index - 2, 0) : index] + words.norms[index + 1 : index + 3]
        return any(norm in self._name_words for norm in near)

    def _find_nearest(self, norm: str) -> str | None:
        for wrong, right in _OCR:
            if wrong in norm and norm.replace(wrong, right) in self._name_words:
                return norm.replace(wrong, right)
        most = 2 if len(norm) >= _LONG else 1
        hit = process.extractOne(norm, self._words, scorer=OSA.distance, score_cutoff=most)
        return None if hit is None or hit[0][0] != norm[0] else hit[0]
