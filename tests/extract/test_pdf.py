import pytest
from pdf_builders import HEIGHT, drawn, locked, pictures, placed
from PIL import Image
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from scanner.errors import UnreadableError
from scanner.extract import Limits, read_bytes
from scanner.extract.pdf_doubt import doubtful_share
from scanner.extract.pdf_words import Word, Words
from scanner.model import Document, Link, Reason


def read(data: bytes, **options: Limits) -> Document:
    return read_bytes(data, source="cv.pdf", **options)


def reason(data: bytes) -> tuple[Reason, str]:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return Reason(caught.value.reason), str(caught.value)


def lines(x: float, top: float, *texts: str) -> list[tuple[float, float, str]]:
    return [(x, top + 14 * row, text) for row, text in enumerate(texts)]


LEFT = lines(
    40, 100, "Skills", "Python and SQL", "Certifications", "Certified Kubernetes", "Administrator (CKA)", "2024"
)
RIGHT = lines(
    240, 103, "Experience", "Engineer at Acme", "Kept the lights on", "Wrote the code", "Read the logs", "Slept"
)


def test_lines_and_blocks() -> None:
    document = read(placed(*lines(50, 100, "Jane Roe", "Engineer"), *lines(50, 200, "CKA, 2024")))
    assert document.text == "Jane Roe\nEngineer\n\nCKA, 2024"
    assert document.kind == "pdf"
    assert document.source == "cv.pdf"


@pytest.mark.parametrize("order", ["by column", "right first", "by row"])
def test_a_sidebar_is_read_on_its_own(order: str) -> None:
    header = (40, 60, "Jane Roe, whose name and title run over the whole width of the page, both columns of it")
    texts = {
        "by column": [*LEFT, *RIGHT],
        "right first": [*RIGHT, *LEFT],
        "by row": [text for pair in zip(LEFT, RIGHT, strict=True) for text in pair],
    }[order]
    found = read(placed(header, *texts)).text
    assert found.startswith("Jane Roe")
    assert "Certified Kubernetes\nAdministrator (CKA)\n2024" in found
    assert "Kept the lights on\nWrote the code\nRead the logs" in found


def test_a_letter_spaced_heading_is_a_word() -> None:
    spaced = [(50 + 12 * index, 100, letter) for index, letter in enumerate("CERTIFICATIONS")]
    assert read(placed(*spaced, (50, 130, "CKA"))).text.startswith("CERTIFICATIONS\n")


def test_ligatures_hyphens_and_spaces_are_plain() -> None:
    found = read(placed((50, 100, "Certi\ufb01ed\u00a0pro\u00adfessional"))).text
    assert "\u00a0" not in found
    assert "\u00ad" not in found


def test_accents_that_are_drawn_on_their_letters_are_composed() -> None:
    def draw(canvas: Canvas) -> None:
        x = 50.0
        for text in ("Pr", "u", "fung und M", "a", "rz"):
            canvas.drawString(x, 700, text)
            width = canvas.stringWidth(text)
            if len(text) == 1:
                canvas.drawString(x + width / 2 - canvas.stringWidth("\u00a8") / 2, 700, "\u00a8")
            x += width

    assert read(drawn(draw)).text == "Prüfung und März"


def test_pages_tile_the_text_and_empty_ones_are_told() -> None:
    one = lambda canvas: canvas.drawString(50, 700, "first page")  # noqa: E731
    two = lambda canvas: canvas.rect(50, 50, 10, 10)  # noqa: E731
    three = lambda canvas: canvas.drawString(50, 700, "third page")  # noqa: E731
    document = read(drawn(one, two, three))
    assert document.text == "first page\n\nthird page"
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.page_at(document.text.index("third")) == 3
    assert [warning.code for warning in document.warnings] == ["page-without-text"]


def test_links_stand_under_their_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "CKA badge")
        canvas.linkURL("https://www.credly.com/badges/1", (48, 695, 75, 712))

    document = read(drawn(draw))
    assert document.links == (Link(0, 3, "https://www.credly.com/badges/1"),)


def painted(color: object, *, behind: object = None, size: float = 10) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 740, "Jane Roe")
        if behind is not None:
            canvas.setFillColor(behind)
            canvas.rect(40, 690, 200, 30, fill=1, stroke=0)
        canvas.setFillColor(color)
        canvas.setFont("Helvetica", size)
        canvas.drawString(50, 700, "CISSP")

    return drawn(draw)


@pytest.mark.parametrize(
    "data",
    [
        painted(colors.white),
        painted(colors.black, size=1),
        drawn(
            lambda canvas: canvas.drawString(50, 700, "Jane Roe"),
            lambda canvas: canvas.drawString(-300, 700, "CISSP"),
        ),
    ],
    ids=["white", "tiny", "off the page"],
)
def test_what_cannot_be_seen_is_kept_apart(data: bytes) -> None:
    document = read(data)
    assert document.text == "Jane Roe"
    assert [hidden.text for hidden in document.hidden] == ["CISSP"]


def invisible(*, picture: bool) -> bytes:
    def draw(canvas: Canvas) -> None:
        if picture:
            canvas.drawInlineImage(Image.new("L", (8, 8), 200), 0, 0, 595, HEIGHT)
        text = canvas.beginText(50, 700)
        text.setTextRenderMode(3)
        text.textLine("CISSP")
        canvas.drawText(text)

    return drawn(lambda canvas: canvas.drawString(50, 700, "Jane Roe"), draw)


def test_invisible_text_is_hidden_but_not_the_text_layer_of_a_scan() -> None:
    assert read(invisible(picture=False)).text == "Jane Roe"
    assert read(invisible(picture=True)).text == "Jane Roe\n\nCISSP"


def test_white_text_on_a_dark_ground_is_seen() -> None:
    assert read(painted(colors.white, behind=colors.darkblue)).text == "Jane Roe\n\nCISSP"


def test_hidden_text_only_is_no_text() -> None:
    data = drawn(lambda canvas: canvas.drawString(-300, 700, "CISSP"))
    assert reason(data)[0] == Reason.NO_TEXT


def test_a_turned_page_is_read_along_its_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -100, "Certified Kubernetes")
        canvas.drawString(100, -114, "Administrator")

    assert read(drawn(draw)).text == "Certified Kubernetes\nAdministrator"


def test_pictures_without_text_say_that_ocr_is_needed() -> None:
    found, message = reason(pictures())
    assert found == Reason.NO_TEXT
    assert "OCR" in message


def test_a_password_is_asked_for_but_not_the_owners() -> None:
    assert reason(locked("secret", "owner"))[0] == Reason.ENCRYPTED
    assert read(locked("", "owner")).text == "Certified Kubernetes Administrator"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_an_answer(part: float) -> None:
    data = placed(*LEFT)
    try:
        assert read(data[: int(len(data) * part)]).text
    except UnreadableError as error:
        assert error.reason in {Reason.DAMAGED, Reason.NO_TEXT}  # noqa: PT017


def test_a_header_and_nothing_else_is_damaged() -> None:
    assert reason(b"%PDF-1.7\n")[0] == Reason.DAMAGED


def test_thousands_of_pages_are_cut_and_told() -> None:
    page = lambda canvas: canvas.drawString(50, 700, "a page")  # noqa: E731
    document = read(drawn(*[page] * 2000), limits=Limits(pages=50))
    assert len(document.pages) == 50
    assert [warning.code for warning in document.warnings] == ["pages-cut"]


def test_much_text_is_cut_and_told() -> None:
    document = read(placed(*lines(50, 50, *["so many words"] * 40)), limits=Limits(text=100))
    assert len(document.text) == 100
    assert document.pages[-1].end == 100
    assert "text-cut" in [warning.code for warning in document.warnings]


def test_a_page_too_full_to_lay_out_keeps_its_order() -> None:
    document = read(placed(*lines(50, 50, "one", "two", "three")), limits=Limits(runs_laid_out=2))
    assert document.text == "one\ntwo\nthree"


def word(text: str, left: float = 0, right: float = 10) -> Word:
    return Word(text, left, right, 100, 12, 0)


def test_doubt_is_about_letters_unknown_torn_or_on_each_other() -> None:
    sound = [word("sound", 20.0 * index, 20.0 * index + 15) for index in range(30)]
    assert doubtful_share(Words.of(sound)) == 0
    assert doubtful_share(Words.of([word("a\ufffdb")] * 3)) == 1
    assert doubtful_share(Words.of([word("a", 20.0 * index) for index in range(30)])) > 0.5
    assert doubtful_share(Words.of([word("pile", 0, 60)] * 30)) > 0.9


def test_both_ways_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    data = placed((40, 60, "Jane Roe, Engineer"), *LEFT, *RIGHT)
    fast = read(data).text
    monkeypatch.setattr("scanner.extract.pdf.misplaced_share", lambda _: 0.3)
    assert read(data).text == fast


def test_words_set_tight_are_parted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 740, "Jane Roe, Donaudampfschifffahrtsgesellschaft")
        text = canvas.beginText(50, 700)
        text.setFont("Helvetica-Bold", 20)
        text.setCharSpace(-1.6)
        text.textLine("GENERATIVE AI ENGINEER")
        canvas.drawText(text)

    assert read(drawn(draw)).text == "Jane Roe, Donaudampfschifffahrtsgesellschaft\n\nGENERATIVE AI ENGINEER"
