"""Headings that the patterns list: whole lines, beginnings of lines, and words run into a line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from scanner.catalog.language import SectionHeading
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon, conjunctions
from scanner.detect.lines import Line
from scanner.detect.sheet import (
    CERTIFICATIONS,
    STRENGTHS,
    Heading,
    Sheet,
    asking_cue,
    begins_large,
    is_item,
    stands_apart,
    status_cue,
)
from scanner.model import Strength

if TYPE_CHECKING:
    from scanner.catalog.words import Phrase

_MOST_WORDS = 9
_RUN_TOGETHER = 300
#: what stands behind a heading in the middle of a line, and before one in a line that is short
_DASHES = frozenset({" – ", " - ", " — ", " • "})
_LEADERS = frozenset({": ", "? "})
_STOPS = frozenset(".;!?|•–—-")
_BLANK_AND_COLON = frozenset({" :", "\u00a0:", "\u202f:"})
_SEPARATOR = re.compile(r"[/,+|&]")
#: the only kinds whose headings say something of what stands under them: "Certifications (in progress)"
_SPEAKING = frozenset({"certifications", "courses", "goals"})


class KnownHeadings:
    """The headings of `sections.yaml` for resumes or postings, and where they stand."""

    def __init__(self, lexicon: Lexicon, of: str) -> None:
        self._conjunctions = conjunctions(lexicon)
        self._known: dict[Phrase, SectionHeading] = {}
        for phrase, sections in lexicon.headings.items():
            fitting = [section for section in sections if section.of in (of, "both")]
            if fitting:
                self._known[phrase] = fitting[0]

    def hits(self, sheet: Sheet) -> list[Hit]:
        """Return where the words of known headings stand."""
        return [hit for hit in sheet.hits.headings if hit.words in self._known]

    def whole(self, sheet: Sheet, index: int) -> Heading | None:
        """Return the heading that a line is, all of it but a bracket: "Certifications (selected)"."""
        line = sheet.lines[index]
        content = line.text(sheet.text)
        end = line.start + content.find("(") if content.endswith(")") and "(" in content[1:] else line.end
        first, last = sheet.word_range(line.start, end)
        if not 0 < last - first <= _MOST_WORDS or content[-1] in ".,;":
            return None
        if not sheet.text[sheet.words.starts[first]].isupper() and not stands_apart(sheet, index):
            return None
        if line.has_bullet and content[-1] != ":" and is_item(sheet, index):
            return None
        section = self._named(sheet, first, last)
        return None if section is None else self.heading(sheet, line.start, line.end, section, bracket=end)

    def inline(self, sheet: Sheet, index: int) -> Heading | None:
        """Return the heading that a line begins with: "Certifications: …", in a resume "Skills. …" too."""
        line = sheet.lines[index]
        first, last = sheet.word_range(line.start, line.end)
        if not begins_large(sheet, first, last) and not (first < last and stands_apart(sheet, index)):
            return None
        head = sheet.text[line.start : line.end]
        furthest = min(last, first + _MOST_WORDS) if ":" in head or ". " in head else first
        for stop in range(furthest, first, -1):
            # In French a blank stands before the colon.
            end = sheet.words.ends[stop - 1]
            end += sheet.text[end : end + 2] in _BLANK_AND_COLON
            behind = sheet.text[end : end + 2]
            if end >= line.end - 1 or not (behind[:1] == ":" or behind == ". "):
                continue
            section = self._named(sheet, first, stop)
            if section is not None:
                return self.heading(sheet, line.start, end + 1, section)
        return None

    def glued(self, sheet: Sheet, line: Line, known: Sequence[Hit]) -> Iterator[Heading]:
        """Yield headings inside a line whose breaks were lost: "…to the weekly retrainRequirementsBachelor's…"."""
        done = line.start
        for begin, group in groupby(known, key=attrgetter("start")):
            if begin < done or not sheet.text[begin].isupper():
                continue
            hits = [hit for hit in group if hit.end <= line.end]
            is_edge = begin == line.start or not sheet.text[begin - 1].isspace()
            found = self._glued_end(sheet, line, hits, is_edge=is_edge)
            if found is None and not is_edge:
                found = self._dashed_end(sheet, line, hits)
            if found is not None:
                yield self.heading(sheet, begin, found.end, self._known[found.words])
                done = found.end

    def beginning(self, sheet: Sheet, line: Line) -> SectionHeading | None:
        """Return the known heading that an unknown one begins with: "What you'll bring along"."""
        first, last = sheet.word_range(line.start, line.end)
        phrases = (tuple(sheet.words.norms[first:stop]) for stop in range(last, first + 1, -1))
        return next((self._known[phrase] for phrase in phrases if phrase in self._known), None)

    def heading(
        self, sheet: Sheet, start: int, end: int, section: SectionHeading, *, bracket: int | None = None
    ) -> Heading:
        """Return a known heading; what its bracket says comes first: "Certifications (desired)"."""
        rule = f"sections.yaml:{section.kind}"
        cue = status_cue(sheet, start, end) if section.kind in _SPEAKING else None
        strength = section.strength
        said = asking_cue(sheet, bracket, end) if bracket is not None and strength is not None else None
        if said is not None:
            strength, rule = STRENGTHS[said.category], said.rule
        return Heading(start, end, section.kind, strength, rule, cue)

    def _named(self, sheet: Sheet, first: int, last: int) -> SectionHeading | None:
        """Return the known heading that some words are, or are joined of: "Skills/Certifications"."""
        words = sheet.words
        phrase = tuple(words.norms[first:last])
        if phrase in self._known:
            return self._known[phrase]
        parts: list[list[str]] = [[]]
        for index, word in enumerate(phrase, start=first):
            if index > first and _SEPARATOR.search(sheet.text, words.ends[index - 1], words.starts[index]):
                parts.append([])
            if word in self._conjunctions:
                parts.append([])
            else:
                parts[-1].append(word)
        parts = [part for part in parts if part]
        found = [self._known.get(tuple(part)) for part in parts]
        sections = [section for section in found if section is not None]
        if len(parts) <= 1 or len(sections) < len(parts):
            return None
        softened = next((section for section in sections if section.strength is Strength.PREFERRED), None)
        # "Skills and certifications": what stands under it may be a certificate.
        return softened or next((section for section in sections if section.kind == CERTIFICATIONS), sections[0])

    def _glued_end(self, sheet: Sheet, line: Line, hits: Iterable[Hit], *, is_edge: bool) -> Hit | None:
        for hit in hits:
            behind = sheet.text[hit.end : hit.end + 1]
            is_colon = behind == ":" and hit.start > line.start
            if hit.end < line.end and (behind.isupper() or (is_edge and (behind.isdigit() or is_colon))):
                return hit
        return None

    def _dashed_end(self, sheet: Sheet, line: Line, hits: Sequence[Hit]) -> Hit | None:
        """Return a heading in the middle of a line: "… scripting Asset qualifications – French …"."""
        for hit in hits:
            has_colon = sheet.text[hit.end : hit.end + 2] in _LEADERS
            if not (has_colon or sheet.text[hit.end : hit.end + 3] in _DASHES):
                continue
            before = sheet.text[line.start : hit.start].rstrip()[-1:]
            is_apart = line.end - line.start >= _RUN_TOGETHER or (sheet.is_posting and before in _STOPS)
            # What asks needs no more than its colon: "… Required: CISSP Preferred: CISM".
            if is_apart or (has_colon and sheet.is_posting and self._known[hit.words].strength is not None):
                return hit
        return None
