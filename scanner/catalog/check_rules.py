"""What the check of postings knows beside credentials, `patterns/check.yaml`: limits, words, columns, sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from string import Formatter
from typing import TYPE_CHECKING

from scanner.catalog.credential import LEVELS

if TYPE_CHECKING:
    from scanner.catalog.yaml_reader import Reader  # loads YAML, which a cached catalogue does without

#: what can be found in a posting, and the blanks that its sentences may have
FINDINGS: Mapping[str, tuple[str, ...]] = {
    "retired-credential": (
        "name",
        "since",
        "valid_until",
        "unconfirmed",
        "valid",
        "kept",
        "ran_out",
        "beside",
        "successors",
        "others",
    ),
    "retired-beside-successor": ("name", "since", "valid_until", "kept", "beside"),
    "ending-credential": ("name", "last_day", "successors"),
    "announced-credential": ("name", "launch", "others"),
    "renamed-credential": ("name", "quote"),
    "outdated-exam-code": ("name", "code", "newest"),
    "required-and-preferred": ("name",),
    "implied-credential": ("name", "by"),
    "alternatives-as-musts": ("count", "names", "any"),
    "many-cloud-certifications": ("count", "limit", "title", "names", "any"),
    "list-without-conjunction": ("names", "any", "all"),
    "unnamed-certification": ("quote",),
    "ambiguous-name": ("quote", "readings"),
    "level-above-role": ("name", "level", "title", "advisable"),
    "prerequisites": ("name", "path", "money", "hours"),
    "cost-of-musts": ("money", "hours", "path"),
    "market-says-preferred": ("name", "advisable", "asking", "preferred", "share", "low", "high"),
}
SEVERITIES = ("error", "warning", "note")

_KEYS = ("limits", "words", "columns", "findings")
_SENTENCE_KEYS = ("severity", "otherwise", "message", "suggestion")


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is worth a word."""

    platforms: float
    cloud_certifications: float
    #: a level of credentials
    junior_below: str
    ending_days: float
    outlay_usd: float
    outlay_hours: float
    market_postings: float
    #: a share, 0 to 1
    market_preferred: float


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words and phrases that a check looks for."""

    roles_of_many_clouds: tuple[str, ...]
    junior_titles: tuple[str, ...]
    saying_nothing: tuple[str, ...]
    all_of: tuple[str, ...]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of exports are called, the likeliest first."""

    description: tuple[str, ...]
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """How a finding is worded: of several sentences the first whose blanks can all be filled."""

    severity: str
    #: where it is no must, or an alternative stands beside it
    otherwise: str
    message: tuple[str, ...]
    suggestion: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckRules:
    """Everything about checks that is data."""

    limits: Limits
    words: Words
    columns: Columns
    findings: Mapping[str, Sentences]


def blanks_of(sentence: str) -> tuple[str, ...]:
    """Return the names of the blanks of a sentence; raises ValueError for one with braces that are no blank."""
    return tuple(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def read_check_rules(reader: "Reader") -> CheckRules | None:
    """Return the rules of `check.yaml`; None where something is missing, with the problems reported."""
    entries = reader.record(_KEYS, _KEYS)
    if len(entries) != len(_KEYS):
        return None
    limits = _complete(entries["limits"], Limits)
    words = _complete(entries["words"], Words)
    columns = _complete(entries["columns"], Columns)
    findings = entries["findings"].record(FINDINGS, FINDINGS)
    if limits is None or words is None or columns is None or len(findings) != len(FINDINGS):
        return None
    numbers = {name: entry.number() for name, entry in limits.items() if name != "junior_below"}
    return CheckRules(
        limits=Limits(junior_below=limits["junior_below"].one_of(LEVELS), **numbers),
        words=Words(**{name: entry.texts() for name, entry in words.items()}),
        columns=Columns(**{name: entry.texts() for name, entry in columns.items()}),
        findings={code: _read_sentences(entry, FINDINGS[code]) for code, entry in findings.items()},
    )


def _complete(reader: "Reader", kind: type) -> "dict[str, Reader] | None":
    """Return the entries of a record with the fields of a dataclass, None where one is missing."""
    names = [field.name for field in fields(kind)]
    entries = reader.record(names, names)
    return entries if len(entries) == len(names) else None


def _read_sentences(reader: "Reader", blanks: tuple[str, ...]) -> Sentences:
    entries = reader.record(_SENTENCE_KEYS, ("severity", "message", "suggestion"))
    severity = entries["severity"].one_of(SEVERITIES) if "severity" in entries else ""
    texts = {key: _read_texts(entries[key], blanks) for key in ("message", "suggestion") if key in entries}
    return Sentences(
        severity=severity,
        otherwise=entries["otherwise"].one_of(SEVERITIES) if "otherwise" in entries else severity,
        message=texts.get("message", ()),
        suggestion=texts.get("suggestion", ()),
    )


def _read_texts(reader: "Reader", blanks: tuple[str, ...]) -> tuple[str, ...]:
    items = reader.items()
    if reader.is_list and not items:
        reader.complain("at least one sentence is expected here")
    for item in items:
        sentence = item.text()
        try:
            unknown = [name for name in blanks_of(sentence) if name not in blanks]
        except ValueError:
            item.complain(f"{sentence!r} has a brace that opens or closes no blank")
            continue
        if unknown:
            item.complain(f"{{{unknown[0]}}} is no blank of this finding; allowed: {', '.join(blanks)}")
    return tuple(item.text() for item in items)
