"""The rules of the advice, `patterns/advice.yaml`: hours where no source states them, limits, and notes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.catalog.credential import LEVELS

if TYPE_CHECKING:
    from scanner.catalog.yaml_reader import Reader  # loads YAML, which a cached catalogue does without

#: what a note's `when` may say; `scanner.advise.conditions` knows what each means
CONDITIONS = (
    "always",
    "first_advice",
    "foundation_plus_cloud",
    "second_cloud",
    "third_cloud",
    "azure",
    "framework_certificate",
)

_KEYS = ("at_most", "doors_at_most", "hours_per_week", "study_hours", "course_hours", "notes")
_NOTE_KEYS = ("id", "when", "text", "source")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that goes with the advice where its condition holds; `when` is one of `CONDITIONS`."""

    id: str
    when: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class AdviceRules:
    """Everything about advice that is data."""

    #: the most pieces of advice for each posting
    at_most: int
    #: of the credentials that open several postings, the most for each candidate
    doors_at_most: int
    hours_per_week: float
    #: level and (low, high) hours: an estimate for credentials whose own hours no source states
    study_hours: tuple[tuple[str, tuple[float, float]], ...]
    #: the same for courses and specializations
    course_hours: tuple[float, float]
    notes: tuple[Note, ...]


def read_advice_rules(reader: "Reader") -> AdviceRules | None:
    """Return the rules of `advice.yaml`; None where something is missing, with the problems reported."""
    entries = reader.record(_KEYS, _KEYS)
    if len(entries) != len(_KEYS):
        return None
    hours = entries["study_hours"].record(LEVELS)
    for key in ("at_most", "doors_at_most", "hours_per_week"):
        if entries[key].number() == 0:
            entries[key].complain("must be more than 0")
    return AdviceRules(
        at_most=entries["at_most"].whole_number(),
        doors_at_most=entries["doors_at_most"].whole_number(),
        hours_per_week=entries["hours_per_week"].number(),
        study_hours=tuple((level, hours[level].number_range()) for level in LEVELS if level in hours),
        course_hours=entries["course_hours"].number_range(),
        notes=tuple(_read_note(item) for item in entries["notes"].items()),
    )


def _read_note(reader: "Reader") -> Note:
    entries = reader.record(_NOTE_KEYS, _NOTE_KEYS[:3])
    texts = {key: entry.text() for key, entry in entries.items()}
    if "when" in entries:
        entries["when"].one_of(CONDITIONS)
    return Note(texts.get("id", ""), texts.get("when", ""), texts.get("text", ""), texts.get("source"))
