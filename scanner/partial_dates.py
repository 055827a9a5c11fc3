"""Dates as precise as a text states them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, kept as text.

What is dated by month or year lasts until that period's end (`semantics.md`, "In a resume: holding").
"""

import calendar
import re
from datetime import date
from functools import lru_cache

_MONTHS = 12
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
#: the dates of a catalogue and of many resumes: matching asks for the same ones again and again
_REMEMBERED = 10_000


@lru_cache(maxsize=_REMEMBERED)
def first_day(text: str) -> date:
    """Return the first day of the period that `text` names.

    Raises ValueError for anything but `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=_REMEMBERED)
def last_day(text: str) -> date:
    """Return the last day of the period that `text` names: `last_day("2024-02") == date(2024, 2, 29)`."""
    year, month, day = _parts(text)
    month = month or _MONTHS
    return date(year, month, day or calendar.monthrange(year, month)[1])


@lru_cache(maxsize=_REMEMBERED)
def add_months(text: str, months: int) -> str:
    """Return the period `months` later, as precise as `text`: `add_months("2024-03", 36) == "2027-03"`.

    A year alone moves by whole years, rounded up, so that nothing counts as over before it must be.
    """
    year, month, day = _parts(text)
    if month is None:
        return f"{year + -(-months // _MONTHS):04d}"
    total = year * _MONTHS + month - 1 + months
    year, month = total // _MONTHS, total % _MONTHS + 1
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"


@lru_cache(maxsize=_REMEMBERED)
def in_words(text: str) -> str:
    """Return the period as a sentence has it: `in_words("2024-03") == "March 2024"`."""
    year, month, day = _parts(text)
    if month is None:
        return f"{year}"
    # not calendar.month_name: that follows the locale, and reports must not
    named = f"{_MONTH_NAMES[month - 1]} {year}"
    return named if day is None else f"{day} {named}"


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    date(year or 0, 1 if month is None else month, 1 if day is None else day)
    return year or 0, month, day
