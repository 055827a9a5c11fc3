"""The closed lists of values that the records hold; each prints as the word that it is in the JSON."""

from enum import StrEnum

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


class Change(StrEnum):
    """What a hiring manager could do with one requirement."""

    ACCEPT = "accept"
    PREFER = "prefer"
    DROP = "drop"
