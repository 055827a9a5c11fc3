"""Text of a PDF page that its reader cannot see: in the ground's colour, invisible, tiny, clipped, covered, off it.

What may be hidden is told by colours and places, in little time; whether it is, by drawing the page with and without
it: what makes no difference to the picture cannot be seen.
"""

import ctypes
from collections.abc import Container
from operator import sub, truediv
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.extract.look import BACKGROUND, TINY, is_same
from scanner.extract.pdf_calls import Room, argument, arguments, untyped
from scanner.extract.pdf_drawing import Box, Colour, Cover, Drawing, Places
from scanner.extract.pdf_page import PageBox, text_objects
from scanner.extract.pdf_pixels import Rendering
from scanner.extract.pdf_words import Word, Words

INVISIBLE = "drawn invisibly (render mode 3)"
OFF_PAGE = "outside the page"
COVERED = "covered by what is drawn over it"
CLIPPED = "cut off by a clip"
TRANSPARENT = "transparent"
LAYER = "on a layer that is switched off"
#: what is seen all the same, as it is drawn again in the same place
AGAIN = ""
NARROW = "too narrow to be read"

# The line of a 2 pt font is some 2.4 pt high.
_TINY_SIZE = 2.4
_LIGHT = 242
_DARK = 200
_FAINT = 26
#: text that changes no pixel by more than this is not seen
_VISIBLE_DIFFERENCE = 24
#: a picture over so much of the page, with so many of its words behind it, is a scan that hides its own text layer
_SCAN_SHARE = 0.6
_MARGIN = 1.0
#: of a word so long, letters narrower than this share of their height
_LEAST_LETTERS = 3
_LEAST_WIDTH = 0.008


class _Texts(NamedTuple):
    """The words of a page, the text object that each belongs to, and what these look like."""

    words: Words
    objects: list[int]
    looks: "dict[int, _TextLook]"

    def colour(self, index: int) -> Colour | None:
        """Return the colour of a word, None where it has no single one."""
        look = self.looks.get(self.objects[index])
        return look[0] if look else None


def hidden_words(
    page: Any,  # noqa: ANN401
    text_page: Any,  # noqa: ANN401
    words: Words,
    box: PageBox,
    *,
    has_layers: bool = False,
) -> dict[int, str]:
    """Return why, for each word that cannot be seen; where layers may be switched off, any word may stand on one."""
    hidden = _by_place(words, box)
    objects = text_objects(text_page, words.chars)
    addresses = [address for address in set(objects) if address]
    handles = arguments(addresses)
    texts = _Texts(words, objects, _looks(addresses, handles))
    drawing = Drawing(page, box, texts.looks)
    doubts = {address: why for address, (_, why) in texts.looks.items() if why is not None}
    suspects = {index: doubts[address] for index, address in enumerate(objects) if address in doubts} if doubts else {}
    if drawing.in_glass:
        suspects |= {index: TRANSPARENT for index, address in enumerate(objects) if address in drawing.in_glass}
    if drawing.covers:
        _suspect_covered(suspects, drawing, texts)
    _suspect_clipped(suspects, drawing.clips(addresses, handles), texts)
    if has_layers:
        suspects = dict.fromkeys(range(len(words)), LAYER) | suspects
    suspects = {index: why for index, why in suspects.items() if index not in hidden}
    if suspects:
        hidden.update(_confirmed(suspects, texts, drawing, box))
    return hidden


def _by_place(words: Words, box: PageBox) -> dict[int, str]:
    if not words:
        return {}
    width, height = box.size()
    lefts, rights, bases, sizes = words.lefts, words.rights, words.bases, words.sizes
    is_inside = min(rights) >= 0 and max(lefts) <= width and min(bases) >= 0 and max(bases) <= height
    if is_inside and min(sizes) >= _TINY_SIZE:
        # Nothing but too narrow can any of them be.
        widths = map(truediv, map(sub, rights, lefts), map(len, words.texts))
        if min(widths) >= _LEAST_WIDTH * max(sizes):
            return {}
    found = ((index, _why_unseen(words[index], width, height)) for index in range(len(words)))
    return {index: why for index, why in found if why}


def _why_unseen(word: Word, width: float, height: float) -> str | None:
    """Return why a word cannot be seen where it stands, on a page of this width and height; None where it can."""
    if word.right < 0 or word.left > width or word.base < 0 or word.base - word.size > height:
        return OFF_PAGE
    if word.size < _TINY_SIZE:
        return TINY
    length = len(word.text)
    is_narrow = word.right - word.left < _LEAST_WIDTH * word.size * length and length >= _LEAST_LETTERS
    return NARROW if is_narrow else None


# --- suspicion ----------------------------------------------------------------------------------------------------

_INVISIBLE_MODES = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
_OUTLINED_MODES = {pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP}
_BOTH_MODES = {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP}
_render_mode = untyped(pdfium.FPDFTextObj_GetTextRenderMode)
_fill_colour = untyped(pdfium.FPDFPageObj_GetFillColor)
_stroke_colour = untyped(pdfium.FPDFPageObj_GetStrokeColor)
_COLOURS = Room(ctypes.c_uint, 4, places=4)

#: the colour of a text object, None where it has no single one, and why it may be hidden
_TextLook = tuple[Colour | None, str | None]


def _looks(addresses: list[int], objects: list[Any]) -> dict[int, _TextLook]:
    """Return what each text object looks like; all are asked before the first is looked at, which is twice as fast."""
    modes = list(map(_render_mode, objects))
    known, colours = _COLOURS.ask(_fill_colour, objects)
    states = list(zip(modes, known, *colours, strict=True))
    # A page has a thousand text objects in three or four colours.
    looks = {state: _look(*state) for state in set(states)}
    found = dict(zip(addresses, map(looks.__getitem__, states), strict=True))
    for address, mode in zip(addresses, modes, strict=True):
        if mode in _OUTLINED_MODES or mode in _BOTH_MODES:
            found[address] = _outlined(address, found[address], is_filled=mode in _BOTH_MODES)
    return found


def _look(mode: int, is_known: int, red: int, green: int, blue: int, alpha: int) -> _TextLook:  # noqa: PLR0913, PLR0917
    # A pattern or a gradient has no colour to ask for: such text is seen.
    colour = (red, green, blue) if is_known and mode not in _INVISIBLE_MODES else None
    if mode in _INVISIBLE_MODES:
        return colour, INVISIBLE
    if colour is not None and alpha < _FAINT:
        return colour, TRANSPARENT
    return colour, BACKGROUND if colour is not None and min(colour) >= _LIGHT else None


def _outlined(address: int, filled: _TextLook, *, is_filled: bool) -> _TextLook:
    """Return what text looks like whose letters have an outline: it is hidden where that is, and what it encloses."""
    colour = _COLOURS.one(_stroke_colour, argument(address))
    if colour is None:
        return None, None
    stroke = _look(pdfium.FPDF_TEXTRENDERMODE_FILL, 1, *colour)
    if not is_filled or filled == stroke:
        return stroke
    return None, filled[1] if filled[1] and stroke[1] else None


def _suspect_covered(suspects: dict[int, str], drawing: Drawing, texts: _Texts) -> None:
    """Add the words that something covers which is drawn later, and those on a fill of their own colour."""
    colours = {colour for colour, _ in texts.looks.values() if colour is not None}
    first = min((drawing.order.get(address, 0) for address in texts.looks), default=0)
    covers = [
        cover
        for cover in drawing.covers
        if cover.order >= first or cover.colour is None or any(is_same(cover.colour, colour) for colour in colours)
    ]
    places = Places(texts.words, range(len(texts.words)) if covers else ())
    for cover in covers:
        for index in places.inside(cover.box):
            order, colour = drawing.order.get(texts.objects[index]), texts.colour(index)
            if order is None or suspects.get(index) == INVISIBLE:
                continue
            if order < cover.order:
                suspects[index] = COVERED
            elif colour is not None and (cover.colour is None or is_same(colour, cover.colour)):
                suspects.setdefault(index, BACKGROUND)


def _suspect_clipped(suspects: dict[int, str], clips: dict[int, Box], texts: _Texts) -> None:
    if not clips:
        return
    for index, address in enumerate(texts.objects):
        if address in clips:
            left, top, right, bottom = clips[address]
            word = texts.words[index]
            x, y = (word.left + word.right) / 2, word.base - word.size / 4
            if not (left - _MARGIN <= x <= right + _MARGIN and top - _MARGIN <= y <= bottom + _MARGIN):
                suspects.setdefault(index, CLIPPED)


# --- proof --------------------------------------------------------------------------------------------------------


def _confirmed(suspects: dict[int, str], texts: _Texts, drawing: Drawing, box: PageBox) -> dict[int, str]:
    """Return the suspects that cannot be seen indeed."""
    covers = _covers_of(suspects, texts.words, drawing)
    layer = _layer_of_scan(covers, texts, drawing, box)
    hidden: dict[int, str] = {}
    doubtful: dict[int, str] = {}
    for index, why in suspects.items():
        around = covers.get(index, [])
        if why == INVISIBLE:
            # Such text on a picture is the text layer of a scan.
            if not any(cover.is_picture for cover in around):
                hidden[index] = why
        elif index not in layer and not _stands_out(index, texts, around, drawing):
            doubtful[index] = why
    doubtful |= hidden
    if doubtful and not drawing.has_huge_picture:
        without = {texts.objects[index] for index in doubtful}
        words = [texts.words[index] for index in doubtful]
        seen = Rendering(drawing.page, box, words, without.union(*map(drawing.twins, without)))
        hidden = {}
        for index, why in doubtful.items():
            word = texts.words[index]
            if seen.difference(word) > _VISIBLE_DIFFERENCE:
                continue
            if not seen.shows_letters(word):
                hidden[index] = why
            elif _is_drawn_again(index, texts, doubtful):
                hidden[index] = AGAIN
    return hidden


def _is_drawn_again(index: int, texts: _Texts, doubtful: Container[int]) -> bool:
    """Whether another word, which is seen, says the same in the same place."""
    word = texts.words[index]
    return any(
        other.text == word.text
        and abs(other.base - word.base) < word.size / 2
        and abs(other.left - word.left) < word.size
        for place, other in enumerate(texts.words)
        if place not in doubtful
    )


def _covers_of(suspects: dict[int, str], words: Words, drawing: Drawing) -> dict[int, list[Cover]]:
    """Return what is drawn where each of the suspects stands, in the order of drawing."""
    places = Places(words, sorted(suspects))
    found: dict[int, list[Cover]] = {}
    for cover in drawing.covers:
        for index in places.inside(cover.box):
            found.setdefault(index, []).append(cover)
    return found


def _stands_out(index: int, texts: _Texts, around: list[Cover], drawing: Drawing) -> bool:
    """Whether a light word lies on a dark fill, and nothing on it: so many headings do that drawing them takes long."""
    order, colour = drawing.order.get(texts.objects[index]), texts.colour(index)
    last = around[-1] if around else None
    if order is None or colour is None or last is None or last.colour is None or last.order > order:
        return False
    return min(colour) >= _LIGHT and min(last.colour) < _DARK


def _layer_of_scan(covers: dict[int, list[Cover]], texts: _Texts, drawing: Drawing, box: PageBox) -> set[int]:
    """Return the words that lie behind the picture of a whole page: some programs put a scan over its own text."""
    width, height = box.size()
    for picture in {cover for around in covers.values() for cover in around if cover.is_picture}:
        left, top, right, bottom = picture.box
        if (right - left) * (bottom - top) <= _SCAN_SHARE * width * height:
            continue
        behind = {
            index
            for index, around in covers.items()
            if picture in around and drawing.order.get(texts.objects[index], 0) < picture.order
        }
        if len(behind) > _SCAN_SHARE * len(texts.words):
            return behind
    return set()
