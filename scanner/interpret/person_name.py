"""The name of a resume's owner: spelt by the e-mail address, or behind a label, or on one of the first lines."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from scanner.catalog.words import fold
from scanner.interpret.contact import Contact
from scanner.model import Annotations
from scanner.spans import overlaps, within

_LABEL = "name_label"
_NEVER = frozenset({"no_name", "issuer", "certification_noun", "certified", "exam_noun"})
#: words of a name that are written small
_PARTICLE = r"(?:van|von|vom|der|den|de|del|della|da|das|di|do|dos|du|la|le|el|al|bin|ibn|ben|y|e|zu|zur|ter|ten|af|av)"
_TITLE = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx|Ing|Dipl\.-Ing|Dra?|Sr|Sra)\.? )"
_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?|[\"“„'‘(][^\W\d_]+[\"”“'’)])"
_NAME = re.compile(rf"{_TITLE}{{0,2}}{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,4}}")
#: what parts a name from what stands beside it on its line
_EDGE = re.compile(r"[,|·•✦☁✉📍/:;→\[\]`#*]|\t| {2,}| [–—-] ?| ?[–—] |(?<=[^\W\d_]{3})\. |(?<=\w) \(|\+?\d")
_FEWEST_WORDS, _MOST_WORDS = 2, 6
_LONGEST_LABEL = 20
_SHORT_CODE = 3
#: shorter ones stand by chance in another: "der" in "oberlaender"
_LONG_WORD = 4
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe", "å": "aa"}
)


#: without a label or an e-mail address that spells it, only what begins one of the first lines is taken for a name
_FIRST_LINES = 3
#: how far into a resume the line is looked for that the e-mail address spells
_LONGEST_LOOK = 20_000
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LETTERS, _NO_LETTERS = re.compile(r"[a-z]+"), re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True)
class _Head:
    """A stretch of a line that may be a name."""

    start: int
    end: int
    text: str
    is_first: bool


def find_name(seen: Annotations, contact: Contact, title_words: Collection[str]) -> str | None:
    """Return the owner's name as it is shown, None where nothing is one; `title_words` are words of jobs."""
    text = seen.document.text
    heads = [_behind_label(seen, head) for start, end in contact.lines for head in _heads(text, start, end)]
    names = [head for head in heads if _is_name(seen, head, title_words)]
    best = max(names, key=lambda head: _spelt(head, contact.email), default=None)
    if best is None or not _spelt(best, contact.email):
        labelled = (head for head in names if _is_labelled(seen, head))
        first = (head for head in names if head.is_first and text.count("\n", 0, head.start) < _FIRST_LINES)
        below = _spelt_below(seen, contact, title_words)
        best = next(labelled, None) or below or next(first, None)
    return _shown(best.text) if best else None


def _spelt_below(seen: Annotations, contact: Contact, title_words: Collection[str]) -> _Head | None:
    """Return a name further down, behind a narrow column, that the e-mail address spells."""
    text = seen.document.text[:_LONGEST_LOOK]
    # Most addresses spell nobody's name, and then no line needs a look.
    if contact.email is None or not _letters_spelt(text, contact.email):
        return None
    for line in _LINE.finditer(text):
        if not _letters_spelt(line.group(), contact.email):
            continue
        for head in _heads(seen.document.text, line.start(), line.end()):
            if _spelt(head, contact.email) and _is_name(seen, head, title_words):
                return head
    return None


def _heads(text: str, start: int, end: int) -> Iterator[_Head]:
    """Yield the pieces of a line, in order."""
    begin = start
    for edge in (*_EDGE.finditer(text, start, end), None):
        stop = edge.start() if edge else end
        piece = text[begin:stop]
        content = " ".join(piece.split())
        if content:
            first = begin + len(piece) - len(piece.lstrip())
            yield _Head(first, first + len(piece.strip()), content, is_first=begin == start)
        begin = edge.end() if edge else end


def _behind_label(seen: Annotations, head: _Head) -> _Head:
    """Return what stands behind a label on the same stretch: "Resume of Jane Roe"."""
    label = next((w for w in within(seen.words, head.start, head.start + 1) if w.group == _LABEL), None)
    if label is None or label.end >= head.end:
        return head
    return replace(head, start=label.end + 1, text=" ".join(seen.document.text[label.end : head.end].split()))


def _is_labelled(seen: Annotations, head: _Head) -> bool:
    line = seen.document.text.rfind("\n", 0, head.start) + 1
    labels = [word for word in within(seen.words, line, head.start) if word.group == _LABEL]
    return bool(labels) and labels[0].start - line < _LONGEST_LABEL and labels[-1].end <= head.start


def _is_name(seen: Annotations, head: _Head, title_words: Collection[str]) -> bool:
    words = head.text.split()
    is_spaced_out = sum(len(word.strip(".")) > 1 for word in words) < _FEWEST_WORDS
    if is_spaced_out or len(words) > _MOST_WORDS or _NAME.fullmatch(head.text) is None or _has_short_code(words):
        return False
    known = (word.group in _NEVER for word in within(seen.words, head.start, head.end))
    is_known = overlaps(seen.mentions, head.start, head.end) or any(known)
    return not is_known and not any(fold(word).strip(".") in title_words for word in words)


def _has_short_code(words: list[str]) -> bool:
    """Return whether a word is short and all capitals among others that are not: "Perth WA" is a place."""
    is_shouted = all(word.isupper() for word in words)
    return not is_shouted and any(1 < len(word) <= _SHORT_CODE and word.isupper() and word.isalpha() for word in words)


def _spelt(head: _Head, email: str | None) -> int:
    return _letters_spelt(head.text, email) if email else 0


def _letters_spelt(text: str, email: str) -> int:
    """Return how many letters of a text the address spells in whole words: "jane.roe@…" has seven of "Jane Roe"."""
    local = fold(email.partition("@")[0])
    parts, letters = _LETTERS.findall(local), _NO_LETTERS.sub("", local)
    spellings = {text} if text.isascii() else {text, text.translate(_UMLAUTS)}
    words = {word for one in spellings for word in _LETTERS.findall(fold(one))}
    return sum(len(word) for word in words if word in parts or (len(word) >= _LONG_WORD and word in letters))


def _shown(name: str) -> str:
    return name.title() if name.isupper() else name
