"""How candidates meet postings, why, and what would close the gaps."""

from dataclasses import dataclass

from scanner.model.documents import Warning as Note
from scanner.model.kinds import Change, CreditReason, Outcome, Range
from scanner.model.postings import Posting
from scanner.model.resumes import Holding, Person


@dataclass(frozen=True, slots=True)
class Considered:
    """What one holding gives for one requirement; `rule` is the weight of patterns/ that says how much."""

    credential: str
    #: what of the requirement it stands for: an id, a wildcard or an unlisted name
    option: str
    credit: float
    reason: CreditReason
    rule: str


@dataclass(frozen=True, slots=True)
class RequirementFit:
    """What one requirement came to for one candidate, with the sentence that says why."""

    id: str
    outcome: Outcome
    credit: float
    satisfied_by: tuple[str, ...]
    reason: CreditReason
    because: str
    #: every holding that gives credit, best first: the credit rests on the first `at_least` of them
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """One way to close a gap; ranges are (low, high), None is unknown."""

    credential: str
    name: str
    closes: tuple[str, ...]
    cost_usd: Range | None
    study_hours: Range | None
    hours_estimated: bool
    salary_impact_usd: Range | None
    score_after: float
    #: what to take, in order: missing prerequisites first, the credential last
    path: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How one candidate meets one posting; `score` is None where the posting asks for no credential."""

    posting: str
    score: float | None
    confidence: float
    required_met: int
    required_total: int
    preferred_met: int
    preferred_total: int
    requirements: tuple[RequirementFit, ...]
    advice: tuple[Advice, ...] = ()
    #: the sum that the score is: "80 × 0.5 (mean of the required: r1 1, r2 0) + 20 × 1 (…) = 60"
    calculation: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One resume as understood, and how it fits the postings it was matched with."""

    source: str
    person: Person
    holdings: tuple[Holding, ...]
    warnings: tuple[Note, ...] = ()
    fits: tuple[Fit, ...] = ()


@dataclass(frozen=True, slots=True)
class Door:
    """A credential that would lift a candidate to the line, where nothing required is missing, for some postings."""

    source: str
    credential: str
    opens: tuple[str, ...]
    cost_usd: Range | None
    study_hours: Range | None
    hours_estimated: bool = False
    #: what to take, in order: missing prerequisites first, the credential last
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How many more candidates would miss nothing that is required, if a posting asked for something else."""

    posting: str
    requirement: str
    change: Change
    #: what would be accepted beside what is asked for, an id or a wildcard; None where nothing is added
    accept: str | None
    #: candidates who would reach the line and do not now
    gained: int
    #: "If r1 also accepted any AWS certification, 4 more candidates would miss nothing that is required."
    message: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One resume before one posting, for the person concerned."""

    as_of: str
    posting: Posting
    #: with the one fit
    candidate: Candidate
    #: the fewest credentials that leave nothing required missing; empty where nothing is missing or nothing would do
    smallest: tuple[Advice, ...]
    #: the score once all of these are held
    score_after: float | None
    hours_per_week: float
    manifest: tuple[tuple[str, object], ...] = ()
