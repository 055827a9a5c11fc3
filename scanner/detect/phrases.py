"""Finds all known phrases in a text's words in a single pass, with spaCy's PhraseMatcher.

The matcher learns a phrase when the rarest of its words first turns up: of 27,000 phrases one document needs some
1,500, so that the first is not kept waiting for the rest, and a long run learns each just once.
"""

from collections.abc import Iterator, Mapping, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from scanner.detect.hits import Hit
from scanner.detect.tokens import Words

_KEY = "phrase"


class PhraseFinder:
    """Finds phrases; `by_rarest` gives them, words joined by spaces, under the rarest of their words."""

    def __init__(self, by_rarest: Mapping[str, Sequence[str]]) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._waiting = dict(by_rarest)

    def find(self, words: Words, norms: Sequence[str]) -> Iterator[Hit]:
        """Yield each known phrase that stands in the words, as they are read in `norms`."""
        if not norms:
            return
        self._learn(norms)
        for _, first, last in self._matcher(Doc(self._vocab, words=list(norms))):
            yield Hit(tuple(norms[first:last]), first, last, words.starts[first], words.ends[last - 1])

    def _learn(self, norms: Sequence[str]) -> None:
        fresh = self._waiting.keys() & set(norms)
        if fresh:
            phrases = [phrase.split(" ") for word in fresh for phrase in self._waiting[word]]
            self._matcher.add(_KEY, [Doc(self._vocab, words=phrase) for phrase in phrases])
            # only now: another thread that misses a word here must find it in the matcher
            for word in fresh:
                self._waiting.pop(word, None)
