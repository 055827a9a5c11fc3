"""Names that appear once misspelt words are put right, and years left out that stand inside a name."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from scanner.detect.fuzzy import Speller
from scanner.detect.kinds import HitSorter
from scanner.detect.mentions import MentionFinder
from scanner.detect.phrases import Match, PhraseFinder, in_order
from scanner.detect.scene import CONFIDENCE, Scene
from scanner.detect.tokens import Words
from scanner.model import Mention, Via
from scanner.spans import overlaps, within

_LONGEST_ACRONYM = 5
#: how far from a known name a misspelt word of the same list may stand
_NAME_REACH = 160


class MisspeltFinder:
    """Searches a text again where words were put right; the rest of it says what it said before."""

    def __init__(self, speller: Speller, phrases: PhraseFinder, sorter: HitSorter, mentions: MentionFinder) -> None:
        self._speller = speller
        self._phrases = phrases
        self._sorter = sorter
        self._mentions = mentions

    def find(self, scene: Scene, matches: Sequence[Match], mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that appear then, each with such a word; `matches` and `mentions` are those of before."""
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
