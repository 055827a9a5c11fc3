"""The weights of the score, `patterns/fit.yaml`; what each means stands in docs/fit.md."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.catalog.yaml_reader import Reader  # loads YAML, which a cached catalogue does without


_ALL_POINTS = 100


@dataclass(frozen=True, slots=True)
class Credits:
    """Credit of one requirement, 0 to 1, by the reason for it."""

    held: float
    higher_level: float
    successor: float
    predecessor: float
    equivalent: float
    #: only the family is named, and the family is asked for
    unspecific_family: float
    #: only the family is named, and one of its credentials is asked for
    unspecific_member: float
    in_progress: float
    #: in progress, where the posting says "or able to obtain it"
    in_progress_obtainable: float
    expired: float
    none: float


@dataclass(frozen=True, slots=True)
class Weights:
    """All numbers of the score."""

    credit: Credits
    #: a requirement is met from this credit up
    met_from: float
    #: the most credit that an `at_least` requirement gets before its last one is met
    partial_at_most: float
    #: points for the required and the preferred requirements; together 100
    required_points: float
    preferred_points: float
    #: the most that a candidate scores while something required is missing
    unmet_at_most: float


def read_weights(reader: "Reader") -> Weights | None:
    """Return the weights of `fit.yaml`; None where something is missing, with the problems reported."""
    names = [field.name for field in fields(Weights)]
    entries = reader.record(names, names)
    if len(entries) != len(names):
        return None
    credit_names = [field.name for field in fields(Credits)]
    credit = entries.pop("credit").record(credit_names, credit_names)
    if len(credit) != len(credit_names):
        return None
    for name, entry in credit.items():
        if entry.number() > 1:
            entry.complain(f"{name!r} is a credit: 0 to 1")
    numbers = {name: entry.number() for name, entry in entries.items()}
    if numbers["required_points"] + numbers["preferred_points"] != _ALL_POINTS:
        entries["required_points"].complain(
            f"required_points and preferred_points add up to {_ALL_POINTS}, the most that a score can be; "
            f"these are {numbers['required_points']:g} and {numbers['preferred_points']:g}"
        )
    return Weights(credit=Credits(**{name: entry.number() for name, entry in credit.items()}), **numbers)
