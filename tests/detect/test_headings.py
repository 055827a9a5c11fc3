from typing import Any

import pytest

from scanner.model import Annotations, Section
from tests.detect.reading import cases, detect


def _sections(annotations: Annotations) -> list[str | None]:
    return [
        _in_words(section)
        for section in annotations.sections
        if section.kind or any(c.isalpha() for c in annotations.document.text[section.start : section.end])
    ]


def _in_words(section: Section) -> str | None:
    says = section.strength or (section.cue and section.cue.category)
    return f"{section.kind} {says}" if says else section.kind


@pytest.mark.parametrize("case", cases("headings"))
def test_case(case: dict[str, Any]) -> None:
    assert _sections(detect(case["text"], case.get("of", "resume"))) == case["sections"]


def test_sections_cover_the_text_without_gaps() -> None:
    text = "Jane Roe\n\nCertifications\nCKA\n\nSkills: Go\n"
    sections = detect(text).sections
    assert [section.start for section in sections] == [0, text.index("Certifications"), text.index("Skills")]
    assert [section.end for section in sections] == [*(section.start for section in sections[1:]), len(text)]
    assert all(section.start <= section.body <= section.end for section in sections)


def test_the_body_begins_behind_the_heading() -> None:
    text = "Certifications: CKA"
    (section,) = detect(text).sections
    assert text[section.body :].strip() == "CKA"
