"""A credential that only hidden text names is shown as hidden; one that stands on the page too is not."""

from dataclasses import replace
from datetime import date

from scanner.model import Document, HiddenText, Layer, Page
from scanner.pipeline import Pipeline

AS_OF = date(2026, 11, 20)
TEXT = "Jane Roe\n\nCertifications\nCKA, May 2025\n"
PAGE = Document("cv.pdf", "pdf", TEXT, (Page(1, 0, len(TEXT)),))


def test_what_only_hidden_text_says_is_marked(pipeline: Pipeline) -> None:
    hidden = HiddenText(1, "AWS Certified Developer – Associate, CKA", "in the colour of the background")
    holdings = {h.credential: h for h in pipeline.resume(replace(PAGE, hidden=(hidden,)), AS_OF).holdings}
    assert not holdings["cncf-cka"].hidden
    assert holdings["aws-developer-associate"].hidden
    piece = holdings["aws-developer-associate"].evidence[0]
    assert piece.layer is Layer.HIDDEN
    assert hidden.text[piece.start : piece.end] == piece.quote


def test_nothing_is_hidden_on_a_plain_page(pipeline: Pipeline) -> None:
    assert [h.hidden for h in pipeline.resume(PAGE, AS_OF).holdings] == [False]
