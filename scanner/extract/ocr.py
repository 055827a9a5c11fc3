"""Pages that are pictures: rendered, straightened, read by tesseract, and put in order by our own layout."""

import ctypes
import os
import re
import shutil
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from scanner.extract import characters, layout
from scanner.extract.layout_runs import WIDE_GAP, Run
from scanner.extract.limits import Limits

#: what is read, as far as tesseract has it, and the small words that tell each from the others
_LANGUAGES = {
    "eng": frozenset({"and", "of", "the", "for", "with", "to", "in", "on", "from", "at"}),
    "deu": frozenset({"und", "der", "die", "mit", "für", "von", "den", "zur", "im", "bei"}),
    "fra": frozenset({"et", "des", "les", "du", "pour", "en", "une", "dans", "sur", "le"}),
    "spa": frozenset({"y", "los", "las", "el", "para", "con", "del", "en", "una", "por"}),
    "por": frozenset({"e", "da", "do", "para", "com", "em", "os", "uma", "das", "no"}),
}
_DPI = 300
_POINTS = 72
#: a page larger than this is rendered coarser (A4 at 300 dpi has 8.7 million)
_MOST_PIXELS = 16_000_000

_MIN_CONFIDENCE = 30
#: below this mean confidence a page may lie on its side
_SURE = 70
_FEW_WORDS = 12

_SKEW_REACH = 7.0
_SKEW_STEPS = (1.0, 0.25, 0.06)
_SKEW_SIZE = 800
_LEAST_SKEW = 0.15


#: what tesseract takes the mark of a list for
_MARKS = {"*", "+", "«", "»", "¢", "°", "©", "®", "e", "·", "¥", ">"}


class OcrPage(NamedTuple):
    """What was read from a picture of a page; `is_done` is False where tesseract gave up (the time was over)."""

    text: str
    is_done: bool = True


@cache
def is_available() -> bool:
    """Whether tesseract is on the PATH, with a language that we read."""
    return shutil.which("tesseract") is not None and bool(_languages())


@cache
def _languages() -> tuple[str, ...]:
    """Return the languages that tesseract has and we know, the one to begin with first."""
    try:
        installed = _binding().get_languages()
    except (OSError, RuntimeError, ValueError):
        return ()
    return tuple(language for language in _LANGUAGES if language in installed)


def _binding() -> Any:  # noqa: ANN401  (pytesseract has no types)
    # Four threads on the small matrices of one page wait for each other more than they work.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    # Only who has a scan to read waits for it.
    import pytesseract  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415

    return pytesseract


def read_page(page: Any, limits: Limits) -> OcrPage:  # noqa: ANN401  (pdfium's handle)
    """Return the text of a page that is a picture."""
    if limits.before_ocr is not None:
        limits.before_ocr()
    image = _rendered(page)
    if image is None:
        return OcrPage("", is_done=False)
    try:
        words = _words_of(image, limits)
    except (OSError, RuntimeError, ValueError, Image.DecompressionBombError):
        return OcrPage("", is_done=False)
    return OcrPage("".join(gap + run.text for gap, run in layout.arrange(_runs(words))))


# --- the picture --------------------------------------------------------------------------------------------------


def _rendered(page: Any) -> Image.Image | None:  # noqa: ANN401
    """Return the page in grey at 300 dpi, None where it has no size."""
    points = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not all(1 <= length < 200_000 for length in points):  # noqa: PLR2004
        return None
    scale = min(_DPI / _POINTS, (_MOST_PIXELS / (points[0] * points[1])) ** 0.5)
    width, height = (max(1, int(length * scale)) for length in points)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("L", (width, height), pixels, "raw", "L", stride, 1)


def skew_of(image: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, a picture must be turned for its lines to lie level.

    Level lines of text make rows that are all dark or all light: the angle at which the rows differ most is it.
    """
    small = ImageOps.invert(ImageOps.autocontrast(image))
    small.thumbnail((_SKEW_SIZE, _SKEW_SIZE), Image.Resampling.BOX)
    best, reach = 0.0, _SKEW_REACH
    for step in _SKEW_STEPS:
        count = round(reach / step)
        angles = [best + step * number for number in range(-count, count + 1)]
        best = max(angles, key=lambda angle: (_row_contrast(small, angle), -abs(angle)))
        reach = step
    return best if abs(best) >= _LEAST_SKEW else 0.0


def _row_contrast(image: Image.Image, angle: float) -> float:
    turned = image.rotate(angle, Image.Resampling.BILINEAR, fillcolor=0) if angle else image
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - other) ** 2 for one, other in pairwise(rows)))


# --- the words ----------------------------------------------------------------------------------------------------


class _Word(NamedTuple):
    """A word of the picture; lengths in pixels, `line` tells the words of one line."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


def _words_of(image: Image.Image, limits: Limits) -> list[_Word]:
    """Return the words of a picture: in English first, and again in the language that they then turn out to be in.

    English alone loses the accents of the others, and all at once take twice as long and mix them up.
    """
    image, words = _upright(image, limits)
    language = _language_of(words)
    if language == _languages()[0]:
        return [word._replace(text=_GLUED.sub(r"\1 a", word.text)) for word in words]
    again = _words(image, "+".join(dict.fromkeys((language, _languages()[0]))), limits)
    return again if _sureness(again) * len(again) > 0.9 * _sureness(words) * len(words) else words


def _language_of(words: list[_Word]) -> str:
    texts = [word.text.lower() for word in words]
    return max(_languages(), key=lambda language: sum(text in _LANGUAGES[language] for text in texts))


def _upright(image: Image.Image, limits: Limits) -> tuple[Image.Image, list[_Word]]:
    """Return a picture turned such that it can be read, and its words."""
    level = _straight(image)
    words = _words(level, _languages()[0], limits)
    if _sureness(words) >= _SURE and len(words) >= _FEW_WORDS:
        return level, words
    turn = _turn_of(image, limits)
    if not turn:
        return level, words
    turned = _straight(image.rotate(-turn, expand=True, fillcolor=255))
    found = _words(turned, _languages()[0], limits)
    is_better = _sureness(found) * len(found) > _sureness(words) * len(words)
    return (turned, found) if is_better else (level, words)


def _straight(image: Image.Image) -> Image.Image:
    angle = skew_of(image)
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255) if angle else image


def _turn_of(image: Image.Image, limits: Limits) -> int:
    """Return by how many degrees clockwise a picture must be turned to stand upright, 0 where that is not told."""
    pytesseract = _binding()
    try:
        found = pytesseract.image_to_osd(image, output_type="dict", timeout=limits.ocr_seconds)
    except (OSError, RuntimeError, ValueError):
        return 0
    return int(found.get("rotate", 0)) % 360


def _sureness(words: list[_Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0


def _words(image: Image.Image, languages: str, limits: Limits) -> list[_Word]:
    table = _binding().image_to_data(
        image, lang=languages, config="--psm 3", output_type="dict", timeout=limits.ocr_seconds
    )
    words = []
    columns = ("text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    for text, confidence, left, top, width, height, *line in zip(*(table[name] for name in columns), strict=True):
        cleaned = _corrected(characters.clean(str(text)).strip())
        if cleaned and float(confidence) >= _MIN_CONFIDENCE:
            block, paragraph, row = line
            place = (block, paragraph, row)
            words.append(_Word(cleaned, left, top, left + width, top + height, float(confidence), place))
    return words


# A capital I looks like a small l in many fonts: among capitals it is one ("ClSSP", "AzureAl", but not "Al-Hakim").
_CAPITAL_I = re.compile(r"\b(?=(?:l*[A-Z]){2})[A-Zl]*l[A-Zl]*\b|\blT\b|(?:\b|(?<=[a-z]))Al\b(?!-[A-Z][a-z])")


# In small print it reads "on a" as one word, and often.
_GLUED = re.compile(r"^(on|for|of|to|with|as|from)a$")


def _corrected(word: str) -> str:
    """Return a word with the capitals that tesseract takes for small letters."""
    return _CAPITAL_I.sub(lambda match: match[0].replace("l", "I"), word) if "l" in word else word


def _runs(words: list[_Word]) -> list[Run]:
    """Return the words in runs, in points: on one line of tesseract's, without a wide gap."""
    scale = _POINTS / _DPI
    lines: dict[tuple[int, int, int], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    runs = []
    for line in lines.values():
        line.sort(key=lambda word: word.left)
        base = median(word.bottom for word in line) * scale
        # A word's own box is as high as its letters: that of "on" tells little.
        size = 1.2 * max(median(word.bottom - word.top for word in line) * scale, 4.0)
        part: list[_Word] = []
        for word in line:
            if part and (word.left - part[-1].right) * scale > WIDE_GAP * size:
                runs.append(_run(part, base, size, scale))
                part = []
            part.append(word)
        runs.append(_run(part, base, size, scale))
    return runs


def _run(part: list[_Word], base: float, size: float, scale: float) -> Run:
    text = " ".join(word.text for word in part)
    if len(part) > 1 and part[0].text in _MARKS:
        text = f"{characters.BULLET} {text[len(part[0].text) :].lstrip(' |')}"
    return Run(text, part[0].left * scale, part[-1].right * scale, base, size)
