import pytest

from scanner.errors import UnreadableError
from scanner.extract import Limits, read_bytes
from scanner.model import Document, Link, Reason

TEXT = "José Müller, Ingénieur données\nCertified Kubernetes Administrator – März 2025\n"


def read(data: bytes, suffix: str = ".txt", **options: Limits) -> Document:
    return read_bytes(data, source="cv", suffix=suffix, **options)


def markdown(text: str) -> Document:
    return read(text.encode(), ".md")


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encodings(encoding: str) -> None:
    assert read(TEXT.encode(encoding)).text == TEXT.strip()


def test_latin_1_of_some_length() -> None:
    text = "Développement d'une plateforme de données à haute fréquence, certifié en février. " * 20
    assert read(text.encode("latin-1")).text == text.strip()


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    assert "Ingénieur" in read(TEXT.encode() + b"\xff").text


def test_line_ends_and_control_characters() -> None:
    assert read(b"one\r\ntwo\rthree\x00\x07\x1b[31m red\x1b[0m\tcell").text == "one\ntwo\nthree red\tcell"


def test_many_blank_lines_are_one_and_form_feeds_too() -> None:
    assert read(b"\n\none\n\n\n\n\ntwo\fthree  \n").text == "one\n\ntwo\n\nthree"


def test_non_breaking_characters_are_plain() -> None:
    assert read("AZ\u2011900\u00a0and cer\u00adti\ufb01ed".encode()).text == "AZ-900 and certified"


def test_the_one_page_is_the_whole_text() -> None:
    document = read(TEXT.encode())
    assert [(page.number, page.start, page.end) for page in document.pages] == [(1, 0, len(document.text))]


@pytest.mark.parametrize("data", [b" \n\t\r\n ", "\u00a0\u200b\ufeff".encode(), b"\n" * 1000])
def test_white_space_is_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.reason == Reason.NO_TEXT


def test_a_line_of_one_megabyte() -> None:
    assert len(read(b"word " * 200_000).text) == 999_999


def test_much_text_is_cut_and_told() -> None:
    document = read(b"x" * 5000, limits=Limits(text=1000))
    assert len(document.text) == 1000
    assert [warning.code for warning in document.warnings] == ["text-cut"]


def test_markdown_leaves_its_words() -> None:
    source = "# Jane Roe\nsome **bold** and __more__ and `code`\n## Certifications\n- CKA\n* [x] *CKS*\n1. AZ-900\n"
    assert markdown(source).text == (
        "Jane Roe\n\nsome bold and more and code\n\nCertifications\n\n• CKA\n• CKS\n1. AZ-900"
    )


def test_markdown_headings_with_underlines_and_rules() -> None:
    assert markdown("Jane Roe\n========\ntext\n\n---\n\nmore").text == "Jane Roe\n\ntext\n\nmore"


def test_markdown_tables() -> None:
    source = "| Name | Date |\n| :--- | ---: |\n| CKA | 2024 |\n"
    assert markdown(source).text == "Name | Date\nCKA | 2024"


def test_markdown_links() -> None:
    document = markdown('# Me\n\nmy [CKA badge](https://credly.com/1 "see") and <https://example.com>')
    assert document.text == "Me\n\nmy CKA badge and https://example.com"
    assert [document.text[link.start : link.end] for link in document.links] == ["CKA badge", "https://example.com"]
    assert document.links[0] == Link(7, 16, "https://credly.com/1")


def test_markdown_keeps_names_with_underscores_and_stars_that_stand_alone() -> None:
    assert markdown("snake_case_name and 2 * 3\\*4").text == "snake_case_name and 2 * 3*4"
