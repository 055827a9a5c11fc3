"""What a resume says of its owner, and what that comes to on a day; each with the words that it rests on."""

from dataclasses import dataclass

from scanner.model.documents import Warning as Note
from scanner.model.kinds import CredentialStatus, Layer, Status, Via


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a claim rests on, where they stand, and the entry of patterns/ that decided."""

    quote: str
    page: int
    start: int
    end: int
    via: Via
    confidence: float
    section: str | None = None
    #: the words that decided status or strength; None: none did
    cue: str | None = None
    #: the entry of patterns/ that decided, as `file:entry`; None: the default
    rule: str | None = None
    layer: Layer = Layer.TEXT
    #: what the sentence says in front of the quote and behind it, as much of it as shows what is meant
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """How to find the candidate again; never part of the score."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one mention says of one credential, whatever the day: the as-of date has no part in it."""

    ref: str
    #: as a cue or the section says; only settling for a day tells whether what was held has expired
    status: Status
    evidence: Evidence
    issued: str | None = None
    expires: str | None = None
    renewed: str | None = None
    #: the text says that it does not expire
    is_lifetime: bool = False
    #: "2021 to present": it is said to be valid still
    is_current: bool = False
    #: the date beside the cue, for telling which of two claims is newer
    said_on: str | None = None
    #: somebody else's: "mentored five colleagues to the PMP"
    is_of_others: bool = False
    verify_url: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """What one resume says, whatever the day; `settle` makes a `Candidate` of it for an as-of date."""

    source: str
    person: Person
    claims: tuple[Claim, ...]
    #: the claims of each stretch of hidden text; their offsets point into it
    hidden: tuple[tuple[Claim, ...], ...] = ()
    warnings: tuple[Note, ...] = ()
    #: for each credential that is claimed, the terms of its field in the work that the resume describes
    corroboration: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """One credential (or wildcard, or unlisted name) of one resume, with everything that was said of it."""

    credential: str
    name: str
    status: Status
    evidence: tuple[Evidence, ...]
    issued: str | None = None
    expires: str | None = None
    #: "stated", "validity" (worked out from the catalogue), or None
    expires_basis: str | None = None
    credential_status: CredentialStatus = CredentialStatus.ACTIVE
    hidden: bool = False
    verify_url: str | None = None
    corroborated_by: tuple[Evidence, ...] = ()
