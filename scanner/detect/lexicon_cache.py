"""The lexicon of a catalogue, kept beside the catalogue in the user's cache directory: names need not be varied again.

Cues, headings and shared phrases are kept as their places in the catalogue's own lists; an entry that does not fit the
catalogue, or is damaged, is made anew.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from scanner.catalog import Catalog, forms, words
from scanner.catalog.cache import cache_folder, read_entry, write_entry
from scanner.catalog.forms import Form, name_rules
from scanner.catalog.records import decode, encode
from scanner.catalog.words import Phrase
from scanner.detect import lexicon as building
from scanner.detect.lexicon import Lexicon, build_lexicon

T = TypeVar("T")

_Table = Mapping[Phrase, Iterable[T]]


def load_lexicon(catalog: Catalog) -> Lexicon:
    """Return the table of all phrases of a catalogue, from the cache where it has been built before."""
    folder = cache_folder()
    if folder is None:
        return build_lexicon(catalog)
    key = _key(catalog)
    known = _unpack(read_entry(folder, key), catalog)
    if known is None:
        known = build_lexicon(catalog)
        write_entry(folder, key, _pack(known, catalog))
    return known


def _key(catalog: Catalog) -> str:
    """Return what changes with the patterns, and with the code that varies their names."""
    return hashlib.sha256(f"lexicon {catalog.digest} {_code()}".encode()).hexdigest()


@cache
def _code() -> str:
    """Return a hash of the modules that build a lexicon; nothing where their files are not to be had."""
    files = [Path(module.__file__ or "") for module in (building, forms, words)] + [Path(__file__)]
    try:
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    except OSError:
        return ""


def _pack(lexicon: Lexicon, catalog: Catalog) -> dict[str, Any]:
    language = catalog.language
    return {
        "names": {" ".join(words): [encode(form) for form in found] for words, found in lexicon.names.items()},
        "unleveled": _joined(lexicon.unleveled),
        "ambiguous": _places({words: (one,) for words, one in lexicon.ambiguous.items()}, language.ambiguous),
        "subjects": {" ".join(words): ref for words, ref in lexicon.subjects.items()},
        "families": _joined(lexicon.families),
        "cues": _places(lexicon.cues, language.cues),
        "headings": _places(lexicon.headings, language.sections),
        "groups": _joined(lexicon.groups),
        "decoys": [" ".join(words) for words in sorted(lexicon.decoys)],
        "vocabulary": sorted(lexicon.vocabulary),
        "name_words": lexicon.name_words,
        "by_rarest": lexicon.by_rarest,
    }


def _unpack(entry: Any, catalog: Catalog) -> Lexicon | None:  # noqa: ANN401  (JSON is any of six types)
    """Return the lexicon that `_pack` made an entry of, None for anything else."""
    language = catalog.language
    try:
        return Lexicon(
            rules=name_rules(language.names, catalog.families),
            names={
                tuple(words.split(" ")): tuple([decode(Form, form) for form in found])
                for words, found in entry["names"].items()
            },
            unleveled=_split(entry["unleveled"]),
            ambiguous={words: found[0] for words, found in _at(entry["ambiguous"], language.ambiguous).items()},
            subjects={tuple(words.split(" ")): ref for words, ref in entry["subjects"].items()},
            families=_split(entry["families"]),
            cues=_at(entry["cues"], language.cues),
            headings=_at(entry["headings"], language.sections),
            groups=_split(entry["groups"]),
            decoys={tuple(words.split(" ")) for words in entry["decoys"]},
            vocabulary=set(entry["vocabulary"]),
            name_words=tuple(entry["name_words"]),
            by_rarest=entry["by_rarest"],
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


def _joined(table: _Table[str]) -> dict[str, Iterable[str]]:
    return {" ".join(words): found for words, found in table.items()}


def _split(table: Mapping[str, Sequence[str]]) -> dict[Phrase, tuple[str, ...]]:
    return {tuple(words.split(" ")): tuple(found) for words, found in table.items()}


def _places(table: _Table[T], known: Sequence[T]) -> dict[str, int | list[int]]:
    """Return where the entries of each phrase stand: most have one, whose place is a bare number."""
    places = {id(one): place for place, one in enumerate(known)}
    found = {" ".join(words): [places[id(one)] for one in entries] for words, entries in table.items()}
    return {words: at if len(at) > 1 else at[0] for words, at in found.items()}


def _at(table: Mapping[str, int | Sequence[int]], known: Sequence[T]) -> dict[Phrase, tuple[T, ...]]:
    alone = [(one,) for one in known]
    return {
        tuple(words.split(" ")): alone[at] if isinstance(at, int) else tuple([known[place] for place in at])
        for words, at in table.items()
    }
