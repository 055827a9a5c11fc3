"""The styles and lists of a DOCX: what a paragraph or a stretch of text inherits from them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from scanner.extract.characters import BULLET
from scanner.extract.look import WHITE, Colour, Look, hex_colour

Element = etree._Element  # noqa: SLF001  (the name that lxml's types have for it)

_MOST_BASES = 20
_OFF = {"0", "false", "off", "none"}
#: Word's colours of a marker pen that are light enough for white text to be lost on them
_LIGHT_MARKERS = {"white", "none"}
_TWIPS = 20.0
_BODY_LEVEL = 9
_LETTERS = 26


@cache
def local(tag: str) -> str:
    """Return the name of a tag without its namespace, which differs between two editions of the standard."""
    return tag.rpartition("}")[2]


def named(element: Element) -> str:
    """Return the local name of an element, the empty name for what is none (an entity)."""
    tag = element.tag
    return local(tag) if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that local name."""
    if element is None:
        return None
    return next((one for one in element if named(one) == name), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name, whatever its namespace."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if local(str(key)) == name), None)


def number(text: str | None, default: float = 0.0) -> float:
    """Return a number that an attribute states."""
    try:
        return float(text) if text else default
    except ValueError:
        return default


def is_on(element: Element | None) -> bool | None:
    """Return what a switch says, None where it is not there."""
    return None if element is None else (value(element) or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, or the properties of a paragraph, say; None: nothing."""

    look: Callable[[Look], Look] = lambda look: look
    before: float | None = None
    after: float | None = None
    list_id: str | None = None
    level: int | None = None
    is_heading: bool | None = None

    def over(self, base: "Style") -> "Style":
        """Return this style with what it does not say taken from `base`."""
        return Style(
            lambda look: self.look(base.look(look)),
            base.before if self.before is None else self.before,
            base.after if self.after is None else self.after,
            base.list_id if self.list_id is None else self.list_id,
            base.level if self.level is None else self.level,
            base.is_heading if self.is_heading is None else self.is_heading,
        )


def looked(properties: Element | None) -> Callable[[Look], Look]:
    """Return what run properties change about a look."""
    changes: dict[str, object] = {}
    ground: Colour | None = None
    for one in properties if properties is not None else ():
        match named(one):
            case "vanish":
                changes["vanished"] = is_on(one)
            case "color":
                changes["colour"] = hex_colour(value(one))
            case "sz":
                changes["points"] = number(value(one), 20) / 2
            case "shd":
                ground = hex_colour(value(one, "fill"))
                if ground is not None:
                    changes["ground"] = ground
            case "highlight" if value(one) not in _LIGHT_MARKERS:
                changes["ground"] = None
    if not changes:
        return lambda look: look
    return lambda look: look._replace(**changes)  # type: ignore[arg-type]


def style_of(paragraph: Element | None, run: Element | None, *, heading: bool | None = None) -> Style:
    """Return what paragraph properties and run properties say."""
    spacing, numbers = child(paragraph, "spacing"), child(paragraph, "numPr")
    before, after = value(spacing, "before"), value(spacing, "after")
    level, outline = value(child(numbers, "ilvl")), value(child(paragraph, "outlineLvl"))
    if outline is not None:
        heading = number(outline, _BODY_LEVEL) < _BODY_LEVEL
    ground = hex_colour(value(child(paragraph, "shd"), "fill"))
    of_run = looked(run)
    return Style(
        (lambda look: of_run(look._replace(ground=ground))) if ground is not None else of_run,
        number(before) / _TWIPS if before else None,
        number(after) / _TWIPS if after else None,
        value(child(numbers, "numId")),
        int(number(level)) if level else None,
        heading,
    )


@dataclass(slots=True)
class Styles:
    """The named styles of a document, resolved on first use."""

    root: Element | None
    _found: dict[str, Element] = field(default_factory=dict)
    _resolved: dict[str, Style] = field(default_factory=dict)
    #: the style of a paragraph that names none
    default: Style = field(default_factory=Style)

    def __post_init__(self) -> None:
        first = ""
        for style in self.root if self.root is not None else ():
            if named(style) == "style" and (name := value(style, "styleId")) is not None:
                self._found[name] = style
                if value(style, "type") == "paragraph" and (value(style, "default") or "0").lower() not in _OFF:
                    first = name
        defaults = child(self.root, "docDefaults")
        self.default = style_of(
            child(child(defaults, "pPrDefault"), "pPr"), child(child(defaults, "rPrDefault"), "rPr")
        )
        if first:
            self.default = self.get(first)

    def get(self, name: str | None) -> Style:
        """Return a style with all that it is based on; the default where none is named or known."""
        if name is None or name not in self._found:
            return self.default
        if name not in self._resolved:
            chain: list[Style] = []
            at: str | None = name
            while at in self._found and len(chain) < _MOST_BASES:
                chain.append(self._own(self._found[at]))
                at = value(child(self._found[at], "basedOn"))
            resolved = self.default
            for style in reversed(chain):
                resolved = style.over(resolved)
            self._resolved[name] = resolved
        return self._resolved[name]

    @staticmethod
    def _own(style: Element) -> Style:
        title = (value(child(style, "name")) or "").lower()
        heading = True if title.startswith("heading") or title in {"title", "subtitle"} else None
        return style_of(child(style, "pPr"), child(style, "rPr"), heading=heading)

    def shades(self, name: str | None) -> bool:
        """Whether a table style draws a ground of its own behind some of the cells."""
        style = self._found.get(name or "")
        return style is not None and any(
            hex_colour(value(one, "fill")) not in (None, WHITE) for one in style.iter() if named(one) == "shd"
        )


class Lists:
    """The numbering of a document: the mark that stands before each paragraph of a list."""

    def __init__(self, root: Element | None) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        abstract: dict[str | None, dict[int, str]] = {}
        for one in root if root is not None else ():
            if named(one) == "abstractNum":
                abstract[value(one, "abstractNumId")] = {
                    int(number(value(level, "ilvl"))): value(child(level, "numFmt")) or "decimal"
                    for level in one
                    if named(level) == "lvl"
                }
        for one in root if root is not None else ():
            if named(one) == "num" and (list_id := value(one, "numId")) is not None:
                for level, form in abstract.get(value(child(one, "abstractNumId")), {}).items():
                    self._formats[list_id, level] = form

    def mark(self, style: Style) -> str:
        """Return what stands before the next paragraph of this style."""
        if style.list_id is None or style.list_id == "0":
            return ""
        key = (style.list_id, style.level or 0)
        form = self._formats.get(key, "bullet")
        if form == "none":
            return ""
        if form not in {"decimal", "decimalZero", "lowerLetter", "upperLetter"}:
            return f"{BULLET} "
        self._counts[key] = count = self._counts.get(key, 0) + 1
        for deeper in [other for other in self._counts if other[0] == key[0] and other[1] > key[1]]:
            del self._counts[deeper]
        if form.startswith("decimal"):
            return f"{count}. "
        letter = chr(ord("a") + (count - 1) % _LETTERS)
        return f"{letter.upper() if form == 'upperLetter' else letter}. "
