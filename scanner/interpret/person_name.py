"""The name of a resume's owner: spelt by the e-mail address, or behind a label, or on one of the first lines."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from scanner.catalog.words import fold
from scanner.interpret.contact import Contact
from scanner.interpret.spelling import Spelling
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
_MARK = r",|·•✦☁✉📍/:;→\[\]`#*\t\d"
# It begins with one set of characters, so that the rest is tried only at these.
_EDGE = re.compile(
    rf"[{_MARK}+ .–—](?:(?<=[{_MARK}])|(?<=\+)\d|(?<= )(?: +|[–—-] ?|(?<=\w )\()|(?<=[–—]) |(?<=[^\W\d_]{{3}}\.) )"
)
_FEWEST_WORDS, _MOST_WORDS = 2, 6
_LONGEST_LABEL = 20
_SHORT_CODE = 3
#: without a label or an e-mail address that spells it, only what begins one of the first lines is taken for a name
_FIRST_LINES = 3
#: how far into a resume the line is looked for that the e-mail address spells
_LONGEST_LOOK = 20_000


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
    spelling = Spelling.of(contact.email) if contact.email else None
    heads = (_behind_label(seen, head) for start, end in contact.lines for head in _heads(text, start, end))
    names = [head for head in heads if _is_name(seen, head, title_words)]
    best = (
        (_spelt_best(names, spelling) if spelling else None)
        or next((head for head in names if _is_labelled(seen, head)), None)
        or (_spelt_below(seen, spelling, title_words) if spelling else None)
        or next((head for head in names if head.is_first and text.count("\n", 0, head.start) < _FIRST_LINES), None)
    )
    return _shown(best.text) if best else None


def _spelt_best(names: Iterable[_Head], spelling: Spelling) -> _Head | None:
    """Return the name of which the e-mail address spells most; None: it spells nothing of any."""
    most, best = 0, None
    for head in names:
        count = spelling.count(head.text)
        if count > most:
            most, best = count, head
    return best


def _spelt_below(seen: Annotations, spelling: Spelling, title_words: Collection[str]) -> _Head | None:
    """Return a name further down, behind a narrow column, that the e-mail address spells."""
    text = seen.document.text
    for start, end in spelling.lines(text[:_LONGEST_LOOK]):
        for head in _heads(text, start, end):
            if spelling.count(head.text) and _is_name(seen, head, title_words):
                return head
    return None


def _heads(text: str, start: int, end: int) -> Iterator[_Head]:
    """Yield the pieces of a line, in order; of one with too few words for a name, none."""
    if len(text[start:end].split()) < _FEWEST_WORDS:
        return
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


def _shown(name: str) -> str:
    return name.title() if name.isupper() else name
