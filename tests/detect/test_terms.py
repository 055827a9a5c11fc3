"""Terms of a field: found in the work that a resume describes, and nowhere else."""

import pytest

from scanner.catalog import Catalog
from scanner.catalog.terms import all_terms, terms_of
from scanner.model import Document, Page
from scanner.pipeline import pipeline_for

CATALOG: Catalog = pipeline_for(()).catalog


def found(text: str, of: str = "resume") -> list[tuple[str, str]]:
    document = Document("cv.txt", "text", text, (Page(1, 0, len(text)),))
    seen = pipeline_for(())._detector.detect(document, of=of)
    return [(text[hit.start : hit.end], hit.term) for hit in seen.terms]


def resume(line: str, heading: str = "Experience") -> str:
    return f"Jane Roe\n\n{heading}\n- {line}\n"


def test_terms_stand_as_written_in_the_document() -> None:
    assert found(resume("Built a feature\nstore on SPARK.")) == [
        ("feature\nstore", "feature store"),
        ("SPARK", "Spark"),
    ]


@pytest.mark.parametrize("heading", ["Experience", "Projects", "Berufserfahrung"])
def test_sections_on_work_count(heading: str) -> None:
    assert found(resume("Ran Kubernetes clusters.", heading)) == [("Kubernetes", "Kubernetes")]


@pytest.mark.parametrize("heading", ["Skills", "Certifications", "Education", "Summary", "Interests"])
def test_no_other_section_does(heading: str) -> None:
    assert found(resume("Ran Kubernetes clusters.", heading)) == []


@pytest.mark.parametrize("line", ["A spark of joy.", "Moved to San Diego.", "Net revenue rose.", "Data. Pipelines."])
def test_words_that_only_look_like_terms(line: str) -> None:
    assert found(resume(line)) == []


def test_the_name_of_a_credential_is_no_work() -> None:
    assert found(resume("Passed the AWS Certified Developer Associate exam.")) == []


def test_a_posting_has_none() -> None:
    assert found(resume("Ran Kubernetes clusters."), of="posting") == []


@pytest.mark.parametrize("term", sorted(all_terms(CATALOG)))
def test_every_term_is_found(term: str) -> None:
    line = f"Worked with {term} every day."
    assert term in {hit for _, hit in found(resume(line))} or any(term in other for _, other in found(resume(line)))


def test_every_credential_has_terms() -> None:
    assert [one.id for one in CATALOG if not terms_of(CATALOG, one.id)] == []


def test_its_own_terms_come_before_those_of_its_families() -> None:
    terms = terms_of(CATALOG, "aws-ml-specialty")
    assert terms["SageMaker"] == "credentials:aws-ml-specialty"
    assert terms["EC2"] == "families.yaml:aws"
    assert "vSphere" not in terms


def test_an_issuer_speaks_only_where_no_field_is_known() -> None:
    assert "SQL Server" in terms_of(CATALOG, "ms-mcse")
    assert "SharePoint" not in terms_of(CATALOG, "ms-azure-administrator-associate")


def test_a_family_has_its_terms_and_an_unknown_name_has_none() -> None:
    assert "EC2" in terms_of(CATALOG, "aws/*associate")
    assert terms_of(CATALOG, "unlisted:widget") == {}
