"""The nouns that travel between the stages: frozen, hashable, picklable; it imports nothing of ours.

The words are those of the field and of the JSON: the fields of what is reported are the keys of the report.
Offsets count characters of `Document.text` and are half-open. Dates are text, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`,
as precise as the source was (see `partial_dates`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

#: lowest and highest; a whole number stays one, also when it was kept and comes back
Range = tuple[int | float, int | float]


class Status(StrEnum):
    """Whether the candidate has the credential."""

    HELD = "held"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    EXPIRED = "expired"
    NOT_HELD = "not_held"


class Strength(StrEnum):
    """How strongly a posting asks."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    NOT_REQUIRED = "not_required"


class CredentialStatus(StrEnum):
    """What the issuer does with the credential at a date."""

    ACTIVE = "active"
    BETA = "beta"
    ANNOUNCED = "announced"
    RETIRED = "retired"


class Via(StrEnum):
    """How a mention was recognised."""

    NAME = "name"
    ALIAS = "alias"
    EXAM_CODE = "exam_code"
    ACRONYM = "acronym"
    FUZZY = "fuzzy"
    WILDCARD = "wildcard"
    UNLISTED = "unlisted"
    TERM = "term"


class Layer(StrEnum):
    """Which part of a document the offsets of a piece of evidence point into."""

    TEXT = "text"
    HIDDEN = "hidden"
    LINK = "link"
    METADATA = "metadata"


class Reason(StrEnum):
    """Why a document could not be read."""

    NOT_FOUND = "not-found"
    EMPTY_FILE = "empty-file"
    UNSUPPORTED_FORMAT = "unsupported-format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no-text"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out-of-memory"
    CRASHED = "crashed"
    PERMISSION = "permission"


class CreditReason(StrEnum):
    """Why a requirement got the credit it got."""

    HELD = "held"
    HIGHER_LEVEL = "higher_level"
    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    EQUIVALENT = "equivalent"
    UNSPECIFIC = "unspecific"
    IN_PROGRESS = "in_progress"
    EXPIRED = "expired"
    NONE = "none"


class Outcome(StrEnum):
    """What became of a requirement; `open` means that a person has to judge."""

    MET = "met"
    UNMET = "unmet"
    OPEN = "open"


# --- extract -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  (the contract's word for it)
    """Something about a document that a person should know; `quote` shows it where there is something to show."""

    code: str
    message: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document and where its text stands; formats without pages have one."""

    number: int
    start: int
    end: int
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Text that a reader of the page cannot see, kept apart from the visible text."""

    page: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link's address and the stretch of text that it stands under."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from one file; `text` is final, every offset below points into it.

    Lines end with one line feed, blocks (paragraphs, list items far apart, table ends) with a blank line, pages with
    one too; the cells of a table row are parted by " | ".
    """

    source: str
    kind: str
    text: str
    pages: tuple[Page, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def page_at(self, offset: int) -> int:
        """Return the number of the page that the character at `offset` stands on."""
        for page in self.pages:
            if offset < page.end:
                return page.number
        return self.pages[-1].number if self.pages else 1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read: a value, which stands in the report."""

    source: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that no reader knows, listed so that nothing is passed over in silence."""

    source: str
    reason: str = "unsupported-format"


# --- detect ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a credential or a family."""

    ref: str
    start: int
    end: int
    via: Via
    confidence: float
    #: a name without its level: the credential of every level, lowest first
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue phrase in the text; category, direction and scope as in `cues.yaml`."""

    start: int
    end: int
    category: str
    direction: str
    scope: str
    rule: str


class WordHit(NamedTuple):
    """A word or phrase of one of the lists of `phrases.yaml`; a tuple, since a document has hundreds."""

    start: int
    end: int
    group: str


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of a field, in a section on work; `term` is the entry of patterns/."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date or a range of dates; `last` is "present" where the text says so, None for a single date."""

    start: int
    end: int
    first: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text under one heading; before the first heading the kind is None."""

    kind: str | None
    start: int
    #: where the text under the heading begins
    body: int
    end: int
    strength: Strength | None = None
    rule: str | None = None
    #: a cue in the heading itself: "Currently preparing for:"
    cue: CueHit | None = None


class Sentence(NamedTuple):
    """A sentence, a list item or a table row: no cue reaches over its ends."""

    start: int
    end: int
    section: Section
    #: begins with a bullet, or is a line of its own in a list
    is_item: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was seen in one document, in the order of the text, without any opinion about it yet."""

    document: Document
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    cues: tuple[CueHit, ...]
    words: tuple[WordHit, ...]
    #: none in a posting
    dates: Sequence[DateHit]
    terms: tuple[TermHit, ...] = ()


# --- interpret ---------------------------------------------------------------------------------------------------


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
    warnings: tuple[Warning, ...] = ()
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


# --- match and advise --------------------------------------------------------------------------------------------


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
    warnings: tuple[Warning, ...] = ()
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


class Change(StrEnum):
    """What a hiring manager could do with one requirement."""

    ACCEPT = "accept"
    PREFER = "prefer"
    DROP = "drop"


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


# --- market ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TitleCount:
    """How many postings of one title ask for something."""

    title: str
    postings: int


@dataclass(frozen=True, slots=True)
class MarketEntry:
    """How often postings ask for one credential, or for anything of one family; each posting counts once."""

    #: an id, a wildcard of a family, or an unlisted name
    ref: str
    name: str
    #: how many ask for it, as a must or as nice-to-have
    postings: int
    required: int
    preferred: int
    #: how many ask for it and nothing beside it in one of their requirements; the others name alternatives
    alone: int
    alternatives: int
    #: shares of all postings, with the ends of their 95 % intervals: (share, low, high)
    share: tuple[float, float, float]
    required_share: tuple[float, float, float]
    preferred_share: tuple[float, float, float]
    #: the titles that ask for it most often
    titles: tuple[TitleCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """What many postings ask for, most frequent first."""

    #: different postings that were read
    postings: int
    #: how many of these ask for any credential
    asking: int
    #: postings that repeat an earlier one, word for word: not counted
    duplicates: int
    credentials: tuple[MarketEntry, ...]
    families: tuple[MarketEntry, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one run of `scan market` found; of what could not be read (files, rows) the first ones by name."""

    market: Market
    unreadable: tuple[Unreadable, ...]
    unreadable_total: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run found, in the order of the report."""

    as_of: str
    postings: tuple[Posting, ...]
    candidates: tuple[Candidate, ...]
    unreadable: tuple[Unreadable, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    doors: tuple[Door, ...] = ()
    #: best first; empty unless asked for
    what_if: tuple[WhatIf, ...] = ()
    #: version, hash of the patterns, weights, what the user asked for, SHA-256 of each input
    manifest: tuple[tuple[str, object], ...] = ()


# --- replay ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cause:
    """Something recorded in a report that is another now, and so may be why a run comes to something else."""

    #: as-of | version | patterns | weights | changed-file | missing-file | new-file
    code: str
    message: str
    #: the file that it is about
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a report that a later run gave otherwise; None: it is not there."""

    #: the way to it: names of keys, and in lists what tells the items apart
    where: tuple[str, ...]
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Replay:
    """What doing a run again came to: empty differences where nothing is otherwise."""

    report: str
    as_of: str
    causes: tuple[Cause, ...]
    differences: tuple[Difference, ...]
