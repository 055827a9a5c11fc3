import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.interpret.quoting import around, whole
from scanner.model import Mention, Via

TEXT = "Obtained the CKA in 2024, after a year of work."


def mention(start: int, end: int) -> Mention:
    return Mention("cncf-cka", start, end, Via.ACRONYM, 0.9)


def test_a_sentence_is_what_stands_around_its_quote() -> None:
    assert around(TEXT, 0, len(TEXT), mention(13, 16)) == ("Obtained the ", " in 2024, after a year of work.")


def test_a_quote_that_is_the_sentence_has_nothing_around_it() -> None:
    assert around(TEXT, 13, 16, mention(13, 16)) == ("", "")


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "word " * 4_000 + "CKA" + " word" * 4_000
    before, after = around(text, 0, len(text), mention(20_000, 20_003))
    assert before.startswith("…word ")
    assert after.endswith(" word…")
    assert max(map(len, (before, after))) <= 161


@pytest.mark.parametrize("text", ["x" * 20_000, " " * 20_000, "\n" * 300])
def test_no_text_makes_it_long(text: str) -> None:
    before, after = around(text, 0, len(text), mention(150, 160))
    assert len(before) + len(after) <= 322


@given(st.text(max_size=600), st.integers(0, 600), st.integers(0, 600))
def test_it_is_what_the_text_says(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    before, after = around(text, 0, len(text), mention(start, end))
    assert text[:start].endswith(before.removeprefix("…")) or "…" in text
    assert text[end:].startswith(after.removesuffix("…")) or "…" in text


@pytest.mark.parametrize(
    ("text", "end", "quote"),
    [
        ("Administrator (CKA) needed", 18, "Administrator (CKA)"),
        ("Administrator (CKA, CKAD)", 18, "Administrator (CKA"),
        ("Administrator (CKA)", 19, "Administrator (CKA)"),
        ("(Administrator CKA)", 18, "(Administrator CKA)"),
        ("CKA) or other", 3, "CKA"),
        ("Administrator (CKA", 18, "Administrator (CKA"),
    ],
)
def test_a_bracket_that_a_name_opens_is_closed(text: str, end: int, quote: str) -> None:
    found = whole(text, mention(0, end))
    assert text[found.start : found.end] == quote
