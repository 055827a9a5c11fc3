import io

from hypothesis import given
from hypothesis import strategies as st

from scanner.model import Document
from scanner.report.to_text import text_report


def printed(*texts: str) -> str:
    out = io.StringIO()
    text_report([Document("cv.pdf", "pdf", text) for text in texts], out)
    return out.getvalue()


def test_documents_are_parted_by_a_form_feed() -> None:
    assert printed("Jane Roe\n\nCKA\t2024", "John\n") == "Jane Roe\n\nCKA\t2024\n\fJohn\n"
    assert printed() == ""


def test_a_terminal_obeys_nothing() -> None:
    assert printed("\x1b[2Ja\x9b1m\r\fb\u202ec\udce9") == "\ufffd[2Ja\ufffd1m\ufffd\ufffdb\ufffdc\ufffd\n"


@given(st.lists(st.text(st.characters(exclude_categories=())), max_size=4))
def test_any_text_can_be_written(texts: list[str]) -> None:
    report = printed(*texts)
    report.encode("utf-8")
    assert report.count("\f") == max(len(texts) - 1, 0)
    assert all(character.isprintable() or character in "\n\t\f" or ord(character) > 0x9F for character in report)
