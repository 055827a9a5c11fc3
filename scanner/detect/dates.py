"""Dates and ranges of dates in the forms that resumes use, in five languages."""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from scanner.catalog.words import PART, alternatives, fold
from scanner.model import DateHit
from scanner.spans import LazySpans

_EARLIEST, _LATEST = 1970, 2060
_MONTHS = 12
_TWO_NUMBERS = re.compile(r"(\d(?<!\d\d)\d?)/(\d\d?)/(?:19|20)\d\d(?!\d)")
_FIRST_OF_LAST_CENTURY = 70
# What an optical reader makes of digits: same length, so that offsets stay.
_OCR_DIGITS = re.compile(r"[OolI](?:(?<=[\d/.\-].)(?=[\dOolI/.\-]|\b)|(?<!\w.)(?=\d{1,3}[/.\-]))")
_TO = r"[ \t]*(?:-+>?|–|—|→|>|\b(?:to|bis|a|al|ate|hasta|until|till|through|thru|jusqu[' ]?(?:au|en|a))\b)[ \t]*"
_AND = r"[ \t]+(?:and|und|et|y|e)[ \t]+"
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = r"['’]\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
#: "3 March" is a day behind these words, "March 25" a year without them
_NO_DAY = r"(?<!\bon )(?<!\bam )(?<!\ble )(?<!\bel )"
#: "03/25" is a month and a year only beside what says so; elsewhere it is a score, a fraction, a version
_SHORT = r"(?<![\d/.\-])(?:(?:0[1-9]|1[0-2])[/.][0-3]\d|[1-9]/(?:1[3-9]|[23]\d))(?![\d/]|\.\d)"
#: "out" is a month in Portuguese, unless it ends an English verb: "ran out 2022"
_NO_OUT = "".join(
    rf"(?<!\b{verb} )" for verb in ("ran", "run", "runs", "running", "timed", "aged", "phased", "dropped")
)
_ROLES = ("date_issued", "date_expires", "date_renewed")
_LONGEST_ROLE = 4
_LOOK_BACK = 60
_BETWEEN = ("between", "entre", "zwischen")
#: the first figures of a date: a year, or one or two digits ("Q32025" has both)
_FIGURES = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d\d?|(?<=[Qq])\d(?:19|20)\d\d)(?!\d)")
_YEAR_LENGTH = 4
#: no date reaches over a blank line, unless its year stands there
_BLANK = re.compile(r"\n[ \t]*\n(?!\s*\d)")
_ORDINAL = r"(?:st|nd|rd|th|\.|º|er)?"
#: where a word begins, in run-together text too
_BEGINNING = re.compile(r"(?<![^\W_])[^\W\d_]|(?<=[a-z])[A-Z]|['’]")
#: so many letters tell most words from those that a date begins with
_BEGINS = 2
#: how far the first figure of a date stands behind its beginning at most: "between the words of 3 September"
_LONGEST_LEAD = 40


class _Page:
    """A text as dates are looked for in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def clean(self) -> str:
        """The text without accents and with figures where an optical reader saw letters; offsets stay."""
        figures = _OCR_DIGITS.sub(lambda match: "0" if match.group() in "Oo" else "1", self._text)
        return _without_accents(figures)

    @cached_property
    def is_american(self) -> bool:
        """Whether the text writes the month first."""
        return _is_american(self.clean)


class DateFinder:
    """Finds dates; built once from the names of months, of a date's roles and for "today" in `phrases.yaml`."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._months = {fold(name): month for month in range(1, 13) for name in groups.get(f"month_{month}", ())}
        self._roles = frozenset(tuple(PART.findall(fold(p))) for role in _ROLES for p in groups.get(role, ()))
        names = "|".join(sorted(map(_name_form, self._months), key=len, reverse=True)) or "(?!)"
        present = alternatives(groups.get("present", ()))
        flags = re.IGNORECASE | re.MULTILINE
        words = (*self._months, *_BETWEEN, *(f"q{quarter}" for quarter in range(1, 5)))
        self._begins = frozenset(word[:_BEGINS] for word in words)
        self._goes_on = re.compile(rf"[ ]?[./-]|{_ORDINAL}[ -]*(?:{'|'.join(sorted(self._begins))}|de|of)", flags)
        self._forms = [re.compile(form, flags) for form in _forms(names)]
        single = _single(_forms(names))
        last = rf"(?P<last>{single})|(?P<present>{present})\b"
        self._dates = re.compile(
            rf"(?P<from>{_YEAR})[ ]?[-–/][ ]?['’]?(?P<to>1[3-9]|[2-4]\d)(?![\d/.\-])"
            rf"|(?P<short>{_SHORT})(?:{_TO}(?P<short_last>{_SHORT}))?"
            rf"|(?P<between>\b(?:{'|'.join(_BETWEEN)})[ ]+)?(?P<first>{single})"
            rf"(?:{_TO}(?:{last})|(?(between){_AND}(?P<and>{single})|(?!)))?",
            flags,
        )

    def find(self, text: str) -> LazySpans[DateHit]:
        """Return every date of the text, ranges as one hit, in order; most of a text is never asked for its dates."""
        page = _Page(text)
        begins = [0, *(blank.end() for blank in _BLANK.finditer(text))]
        return LazySpans(begins, len(text), lambda start, end: self._find(page, start, end))

    def _find(self, page: "_Page", start: int, end: int) -> list[DateHit]:
        hits = (self._read(match, page) for match in self._matches(page.clean, start, end))
        return [hit for hit in hits if hit is not None]

    def _matches(self, clean: str, begin: int, end: int) -> Iterator[re.Match[str]]:
        """Yield what looks like a date in a stretch, in order, as `finditer` would.

        It tries a date at each character; dates begin with their first figure or with a word in front of that.
        """
        done = begin
        for figures in _FIGURES.finditer(clean, begin, end):
            front = max(done, figures.start() - _LONGEST_LEAD)
            starts = list(self._leads(clean, front, figures.start()))
            if figures.end() - figures.start() == _YEAR_LENGTH or self._goes_on.match(clean, figures.end()):
                starts.append(figures.start())
            for start in starts:
                match = self._dates.match(clean, start, end) if start >= done else None
                if match is not None:
                    yield match
                    done = match.end()
            done = max(done, figures.end())

    def _leads(self, clean: str, start: int, end: int) -> Iterator[int]:
        """Yield where a word begins that may stand in front of the first figure of a date."""
        for match in _BEGINNING.finditer(clean, start, end):
            if clean[match.start() : match.start() + _BEGINS].lower() in self._begins or match.group() in "'’":
                yield match.start()

    def _read(self, match: re.Match[str], page: _Page) -> DateHit | None:
        if match["from"]:
            return _read_years(match)
        if match["short"]:
            return self._read_short(match)
        parts = [match.span(name) for name in ("first", "last", "and") if match[name]]
        values = [self._value(page, *part) for part in parts]
        if None in values:
            return None
        first, *rest = values
        return DateHit(parts[0][0], match.end(), first or "", "present" if match["present"] else next(iter(rest), None))

    def _read_short(self, match: re.Match[str]) -> DateHit | None:
        """Return the date of "03/25" where its surroundings say that it is one: a role, a range, a bracket, a cell."""
        first, last = (_month_year(match[name]) if match[name] else None for name in ("short", "short_last"))
        front, behind = match.string[: match.start()], match.string[match.end() : match.end() + 2]
        is_alone = "/" in match["short"] and front.rstrip(" ")[-1:] in "(|[" and behind.strip(" ")[:1] in ")|]"
        if last is None and not is_alone and not self._is_role(front[-_LOOK_BACK:]):
            return None
        return DateHit(match.start(), match.end(), first or "", last)

    def _is_role(self, front: str) -> bool:
        """Return whether a text ends with the word for a date's role: "exp.", "passed,"."""
        if not front.rstrip(" .,:(")[-1:].isalpha():
            return False
        words = PART.findall(fold(front))
        return any(tuple(words[-size:]) in self._roles for size in range(1, _LONGEST_ROLE + 1))

    def _value(self, page: _Page, start: int, end: int) -> str | None:
        text = page.clean
        if end - start == _YEAR_LENGTH and text[start:end].isdecimal():
            return _date(int(text[start:end]), None, None)
        found = next(found for form in self._forms if (found := form.fullmatch(text, start, end)))
        parts = {key: value for key, value in found.groupdict().items() if value}
        year = _year(parts["year"])
        month = self._months[fold(parts["name"])] if "name" in parts else int(parts.get("month", 0))
        if "quarter" in parts:
            month = int(parts["quarter"]) * 3
        day = int(parts.get("day", 0))
        if "second" in parts:
            second = int(parts["second"])
            return (
                _day_month(year, second, day)
                if second <= _MONTHS and page.is_american
                else _day_month(year, day, second)
            )
        return _date(year, month or None, day or None)


def _read_years(match: re.Match[str]) -> DateHit | None:
    first = int(match["from"])
    last = first // 100 * 100 + int(match["to"])
    return DateHit(match.start(), match.end(), f"{first}", f"{last}") if last > first else None


def _forms(names: str) -> list[str]:
    """Return the patterns of one date, the more precise ones first; their groups name its parts."""
    year, day, name = rf"(?P<year>{_YEAR})", rf"(?P<day>{_DAY})", rf"(?P<name>{names})"
    any_year = rf"(?P<year>{_YEAR}|{_SHORT_YEAR})"
    no_more = r"(?=[ ]*(?:$|[,;)|\n]))"
    return [
        rf"{year}[-/.](?P<month>{_MONTH})(?:[-/.](?P<day>0[1-9]|[12]\d|3[01]))?",
        rf"{day}[ ]?[./-][ ]?(?P<second>{_DAY})[ ]?[./-][ ]?{year}",
        r"(?P<day>\d\d)[./](?P<second>\d\d)[./](?P<year>[0-4]\d)",
        rf"{day}{_ORDINAL}[ -]*(?:(?:de|of)[ ]+)?{name}\.?(?:[ ,-]*|[ ]+del?[ \n]+){any_year}",
        rf"{name}\.?[ ]+{day}(?:st|nd|rd|th)?,?[ ]+{any_year}",
        rf"{name}\.?(?:[ ,/'’\n-]*|[ ]+del?[ \n]+)(?P<year>{_YEAR}|(?<=['’])\d\d)",
        rf"{_NO_DAY}{name}\.?[ /-]?(?P<year>[1-3]\d){no_more}",
        rf"(?P<month>0?[1-9]|1[0-2])(?:[ ]?[/.][ ]?|-){year}",
        rf"Q(?P<quarter>[1-4])[ /-]?{any_year}",
        rf"{year}[ /-]?Q(?P<quarter>[1-4])",
        any_year,
    ]


def _name_form(name: str) -> str:
    return f"{_NO_OUT}out" if name == "out" else re.escape(name)


def _single(forms: Iterable[str]) -> str:
    """Return the pattern of any one date, without groups of its own."""
    unnamed = "|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in forms)
    # In run-together text a date follows a small letter: "since2018", "validthroughApril2027".
    return (
        r"(?:(?<![^\W_])|(?<=(?-i:[a-z]))(?=(?-i:[A-Z])|\d))"
        rf"(?:{unnamed})"
        rf"(?!\d|[-/.](?!{_YEAR}(?!\d))\d)"
    )


def _without_accents(text: str) -> str:
    for c in set(text):
        if not c.isascii():
            text = text.replace(c, _fold_character(c))
    return text


def _fold_character(c: str) -> str:
    folded = fold(c)
    return c if len(folded) != 1 or c.isascii() else folded


def _year(text: str) -> int:
    digits = text.strip("'’")
    if len(digits) > 2:  # noqa: PLR2004  (a year in two digits)
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _FIRST_OF_LAST_CENTURY else 2000)


def _month_year(text: str) -> str | None:
    return _date(_year(text[-2:]), int(text[:-3]), None)


def _is_american(text: str) -> bool:
    """Return whether the dates of a text that tell themselves apart all write the month first: "02/14/2016"."""
    pairs = [(int(first), int(second)) for first, second in _TWO_NUMBERS.findall(text)]
    return any(second > _MONTHS for _, second in pairs) and all(first <= _MONTHS for first, _ in pairs)


def _day_month(year: int, first: int, second: int) -> str | None:
    # 14/02/2016 and 02/14/2016 tell themselves apart; the rest of the world writes the day first.
    if second > _MONTHS:
        first, second = second, first
    return _date(year, second, first)


def _date(year: int, month: int | None, day: int | None) -> str | None:
    if not _EARLIEST <= year <= _LATEST or not (month is None or 1 <= month <= _MONTHS):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day).isoformat()
