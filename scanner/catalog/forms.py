"""The forms in which a credential's name is written, generated from the catalogue by the rules of `names.yaml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scanner.catalog.credential import Credential
from scanner.catalog.families import Families
from scanner.catalog.language import NameVariation
from scanner.catalog.words import Phrase, fold, respell, split
from scanner.model import Via

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_MOST_FORMS = 48
_SHORT = 2
_FEW = 3


@dataclass(frozen=True, slots=True)
class NameRules:
    """`names.yaml` as word tuples."""

    spellings: Mapping[str, str]
    synonyms: tuple[tuple[Phrase, ...], ...]
    droppable: tuple[Phrase, ...]
    optional: frozenset[str]
    #: words that make a name a credential's, and words that make it a job's
    credential_words: frozenset[str]
    title_words: frozenset[str]
    #: what platforms and issuers are called: "AWS" in capitals makes no name
    family_words: frozenset[str]

    def is_title(self, words: "Phrase", text: str) -> bool:
        """Return whether a name reads like a job ("Azure Data Engineer") or a product ("GitHub Actions").

        An acronym, a figure or a plus in it ("CCNP Enterprise", "Network+") makes it a name.
        """
        if self.credential_words.intersection(words) or any(c.isdigit() or c == "+" for c in text):
            return False
        if any(_has_capitals(token) and fold(token) not in self.family_words for token in text.split()):
            return False
        return not self.title_words.isdisjoint(words[-1:]) or 1 < len(words) <= _FEW


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write one credential's name."""

    words: Phrase
    ref: str
    via: Via
    #: typed into the catalogue; a generated form gives way to it
    is_stated: bool
    #: counts only as written, in capitals (an acronym that is a word otherwise)
    cased: str | None = None
    #: counts only beside other evidence
    is_ambiguous: bool = False


def _has_capitals(token: str) -> bool:
    return sum(c.isupper() for c in token) > 2  # noqa: PLR2004  (two stand in "PowerBI")


def name_rules(names: NameVariation, families: Families) -> NameRules:
    """Return the rules of `names.yaml`, with words as documents have them."""
    return NameRules(
        spellings=names.spellings,
        synonyms=tuple(tuple(respell(split(t), names.spellings) for t in group) for group in names.synonyms),
        droppable=tuple(sorted((respell(split(t), names.spellings) for t in names.droppable), key=len, reverse=True)),
        optional=frozenset(names.optional),
        credential_words=frozenset(respell((w for t in names.credential_words for w in split(t)), names.spellings)),
        family_words=frozenset(
            fold(text) for family in families.by_name.values() for text in family.phrases if " " not in text
        ),
        title_words=frozenset(respell((w for t in names.title_words for w in split(t)), names.spellings)),
    )


def forms(credential: Credential, rules: NameRules) -> Iterator[Form]:
    """Yield every form of one credential's name; the same words can come more than once, stated ones first."""
    for text, via in ((credential.name, Via.NAME), *((alias, Via.ALIAS) for alias in credential.aliases)):
        yield from _stated(text, credential, via, rules)
    for code in credential.exam_codes:
        yield Form(respell(split(code), rules.spellings), credential.id, Via.EXAM_CODE, is_stated=True)
    if credential.acronym:
        yield _acronym(credential.acronym, credential, rules)
    for text, via in ((credential.name, Via.NAME), *((alias, Via.ALIAS) for alias in credential.aliases)):
        for words in variants(text, rules):
            yield Form(words, credential.id, via, is_stated=False, is_ambiguous=rules.is_title(words, text))


def _stated(text: str, credential: Credential, via: Via, rules: NameRules) -> Iterator[Form]:
    words = respell(split(text), rules.spellings)
    if any(words == respell(split(code), rules.spellings) for code in credential.exam_codes):
        return
    if len(words) <= _SHORT and _is_acronym(text):
        yield _acronym(text, credential, rules)
    else:
        yield Form(words, credential.id, via, is_stated=True, is_ambiguous=rules.is_title(words, text))


def _acronym(text: str, credential: Credential, rules: NameRules) -> Form:
    is_ambiguous = credential.acronym_ambiguous and text == credential.acronym
    words = respell(split(text), rules.spellings)
    return Form(words, credential.id, Via.ACRONYM, is_stated=True, cased=text, is_ambiguous=is_ambiguous)


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and " " not in text and sum(c.isupper() for c in letters) * 2 >= len(letters)


def variants(text: str, rules: NameRules) -> Iterator[Phrase]:
    """Yield the forms that follow from one typed name: without brackets, with synonyms, without optional words."""
    bare = respell(split(_BRACKETS.sub(" ", text)), rules.spellings)
    found: dict[Phrase, None] = {respell(split(text), rules.spellings): None, bare: None}
    for words in list(found):
        for head in rules.droppable:
            rest = words[len(head) :]
            if words[: len(head)] == head and len(rest) >= _SHORT and rules.credential_words.intersection(rest):
                found[words[len(head) :]] = None
    found = dict.fromkeys(synonymous(found, rules.synonyms))
    for words in list(found):
        shorter = tuple(word for word in words if word not in rules.optional)
        if len(shorter) > _SHORT:
            found[shorter] = None
    yield from (words for words in found if len(words) >= _SHORT)


def synonymous(phrases: Iterable[Phrase], synonyms: Iterable[tuple[Phrase, ...]]) -> tuple[Phrase, ...]:
    """Return the phrases, and what they become with other names for the things in them."""
    found = dict.fromkeys(phrases)
    for group in synonyms:
        for words in list(found):
            for variant in _replaced(words, group):
                found[variant] = None
        if len(found) > _MOST_FORMS:
            break
    return tuple(found)


def _replaced(words: Phrase, group: tuple[Phrase, ...]) -> Iterator[Phrase]:
    for phrase in sorted(group, key=len, reverse=True):
        for start in range(len(words) - len(phrase) + 1):
            if words[start : start + len(phrase)] == phrase:
                for other in group:
                    if other != phrase:
                        yield words[:start] + other + words[start + len(phrase) :]
                return
