"""JSON Resume (jsonresume.org): its fields, laid out as the resume that they describe."""

import json
from collections.abc import Iterator
from typing import Any

from scanner.errors import UnreadableError
from scanner.extract import flow
from scanner.extract import text as plain_text
from scanner.extract.characters import BULLET
from scanner.extract.flow import Block, Paragraph, Span
from scanner.extract.limits import DEFAULT, Limits
from scanner.model import Document, Reason

_SECTIONS = {
    "work", "volunteer", "education", "awards", "certificates", "publications", "skills", "languages", "interests",
    "references", "projects",
}  # fmt: skip
_MOST_BYTES = 5_000_000
_MOST_ENTRIES = 2_000

Fields = dict[str, Any]


def parsed(data: bytes) -> Fields | None:
    """Return what a JSON Resume holds, None for what is none."""
    if len(data) > _MOST_BYTES:
        return None
    encoding = plain_text.encoding_of(data) or "utf-8"
    try:
        content = json.loads(data.decode(encoding, errors="replace").lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    lists = sum(isinstance(content.get(name), list) for name in _SECTIONS)
    return content if lists >= 2 or (isinstance(content.get("basics"), dict)) else None  # noqa: PLR2004


def read(data: bytes, *, source: str, limits: Limits = DEFAULT) -> Document:
    """Return the resume as text under headings; raise `UnreadableError` where it is none, or empty."""
    content = parsed(data)
    if content is None:
        raise UnreadableError(Reason.DAMAGED, "this is no resume in JSON (jsonresume.org): save it as PDF or text")
    return flow.document(source, "json-resume", list(_blocks(content)), limits)


def _blocks(content: Fields) -> Iterator[Block]:
    yield from _basics(content.get("basics"))
    yield from _section("Experience", content, "work", _job)
    yield from _section("Projects", content, "projects", _job)
    yield from _section("Volunteering", content, "volunteer", _job)
    yield from _section("Education", content, "education", _study)
    yield from _section("Certificates", content, "certificates", _certificate)
    yield from _section("Skills", content, "skills", _skill)
    yield from _section("Awards", content, "awards", _award)
    yield from _section("Publications", content, "publications", _publication)
    yield from _section("Languages", content, "languages", _language)
    yield from _section("Interests", content, "interests", _skill)
    yield from _section("References", content, "references", _reference)


def _section(heading: str, content: Fields, name: str, entry: Any) -> Iterator[Block]:  # noqa: ANN401
    entries = content.get(name)
    entries = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    blocks = [block for one in entries[:_MOST_ENTRIES] for block in entry(one)]
    if blocks:
        yield Paragraph([Span(heading)], is_heading=True)
        yield from blocks
        yield Paragraph()


def _basics(basics: object) -> Iterator[Block]:
    if not isinstance(basics, dict):
        return
    yield _line(_text(basics, "name"))
    yield _line(_text(basics, "label"))
    place = basics.get("location")
    where = (
        _listed(_text(place, "city"), _text(place, "region"), _text(place, "countryCode"))
        if isinstance(place, dict)
        else ""
    )
    yield _line(_listed(_text(basics, "email"), _text(basics, "phone"), where, separator=" | "))
    url = _text(basics, "url")
    yield _line(url, url)
    profiles = basics.get("profiles")
    for profile in profiles[:50] if isinstance(profiles, list) else ():
        if isinstance(profile, dict):
            url = _text(profile, "url")
            yield _line(_listed(_text(profile, "network"), url or _text(profile, "username"), separator=": "), url)
    summary = _text(basics, "summary")
    if summary:
        yield from (Paragraph([Span("Summary")], is_heading=True), _line(summary), Paragraph())


def _job(entry: Fields) -> Iterator[Block]:
    title = _text(entry, "position") or _text(entry, "roles")
    employer = _text(entry, "name") or _text(entry, "company") or _text(entry, "organization") or _text(entry, "entity")
    yield Paragraph()
    yield _line(_listed(_listed(title, employer), _span(entry), separator="  "), _text(entry, "url"))
    yield from _details(entry)


def _study(entry: Fields) -> Iterator[Block]:
    title = _listed(_text(entry, "studyType"), _text(entry, "area"), separator=" ")
    yield _line(_listed(_listed(title, _text(entry, "institution")), _span(entry), separator="  "), _text(entry, "url"))
    for course in _texts(entry.get("courses")):
        yield _item(course)


def _certificate(entry: Fields) -> Iterator[Block]:
    name = _text(entry, "name") or _text(entry, "title")
    url = _text(entry, "url")
    rest = _listed(_text(entry, "issuer"), _text(entry, "date") or _span(entry))
    expires = _text(entry, "endDate") or _text(entry, "expires")
    if expires and expires not in rest:
        rest = _listed(rest, f"expires {expires}")
    if name:
        yield Paragraph([Span(name, url=url or None), Span(f", {rest}" if rest else "")], f"{BULLET} ")


def _skill(entry: Fields) -> Iterator[Block]:
    name = _listed(_text(entry, "name"), _text(entry, "level"))
    yield _line(_listed(name, ", ".join(_texts(entry.get("keywords"))), separator=": "))


def _award(entry: Fields) -> Iterator[Block]:
    yield _item(_listed(_text(entry, "title"), _text(entry, "awarder"), _text(entry, "date"), _text(entry, "summary")))


def _publication(entry: Fields) -> Iterator[Block]:
    yield _item(_listed(_text(entry, "name"), _text(entry, "publisher"), _text(entry, "releaseDate")))


def _language(entry: Fields) -> Iterator[Block]:
    yield _line(_listed(_text(entry, "language"), _text(entry, "fluency"), separator=": "))


def _reference(entry: Fields) -> Iterator[Block]:
    yield _line(_listed(_text(entry, "name"), _text(entry, "reference"), separator=": "))


def _details(entry: Fields) -> Iterator[Block]:
    for name in ("summary", "description"):
        if text := _text(entry, name):
            yield _line(text)
    for text in (*_texts(entry.get("highlights")), *_texts(entry.get("keywords"))):
        yield _item(text)


def _span(entry: Fields) -> str:
    first, last = _text(entry, "startDate"), _text(entry, "endDate")
    return f"{first} – {last or 'present'}" if first else last


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, list):
        return ", ".join(_texts(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _texts(values: object) -> list[str]:
    if not isinstance(values, list):
        return []
    return [value.strip() for value in values[:_MOST_ENTRIES] if isinstance(value, str) and value.strip()]


def _listed(*texts: str, separator: str = ", ") -> str:
    return separator.join(filter(None, texts))


def _line(text: str, url: str = "") -> Paragraph:
    return Paragraph([Span(text, url=url or None)] if text else [])


def _item(text: str) -> Paragraph:
    return Paragraph([Span(text)] if text else [], f"{BULLET} ")
