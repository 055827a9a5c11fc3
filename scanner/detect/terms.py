"""Terms of a field in the work that a resume describes: what corroborates a credential, and never proves one."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from scanner.detect.hits import is_one_phrase
from scanner.detect.tokens import Words
from scanner.model import Section, TermHit
from scanner.spans import Span, longest, overlaps

#: where a resume describes work; a list of skills shows none
_WORK = frozenset({"experience", "projects"})


class TermFinder:
    """Finds terms by their first word; `tokenize` cuts them into words as it does documents."""

    def __init__(self, terms: Iterable[str], tokenize: Callable[[str], Words]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in sorted(terms):
            words = tuple(tokenize(term).norms)
            if words:
                self._by_first.setdefault(words[0], []).append((words, term))

    def find(self, text: str, words: Words, sections: Sequence[Section], names: Sequence[Span]) -> tuple[TermHit, ...]:
        """Return the terms in the sections on work, but not those inside `names`: these name credentials."""
        hits = longest(hit for section in sections if section.kind in _WORK for hit in self._hits(text, words, section))
        return tuple(hit for hit in hits if not overlaps(names, hit.start, hit.end))

    def _hits(self, text: str, words: Words, section: Section) -> Iterator[TermHit]:
        norms, by_first = words.norms, self._by_first
        begin, end = bisect_left(words.starts, section.start), bisect_left(words.starts, section.end)
        for first in [index for index in range(begin, end) if norms[index] in by_first]:
            for phrase, term in by_first[norms[first]]:
                last = first + len(phrase)
                if tuple(norms[first:last]) != phrase or not is_one_phrase(text, words, first, last):
                    continue
                start, end = words.starts[first], words.ends[last - 1]
                if _is_written_so(term, text[start:end]):
                    yield TermHit(start, end, term)


def _is_written_so(term: str, words: str) -> bool:
    """Whether the words have the capitals of the term: "Spark" and "SPARK", but no "spark"; "SAN", but no "San"."""
    if term.isupper():
        return words.isupper()
    return term.islower() or not words.islower()
