"""Scans and garbled text layers; what needs tesseract is skipped where there is none."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_builders import drawn, mapped, scanned
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from scanner.errors import UnreadableError
from scanner.extract import Limits, ocr, read_bytes
from scanner.extract.ocr import _corrected, skew_of
from scanner.model import Document, Reason

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract-ocr is not installed")
needs_german = pytest.mark.skipif(
    not (ocr.is_available() and "deu" in ocr._languages()), reason="tesseract-ocr-deu is not installed"
)

LINES = (
    "Jane Roe, Machine Learning Engineer",
    "I work for the team of the search engine and on data for it.",
    "Certifications",
    "AWS Certified Machine Learning Engineer, 2024",
    "Certified Kubernetes Administrator (CKA), May 2025",
    "Experience with the pipelines of an online shop in Berlin",
)


def read(data: bytes, **options: Limits) -> Document:
    return read_bytes(data, source="cv.pdf", **options)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(ocr, "is_available", ocr.is_available.__wrapped__)


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 2.5, -4, 90, 180])
def test_a_scan_is_read_however_it_lies(turn: float) -> None:
    document = read(scanned(*LINES, turn=turn))
    assert "AWS Certified Machine Learning Engineer, 2024" in document.text
    assert "Certified Kubernetes Administrator (CKA), May 2025" in document.text
    assert document.pages[0].ocr
    assert [warning.code for warning in document.warnings] == ["ocr"]
    assert "page 1" in document.warnings[0].message


@needs_tesseract
@needs_german
def test_accents_are_read_in_their_language() -> None:
    lines = (
        "Lebenslauf",
        "Prüfung für die Zertifizierung im März bestanden",
        "Führung von Teams und Schulung der Kunden",
    )
    assert "Prüfung für die Zertifizierung im März" in read(scanned(*lines)).text


@needs_tesseract
def test_pages_with_text_are_left_alone_and_the_deadline_is_asked_for_more() -> None:
    asked: list[int] = []
    picture = Image.new("L", (60, 60), 255)
    text = lambda canvas: canvas.drawString(50, 700, "Jane Roe, Certified Kubernetes Administrator")  # noqa: E731
    scan = lambda canvas: canvas.drawInlineImage(picture, 0, 0, 595, 842)  # noqa: E731
    document = read(drawn(text, scan), limits=Limits(before_ocr=lambda: asked.append(1)))
    assert asked == [1]
    assert [page.ocr for page in document.pages] == [False, False]
    assert [warning.code for warning in document.warnings] == ["page-without-text"]


@needs_tesseract
def test_a_scanners_own_line_is_no_text_layer() -> None:
    def page(canvas: Canvas) -> None:
        picture = Image.new("L", (1654, 2339), 255)
        canvas.drawInlineImage(picture, 0, 0, 595, 842)
        canvas.setFillGray(0.4)
        canvas.drawString(50, 20, "Scanned by a telephone")

    document = read(drawn(page))
    assert document.text.strip() == "Scanned by a telephone"


@needs_tesseract
def test_only_so_many_pages_are_read() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(scanned(*LINES), limits=Limits(ocr_pages=0))
    assert caught.value.reason == Reason.NO_TEXT


@needs_tesseract
def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(scanned(*LINES), limits=Limits(ocr_seconds=0.01))
    assert caught.value.reason == Reason.NO_TEXT


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_the_remedy_is_named() -> None:
    with pytest.raises(UnreadableError, match="install tesseract-ocr") as caught:
        read(scanned(*LINES))
    assert caught.value.reason == Reason.NO_TEXT


# --- garbled text layers ------------------------------------------------------------------------------------------


@needs_tesseract
def test_letters_that_are_mapped_wrongly_are_read_from_the_page() -> None:
    assert "FDWB" not in read(mapped(0, *LINES)).text
    document = read(mapped(3, *LINES))
    assert "Certified Kubernetes Administrator" in document.text
    assert "Fhuwlilhg" not in document.text
    assert [warning.code for warning in document.warnings] == ["ocr"]


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("shift", [3, 7, 22])
def test_without_tesseract_they_are_reported_and_never_passed_on(shift: int) -> None:
    with pytest.raises(UnreadableError, match="fonts do not say") as caught:
        read(mapped(shift, *LINES))
    assert caught.value.reason == Reason.NO_TEXT


# --- parts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [-5.0, -1.2, 0.0, 0.7, 3.3])
def test_the_skew_is_told(angle: float) -> None:
    stripes = Image.new("L", (800, 1100), 255)
    for top in range(100, 1000, 30):
        stripes.paste(0, (100, top, 700, top + 10))
    turned = stripes.rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(skew_of(turned) - angle) < 0.3


@pytest.mark.parametrize(
    "picture", [Image.new("L", (10, 10), 255), Image.new("L", (1, 1)), Image.new("L", (3000, 2), 0)]
)
def test_an_empty_picture_has_no_skew(picture: Image.Image) -> None:
    assert skew_of(picture) == 0


@pytest.mark.parametrize(
    ("word", "corrected"),
    [("ClSSP", "CISSP"), ("Al", "AI"), ("OpenAl,", "OpenAI,"), ("DeepLearning.Al", "DeepLearning.AI"), ("lTIL", "ITIL"),
     ("Al-900", "AI-900"), ("Al-Hakim", "Al-Hakim"), ("All", "All"), ("Il", "Il"), ("SQL", "SQL")],
)  # fmt: skip
def test_capitals_are_told_from_small_letters(word: str, corrected: str) -> None:
    assert _corrected(word) == corrected


@given(st.text(max_size=30))
def test_a_correction_keeps_the_length(word: str) -> None:
    assert len(_corrected(word)) == len(word)
