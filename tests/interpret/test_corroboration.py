"""What a resume's work says for the credentials that it claims."""

from datetime import date

from scanner.model import Candidate, Document, Evidence, Page, Via
from scanner.pipeline import pipeline_for

RESUME = """Jane Roe

Certifications
- AWS Certified Machine Learning - Specialty, 2025-03
- Project Management Professional (PMP), 2024
- Certified Kubernetes Administrator (CKA), exam booked

Experience
- Built nightly SageMaker pipelines; SageMaker again.
- Ran Kubernetes with Helm, Terraform, Ansible, Docker and Jenkins.
"""


def read(text: str) -> Candidate:
    document = Document("cv.txt", "text", text, (Page(1, 0, len(text)),))
    return pipeline_for(()).resume(document, date(2026, 11, 20))


def work(text: str, ref: str) -> tuple[Evidence, ...]:
    return next(one.corroborated_by for one in read(text).holdings if one.credential == ref)


def test_each_term_once_with_its_words_and_where_it_comes_from() -> None:
    (piece,) = [one for one in work(RESUME, "aws-ml-specialty") if one.quote == "SageMaker"]
    assert RESUME[piece.start : piece.end] == "SageMaker"
    assert (piece.via, piece.section, piece.rule) == (Via.TERM, "experience", "credentials:aws-ml-specialty")
    assert piece.before.endswith("Built nightly ")
    assert piece.after.startswith(" pipelines")


def test_plainly_none() -> None:
    assert work(RESUME, "pmi-pmp") == ()


def test_what_is_not_held_has_nothing_to_corroborate() -> None:
    assert work(RESUME, "cncf-cka") == ()
    held = work(RESUME.replace("exam booked", "2025"), "cncf-cka")
    assert [one.quote for one in held] == ["Helm", "Kubernetes", "Terraform", "Ansible", "Docker"]


def test_the_same_resume_is_read_alike_on_any_day() -> None:
    pipeline = pipeline_for(())
    document = Document("cv.txt", "text", RESUME, (Page(1, 0, len(RESUME)),))
    said = pipeline.claims(document)
    assert pipeline.settle(said, date(2026, 11, 20)) == pipeline.resume(document, date(2026, 11, 20))
    assert dict(said.corroboration).keys() == {"aws-ml-specialty", "cncf-cka"}


def test_it_never_touches_the_score() -> None:
    without = RESUME[: RESUME.index("Experience")]
    pairs = zip(read(RESUME).holdings, read(without).holdings, strict=True)
    assert all((a.credential, a.status, a.issued) == (b.credential, b.status, b.issued) for a, b in pairs)
