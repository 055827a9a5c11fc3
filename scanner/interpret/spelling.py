"""What an e-mail address spells of its owner's name: "jane.roe@…" has seven letters of "Jane Roe"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from scanner.catalog.words import fold

#: shorter ones stand by chance in another: "der" in "oberlaender"
_LONG_WORD = 4
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe", "å": "aa"}
_WRITTEN_OUT = str.maketrans(_UMLAUTS)
_LETTERS = re.compile(r"[a-z]+")
_ASCII = bytes(range(128))
#: every byte but those of letters and the line's end as a blank, and capitals as small letters
_BLANKED = bytes(ord(char.lower()) if char.isalpha() or char == "\n" else ord(" ") for char in map(chr, range(128)))
_BLANKED += b" " * len(_BLANKED)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words that the part of an address before its @ is made of, and its letters in one."""

    parts: frozenset[str]
    letters: str

    @classmethod
    def of(cls, email: str) -> Self:
        """Return what an address may spell."""
        parts = _LETTERS.findall(fold(email.partition("@")[0]))
        return cls(frozenset(parts), "".join(parts))

    def count(self, text: str) -> int:
        """Return how many letters of a text the address spells in whole words, each word once."""
        words = {word for folded in _foldings(text) for word in _LETTERS.findall(folded)}
        return sum(len(word) for word in words if self._has(word))

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where each line stands in which the address may spell something: all those, and few others."""
        hints = self._hints()
        numbers = {number for one in _blanked(text) for hint in hints for number in _lines_with(one, hint)}
        start = 0
        for number, line in enumerate(text.split("\n") if numbers else ()):
            if number in numbers:
                yield start, start + len(line)
            start += len(line) + 1

    def _has(self, word: str) -> bool:
        return word in self.parts or (len(word) >= _LONG_WORD and word in self.letters)

    def _hints(self) -> list[bytes]:
        """Return what one of stands in every text of which the address spells a word."""
        beginnings = {self.letters[at : at + _LONG_WORD] for at in range(len(self.letters) - _LONG_WORD + 1)}
        return [hint.encode() for hint in (*(f" {part} " for part in self.parts), *beginnings)]


def _foldings(text: str) -> tuple[str, ...]:
    """Return a text folded, with umlauts as one letter and as two."""
    return (fold(text),) if text.isascii() else (fold(text), fold(text.translate(_WRITTEN_OUT)))


def _lines_with(blanked: bytes, hint: bytes) -> Iterator[int]:
    """Yield the numbers of the lines that have a hint."""
    at = blanked.find(hint)
    while at >= 0:
        yield blanked.count(b"\n", 0, at)
        at = blanked.find(hint, at + 1)


def _blanked(text: str) -> list[bytes]:
    """Return the words of the foldings of a long text between blanks, line by line."""
    folded = {char: fold(char) for char in set(text.encode("utf-8", "replace").translate(None, _ASCII).decode())}
    # of the scripts of the world, only letters that come to ASCII ones can be spelt by an address
    simple = {char: letters for char, letters in folded.items() if not letters or _LETTERS.search(letters)}
    ways = [simple, simple | _UMLAUTS] if folded.keys() & _UMLAUTS.keys() else [simple]
    return [_with_blanks(text, way) for way in ways]


def _with_blanks(text: str, letters: Mapping[str, str]) -> bytes:
    for char, written in letters.items():
        text = text.replace(char, written)
    return b" " + text.encode("utf-8", "replace").translate(_BLANKED).replace(b"\n", b" \n ") + b" "
