"""Where a resume says how to reach its owner: its first lines, those around the e-mail address, a contact section."""

import re
from dataclasses import dataclass

from scanner.model import Annotations

# Tried once per run of characters and within the lengths of RFC 5321, so that a run of a megabyte costs nothing.
_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@\Z")
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,63}(?![\w@-])")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_HEAD_LINES = 8
_AROUND = 3
#: a line of a contact block is short; of an endless one only the beginning counts
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Contact:
    """The e-mail address, and the lines in which the owner's name, number and place may stand, in order."""

    email: str | None
    lines: tuple[tuple[int, int], ...]

    def has(self, offset: int) -> bool:
        """Return whether an offset is in one of the lines."""
        return any(start <= offset < end for start, end in self.lines)


def find_contact(seen: Annotations) -> Contact:
    """Return where a resume says how to reach its owner."""
    text = seen.document.text
    email = _email_in(text)
    lines = [(match.start(), min(match.end(), match.start() + _LONGEST_LINE)) for match in _lines(text, 0, _HEAD_LINES)]
    if email is not None:
        before = [*_lines(text, _line_back(text, email.start()), 2 * _AROUND + 1)]
        lines += [(match.start(), min(match.end(), match.start() + _LONGEST_LINE)) for match in before]
    return Contact(email.group() if email else None, tuple(sorted(set(lines))))


def find_email(text: str) -> str | None:
    """Return the first e-mail address of a text."""
    email = _email_in(text)
    return email.group() if email else None


def _email_in(text: str) -> re.Match[str] | None:
    """Return the first address; around the first sign first, since a search takes as long as the text is."""
    sign = text.find("@")
    if sign < 0:
        return None
    local = _LOCAL.search(text, max(sign - _LONGEST_LOCAL, 0), sign + 1)
    email = _EMAIL.match(text, local.start()) if local else None
    following = text.find("@", sign + 1) if email is None else -1
    return email if following < 0 else _EMAIL.search(text, max(following - _LONGEST_LOCAL, 0))


def _lines(text: str, start: int, most: int) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in _LINE.finditer(text, start):
        found.append(match)
        if len(found) == most:
            break
    return found


def _line_back(text: str, offset: int) -> int:
    """Return where the line begins that is a few lines above an offset."""
    for _ in range(_AROUND + 1):
        offset = text.rfind("\n", 0, max(offset, 0))
        if offset < 0:
            return 0
    return offset + 1
