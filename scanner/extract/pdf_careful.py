"""The slow way into a PDF page, by pdfplumber: for pages whose characters or places pdfium has visibly wrong."""

import io
import logging

import pdfplumber

from scanner.extract.pdf_words import Word, Words

# A malformed file makes pdfminer log every object it stumbles over; the document's text is not for logs.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def words_of(data: bytes, number: int) -> Words:
    """Return the words of page `number` (from 1) in the order of the content, none where the page cannot be read."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
            found = document.pages[0].extract_words(use_text_flow=True, x_tolerance_ratio=0.15)
    except Exception:  # noqa: BLE001  (pdfminer fails in too many ways to list; the fast way's text stands then)
        return Words.of([])
    return Words.of(
        Word(word["text"], word["x0"], word["x1"], word["bottom"] - 0.2 * word["height"], word["height"], -1)
        for word in ({**one, "height": max(one["bottom"] - one["top"], 0.1)} for one in found)
    )
