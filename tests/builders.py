"""A small catalogue, and one-statement helpers for holdings, requirements, candidates and postings.

The catalogue holds one credential for each thing that can matter to the score and the advice, so that the tests of
these do not move with the facts in patterns/; the weights and the bands of hours are the shipped ones.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from scanner.catalog import Catalog, Cost, Credential, Families, Family, builtin_patterns
from scanner.catalog.advice_rules import read_advice_rules
from scanner.catalog.check_rules import read_check_rules
from scanner.catalog.language import read_language
from scanner.catalog.weights import read_weights
from scanner.catalog.yaml_reader import Problems, read_yaml
from scanner.model import (
    Candidate,
    Evidence,
    Holding,
    Person,
    Posting,
    Requirement,
    Status,
    Strength,
    Via,
    Warning,  # noqa: A004
)

AS_OF = date(2026, 11, 20)
CASES = Path(__file__).parent / "cases"

_RANK = {"foundational": 1, "practitioner": 2, "associate": 2, "professional": 3, "specialty": 3, "expert": 4}
_FAMILIES = (
    Family("aws", "platform", ("AWS",), prefixes=("aws",)),
    Family("azure", "platform", ("Azure",), prefixes=("azure",)),
    Family("gcp", "platform", ("Google Cloud",), prefixes=("gcp",)),
    Family("kubernetes", "platform", ("Kubernetes",)),
    Family("tensorflow", "platform", ("TensorFlow",)),
    Family("cloud", "field", ("cloud",), includes=("aws", "azure", "gcp")),
    Family("ml", "field", ("machine learning",), includes=("tensorflow",)),
    Family("devops", "field", ("DevOps",), includes=("kubernetes",)),
    Family("security", "field", ("security",)),
    Family("pm", "field", ("project management",)),
    Family("microsoft", "issuer", ("Microsoft",), includes=("azure",), prefixes=("ms",)),
    Family("empty", "issuer", ("Empty",)),
    Family("dod-8140", "list", ("DoD 8140",), levels=("iat-1", "iat-2", "iat-3", "iam-3")),
    Family("driving-licence", "licence", ("driving licence",)),
)


def credential(ref: str, families: str = "", level: str | None = None, **facts: object) -> Credential:
    known: dict[str, object] = {
        "name": f"The {ref}",
        "issuer": "Issuer",
        "kind": "certification",
        "checked_on": "2026-11-20",
        "confidence": "high",
    }
    return Credential(id=ref, families=tuple(families.split()), level=level, **{**known, **facts})  # type: ignore[arg-type]


def usd(price: float) -> Cost:
    return Cost(usd=price)


CREDENTIALS = (
    credential("aws-practitioner", "", "foundational", cost=usd(100), study_hours=(20, 40)),
    credential("aws-sa", "", "associate", cost=usd(150), study_hours=(60, 100)),
    credential("aws-dev", "", "associate", cost=usd(150)),
    credential("aws-sa-pro", "", "professional", cost=usd(300), study_hours=(100, 150), covers=("aws-sa",)),
    credential(
        "aws-ml-old", "ml", "specialty", cost=usd(300), study_hours=(80, 120), launched="2019-03",
        retired_on="2026-03-31", successors=("aws-mle", "aws-genai"), validity_months=36, validity_known=True,
    ),
    credential("aws-mle", "ml", "associate", cost=usd(150), study_hours=(50, 100), launched="2024-10"),
    credential("aws-genai", "ml", "professional", cost=usd(300), study_hours=(80, 100), launched="2026-04-14"),
    credential("azure-admin", "", "associate", cost=usd(165), study_hours=(50, 80)),
    credential("azure-architect", "", "expert", cost=usd(165), study_hours=(80, 120), prerequisites=("azure-admin",)),
    credential("azure-ai-old", "ml", "associate", retired_on="2026-06-30", successors=("azure-ai",)),
    credential(
        "azure-ai", "ml", "associate", cost=usd(165), study_hours=(40, 60), validity_months=12, validity_known=True
    ),
    credential("gcp-ml", "ml", "professional", cost=usd(200), study_hours=(80, 100), unverified=("cost",)),
    credential("k8s-admin", "kubernetes", "professional", cost=usd(445), study_hours=(50, 110)),
    credential("k8s-security", "kubernetes", "professional", cost=usd(445), prerequisites=("k8s-admin",)),
    credential("devops-leaving", "devops", "associate", cost=usd(100), study_hours=(40, 60), retired_on="2026-12-31"),
    credential("devops-coming", "devops", "associate", cost=usd(100), study_hours=(40, 60), launched="2027-06"),
    credential("sec-basic", "security dod-8140/*iat-2", "associate", cost=usd(425)),
    credential("sec-expert", "security dod-8140/*iat-3 dod-8140/*iam-3", "expert", study_hours=(150, 285)),
    credential("pm-pro", "pm", "professional", cost=usd(675), study_hours=(100, 200)),
    credential("pm-start", "pm", "foundational", cost=usd(225), study_hours=(30, 50)),
    credential("dl-course", "ml", None, kind="specialization", cost=Cost(usd_per_month=49, months=(2, 4))),
    credential("tf-dev", "tensorflow ml", None, retired_on="2024-05-31"),
    credential("driving", "driving-licence", None, kind="licence", cost=usd(50)),
)  # fmt: skip


def build_catalog(credentials: Iterable[Credential] = CREDENTIALS) -> Catalog:
    """Return a catalogue of the given credentials, with the shipped weights and rules of advice."""
    by_id = {one.id: one for one in credentials}
    problems = Problems()
    weights = read_yaml(builtin_patterns() / "fit.yaml", problems)
    advice = read_yaml(builtin_patterns() / "advice.yaml", problems)
    check = read_yaml(builtin_patterns() / "check.yaml", problems)
    assert weights is not None
    assert advice is not None
    assert check is not None
    read = read_weights(weights), read_advice_rules(advice), read_check_rules(check)
    assert read[0] is not None
    assert read[1] is not None
    assert read[2] is not None
    assert not problems.found
    language = read_language(lambda _: [])
    return Catalog(by_id, Families(_FAMILIES, _RANK, by_id), language, *read, digest="")


CATALOG = build_catalog()


def evidence(quote: str, confidence: float = 0.99, **facts: object) -> Evidence:
    return Evidence(quote, 1, 0, len(quote), Via.NAME, confidence, **facts)  # type: ignore[arg-type]


def holding(ref: str, status: str = "held", confidence: float = 0.99, **facts: object) -> Holding:
    known: dict[str, object] = {"name": f"The {ref}", "evidence": (evidence(ref, confidence),)}
    return Holding(credential=ref, status=Status(status), **{**known, **facts})  # type: ignore[arg-type]


def requirement(*any_of: str, ref: str = "r1", strength: str = "required", **facts: object) -> Requirement:
    quote = (evidence(" or ".join(any_of)),)
    return Requirement(ref, Strength(strength), any_of, **{"evidence": quote, **facts})  # type: ignore[arg-type]


def candidate(*holdings: Holding, warnings: tuple[str, ...] = ()) -> Candidate:
    return Candidate("cv.pdf", Person(), holdings, tuple(Warning(code, code) for code in warnings))


def posting(*requirements: Requirement, title: str | None = None) -> Posting:
    return Posting("job.txt", title, requirements)


# --- as the cases write them -------------------------------------------------------------------------------------


def have(text: str) -> Holding:
    """Return the holding that a case writes: `aws-sa`, `aws-sa expired`, `aws-sa ..2027-03`, `aws-sa hidden`."""
    ref, *words = text.split()
    facts: dict[str, object] = {}
    for word in words:
        if word.startswith(".."):
            facts["expires"] = word[2:]
        elif word == "hidden":
            facts["hidden"] = True
        else:
            facts["status"] = word
    return holding(ref, **facts)  # type: ignore[arg-type]


def ask(text: str, ref: str) -> Requirement:
    """Return the requirement that a case writes: `preferred: 2 of aws-sa or gcp/* (equivalent, obtainable, degree)`."""
    form = re.fullmatch(r"(?:(\w+): )?(?:(\d) of )?(.*?)(?: \((.*)\))?", text)
    assert form is not None
    strength, number, names, brackets = form.groups()
    words = set(brackets.split(", ")) if brackets else set()
    instead = words & {"degree", "experience"}
    assert words <= {"equivalent", "obtainable", "degree", "experience"}
    return requirement(
        *names.split(" or "),
        ref=ref,
        strength=strength or "required",
        at_least=int(number or 1),
        or_equivalent="equivalent" in words,
        obtainable="obtainable" in words,
        alternative=instead.pop() if instead else None,
    )
