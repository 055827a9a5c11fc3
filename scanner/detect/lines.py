"""The lines of a document: where each begins and ends, its bullet, and whether it goes on from the line before."""

import re
from collections.abc import Container
from typing import NamedTuple

_LINE = re.compile(r"[^\n]+")
_MARKS = "•▪▫◦‣·∙○●■□▸▹►➢➤✓✔✗✦✧★☆»>–—*→⇒♦◆⁃\u2023\uf0b7\u2600-\u27bf\U0001f300-\U0001faff"
# A mark of a list, a dash before a word, "o" as some fonts draw a circle, a number or a letter ("1.", "(b)", "E2:",
# "3.2" before a capital, "3" before capitals alone), a box to tick, which stays: it may say something.
_BULLET = re.compile(
    rf"[ \t]*(?:[{_MARKS}]{{1,2}}\ufe0f?|-(?=[\s\w])|[+~](?=[ \t])|o(?=[ \t]+[A-Z])"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)](?=\s)|[A-Z]\d{1,2}[.):](?=\s)|\d{1,2}(?:\.\d{1,2}){1,2}\.?(?=[ \t]+[A-Z])"
    r"|\d{1,2}(?=[ \t]+[A-Z][A-Z'’/& -]{3,}$)|(?=\[[ xX✓✔]?\][ \t]*\S))[ \t]*"
)
_OUTLINE = re.compile(r"\d+|(?<![^\W_])[a-z](?=[.)])")
# "## Heading", "**Heading**", "*Heading*": what marks a heading in Markdown that came as plain text.
_MARKUP = re.compile(r"(?:#{1,6}[ \t]+|\*{2,3}|__|\*(?=[^\s*][^*\n]*\*[ \t]*$))+")
_OPEN_END = re.compile(
    r"(?:[,&/(–—-]|\b(?:and|or|of|for|in|with|to|on|by|from|at|as|und|oder|für|mit|auf|von|et|ou|de|del|pour|avec|sur|par|y|e"
    r"|em|en|con|por|para|com|sobre))$"
)
#: no line ends with an article of its own will
_ARTICLE_END = re.compile(
    r"\b(?:the|an?|my|your|his|our|their|der|die|das|dem|den|des|zum|zur|im|am|einen?|einem|einer|meinen?|meinem|meiner"
    r"|les?|la|du|aux?|une?|mon|el|los|las|del|al|una|um|uma|o|os|do|da|dos|das|ao|no|na)$"
)
# "edX", "eJPT", "iSAQB": a name that begins small, not the rest of a sentence
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]")
#: more than the longest of these words has, so that a line is looked at from no further back
_LONGEST_OPEN = 12
_CLOSING = ".!?:;|"
_COLUMNS = re.compile(r"\S(?: {3,}|\t+| \| )\S")
_SHORT = 40
_LONG = 60
_SHARE = 0.8
#: "2025: …", "ongoing  …": an entry of a list by years, or by what became of it
_LED = re.compile(r"(?:19|20)\d\d(?::| [–—-] )|\S{1,14}(?:\t| {2,})")


class Line(NamedTuple):
    """One line of the text, without its bullet and outer white space; `block` counts blank lines before it."""

    start: int
    end: int
    has_bullet: bool
    block: int
    #: set off by Markdown's marks of a heading or of bold print
    is_marked: bool = False
    #: the bullet; all numbers and all letters are one
    mark: str = ""

    def text(self, whole: str) -> str:
        """Return the line's words."""
        return whole[self.start : self.end]


def find_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, in order."""
    lines: list[Line] = []
    block = 0
    last_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        if not raw.strip():
            continue
        if text.count("\n", last_end, match.start()) > 1:
            block += 1
        last_end = match.end()
        if raw[0].isupper() and not raw[1:2].isdigit():
            # most lines: no bullet and no mark begins with a capital
            lines.append(Line(match.start(), match.start() + len(raw.rstrip()), has_bullet=False, block=block))
            continue
        bullet = None if _MARKUP.match(raw.lstrip()) else _BULLET.match(raw)
        inner = raw[bullet.end() :] if bullet else raw
        if not inner.strip():
            bullet, inner = None, raw
        start = match.start() + len(raw) - len(inner.lstrip())
        markup = _MARKUP.match(text, start, match.end())
        end = match.start() + len(raw.rstrip().rstrip("*_#") if markup else raw.rstrip())
        if markup and markup.end() < end:
            lines.append(Line(markup.end(), end, has_bullet=False, block=block, is_marked=True))
        else:
            mark = _OUTLINE.sub("1", bullet.group().strip() or "[") if bullet else ""
            lines.append(Line(start, match.start() + len(raw.rstrip()), bullet is not None, block, mark=mark))
    return lines


def continues(  # noqa: PLR0913
    text: str, before: Line, line: Line, widest: int, begins: Container[int], *, is_cased: bool = True
) -> bool:
    """Return whether `line` is the rest of a sentence that was wrapped behind `before`, in the same block.

    `widest` is the length of the widest line of the block: a line nearly as wide was cut by the page, not the author.
    A line that begins with a name or a cue (`begins` are their starts), or has columns, is an entry of its own. Where
    no line of the block begins with a capital (`is_cased`), a small letter is no sign that a sentence goes on.
    """
    return (
        _reads_on(text, before, line, widest, begins, is_cased=is_cased)
        and not _LED.match(text, line.start)
        and not _COLUMNS.search(text, line.start, line.end)
        and not _COLUMNS.search(text, before.start, before.end)
    )


def _reads_on(  # noqa: PLR0913
    text: str, before: Line, line: Line, widest: int, begins: Container[int], *, is_cased: bool
) -> bool:
    head, last = text[line.start], text[before.end - 1]
    length = before.end - before.start
    is_cut = length >= _LONG and length >= _SHARE * widest and last not in _CLOSING
    if head in "(&,)" or _is_open(text, before):
        return True
    if head.islower() and is_cased:
        return is_cut or not (line.start in begins or _SMALL_NAME.match(text, line.start))
    if head.isdigit() or last.isdigit() or last == ")":
        return False
    return is_cut and line.start not in begins


def _is_open(text: str, line: Line) -> bool:
    """Return whether a line ends with a word or a mark that something must follow."""
    end = max(line.start, line.end - _LONGEST_OPEN)
    if line.end - line.start >= _SHORT and _OPEN_END.search(text, end, line.end):
        return True
    return _ARTICLE_END.search(text, end, line.end) is not None and " " in line.text(text)
