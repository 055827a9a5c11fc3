import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest
from pdf_builders import placed
from pypdfium2 import raw

from scanner.extract.pdf_calls import Room, argument, arguments, handle_of, untyped

LINE = "Certified Kubernetes Administrator"
loose_box = untyped(raw.FPDFText_GetLooseCharBox)
bounds = untyped(raw.FPDFPageObj_GetBounds)


@pytest.fixture
def text_page() -> Iterator[pdfium.PdfTextPage]:
    """A page of so many characters that no block of calls has room for all."""
    with pdfium.PdfDocument(placed(*((50, 20 + 10 * row, LINE) for row in range(70)))) as document:
        yield document[0].get_textpage()


def typed_box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    assert raw.FPDFText_GetLooseCharBox(text_page.raw, index, box)
    return box.left, box.top, box.right, box.bottom


def test_many_calls_say_what_each_alone_does(text_page: pdfium.PdfTextPage) -> None:
    count = raw.FPDFText_CountChars(text_page.raw)
    results, columns = Room(ctypes.c_float, 4).ask(loose_box, range(count), first=(handle_of(text_page.raw),))
    assert count > 2048
    assert results == [1] * count
    assert list(zip(*columns, strict=True)) == [typed_box(text_page, index) for index in range(count)]


def test_a_call_that_fails_leaves_nothing_of_the_one_before(text_page: pdfium.PdfTextPage) -> None:
    room, first = Room(ctypes.c_float, 4), (handle_of(text_page.raw),)
    assert room.one(loose_box, 0, first=first) == typed_box(text_page, 0)
    assert room.one(loose_box, -1, first=first) is None
    assert room.ask(loose_box, (-1,), first=first) == ([0], [[0.0]] * 4)


def test_nothing_to_ask(text_page: pdfium.PdfTextPage) -> None:
    assert Room(ctypes.c_float, 4).ask(loose_box, (), first=(handle_of(text_page.raw),)) == ([], [[]] * 4)


def test_numbers_that_are_written_to_places_of_their_own() -> None:
    with pdfium.PdfDocument(placed((50, 100, LINE))) as document:
        (one,) = document[0].get_objects()
        address = ctypes.cast(one.raw, ctypes.c_void_p).value
        assert address
        room = Room(ctypes.c_float, 4, places=4)
        assert room.one(bounds, argument(address)) == one.get_bounds()
        assert room.ask(bounds, arguments([address, address]))[1] == [[length] * 2 for length in one.get_bounds()]
