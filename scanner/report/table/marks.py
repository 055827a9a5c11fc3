"""The marks and bars of the table: readable without colour, translated where there is only ASCII."""

from collections.abc import Sequence

from scanner.model import Fit, Outcome, Posting, Requirement, RequirementFit, Status, Strength
from scanner.report.wording import COMPLETE

MET = ("●", "green")
PARTLY = ("◐", "yellow")
MISSING = ("○", "red")
OPEN = ("?", "cyan")
UNKNOWN = (" ", "")

MEANING = {
    MET: "met",
    PARTLY: "in part, not enough",
    MISSING: "missing",
    OPEN: "for a person to judge",
}

HALFWAY = 40
_BAR = 10

_OF_STATUS = {Status.HELD: MET, Status.IN_PROGRESS: PARTLY, Status.EXPIRED: PARTLY}


def mark(requirement: RequirementFit | None) -> tuple[str, str]:
    """Return the mark of what became of a requirement, with its colour."""
    if requirement is None:
        return UNKNOWN
    if requirement.outcome is Outcome.UNMET:
        return PARTLY if requirement.credit > 0 else MISSING
    return MET if requirement.outcome is Outcome.MET else OPEN


def marks(requirements: Sequence[Requirement], fit: Fit | None) -> list[tuple[str, str]]:
    """Return one mark for each requirement."""
    outcomes = {outcome.id: outcome for outcome in fit.requirements} if fit else {}
    return [mark(outcomes.get(requirement.id)) for requirement in requirements]


def holding_mark(status: Status, *, hidden: bool) -> tuple[str, str]:
    """Return the mark of a holding: filled only where it is held and can be seen."""
    return MISSING if hidden else _OF_STATUS.get(status, MISSING)


def asked_as(posting: Posting, strength: Strength) -> list[Requirement]:
    """Return the posting's requirements of one strength."""
    return [requirement for requirement in posting.requirements if requirement.strength is strength]


def colour(score: float | None) -> str:
    """Return the colour of a score."""
    if score is None:
        return ""
    return "green" if score >= COMPLETE else "yellow" if score >= HALFWAY else "red"


def bar(score: float | None) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the filled and the empty part of a score's bar; it is never drawn longer than the score is."""
    if score is None:
        return (" " * _BAR, ""), ("", "")
    full = min(max(int(score // _BAR), 0), _BAR)
    return ("█" * full, colour(score)), ("░" * (_BAR - full), "dim")
