"""Sections and sentences: the scopes that no cue may leave."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from scanner.detect.headings import HeadingFinder
from scanner.detect.lines import Line, continues
from scanner.detect.outline import read_by_place
from scanner.detect.sheet import Heading, Sheet
from scanner.detect.tokens import Words
from scanner.model import Section, Sentence
from scanner.spans import last_before, within

_MARKS = "•▪●✓✔➢"
# The end of a sentence, also in run-together text ("…trucks.Wrote…"), and a bullet in the middle of a line.
# Runs of stops and of white space are tried from their beginning only: a long one would take quadratic time.
_SENTENCE_END = re.compile(
    r"[.!?](?<![.!?].)(?<!\s\.(?=\.\.\.))"
    r"(?:[.!?]*[\"”')]*\s+(?=[\"“'(]?[^\W_a-z])|(?<=[a-z\d)].)(?=[A-Z][a-z]))"
)
_INNER_MARK = re.compile(rf"\s(?<!\s\s)\s*[{_MARKS}]\s*(?=\S)")
_ANY_MARK = re.compile(f"[{_MARKS}]")
_BLANK = " \t\n*_#:-–—=•"
#: in characters, and more than any has, so that a longer word is not taken for one
_LONGEST_ABBREVIATION = 12
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*\Z")
_ABBREVIATIONS = frozenset(
    [
        "sr",
        "jr",
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "vs",
        "no",
        "nr",
        "ca",
        "cf",
        "al",
        "inc",
        "ltd",
        "corp",
        "co",
        "incl",
        "excl",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "exp",
        "est",
        "bzw",
        "abs",
        "z.b",
        "e.g",
        "i.e",
        "u.a",
        "d.h",
        "p.ej",
        "p.ex",
        "approx",
        "dept",
        "prof",
        "assoc",
        "cert",
        "vol",
        "ed",
        "eng",
        "bsc",
        "msc",
        "b.s",
        "m.s",
        "b.a",
        "m.a",
        "ph.d",
    ]
)
_GLUE = re.compile(
    r"[a-z0-9)%](?=[A-Z][a-z]|[AI] [A-Za-z])|[a-z)](?=[A-Z]{2,5}-?\d)"
    r"|[a-z):](?=\d{1,2}[.)] ?[A-Z])|[a-z]:(?=[A-Z][\w-]* )"
)
_GLUED_STOP = re.compile(r"(?<=[a-z\d)])[.!?](?=[A-Z][a-z])")
_LONGEST_LINE = 300
_LONG_RUN = re.compile(rf"[^\n]{{{_LONGEST_LINE},}}")
_MONTH = "month_"
_FEWEST_GLUED = 3
# "– diploma – five years – RHCSA": items of a list that has lost its line breaks but kept its dashes.
_DASH = re.compile(r"\s[–—-]\s(?=\S)")
_FEWEST_DASHES = 6


@dataclass(frozen=True, slots=True)
class Structure:
    """The sections and sentences of one document."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that the character at `offset` stands in, or the one before it."""
        return self.sentences[max(last_before(self.sentences, offset), 0)]


def find_structure(sheet: Sheet, finder: HeadingFinder) -> Structure:
    """Return the sections and sentences of a text."""
    glue = _glue_points(sheet.text, sheet.words)
    if sheet.is_posting and glue:
        stops = {match.end() for match in _GLUED_STOP.finditer(sheet.text)}
        sheet = replace(sheet, lines=tuple(_unglued(sheet.lines, sorted(glue | stops))))
    glue |= _dash_points(sheet.text)
    headings = finder.find(sheet)
    sections = _sections(sheet.text, headings)
    if sheet.is_posting:
        sections = read_by_place(sheet, sections)
    return Structure(sections, tuple(_sentences(sheet, headings, sections, glue)))


def _unglued(lines: Sequence[Line], glue: Sequence[int]) -> Iterator[Line]:
    """Yield the lines of a posting, those that were run together as the lines that they were."""
    for line in lines:
        inner = glue[bisect_right(glue, line.start) : bisect_left(glue, line.end)]
        for start, end in pairwise([line.start, *inner, line.end]):
            yield (
                line
                if not inner
                else line._replace(start=start, end=end, has_bullet=line.has_bullet and start == line.start)
            )


def _sentences(
    sheet: Sheet, headings: Sequence[Heading], sections: Sequence[Section], glue: set[int]
) -> Iterator[Sentence]:
    cuts = {heading.start for heading in headings} | {heading.end for heading in headings} | glue
    ends = {heading.end: heading.start for heading in headings}
    inner = sorted(cuts)
    stops = _stops(sheet)
    places = [stop.start() for stop in stops]
    for start, end, is_item in _logical_lines(sheet, cuts):
        pieces = [start, *inner[bisect_right(inner, start) : bisect_left(inner, end)], end]
        for a, b in pairwise(pieces):
            is_heading = b in ends and ends[b] >= a
            inside = stops[bisect_left(places, a) : bisect_left(places, b)]
            for sentence_start, sentence_end in _split(sheet.text, a, b, inside):
                section = _section_at(sections, sentence_start)
                is_listed = (
                    is_item
                    or a in glue
                    or sheet.text[sentence_end - 1] in _MARKS
                    or sheet.text[sentence_start] in _MARKS
                )
                yield Sentence(sentence_start, sentence_end, section, is_item=is_listed, is_heading=is_heading)


def _sections(text: str, headings: Sequence[Heading]) -> tuple[Section, ...]:
    found: list[Section] = []
    #: a heading with nothing but further headings under it: "Requirements", "Technical"
    parent: Section | None = None
    first = headings[0].start if headings else len(text)
    if first > 0 or not headings:
        found.append(Section(None, 0, 0, first))
    for heading, following in zip_longest(headings, headings[1:]):
        end = following.start if following else len(text)
        is_sub = heading.kind is None and heading.strength is None and heading.cue is None and parent is not None
        if (heading.is_within and found) or is_sub:
            before = parent if is_sub and parent is not None else found[-1]
            found.append(replace(before, start=heading.start, body=heading.end, end=end))
            continue
        kind = heading.kind or "other"
        section = Section(kind, heading.start, heading.end, end, heading.strength, heading.rule, heading.cue)
        parent = section if heading.strength is not None and not text[heading.end : end].strip(_BLANK) else None
        if heading.until is None or heading.until >= end:
            found.append(section)
            continue
        found.append(replace(section, end=heading.until))
        found.append(Section(None, heading.until, heading.until, end))
    return tuple(found)


def _section_at(sections: Sequence[Section], offset: int) -> Section:
    return sections[max(last_before(sections, offset), 0)]


def _has_long_run(text: str) -> bool:
    return any(len(line) >= _LONGEST_LINE for line in text.split("\n"))


def _glue_points(text: str, words: Words) -> set[int]:
    """Return where items of a list were run together without a space, in lines that do this throughout."""
    points: set[int] = set()
    if not _has_long_run(text):
        return points
    starts = set(words.starts)
    for line in _LONG_RUN.finditer(text):
        inside = {match.end() for match in _GLUE.finditer(text, line.start(), line.end())} & starts
        if len(inside) >= _FEWEST_GLUED:
            points |= inside
    return points


def _dash_points(text: str) -> set[int]:
    """Return where items of a list were run together with but dashes between, in lines that do so throughout."""
    points: set[int] = set()
    for line in _LONG_RUN.finditer(text) if _has_long_run(text) else ():
        dashes = [match.end() for match in _DASH.finditer(line.group())]
        if len(dashes) >= _FEWEST_DASHES:
            points |= {line.start() + dash for dash in dashes}
    return points


def _logical_lines(sheet: Sheet, cuts: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield lines with their wrapped rest, as (start, end, is a list item)."""
    text, lines = sheet.text, sheet.lines
    begins = {name.start for name in sheet.names} | {cue.start for cue in sheet.cues if text[cue.start].isupper()}
    widest: dict[int, int] = {}
    for line in lines:
        widest[line.block] = max(widest.get(line.block, 0), line.end - line.start)
    cased = {line.block for line in lines if text[line.start].isupper()}
    index = 0
    while index < len(lines):
        line = last = lines[index]
        index += 1
        while (
            index < len(lines)
            and last.block == lines[index].block
            and not lines[index].has_bullet
            and last.end not in cuts
            and lines[index].start not in cuts
            and continues(text, last, lines[index], widest[last.block], begins, is_cased=last.block in cased)
        ):
            last = lines[index]
            index += 1
        yield line.start, last.end, line.has_bullet


def _stops(sheet: Sheet) -> list[re.Match[str]]:
    """Return where sentences may end, in order."""
    stops = [stop for stop in _SENTENCE_END.finditer(sheet.text) if not _is_in_date(sheet, stop)]
    if _ANY_MARK.search(sheet.text):
        stops.extend(_INNER_MARK.finditer(sheet.text))
        stops.sort(key=re.Match.start)
    return stops


def _split(text: str, start: int, end: int, stops: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    begin = start
    for match in stops:
        if match.end() < end and not _is_abbreviation(text, begin, match.start()):
            yield _trimmed(text, begin, match.end())
            begin = match.end()
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _is_in_date(sheet: Sheet, stop: re.Match[str]) -> bool:
    """Return whether a stop stands between a day and its month: "3. Mai"."""
    if not sheet.text[stop.start() - 1].isdigit():
        return False
    return any(word.group.startswith(_MONTH) for word in within(sheet.groups, stop.end(), stop.end() + 1))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if not text[start].isspace() and not text[end - 1].isspace():
        return start, end
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    if text[stop : stop + 1] != ".":
        return False
    word = _LAST_WORD.search(text, max(begin, stop - _LONGEST_ABBREVIATION), stop)
    return word is not None and (len(word.group()) == 1 or word.group().lower() in _ABBREVIATIONS)
