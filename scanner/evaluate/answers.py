"""Answers: what a scanner says of each document, taken from the JSON of the contract, ours or anybody's.

Only what is scored is read, and only what a scanner can't do without must be there: a document's `source`, a holding's
`credential` and `status`, a requirement's `any_of` and `strength`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scanner.errors import ScannerError
from scanner.evaluate.fields import Fields
from scanner.evaluate.labels import Kind
from scanner.model import Status, Strength

_STATUSES = frozenset(Status)
_STRENGTHS = frozenset(Strength)
_LISTS = {Kind.RESUMES: "candidates", Kind.POSTINGS: "postings"}
_FOLDERS = re.compile(r".*[/\\]")


@dataclass(frozen=True, slots=True)
class SaidHolding:
    """One holding of an answer."""

    credential: str
    status: Status
    issued: str | None = None
    expires: str | None = None
    expires_basis: str | None = None
    hidden: bool = False
    quote: str = ""
    #: every piece of evidence has a quote that is as long as its offsets say
    is_in_bounds: bool = True


@dataclass(frozen=True, slots=True)
class SaidRequirement:
    """One requirement of an answer."""

    any_of: tuple[str, ...]
    strength: Strength
    at_least: int = 1
    or_equivalent: bool = False
    obtainable: bool = False
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said of each document, by its name; `unread` are the reasons of those that could not be read."""

    holdings: Mapping[str, tuple[SaidHolding, ...]]
    requirements: Mapping[str, tuple[SaidRequirement, ...]]
    unread: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Return whether anything is said of a document."""
        return name in self.holdings or name in self.requirements


def read_answers_file(path: Path, kind: Kind) -> Answers:
    """Return the answers of a file; raises `ScannerError` where they break the contract."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScannerError(f"{path} can't be read ({error}): name what `scan … --format json` printed") from error
    return read_answers(value, kind, str(path))


def read_answers(value: object, kind: Kind, place: str) -> Answers:
    """Return the answers of a report; `place` names it in messages."""
    report = Fields.of(value, place)
    if not isinstance(report.values.get(_LISTS[kind]), list):
        raise ScannerError(f"{place}: it has no list {_LISTS[kind]!r}, which the labels of {kind} are scored on")
    said = {_name(item): item for item in report.objects(_LISTS[kind])}
    unread = {_name(item): item.get("reason", str, "unreadable") for item in report.objects("unreadable")}
    if kind is Kind.RESUMES:
        holdings = {name: tuple(_holding(one) for one in item.objects("holdings")) for name, item in said.items()}
        return Answers(holdings, {}, unread)
    requirements = {
        name: tuple(_requirement(one) for one in item.objects("requirements")) for name, item in said.items()
    }
    return Answers({}, requirements, unread)


def _name(item: Fields) -> str:
    return _FOLDERS.sub("", item.need("source", str))


def _holding(item: Fields) -> SaidHolding:
    evidence = list(item.objects("evidence"))
    return SaidHolding(
        credential=item.need("credential", str),
        status=Status(item.one_of("status", _STATUSES)),
        issued=item.text("issued"),
        expires=item.text("expires"),
        expires_basis=item.text("expires_basis"),
        hidden=item.get("hidden", bool, default=False),
        quote=evidence[0].get("quote", str, "") if evidence else "",
        is_in_bounds=all(_is_in_bounds(piece) for piece in evidence),
    )


def _is_in_bounds(piece: Fields) -> bool:
    quote = piece.get("quote", str, "")
    return bool(quote) and piece.need("end", int) - piece.need("start", int) == len(quote)


def _requirement(item: Fields) -> SaidRequirement:
    return SaidRequirement(
        any_of=item.texts("any_of"),
        strength=Strength(item.one_of("strength", _STRENGTHS)),
        at_least=item.get("at_least", int, 1),
        or_equivalent=item.get("or_equivalent", bool, default=False),
        obtainable=item.get("obtainable", bool, default=False),
        alternative=item.text("alternative"),
    )
