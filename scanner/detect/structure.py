"""Sections and sentences: the scopes that no cue may leave."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from scanner.catalog.language import Category, SectionHeading
from scanner.detect.lexicon import Lexicon
from scanner.detect.lines import Line, continues, find_lines
from scanner.detect.names import Phrase
from scanner.detect.tokens import Words
from scanner.model import CueHit, Section, Sentence, Strength

_MOST_HEADING_WORDS = 9
_MOST_UNKNOWN_WORDS = 7
# The end of a sentence, of a sentence in run-together text ("…trucks.Wrote…"), or a bullet in the middle of a line.
_SENTENCE_END = re.compile(
    r"[.!?]+[\"”')]*\s+(?=[\"“'(]?[^\W_a-z])|(?<=[a-z)])[.!?](?=[A-Z][a-z])|\s+(?:[•▪●✓✔➢]\s*)(?=\S)"
)
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*\Z")
_ABBREVIATIONS = frozenset(
    "sr jr dr mr mrs ms st vs no nr ca cf al inc ltd corp co incl excl jan feb mar apr jun jul aug sep sept oct nov dec exp est bzw abs "
    "z.b e.g i.e u.a d.h p.ej p.ex approx dept prof assoc cert vol ed eng bsc msc b.s m.s b.a m.a ph.d".split()
)
_GLUE = re.compile(r"[a-z0-9)%](?=[A-Z][a-z])")
_LONG_RUN = re.compile(r"[^\n]{300,}")
_FEWEST_GLUED = 3
_LONG_LINE = 60
_JOINERS = frozenset({"and", "or", "und", "et", "y", "e", "oder", "ou", "o"})
_STRENGTH_CUES = {Category.REQUIRED.value: Strength.REQUIRED, Category.PREFERRED.value: Strength.PREFERRED}


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int
    section: SectionHeading | None
    #: text stands behind it on the same line
    is_inline: bool
    strength: Strength | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The sections and sentences of one document."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that the character at `offset` stands in, or the one before it."""
        index = bisect_left(self.sentences, offset + 1, key=lambda sentence: sentence.start) - 1
        return self.sentences[max(index, 0)]


class StructureFinder:
    """Finds headings and sentences; `of` is "resume" or "posting" and decides which headings count."""

    def __init__(self, lexicon: Lexicon, of: str) -> None:
        self._is_posting = of == "posting"
        self._headings: dict[Phrase, SectionHeading] = {}
        for phrase, sections in lexicon.headings.items():
            fitting = [section for section in sections if section.of in (of, "both")]
            if fitting:
                self._headings[phrase] = fitting[0]

    def find(self, text: str, words: Words, cues: Sequence[CueHit], names: Sequence[tuple[int, int]]) -> Structure:
        """Return the structure of a text; `names` are the stretches that read like names, which are no headings."""
        lines = find_lines(text)
        headings = sorted(
            (
                heading
                for index, line in enumerate(lines)
                for heading in self._in_line(text, words, lines, index, cues, names)
            ),
            key=lambda heading: heading.start,
        )
        sections = _sections(text, headings)
        starts = frozenset(start for start, _ in names)
        return Structure(sections, tuple(_sentences(text, words, lines, headings, sections, starts)))

    # --- headings ---

    def _in_line(
        self,
        text: str,
        words: Words,
        lines: list[Line],
        index: int,
        cues: Sequence[CueHit],
        names: Sequence[tuple[int, int]],
    ) -> Iterator[_Heading]:
        line = lines[index]
        first = bisect_left(words.starts, line.start)
        last = bisect_left(words.starts, line.end)
        whole = self._whole(text, words, line, first, last)
        if whole is not None:
            yield whole
            return
        inline = self._inline(text, words, line, first, last)
        if inline is not None:
            yield inline
        yield from self._glued(text, words, first, last, line)
        if inline is None:
            unknown = self._unknown(text, lines, index, last - first, cues, names)
            if unknown is not None:
                yield unknown

    def _whole(self, text: str, words: Words, line: Line, first: int, last: int) -> _Heading | None:
        if not 0 < last - first <= _MOST_HEADING_WORDS:
            return None
        if line.has_bullet and text[line.end - 1] != ":":
            return None
        section = self._named(tuple(words.norms[first:last]))
        if section is None or not text[line.start : line.end].strip("*_ :.-–—#|").strip():
            return None
        return _Heading(line.start, line.end, section, is_inline=False, strength=section.strength)

    def _named(self, phrase: Phrase) -> SectionHeading | None:
        if phrase in self._headings:
            return self._headings[phrase]
        parts: list[list[str]] = [[]]
        for word in phrase:
            if word in _JOINERS:
                parts.append([])
            else:
                parts[-1].append(word)
        found = [self._headings.get(tuple(part)) for part in parts]
        if len(parts) < 2 or None in found:  # noqa: PLR2004
            return None
        sections = [section for section in found if section is not None]
        # "Skills and certifications": what stands under it may be a certificate.
        return next((section for section in sections if section.kind == "certifications"), sections[0])

    def _inline(self, text: str, words: Words, line: Line, first: int, last: int) -> _Heading | None:
        for stop in range(min(last, first + _MOST_HEADING_WORDS), first, -1):
            end = words.ends[stop - 1]
            behind = text[end : end + 2]
            if stop == last and end >= line.end - 1:
                continue
            if not (behind[:1] == ":" or (behind == ". " and not self._is_posting)):
                continue
            section = self._named(tuple(words.norms[first:stop]))
            if section is not None and text[words.starts[first]].isupper():
                return _Heading(line.start, end + 1, section, is_inline=True, strength=section.strength)
        return None

    def _glued(self, text: str, words: Words, first: int, last: int, line: Line) -> Iterator[_Heading]:
        """Yield headings inside a line whose breaks were lost: "…to the weekly retrainRequirementsBachelor's…"."""
        start = first
        while start < last:
            found = None
            begin = words.starts[start]
            if text[begin].isupper() and (begin == line.start or not text[begin - 1].isspace()):
                for stop in range(min(last, start + _MOST_HEADING_WORDS), start, -1):
                    end = words.ends[stop - 1]
                    if end < line.end and (text[end].isupper() or (text[end] == ":" and begin > line.start)):
                        section = self._headings.get(tuple(words.norms[start:stop]))
                        if section is not None:
                            found = _Heading(begin, end, section, is_inline=True, strength=section.strength)
                            start = stop - 1
                            break
            if found is not None:
                yield found
            start += 1

    def _unknown(
        self,
        text: str,
        lines: list[Line],
        index: int,
        count: int,
        cues: Sequence[CueHit],
        names: Sequence[tuple[int, int]],
    ) -> _Heading | None:
        """Return a heading that no list knows, by its shape: it ends the section before it."""
        line = lines[index]
        content = line.text(text)
        if not 0 < count <= _MOST_UNKNOWN_WORDS or line.has_bullet or not content[:1].isupper() or "|" in content:
            return None
        if any(start < line.end and end > line.start for start, end in names):
            return None
        if not (content.endswith(":") or (content[-1].isalnum() or content[-1] in ")?…!")):
            return None
        if not self._has_heading_shape(text, lines, index):
            return None
        inside = [
            cue for cue in cues if line.start <= cue.start and cue.end <= line.end and cue.category in _STRENGTH_CUES
        ]
        strength = _STRENGTH_CUES[inside[-1].category] if inside and self._is_posting else None
        return _Heading(line.start, line.end, None, is_inline=False, strength=strength)

    def _has_heading_shape(self, text: str, lines: list[Line], index: int) -> bool:
        line = lines[index]
        content = line.text(text)
        letters = [c for c in content if c.isalpha()]
        if content.endswith(":"):
            return index + 1 < len(lines)
        if letters and all(c.isupper() for c in letters) and len(letters) > 3:  # noqa: PLR2004
            return index > 1
        if not self._is_posting or index + 1 >= len(lines) or index == 0:
            return False
        before, after = lines[index - 1], lines[index + 1]
        alone = before.block != line.block
        leads = after.has_bullet and not before.has_bullet
        closes_list = before.has_bullet and not after.has_bullet and after.end - after.start > _LONG_LINE
        return alone or leads or closes_list


def _sentences(
    text: str,
    words: Words,
    lines: list[Line],
    headings: Sequence[_Heading],
    sections: Sequence[Section],
    name_starts: frozenset[int],
) -> Iterator[Sentence]:
    cuts = {heading.start for heading in headings} | {heading.end for heading in headings}
    ends = {heading.end: heading.start for heading in headings}
    glue = _glue_points(text, words)
    for start, end, is_item in _logical_lines(text, lines, cuts, name_starts):
        pieces = [start, *sorted(cut for cut in cuts | glue if start < cut < end), end]
        for a, b in zip(pieces, pieces[1:], strict=False):
            is_heading = b in ends and ends[b] >= a
            for sentence_start, sentence_end in _split(text, a, b):
                section = _section_at(sections, sentence_start)
                yield Sentence(sentence_start, sentence_end, section, is_item=is_item, is_heading=is_heading)


def _sections(text: str, headings: Sequence[_Heading]) -> tuple[Section, ...]:
    found: list[Section] = []
    first = headings[0].start if headings else len(text)
    if first > 0 or not headings:
        found.append(Section(None, 0, 0, first))
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.start if following else len(text)
        kind = heading.section.kind if heading.section else "other"
        rule = f"sections.yaml:{heading.section.kind}" if heading.section else None
        found.append(Section(kind, heading.start, heading.end, end, heading.strength, rule))
    return tuple(found)


def _section_at(sections: Sequence[Section], offset: int) -> Section:
    index = bisect_left(sections, offset + 1, key=lambda section: section.start) - 1
    return sections[max(index, 0)]


def _glue_points(text: str, words: Words) -> set[int]:
    """Return where items of a list were run together without a space, in lines that do this throughout."""
    starts = set(words.starts)
    points: set[int] = set()
    for line in _LONG_RUN.finditer(text):
        inside = {match.end() for match in _GLUE.finditer(text, line.start(), line.end())} & starts
        if len(inside) >= _FEWEST_GLUED:
            points |= inside
    return points


def _logical_lines(
    text: str, lines: Sequence[Line], cuts: set[int], name_starts: frozenset[int]
) -> Iterator[tuple[int, int, bool]]:
    """Yield lines with their wrapped rest, as (start, end, is a list item)."""
    widest: dict[int, int] = {}
    for line in lines:
        widest[line.block] = max(widest.get(line.block, 0), line.end - line.start)
    index = 0
    while index < len(lines):
        line = last = lines[index]
        index += 1
        while (
            index < len(lines)
            and last.end not in cuts
            and lines[index].start not in cuts
            and continues(text, last, lines[index], widest[last.block], name_starts)
        ):
            last = lines[index]
            index += 1
        yield line.start, last.end, line.has_bullet


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() < end and not _is_abbreviation(text, begin, match.start()):
            yield _trimmed(text, begin, match.end())
            begin = match.end()
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    if text[stop : stop + 1] != ".":
        return False
    word = _LAST_WORD.search(text, begin, stop)
    return word is not None and (len(word.group()) == 1 or word.group().lower() in _ABBREVIATIONS)
