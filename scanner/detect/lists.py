"""Names that share a head or a tail: "AZ-104/204/305", "… Solutions Architect, Developer – Associate"."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scanner.catalog import LEVELS
from scanner.catalog.words import Phrase, alternatives
from scanner.detect.hits import Hit, is_one_phrase
from scanner.detect.lexicon import CERTIFIED, Lexicon, conjunctions
from scanner.detect.scene import CONFIDENCE, Found, Scene
from scanner.detect.tokens import Words
from scanner.model import Mention, Sentence, Via
from scanner.spans import overlaps, within

_MOST_ITEM_WORDS = 7
_LONGEST_ELLIPSIS = 80
#: how far behind the first of a list the level of all may stand
_MOST_LIST_WORDS = 16
_LONGEST_GAP = 200
#: "Six Sigma Green, Black Belt": a beginning, two alternatives and the end
_FEWEST_SHARED = 3
#: an article, whatever the language
_SHORT_WORD = 3


class ListFinder:
    """Completes what lists leave out; built once for a catalogue."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._conjunctions = conjunctions(lexicon)
        joined = alternatives(self._conjunctions)
        sign_or_word = rf"\s*(?:[,;/&+|]|\b(?:{joined})\b)?\s*(?:\b(?:{joined})\b)?\s*"
        self._list_gap = re.compile(sign_or_word, re.IGNORECASE)
        self._code_list_gap = re.compile(rf"\s*(?:[,/&+]|\b(?:{joined})\b)+\s*-?", re.IGNORECASE)
        # "AZ-104, 204 colleagues": a number that counts something is no code.
        self._counted = re.compile(rf" (?!(?:{joined})\b)[a-z]")
        self._kinds = frozenset(lexicon.rules.credential_words) - {"certified", "certification"}
        #: the words that names have before their last one
        self._ends: dict[str, set[str]] = {}
        for words in lexicon.names:
            if len(words) >= _FEWEST_SHARED:
                self._ends.setdefault(words[-1], set()).add(words[-2])
        self._levels = {lexicon.words(level)[0] for level in (*LEVELS, "foundation", "fundamentals")}

    def listed(self, scene: Scene, chosen: Sequence[Found]) -> Iterator[Found]:
        """Yield the rest of every list that begins with one of the chosen."""
        yield from self._with_tail(scene)
        for item in chosen:
            if item.mention.via is Via.EXAM_CODE:
                yield from self._code_list(scene, item)
            elif item.hit.last - item.hit.first > 1:
                yield from self._name_list(scene, item)
                yield from self._elided(scene, item)
                yield from self._before(scene, item)

    def _with_tail(self, scene: Scene) -> Iterator[Found]:
        """Yield the two names of "Six Sigma Green or Black Belt", which share their beginning and their last word."""
        norms = scene.words.norms
        for tail in [index for index in range(_FEWEST_SHARED, len(norms)) if norms[index] in self._ends]:
            one = tail - 3 if norms[tail - 2] in self._conjunctions else tail - 2
            ends = self._ends[norms[tail]]
            if norms[one] in ends and norms[tail - 1] in ends:
                yield from self._around(scene, one, tail)

    def _around(self, scene: Scene, one: int, tail: int) -> Iterator[Found]:
        text, words, other = scene.text, scene.words, tail - 1
        if not self._list_gap.fullmatch(text[words.ends[one] : words.starts[other]]):
            return
        for first in range(max(one - _MOST_ITEM_WORDS, 0), one):
            head, last = words.norms[first:one], words.norms[tail]
            refs = [self._named((*head, words.norms[place], last)) for place in (one, other)]
            is_whole = is_one_phrase(text, words, first, one + 1) and is_one_phrase(text, words, other, tail + 1)
            if all(refs) and is_whole and not text[words.starts[first]].islower():
                for ref, a, b in zip(refs, (first, other), (one, tail), strict=True):
                    yield _found(words, ref or (), a, b + 1)
                return

    def _code_list(self, scene: Scene, item: Found) -> Iterator[Found]:
        """Yield the rest of "AZ-104/204/305"."""
        words, prefix = scene.words, item.hit.words[:-1]
        index = item.hit.last
        while prefix and index < len(words) and words.norms[index] in self._conjunctions:
            index += 1
        while prefix and index < len(words) and words.norms[index].isdigit():
            gap = scene.text[words.ends[item.hit.last - 1] : words.starts[index]]
            phrase = (*prefix, words.norms[index])
            forms = self._lexicon.names.get(phrase)
            counts_things = gap.strip() == "," and self._counted.match(scene.text, words.ends[index])
            if not self._code_list_gap.fullmatch(gap) or not forms or counts_things:
                return
            start, end = words.starts[index], words.ends[index]
            hit = Hit(phrase, index, index + 1, start, end)
            item = Found(hit, Mention(forms[0].ref, start, end, Via.EXAM_CODE, CONFIDENCE[Via.EXAM_CODE]))
            yield item
            index += 1
            while index < len(words) and words.norms[index] in self._conjunctions:
                index += 1

    def _name_list(self, scene: Scene, item: Found) -> Iterator[Found]:
        """Yield the rest of "AWS Certified Solutions Architect, Developer and SysOps Administrator – Associate"."""
        sentence = scene.sentence(item.start)
        index = item.hit.last
        head = item.hit.words
        level = self._level_behind(scene, index, sentence.end)
        while index < len(scene.words) and scene.words.starts[index] < sentence.end:
            gap_start = scene.words.ends[index - 1]
            if scene.words.norms[index] in self._conjunctions:
                index += 1
                if index >= len(scene.words):
                    return
            gap = scene.text[gap_start : scene.words.starts[index]]
            if not gap.strip() or len(gap) > _LONGEST_GAP or not self._list_gap.fullmatch(gap):
                return
            found = self._continued(scene, head, index, sentence.end, level)
            if found is None:
                return
            yield found
            index = found.hit.last
            own = self._named((*head, level)) if level and item.mention.readings else None
            if own and scene.words.norms[index - 1] == level:
                yield replace(item, mention=replace(item.mention, ref=own[0], readings=()))

    def _level_behind(self, scene: Scene, first: int, end: int) -> str | None:
        """Return the first level behind a name in its sentence: that of a whole list, where it stands at its end."""
        norms = scene.words.norms[first : first + _MOST_LIST_WORDS]
        starts = scene.words.starts[first : first + _MOST_LIST_WORDS]
        inside = (norm for norm, start in zip(norms, starts, strict=True) if start < end)
        return next((norm for norm in inside if norm in self._levels), None)

    def _continued(self, scene: Scene, head: Phrase, index: int, end: int, level: str | None) -> Found | None:
        words = scene.words
        stop = index
        while stop < len(words) and words.starts[stop] < end and stop - index < _MOST_ITEM_WORDS:
            stop += 1
        for last in range(stop, index, -1):
            own = tuple(words.norms[index:last])
            if not is_one_phrase(scene.text, words, index, last) or scene.text[words.starts[index]].islower():
                continue
            ref = self._with_head(head, own, level)
            if ref is not None:
                return _found(words, ref, index, last)
        return None

    def _elided(self, scene: Scene, item: Found) -> Iterator[Found]:
        """Yield another level of the name that a text goes on with: "… Associate; the Professional is a plus"."""
        words, head = scene.words, item.hit.words
        end = min(scene.sentence(item.start).end, item.hit.end + _LONGEST_ELLIPSIS)
        for index in range(item.hit.last, bisect_left(words.starts, end)):
            word = words.norms[index]
            is_level = word in self._levels and any(w in self._levels for w in head)
            if not is_level and not scene.is_posting:
                continue
            own = (word,) if is_level else tuple(words.norms[index - 1 : index + 1])
            first = index + 1 - len(own)
            if not is_level and (word != head[-1] or word not in self._kinds or first < item.hit.last):
                continue
            refs = self._with_head(head, own) if _stands_alone(scene, first, index) else None
            if refs and item.mention.ref not in refs:
                yield _found(words, refs, first, index + 1)

    def _before(self, scene: Scene, item: Found) -> Iterator[Found]:
        """Yield the name that shares the last word of the one behind it: "Deep Learning or the NLP Specialization"."""
        words, text, tail = scene.words, scene.text, item.hit.words[-1]
        index = item.hit.first - 1
        if tail not in self._kinds or index < 1:
            return
        if words.norms[index] not in self._conjunctions and words.ends[index] - words.starts[index] <= _SHORT_WORD:
            index -= 1
        if words.norms[index] not in self._conjunctions or not text[words.starts[index]].islower():
            return
        for first in range(max(index - _MOST_ITEM_WORDS, 0), index):
            refs = self._named((*words.norms[first:index], tail))
            if refs and item.mention.ref not in refs and is_one_phrase(text, words, first, index):
                yield _found(words, refs, first, index)
                return

    def _with_head(self, head: Phrase, own: Phrase, level_behind: str | None = None) -> tuple[str, ...] | None:
        level = next((word for word in reversed(head) if word in self._levels), level_behind)
        bare = tuple(word for word in head if word not in self._levels)
        if len(own) == 1 and own[0] in self._levels:
            return self._named((*bare, *own))
        for cut in range(len(bare) - 1, 0, -1):
            tails = [(), (level,)] if level and own[-1] not in self._levels else [()]
            whole = [(*bare[:cut], *own, *tail) for tail in tails]
            whole += [(*bare[:cut], CERTIFIED, *own, *tail) for tail in tails if CERTIFIED not in bare[:cut]]
            found = [named for phrase in whole if (named := self._named(phrase))]
            if found:
                return min(found, key=len)
        return None

    def _named(self, phrase: Phrase) -> tuple[str, ...] | None:
        forms = self._lexicon.names.get(phrase)
        return (forms[0].ref,) if forms else self._lexicon.unleveled.get(phrase)

    def under_issuer(self, scene: Scene, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Yield names in a certifications section whose issuer stands on the line above or below."""
        sentences = [s for s in scene.structure.sentences if s.section.kind == "certifications" and not s.is_heading]
        families = scene.hits.families
        for index, sentence in enumerate(sentences):
            if overlaps(mentions, sentence.start, sentence.end):
                continue
            near = sentences[max(index - 1, 0) : index + 3]
            heading = sentence.section
            stretches = [(heading.start, heading.body), *((s.start, s.end) for s in near)]
            issuers = dict.fromkeys(hit.words for a, b in stretches for hit in within(families, a, b))
            yield from self._with_issuer(scene, sentence, issuers)

    def _with_issuer(self, scene: Scene, sentence: Sentence, issuers: Iterable[Phrase]) -> Iterator[Mention]:
        first = bisect_left(scene.words.starts, sentence.start)
        inside = range(first, bisect_left(scene.words.starts, sentence.end))
        issuers = list(issuers)
        for length in range(min(len(inside), _MOST_ITEM_WORDS), 1, -1):
            own = tuple(scene.words.norms[first : first + length])
            for issuer in issuers:
                ref = self._named((*issuer, *own)) or self._named((*issuer, CERTIFIED, *own))
                if ref:
                    start, end = scene.words.starts[first], scene.words.ends[first + length - 1]
                    yield Mention(ref[0], start, end, Via.ALIAS, 0.9, ref if len(ref) > 1 else ())
                    return


def _stands_alone(scene: Scene, first: int, last: int) -> bool:
    """Return whether words have capitals and no name goes on around them: "the Professional"."""
    words, text = scene.words, scene.text
    if not all(text[words.starts[index]].isupper() for index in range(first, last + 1)):
        return False
    before = text[words.starts[first - 1] : words.starts[first]]
    behind = text[words.ends[last] : words.ends[last] + 2]
    return (before[:1].islower() or before.rstrip()[-1:] in ",;:(/") and not behind.strip()[:1].isupper()


def _found(words: Words, refs: tuple[str, ...], first: int, last: int) -> Found:
    """Return what stands for these credentials from one word up to another."""
    start, end = words.starts[first], words.ends[last - 1]
    mention = Mention(refs[0], start, end, Via.ALIAS, CONFIDENCE[Via.ALIAS], refs if len(refs) > 1 else ())
    return Found(Hit(tuple(words.norms[first:last]), first, last, start, end), mention)
