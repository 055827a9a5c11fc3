"""Which pages are text and which are letters that a font has mapped wrongly."""

import random
from pathlib import Path

import pytest
import yaml

from scanner.extract.layout_runs import Run
from scanner.extract.pdf_doubt import GARBLED, garbled_runs, unknown_share
from scanner.extract.pdf_words import Word, Words

READABLE: dict[str, str] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "readable.yaml").read_text(encoding="utf-8")
)
LATIN = ("de", "fr", "es", "pt", "pl", "tr", "nl", "hu", "caps", "skills")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def garbled(text: str) -> float:
    """Return which share of the lines is not to be trusted."""
    runs = [Run(line, 0, 1, 0, 1) for line in text.splitlines()]
    return len(garbled_runs(runs, text)) / len(runs)


def shifted(text: str, by: int) -> str:
    """Return what a subset of a font gives whose codes are counted from somewhere else."""
    return "".join(chr(ord(c) + by) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize("kind", READABLE)
def test_text_is_not_garbled(kind: str) -> None:
    assert not garbled(READABLE[kind])


@pytest.mark.parametrize("kind", sorted(set(READABLE) - {"names", "urls"}))
def test_nor_is_a_line_of_it(kind: str) -> None:
    assert not [line for line in READABLE[kind].splitlines() if garbled(line)]


@pytest.mark.parametrize("by", [1, 2, 3, 5, 13, 29, 31, -29])
@pytest.mark.parametrize("kind", LATIN)
def test_shifted_letters_are(kind: str, by: int) -> None:
    assert garbled(shifted(READABLE[kind], by)) > 0.5


@pytest.mark.parametrize("kind", LATIN)
def test_letters_in_any_other_order_are(kind: str) -> None:
    mixed = list(LETTERS)
    random.Random(kind).shuffle(mixed)  # noqa: S311  (no secret: the same order each time)
    table = str.maketrans(LETTERS + LETTERS.upper(), "".join(mixed) + "".join(mixed).upper())
    assert garbled(READABLE[kind].translate(table)) > 0.5


def test_numbers_of_glyphs_instead_of_letters_are() -> None:
    assert garbled("".join(f"(cid:{ord(letter)})" for letter in "Certified Kubernetes Administrator")) == 1


@pytest.mark.parametrize("sign", ["\ufffd", "\ue010", "\x03", "\x88"])
def test_glyphs_without_a_letter_are_unknown(sign: str) -> None:
    words = [Word(sign * 5, 0, 1, 0, 1, 0)] * 8 + [Word("CKA", 0, 1, 0, 1, 0)] * 2
    assert unknown_share(Words.of(words)) == 0.8 > GARBLED


def test_the_mark_of_a_list_is_no_unknown_word() -> None:
    assert unknown_share(Words.of([Word("\uf0b7", 0, 1, 0, 1, 0), Word("CKA", 0, 1, 0, 1, 0)])) == 0
