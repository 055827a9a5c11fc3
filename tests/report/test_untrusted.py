import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scanner.report.untrusted import plain, to_ascii

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana\nSilva\t\u00a0x", "Ana Silva x"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x1b]0;title\x07a\x1b]8;;http://x\x1b\\b", "ab"),
        ("\x9b2Ja", "a"),
        ("\x1bPdevice\x1b\\a", "a"),
        ("\x1b]0;never ends", "\ufffd]0;never ends"),
        ("a\x00b\x08c\x7f", "a\ufffdb\ufffdc\ufffd"),
        ("cv\u202efdp.exe", "cv\ufffdfdp.exe"),
        ("\u2067a\u2069", "\ufffda\ufffd"),
        ("So\u00adlar\u200bis\ufeff", "Solaris"),
        ("\ud83d\udce9", "\ufffd\ufffd"),
        ("\ue000", "\ufffd"),
        ("e\u0301", "é"),
        ("Z" + "\u0300" * 100 + "a", "Z\u0300\u0300\u0300a"),
        ("❤\ufe0f 👩\u200d🔬", "❤ 👩🔬"),
        ("[red]bold[/red] :smile:", "[red]bold[/red] :smile:"),
        ("שלום مرحبا", "שלום مرحبا"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(ANY_TEXT)
def test_nothing_but_visible_characters_is_left(text: str) -> None:
    found = plain(text)
    assert found.isprintable()
    assert plain(found) == found
    found.encode("utf-8")
    assert cell_len(found) == sum(map(cell_len, found))


def test_hostile_text_takes_no_time() -> None:
    for text in ("\x1b[" * 50_000, "\x1b]" * 50_000, "\x1bP" * 50_000, "\u0301" * 100_000, "\x9b0;" * 50_000):
        plain(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukasz – 5 €", "Lukasz - 5 EUR"),
        ("Chén Wěi 陈伟", "Chen Wei ??"),
        ("●◐○ “x” → …", '+~- "x" -> ...'),
        ("ﬁx ½", "fix 1?2"),
    ],
)
def test_to_ascii(text: str, expected: str) -> None:
    assert to_ascii(text) == expected


@given(ANY_TEXT)
def test_ascii_is_ascii(text: str) -> None:
    assert to_ascii(plain(text)).isascii()
