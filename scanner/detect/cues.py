"""Finds cues: the phrases and marks that say what is meant by a name, turned round where they are negated.

ConText's first step (Harkema et al., 2009), with NegEx's (Chapman et al., J. Biomed. Inform. 34, 2001): a negation in
front of a cue turns what it says ("never passed", "nicht bestanden").
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from scanner.catalog.language import Category, Cue, Direction, Scope
from scanner.catalog.words import alternatives
from scanner.detect.hits import Hit, is_one_phrase
from scanner.detect.kinds import Hits
from scanner.detect.lexicon import Lexicon
from scanner.detect.tokens import Words
from scanner.model import CueHit
from scanner.spans import longest, overlaps

_RESUME_CUES = frozenset(
    {
        Category.HELD,
        Category.IN_PROGRESS,
        Category.PLANNED,
        Category.EXPIRED,
        Category.NOT_HELD,
        Category.TERMINATE,
        Category.PSEUDO,
    }
)
_BOTH = frozenset({Category.TERMINATE, Category.PSEUDO})
_NEGATION, _FILLER = "negation", "negation_filler"
_MOST_FILLERS = 3
_PARTED = re.compile(r"[^\w\s'’]")
#: one of these must stand somewhere, or crosses are only bullets
_TICKS = re.compile(r"[✓✔☑✅]|\[[xX]\]")


class CueFinder:
    """Finds the cues of resumes or of postings."""

    def __init__(self, lexicon: Lexicon, cues: Iterable[Cue]) -> None:
        self._lexicon = lexicon
        self._marks = {mark: cue for cue in cues if cue.scope is Scope.MARK for mark in cue.phrases}
        marks = alternatives(self._marks)
        self._marked_line = re.compile(rf"^[ \t]*(?:[-*•·][ \t]*)?(?P<mark>{marks})", re.MULTILINE)

    def find(self, text: str, words: Words, hits: Hits, names: Sequence[Hit], *, is_posting: bool) -> list[CueHit]:
        """Return the cues of a text, in order; of those that overlap the longest. `names` are the longest names."""
        said = [*self._said(text, words, hits.cues, is_posting=is_posting)]
        found = [*(_hit(cue, hit.start, hit.end) for hit, cue in said), *self._negated(text, words, hits, said)]
        if is_posting:
            return longest(_apart(found, names))
        return longest([*found, *self._marked(text)])

    def _said(self, text: str, words: Words, hits: Iterable[Hit], *, is_posting: bool) -> Iterator[tuple[Hit, Cue]]:
        for hit in hits:
            for cue in self._lexicon.cues.get(hit.words, ()):
                is_resume_cue = cue.category in _RESUME_CUES
                if cue.category not in _BOTH and is_resume_cue == is_posting:
                    continue
                is_parted = is_resume_cue and _parts(text, cue, hit)
                if not is_parted and is_one_phrase(text, words, hit.first, hit.last):
                    yield hit, cue

    def _negated(self, text: str, words: Words, hits: Hits, said: Iterable[tuple[Hit, Cue]]) -> Iterator[CueHit]:
        """Yield the cues that a negation stands before, with at most a few small words between."""
        negations = {word.end: word for word in hits.groups if word.group == _NEGATION}
        if not negations:
            return
        fillers = {word[:2] for word in hits.groups if word.group == _FILLER}
        starts, ends = words.starts, words.ends
        for hit, cue in said:
            if cue.negated is None or not hit.first:
                continue
            before = hit.first - 1
            while (
                before > 0
                and ends[before] not in negations
                and (starts[before], ends[before]) in fillers
                and hit.first - 1 - before < _MOST_FILLERS
            ):
                before -= 1
            negation = negations.get(ends[before])
            if negation and not _PARTED.search(text, negation.end, hit.start):
                # "not passed" is said of what "passed" is said of: it reaches as far, to both sides
                direction = Direction.BOTH if cue.direction is Direction.BACKWARD else cue.direction
                yield CueHit(negation.start, hit.end, cue.negated.value, direction, cue.scope, cue.rule)

    def _marked(self, text: str) -> Iterator[CueHit]:
        if not any(mark in text for mark in self._marks):
            return
        is_ticked = _TICKS.search(text) is not None
        for match in self._marked_line.finditer(text):
            cue = self._marks[match["mark"]]
            if is_ticked or cue.category is not Category.NOT_HELD:
                yield _hit(cue, *match.span("mark"))


def _apart(found: Iterable[CueHit], names: Iterable[Hit]) -> Iterator[CueHit]:
    """Yield the cues that share no word with a name of several: "Certified Scrum Master or other" is no "master or"."""
    several = [name for name in names if len(name.words) > 1]
    return (cue for cue in found if not overlaps(several, cue.start, cue.end))


def _parts(text: str, cue: Cue, hit: Hit) -> bool:
    """Return whether a comma parts words that are one phrase only without it: "passed the exam, fee paid"."""
    return text.find(",", hit.start, hit.end) >= 0 and not any("," in phrase for phrase in cue.phrases)


def _hit(cue: Cue, start: int, end: int) -> CueHit:
    return CueHit(start, end, cue.category, cue.direction, cue.scope, cue.rule)
