"""Finds all known phrases in a text's words in a single pass, with spaCy's PhraseMatcher.

The matcher learns a phrase when the rarest of its words first turns up: of 27,000 phrases one document needs some
1,500, so that the first is not kept waiting for the rest, and a long run learns each just once.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from scanner.catalog.words import Phrase

#: the indices of its first word and of the one behind its last, and the phrase
Match = tuple[int, int, Phrase]

_KEY = "phrase"
#: a word that no phrase has
_GAP = "\n"


class PhraseFinder:
    """Finds phrases; `by_rarest` gives them, words joined by spaces, under the rarest of their words.

    `stand_ins` are the words that some of them have for others, as any number; each has the first in it.
    """

    def __init__(self, by_rarest: Mapping[str, Sequence[str]], stand_ins: Sequence[str]) -> None:
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._waiting = dict(by_rarest)
        self._stand_ins = frozenset(stand_ins)
        with_it = [phrase.split(" ") for phrases in by_rarest.values() for phrase in phrases if stand_ins[0] in phrase]
        #: how many words the longest has that was learnt
        self._longest = 1
        #: how many words such a phrase has beside it at most
        self._reach = max(map(len, with_it), default=1) - 1
        #: each with what such a phrase has right before and behind it
        self._contexts = frozenset(pair for phrase in with_it for pair in _contexts(phrase, self._stand_ins))

    def find(self, norms: Sequence[str]) -> list[Match]:
        """Return each known phrase that stands in the words."""
        if not norms:
            return []
        self._learn(norms)
        found = self._matcher(Doc(self._vocab, words=list(norms)))
        return [(first, last, tuple(norms[first:last])) for _, first, last in found]

    def find_standing_in(self, norms: Sequence[str], at: Mapping[int, str]) -> list[Match]:
        """Return each known phrase that has a stand-in where a word is; `at` gives the words' indices and stand-ins."""
        places = {index: stand_in for index, stand_in in at.items() if self._may_stand_in(norms, at, index)}
        found = self._find_near(norms, places, self._reach, lambda i: at.get(i, norms[i]))
        return [match for match in found if not self._stand_ins.isdisjoint(match[2])]

    def _may_stand_in(self, norms: Sequence[str], at: Mapping[int, str], index: int) -> bool:
        """Return whether some phrase has a stand-in between what stands before and behind a word."""
        before = at.get(index - 1, norms[index - 1]) if index else ""
        behind = at.get(index + 1, norms[index + 1]) if index + 1 < len(norms) else ""
        word = at[index]
        return not self._contexts.isdisjoint(((before, word, behind), (before, word, ""), ("", word, behind)))

    def find_through(self, norms: Sequence[str], at: Collection[int]) -> list[Match]:
        """Return each known phrase that one of the words `at` these indices is a part of."""
        # How far they reach is known once they are learnt, whatever was read before.
        self._learn(norms)
        places = sorted(at)
        found = self._find_near(norms, places, self._longest - 1, norms.__getitem__)
        return [match for match in found if bisect_left(places, match[0]) < bisect_left(places, match[1])]

    def _find_near(
        self, norms: Sequence[str], at: Iterable[int], reach: int, word: Callable[[int], str]
    ) -> Iterator[Match]:
        """Yield the phrases that stand near some words, with `word` in place of the words themselves."""
        near = sorted({i for place in at for i in range(max(place - reach, 0), min(place + reach + 1, len(norms)))})
        words: list[str] = []
        indices: list[int] = []
        for index in near:
            if indices and index > indices[-1] + 1:
                words.append(_GAP)
                indices.append(indices[-1])
            words.append(word(index))
            indices.append(index)
        return ((indices[first], indices[last - 1] + 1, phrase) for first, last, phrase in self.find(words))

    def _learn(self, norms: Sequence[str]) -> None:
        fresh = self._waiting.keys() & set(norms)
        if fresh:
            phrases = [phrase.split(" ") for word in fresh for phrase in self._waiting[word]]
            self._longest = max(self._longest, *map(len, phrases))
            # The matcher keeps but the hashes of the words, and takes those from whoever has them, as its own pickles:
            # a `Doc` for each phrase would take six times as long.
            number = self._vocab.strings.add
            self._matcher.add(_KEY, cast("list[Doc]", [list(map(number, phrase)) for phrase in phrases]))
            # only now: another thread that misses a word here must find it in the matcher
            for word in fresh:
                self._waiting.pop(word, None)


def _contexts(phrase: Sequence[str], words: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each of these words in a phrase with what stands right before and behind it, nothing at its ends."""
    triples = zip(("", *phrase[:-1]), phrase, (*phrase[1:], ""), strict=True)
    return (triple for triple in triples if triple[1] in words)


def in_order(matches: Iterable[Match]) -> list[Match]:
    """Return matches as the text goes, of those that begin with the same word the longest first."""
    return sorted(matches, key=_first_and_longest)


def _first_and_longest(match: Match) -> tuple[int, int]:
    return match[0], -match[1]
