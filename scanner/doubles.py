"""The same file twice, and the same person in two files: warnings of a whole run, never a matter of the score.

They depend on what was scanned and on nothing else: not on the order of the arguments, nor on which worker was first.
A stream (`--format jsonl`) can't know what comes later and keeps nothing of what it has written: it has none of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scanner.inputs import natural_key
from scanner.model import Candidate
from scanner.model import Warning as Note

_MOST_NAMED = 3
#: fewer digits tell no two people apart: an extension, a number cut off
_FEWEST_DIGITS = 7


def with_doubles(candidates: Sequence[Candidate], hashes: Mapping[str, str]) -> list[Candidate]:
    """Return the candidates, each warned of others that are the same; `hashes` gives those of the files by source."""
    files = _by_key((hashes[one.source], one.source) for one in candidates if one.source in hashes)
    people = _by_key((key, one.source) for one in candidates for key in _keys(one))
    return [_warned(one, hashes, files, people) for one in candidates]


def _warned(
    candidate: Candidate,
    hashes: Mapping[str, str],
    files: Mapping[str, frozenset[str]],
    people: Mapping[str, frozenset[str]],
) -> Candidate:
    own = {candidate.source}
    same_files = files.get(hashes.get(candidate.source, ""), frozenset()) - own
    same_people: frozenset[str] = frozenset().union(*(people[key] for key in _keys(candidate)))
    found = [
        Note("same-file", f"the same file as {_named(same_files)}: each counts as a candidate") if same_files else None,
        _same_person(candidate, same_people - same_files - own, people),
    ]
    return replace(candidate, warnings=(*candidate.warnings, *filter(None, found)))


def _same_person(candidate: Candidate, others: frozenset[str], people: Mapping[str, frozenset[str]]) -> Note | None:
    if not others:
        return None
    person = candidate.person
    by_email = person.email is not None and bool(people[person.email.casefold()] & others)
    quote = person.email if by_email else person.phone
    what = "e-mail address" if by_email else "telephone number"
    return Note("same-person", f"the same {what} stands in {_named(others)}: compare them, and keep one", quote)


def _keys(candidate: Candidate) -> list[str]:
    """Return what tells a person: the address in small letters, the digits of the number."""
    email = (candidate.person.email or "").casefold()
    digits = "".join(c for c in candidate.person.phone or "" if c.isdigit())
    return [key for key in (email, digits) if key and (key is email or len(digits) >= _FEWEST_DIGITS)]


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, source in pairs:
        found[key].add(source)
    return {key: frozenset(sources) for key, sources in found.items()}


def _named(sources: Iterable[str]) -> str:
    ordered = sorted(sources, key=natural_key)
    rest = len(ordered) - _MOST_NAMED
    return ", ".join(ordered[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
