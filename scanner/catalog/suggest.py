"""Names outside the catalogue that recur in resumes -> entries of `credentials/<issuer>.yaml` to complete.

What the resumes say is filled in, and nothing else: a fact that nobody has looked up is not in the entry, and a
key that an entry must have stands behind a comment sign, so that `scan catalog validate` asks for it.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.catalog.credential import KINDS
from scanner.catalog.unlisted import is_unlisted, slug
from scanner.model import Candidate, Status

_LETTERS = re.compile(r"\s*[(\[](?P<letters>[A-Z][A-Za-z]{1,7})[)\]]\Z")
_HEAD = """\
# Names that the catalogue lacks, most frequent first. Put each entry into DIR/credentials/<issuer>.yaml, complete the
# keys behind a comment sign, add what else you know (patterns/README.md), and check it: scan catalog validate DIR
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that the catalogue lacks, how it is written elsewhere, and how many resumes have it."""

    id: str
    name: str
    spellings: tuple[str, ...]
    acronym: str | None
    resumes: int


def suggestions(candidates: Iterable[Candidate], *, at_least: int) -> list[Suggestion]:
    """Return the names that stand in so many resumes or more as somebody's own, most frequent first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in candidates:
        for holding in candidate.holdings:
            if is_unlisted(holding.credential) and holding.status is not Status.NOT_HELD and not holding.hidden:
                names[holding.credential][holding.name] += 1
    found = [_suggestion(ref, counts) for ref, counts in names.items() if counts.total() >= at_least]
    return sorted(found, key=lambda one: (-one.resumes, one.id))


def as_yaml(found: Iterable[Suggestion]) -> Iterator[str]:
    """Yield the lines of a file of entries to complete."""
    yield _HEAD
    for one in found:
        yield f"\n# in {one.resumes} resume{'s' if one.resumes > 1 else ''}; the id begins with the issuer's short name"
        yield f"\n- id: {one.id}\n  name: {_quoted(one.name)}\n  # issuer: who awards it\n"
        yield f"  # kind: {' | '.join(KINDS)}\n  families: []\n"
        if one.spellings:
            yield f"  aliases: [{', '.join(map(_quoted, one.spellings))}]\n"
        if one.acronym:
            yield f"  acronym: {_quoted(one.acronym)}\n"
        yield '  # sources: [{url: "https://…", facts: [name]}]\n  # checked_on: YYYY-MM-DD\n  confidence: low\n'


def _suggestion(ref: str, counts: Counter[str]) -> Suggestion:
    names = sorted(counts, key=lambda name: (-counts[name], name))
    letters = next((match["letters"] for name in names if (match := _LETTERS.search(name))), None)
    plain = list(dict.fromkeys(_LETTERS.sub("", name) for name in names))
    spellings = {name.casefold(): name for name in reversed(plain[1:]) if name.casefold() != plain[0].casefold()}
    return Suggestion(slug(ref), plain[0], tuple(spellings.values()), letters, counts.total())


def _quoted(text: str) -> str:
    # JSON's strings are YAML's, whatever a resume has written in them.
    return json.dumps(text, ensure_ascii=False)
