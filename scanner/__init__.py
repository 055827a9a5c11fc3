"""Which certifications a resume really holds, which a posting asks for, and which one would close the gap.

    from scanner import fit, read_posting, read_resume

    candidate = read_resume("resume.pdf")
    posting = read_posting("job.txt")
    print(fit(candidate, posting).score)

What comes back are the frozen records of `scanner.model`. The first call loads the catalogue and spaCy (about a
second); importing this module loads neither.
"""

from collections.abc import Sequence
from datetime import date
from os import PathLike
from pathlib import Path

from scanner.model import Candidate, Fit, Posting

__all__ = ["__version__", "fit", "read_posting", "read_resume"]
__version__ = "0.1.0"

Patterns = Sequence[str | PathLike[str]]


def read_resume(path: str | PathLike[str], *, as_of: date | None = None, patterns: Patterns = ()) -> Candidate:
    """Return what the resume says of its owner's credentials at `as_of` (today unless given).

    `patterns` are folders of one's own beside the built-in ones. Raises `errors.UnreadableError` for a file that
    cannot be read and `errors.CatalogError` for broken patterns.
    """
    from scanner.pipeline import pipeline_for  # noqa: PLC0415  (spaCy loads when it is needed)

    return pipeline_for(patterns).read_resume(Path(path), as_of or date.today())  # noqa: DTZ011  (the user's day)


def read_posting(path: str | PathLike[str], *, patterns: Patterns = ()) -> Posting:
    """Return what the posting asks for; raises as `read_resume` does."""
    from scanner.pipeline import pipeline_for  # noqa: PLC0415

    return pipeline_for(patterns).read_posting(Path(path))


def fit(
    candidate: Candidate,
    posting: Posting,
    *,
    as_of: date | None = None,
    patterns: Patterns = (),
    hours_per_week: float | None = None,
) -> Fit:
    """Return how the candidate meets the posting, why, and what to take next, at `as_of` (today unless given).

    `hours_per_week` is the time for study (the patterns' own figure unless given): it decides what can still be
    finished before an exam is retired.
    """
    from scanner.pipeline import pipeline_for  # noqa: PLC0415

    day = as_of or date.today()  # noqa: DTZ011
    return pipeline_for(patterns).fit(candidate, posting, day, hours_per_week=hours_per_week)
