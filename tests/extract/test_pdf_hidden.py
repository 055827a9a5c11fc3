import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from pdf_builders import HEIGHT, drawn, written
from PIL import Image
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from scanner.extract import read_bytes
from scanner.extract.pdf_layers import has_hidden_layers
from scanner.model import Document

Draw = Callable[[Canvas], object]
PHOTO = Image.radial_gradient("L").convert("RGB")
BOX = (40, 690, 200, 30)


def read(*steps: Draw) -> Document:
    """Return a page with a name on top, and below it what the steps draw."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 740, "Jane Roe")
        for step in steps:
            step(canvas)

    return read_bytes(drawn(draw), source="cv.pdf")


def text(color: object = colors.black, string: str = "CISSP") -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        canvas.drawString(50, 700, string)

    return draw


def fill(color: object, alpha: float = 1.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        canvas.setFillAlpha(alpha)
        canvas.rect(*BOX, fill=1, stroke=0)
        canvas.setFillAlpha(1.0)

    return draw


def picture(canvas: Canvas) -> None:
    canvas.drawInlineImage(PHOTO, *BOX)


def gradient(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*BOX)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.linearGradient(40, 0, 240, 0, (colors.darkblue, colors.black))
    canvas.restoreState()


def clipped(*box: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(*box)
        canvas.clipPath(path, stroke=0, fill=0)
        text()(canvas)
        canvas.restoreState()

    return draw


transparent = text(colors.Color(0, 0, 0, alpha=0))


def cut_to_letters(canvas: Canvas) -> None:
    canvas.saveState()
    letters = canvas.beginText(50, 700)
    letters.setTextRenderMode(7)
    letters.textOut("CISSP")
    canvas.drawText(letters)
    canvas.linearGradient(40, 0, 240, 0, (colors.darkblue, colors.black))
    canvas.restoreState()


def letter_by_letter(canvas: Canvas) -> None:
    for number, letter in enumerate("CISSP"):
        canvas.drawString(50 + canvas.stringWidth("CISSP"[:number]), 700, letter)


def in_group(*steps: Draw, at: tuple[float, float] = (0, 0)) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("group", lowerx=-1000, lowery=-1000, upperx=2000, uppery=2000)
        for step in steps:
            step(canvas)
        canvas.endForm()
        canvas.translate(*at)
        canvas.doForm("group")

    return draw


HIDDEN = {
    "white on white": [text(colors.white)],
    "nearly white": [text(colors.HexColor("#fcfcfc"))],
    "the colour of a fill": [fill(colors.navy), text(colors.navy)],
    "white on a white fill on a dark one": [fill(colors.navy), fill(colors.white), text(colors.white)],
    "covered by a fill": [text(), fill(colors.lightblue)],
    "covered by a white fill": [text(), fill(colors.white)],
    "behind a picture": [text(), picture],
    "behind a gradient": [text(), gradient],
    "cut off by a clip": [clipped(300, 300, 20, 20)],
    "transparent on other words": [text(string="Kubernetes"), transparent],
    "transparent on a picture": [picture, transparent],
    "white, twice": [text(colors.white), text(colors.white)],
    "white in a group": [in_group(text(colors.white))],
    "the colour of a fill in a group": [fill(colors.navy), in_group(text(colors.navy))],
    "in a group under a fill": [in_group(text()), fill(colors.green)],
    "under a fill in a group": [text(), in_group(fill(colors.green))],
}
SEEN = {
    "on a fill": [fill(colors.navy), text(colors.white)],
    "on a light fill": [fill(colors.lightyellow), text()],
    "on a picture": [picture, text(colors.red)],
    "white on a gradient": [gradient, text(colors.white)],
    "under a highlighter": [text(), fill(colors.yellow, 0.4)],
    "in a clip": [clipped(40, 690, 200, 30)],
    "in a group": [in_group(text())],
    "in a moved group": [fill(colors.navy), in_group(text(colors.navy), at=(200, -300))],
    "white in a group on a fill": [in_group(fill(colors.navy), text(colors.white))],
    "covered and written again": [text(), fill(colors.white), text()],
    "written in white, then in black": [text(colors.white), text()],
    "a gradient in the shape of the letters": [cut_to_letters],
    "transparent on its own letters": [letter_by_letter, transparent],
    "light grey": [text(colors.HexColor("#bbbbbb"))],
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_cannot_be_seen_is_kept_apart(name: str) -> None:
    document = read(*HIDDEN[name])
    assert document.text.replace("\n\nKubernetes", "") == "Jane Roe"
    assert [hidden.text for hidden in document.hidden] == ["CISSP"]
    assert [warning.code for warning in document.warnings] == ["hidden-text"]


@pytest.mark.parametrize("name", SEEN)
def test_what_can_be_seen_is_text(name: str) -> None:
    document = read(*SEEN[name])
    assert document.text.replace("CISSP\n\nCISSP", "CISSP") == "Jane Roe\n\nCISSP"
    assert not document.hidden


CASES: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "hidden_pdf.yaml").read_text(encoding="utf-8")
)
LAYERS = "/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]/Order[]>>>>"


def read_case(objects: Sequence[str] = (), **parts: str) -> Document:
    layers = ("<</Type/OCG/Name(off)>>", "<</Type/OCG/Name(on)>>")
    return read_bytes(written(catalog=LAYERS, objects=(*layers, *objects), **parts), source="cv.pdf")


@pytest.mark.parametrize("name", CASES["hidden"])
def test_no_way_to_hide_gives_credit(name: str) -> None:
    document = read_case(**CASES["hidden"][name])
    assert "CISSP" not in document.text
    assert "CISSP" in [hidden.text.split()[0] for hidden in document.hidden]


@pytest.mark.parametrize("name", CASES["seen"])
def test_no_look_alike_is_called_hidden(name: str) -> None:
    document = read_case(**CASES["seen"][name])
    assert "CISSP" in document.text
    assert not document.hidden


def test_layers_are_found_where_objects_are_packed() -> None:
    objects = zlib.compress(b"1 0 <</Type/Catalog/OCProperties<</D<</OFF[6 0 R]>>>>>>")
    packed = b"7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 9>>stream\r\n%b\nendstream"
    assert has_hidden_layers(packed % objects)
    assert not has_hidden_layers(packed % zlib.compress(b"1 0 <</OCProperties<</D<</OFF[]>>>>>>"))
    assert not has_hidden_layers(packed % b"no deflated data")
    assert not has_hidden_layers(b"/ObjStm")


@pytest.mark.parametrize("first", ["text", "picture"])
def test_a_scan_may_cover_its_own_text_layer(first: str) -> None:
    def page(canvas: Canvas) -> None:
        def scan() -> None:
            canvas.drawInlineImage(PHOTO, 0, 0, 595, HEIGHT)

        if first == "picture":
            scan()
        layer = canvas.beginText(50, 700)
        layer.setTextRenderMode(3 if first == "picture" else 0)
        for _ in range(12):
            layer.textLine("Certified Kubernetes Administrator")
        canvas.drawText(layer)
        if first == "text":
            scan()

    document = read_bytes(drawn(page), source="cv.pdf")
    assert document.text.count("Certified Kubernetes Administrator") == 12
    assert not document.hidden


def test_a_turned_page_is_looked_at_as_it_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -100, "Jane Roe, Certified Kubernetes Administrator")
        canvas.setFillColor(colors.navy)
        canvas.rect(90, -150, 300, 30, fill=1, stroke=0)
        canvas.drawString(100, -140, "CISSP")
        canvas.setFillColor(colors.white)
        canvas.drawString(200, -140, "CISM")

    document = read_bytes(drawn(page), source="cv.pdf")
    assert [hidden.text for hidden in document.hidden] == ["CISSP"]
    assert "CISM" in document.text
