"""Who the resume speaks of, for finding the person again; never for the score."""

import re
import unicodedata

from scanner.model import Document, Person

# Tried once per run of characters and within the lengths of RFC 5321, so that a run of a megabyte costs nothing.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\w/])(?:\+|\()?\d[\d ().\u00a0-]{7,18}\d(?!\w)")
_LINK = re.compile(r"(?:https?://)?(?:www\.)?(?:linkedin\.com/in|github\.com|gitlab\.com)/[\w./%-]+", re.IGNORECASE)
_NAME = re.compile(r"(?:Dr\.? |Prof\.? )?[^\W\d_][\w'’.-]*(?:[ \u00a0]+(?:[^\W\d_][\w'’.-]*)){1,4}")
_HEAD_LINES = 6
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
#: words that a name line never has
_NO_NAME = re.compile(
    r"\b(?:curriculum|vitae|resume|résumé|lebenslauf|profile|summary|contact|engineer|developer|manager|analyst|scientist|"
    r"architect|consultant|administrator|street|road|university|experience|skills|page)\b",
    re.IGNORECASE,
)


def _folded(text: str) -> str:
    """Return the text in small letters without accents, as e-mail addresses spell names."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def find_person(document: Document) -> Person:
    """Return the name, e-mail address, phone number and profile links that a resume gives."""
    text = document.text
    email = _EMAIL.search(text)
    links = dict.fromkeys([match.group() for match in _LINK.finditer(text)])
    return Person(
        name=_name(text, email.group() if email else None),
        email=email.group() if email else None,
        phone=_phone(text),
        links=tuple(links),
    )


def _name(text: str, email: str | None) -> str | None:
    """Return the line that the e-mail address spells ("jane.roe@…"), else the first that looks like a name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    heads = [re.split(r"[,|·•(]| {2,}| – | - ", line.removeprefix("Name:").strip())[0].strip() for line in lines]
    local = set(re.findall(r"[^\W\d_]{3,}", email.partition("@")[0].lower())) if email else set()
    for head in heads:
        words = set(re.findall(r"[^\W\d_]+", _folded(head)))
        if local and _is_name(head) and len(words & local) >= min(2, len(local)):
            return _shown(head)
    return next((_shown(head) for head in heads[:_HEAD_LINES] if _is_name(head)), None)


def _is_name(head: str) -> bool:
    capitals = sum(word[0].isupper() for word in head.split())
    return _NAME.fullmatch(head) is not None and not _NO_NAME.search(head) and capitals >= 2  # noqa: PLR2004


def _shown(head: str) -> str:
    return head.title() if head.isupper() else head


def _phone(text: str) -> str | None:
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match.group())
        is_years = re.fullmatch(r"(?:19|20)\d\d\D+(?:19|20)\d\d", match.group())
        if _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not is_years:
            return match.group().strip()
    return None
