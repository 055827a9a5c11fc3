import pytest
from pdf_builders import drawn
from reportlab.pdfgen.canvas import Canvas

from scanner.extract import read_bytes
from scanner.extract.hyphens import are_typeset, breaks_words, unbroken
from scanner.extract.layout_runs import Run

CASES = [
    # (lines, whether the program breaks words, what is read)
    (["Certified Kuber-", "netes Administrator"], True, "Certified Kubernetes Administrator"),
    (["Certified Kuber-", "netes Administrator"], False, "Certified Kuber-\nnetes Administrator"),
    (["a cross-", "functional team"], False, "a cross-\nfunctional team"),
    (
        ["cross-functional work in a cross-", "functional team"],
        True,
        "cross-functional work in a cross-functional team",
    ),
    (["resolution, first-contact res-", "olution"], False, "resolution, first-contact resolution"),
    (["first-con-", "tact"], True, "first-contact"),
    (["the cloud, native; cloud-", "native"], True, "the cloud, native; cloud-native"),
    (["an AWS-", "based stack"], True, "an AWS-based stack"),
    (["Sicherheits-", "und Netzwerktechnik"], True, "Sicherheits-\nund Netzwerktechnik"),
    (["2019 -", "today"], True, "2019 -\ntoday"),
    (["Baden-", "Württemberg"], True, "Baden-\nWürttemberg"),
    (["Gesell-", "schaft für Ma-", "schinen"], True, "Gesellschaft für Maschinen"),
]


def text_of(lines: list[str], *, is_typesetter: bool) -> str:
    pieces = [("\n" if number else "", Run(line, 50, 200, 14.0 * number, 12)) for number, line in enumerate(lines)]
    return "".join(gap + run.text for gap, run in unbroken(pieces, breaks_words=is_typesetter))


@pytest.mark.parametrize(("lines", "is_typesetter", "expected"), CASES)
def test_broken_words(lines: list[str], is_typesetter: bool, expected: str) -> None:
    assert text_of(lines, is_typesetter=is_typesetter) == expected


def test_the_parts_of_broken_words_are_no_words_that_tell() -> None:
    lines = ["payments and logis-", "tics, or audi-", "tors"]
    assert text_of(lines, is_typesetter=True) == "payments and logistics, or auditors"


@pytest.mark.parametrize(
    ("maker", "expected"),
    [
        ("pdfTeX-1.40.24 LaTeX with 'moderncv' package", True),
        ("xdvipdfmx (20211117) XeTeX output", True),
        (" Typst 0.15.0", True),
        ("Adobe PDF Library 17.0 Adobe InDesign 19.0 (Macintosh)", True),
        ("Microsoft® Word für Microsoft 365", False),
        ("Skia/PDF m156 Chromium", False),
        ("", False),
    ],
)
def test_who_breaks_words(maker: str, expected: bool) -> None:
    assert breaks_words(maker) is expected


def test_a_pdf_says_what_it_was_made_with() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setProducer("pdfTeX-1.40.24")
        canvas.drawString(50, 740, "Certified Kuber-")
        canvas.drawString(50, 726, "netes Administrator")

    assert read_bytes(drawn(draw), source="cv").text == "Certified Kubernetes Administrator"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Kuber\u2010\r\nnetes", True), ("first\u2010contact reso\u2010\r\nlution", False), ("Kuber-\r\nnetes", False)],
)
def test_hyphens_of_their_own_sign_at_the_ends_of_lines_are_the_typesetters(text: str, expected: bool) -> None:
    assert are_typeset(text) is expected
