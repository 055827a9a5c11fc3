"""What an e-mail address spells: whole words of its owner's name, also with umlauts, and no line of them is missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.interpret.spelling import Spelling

LINES = st.lists(st.text("janeroe JÄäößéñﬁ\u0301'.-각٣\r\x85", max_size=12), max_size=6)


@pytest.mark.parametrize(
    ("email", "text", "letters"),
    [
        ("jane.roe@example.com", "Jane Roe", 7),
        ("jane.roe@example.com", "Jane, Jane", 4),
        ("janeroe@example.com", "Jane Roe", 4),
        ("j.mueller@example.com", "Jörg Müller", 7),
        ("j.muller@example.com", "Jörg Müller", 6),
        ("renee@example.com", "Rene\u0301e", 5),
        ("oberlaender@example.com", "der", 0),
        ("1234@example.com", "Jane Roe 1234", 0),
        ("jane.roe@example.com", "", 0),
    ],
)
def test_only_whole_words_count_and_each_once(email: str, text: str, letters: int) -> None:
    assert Spelling.of(email).count(text) == letters


@given(local=st.text("janeroü.-7", min_size=1, max_size=12), lines=LINES)
def test_no_line_is_missed(local: str, lines: list[str]) -> None:
    spelling, text = Spelling.of(f"{local}@example.com"), "\n".join(lines)
    found = [text[start:end] for start, end in spelling.lines(text)]
    assert [line for line in found if spelling.count(line)] == [line for line in lines if spelling.count(line)]


def test_lines_of_which_nothing_is_spelt_are_passed_over() -> None:
    text = "Skills\nJane Roe\nPython, SQL\njane.roe@example.com"
    assert [text[start:end] for start, end in Spelling.of("jane.roe@example.com").lines(text)] == [
        "Jane Roe",
        "jane.roe@example.com",
    ]
