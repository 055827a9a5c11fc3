"""The elements of a DOCX: what wraps others, what writes, what is drawn."""

from collections.abc import Iterator

from scanner.extract.docx_styles import Element, child, named, value
from scanner.extract.look import WHITE, hex_colour

#: what only holds other content
WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo", "AlternateContent"}
_TEXTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def chosen(element: Element) -> list[Element]:
    """Return the children of a wrapper; of alternatives, which say the same twice, the first."""
    if named(element) != "AlternateContent":
        return list(element)
    first = child(element, "Choice")
    chosen = first if first is not None else child(element, "Fallback")
    return list(chosen) if chosen is not None else []


def below(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, through all that only wraps them."""
    stack = [iter(parent)]
    while stack:
        for element in stack[-1]:
            if named(element) == name:
                yield element
            elif named(element) in WRAPPERS:
                stack.append(iter(chosen(element)))
                break
        else:
            stack.pop()


def fills(element: Element, name: str) -> bool:
    """Whether an element of a drawing draws something that is not white."""
    if name in {"blip", "imagedata", "gradFill", "pattFill"}:
        return True
    if name == "solidFill":
        colour = child(element, "srgbClr")
        return colour is None or hex_colour(value(colour)) != WHITE
    if name in {"shape", "rect", "roundrect", "background"}:
        fill = value(element, "fillcolor")
        return fill is not None and fill.split(" ")[0].lower() not in {"white", "#fff", "#ffffff"}
    return False


def is_behind(drawing: Element) -> bool:
    """Whether a drawing lies behind the text of the page."""
    anchor = child(drawing, "anchor")
    if anchor is not None:
        return value(anchor, "behindDoc") in {"1", "true"}
    return any("z-index:-" in (value(shape, "style") or "") for shape in drawing)


def text_in(element: Element, name: str) -> str | None:
    """Return what an element writes, None where it is none that writes."""
    if name == "t":
        # What is left of an entity, which is never resolved, parts the text.
        return (element.text or "") + "".join(one.tail or "" for one in element)
    return _symbol(element) if name == "sym" else _TEXTS.get(name)


def _symbol(element: Element) -> str:
    try:
        return chr(int(value(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
