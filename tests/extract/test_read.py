import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from file_builders import SMALL, mail, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_builders import locked, placed

from scanner.errors import UnreadableError
from scanner.extract import READERS, Limits, contents, is_supported_name, kind_of, read, read_bytes, read_part
from scanner.model import Document, Reason

PDF = placed((50, 100, "Certified Kubernetes Administrator"))


def reason(path: Path, **options: Limits) -> Reason:
    with pytest.raises(UnreadableError) as caught:
        read(path, **options)
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    return Reason(caught.value.reason)


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def check(document: Document) -> None:
    assert document.text.strip()
    assert "\0" not in document.text
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for one, other in zip(document.pages, document.pages[1:], strict=False):
        assert one.end == other.start
    for link in document.links:
        assert 0 <= link.start < link.end <= len(document.text)


def test_the_source_is_the_path_unless_named(tmp_path: Path) -> None:
    path = file(tmp_path, "cv.pdf", PDF)
    assert read(path).source == str(path)
    assert read(path, source="-").source == "-"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert reason(tmp_path / "no.pdf") == Reason.NOT_FOUND
    assert reason(tmp_path / ("n" * 300)) == Reason.NOT_FOUND
    assert reason(Path("a\0b")) == Reason.NOT_FOUND
    assert reason(file(tmp_path, "cv.txt", b"x") / "below") == Reason.NOT_FOUND


def test_links_to_nothing_and_to_each_other(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert reason(tmp_path / "dangling") == Reason.NOT_FOUND
    assert reason(tmp_path / "one") == Reason.NOT_FOUND


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    assert reason(tmp_path / "folder.pdf") == Reason.UNSUPPORTED_FORMAT
    assert reason(Path(os.devnull)) == Reason.UNSUPPORTED_FORMAT


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert reason(file(tmp_path, "cv.pdf", PDF)) == Reason.PERMISSION


def test_empty_and_too_large(tmp_path: Path) -> None:
    assert reason(file(tmp_path, "cv.pdf", b"")) == Reason.EMPTY_FILE
    assert reason(file(tmp_path, "big.txt", b"x" * 2000), limits=Limits(file_bytes=1000)) == Reason.TOO_LARGE


def test_a_hole_of_four_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "hole.pdf"
    with path.open("wb") as hole:
        hole.truncate(4_000_000_000)
    assert reason(path) == Reason.TOO_LARGE


def test_a_text_file_called_pdf_is_read_with_a_warning(tmp_path: Path) -> None:
    document = read(file(tmp_path, "cv.pdf", b"Jane Roe, CISSP"))
    assert document.kind == "text"
    assert [warning.code for warning in document.warnings] == ["wrong-extension"]


def test_a_pdf_called_text_is_a_pdf(tmp_path: Path) -> None:
    assert read(file(tmp_path, "cv.txt", PDF)).kind == "pdf"
    assert read(file(tmp_path, "cv", b"\n\njunk\n" + PDF)).kind == "pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        zipped(readme="CISSP"),
        zipped(xl__workbook_dot_xml="CISSP"),
        b"\xd0\xcf\x11\xe0" + bytes(100),
        b"<?xml version='1.0'?><resume>CISSP</resume>",
        bytes(1000),
        bytes(range(256)) * 10,
    ],
    ids=["png", "zip", "xlsx", "doc", "xml", "zeros", "binary"],
)
def test_what_no_reader_knows(tmp_path: Path, data: bytes) -> None:
    assert reason(file(tmp_path, "cv", data)) == Reason.UNSUPPORTED_FORMAT


@pytest.mark.parametrize("kind", SMALL)
def test_every_kind_is_told_by_its_content(tmp_path: Path, kind: str) -> None:
    suffix = ".md" if kind == "markdown" else ""
    document = read(file(tmp_path, f"cv{suffix}", SMALL[kind]))
    check(document)
    assert kind_of(SMALL[kind], suffix=suffix) == kind
    assert document.kind == ("text" if kind == "email" else kind)


def test_a_word_file_called_pdf_is_read_with_a_warning(tmp_path: Path) -> None:
    document = read(file(tmp_path, "cv.pdf", SMALL["docx"]))
    assert "wrong-extension" in [warning.code for warning in document.warnings]


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + bytes(100), SMALL["docx"][:-40], SMALL["docx"][:300], SMALL["odt"][:200]],
    ids=["zeros", "no directory", "a beginning", "an odt's beginning"],
)
def test_a_truncated_archive_is_damaged(tmp_path: Path, data: bytes) -> None:
    assert reason(file(tmp_path, "cv.docx", data)) == Reason.DAMAGED


def test_an_office_file_with_a_password_is_encrypted(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert reason(file(tmp_path, "cv.docx", data)) == Reason.ENCRYPTED


def test_a_mail_is_several_documents(tmp_path: Path) -> None:
    data = mail("See my resume.", attachments=(("cv.pdf", PDF), ("x.pdf", locked("a", "b")), ("x.png", b"\x89PNG")))
    held = contents(data, suffix=".eml")
    assert held is not None
    assert held.parts == ((0, ""), (1, "cv.pdf"), (2, "x.pdf"))
    assert held.skipped == ("x.png",)
    assert read_part(data, 0, source="m.eml").text == "See my resume."
    resume = read_part(data, 1, source="m.eml/cv.pdf")
    assert resume.text == "Certified Kubernetes Administrator"
    with pytest.raises(UnreadableError) as caught:
        read_part(data, 2, source="m.eml/x.pdf")
    assert caught.value.reason == Reason.ENCRYPTED
    path = file(tmp_path, "m.eml", data)
    assert read(path) == replace(resume, source=f"{path}/cv.pdf")


@pytest.mark.parametrize("kind", sorted(set(SMALL) - {"email"}))
def test_any_other_file_is_one_document(kind: str) -> None:
    assert contents(SMALL[kind]) is None


def test_hidden_text_is_told_in_neutral_words(tmp_path: Path) -> None:
    (warning,) = read(file(tmp_path, "cv.rtf", b"{\\rtf1 Jane {\\v CISSP}}")).warnings
    assert warning.code == "hidden-text"
    assert warning.quote == "CISSP"
    assert "without their owner's knowledge" in warning.message


def test_binary_called_pdf_is_a_damaged_one(tmp_path: Path) -> None:
    assert reason(file(tmp_path, "cv.pdf", bytes(range(256)) * 10)) == Reason.DAMAGED


@pytest.mark.parametrize(
    "name", ["cv.pdf", "CV.PDF", "cv.docx", "cv.odt", "cv.rtf", "cv.html", "cv.eml", "cv.json", "cv.txt", "cv.md", "cv"]
)
def test_names_that_a_walk_picks_up(name: str) -> None:
    assert is_supported_name(Path(name))


@pytest.mark.parametrize("name", ["cv.doc", "photo.heic", "cv.zip", "cv.pdf.exe"])
def test_names_that_it_does_not(name: str) -> None:
    assert not is_supported_name(Path(name))


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "data",
    [
        b" ",
        b"\0" * 50,
        b"%PDF-1.4",
        b"\xff" * 50,
        PDF[:300],
        b"a" * 1_000_000,
        b"PK\x05\x06" + bytes(18),
        b"{",
        b"<",
        b"{\\rtf",
    ],
)
def test_every_reader_answers_bad_input(kind: str, data: bytes) -> None:
    try:
        check(READERS[kind](data, source="x", limits=Limits()))
    except UnreadableError as error:
        assert Reason(error.reason)  # noqa: PT017


@given(st.binary(max_size=2000), st.sampled_from(["", ".pdf", ".md", ".txt"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_document_or_a_reason(data: bytes, suffix: str) -> None:
    try:
        check(read_bytes(data, source="x", suffix=suffix))
    except UnreadableError as error:
        assert Reason(error.reason)  # noqa: PT017


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_mutated_pdf_is_a_document_or_a_reason(data: st.DataObject) -> None:
    mutated = bytearray(PDF)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        mutated[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    try:
        check(read_bytes(bytes(mutated), source="x"))
    except UnreadableError as error:
        assert Reason(error.reason)  # noqa: PT017


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_markdown_too(text: str) -> None:
    for suffix in (".txt", ".md"):
        try:
            check(read_bytes(text.encode("utf-8", errors="replace"), source="x", suffix=suffix))
        except UnreadableError as error:
            assert Reason(error.reason)  # noqa: PT017


def test_the_kind_is_told_by_the_content() -> None:
    assert kind_of(PDF, suffix=".md") == "pdf"
    assert kind_of(b"# Jane", suffix=".md") == "markdown"
    assert kind_of(b"# Jane", suffix=".txt") == "text"


def test_importing_loads_no_pdf_library() -> None:
    heavy = "'pypdfium2', 'pdfplumber', 'charset_normalizer', 'lxml', 'selectolax', 'striprtf', 'PIL', 'email'"
    code = f"import sys, scanner.extract; print({{{heavy}}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
