"""Headings: lines, beginnings of lines, or words run into a line, under which a new section begins."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scanner.detect.hits import Hit
from scanner.detect.known_headings import KnownHeadings
from scanner.detect.lexicon import Lexicon
from scanner.detect.lines import Line
from scanner.detect.sheet import LONG_LINE, Heading, Sheet, begins_large, has_name
from scanner.detect.unknown_headings import UnknownHeadings
from scanner.model import Strength
from scanner.spans import within

_MOST_ASKED_WORDS = 10
_FEW_WORDS = 4


class HeadingFinder:
    """Finds headings; `of` is "resume" or "posting" and decides which phrases count."""

    def __init__(self, lexicon: Lexicon, of: str) -> None:
        self._known = KnownHeadings(lexicon, of)
        self._unknown = UnknownHeadings(self._known)

    def find(self, sheet: Sheet) -> list[Heading]:
        """Return the headings of a text, in order."""
        known = self._known.hits(sheet)
        speaking = self._unknown.speaking(sheet)
        found: list[Heading] = []
        for index, line in enumerate(sheet.lines):
            inside = within(known, line.start, line.end)
            if inside or sheet.is_posting or self._unknown.may_be(sheet, line, speaking):
                found.extend(self._in_line(sheet, index, inside))
        return sorted(found, key=lambda heading: heading.start)

    def _in_line(self, sheet: Sheet, index: int, known: Sequence[Hit]) -> Iterator[Heading]:
        """Yield the headings of a line; `known` is where the words of known ones stand in it."""
        line = sheet.lines[index]
        begins = bool(known) and known[0].first == bisect_left(sheet.words.starts, line.start)
        whole = self._known.whole(sheet, index) if begins else None
        if whole is not None:
            yield whole
            return
        inline = self._known.inline(sheet, index) if begins else None
        if inline is None and sheet.is_posting:
            inline = self._asking(sheet, line)
        if inline is not None:
            yield replace(inline, until=self._paragraph_end(sheet, index, inline))
        edge = inline.end if inline is not None else 0
        yield from (heading for heading in self._known.glued(sheet, line, known) if heading.start >= edge)
        if inline is None and self._unknown.is_one(sheet, index):
            yield self._unknown.read(sheet, line)

    def _asking(self, sheet: Sheet, line: Line) -> Heading | None:
        """Return the beginning of a line that says how strongly the rest is asked for: "Nice, not necessary: …"."""
        if not begins_large(sheet, *sheet.word_range(line.start, line.end)):
            return None
        for stop, most in ((":", _MOST_ASKED_WORDS), (". ", _FEW_WORDS)):
            end = sheet.text.find(stop, line.start, line.end - 1)
            first, last = sheet.word_range(line.start, max(end, line.start))
            if end < 0 or not 0 < last - first <= most or line.has_bullet or has_name(sheet, line.start, end):
                continue
            asking = self._unknown.read(sheet, Line(line.start, end, has_bullet=False, block=line.block))
            # "You don't need experience." says nothing of what follows.
            if asking.strength is not None and (stop == ":" or asking.strength is not Strength.NOT_REQUIRED):
                return replace(asking, end=end + 1)
        return None

    def _paragraph_end(self, sheet: Sheet, index: int, heading: Heading) -> int | None:
        """Return where prose that goes on behind a posting's heading ends; None: a list, or more of it, follows."""
        line = sheet.lines[index]
        is_prose = sheet.text[line.end - 1] in ".!?" or line.end - heading.end >= LONG_LINE
        if not sheet.is_posting or not is_prose or heading.end >= line.end:
            return None
        last = next((i for i in range(index + 1, len(sheet.lines)) if sheet.lines[i].block != line.block), None)
        if last is None or any(below.has_bullet for below in sheet.lines[index + 1 : last + 1]):
            return None
        return sheet.lines[last - 1].end
