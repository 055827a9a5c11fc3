"""A link to a badge belongs to the credential that it stands under or behind, and is never fetched."""

from dataclasses import replace
from datetime import date

import pytest

from scanner.model import Document, Link, Page
from scanner.pipeline import Pipeline

TEXT = "Certifications\nCKA, May 2025, show badge\nPMP, June 2024\n"
PAGE = Document("cv.pdf", "pdf", TEXT, (Page(1, 0, len(TEXT)),))
BADGE = "https://www.credly.com/badges/0000"


@pytest.mark.parametrize("words", ["CKA", "show badge"])
def test_a_badge_is_the_verification_of_its_credential(pipeline: Pipeline, words: str) -> None:
    start = TEXT.index(words)
    document = replace(PAGE, links=(Link(start, start + len(words), BADGE),))
    urls = {h.credential: h.verify_url for h in pipeline.resume(document, date(2026, 11, 20)).holdings}
    assert urls == {"cncf-cka": BADGE, "pmi-pmp": None}


@pytest.mark.parametrize("url", ["https://example.com/cka", "https://notcredly.com/x", "mailto:jane@example.com"])
def test_other_links_verify_nothing(pipeline: Pipeline, url: str) -> None:
    document = replace(PAGE, links=(Link(TEXT.index("CKA"), TEXT.index("CKA") + 3, url),))
    assert all(h.verify_url is None for h in pipeline.resume(document, date(2026, 11, 20)).holdings)
