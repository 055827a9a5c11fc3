"""Credentials outside the catalogue: cases from `tests/cases/unlisted.yaml`, and how they match."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.catalog.unlisted import is_unlisted, reference
from scanner.model import Via
from scanner.pipeline import Pipeline
from tests.detect.reading import cases, document

AS_OF = date(2026, 11, 20)


@pytest.mark.parametrize("case", cases("unlisted"))
def test_outside_the_catalogue(pipeline: Pipeline, case: dict[str, Any]) -> None:
    holdings = pipeline.resume(document(case["text"]), AS_OF).holdings
    found = {h.credential: h.status.value for h in holdings if is_unlisted(h.credential)}
    assert found == {f"unlisted:{slug}": status for slug, status in case.get("expect", {}).items()}


def test_the_name_is_as_written_and_the_dates_are_read(pipeline: Pipeline) -> None:
    text = "Jane Roe\n\nCertifications\n- Certified Widget Analyst (CWA), issued May 2023, expires May 2027\n"
    (holding,) = pipeline.resume(document(text), AS_OF).holdings
    assert (holding.name, holding.issued, holding.expires) == ("Certified Widget Analyst (CWA)", "2023-05", "2027-05")
    (evidence,) = holding.evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert (evidence.via, evidence.confidence) == (Via.UNLISTED, 0.6)


def test_it_meets_a_requirement_that_names_the_same(pipeline: Pipeline) -> None:
    posting = pipeline.posting(document("Weaver\n\nRequirements\n- Certified Widget Analyst (CWA)\n"))
    held = pipeline.resume(document("Jane Roe\n\nCertifications\n- Certified Widget Analyst (CWA), 2023\n"), AS_OF)
    other = pipeline.resume(document("Jane Roe\n\nCertifications\n- Certified Widget Tester (CWT), 2023\n"), AS_OF)
    assert pipeline.fit(held, posting, AS_OF).required_met == 1
    assert pipeline.fit(other, posting, AS_OF).required_met == 0


@given(st.text(alphabet="AbC dé(–)-[]&", max_size=30))
def test_a_reference_is_plain(name: str) -> None:
    slug = reference(name).removeprefix("unlisted:")
    assert is_unlisted(reference(name))
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz-")
    assert reference(" ".join(name.split())) == reference(name)
