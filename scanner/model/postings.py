"""What a posting asks for, what is wrong with it, and what its musts cost."""

from dataclasses import dataclass

from scanner.model.kinds import Range, Strength
from scanner.model.resumes import Evidence


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a posting asks for: any `at_least` of `any_of` (ids and wildcards)."""

    id: str
    strength: Strength
    any_of: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    at_least: int = 1
    or_equivalent: bool = False
    obtainable: bool = False
    #: what may stand in for it: "degree", "experience", or None
    alternative: str | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a posting that its author should know; severity is error, warning or note."""

    code: str
    severity: str
    message: str
    requirement: str | None = None
    #: words that may stand there instead
    suggestion: str | None = None
    #: the posting's words that it is about
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlay:
    """What someone who has nothing would have to spend to meet a posting's musts; ranges, None is unknown."""

    cost_usd: Range | None
    study_hours: Range | None
    #: some of the hours are the band of a level, since no source states them
    hours_estimated: bool
    #: what to take, in order
    path: tuple[str, ...]
    #: ids of musts that nothing which can be taken meets
    unattainable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting as understood; `title` is None where none was found."""

    source: str
    title: str | None
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...] = ()
    #: None: not worked out, or there are no musts
    outlay: Outlay | None = None
