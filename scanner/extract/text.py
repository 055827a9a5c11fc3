"""Plain text and Markdown, in whatever encoding they come."""

import codecs
import re

from scanner.errors import UnreadableError
from scanner.extract import characters
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Link, Page, Reason
from scanner.model import Warning as Note

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: how much of a file tells its encoding
_SAMPLE = 64_000
#: a shorter text tells charset-normalizer too little
_TELLING = 200


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a plain file; raise `UnreadableError` where it is no text or has none."""
    text, warnings = _decoded(data, limits)
    return _document(source, "text", tidy(text), (), warnings)


def read_markdown(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the text of a Markdown file without its marks, its links beside it."""
    text, warnings = _decoded(data, limits)
    lines, links = _unmarked(text)
    return _document(source, "markdown", lines, links, warnings)


def _document(source: str, kind: str, text: str, links: tuple[Link, ...], warnings: tuple[Note, ...]) -> Document:
    if not text.strip():
        message = "the file holds white space only: nothing to read; check that it is the right file"
        raise UnreadableError(Reason.NO_TEXT, message)
    return Document(source, kind, text, (Page(1, 0, len(text)),), links=links, warnings=warnings)


# --- encodings ----------------------------------------------------------------------------------------------------


def _decoded(data: bytes, limits: Limits) -> tuple[str, tuple[Note, ...]]:
    encoding = encoding_of(data)
    if encoding is None:
        message = "this is no text and no format that can be read; save the document as PDF or as text"
        raise UnreadableError(Reason.UNSUPPORTED_FORMAT, message)
    # A character takes four bytes at most: no more than the cap is ever decoded.
    text = data[: 4 * limits.text + 4].decode(encoding, errors="replace")
    if len(text) <= limits.text and len(data) <= 4 * limits.text + 4:
        return text, ()
    message = f"the text is cut after {limits.text:,} characters"
    return text[: limits.text], (Note("text-cut", message),)


def encoding_of(data: bytes) -> str | None:
    """Return the name of the encoding that `data` is text in, None if it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    wide = _wide_encoding(sample)
    if wide is not None:
        return wide
    if _looks_binary(sample):
        return None
    return "utf-8" if _is_utf8(data) else _legacy_encoding(sample)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark: Western text has a zero in every second byte, and in no other."""
    zeros = sample.count(0)
    if zeros < max(1, len(sample) // 4):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even <= odd // 20:
        return "utf-16-le"
    if odd <= even // 20:
        return "utf-16-be"
    return None


def _looks_binary(sample: bytes) -> bool:
    """Control characters beyond a stray few: in text there are none but tabs, line ends and terminal escapes."""
    controls = sum(map(sample.count, (*range(7), *range(14, 27), 28, 29, 30, 31)))
    return controls * 20 > len(sample)


def _is_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8, a few broken bytes aside (one bad character must not make mojibake of the rest)."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        sample = data[:_SAMPLE]
        broken = sample.decode("utf-8", errors="replace").count("\ufffd")
        multibyte = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", sample))
        return multibyte > 2 * broken
    return True


def _legacy_encoding(sample: bytes) -> str:
    """One byte a character: told by charset-normalizer where the text is long enough to tell."""
    if len(sample) >= _TELLING:
        from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to import, seldom needed)

        best = from_bytes(sample, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
        if best is not None and not best.encoding.startswith("utf"):
            return str(best.encoding)
    return "cp1252"


# --- lines --------------------------------------------------------------------------------------------------------

_ESCAPE_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\-_])")


def tidy(text: str) -> str:
    """Return `text` with plain line ends and characters; form feeds (page ends) become blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\v", "\n")
    if "\x1b" in text:
        text = _ESCAPE_SEQUENCE.sub("", text)
    text = characters.clean_text(text)
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# --- Markdown -----------------------------------------------------------------------------------------------------

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_CELL_END = re.compile(r"(?<!\\)\|")
# One alternative for each kind of mark; no nesting and no repetition inside a repetition, so that it stays linear.
_INLINE = re.compile(
    r"!?\[(?P<label>[^\[\]\n]{0,500})\]"
    r"\((?P<url><[^<>\n]{0,2000}>|[^()\s]{0,2000})(?:[ \t]+[\"'][^\n\"']{0,200}[\"'])?\)"
    r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]{1,2000})>"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~])"
    r"|(?P<strong>(?<=\S)\*{1,3}|\*{1,3}(?=\S)|~~|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))"
)


def _unmarked(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return the text without Markdown's marks and the links that stood in it."""
    out: list[str] = []
    for line in tidy(text).split("\n"):
        out.extend(_plain_lines(line, out))
    return _inline("\n".join(out))


def _plain_lines(line: str, before: list[str]) -> list[str]:
    """Return what a line of Markdown leaves, its inline marks still in it; `before` holds the lines above it."""
    heading = _HEADING.match(line)
    if heading:
        return ["", heading[1], ""]
    if _UNDERLINE.match(line) and before and before[-1] and not line.strip().startswith("- "):
        title = before.pop()
        return ["", title, ""]
    if _RULE.match(line) or _FENCE.match(line):
        return [""]
    if _TABLE_RULE.match(line) and "|" in line:
        return []
    line = _QUOTE.sub("", line)
    if line.lstrip().startswith("|"):
        cells = [cell.strip() for cell in _CELL_END.split(line.strip().strip("|"))]
        return [" | ".join(cells)]
    return [_BULLET.sub(rf"\1{characters.BULLET} ", line)]


def _inline(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return `text` without inline marks, and the links with the place that they got."""
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    out: list[str] = []
    links: list[Link] = []
    length = last = 0
    for match in _INLINE.finditer(text):
        shown = match["label"] or match["auto"] or match["code"] or match["escaped"] or ""
        if match["label"] and "*" in shown:
            shown = shown.replace("*", "")
        out += [text[last : match.start()], shown]
        length += match.start() - last
        url = match["auto"] or (match["url"] or "").strip("<>")
        if url and shown:
            links.append(Link(length, length + len(shown), url))
        length += len(shown)
        last = match.end()
    out.append(text[last:])
    return "".join(out), tuple(links)
