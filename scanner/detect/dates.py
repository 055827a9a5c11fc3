"""Dates and ranges of dates in the forms that resumes use, in five languages."""

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date

from scanner.catalog.words import fold
from scanner.model import DateHit

_EARLIEST, _LATEST = 1970, 2060
# What an optical reader makes of digits: same length, so that offsets stay.
_OCR_DIGITS = re.compile(r"(?<=[\d/.\-])[OolI](?=[\dOolI/.\-]|\b)|\b[OolI](?=\d{1,3}[/.\-])")
_RANGE = r"[ \t]*(?:-|–|—|\bto\b|\bbis\b|\ba\b|\bal\b|\bate\b|\buntil\b|→)[ \t]*"


class DateFinder:
    """Finds dates; built once from the names of months and the words for "today" in `phrases.yaml`."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._months = {fold(name): month for month in range(1, 13) for name in groups.get(f"month_{month}", ())}
        names = "|".join(sorted(map(re.escape, self._months), key=len, reverse=True)) or "(?!)"
        present = "|".join(sorted((re.escape(word) for word in groups.get("present", ())), key=len, reverse=True))
        single = _single_pattern(names)
        self._single = re.compile(single, re.IGNORECASE | re.MULTILINE)
        last = rf"(?P<last>{_unnamed(single)})|(?P<present>{present or '(?!)'})\b"
        pattern = rf"(?P<first>{_unnamed(single)})(?:{_RANGE}(?:{last}))?"
        self._dates = re.compile(pattern, re.IGNORECASE | re.MULTILINE)

    def find(self, text: str) -> tuple[DateHit, ...]:
        """Return every date of the text, ranges as one hit, in order."""
        clean = _OCR_DIGITS.sub(lambda match: "0" if match.group() in "Oo" else "1", text)
        hits = (self._read(match) for match in self._dates.finditer(_without_accents(clean)))
        return tuple(hit for hit in hits if hit is not None)

    def _read(self, match: re.Match[str]) -> DateHit | None:
        first = self._value(match["first"])
        last = self._value(match["last"]) if match["last"] else None
        if first is None or (match["last"] and last is None):
            return None
        return DateHit(match.start(), match.end(), first, "present" if match["present"] else last)

    def _value(self, text: str) -> str | None:
        found = self._single.fullmatch(text)
        if found is None:
            return None
        parts = found.groupdict()
        year = _year(next(parts[f"y{i}"] for i in range(1, 9) if parts[f"y{i}"]))
        name = parts["n3"] or parts["n4"] or parts["n5"] or parts["n8"]
        month = parts["m1"] or parts["m2"] or parts["m6"]
        day = parts["d1"] or parts["d2"] or parts["d3"] or parts["d4"]
        if parts["q7"]:
            return _date(year, int(parts["q7"]) * 3, None)
        if name:
            return _date(year, self._months[fold(name)], int(day) if day else None)
        if parts["d2"] and month:
            return _day_month(year, int(parts["d2"]), int(month))
        return _date(year, int(month) if month else None, int(day) if day else None)


def _single_pattern(names: str) -> str:
    """Return the pattern of one date; its groups name the parts: y year, m month, n its name, d day, q quarter."""
    year = r"(?:19|20)\d\d"
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    ordinal = r"(?:st|nd|rd|th|\.|º|er)?"
    return (
        # In run-together text a date follows a small letter: "since2018", "validthroughApril2027".
        rf"(?:(?<![^\W_])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])|\d))(?:"
        rf"(?P<y1>{year})-(?P<m1>0[1-9]|1[0-2])(?:-(?P<d1>0[1-9]|[12]\d|3[01]))?"
        rf"|(?P<d2>{day})[./-](?P<m2>{day})[./-](?P<y2>{year})"
        rf"|(?P<d3>{day}){ordinal}[ -]*(?:(?:de|of)[ ]+)?(?P<n3>{names})\.?(?:[ ,-]*|[ ]+de[l]?[ ]+)(?P<y3>{year})"
        rf"|(?P<n4>{names})\.?[ ]+(?P<d4>{day})(?:st|nd|rd|th)?,[ ]+(?P<y4>{year})"
        rf"|(?P<n5>{names})\.?(?:[ ,/'’\n-]*|[ ]+de[l]?[ ]+)(?P<y5>{year}|(?<=['’])\d\d|[1-3]\d(?=[ ]*(?:$|[,;)|\n])))"
        rf"|(?P<m6>0?[1-9]|1[0-2])[/.](?P<y6>{year})"
        rf"|Q(?P<q7>[1-4])[ /-]?(?P<y7>{year})"
        rf"|(?P<n8>(?!))?(?P<y8>{year}|['’][0-3]\d)"
        rf")(?!\d|[-/.](?!{year}(?!\d))\d)"
    )


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _without_accents(text: str) -> str:
    return text.translate({ord(c): _fold_character(c) for c in set(text) if not c.isascii()})


def _fold_character(c: str) -> str:
    folded = fold(c)
    return c if len(folded) != 1 or c.isascii() else folded


def _year(text: str) -> int:
    text = text.strip("'’")
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004  (a year in two digits)


def _day_month(year: int, first: int, second: int) -> str | None:
    # 14/02/2016 and 02/14/2016 tell themselves apart; the rest of the world writes the day first.
    if second > 12:  # noqa: PLR2004
        first, second = second, first
    return _date(year, second, first)


def _date(year: int, month: int | None, day: int | None) -> str | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    if day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat()
