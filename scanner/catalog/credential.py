"""One credential of the catalogue, with its facts and what follows from its dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from scanner.model import CredentialStatus
from scanner.partial_dates import add_months, first_day, last_day

KINDS = (
    "certification",
    "specialization",
    "professional-certificate",
    "course-certificate",
    "nanodegree",
    "licence",
)
LEVELS = ("foundational", "practitioner", "associate", "professional", "specialty", "expert")


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs in US dollars: one price, or a subscription by the month for some months."""

    usd: float | None = None
    usd_per_month: float | None = None
    months: tuple[float, float] | None = None

    @property
    def total(self) -> tuple[float, float] | None:
        """The whole price as (low, high), None where the months are unknown."""
        if self.usd is not None:
            return self.usd, self.usd
        if self.usd_per_month is None or self.months is None:
            return None
        return self.usd_per_month * self.months[0], self.usd_per_month * self.months[1]


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: an address, or a note where there is none to open."""

    facts: tuple[str, ...]
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FormerValidity:
    """How many months an exam that was taken before a day is valid for."""

    until: str
    months: int


@dataclass(frozen=True, slots=True)
class Credential:
    """What is known of one credential; None and empty mean unknown, except where a comment says otherwise."""

    id: str
    name: str
    issuer: str
    kind: str
    families: tuple[str, ...]
    checked_on: str
    confidence: str
    level: str | None = None
    exam_codes: tuple[str, ...] = ()
    #: codes beside the newest that can be taken, or could until lately: the last day, None where none is known
    codes_until: tuple[tuple[str, str | None], ...] = ()
    #: words of former names, which are among the aliases
    formerly: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    acronym: str | None = None
    acronym_ambiguous: bool = False
    terms: tuple[str, ...] = ()
    launched: str | None = None
    retired_on: str | None = None
    #: only where the dates don't tell: "retired" (nobody knows when) or "beta"
    stated_status: CredentialStatus | None = None
    successors: tuple[str, ...] = ()
    cost: Cost | None = None
    study_hours: tuple[float, float] | None = None
    study_basis: str | None = None
    note: str | None = None
    #: months from issue to expiry; None means that it does not expire, if `validity_known`
    validity_months: int | None = None
    validity_known: bool = False
    #: what it was for exams that were taken before a day
    validity_before: FormerValidity | None = None
    #: all of these must be held first
    prerequisites: tuple[str, ...] = ()
    #: one of these must be held first; which one a holder has, nobody knows
    prerequisites_any_of: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    renewal: str | None = None
    recommended_experience: str | None = None
    official_page: str | None = None
    salary_impact_usd: tuple[float, float] | None = None
    sources: tuple[Source, ...] = ()
    unverified: tuple[str, ...] = ()

    def status_at(self, as_of: date) -> CredentialStatus:
        """Return what the issuer does with it at a date: the last exam day itself is still active."""
        if self.retired_on is not None and as_of > last_day(self.retired_on):
            return CredentialStatus.RETIRED
        if self.launched is not None and as_of < first_day(self.launched):
            return CredentialStatus.ANNOUNCED
        return self.stated_status or CredentialStatus.ACTIVE

    def validity_from(self, issued: str) -> int | None:
        """Return the months for which one issued then is valid, None for no end or none known.

        A period that begins under the former rule counts by it, so that nothing is over before it must be.
        """
        former = self.validity_before
        if former is not None and first_day(issued) < first_day(former.until):
            return former.months
        return self.validity_months

    def valid_to(self, issued: str, *, is_renewal: bool = False) -> str | None:
        """Return until when one issued then is valid, as precise as the date; None for no end or none known.

        None is issued after the last exam day: what says so ends with those of that day. A renewal may need no exam.
        """
        months = self.validity_from(issued)
        end = None if months is None else add_months(issued, months)
        last = self.last_valid
        return last if end and last and not is_renewal and last_day(end) > last_day(last) else end

    @property
    def last_valid(self) -> str | None:
        """The period at whose end the last holding runs out; None where it is not retired, or no end is known."""
        months = self.validity_from(self.retired_on) if self.retired_on else None
        return add_months(self.retired_on, months) if self.retired_on and months else None

    def is_current_code(self, code: str, as_of: date) -> bool:
        """Return whether a code of its exam is the newest, or one that can still be taken beside it."""
        if code == self.exam_codes[0]:
            return True
        beside = dict(self.codes_until)
        last = beside.get(code)
        return code in beside and (last is None or as_of <= last_day(last))

    def is_takeable(self, as_of: date, hours_per_week: float, hours: float = 0.0) -> bool:
        """Return whether someone who starts at `as_of` can still take it after `hours` of study (`fit.md`, Advice)."""
        if self.status_at(as_of) not in (CredentialStatus.ACTIVE, CredentialStatus.BETA):
            return False
        if self.retired_on is None:
            return True
        return as_of + timedelta(weeks=hours / hours_per_week) <= last_day(self.retired_on)
