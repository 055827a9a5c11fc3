"""Resumes given as postings and postings as resumes: the results look like any others, so it is said."""

from typing import TYPE_CHECKING

from scanner.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanner.model import Candidate, Finding, Posting
    from scanner.model import Warning as Note

_RIGHT = "resumes stand first, postings behind --against"


def say_swapped(to: Output, postings: "Sequence[Posting]", candidates: "Sequence[Candidate]") -> None:
    """Say that resumes and postings seem to be swapped, where all that was given as either reads like the other."""
    if not postings:
        return
    if all(_has(posting.findings, "looks-like-a-resume") for posting in postings):
        to.note(f"scan: what was given with --against reads like a resume; the two seem to be swapped: {_RIGHT}")
    elif candidates and all(_has(candidate.warnings, "looks-like-a-posting") for candidate in candidates):
        to.note(f"scan: what was given as a resume reads like a posting; the two seem to be swapped: {_RIGHT}")


def _has(said: "Iterable[Finding | Note]", code: str) -> bool:
    return any(one.code == code for one in said)
