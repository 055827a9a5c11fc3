"""Finds all known phrases in a text's words in a single pass, with spaCy's PhraseMatcher.

The matcher learns a phrase when the rarest of its words first turns up: of 27,000 phrases one document needs some
1,500, so that the first is not kept waiting for the rest, and a long run learns each just once.
"""

from collections.abc import Iterable, Mapping, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from scanner.detect.hits import Hit
from scanner.detect.tokens import Words

_KEY = "phrase"
#: a word that no phrase has
_GAP = "\n"


class PhraseFinder:
    """Finds phrases; `by_rarest` gives them, words joined by spaces, under the rarest of their words.

    `stand_in` is the word that some of them have for others, as any number.
    """

    def __init__(self, by_rarest: Mapping[str, Sequence[str]], stand_in: str) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._waiting = dict(by_rarest)
        self._stand_in = stand_in
        with_it = (phrase for phrases in by_rarest.values() for phrase in phrases if stand_in in phrase)
        #: how many words such a phrase has beside it at most
        self._reach = max((phrase.count(" ") for phrase in with_it), default=0)

    def find(self, words: Words) -> list[Hit]:
        """Return each known phrase that stands in the words."""
        norms, starts, ends = words.norms, words.starts, words.ends
        return [
            Hit(tuple(norms[first:last]), first, last, starts[first], ends[last - 1])
            for first, last in self._matches(norms)
        ]

    def find_standing_in(self, words: Words, at: Iterable[int]) -> list[Hit]:
        """Return each known phrase that has the stand-in where one of the words `at` these indices is."""
        places, reach, stand_in = set(at), self._reach, self._stand_in
        near = sorted({i for place in places for i in range(max(place - reach, 0), min(place + reach + 1, len(words)))})
        norms: list[str] = []
        indices: list[int] = []
        for index in near:
            if indices and index > indices[-1] + 1:
                norms.append(_GAP)
                indices.append(indices[-1])
            norms.append(stand_in if index in places else words.norms[index])
            indices.append(index)
        found = []
        for first, last in self._matches(norms):
            phrase = tuple(norms[first:last])
            if stand_in in phrase:
                start, end = indices[first], indices[last - 1]
                found.append(Hit(phrase, start, end + 1, words.starts[start], words.ends[end]))
        return found

    def _matches(self, norms: Sequence[str]) -> list[tuple[int, int]]:
        if not norms:
            return []
        self._learn(norms)
        return [(first, last) for _, first, last in self._matcher(Doc(self._vocab, words=list(norms)))]

    def _learn(self, norms: Sequence[str]) -> None:
        fresh = self._waiting.keys() & set(norms)
        if fresh:
            phrases = [phrase.split(" ") for word in fresh for phrase in self._waiting[word]]
            self._matcher.add(_KEY, [Doc(self._vocab, words=phrase) for phrase in phrases])
            # only now: another thread that misses a word here must find it in the matcher
            for word in fresh:
                self._waiting.pop(word, None)
