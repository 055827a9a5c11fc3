"""A text as headings are looked for in it: its lines, and what stands in them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from scanner.catalog.language import Category, Scope
from scanner.detect.kinds import Hits
from scanner.detect.lines import Line
from scanner.detect.tokens import Words
from scanner.model import CueHit, Strength, WordHit
from scanner.spans import Span, within

CERTIFICATIONS = "certifications"
#: a line that is longer is prose, not an entry of its own
LONG_LINE = 60
#: how strongly a heading asks that has such a cue
STRENGTHS = {
    Category.REQUIRED.value: Strength.REQUIRED,
    Category.ASSUMED.value: Strength.REQUIRED,
    Category.PREFERRED.value: Strength.PREFERRED,
    Category.NOT_REQUIRED.value: Strength.NOT_REQUIRED,
}
#: what a resume's heading may say of all that stands under it
STATUSES = frozenset({"in_progress", "planned", "expired"})
#: the scopes of cues that say nothing by themselves
_WEAK = frozenset({Scope.ANSWER, Scope.MARK, Scope.HINT})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's stretch of text, and what kind of section begins behind it (None: no list knows it)."""

    start: int
    end: int
    kind: str | None
    strength: Strength | None = None
    rule: str | None = None
    cue: CueHit | None = None
    #: a heading within a section, which goes on as it was: "One of the following certifications:"
    is_within: bool = False
    #: where the section ends though no heading follows: with the paragraph that the heading begins
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with what was found in it so far; `names` are stretches that read like names, which are no headings."""

    text: str
    words: Words
    lines: Sequence[Line]
    cues: Sequence[CueHit]
    names: Sequence[Span]
    hits: Hits
    is_posting: bool

    @property
    def groups(self) -> Sequence[WordHit]:
        """The words of the lists of `phrases.yaml`."""
        return self.hits.groups

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices of the words that begin inside a stretch."""
        return bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)


def asking_cue(sheet: Sheet, start: int, end: int) -> CueHit | None:
    """Return the cue that says how strongly a posting's heading asks; a softener wins: "nice, not necessary"."""
    cues = [c for c in within(sheet.cues, start, end) if c.category in STRENGTHS] if sheet.is_posting else []
    return min(cues, key=lambda cue: cue.category != Category.PREFERRED, default=None)


def status_cue(sheet: Sheet, start: int, end: int) -> CueHit | None:
    """Return the cue that says what is to be thought of all under a resume's heading: "in progress"."""
    inside = [c for c in within(sheet.cues, start, end) if c.category in STATUSES and c.scope not in _WEAK]
    return inside[0] if inside and not sheet.is_posting else None


def stands_apart(sheet: Sheet, index: int) -> bool:
    """Return whether a resume's line has blank lines before it and something under it: "certifications"."""
    if sheet.is_posting or index + 1 >= len(sheet.lines) or sheet.lines[index].has_bullet:
        return False
    return index > 0 and sheet.lines[index - 1].block != sheet.lines[index].block


def begins_large(sheet: Sheet, first: int, last: int) -> bool:
    """Return whether the first of some words begins with a capital."""
    return first < last and sheet.text[sheet.words.starts[first]].isupper()


def any_within(starts: Sequence[int], line: Line) -> bool:
    """Return whether any of these offsets, which are in order, stands in a line."""
    index = bisect_left(starts, line.start)
    return index < len(starts) and starts[index] < line.end


def is_item(sheet: Sheet, index: int) -> bool:
    """Return whether a line with a bullet is one of a list: a heading's mark is another than its items'."""
    line = sheet.lines[index]
    if index + 1 >= len(sheet.lines):
        return True
    before, after = sheet.lines[max(index - 1, 0)], sheet.lines[index + 1]
    follows_item = index > 0 and before.has_bullet and before.block == line.block and before.mark == line.mark
    return follows_item or (after.has_bullet and after.mark == line.mark)


def has_name(sheet: Sheet, start: int, end: int) -> bool:
    """Return whether a credential's name stands in a stretch; a small word is none: "das" is no DAS-C01."""
    names = (sheet.text[name.start : name.end] for name in within(sheet.names, start, end))
    return any(" " in name or name != name.capitalize() for name in names)
