"""Headings that no list knows, by their shape and by what their words tell."""

import re
from collections.abc import Sequence

from scanner.detect.known_headings import KnownHeadings
from scanner.detect.lines import Line
from scanner.detect.sheet import (
    CERTIFICATIONS,
    LONG_LINE,
    STATUSES,
    STRENGTHS,
    Heading,
    Sheet,
    any_within,
    asking_cue,
    has_name,
    is_item,
    stands_apart,
    status_cue,
)
from scanner.spans import within

_MOST_WORDS = 7
_MOST_ASKING_WORDS = 14
_FEWEST_CAPITALS = 4
#: an emoji behind a heading
_ORNAMENT = re.compile(r"[^\w!-~…]+\Z")
_NOUN = "certification_noun"
_TELLING = "tells_"
_LEAD = "heading_lead"
_TALKS = frozenset({_NOUN, _LEAD})
_BENEFITS = "benefits"
_VOICE = "posting_voice"
_OFFERING, _CANDIDATE = "offering_verb", "candidate_noun"


class UnknownHeadings:
    """Says which lines are headings though no list has them; built once for the headings that are known."""

    def __init__(self, known: KnownHeadings) -> None:
        self._known = known

    def speaking(self, sheet: Sheet) -> list[int]:
        """Return where the words begin that a resume's unknown headings have, where their shape says too little."""
        words = (w.start for w in sheet.groups if w.group in _TALKS or w.group.startswith(_TELLING))
        return sorted([*words, *(cue.start for cue in sheet.cues if cue.category in STATUSES)])

    def may_be(self, sheet: Sheet, line: Line, speaking: Sequence[int]) -> bool:
        """Return whether a resume's line may be a heading that no list knows; most show at once that they can't."""
        return not line.has_bullet and (
            sheet.text[line.end - 1] == ":"
            or line.is_marked
            or any_within(speaking, line)
            or line.text(sheet.text).isupper()
        )

    def is_one(self, sheet: Sheet, index: int) -> bool:
        """Return whether a line has the shape of a heading."""
        line = sheet.lines[index]
        content = line.text(sheet.text)
        first, last = sheet.word_range(
            line.start, line.start + len(_without_bracket(content, is_posting=sheet.is_posting))
        )
        most = _MOST_WORDS
        has_bullet = line.has_bullet and (is_item(sheet, index) or not sheet.is_posting)
        leads = index + 1 < len(sheet.lines) and sheet.lines[index + 1].has_bullet and not has_bullet
        asks = any(c.category in STRENGTHS for c in within(sheet.cues, line.start, line.end))
        if asks and (content.endswith(":") or leads):
            most = _MOST_ASKING_WORDS
        if not 0 < last - first <= most or has_bullet:
            return False
        # "Got this? Let's talk.", above a list
        ends = ":)?…!." if sheet.is_posting and leads and (asks or "?" in content) else ":)?…!"
        content = _ORNAMENT.sub("", content.lstrip("¿¡"))
        is_capital = content[:1].isupper() or stands_apart(sheet, index)
        if not is_capital or "|" in content or not (content[-1].isalnum() or content[-1] in ends):
            return False
        if has_name(sheet, line.start, line.end) or _is_credential(sheet, line) or _is_detail(sheet, index):
            return False
        return self._has_heading_shape(sheet, index)

    def read(self, sheet: Sheet, line: Line) -> Heading:
        """Return what kind of section begins behind it, as far as its words tell."""
        known = self._known.beginning(sheet, line)
        if known is not None and sheet.is_posting:
            return self._known.heading(sheet, line.start, line.end, known)
        if _is_offer(sheet, line):
            return Heading(line.start, line.end, _BENEFITS)
        is_certificates = not sheet.is_posting and _is_about_certificates(sheet, line)
        kind = CERTIFICATIONS if is_certificates else None
        said = asking_cue(sheet, line.start, line.end)
        strength, rule = (STRENGTHS[said.category], said.rule) if said is not None else (None, None)
        cue = status_cue(sheet, line.start, line.end)
        is_within = sheet.is_posting and strength is None and _is_about_certificates(sheet, line)
        return Heading(line.start, line.end, kind, strength, rule, cue, is_within)

    def _has_heading_shape(self, sheet: Sheet, index: int) -> bool:
        line = sheet.lines[index]
        content = line.text(sheet.text)
        letters = [c for c in _without_bracket(content, is_posting=sheet.is_posting) if c.isalpha()]
        if index + 1 >= len(sheet.lines):
            return False
        if content.endswith(":") or line.is_marked:
            return True
        if len(letters) >= _FEWEST_CAPITALS and all(c.isupper() for c in letters):
            return index > 1
        before, after = sheet.lines[max(index - 1, 0)], sheet.lines[index + 1]
        is_alone = index > 0 and before.block != line.block
        if not sheet.is_posting:
            tells = (after.has_bullet or has_name(sheet, after.start, after.end)) and _tells(sheet, line)
            speaks = _is_about_certificates(sheet, line) or status_cue(sheet, line.start, line.end)
            stands_out = is_alone or _is_outdented(sheet, index)
            return (bool(speaks or tells) and stands_out) or (tells and _leads(sheet, line))
        # Between two lists: "It's even better if you bring".
        is_spoken = any(group.group == _VOICE for group in within(sheet.groups, line.start, line.end))
        parts = is_spoken and asking_cue(sheet, line.start, line.end) is not None
        leads = after.has_bullet and (not before.has_bullet or parts or before.mark == line.mark != "")
        if is_alone and not leads and _is_peer(line, after) and not asking_cue(sheet, line.start, line.end):
            return False
        closes_list = before.has_bullet and not after.has_bullet and after.end - after.start > LONG_LINE
        return index > 0 and (is_alone or leads or closes_list)


def _without_bracket(content: str, *, is_posting: bool) -> str:
    """Return a resume's line without what its bracket says of all below: "MUSEUM (all of it inactive)"."""
    cut = content.find("(", 1) if content.endswith(")") and not is_posting else -1
    return content[:cut] if cut > 0 else content


def _is_credential(sheet: Sheet, line: Line) -> bool:
    """Return whether a line is an issuer below its credential ("ISACA"), or a posting's "AWS certification"."""
    inside = within(sheet.groups, line.start, line.end)
    if not sheet.is_posting:
        return any(group.group == "issuer" and group.start == line.start for group in inside)
    is_family = any(group.group == "issuer" and sheet.text[group.start].isupper() for group in inside)
    return is_family and _is_about_certificates(sheet, line) and sheet.text[line.end - 1] != ":"


def _is_detail(sheet: Sheet, index: int) -> bool:
    """Return whether a resume's line stands between a name and a date: an issuer that nobody knows."""
    if sheet.is_posting or not 0 < index < len(sheet.lines) - 1:
        return False
    before, line, after = sheet.lines[index - 1 : index + 2]
    is_one_block = before.block == line.block == after.block and not after.has_bullet
    dated = any(g.group.startswith(("month_", "date_")) for g in within(sheet.groups, after.start, after.end))
    return is_one_block and has_name(sheet, before.start, before.end) and dated


def _is_offer(sheet: Sheet, line: Line) -> bool:
    """Return whether a posting's heading ends with what somebody gives who is no candidate: "What Acme brings"."""
    inside = {group.group: group for group in within(sheet.groups, line.start, line.end)}
    verb = inside.get(_OFFERING)
    return sheet.is_posting and verb is not None and _CANDIDATE not in inside and line.end - verb.end <= 1


def _is_about_certificates(sheet: Sheet, line: Line) -> bool:
    return any(g.group == _NOUN for g in within(sheet.groups, line.start, line.end))


def _is_peer(line: Line, after: Line) -> bool:
    """Return whether the next line stands alone as this one does: items of a list with blank lines between."""
    return after.block != line.block and not after.has_bullet and after.end - after.start <= LONG_LINE


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
