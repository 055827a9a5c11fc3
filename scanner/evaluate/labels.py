"""Labels: what people say that each document says, a line of JSON for each (`benchmarks/labelled/README.md`)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scanner.errors import ScannerError
from scanner.evaluate.fields import Fields
from scanner.model import Status, Strength

_STATUSES = frozenset(Status)
_STRENGTHS = frozenset(Strength)
_TWO_COLUMNS = 2


class Kind(StrEnum):
    """What the labels label."""

    RESUMES = "resumes"
    POSTINGS = "postings"


@dataclass(frozen=True, slots=True)
class LabelledHolding:
    """One credential of a resume; `others` and `other_statuses` are readings that are as right."""

    credential: str
    status: Status
    issued: str | None = None
    expires: str | None = None
    quote: str = ""
    others: tuple[str, ...] = ()
    other_statuses: tuple[str, ...] = ()
    #: None: the label does not speak of it, and the text is a visible one
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class LabelledRequirement:
    """One thing that a posting asks for; `other_any_of` is a second reading, `group` joins a comma list."""

    any_of: tuple[str, ...]
    strength: Strength
    at_least: int = 1
    or_equivalent: bool = False
    obtainable: bool = False
    alternative: str | None = None
    examples: tuple[str, ...] = ()
    quote: str = ""
    other_any_of: tuple[str, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document by its file's name, what kind of document it is (`facets`), and what it says."""

    file: str
    facets: tuple[tuple[str, str], ...]
    holdings: tuple[LabelledHolding, ...] = ()
    requirements: tuple[LabelledRequirement, ...] = ()

    @property
    def name(self) -> str:
        """The name without its folder, by which answers are found."""
        return Path(self.file).name


@dataclass(frozen=True, slots=True)
class Labels:
    """All documents of a set, all of one kind."""

    kind: Kind
    documents: tuple[LabelledDocument, ...]


def read_labels(path: Path) -> Labels:
    """Return the labels of a file; raises `ScannerError` that names the line which breaks the format."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ScannerError(f"{path} can't be read ({error}): name a file of labels, a line of JSON each") from error
    rows = [_row(line, f"{path}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]
    if not rows:
        raise ScannerError(f"{path} has no labels: it must have a line of JSON for each document")
    kind = _kind(rows[0])
    documents = tuple(_document(row, kind) for row in rows)
    _refuse_twice(path, documents)
    return Labels(kind, documents)


def _row(line: str, place: str) -> Fields:
    try:
        return Fields.of(json.loads(line), place)
    except ValueError as error:
        raise ScannerError(f"{place}: this is no JSON ({error})") from error


def _said(row: Fields) -> Fields:
    return Fields.of(row.values.get("labels", row.values), row.place)


def _kind(row: Fields) -> Kind:
    said = _said(row).values
    if ("holdings" in said) == ("requirements" in said):
        raise ScannerError(f"{row.place}: the labels need either 'holdings' (of a resume) or 'requirements'")
    return Kind.RESUMES if "holdings" in said else Kind.POSTINGS


def _document(row: Fields, kind: Kind) -> LabelledDocument:
    if _kind(row) is not kind:
        raise ScannerError(f"{row.place}: a file labels resumes or postings, not both; the first line has {kind}")
    said = _said(row)
    return LabelledDocument(
        file=row.text("file") or row.need("id", str) + ".txt",
        facets=tuple(_facets(row)),
        holdings=tuple(_holding(item) for item in said.objects("holdings")),
        requirements=tuple(_requirement(item) for item in said.objects("requirements")),
    )


def _facets(row: Fields) -> Iterable[tuple[str, str]]:
    language = row.text("language") or row.text("lang")
    if language:
        yield "language", language
    columns = row.get("columns", int, 0)
    layout = row.text("layout") or (columns and ("two-column" if columns == _TWO_COLUMNS else "one-column"))
    if layout:
        yield "layout", layout
    for key in ("kind", "producer"):
        if value := row.text(key):
            yield key, value


def _holding(item: Fields) -> LabelledHolding:
    return LabelledHolding(
        credential=item.need("credential", str),
        status=Status(item.one_of("status", _STATUSES)),
        issued=item.text("issued"),
        expires=item.text("expires"),
        quote=item.get("quote", str, ""),
        others=item.texts("alt"),
        other_statuses=item.texts("alt_status"),
        hidden=item.get("hidden", bool, default=False) if "hidden" in item.values else None,
    )


def _requirement(item: Fields) -> LabelledRequirement:
    group = item.values.get("group")
    return LabelledRequirement(
        any_of=item.texts("any_of"),
        strength=Strength(item.one_of("strength", _STRENGTHS)),
        at_least=item.get("at_least", int, 1),
        or_equivalent=item.get("or_equivalent", bool, default=False),
        obtainable=item.get("obtainable", bool, default=False),
        alternative=item.text("alternative"),
        examples=item.texts("examples"),
        quote=item.get("quote", str, ""),
        other_any_of=item.texts("alt_any_of"),
        group=str(group) if group else None,
    )


def _refuse_twice(path: Path, documents: Iterable[LabelledDocument]) -> None:
    seen: set[str] = set()
    for document in documents:
        if document.name in seen:
            raise ScannerError(f"{path}: {document.name} is labelled twice: answers are found by the file's name")
        seen.add(document.name)
