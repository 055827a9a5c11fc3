"""Hand-made results, as the stages before would hand them over; a builder takes what a test wants to be different."""

# ruff: noqa: A004, ANN401  (Warning is the contract's word; a builder takes any field)

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from scanner.model import (
    Advice,
    Candidate,
    Change,
    Considered,
    CredentialStatus,
    CreditReason,
    Door,
    Evidence,
    Finding,
    Fit,
    Holding,
    Outcome,
    Person,
    Posting,
    Reason,
    Requirement,
    RequirementFit,
    Results,
    Skipped,
    Status,
    Strength,
    Unreadable,
    Via,
    Warning,
    WhatIf,
)

Render = Callable[..., str]

SCHEMA_NAMES = ("accuracy-1", "market-report-1", "scan-report-1", "posting-report-1", "replay-1", "text-1")
SCHEMAS: dict[str, Any] = {
    name: json.loads(files("scanner").joinpath(f"schemas/{name}.schema.json").read_text("utf-8"))
    for name in SCHEMA_NAMES
}

NAMES = {
    "aws-ml-specialty": "AWS Certified Machine Learning – Specialty",
    "aws-ml-engineer-associate": "AWS Certified Machine Learning Engineer – Associate",
    "aws-solutions-architect-associate": "AWS Certified Solutions Architect – Associate",
    "cncf-cka": "Certified Kubernetes Administrator (CKA)",
    "google-ml-engineer": "Google Cloud Professional Machine Learning Engineer",
    "deeplearning-specialization": "DeepLearning.AI Deep Learning Specialization",
    "azure-ai-900": "Microsoft Certified: Azure AI Fundamentals",
    "gcp/*": "any Google Cloud certification",
    "ml/*": "any machine learning certification",
}


def catalog_name(ref: str) -> str:
    return NAMES.get(ref, ref.removeprefix("unlisted:"))


def evidence(quote: str = "AWS Certified Machine Learning – Specialty", **facts: Any) -> Evidence:
    start = facts.pop("start", 812)
    given = {"page": 1, "start": start, "end": start + len(quote), "via": Via.NAME, "confidence": 0.99}
    return Evidence(quote, **{**given, **facts})


def holding(credential: str = "aws-ml-specialty", status: Status = Status.HELD, **facts: Any) -> Holding:
    name = NAMES.get(credential, credential)
    facts.setdefault("evidence", (evidence(name, section="certifications"),))
    return Holding(credential, facts.pop("name", name), status, **facts)


def requirement(
    ident: str = "r1", *any_of: str, strength: Strength = Strength.REQUIRED, quote: str | None = None, **facts: Any
) -> Requirement:
    any_of = any_of or ("aws-ml-specialty",)
    words = quote or " or ".join(NAMES.get(ref, ref) for ref in any_of)
    return Requirement(ident, strength, any_of, (evidence(words, page=1, start=120),), **facts)


def posting(**facts: Any) -> Posting:
    given = {"source": "jobs/ml-engineer.txt", "title": "Senior Machine Learning Engineer"}
    asked = (
        requirement("r1", "aws-ml-specialty", "gcp/*", quote="AWS ML Specialty or a Google Cloud certification"),
        requirement("r2", "cncf-cka", quote="Certified Kubernetes Administrator", alternative="experience"),
        requirement("r3", "deeplearning-specialization", strength=Strength.PREFERRED,
                    quote="DeepLearning.AI specialization"),
        requirement("r4", "azure-ai-900", strength=Strength.PREFERRED, quote="AI-900"),
    )  # fmt: skip
    finding = Finding("retired-credential", "error", "AWS Certified Machine Learning – Specialty was retired on "
                      "2026-03-31: nobody can take it any more.", "r1",
                      "accept AWS Certified Machine Learning Engineer – Associate as well")  # fmt: skip
    return Posting(**{**given, "requirements": asked, "findings": (finding,), **facts})


def outcome(ident: str = "r1", credit: float = 1.0, *by: str, **facts: Any) -> RequirementFit:
    met = credit >= 0.8
    given = {
        "outcome": Outcome.MET if met else Outcome.UNMET,
        "reason": CreditReason.HELD if met else CreditReason.NONE,
        "because": f"Holds {' and '.join(NAMES.get(ref, ref) for ref in by)}." if by else "Nothing held satisfies it.",
    }
    given.update(facts)
    return RequirementFit(ident, credit=credit, satisfied_by=by, **given)


def advice(credential: str = "aws-ml-engineer-associate", **facts: Any) -> Advice:
    given: dict[str, Any] = {
        "name": NAMES.get(credential, credential), "closes": ("r1",), "cost_usd": (150, 150), "study_hours": (60, 100),
        "hours_estimated": False, "salary_impact_usd": None, "score_after": 100.0, "path": (credential,),
        "notes": ("Its exam asks for Amazon SageMaker in practice: pair it with one real project.",),
        "sources": ("https://aws.amazon.com/certification/certified-machine-learning-engineer-associate/",),
    }  # fmt: skip
    return Advice(credential, **{**given, **facts})


def fit(*requirements: RequirementFit, score: float | None = 72.5, **facts: Any) -> Fit:
    """Give a fit with the posting above; the first two requirements are required."""
    met = [each.outcome is Outcome.MET for each in requirements]
    counts = {"required_met": sum(met[:2]), "required_total": len(met[:2])}
    counts |= {"preferred_met": sum(met[2:]), "preferred_total": len(met[2:])}
    given = {"posting": "jobs/ml-engineer.txt", "confidence": 0.97, **counts}
    return Fit(score=score, requirements=requirements, **{**given, **facts})


def candidate(source: str = "resumes/ana-silva.pdf", **facts: Any) -> Candidate:
    given = {"person": Person("Ana Silva", "ana.silva@example.com"), "holdings": (holding(),)}
    return Candidate(source, **{**given, **facts})


def candidates() -> tuple[Candidate, ...]:
    return (
        candidate(
            holdings=(
                holding(issued="2024-03", expires="2027-03", expires_basis="validity",
                        credential_status=CredentialStatus.RETIRED, corroborated_by=(evidence("SageMaker"),)),
                holding("cncf-cka", issued="2025-06", expires="2027-06"),
                holding("deeplearning-specialization", issued="2022"),
                holding("azure-ai-900", issued="2023"),
            ),
            fits=(fit(*(outcome(r, 1.0, c) for r, c in (
                ("r1", "aws-ml-specialty"), ("r2", "cncf-cka"), ("r3", "deeplearning-specialization"),
                ("r4", "azure-ai-900"))), score=100.0, confidence=0.99),),
        ),
        candidate(
            "resumes/2026/bruno-okafor_cv_final_v3.pdf",
            person=Person("Bruno Okafor", "bruno@example.org", "+44 20 7946 0000", ("https://github.com/example",)),
            holdings=(
                holding("cncf-cka", issued="2024-11"),
                holding("aws-ml-specialty", Status.EXPIRED, issued="2021-02", expires="2024-02",
                        credential_status=CredentialStatus.RETIRED,
                        evidence=(evidence("AWS Certified Machine Learning – Specialty, Feb 2021 – Feb 2024", page=2,
                                           section="certifications", cue="Feb 2024", rule="cues.yaml:until"),)),
                holding("google-ml-engineer", Status.IN_PROGRESS, expires=None, evidence=(evidence(
                    "Studying for the Google Cloud Professional Machine Learning Engineer", page=1, section="summary",
                    cue="Studying for", rule="cues.yaml:studying for", confidence=0.93),)),
                holding("aws-solutions-architect-associate", issued="2023-05", expires="2026-05"),
                holding("deeplearning-specialization"),
                holding("azure-ai-900", Status.NOT_HELD),
            ),
            warnings=(Warning("ocr", "Page 2 is a picture: its text was recognised and may be wrong.", "Cert1fied"),),
            fits=(fit(
                outcome("r1", 0.5, "google-ml-engineer", reason=CreditReason.IN_PROGRESS,
                        because="Google Cloud Professional Machine Learning Engineer is in progress."),
                outcome("r2", 1.0, "cncf-cka"), outcome("r3", 1.0, "deeplearning-specialization"), outcome("r4", 0.0),
                score=70.0, confidence=0.93,
                advice=(
                    advice("google-ml-engineer", cost_usd=(200, 200), study_hours=(40, 60), hours_estimated=True,
                           score_after=90.0, salary_impact_usd=(10000, 15000)),
                    advice(score_after=90.0),
                    advice("azure-ai-900", closes=("r4",), cost_usd=(99, 165), study_hours=None, score_after=79.0,
                           path=("ml/*", "azure-ai-900"), notes=(), sources=()),
                )),),
        ),
        candidate(
            "resumes/chen.pdf", person=Person("Chén Wěi 陈伟"), holdings=(),
            fits=(fit(
                outcome("r1", 0.0), outcome("r2", 0.0, outcome=Outcome.OPEN, because="Experience may stand in for it."),
                outcome("r3", 0.0), outcome("r4", 0.0), score=0.0, confidence=1.0,
                advice=(advice(score_after=80.0),)),),
        ),
        candidate(
            "resumes/dubious.pdf", person=Person(),
            holdings=(holding("cncf-cka", Status.PLANNED), holding("aws-ml-specialty", hidden=True)),
            warnings=(Warning("hidden-text", "Page 1 holds text that a reader can't see.", "AWS Certified ML"),
                      Warning("same-person", "resumes/other.pdf has the same e-mail address.")),
            fits=(fit(outcome("r1", 0.0), outcome("r2", 0.0), outcome("r3", 0.0), outcome("r4", 0.0), score=0.0,
                      confidence=1.0, advice=(advice(score_after=40.0, cost_usd=None, study_hours=None),)),),
        ),
    )  # fmt: skip


def results(**facts: Any) -> Results:
    given: dict[str, Any] = {
        "as_of": "2026-11-20",
        "postings": (posting(),),
        "candidates": candidates(),
        "unreadable": (
            Unreadable("resumes/locked.pdf", Reason.ENCRYPTED, "It is protected with a password: save a copy without "
                       "one and scan that."),
            Unreadable("resumes/scan-0042.pdf", Reason.NO_TEXT, "Its pages are pictures: install tesseract-ocr, and "
                       "it is read with --ocr."),
        ),
        "skipped": (Skipped("resumes/photo.heic"), Skipped("resumes/old.doc")),
        "manifest": (
            ("version", "0.1.0"), ("patterns", "sha256:00"), ("weights", (("held", 1.0), ("none", 0.0))),
            ("inputs", (("resumes/ana-silva.pdf", "sha256:11"),)),
        ),
    }  # fmt: skip
    return Results(**{**given, **facts})


def hostile(text: str, **facts: Any) -> Results:
    """Give results in which everything that can come from a document or a file name is `text`."""
    quoted = evidence(text, cue=text, section=text, rule=text)
    asked = (
        Requirement("r1", Strength.REQUIRED, (f"unlisted:{text}",), (quoted,), alternative=text, examples=(text,)),
        Requirement("r2", Strength.PREFERRED, (text, text), (quoted, quoted), at_least=2),
    )
    held = [
        Holding(f"unlisted:{text}", text, status, (quoted, quoted, quoted), verify_url=text, corroborated_by=(quoted,))
        for status in Status
    ]
    step = advice(name=text, path=(text, text), notes=(text,), sources=(text,), closes=(text,))
    weighed = (Considered(text, text, 0.5, CreditReason.IN_PROGRESS, text),)
    outcomes = (
        outcome("r1", 0.5, f"unlisted:{text}", because=text, considered=weighed),
        outcome("r2", 0.0, because=text),
    )
    fits = (fit(*outcomes, posting=text, advice=(step,), calculation=text),)
    someone = candidate(text, person=Person(text, text, text, (text,)), holdings=tuple(held), fits=fits,
                        warnings=(Warning("ocr", text, text), Warning("other", text)))  # fmt: skip
    job = Posting(text, text, asked, (Finding("odd", "note", text, "r1", text),))
    return results(**{
        "postings": (job,), "candidates": (someone, someone), "skipped": (Skipped(text),),
        "unreadable": (Unreadable(text, Reason.DAMAGED, text),),
        "doors": (Door(text, text, (text,), None, None, path=(text, text)),),
        "what_if": (WhatIf(text, text, Change.ACCEPT, text, 1, text),), **facts,
    })  # fmt: skip
