"""A resume's telephone number, in the international form where its country is known, else as it is written.

The country is never guessed from the digits of a city. It is, in this order: the one that the number itself states
(+41 …, 0041 …); the only country that the contact lines name; that of the e-mail address (….de); North America for what
is written as only there, (503) 555-0142, with an area code that exists.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

import phonenumbers
from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_possible_number,
    is_valid_number,
    parse,
)

from scanner.catalog.words import fold
from scanner.interpret.contact import Contact
from scanner.model import Annotations, WordHit
from scanner.spans import on_hinted_lines, overlaps, within

_NUMBER = re.compile(
    r"(?<![\w/@.-])(?:\+|\(\+?|00(?=[1-9]))?\d[\d ().\u00a0/-]{5,20}\d"
    r"(?:[ \u00a0]*(?:ext\.?|x)[ \u00a0]?\d{1,5})?(?![\w@])",
    re.IGNORECASE,
)
#: what each of these has in it: quickly found, and few lines have it
_DIGITS = re.compile(r"\d[\d ().\u00a0/-]{5,20}\d")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\D{1,4}(?:(?:19|20)\d\d|\d\d)(?!\d)")
_NORTH_AMERICAN = re.compile(r"\(\d{3}\)[ \u00a0]?\d{3}[-. ]\d{4}|(\d{3})([-.])\d{3}\2\d{4}")
_LABEL = "phone_label"
_OTHER_NUMBER = "entry_detail"
_REGION = "region_"
#: how far a label may stand before its number: "Mobile (preferred): "
_LABEL_REACH = 24
_MOST_TRIED = 60
_ABROAD = re.compile(r"^\(?(?:00(?=[1-9])|\+)")
_EXTENSION = re.compile(r"[ \u00a0]*(?:ext|x)", re.IGNORECASE)
_NETWORK = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
# What may stand beside a number without a label: the line's end, a mark, "TX" before it, an address behind it.
_BEFORE = re.compile(r"(?:^|[^\w\s'\"]|\b[A-Z]{2,3}|\s{2,})\s*\Z")
_BEHIND = re.compile(r"\s*(?:\Z|[^\w\s.'\"%]|\S*[@/]|\s{2,})")
_LANGUAGES = ("en", "de", "fr", "es", "pt")
_PIECES = re.compile(r"[,|/·•()\n;–—-]| {2,}")
#: top-level domains that say nothing of a country
_WORLDWIDE = frozenset({"ai", "co", "io", "me", "tv", "cc", "fm", "gg"})


def find_phone(seen: Annotations, contact: Contact) -> str | None:
    """Return the owner's number, None where the text gives none; no digit is added or lost but the trunk prefix."""
    text = seen.document.text
    for count, match in enumerate(on_hinted_lines(_DIGITS, _NUMBER, text)):
        if count == _MOST_TRIED:
            return None
        if _is_a_phone(seen, contact, match):
            return _written(seen, contact, match.group().strip())
    return None


def _is_a_phone(seen: Annotations, contact: Contact, match: re.Match[str]) -> bool:
    """Return whether digits are a telephone number by what they look like and where they stand."""
    written = match.group()
    core = _EXTENSION.split(written, maxsplit=1)[0]
    if not _FEWEST_DIGITS <= sum(c.isdigit() for c in core) <= _MOST_DIGITS or core.count("(") != core.count(")"):
        return False
    if _YEARS.search(core) or _NETWORK.fullmatch(core) or overlaps(seen.dates, match.start(), match.end()):
        return False
    label = _label_before(seen, match.start())
    if label == _OTHER_NUMBER or overlaps(seen.mentions, match.start(), match.end()):
        return False
    return label == _LABEL or _is_international(written) or (contact.has(match.start()) and _stands_alone(seen, match))


def _stands_alone(seen: Annotations, match: re.Match[str]) -> bool:
    """Return whether a number is an item of its line, not a quantity in a sentence or a bare code."""
    text = seen.document.text
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    before, behind = text[start : match.start()], text[match.end() : end if end >= 0 else len(text)]
    return not match.group().isdigit() and bool(_BEFORE.search(before[-80:]) and _BEHIND.match(behind[:80]))


def _is_international(written: str) -> bool:
    number = _parsed(written, None)
    return number is not None and is_valid_number(number)


def _label_before(seen: Annotations, start: int) -> str | None:
    """Return what the nearest label on the same line says that the digits are."""
    line = max(seen.document.text.rfind("\n", 0, start) + 1, start - _LABEL_REACH)
    labels = [word for word in within(seen.words, line, start) if word.group in (_LABEL, _OTHER_NUMBER)]
    if not labels:
        return None
    # "Phone no.": of labels that touch, the first speaks; "no." alone says nothing of a telephone.
    return _LABEL if any(word.group == _LABEL for word in labels) else labels[-1].group


def _written(seen: Annotations, contact: Contact, written: str) -> str:
    number = _parsed(written, None)
    if number is None:
        for region in _regions(seen, contact, written):
            number = _parsed(written, region)
            if number is not None and is_valid_number(number):
                break
            number = None
    return written if number is None else format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _parsed(written: str, region: str | None) -> PhoneNumber | None:
    """Return a number that its country's rules allow, by its length at least."""
    if region is None:
        written = _ABROAD.sub("+", written)
        if not written.startswith("+"):
            return None
    try:
        number = parse(written, region)
    except NumberParseException:
        return None
    return number if is_possible_number(number) else None


def _regions(seen: Annotations, contact: Contact, written: str) -> Iterator[str]:
    """Yield the countries that a number without one may be of, the surest first."""
    named = {region for start, end in contact.lines for region in _named_regions(seen, start, end)}
    if len(named) == 1:
        yield from named
    domain = (contact.email or "").rpartition(".")[2].lower()
    region = "GB" if domain == "uk" else domain.upper()
    if not named and region in SUPPORTED_REGIONS and domain not in _WORLDWIDE:
        yield region
    if _NORTH_AMERICAN.fullmatch(_EXTENSION.split(written, maxsplit=1)[0]):
        # Behind the country that is named: Georgia is two.
        yield "US"


def _named_regions(seen: Annotations, start: int, end: int) -> Iterator[str]:
    words: list[WordHit] = [word for word in within(seen.words, start, end) if word.group.startswith(_REGION)]
    yield from (word.group.removeprefix(_REGION).upper() for word in words)
    names = _country_names()
    pieces = (fold(piece.strip()) for piece in _PIECES.split(seen.document.text[start:end]))
    yield from (names[piece] for piece in pieces if piece in names)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Return the region of each country's name, folded, in the languages that the patterns know."""
    names: dict[str, str] = {}
    for region, by_language in _names_by_region().items():
        for language in _LANGUAGES:
            name = by_language.get(language, "")
            # "*en": the same as in that language.
            name = by_language[name[1:]] if name.startswith("*") else name
            if name and region in SUPPORTED_REGIONS:
                names.setdefault(fold(name), region)
    return names


def _names_by_region() -> Mapping[str, Mapping[str, str]]:
    """Return the library's names of countries, read from their module alone: its package is 100 MB of towns."""
    folders = [f"{folder}/geodata" for folder in phonenumbers.__path__]
    spec = PathFinder.find_spec("phonenumbers.geodata.locale", folders)
    if spec is None or spec.loader is None:
        raise ImportError("phonenumbers has no names of countries: install it anew")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    names: Mapping[str, Mapping[str, str]] = module.LOCALE_DATA
    return names
