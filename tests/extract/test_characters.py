import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract.characters import clean, compose, unicode_of_tex


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("certi\ufb01ed", "certified"),
        ("AZ\u2011900", "AZ-900"),
        ("A\u00a0B\u202fC", "A B C"),
        ("\uf0b7 item", "• item"),
        ("\ue123icon", "icon"),
        ("a\x00b\x07c", "abc"),
        ("parte\ufffe", "parte-"),
        ("Mu\u0308ller", "Müller"),
        ("\uff21\uff37\uff33", "AWS"),
        ("\U0001d400", "A"),
        ("AWS\u2122 m\u00b2 Security\u00ae", "AWS\u2122 m\u00b2 Security\u00ae"),
        ("2020 – 2024", "2020 – 2024"),
        ("lone \ud800", "lone \ufffd"),
    ],
)
def test_clean(raw: str, plain: str) -> None:
    assert clean(raw) == plain


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(("letter", "accent", "composed"), [("u", "¨", "ü"), ("ı", "´", "í"), ("c", "¸", "ç")])
def test_accents_are_composed(letter: str, accent: str, composed: str) -> None:
    assert compose(letter, accent) == composed


def test_an_accent_that_no_letter_takes_stays() -> None:
    assert compose("q", "¸") is None


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Certi\x1ced", "Certified"),
        ("o\x1ece \x15 \x8aód\xf9", "office – Łódù"),
        ("Certi\x1ced Gda\xabsk", "Certified Gdańsk"),
        ("\x88 item", "• item"),
    ],
)
def test_codes_of_tex_are_letters(raw: str, plain: str) -> None:
    assert clean(unicode_of_tex(raw)) == plain


@pytest.mark.parametrize("text", ["«quoted» 20° f¨ur ®", "plain"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert unicode_of_tex(text) == text


@given(st.text())
def test_the_places_of_characters_stay(text: str) -> None:
    assert len(unicode_of_tex(text)) == len(text)


def test_what_is_taken_for_plain_is_nothing_done_to() -> None:
    # Text with a mark that no one sees goes the long way, on which all that is to be replaced is.
    letters = [chr(code) for code in range(0x20, 0x2200) if clean(chr(code)) == chr(code)]
    assert [letter for letter in letters if clean(f"\u200b{letter}") != letter] == []
