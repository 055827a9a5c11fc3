"""What a stored answer depends on besides the document: the code that read it, and the patterns that understood it."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

import scanner
from scanner.catalog import Catalog
from scanner.extract import Limits

_SCANNER = Path(scanner.__file__).parent
_READERS = ("pypdfium2", "pdfplumber", "lxml", "selectolax", "striprtf", "pytesseract")
_MATCHERS = ("spacy", "rapidfuzz")
_OCR = "tesseract"


@cache
def reader_version(limits: Limits) -> str:
    """Return a digest of what turns bytes into text: with another one, a file is read anew.

    The OCR program is part of it: a scan that had no text has some once the program is installed. So are the limits:
    what was cut off or given up may be whole with others.
    """
    ocr = shutil.which(_OCR)
    stamp = str(Path(ocr).stat().st_mtime_ns) if ocr else "-"
    numbers = [repr(getattr(limits, field.name)) for field in fields(limits) if field.name != "before_ocr"]
    return _digest(_code(("model/kinds.py", "model/documents.py", "extract")), _libraries(_READERS), stamp, *numbers)


def patterns_version(catalog: Catalog) -> str:
    """Return a digest of what turns text into meaning: with another one, a text is understood anew."""
    return _digest(_understanding(), catalog.digest)


@cache
def _understanding() -> str:
    return _digest(_code(("model", "partial_dates.py", "spans.py", "detect", "interpret")), _libraries(_MATCHERS))


def _code(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        place = _SCANNER / part
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _libraries(names: Iterable[str]) -> str:
    return " ".join(f"{name}={version(name)}" for name in names)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
