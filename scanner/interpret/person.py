"""Who the resume speaks of, for finding the person again; never for the score."""

import re
from collections.abc import Collection, Iterator, Sequence

from scanner.catalog.language import Language
from scanner.interpret.contact import find_contact
from scanner.interpret.person_name import find_name
from scanner.interpret.phone import find_phone
from scanner.model import Annotations, Document, Person
from scanner.spans import on_hinted_lines

_HOSTS = "profile_host"
_URL = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[a-z]+(?:\.[a-z]{2,})+)/(?P<path>[\w~.@%/+-]+)", re.IGNORECASE)
_HOST_END = re.compile(r"\.[a-z]{2,}/", re.IGNORECASE)
#: "linkedin.com/in/beatriz-" and on the next line "goncalves"
_WRAPPED = re.compile(r"-\n[ \t]*(?P<rest>[a-z0-9][\w-]*)(?=\s|$)")
_MOST_LINKS = 10
_MOST_TRIED = 500


def find_person(seen: Annotations, language: Language) -> Person:
    """Return the name, e-mail address, phone number and profile links that a resume gives."""
    contact = find_contact(seen)
    return Person(
        name=find_name(seen, contact, frozenset(language.names.title_words)),
        email=contact.email,
        phone=find_phone(seen, contact),
        links=_links(seen.document, language.phrases.get(_HOSTS, ())),
    )


def _links(document: Document, hosts: Collection[str]) -> tuple[str, ...]:
    """Return the profile pages that the text names or links to, each once, as they are written."""
    found: dict[str, str] = {}
    for written, key in (*_profiles_in(document.text, hosts), *_linked(document, hosts)):
        found.setdefault(key, written)
    return tuple(found.values())[:_MOST_LINKS]


def _linked(document: Document, hosts: Collection[str]) -> Iterator[tuple[str, str]]:
    for link in document.links[:_MOST_TRIED]:
        yield from _profiles_in(link.url, hosts)


def _profiles_in(text: str, hosts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each address of a person's page as written, and the key by which two spellings of it are one."""
    for count, match in enumerate(on_hinted_lines(_HOST_END, _URL, text)):
        if count == _MOST_TRIED:
            return
        path = match["path"].split("/")
        wrapped = _WRAPPED.match(text, match.end() - 1)
        known = next((host for host in hosts if _is_on(match["host"], path, host.split("/"))), None)
        if known is None:
            continue
        # What stands behind the person's own name is one of their works: github.com/jane/compiler.
        own = path[: known.count("/") + 1]
        rest = wrapped["rest"] if wrapped and own == path else ""
        start = match.start("path")
        written = (text[match.start() : start] + "/".join(own) + rest).rstrip("./")
        yield written, "/".join((match["host"], *own)).lower().removeprefix("www.") + rest.lower()


def _is_on(host: str, path: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether an address leads to a page of somebody on a known host: `linkedin.com/in` and a name behind it."""
    is_host = host.lower() == known[0] or host.lower().endswith("." + known[0])
    beginning = [part.lower() for part in path[: len(known) - 1]]
    return is_host and beginning == list(known[1:]) and len(path) >= len(known) and bool(path[len(known) - 1])
