"""What is filled into the fields of a PDF, or typed onto its pages, is read where it stands."""

import pytest
from pdf_builders import drawn, written
from reportlab.pdfgen.canvas import Canvas

from scanner.errors import UnreadableError
from scanner.extract import read_bytes
from scanner.model import Document, Reason

FORM = "/AcroForm<</Fields[{fields}]/DR<</Font<</F 5 0 R>>>>/DA(/F 12 Tf 0 g){more}>>"
LABELS = "BT /F 12 Tf 50 700 Td (Name) Tj 0 -50 Td (Certification) Tj ET"
APPEARANCE = "BT /F 12 Tf 2 5 Td (CISSP) Tj ET"


def field(top: int, kind: str, flags: int = 4) -> str:
    return f"<</Type/Annot/Subtype/Widget{kind}/Rect[150 {top} 350 {top + 20}]/DA(/F 12 Tf 0 g)/F {flags}/P 3 0 R>>"


def form(*objects: str, more: str = "") -> Document:
    references = " ".join(f"{number} 0 R" for number in range(6, 6 + len(objects)))
    data = written(
        LABELS, page=f"/Annots[{references}]", catalog=FORM.format(fields=references, more=more), objects=objects
    )
    return read_bytes(data, source="cv.pdf")


def test_fields_stand_behind_their_labels() -> None:
    document = form(field(696, "/FT/Tx/T(name)/V(Jane Roe)"), field(646, "/FT/Tx/T(held)/V(CISSP, 2023)"))
    assert document.text == "Name  Jane Roe\n\nCertification  CISSP, 2023"
    assert not document.hidden


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("/FT/Ch/Ff 131072/T(d)/V(a)/Opt[[(a)(CISSP)][(b)(CISM)]]", "CISSP"),
        ("/FT/Tx/Ff 4096/T(d)/V(CISSP)", "CISSP"),
        ("/FT/Tx/T(d)/V<FEFF0043004900530053005000E9>", "CISSPé"),
    ],
)
def test_kinds_of_fields(kind: str, expected: str) -> None:
    assert form(field(646, kind)).text == f"Name\n\nCertification  {expected}"


@pytest.mark.parametrize("flags", [2, 32])
def test_a_hidden_field_is_not_read(flags: int) -> None:
    assert form(field(646, "/FT/Tx/T(d)/V(CISSP)", flags)).text == "Name\n\nCertification"


def test_what_a_program_has_drawn_for_a_field_counts() -> None:
    drawing = (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 5 0 R>>>>/Length {len(APPEARANCE)}>>"
        f"stream\n{APPEARANCE}\nendstream"
    )
    assert form(field(646, "/FT/Tx/T(d)/V(CISSP)/AP<</N 7 0 R>>"), drawing).text == "Name\n\nCertification  CISSP"


def test_what_is_typed_onto_a_page_is_read_and_links_stay() -> None:
    note = "<</Type/Annot/Subtype/FreeText/Contents(CISSP)/Rect[150 646 350 666]/DA(/F 12 Tf 0 g)/F 4/P 3 0 R>>"
    link = "<</Type/Annot/Subtype/Link/Rect[50 690 150 712]/A<</S/URI/URI(https://example.org)>>>>"
    document = form(note, link)
    assert document.text == "Name\n\nCertification  CISSP"
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("Name", "https://example.org")
    ]


def test_a_form_of_another_program() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Certification")
        canvas.acroForm.textfield(name="held", value="CISSP", x=150, y=692, width=200, height=20)
        canvas.acroForm.checkbox(name="sure", checked=True, x=150, y=650)

    assert "Certification  CISSP" in read_bytes(drawn(page), source="cv.pdf").text


def test_a_dynamic_form_says_so() -> None:
    xfa = "<</Length 5>>stream\n<xdp>\nendstream"
    data = written(
        "BT /F 12 Tf 50 700 Td (Please wait...) Tj ET",
        catalog="/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>",
        objects=[xfa],
    )
    with pytest.raises(UnreadableError, match="XFA") as caught:
        read_bytes(data, source="cv.pdf")
    assert caught.value.reason == Reason.UNSUPPORTED_FORMAT


def test_a_form_with_pages_of_its_own_is_read() -> None:
    assert form(field(646, "/FT/Tx/T(d)/V(CISSP)"), more="/XFA(<xdp>)").text == "Name\n\nCertification  CISSP"
