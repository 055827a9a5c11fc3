"""What a page's styles say about whether its text is seen: inline styles, and simple rules of its own style sheets.

Style sheets elsewhere are never fetched: where the page has such, the ground behind a class may be any colour.
"""

import re
from collections.abc import Mapping

from scanner.extract.look import VANISHED, WHITE, Colour, Look, hex_colour

Properties = dict[str, str]

_OUT_OF_SIGHT = "moved out of sight"
_DECLARATION = re.compile(r"([a-zA-Z-]{2,40})\s*:\s*([^;{}]{1,300})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_BRACE = re.compile("[{}]")
_AT_BLOCK = re.compile(r"@[^{};]{0,500}(?:;|\{)")
#: a tag, a class, an identifier, or a tag with one of these; a rule for more than that is left alone
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*)?([.#][\w-]+)?")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+)(%)?)?\s*\)")
_LENGTH = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%|)")
_NAMES = {"white": WHITE, "snow": (255, 250, 250), "ghostwhite": (248, 248, 255), "ivory": (255, 255, 240),
          "floralwhite": (255, 250, 240), "whitesmoke": (245, 245, 245), "black": (0, 0, 0)}  # fmt: skip
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "": 0.75}
_FAR = 900.0
_CLIPPED = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)|inset\(\s*(?:50|100)%")
_MOST_RULES = 5_000


class Sheet:
    """The rules of a page's own style sheets, by what they select."""

    def __init__(self, text: str) -> None:
        self._rules: dict[str, Properties] = {}
        for number, match in enumerate(_RULE.finditer(_without_at_rules(_COMMENT.sub(" ", text)))):
            if number >= _MOST_RULES:
                break
            properties = declared(match[2])
            for selector in match[1].split(","):
                simple = _SELECTOR.fullmatch(selector.strip())
                if simple and (simple[1] or simple[2]):
                    key = (simple[1] or "").lower() + (simple[2] or "")
                    self._rules.setdefault(key, {}).update(properties)

    def of(self, tag: str, attributes: Mapping[str, str | None]) -> Properties:
        """Return what applies to an element: its tag's rules, its classes', its own, its inline style."""
        found: Properties = {}
        if self._rules:
            names = [f".{name}" for name in (attributes.get("class") or "").split()]
            if attributes.get("id"):
                names.append(f"#{attributes['id']}")
            for key in (tag, *(key for name in names for key in (name, tag + name))):
                found.update(self._rules.get(key, {}))
        style = attributes.get("style")
        return found | declared(style) if style else found


def _without_at_rules(text: str) -> str:
    """Return a style sheet without its @ rules, whole blocks of them (print, small screens) included."""
    out: list[str] = []
    at = 0
    while match := _AT_BLOCK.search(text, at):
        out.append(text[at : match.start()])
        at = match.end()
        depth = 1 if match[0].endswith("{") else 0
        while depth and (brace := _BRACE.search(text, at)):
            depth += 1 if brace[0] == "{" else -1
            at = brace.end()
        if depth:
            return "".join(out)
    out.append(text[at:])
    return "".join(out)


def declared(style: str) -> Properties:
    """Return the properties that an inline style, or the body of a rule, declares."""
    return {
        match[1].lower(): match[2].lower().replace("!important", "").strip() for match in _DECLARATION.finditer(style)
    }


def why_hidden(properties: Properties) -> str | None:
    """Return why an element with these properties is not shown at all, None where it may be."""
    if properties.get("display") == "none" or properties.get("visibility") in {"hidden", "collapse"}:
        return VANISHED
    if properties.get("opacity") in {"0", "0.0", "0%"}:
        return VANISHED
    if _CLIPPED.search(properties.get("clip", "") + properties.get("clip-path", "")):
        return _OUT_OF_SIGHT
    far = (_length(properties.get(name)) for name in ("left", "right", "top", "text-indent", "margin-left"))
    if any(length is not None and length < -_FAR for length in far):
        return _OUT_OF_SIGHT
    flat = (_length(properties.get(name)) for name in ("width", "height", "max-height", "max-width"))
    if properties.get("overflow", "").startswith("hidden") and any(size is not None and size <= 1 for size in flat):
        return _OUT_OF_SIGHT
    return None


def looked(look: Look, properties: Properties, tag: str, attributes: Mapping[str, str | None]) -> Look:
    """Return a look with what an element changes about it."""
    if not properties and not attributes:
        return look
    colour = properties.get("color") or (attributes.get("color") if tag == "font" else None)
    if colour:
        look = look._replace(colour=_colour(colour))
    ground = properties.get("background-color") or properties.get("background") or attributes.get("bgcolor")
    picture = properties.get("background-image", "none") != "none" or attributes.get("background")
    if picture or (ground and ("(" in ground and "rgb" not in ground)):
        look = look._replace(ground=None)
    elif ground and ground not in {"transparent", "none", "inherit", "initial", "unset"}:
        look = look._replace(ground=_colour(ground.split(" ")[0] if "(" not in ground else ground))
    size = properties.get("font-size")
    if size:
        points = _length(size, scale=look.points)
        look = look._replace(points=points) if points is not None else look
    return look


def _colour(text: str) -> Colour | None:
    match = _RGB.search(text)
    if match:
        alpha = float(match[4]) if match[4] and match[4].count(".") < 2 and match[4] != "." else 1.0  # noqa: PLR2004
        return (int(match[1]), int(match[2]), int(match[3])) if alpha > 0 else None
    return _NAMES.get(text.strip()) or hex_colour(text if text.strip().startswith("#") else None)


def _length(text: str | None, *, scale: float | None = None) -> float | None:
    """Return a length in points; one that is relative counts from `scale`, or from an ordinary size."""
    match = _LENGTH.fullmatch(text.strip()) if text else None
    if match is None or match[1] in {"", "-", "."}:
        return None
    if scale is not None and match[2] in {"em", "%"}:
        return float(match[1]) * scale / (100 if match[2] == "%" else 1)
    return float(match[1]) * _POINTS[match[2]]
