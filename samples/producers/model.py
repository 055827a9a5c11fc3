"""A resume's content, free of any layout: what `content/*.yaml` holds and every producer draws."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Job:
    """A position or a degree."""

    title: str
    employer: str
    dates: str
    place: str = ""
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its items; `kind` says what an item is.

    text: a paragraph. bullets: a list item. lines: `[label, text]`, the label often empty. jobs: a `Job`.
    entries: the lines of one entry, the first of them its name. table: the cells of a row, headings first.
    """

    heading: str
    kind: str
    items: list[Any]


@dataclass(frozen=True, slots=True)
class Resume:
    """One person's resume, who draws it and how."""

    slug: str
    producer: str
    layout: str
    name: str
    headline: str
    main: list[Section]
    sidebar: list[Section] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    letters: str = ""  #: what stands behind the name: "CISSP, CISM"
    language: str = "en"
    paper: str = "letter"
    accent: str = "#1f4e5f"
    font: str = ""
    size: str = "9.5"  #: of the text, in points

    @property
    def full_name(self) -> str:
        """The name as the document shows it."""
        return f"{self.name}, {self.letters}" if self.letters else self.name

    @property
    def title(self) -> str:
        """The document's title, as people set it: the plain name and what the file is."""
        return f"{self.name} – {'Lebenslauf' if self.language == 'de' else 'Resume'}"


def _line(item: str | dict[str, str]) -> list[str]:
    """Return label and text of a line: `- Languages: Python` is a mapping in YAML, `- Python` is none."""
    if isinstance(item, str):
        return ["", item]
    [(label, text)] = item.items()
    return [label, text]


def _section(data: dict[str, Any]) -> Section:
    readers = {"jobs": lambda item: Job(**item), "lines": _line}
    read = readers.get(data["kind"], lambda item: item)
    return Section(data["heading"], data["kind"], [read(item) for item in data["items"]])


def load(path: Path) -> Resume:
    """Read one content file; its name becomes the resume's, and each value stays text ("2024" is no number)."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (only ever makes text)
    for column in ("main", "sidebar"):
        data[column] = [_section(section) for section in data.get(column, [])]
    return Resume(slug=path.stem, **data)
