"""The words that texts use around credentials: cues, headings, word lists, look-alikes and shared phrases.

Cues follow ConText (Harkema, Dowling, Thornblade, Chapman: "ConText: an algorithm for determining negation,
experiencer, and temporal status from clinical reports", J. Biomed. Inform. 42, 2009): a phrase, what it says
(category), and on which side of it the target stands (direction).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from scanner.catalog.words import split
from scanner.model import Status, Strength

if TYPE_CHECKING:
    from scanner.catalog.yaml_reader import Reader  # loads YAML, which a cached catalogue does without

T = TypeVar("T")

_CHOICE = re.compile(r"[{}]")

_CUE_KEYS = ("phrase", "category", "direction", "example", "expect", "scope", "negated")
_SECTION_KEYS = ("kind", "of", "strength", "phrases")
_DECOY_KEYS = ("phrase", "sentence")
_NAME_LISTS = ("droppable", "optional", "credential_words", "title_words")
_AMBIGUOUS_KEYS = ("phrase", "readings", "default", "unless")
#: what a posting's example may come to where its credential is not asked for
_NO_REQUIREMENT = "none"


class Category(StrEnum):
    """What a cue says of its target."""

    # in a resume
    HELD = "held"
    IN_PROGRESS = "in_progress"
    PLANNED = "planned"
    EXPIRED = "expired"
    NOT_HELD = "not_held"
    # in a posting
    REQUIRED = "required"
    #: "you hold": a demand, unless the heading softens
    ASSUMED = "assumed"
    PREFERRED = "preferred"
    NOT_REQUIRED = "not_required"
    NO_REQUIREMENT = "no_requirement"
    #: "will do as well": an alternative to the name before it, a wish where it stands alone
    ACCEPTED = "accepted"
    OR_EQUIVALENT = "or_equivalent"
    OBTAINABLE = "obtainable"
    DEGREE = "degree"
    EXPERIENCE = "experience"
    # in both: ends the reach of other cues / looks like a cue and is none
    TERMINATE = "terminate"
    PSEUDO = "pseudo"


#: what a cue says behind a negation, unless its entry says otherwise: "not passed", "not expired", "nothing we expect"
_NEGATED: Mapping[str, str] = {
    Status.HELD: Status.NOT_HELD,
    Status.IN_PROGRESS: Status.NOT_HELD,
    Status.PLANNED: Status.NOT_HELD,
    Status.EXPIRED: Status.HELD,
    Category.REQUIRED: Category.NOT_REQUIRED,
    Category.ASSUMED: Category.NOT_REQUIRED,
    Category.ACCEPTED: Category.NO_REQUIREMENT,
}


class Direction(StrEnum):
    """Where the target of a cue stands: behind the cue, before it, or on either side."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Scope(StrEnum):
    """How far a cue reaches: to the nearest target, over its clause, or over its whole sentence.

    An answer speaks only where it is all that stands behind a question, a colon or a cell's border; a mark only at the
    head of its item; a hint only where no other cue and no date says anything.
    """

    NEAREST = "nearest"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    ANSWER = "answer"
    MARK = "mark"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue phrase in all its inflections, with the example that tests it."""

    phrases: tuple[str, ...]
    category: Category
    direction: Direction
    scope: Scope
    example: str
    expect: str
    #: what it says behind a negation: "not passed", "never renewed"; None: a negation changes nothing
    negated: Category | None = None

    @property
    def rule(self) -> str:
        """The entry of patterns/ by which evidence names this cue."""
        return f"cues.yaml:{self.phrases[0]}"


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """The headings of one kind of section; `strength` is what a posting's heading says of what stands under it."""

    kind: str
    #: "resume", "posting" or "both"
    of: str
    phrases: tuple[str, ...]
    strength: Strength | None = None


@dataclass(frozen=True, slots=True)
class Decoy:
    """A phrase in which nothing is a credential, with a sentence that tests it."""

    phrase: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A phrase that several credentials share; the words near it decide, else the default at lower confidence."""

    phrase: str
    #: id and the words that speak for it
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    #: the likeliest; a posting that names several asks for any of them
    defaults: tuple[str, ...] = ()
    #: a text with one of these words means something else, where no credential stands beside the phrase
    unless: tuple[str, ...] = ()

    @property
    def default(self) -> str | None:
        """The likeliest reading."""
        return self.defaults[0] if self.defaults else None


@dataclass(frozen=True, slots=True)
class NameVariation:
    """How names vary, `names.yaml`: spellings of a word, names of one thing, words to leave out or to add."""

    spellings: Mapping[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    droppable: tuple[str, ...]
    optional: tuple[str, ...]
    credential_words: tuple[str, ...]
    title_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """All words that patterns/ knows beside the credentials' names."""

    cues: tuple[Cue, ...]
    sections: tuple[SectionHeading, ...]
    #: word lists by name, `phrases.yaml`
    phrases: Mapping[str, tuple[str, ...]]
    decoys: tuple[Decoy, ...]
    ambiguous: tuple[Ambiguous, ...]
    names: NameVariation


def read_language(read_each: Callable[[str], list["Reader"]]) -> Language:
    """Return the words of all folders; `read_each` gives the roots of the files with a name, one a folder."""

    def read_items(name: str, read: Callable[["Reader"], T]) -> tuple[T, ...]:
        return tuple(read(item) for root in read_each(name) for item in root.items())

    return Language(
        cues=read_items("cues.yaml", _read_cue),
        sections=_read_sections(read_each("sections.yaml")),
        phrases=_read_phrases(read_each("phrases.yaml")),
        decoys=read_items("decoys.yaml", _read_decoy),
        ambiguous=read_items("ambiguous.yaml", _read_ambiguous),
        names=_read_names(read_each("names.yaml")),
    )


def _read_cue(item: "Reader") -> Cue:
    keys = item.record(_CUE_KEYS, _CUE_KEYS[:5])
    phrases = tuple(phrase for text in _text_or_texts(keys.get("phrase")) for phrase in spelt_out(text))
    category = keys["category"].one_of(Category) if "category" in keys else ""
    direction = keys["direction"].one_of(Direction) if "direction" in keys else ""
    scope = keys["scope"].one_of(Scope) if "scope" in keys else Scope.CLAUSE
    negated = keys["negated"].one_of(Status) if "negated" in keys else _NEGATED.get(category, "")
    return Cue(
        phrases=phrases or ("",),
        category=Category(category) if category in list(Category) else Category.PSEUDO,
        direction=Direction(direction) if direction in list(Direction) else Direction.BOTH,
        scope=Scope(scope) if scope in list(Scope) else Scope.CLAUSE,
        example=keys["example"].text() if "example" in keys else "",
        expect=keys["expect"].one_of(_outcomes(category)) if "expect" in keys else "",
        negated=Category(negated) if negated in list(Category) else None,
    )


def spelt_out(text: str) -> tuple[str, ...]:
    """Return the phrases that a phrase with choices stands for: `spelt_out("{my|our} team")` names two."""
    parts = [part.split("|") if index % 2 else [part] for index, part in enumerate(_CHOICE.split(text))]
    return tuple(" ".join("".join(chosen).split()) for chosen in product(*parts)) if len(parts) > 1 else (text,)


def _outcomes(category: str) -> tuple[str, ...]:
    """Return what the example of a cue can come to: a status in a resume, a strength or nothing in a posting."""
    in_resume, in_posting = tuple(Status), (*Strength, _NO_REQUIREMENT)
    if category in (Category.TERMINATE, Category.PSEUDO, ""):
        return (*in_resume, *in_posting)
    return in_resume if category in in_resume else in_posting


def _text_or_texts(reader: "Reader | None") -> tuple[str, ...]:
    if reader is None:
        return ()
    return reader.texts() if reader.is_list else (reader.text(),)


def _read_sections(roots: list["Reader"]) -> tuple[SectionHeading, ...]:
    """Return the headings; the kinds of sections are those of the first folder."""
    found: list[SectionHeading] = []
    kinds: tuple[str, ...] = ()
    for root in roots:
        items = root.items()
        found.extend(_read_section(item, kinds) for item in items)
        kinds = kinds or tuple(dict.fromkeys(heading.kind for heading in found))
    return tuple(found)


def _read_section(item: "Reader", kinds: tuple[str, ...]) -> SectionHeading:
    keys = item.record(_SECTION_KEYS, ("kind", "of", "phrases"))
    strength = keys["strength"].one_of(Strength) if "strength" in keys else ""
    kind = keys["kind"].text() if "kind" in keys else ""
    if kind and kinds and kind not in kinds:
        keys["kind"].one_of(kinds)
    return SectionHeading(
        kind=kind,
        of=keys["of"].one_of(("resume", "posting", "both")) if "of" in keys else "",
        phrases=keys["phrases"].texts() if "phrases" in keys else (),
        strength=Strength(strength) if strength in list(Strength) else None,
    )


def _read_phrases(roots: list["Reader"]) -> Mapping[str, tuple[str, ...]]:
    """Return the word lists; their names are those of the first folder, since the code asks for them."""
    phrases: dict[str, tuple[str, ...]] = {}
    for root in roots:
        entries = root.entries() if not phrases else root.record(tuple(phrases))
        for name, entry in entries.items():
            spelt = (phrase for text in entry.texts() for phrase in spelt_out(text))
            phrases[name] = (*phrases.get(name, ()), *spelt)
    return phrases


def _read_decoy(item: "Reader") -> Decoy:
    keys = item.record(_DECOY_KEYS, _DECOY_KEYS)
    texts = {key: entry.text() for key, entry in keys.items()}
    decoy = Decoy(texts.get("phrase", ""), texts.get("sentence", ""))
    if len(texts) == len(_DECOY_KEYS) and not _stands_in(decoy.phrase, decoy.sentence):
        keys["sentence"].complain(f"{decoy.phrase!r} does not stand in its sentence")
    return decoy


def _stands_in(phrase: str, sentence: str) -> bool:
    words, all_words = split(phrase), split(sentence)
    return any(all_words[start : start + len(words)] == words for start in range(len(all_words)))


def _read_ambiguous(item: "Reader") -> Ambiguous:
    keys = item.record(_AMBIGUOUS_KEYS, ("phrase", "readings"))
    readings = keys["readings"].entries() if "readings" in keys else {}
    defaults = [one.text() for one in default_entries(keys)]
    return Ambiguous(
        phrase=keys["phrase"].text() if "phrase" in keys else "",
        readings=tuple((ref, words.texts()) for ref, words in readings.items()),
        defaults=tuple(defaults),
        unless=keys["unless"].texts() if "unless" in keys else (),
    )


def default_entries(keys: Mapping[str, "Reader"]) -> "list[Reader]":
    """Return the ids that a shared phrase has as its default: one, or a list."""
    default = keys.get("default")
    if default is None:
        return []
    return default.items() if default.is_list else [default]


def _read_names(roots: list["Reader"]) -> NameVariation:
    spellings: dict[str, str] = {}
    synonyms: list[tuple[str, ...]] = []
    lists: dict[str, tuple[str, ...]] = dict.fromkeys(_NAME_LISTS, ())
    for root in roots:
        keys = root.record(("spellings", "synonyms", *_NAME_LISTS))
        if "spellings" in keys:
            spellings.update({word: entry.text() for word, entry in keys["spellings"].entries().items()})
        if "synonyms" in keys:
            synonyms.extend(group.texts() for group in keys["synonyms"].items())
        for name in _NAME_LISTS:
            lists[name] = (*lists[name], *(keys[name].texts() if name in keys else ()))
    return NameVariation(spellings, tuple(synonyms), **lists)
