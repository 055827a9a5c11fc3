"""Results without anybody's name: what tells who a candidate is becomes a number, whatever format is written then.

A number follows from the documents alone: not from names, nor from the order of the arguments; the same file twice has
the same number. Quotes are cut to the words that name a credential, with the cue beside them. The key to the numbers
is returned apart.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath
from typing import IO, Any

from scanner.model import Candidate, Evidence, Fit, Holding, Layer, Person, Results, Unreadable
from scanner.model import Warning as Note
from scanner.report.to_csv import defused

_LABEL = "candidate-{:04d}"
#: parts of a name that are shorter stand in too many words
_SHORTEST = 3
_WORD = re.compile(r"\w+")
#: what the manifest may say of a blind run, beside the inputs that are kept
_KEPT_FACTS = frozenset({"version", "patterns", "weights"})
_CREDENTIAL_LAYERS = frozenset({Layer.TEXT, Layer.HIDDEN})
_KEY_HEADER = ("number", "file", "name", "email", "phone", "sha256")

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """Who stands behind a number."""

    number: str
    source: str
    person: Person
    digest: str | None


def blinded(results: Results, *, kept: Collection[str] = ()) -> tuple[Results, tuple[KeyEntry, ...]]:
    """Return the results without names, and the key to them; the files in `kept` are no candidate's."""
    hashes = _hashes(results)
    people = {candidate.source: candidate.person for candidate in results.candidates}
    others = [*(each.source for each in results.unreadable), *(each.source for each in results.skipped)]
    hidden = [*people, *(source for source in others if source not in kept)]
    numbers = _numbers(dict.fromkeys(hidden), hashes)
    files = _Files(numbers)
    key = (
        KeyEntry(number, source, people.get(source, Person()), hashes.get(source)) for source, number in numbers.items()
    )
    blind = replace(
        results,
        candidates=tuple(_candidate(each, numbers[each.source], files) for each in results.candidates),
        unreadable=tuple(sorted((_unreadable(each, numbers, files) for each in results.unreadable), key=_by_source)),
        skipped=tuple(
            sorted((replace(s, source=numbers.get(s.source, s.source)) for s in results.skipped), key=_by_source)
        ),
        doors=tuple(
            sorted((replace(d, source=numbers.get(d.source, d.source)) for d in results.doors), key=_by_source)
        ),
        manifest=tuple(_manifest(results, kept)),
    )
    return blind, tuple(sorted(key, key=lambda entry: (entry.number, entry.source)))


def write_key(key: Iterable[KeyEntry], out: IO[Any]) -> None:
    """Write who stands behind each number, as CSV."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_KEY_HEADER)
    for entry in key:
        person = entry.person
        cells = (entry.number, entry.source, person.name, person.email, person.phone, entry.digest)
        rows.writerow([defused(cell or "") for cell in cells])


def _hashes(results: Results) -> Mapping[str, str]:
    inputs: Any = dict(results.manifest).get("inputs", ())
    return dict(inputs)


def _numbers(sources: Iterable[str], hashes: Mapping[str, str]) -> dict[str, str]:
    digests = {source: _digest(source, hashes) for source in sources}
    order = {digest: number for number, digest in enumerate(sorted(set(digests.values())), start=1)}
    return {source: _LABEL.format(order[digest]) for source, digest in digests.items()}


def _digest(source: str, hashes: Mapping[str, str]) -> str:
    """Return what stands for a document's content; a part of an e-mail has none of its own but its place there."""
    if source in hashes:
        return hashes[source]
    for above in PurePath(source).parents:
        if str(above) in hashes:
            return sha256(f"{hashes[str(above)]} {PurePath(source).name}".encode(errors="surrogateescape")).hexdigest()
    return sha256(source.encode(errors="surrogateescape")).hexdigest()


class _Files:
    """Puts numbers in the place of file names in a text, however many there are."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = {name: number for source, number in numbers.items() for name in _names_of(source)}
        self._by_word: dict[str, list[str]] = {}
        for name in self._numbers:
            self._by_word.setdefault(max(_WORD.findall(name), key=len, default=name), []).append(name)

    def clean(self, text: str) -> str:
        """Return the text with numbers in place of the names of files."""
        named = {name for word in {text, *_WORD.findall(text)} for name in self._by_word.get(word, ())}
        for name in sorted(named, key=len, reverse=True):
            text = text.replace(name, self._numbers[name])
        return text


def _names_of(source: str) -> set[str]:
    """Return what a message may call a file: its path and its name, not the stem alone, which may be any word."""
    return {name for name in (source, PurePath(source).name) if name}


def _cleaner(candidate: Candidate, number: str, files: _Files) -> Clean:
    """Return what takes a candidate's own names out of a text."""
    person = candidate.person
    whole = [part for part in (person.name, person.email, person.phone, *person.links) if part]
    parts = _WORD.findall(person.name or "")
    wanted = [re.escape(part) for part in sorted(whole, key=len, reverse=True)]
    wanted += [
        rf"\b{re.escape(part)}\b" for part in dict.fromkeys(parts) if len(part) >= _SHORTEST and not part.isdigit()
    ]
    if not wanted:
        return files.clean
    pattern = re.compile("|".join(wanted), re.IGNORECASE)
    return lambda text: pattern.sub(number, files.clean(text))


def _candidate(candidate: Candidate, number: str, files: _Files) -> Candidate:
    clean = _cleaner(candidate, number, files)
    return Candidate(
        number,
        Person(),
        tuple(_holding(holding, clean) for holding in candidate.holdings),
        tuple(Note(warning.code, clean(warning.message)) for warning in candidate.warnings),
        tuple(_fit(fit, clean) for fit in candidate.fits),
    )


def _holding(holding: Holding, clean: Clean) -> Holding:
    is_listed = not holding.credential.startswith("unlisted:")
    return replace(
        holding,
        credential=holding.credential if is_listed else clean(holding.credential),
        name=holding.name if is_listed else clean(holding.name),
        evidence=tuple(_evidence(each, clean) for each in holding.evidence),
        corroborated_by=tuple(_evidence(each, clean) for each in holding.corroborated_by),
        # A badge's page shows whose it is.
        verify_url=None,
    )


def _evidence(evidence: Evidence, clean: Clean) -> Evidence:
    """Return the credential's own words alone; an address or a document's properties are the person's."""
    quote = clean(evidence.quote) if evidence.layer in _CREDENTIAL_LAYERS else ""
    return replace(evidence, quote=quote, before="", after="", cue=clean(evidence.cue) if evidence.cue else None)


def _fit(fit: Fit, clean: Clean) -> Fit:
    return replace(fit, requirements=tuple(replace(one, because=clean(one.because)) for one in fit.requirements))


def _unreadable(document: Unreadable, numbers: Mapping[str, str], files: _Files) -> Unreadable:
    source = numbers.get(document.source)
    if source is None:
        return document
    return replace(document, source=source, message=files.clean(document.message))


def _manifest(results: Results, kept: Collection[str]) -> Iterator[tuple[str, object]]:
    for name, value in results.manifest:
        if name in _KEPT_FACTS:
            yield name, value
        elif name == "inputs":
            yield name, tuple((source, digest) for source, digest in _hashes(results).items() if source in kept)


def _by_source(document: Any) -> str:  # noqa: ANN401  (whatever has a source)
    source: str = document.source
    return source
