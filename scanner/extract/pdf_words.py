"""The words of a PDF page and where they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Word(NamedTuple):
    """A word of the page; its places grow to the right and down, in points from the upper left corner."""

    text: str
    left: float
    right: float
    #: baseline
    base: float
    #: height of the line: ascent and descent
    size: float
    #: index of its first character in pdfium's list
    char: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page in the order of the content, as columns: most questions are about one property of all."""

    texts: list[str]
    lefts: list[float]
    rights: list[float]
    bases: list[float]
    sizes: list[float]
    chars: list[int]

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Words":
        """Return the columns of words."""
        columns = cls([], [], [], [], [], [])
        for word in words:
            columns.texts.append(word.text)
            columns.lefts.append(word.left)
            columns.rights.append(word.right)
            columns.bases.append(word.base)
            columns.sizes.append(word.size)
            columns.chars.append(word.char)
        return columns

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.texts, self.lefts, self.rights, self.bases, self.sizes, self.chars)

    def __getitem__(self, index: int) -> Word:
        return Word(
            self.texts[index],
            self.lefts[index],
            self.rights[index],
            self.bases[index],
            self.sizes[index],
            self.chars[index],
        )
