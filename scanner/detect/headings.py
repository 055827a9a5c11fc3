"""Headings: lines, beginnings of lines, or words run into a line, under which a new section begins."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scanner.catalog.language import Category, SectionHeading
from scanner.catalog.words import Phrase
from scanner.detect.lexicon import Lexicon
from scanner.detect.lines import Line
from scanner.detect.tokens import Words
from scanner.model import CueHit, Strength, WordHit
from scanner.spans import Span, overlaps, within

_MOST_WORDS = 9
_MOST_UNKNOWN_WORDS = 7
_MOST_ASKING_WORDS = 14
_FEWEST_CAPITALS = 4
_LONG_LINE = 60
_RUN_TOGETHER = 300
_JOINERS = frozenset({"and", "or", "und", "et", "y", "e", "oder", "ou", "o"})
_STRENGTHS = {
    Category.REQUIRED.value: Strength.REQUIRED,
    Category.ASSUMED.value: Strength.REQUIRED,
    Category.PREFERRED.value: Strength.PREFERRED,
    Category.NOT_REQUIRED.value: Strength.NOT_REQUIRED,
}
_STATUSES = frozenset({"in_progress", "planned", "expired"})
#: the only known kinds whose headings say something of what stands under them: "Certifications (in progress)"
_SPEAKING = frozenset({"certifications", "courses", "goals"})
_CERTIFICATIONS = "certifications"
_NOUN = "certification_noun"


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with what was found in it so far; `names` are stretches that read like names, which are no headings."""

    text: str
    words: Words
    lines: Sequence[Line]
    cues: Sequence[CueHit]
    names: Sequence[Span]
    groups: Sequence[WordHit]

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices of the words that begin inside a stretch."""
        return bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)


class HeadingFinder:
    """Finds headings; `of` is "resume" or "posting" and decides which phrases count."""

    def __init__(self, lexicon: Lexicon, of: str) -> None:
        self._is_posting = of == "posting"
        self._known: dict[Phrase, SectionHeading] = {}
        for phrase, sections in lexicon.headings.items():
            fitting = [section for section in sections if section.of in (of, "both")]
            if fitting:
                self._known[phrase] = fitting[0]
        #: words that no heading begins with are most words of a text, and need no look at what follows
        self._first_words = frozenset(phrase[0] for phrase in self._known)

    def find(self, sheet: Sheet) -> list[Heading]:
        """Return the headings of a text, in order."""
        found = [heading for index in range(len(sheet.lines)) for heading in self._in_line(sheet, index)]
        return sorted(found, key=lambda heading: heading.start)

    def _in_line(self, sheet: Sheet, index: int) -> Iterator[Heading]:
        whole = self._whole(sheet, index)
        if whole is not None:
            yield whole
            return
        inline = self._inline(sheet, sheet.lines[index])
        if inline is not None:
            yield inline
        yield from self._glued(sheet, sheet.lines[index])
        if inline is None and self._is_unknown(sheet, index):
            yield self._read_unknown(sheet, sheet.lines[index])

    def _whole(self, sheet: Sheet, index: int) -> Heading | None:
        """Return the heading that a line is, all of it but a bracket: "Certifications (selected)"."""
        line = sheet.lines[index]
        content = line.text(sheet.text)
        end = line.start + content.find("(") if content.endswith(")") and "(" in content[1:] else line.end
        first, last = sheet.word_range(line.start, end)
        if not 0 < last - first <= _MOST_WORDS or content[-1] in ".,;":
            return None
        if not sheet.text[sheet.words.starts[first]].isupper():
            return None
        is_listed = index + 1 < len(sheet.lines) and sheet.lines[index + 1].has_bullet
        follows_item = index > 0 and sheet.lines[index - 1].has_bullet and sheet.lines[index - 1].block == line.block
        is_last = index + 1 >= len(sheet.lines)
        if line.has_bullet and content[-1] != ":" and (is_listed or follows_item or is_last):
            return None
        section = self._named(tuple(sheet.words.norms[first:last]))
        return None if section is None else self._heading(sheet, line.start, line.end, section)

    def _named(self, phrase: Phrase) -> SectionHeading | None:
        if phrase in self._known:
            return self._known[phrase]
        parts: list[list[str]] = [[]]
        for word in phrase:
            if word in _JOINERS:
                parts.append([])
            else:
                parts[-1].append(word)
        found = [self._known.get(tuple(part)) for part in parts]
        sections = [section for section in found if section is not None]
        if len(parts) == 1 or len(sections) < len(parts):
            return None
        # "Skills and certifications": what stands under it may be a certificate.
        return next((section for section in sections if section.kind == _CERTIFICATIONS), sections[0])

    def _heading(self, sheet: Sheet, start: int, end: int, section: SectionHeading) -> Heading:
        rule = f"sections.yaml:{section.kind}"
        cue = self._status_cue(sheet, start, end) if section.kind in _SPEAKING else None
        return Heading(start, end, section.kind, section.strength, rule, cue)

    def _status_cue(self, sheet: Sheet, start: int, end: int) -> CueHit | None:
        inside = [c for c in within(sheet.cues, start, end) if c.category in _STATUSES]
        return inside[0] if inside and not self._is_posting else None

    def _inline(self, sheet: Sheet, line: Line) -> Heading | None:
        """Return the heading that a line begins with: "Certifications: …", in a resume "Skills. …" too."""
        first, last = sheet.word_range(line.start, line.end)
        if first == last or not sheet.text[sheet.words.starts[first]].isupper():
            return None
        for stop in range(min(last, first + _MOST_WORDS), first, -1):
            end = sheet.words.ends[stop - 1]
            behind = sheet.text[end : end + 2]
            if end >= line.end - 1 or not (behind[:1] == ":" or (behind == ". " and not self._is_posting)):
                continue
            section = self._named(tuple(sheet.words.norms[first:stop]))
            if section is not None:
                return self._heading(sheet, line.start, end + 1, section)
        return self._asking(sheet, line) if self._is_posting else None

    def _asking(self, sheet: Sheet, line: Line) -> Heading | None:
        """Return the beginning of a line that says how strongly the rest is asked for: "Nice, not necessary: …"."""
        colon = sheet.text.find(":", line.start, line.end - 1)
        first, last = sheet.word_range(line.start, max(colon, line.start))
        if colon < 0 or not 0 < last - first <= _MOST_UNKNOWN_WORDS or line.has_bullet:
            return None
        if overlaps(sheet.names, line.start, colon):
            return None
        head = Line(line.start, colon, has_bullet=False, block=line.block)
        asking = self._read_unknown(sheet, head)
        return replace(asking, end=colon + 1) if asking.strength is not None else None

    def _glued(self, sheet: Sheet, line: Line) -> Iterator[Heading]:
        """Yield headings inside a line whose breaks were lost: "…to the weekly retrainRequirementsBachelor's…"."""
        first, last = sheet.word_range(line.start, line.end)
        index = first
        while index < last:
            begin = sheet.words.starts[index]
            is_edge = begin == line.start or not sheet.text[begin - 1].isspace()
            stop = None
            if sheet.text[begin].isupper() and sheet.words.norms[index] in self._first_words:
                stop = (
                    self._glued_end(sheet, line, index, last) if is_edge else self._dashed_end(sheet, line, index, last)
                )
            if stop is not None:
                section = self._known[tuple(sheet.words.norms[index:stop])]
                yield self._heading(sheet, begin, sheet.words.ends[stop - 1], section)
            index = stop or index + 1

    def _glued_end(self, sheet: Sheet, line: Line, index: int, last: int) -> int | None:
        for stop in range(min(last, index + _MOST_WORDS), index, -1):
            end = sheet.words.ends[stop - 1]
            is_colon = sheet.text[end : end + 1] == ":" and sheet.words.starts[index] > line.start
            is_known = tuple(sheet.words.norms[index:stop]) in self._known
            if is_known and end < line.end and (sheet.text[end].isupper() or is_colon):
                return stop
        return None

    def _dashed_end(self, sheet: Sheet, line: Line, index: int, last: int) -> int | None:
        """Return where a heading in the middle of a long line ends: "… scripting Asset qualifications – French …"."""
        if line.end - line.start < _RUN_TOGETHER:
            return None
        for stop in range(min(last, index + _MOST_WORDS), index, -1):
            end = sheet.words.ends[stop - 1]
            leads = sheet.text[end : end + 3] in {" – ", " - ", " — ", " • "} or sheet.text[end : end + 2] == ": "
            if leads and tuple(sheet.words.norms[index:stop]) in self._known:
                return stop
        return None

    # --- headings that no list knows, by their shape ---

    def _is_unknown(self, sheet: Sheet, index: int) -> bool:
        line = sheet.lines[index]
        content = line.text(sheet.text)
        first, last = sheet.word_range(line.start, line.end)
        most = _MOST_UNKNOWN_WORDS
        leads = index + 1 < len(sheet.lines) and sheet.lines[index + 1].has_bullet and not line.has_bullet
        asks = any(c.category in _STRENGTHS for c in within(sheet.cues, line.start, line.end))
        if asks and (content.endswith(":") or leads):
            most = _MOST_ASKING_WORDS
        if not 0 < last - first <= most or line.has_bullet:
            return False
        if not content[:1].isupper() or "|" in content or not (content[-1].isalnum() or content[-1] in ":)?…!"):
            return False
        if overlaps(sheet.names, line.start, line.end) or self._is_issuer(sheet, line):
            return False
        return self._has_heading_shape(sheet, index)

    def _is_issuer(self, sheet: Sheet, line: Line) -> bool:
        """Return whether a resume's line is an issuer's name: "ISACA" below "CISM" is no heading."""
        inside = within(sheet.groups, line.start, line.end)
        return not self._is_posting and any(group.group == "issuer" and group.start == line.start for group in inside)

    def _has_heading_shape(self, sheet: Sheet, index: int) -> bool:
        line = sheet.lines[index]
        content = line.text(sheet.text)
        letters = [c for c in content if c.isalpha()]
        if index + 1 >= len(sheet.lines):
            return False
        if content.endswith(":") or line.is_marked:
            return True
        if len(letters) >= _FEWEST_CAPITALS and all(c.isupper() for c in letters):
            return index > 1
        before, after = sheet.lines[max(index - 1, 0)], sheet.lines[index + 1]
        is_alone = index > 0 and before.block != line.block
        if not self._is_posting:
            speaks = self._is_about_certificates(sheet, line) or self._status_cue(sheet, line.start, line.end)
            return is_alone and bool(speaks)
        leads = after.has_bullet and not before.has_bullet
        closes_list = before.has_bullet and not after.has_bullet and after.end - after.start > _LONG_LINE
        return index > 0 and (is_alone or leads or closes_list)

    def _beginning(self, sheet: Sheet, line: Line) -> SectionHeading | None:
        """Return the known heading that an unknown one begins with: "What you'll bring along"."""
        first, last = sheet.word_range(line.start, line.end)
        phrases = (tuple(sheet.words.norms[first:stop]) for stop in range(last, first + 1, -1))
        return next((self._known[phrase] for phrase in phrases if phrase in self._known), None)

    def _is_about_certificates(self, sheet: Sheet, line: Line) -> bool:
        return any(g.group == _NOUN for g in within(sheet.groups, line.start, line.end))

    def _read_unknown(self, sheet: Sheet, line: Line) -> Heading:
        known = self._beginning(sheet, line)
        if known is not None and self._is_posting:
            return self._heading(sheet, line.start, line.end, known)
        is_certificates = not self._is_posting and self._is_about_certificates(sheet, line)
        kind = _CERTIFICATIONS if is_certificates else None
        cues = [c for c in within(sheet.cues, line.start, line.end) if c.category in _STRENGTHS]
        # A softener wins: "nice, but not necessary".
        cues.sort(key=lambda cue: cue.category != Category.PREFERRED)
        strength = _STRENGTHS[cues[0].category] if cues and self._is_posting else None
        rule = cues[0].rule if strength is not None else None
        cue = self._status_cue(sheet, line.start, line.end)
        is_within = self._is_posting and strength is None and self._is_about_certificates(sheet, line)
        return Heading(line.start, line.end, kind, strength, rule, cue, is_within)
