"""What is drawn on a PDF page besides its text, in the order of drawing: fills, lines, pictures, groups."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from scanner.extract.pdf_calls import Room, argument, arguments, handle_of, untyped
from scanner.extract.pdf_page import PageBox
from scanner.extract.pdf_words import Words

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

_MAX_OBJECTS = 20_000
_MAX_DEPTH = 8
#: what is lower or narrower than this (in points) is a line or a dot, behind which no word hides
_LEAST_SIDE = 4.0
#: what is behind a fill of this opacity (of 255) may not be seen any more
_OPAQUE = 216
#: text objects that stand closer than this are one text drawn twice
_SAME_PLACE = 1.5

_object_at = untyped(pdfium.FPDFPage_GetObject, ctypes.c_size_t)
_form_object_at = untyped(pdfium.FPDFFormObj_GetObject, ctypes.c_size_t)
_kind_of = untyped(pdfium.FPDFPageObj_GetType)
_bounds_of = untyped(pdfium.FPDFPageObj_GetBounds)
_fill_colour = untyped(pdfium.FPDFPageObj_GetFillColor)
_draw_mode = untyped(pdfium.FPDFPath_GetDrawMode)
_matrix_of = untyped(pdfium.FPDFPageObj_GetMatrix)
_clip_of = untyped(pdfium.FPDFPageObj_GetClipPath, ctypes.c_size_t)
_paths_of_clip = untyped(pdfium.FPDFClipPath_CountPaths)
_is_transparent = untyped(pdfium.FPDFPageObj_HasTransparency)
_stroke_width = untyped(pdfium.FPDFPageObj_GetStrokeWidth)
# left, bottom, right, top; red, green, blue, alpha; how a path is filled and whether its line is drawn
_BOUNDS = Room(ctypes.c_float, 4, places=4)
_COLOURS = Room(ctypes.c_uint, 4, places=4)
_MODES = Room(ctypes.c_int, 2, places=2)
_WIDTHS = Room(ctypes.c_float, 1)
_MATRICES = Room(ctypes.c_float, 6)


class Cover(NamedTuple):
    """Something drawn over a part of the page."""

    #: its place in the order of drawing
    order: int
    box: Box
    #: None for what has no single colour, or does not fill its box: a picture, a gradient, a broad line
    colour: Colour | None
    is_picture: bool


class Drawing:
    """A page's objects in the order of drawing; what stands in groups is taken out of them."""

    def __init__(self, page: Any, box: PageBox, texts: Container[int]) -> None:  # noqa: ANN401  (pdfium's handle)
        """Take the objects of a page, some of which are known to be `texts`: the others are asked what they are."""
        self.page = page
        self._box = box
        self.has_huge_picture = False
        #: text objects in groups that may be drawn as if they were glass
        self.in_glass: set[int] = set()
        #: address of a text object -> its place in the order of drawing
        self.order: dict[int, int] = {}
        self.covers: list[Cover] = []
        count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
        objects = list(map(_object_at, repeat(handle_of(page)), range(count)))
        kinds = [pdfium.FPDF_PAGEOBJ_TEXT] * count
        unknown = [index for index, one in enumerate(objects) if one not in texts]
        for index, kind in zip(unknown, map(_kind_of, arguments([objects[index] for index in unknown])), strict=True):
            kinds[index] = kind
        self._objects, self._kinds = objects, kinds
        if kinds.count(pdfium.FPDF_PAGEOBJ_FORM):
            self._take(self._flat(objects, kinds, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0))
        elif kinds.count(pdfium.FPDF_PAGEOBJ_TEXT) != count:
            self._take_covers(
                [index for index, kind in enumerate(kinds) if kind != pdfium.FPDF_PAGEOBJ_TEXT], objects, kinds
            )
            if self.covers:
                self.order = dict(zip(objects, range(count), strict=True))

    def _take_covers(self, others: list[int], objects: Sequence[int], kinds: Sequence[int]) -> None:
        """Take what is large enough to hide a word: a page may have thousands of dots and lines that are not."""
        known, boxes = _bounds([objects[index] for index in others])
        for index, is_known, left, bottom, right, top in zip(others, known, *boxes, strict=True):
            if is_known and right - left >= _LEAST_SIDE and top - bottom >= _LEAST_SIDE:
                self._take_cover(index, objects[index], kinds[index], (left, bottom, right, top))

    def _flat(
        self, objects: Sequence[int], kinds: Sequence[int], matrix: "Matrix", depth: int
    ) -> Iterator[tuple[int, int, "Matrix"]]:
        """Yield objects with their kinds, those of a group in its place, each with the matrix that it is drawn by."""
        for one, kind in zip(objects, kinds, strict=True):
            if kind != pdfium.FPDF_PAGEOBJ_FORM:
                yield one, kind, matrix
            elif depth < _MAX_DEPTH:
                form = ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)
                count = min(pdfium.FPDFFormObj_CountObjects(form), _MAX_OBJECTS)
                inner = list(map(_form_object_at, repeat(argument(one)), range(max(0, count))))
                if _is_transparent(argument(one)):
                    self.in_glass.update(inner)
                kinds_in = list(map(_kind_of, arguments(inner)))
                yield from self._flat(inner, kinds_in, _product(_matrix(one), matrix), depth + 1)

    def _take(self, objects: Iterable[tuple[int, int, "Matrix"]]) -> None:
        for order, (one, kind, matrix) in enumerate(objects):
            if order >= _MAX_OBJECTS:
                return
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.order[one] = order
            elif bounds := _BOUNDS.one(_bounds_of, argument(one)):
                self._take_cover(order, one, kind, _moved(bounds, matrix))

    def _take_cover(self, order: int, one: int, kind: int, bounds: Box) -> None:
        left, bottom, right, top = bounds
        if right - left < _LEAST_SIDE or top - bottom < _LEAST_SIDE:
            return
        colour: Colour | None = None
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            fill, has_line = _MODES.one(_draw_mode, argument(one)) or (pdfium.FPDF_FILLMODE_NONE, False)
            if fill == pdfium.FPDF_FILLMODE_NONE:
                # Of a frame only the line is drawn: where that is, its box does not tell.
                width = _WIDTHS.one(_stroke_width, argument(one)) if has_line else None
                if width is None or width[0] < _LEAST_SIDE:
                    return
            elif fill_colour := _COLOURS.one(_fill_colour, argument(one)):
                *colours, alpha = fill_colour
                if alpha < _OPAQUE:
                    return
                red, green, blue = colours
                colour = (red, green, blue)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_huge_picture = self.has_huge_picture or _pixels_of(one) > _MOST_SOURCE_PIXELS
        place = self._box.turned(left, bottom, right, top)
        self.covers.append(Cover(order, place, colour, kind == pdfium.FPDF_PAGEOBJ_IMAGE))

    def twins(self, address: int) -> list[int]:
        """Return the text objects in the same place as one: pdfium reads of text that is drawn twice the first only.

        A shadow, or a text that was covered and written again, is not hidden by what it is drawn under.
        """
        place = self._places.get(address)
        return [] if place is None else [one for one in self._in_place[place] if one != address]

    @cached_property
    def _places(self) -> dict[int, tuple[int, ...]]:
        """Where each text object stands, so coarsely that the same place is the same key."""
        texts = [one for one, kind in zip(self._objects, self._kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
        known, boxes = _bounds(texts)
        places = zip(*([round(length / _SAME_PLACE) for length in side] for side in boxes), strict=True)
        return {one: place for one, is_known, place in zip(texts, known, places, strict=True) if is_known}

    @cached_property
    def _in_place(self) -> dict[tuple[int, ...], list[int]]:
        found: dict[tuple[int, ...], list[int]] = {}
        for one, place in self._places.items():
            found.setdefault(place, []).append(one)
        return found

    def clips(self, objects: Iterable[int], handles: Iterable[Any]) -> dict[int, Box]:
        """Return the box that each of these text objects is clipped to, where it is; `handles` are theirs."""
        found: dict[int, Box] = {}
        known: dict[int | None, Box | None] = {}
        clips = list(map(_clip_of, handles))
        counts = map(_paths_of_clip, arguments(clips))
        for one, clip in [(one, clip) for one, clip, count in zip(objects, clips, counts, strict=True) if count > 0]:
            # Objects share their clips: the word at the handle is the address of what they share. It only saves
            # asking again for each of the many objects of one clip.
            shared = ctypes.c_void_p.from_address(clip).value
            if shared not in known:
                known[shared] = self._clip_box(clip)
            box = known[shared]
            if box is not None:
                found[one] = box
        return found

    def _clip_box(self, clip: int) -> Box | None:
        """Return the box that all paths of a clip have in common, in the page's own coordinates."""
        handle = ctypes.cast(clip, pdfium.FPDF_CLIPPATH)
        boxes: list[Box] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(min(pdfium.FPDFClipPath_CountPaths(handle), 16)):
            points: list[tuple[float, float]] = []
            for segment in range(min(pdfium.FPDFClipPath_CountPathSegments(handle, path), 64)):
                pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(handle, path, segment), x, y)
                points.append((x.value, y.value))
            if points:
                boxes.append(_around(points))
        if not boxes:
            return None
        left, bottom, right, top = (list(side) for side in zip(*boxes, strict=True))
        return self._box.turned(max(left), max(bottom), min(right), min(top))


def _bounds(objects: Sequence[int]) -> tuple[list[int], list[list[float]]]:
    """Return whether each object has bounds, and their left, bottom, right, top."""
    return _BOUNDS.ask(_bounds_of, arguments(objects))


def leaves(page: Any) -> Iterator[int]:  # noqa: ANN401
    """Yield the objects of a page and of its groups, without the groups themselves."""
    handle = handle_of(page)
    waiting = [(_object_at(handle, index), 0) for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))]
    for one, depth in waiting:
        if _kind_of(argument(one)) != pdfium.FPDF_PAGEOBJ_FORM:
            yield one
        elif depth < _MAX_DEPTH and len(waiting) < _MAX_OBJECTS:
            count = pdfium.FPDFFormObj_CountObjects(ctypes.cast(one, pdfium.FPDF_PAGEOBJECT))
            waiting += [
                (_form_object_at(argument(one), index), depth + 1) for index in range(max(0, min(count, _MAX_OBJECTS)))
            ]


#: a, b, c, d, e, f as PDF writes them
Matrix = tuple[float, float, float, float, float, float]

_MOST_SOURCE_PIXELS = 60_000_000


def _matrix(form: int) -> Matrix:
    a, b, c, d, e, f = _MATRICES.one(_matrix_of, argument(form)) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return a, b, c, d, e, f


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _pixels_of(picture: int) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(ctypes.cast(picture, pdfium.FPDF_PAGEOBJECT), width, height)
    return width.value * height.value


class Places:
    """The words of a page by their height on it: those behind or on a box are found without looking at all."""

    def __init__(self, words: Words, chosen: Iterable[int]) -> None:
        """Take those of the words that are chosen."""
        self._words = words
        self._by_base = sorted(chosen, key=words.bases.__getitem__)
        self._bases = [words.bases[index] for index in self._by_base]

    def inside(self, box: Box) -> list[int]:
        """Return the words whose middle lies in a box."""
        left, top, right, bottom = box
        words = self._words
        # No word's middle is further than its height from its baseline; the largest letters have 200 points.
        first, end = bisect_left(self._bases, top), bisect_right(self._bases, bottom + 60)
        return [
            index
            for index in self._by_base[first:end]
            if left <= (words.lefts[index] + words.rights[index]) / 2 <= right
            and top <= words.bases[index] - words.sizes[index] / 4 <= bottom
        ]
