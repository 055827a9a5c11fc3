"""Headings: lines, beginnings of lines, or words run into a line, under which a new section begins."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from scanner.catalog.language import Category, Scope, SectionHeading
from scanner.detect.hits import Hit
from scanner.detect.kinds import Hits
from scanner.detect.lexicon import Lexicon, conjunctions
from scanner.detect.lines import Line
from scanner.detect.tokens import Words
from scanner.model import CueHit, Strength, WordHit
from scanner.spans import Span, within

if TYPE_CHECKING:
    from scanner.catalog.words import Phrase

_MOST_WORDS = 9
_MOST_UNKNOWN_WORDS = 7
_MOST_ASKING_WORDS = 14
_MOST_ASKED_WORDS = 10
_FEW_WORDS = 4
_FEWEST_CAPITALS = 4
_LONG_LINE = 60
_RUN_TOGETHER = 300
#: what stands behind a heading in the middle of a line, and before one in a line that is short
_DASHES = frozenset({" – ", " - ", " — ", " • "})
_LEADERS = frozenset({": ", "? "})
_STOPS = frozenset(".;!?|•–—-")
#: an emoji behind a heading
_ORNAMENT = re.compile(r"[^\w!-~…]+\Z")
_BLANK_AND_COLON = frozenset({" :", "\u00a0:", "\u202f:"})
_SEPARATOR = re.compile(r"[/,+|&]")
_STRENGTHS = {
    Category.REQUIRED.value: Strength.REQUIRED,
    Category.ASSUMED.value: Strength.REQUIRED,
    Category.PREFERRED.value: Strength.PREFERRED,
    Category.NOT_REQUIRED.value: Strength.NOT_REQUIRED,
}
#: the scopes of cues that say nothing by themselves
_WEAK = frozenset({Scope.ANSWER, Scope.MARK, Scope.HINT})
_STATUSES = frozenset({"in_progress", "planned", "expired"})
#: the only known kinds whose headings say something of what stands under them: "Certifications (in progress)"
_SPEAKING = frozenset({"certifications", "courses", "goals"})
_CERTIFICATIONS = "certifications"
_NOUN = "certification_noun"
_TELLING = "tells_"
_LEAD = "heading_lead"
_TALKS = frozenset({_NOUN, _LEAD})
_BENEFITS = "benefits"
_VOICE = "posting_voice"
_OFFERING, _CANDIDATE = "offering_verb", "candidate_noun"


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

    @property
    def groups(self) -> Sequence[WordHit]:
        """The words of the lists of `phrases.yaml`."""
        return self.hits.groups

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the indices of the words that begin inside a stretch."""
        return bisect_left(self.words.starts, start), bisect_left(self.words.starts, end)


class HeadingFinder:
    """Finds headings; `of` is "resume" or "posting" and decides which phrases count."""

    def __init__(self, lexicon: Lexicon, of: str) -> None:
        self.is_posting = of == "posting"
        self._conjunctions = conjunctions(lexicon)
        self._known: dict[Phrase, SectionHeading] = {}
        for phrase, sections in lexicon.headings.items():
            fitting = [section for section in sections if section.of in (of, "both")]
            if fitting:
                self._known[phrase] = fitting[0]

    def find(self, sheet: Sheet) -> list[Heading]:
        """Return the headings of a text, in order."""
        known = [hit for hit in sheet.hits.headings if hit.words in self._known]
        speaking = self._speaking(sheet)
        found: list[Heading] = []
        for index, line in enumerate(sheet.lines):
            inside = within(known, line.start, line.end)
            if inside:
                found.extend(self._in_line(sheet, index, inside))
                continue
            asking = self._asking_heading(sheet, index) if self.is_posting else None
            if asking is not None:
                found.append(asking)
            elif self._may_be_unknown(sheet, line, speaking) and self._is_unknown(sheet, index):
                found.append(self._read_unknown(sheet, line))
        return sorted(found, key=lambda heading: heading.start)

    def _in_line(self, sheet: Sheet, index: int, known: Sequence[Hit]) -> Iterator[Heading]:
        """Yield the headings of a line that has the words of `known` ones."""
        line = sheet.lines[index]
        begins = known[0].first == bisect_left(sheet.words.starts, line.start)
        whole = self._whole(sheet, index) if begins else None
        if whole is not None:
            yield whole
            return
        inline = self._inline(sheet, index) if begins or self.is_posting else None
        if inline is not None:
            yield replace(inline, until=self._paragraph_end(sheet, index, inline))
        edge = inline.end if inline is not None else 0
        yield from (heading for heading in self._glued(sheet, line, known) if heading.start >= edge)
        if inline is None and self._is_unknown(sheet, index):
            yield self._read_unknown(sheet, line)

    def _asking_heading(self, sheet: Sheet, index: int) -> Heading | None:
        line = sheet.lines[index]
        asking = self._asking(sheet, line) if _begins_large(sheet, *sheet.word_range(line.start, line.end)) else None
        return None if asking is None else replace(asking, until=self._paragraph_end(sheet, index, asking))

    def _speaking(self, sheet: Sheet) -> list[int]:
        """Return where the words begin that a resume's unknown headings have, where their shape says too little."""
        words = (w.start for w in sheet.groups if w.group in _TALKS or w.group.startswith(_TELLING))
        return sorted([*words, *(cue.start for cue in sheet.cues if cue.category in _STATUSES)])

    def _may_be_unknown(self, sheet: Sheet, line: Line, speaking: Sequence[int]) -> bool:
        """Return whether a line may be a heading that no list knows: a resume's mostly show at once they can't."""
        if self.is_posting:
            return True
        return not line.has_bullet and (
            sheet.text[line.end - 1] == ":"
            or line.is_marked
            or _any_within(speaking, line)
            or line.text(sheet.text).isupper()
        )

    def _whole(self, sheet: Sheet, index: int) -> Heading | None:
        """Return the heading that a line is, all of it but a bracket: "Certifications (selected)"."""
        line = sheet.lines[index]
        content = line.text(sheet.text)
        end = line.start + content.find("(") if content.endswith(")") and "(" in content[1:] else line.end
        first, last = sheet.word_range(line.start, end)
        if not 0 < last - first <= _MOST_WORDS or content[-1] in ".,;":
            return None
        if not sheet.text[sheet.words.starts[first]].isupper() and not self._stands_apart(sheet, index):
            return None
        if line.has_bullet and content[-1] != ":" and _is_item(sheet, index):
            return None
        section = self._named(sheet, first, last)
        return None if section is None else self._heading(sheet, line.start, line.end, section, bracket=end)

    def _stands_apart(self, sheet: Sheet, index: int) -> bool:
        """Return whether a resume's line has blank lines before it and something under it: "certifications"."""
        if self.is_posting or index + 1 >= len(sheet.lines) or sheet.lines[index].has_bullet:
            return False
        return index > 0 and sheet.lines[index - 1].block != sheet.lines[index].block

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
        return softened or next((section for section in sections if section.kind == _CERTIFICATIONS), sections[0])

    def _heading(
        self, sheet: Sheet, start: int, end: int, section: SectionHeading, *, bracket: int | None = None
    ) -> Heading:
        """Return a known heading; what its bracket says comes first: "Certifications (desired)"."""
        rule = f"sections.yaml:{section.kind}"
        cue = self._status_cue(sheet, start, end) if section.kind in _SPEAKING else None
        strength = section.strength
        said = self._asking_cue(sheet, bracket, end) if bracket is not None and strength is not None else None
        if said is not None:
            strength, rule = _STRENGTHS[said.category], said.rule
        return Heading(start, end, section.kind, strength, rule, cue)

    def _asking_cue(self, sheet: Sheet, start: int, end: int) -> CueHit | None:
        """Return the cue that says how strongly a posting's heading asks; a softener wins: "nice, not necessary"."""
        cues = [c for c in within(sheet.cues, start, end) if c.category in _STRENGTHS] if self.is_posting else []
        return min(cues, key=lambda cue: cue.category != Category.PREFERRED, default=None)

    def _status_cue(self, sheet: Sheet, start: int, end: int) -> CueHit | None:
        inside = [c for c in within(sheet.cues, start, end) if c.category in _STATUSES and c.scope not in _WEAK]
        return inside[0] if inside and not self.is_posting else None

    def _inline(self, sheet: Sheet, index: int) -> Heading | None:
        """Return the heading that a line begins with: "Certifications: …", in a resume "Skills. …" too."""
        line = sheet.lines[index]
        first, last = sheet.word_range(line.start, line.end)
        if not _begins_large(sheet, first, last) and not (first < last and self._stands_apart(sheet, index)):
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
                return self._heading(sheet, line.start, end + 1, section)
        return self._asking(sheet, line) if self.is_posting else None

    def _paragraph_end(self, sheet: Sheet, index: int, heading: Heading) -> int | None:
        """Return where prose that goes on behind a posting's heading ends; None: a list, or more of it, follows."""
        line = sheet.lines[index]
        is_prose = sheet.text[line.end - 1] in ".!?" or line.end - heading.end >= _LONG_LINE
        if not self.is_posting or not is_prose or heading.end >= line.end:
            return None
        last = next((i for i in range(index + 1, len(sheet.lines)) if sheet.lines[i].block != line.block), None)
        if last is None or any(below.has_bullet for below in sheet.lines[index + 1 : last + 1]):
            return None
        return sheet.lines[last - 1].end

    def _asking(self, sheet: Sheet, line: Line) -> Heading | None:
        """Return the beginning of a line that says how strongly the rest is asked for: "Nice, not necessary: …"."""
        for stop, most in ((":", _MOST_ASKED_WORDS), (". ", _FEW_WORDS)):
            end = sheet.text.find(stop, line.start, line.end - 1)
            first, last = sheet.word_range(line.start, max(end, line.start))
            if end < 0 or not 0 < last - first <= most or line.has_bullet or _has_name(sheet, line.start, end):
                continue
            asking = self._read_unknown(sheet, Line(line.start, end, has_bullet=False, block=line.block))
            # "You don't need experience." says nothing of what follows.
            if asking.strength is not None and (stop == ":" or asking.strength is not Strength.NOT_REQUIRED):
                return replace(asking, end=end + 1)
        return None

    def _glued(self, sheet: Sheet, line: Line, known: Sequence[Hit]) -> Iterator[Heading]:
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
                yield self._heading(sheet, begin, found.end, self._known[found.words])
                done = found.end

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
            is_apart = line.end - line.start >= _RUN_TOGETHER or (self.is_posting and before in _STOPS)
            # What asks needs no more than its colon: "… Required: CISSP Preferred: CISM".
            if is_apart or (has_colon and self.is_posting and self._known[hit.words].strength is not None):
                return hit
        return None

    # --- headings that no list knows, by their shape ---

    def _is_unknown(self, sheet: Sheet, index: int) -> bool:
        line = sheet.lines[index]
        content = line.text(sheet.text)
        first, last = sheet.word_range(line.start, line.start + len(self._without_bracket(content)))
        most = _MOST_UNKNOWN_WORDS
        has_bullet = line.has_bullet and (_is_item(sheet, index) or not self.is_posting)
        leads = index + 1 < len(sheet.lines) and sheet.lines[index + 1].has_bullet and not has_bullet
        asks = any(c.category in _STRENGTHS for c in within(sheet.cues, line.start, line.end))
        if asks and (content.endswith(":") or leads):
            most = _MOST_ASKING_WORDS
        if not 0 < last - first <= most or has_bullet:
            return False
        # "Got this? Let's talk.", above a list
        ends = ":)?…!." if self.is_posting and leads and (asks or "?" in content) else ":)?…!"
        content = _ORNAMENT.sub("", content.lstrip("¿¡"))
        is_capital = content[:1].isupper() or self._stands_apart(sheet, index)
        if not is_capital or "|" in content or not (content[-1].isalnum() or content[-1] in ends):
            return False
        if _has_name(sheet, line.start, line.end) or self._is_credential(sheet, line) or self._is_detail(sheet, index):
            return False
        return self._has_heading_shape(sheet, index)

    def _without_bracket(self, content: str) -> str:
        """Return a resume's line without what its bracket says of all below: "MUSEUM (all of it inactive)"."""
        cut = content.find("(", 1) if content.endswith(")") and not self.is_posting else -1
        return content[:cut] if cut > 0 else content

    def _is_credential(self, sheet: Sheet, line: Line) -> bool:
        """Return whether a line is an issuer below its credential ("ISACA"), or a posting's "AWS certification"."""
        inside = within(sheet.groups, line.start, line.end)
        if not self.is_posting:
            return any(group.group == "issuer" and group.start == line.start for group in inside)
        is_family = any(group.group == "issuer" and sheet.text[group.start].isupper() for group in inside)
        return is_family and self._is_about_certificates(sheet, line) and sheet.text[line.end - 1] != ":"

    def _is_detail(self, sheet: Sheet, index: int) -> bool:
        """Return whether a resume's line stands between a name and a date: an issuer that nobody knows."""
        if self.is_posting or not 0 < index < len(sheet.lines) - 1:
            return False
        before, line, after = sheet.lines[index - 1 : index + 2]
        is_one_block = before.block == line.block == after.block and not after.has_bullet
        dated = any(g.group.startswith(("month_", "date_")) for g in within(sheet.groups, after.start, after.end))
        return is_one_block and _has_name(sheet, before.start, before.end) and dated

    def _has_heading_shape(self, sheet: Sheet, index: int) -> bool:
        line = sheet.lines[index]
        content = line.text(sheet.text)
        letters = [c for c in self._without_bracket(content) if c.isalpha()]
        if index + 1 >= len(sheet.lines):
            return False
        if content.endswith(":") or line.is_marked:
            return True
        if len(letters) >= _FEWEST_CAPITALS and all(c.isupper() for c in letters):
            return index > 1
        before, after = sheet.lines[max(index - 1, 0)], sheet.lines[index + 1]
        is_alone = index > 0 and before.block != line.block
        if not self.is_posting:
            tells = (after.has_bullet or _has_name(sheet, after.start, after.end)) and _tells(sheet, line)
            speaks = self._is_about_certificates(sheet, line) or self._status_cue(sheet, line.start, line.end)
            stands_out = is_alone or _is_outdented(sheet, index)
            return (bool(speaks or tells) and stands_out) or (tells and _leads(sheet, line))
        # Between two lists: "It's even better if you bring".
        is_spoken = any(group.group == _VOICE for group in within(sheet.groups, line.start, line.end))
        parts = is_spoken and self._asking_cue(sheet, line.start, line.end) is not None
        leads = after.has_bullet and (not before.has_bullet or parts or before.mark == line.mark != "")
        if is_alone and not leads and _is_peer(line, after) and not self._asking_cue(sheet, line.start, line.end):
            return False
        closes_list = before.has_bullet and not after.has_bullet and after.end - after.start > _LONG_LINE
        return index > 0 and (is_alone or leads or closes_list)

    def _beginning(self, sheet: Sheet, line: Line) -> SectionHeading | None:
        """Return the known heading that an unknown one begins with: "What you'll bring along"."""
        first, last = sheet.word_range(line.start, line.end)
        phrases = (tuple(sheet.words.norms[first:stop]) for stop in range(last, first + 1, -1))
        return next((self._known[phrase] for phrase in phrases if phrase in self._known), None)

    def _is_offer(self, sheet: Sheet, line: Line) -> bool:
        """Return whether a posting's heading ends with what somebody gives who is no candidate: "What Acme brings"."""
        inside = {group.group: group for group in within(sheet.groups, line.start, line.end)}
        verb = inside.get(_OFFERING)
        return self.is_posting and verb is not None and _CANDIDATE not in inside and line.end - verb.end <= 1

    def _is_about_certificates(self, sheet: Sheet, line: Line) -> bool:
        return any(g.group == _NOUN for g in within(sheet.groups, line.start, line.end))

    def _read_unknown(self, sheet: Sheet, line: Line) -> Heading:
        known = self._beginning(sheet, line)
        if known is not None and self.is_posting:
            return self._heading(sheet, line.start, line.end, known)
        if self._is_offer(sheet, line):
            return Heading(line.start, line.end, _BENEFITS)
        is_certificates = not self.is_posting and self._is_about_certificates(sheet, line)
        kind = _CERTIFICATIONS if is_certificates else None
        said = self._asking_cue(sheet, line.start, line.end)
        strength, rule = (_STRENGTHS[said.category], said.rule) if said is not None else (None, None)
        cue = self._status_cue(sheet, line.start, line.end)
        is_within = self.is_posting and strength is None and self._is_about_certificates(sheet, line)
        return Heading(line.start, line.end, kind, strength, rule, cue, is_within)


def _begins_large(sheet: Sheet, first: int, last: int) -> bool:
    return first < last and sheet.text[sheet.words.starts[first]].isupper()


def _any_within(starts: Sequence[int], line: Line) -> bool:
    """Return whether any of these offsets, which are in order, stands in a line."""
    index = bisect_left(starts, line.start)
    return index < len(starts) and starts[index] < line.end


def _is_item(sheet: Sheet, index: int) -> bool:
    """Return whether a line with a bullet is one of a list: a heading's mark is another than its items'."""
    line = sheet.lines[index]
    if index + 1 >= len(sheet.lines):
        return True
    before, after = sheet.lines[max(index - 1, 0)], sheet.lines[index + 1]
    follows_item = index > 0 and before.has_bullet and before.block == line.block and before.mark == line.mark
    return follows_item or (after.has_bullet and after.mark == line.mark)


def _is_peer(line: Line, after: Line) -> bool:
    """Return whether the next line stands alone as this one does: items of a list with blank lines between."""
    return after.block != line.block and not after.has_bullet and after.end - after.start <= _LONG_LINE


def _has_name(sheet: Sheet, start: int, end: int) -> bool:
    """Return whether a credential's name stands in a stretch; a small word is none: "das" is no DAS-C01."""
    names = (sheet.text[name.start : name.end] for name in within(sheet.names, start, end))
    return any(" " in name or name != name.capitalize() for name in names)


def _tells(sheet: Sheet, line: Line) -> bool:
    """Return whether a line tells what became of something, in a few words: "What I let slide"."""
    return any(group.group.startswith(_TELLING) for group in within(sheet.groups, line.start, line.end))


def _leads(sheet: Sheet, line: Line) -> bool:
    """Return whether a line begins as only a heading does: "What I still want"."""
    return any(group.group == _LEAD for group in within(sheet.groups, line.start, line.start + 1))


def _is_outdented(sheet: Sheet, index: int) -> bool:
    """Return whether a line stands further out than the lines around it, as a heading over indented items does."""
    if not 0 < index < len(sheet.lines) - 1:
        return False
    before, own, after = (_indent(sheet.text, line) for line in sheet.lines[index - 1 : index + 2])
    return own < min(before, after)


def _indent(text: str, line: Line) -> int:
    return line.start - (text.rfind("\n", 0, line.start) + 1)
