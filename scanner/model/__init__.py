"""The nouns that travel between the stages: frozen, hashable, picklable; they know nothing else of ours.

The words are those of the field and of the JSON: the fields of what is reported are the keys of the report.
Offsets count characters of `Document.text` and are half-open. Dates are text, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`,
as precise as the source was (see `partial_dates`).
"""

from scanner.model.annotations import Annotations, CueHit, DateHit, Mention, Section, Sentence, TermHit, WordHit
from scanner.model.documents import Document, HiddenText, Link, Page, Skipped, Unreadable, Warning  # noqa: A004
from scanner.model.fits import Advice, Candidate, Considered, Door, Explanation, Fit, RequirementFit, WhatIf
from scanner.model.kinds import (
    Change,
    CredentialStatus,
    CreditReason,
    Layer,
    Outcome,
    Range,
    Reason,
    Status,
    Strength,
    Via,
)
from scanner.model.market import Market, MarketEntry, Survey, TitleCount
from scanner.model.postings import Finding, Outlay, Posting, Requirement
from scanner.model.results import Cause, Difference, Replay, Results
from scanner.model.resumes import Claim, Evidence, Holding, Person, Resume

__all__ = [
    "Advice",
    "Annotations",
    "Candidate",
    "Cause",
    "Change",
    "Claim",
    "Considered",
    "CredentialStatus",
    "CreditReason",
    "CueHit",
    "DateHit",
    "Difference",
    "Document",
    "Door",
    "Evidence",
    "Explanation",
    "Finding",
    "Fit",
    "HiddenText",
    "Holding",
    "Layer",
    "Link",
    "Market",
    "MarketEntry",
    "Mention",
    "Outcome",
    "Outlay",
    "Page",
    "Person",
    "Posting",
    "Range",
    "Reason",
    "Replay",
    "Requirement",
    "RequirementFit",
    "Results",
    "Resume",
    "Section",
    "Sentence",
    "Skipped",
    "Status",
    "Strength",
    "Survey",
    "TermHit",
    "TitleCount",
    "Unreadable",
    "Via",
    "Warning",
    "WhatIf",
    "WordHit",
]
