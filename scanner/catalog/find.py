"""Credentials by what somebody types: words in any order, cut short or misspelt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.catalog.forms import name_rules, synonymous
from scanner.catalog.words import Phrase, respell, split

if TYPE_CHECKING:
    from scanner.catalog.catalog import Catalog
    from scanner.catalog.credential import Credential

#: a word that is less like the typed one, of 100, is another word
_LIKE = 75
#: the share of what was typed that must be found again
_ENOUGH = 0.7
#: how far behind the best one a find may be
_BEHIND = 0.15
#: "+" and "II" weigh as much as a short word
_LEAST_WEIGHT = 3
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A credential, and which of its names came nearest to what was typed."""

    credential: "Credential"
    phrase: str
    #: 0 to 1: how much of what was typed is in that name; then how much of the name was typed
    likeness: tuple[float, float]


def find(catalog: "Catalog", text: str, *, most: int = 10) -> list[Found]:
    """Return the credentials whose name, alias, code or id is like `text`, the likeliest first."""
    rules = name_rules(catalog.language.names, catalog.families)
    spellings = rules.spellings
    typed = synonymous([respell(split(text), spellings)], rules.synonyms)
    if not typed[0]:
        return []
    phrases = [(one, phrase, respell(split(phrase), spellings)) for one in catalog for phrase in _phrases(one)]
    alike = _alike({word for words in typed for word in words}, {word for _, _, words in phrases for word in words})
    best: dict[str, Found] = {}
    for credential, phrase, words in phrases:
        found = Found(credential, phrase, max(_likeness(one, words, alike) for one in typed))
        known = best.get(credential.id)
        if found.likeness[0] >= _ENOUGH and (known is None or found.likeness > known.likeness):
            best[credential.id] = found
    least = max((found.likeness[0] for found in best.values()), default=0.0) - _BEHIND
    near = (found for found in best.values() if found.likeness[0] >= least)
    return sorted(near, key=lambda found: (*(-part for part in found.likeness), found.credential.id))[:most]


def did_you_mean(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known ids that are most like a mistyped one, or that it is the beginning of."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only a mistake needs it)

    known = list(known)
    begun = [name for name in known if text and name.startswith(text)]
    hits = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=60, limit=_SUGGESTED)
    return tuple(dict.fromkeys((*(hit[0] for hit in hits), *begun)))[:_SUGGESTED]


def _phrases(credential: "Credential") -> tuple[str, ...]:
    acronym = (credential.acronym,) if credential.acronym else ()
    return (credential.name, *credential.aliases, *credential.exam_codes, *acronym, credential.id)


def _alike(typed: Iterable[str], vocabulary: set[str]) -> dict[str, dict[str, float]]:
    """Return for each typed word the words of the catalogue that it may be, with their likeness, 0 to 1."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only this command needs it)

    words = sorted(vocabulary)
    found: dict[str, dict[str, float]] = {}
    for word in typed:
        hits = process.extract(word, words, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None)
        found[word] = {hit: score / 100 for hit, score, _ in hits} if not word.isdigit() else {}
        found[word] |= {other: 0.95 for other in words if other.startswith(word) and len(word) > 1}
        found[word][word] = 1.0
    return found


def _likeness(typed: Phrase, words: Sequence[str], alike: dict[str, dict[str, float]]) -> tuple[float, float]:
    """Return how much of the typed words, by their length, stands in a phrase, and how much of the phrase that is."""
    found = [(max((alike[word].get(other, 0.0) for other in words), default=0.0), _weight(word)) for word in typed]
    matched = sum(likeness * weight for likeness, weight in found)
    if "".join(typed) == "".join(words):
        return 1.0, 1.0
    return matched / sum(map(_weight, typed)), matched / max(sum(map(_weight, words)), matched, 1)


def _weight(word: str) -> int:
    return max(len(word), _LEAST_WEIGHT)
