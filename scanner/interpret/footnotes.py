"""Marks behind names and the legend that says what they mean: "CISSP*, CEH†" and below "* current, † lapsed"."""

import re
from collections.abc import Mapping

from scanner.interpret.telling import told_in
from scanner.model import Annotations, CueHit, Mention
from scanner.spans import overlaps

_MARK = r"[*†‡§¶°¹²³⁴#]+|\(\w\)|\[\w\]"
_BEHIND = re.compile(rf"[ ]?(?P<mark>{_MARK})(?=$|[\s,;.|)/])")
_LEGEND = re.compile(rf"^[ \t(]*(?:\w+:[ \t]*)?(?={_MARK})[^\n]{{3,160}}$", re.MULTILINE)
_ENTRY = re.compile(rf"(?P<mark>{_MARK})[ \t]*[=:–-]?[ \t]*(?P<text>[^*†‡§¶°¹²³⁴#,;\n()]{{3,80}})")


def footnotes(annotations: Annotations) -> Mapping[str, CueHit]:
    """Return what the marks behind a text's names mean, where its legend tells a status."""
    text = annotations.document.text
    used = {match["mark"] for mention in annotations.mentions if (match := _BEHIND.match(text, mention.end))}
    if not used:
        return {}
    lines = [line for line in _LEGEND.finditer(text) if not overlaps(annotations.mentions, *line.span())]
    entries = (entry for line in lines for entry in _ENTRY.finditer(text, *line.span()))
    told = {entry["mark"]: told_in(annotations, *entry.span("text")) for entry in entries if entry["mark"] in used}
    return {mark: cue for mark, cue in told.items() if cue is not None}


def footnote_of(text: str, mention: Mention, notes: Mapping[str, CueHit]) -> CueHit | None:
    """Return what the mark behind a mention means."""
    mark = _BEHIND.match(text, mention.end) if notes else None
    return notes.get(mark["mark"]) if mark else None
