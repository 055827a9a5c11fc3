"""Every phrase that the patterns know, as words, in one table that a PhraseMatcher can search in a single pass."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scanner.catalog import LEVELS, Catalog
from scanner.catalog.language import Ambiguous, Cue, SectionHeading
from scanner.detect.names import Form, NameRules, Phrase, forms, name_rules, respell
from scanner.detect.tokens import split
from scanner.model import Via

# "SAA-C03": the letters in front of a version are a short form of the exam's code.
_VERSIONED = re.compile(r"([A-Z]{2,5})-[A-Z]\d\d")
_SHORTEST_STEM = 2
_MOST_COUNTED = 9


@dataclass(slots=True)
class Lexicon:
    """What each known phrase may mean; a phrase can mean several things at once."""

    rules: NameRules
    names: dict[Phrase, tuple[Form, ...]] = field(default_factory=dict)
    #: a name without its level, and the credentials of every level, lowest first
    unleveled: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    ambiguous: dict[Phrase, Ambiguous] = field(default_factory=dict)
    families: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    cues: dict[Phrase, tuple[Cue, ...]] = field(default_factory=dict)
    headings: dict[Phrase, tuple[SectionHeading, ...]] = field(default_factory=dict)
    groups: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    decoys: set[Phrase] = field(default_factory=set)
    #: every word of every phrase, as written and as respelt
    vocabulary: set[str] = field(default_factory=set)
    #: the words that names are made of: what a misspelt word may have been
    name_words: tuple[str, ...] = ()
    #: words that two credentials claim, and which
    conflicts: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)

    def phrases(self) -> set[Phrase]:
        """Return every phrase to search for."""
        tables: tuple[Iterable[Phrase], ...] = (
            self.names, self.unleveled, self.ambiguous, self.families, self.cues, self.headings, self.groups, self.decoys,
        )  # fmt: skip
        return {phrase for table in tables for phrase in table if phrase}

    def words(self, text: str) -> Phrase:
        """Return a text as words in the patterns' spelling."""
        return respell(split(text), self.rules.spellings)


def build_lexicon(catalog: Catalog) -> Lexicon:
    """Return the table of all phrases of a catalogue."""
    lexicon = Lexicon(name_rules(catalog))
    for ambiguous in catalog.language.ambiguous:
        lexicon.ambiguous[lexicon.words(ambiguous.phrase)] = ambiguous
    _add_names(lexicon, catalog)
    _add_unleveled(lexicon, catalog)
    _add_short_codes(lexicon, catalog)
    for family in catalog.families.by_name.values():
        for text in family.phrases:
            _append(lexicon.families, lexicon.words(text), family.name)
    for text in catalog.families.any_phrases:
        _append(lexicon.groups, lexicon.words(text), "any_certification")
    for cue in catalog.language.cues:
        for text in cue.phrases:
            for variant in _counted(text):
                _append(lexicon.cues, lexicon.words(variant), cue)
    for heading in catalog.language.sections:
        for text in heading.phrases:
            _append(lexicon.headings, lexicon.words(text), heading)
    for group, texts in catalog.language.phrases.items():
        for text in texts:
            _append(lexicon.groups, lexicon.words(text), group)
    lexicon.decoys = {lexicon.words(decoy.phrase) for decoy in catalog.language.decoys}
    lexicon.vocabulary = _vocabulary(lexicon)
    lexicon.name_words = tuple(sorted({w for words in lexicon.names for w in words if len(w) > 4 and w.isalpha()}))  # noqa: PLR2004
    return lexicon


def _counted(text: str) -> list[str]:
    """Return a cue with every small number in the place of each `#`: "module # of #"."""
    texts = [text]
    while "#" in texts[0]:
        texts = [text.replace("#", str(number), 1) for text in texts for number in range(1, _MOST_COUNTED + 1)]
    return texts


def _family_phrases(lexicon: Lexicon, catalog: Catalog) -> set[Phrase]:
    return {lexicon.words(text) for family in catalog.families.by_name.values() for text in family.phrases}


def _append(table: dict[Phrase, tuple], words: Phrase, item: object) -> None:  # type: ignore[type-arg]
    if item not in table.get(words, ()):
        table[words] = (*table.get(words, ()), item)


def _vocabulary(lexicon: Lexicon) -> set[str]:
    words = {word for phrase in lexicon.phrases() for word in phrase}
    return words | set(lexicon.rules.spellings)


def _add_names(lexicon: Lexicon, catalog: Catalog) -> None:
    claims: dict[Phrase, list[Form]] = {}
    families = _family_phrases(lexicon, catalog)
    for credential in catalog:
        for form in forms(credential, lexicon.rules):
            if form.words and form.words not in lexicon.ambiguous and (form.words not in families or form.cased):
                claims.setdefault(form.words, []).append(form)
    for words, claimed in claims.items():
        stated = [form for form in claimed if form.is_stated] or claimed
        refs = tuple(dict.fromkeys(form.ref for form in stated))
        if len(refs) == 1:
            lexicon.names[words] = tuple(stated)
        elif stated[0].is_stated:
            lexicon.conflicts[words] = refs


def _add_unleveled(lexicon: Lexicon, catalog: Catalog) -> None:
    """Add the names from which only the level is missing: "AWS Certified Solutions Architect"."""
    levels = {word for level in LEVELS for word in lexicon.words(level)}
    families = _family_phrases(lexicon, catalog)
    stems: dict[Phrase, set[str]] = {}
    for words, claimed in lexicon.names.items():
        credential = catalog.credentials[claimed[0].ref]
        stem = tuple(word for word in words if word not in levels)
        if credential.level and len(words) > len(stem) >= _SHORTEST_STEM and claimed[0].via in (Via.NAME, Via.ALIAS):
            stems.setdefault(stem, set()).add(credential.id)
    for stem, refs in stems.items():
        if (
            stem in lexicon.names
            or stem in lexicon.ambiguous
            or (len(refs) == 1 and not _is_certified_of(stem, families))
        ):
            continue
        ranked = sorted(refs, key=lambda ref: (catalog.families.rank(catalog.credentials[ref].level), ref))
        if len({ref.partition("-")[0] for ref in refs}) == 1:
            lexicon.unleveled[stem] = tuple(ranked)


def _is_certified_of(stem: Phrase, families: set[Phrase]) -> bool:
    """Whether it reads "AWS Certified Security": an issuer, "certified", and a subject."""
    if "certified" not in stem:
        return False
    cut = stem.index("certified")
    return stem[:cut] in families and len(stem) > cut + 1


def _add_short_codes(lexicon: Lexicon, catalog: Catalog) -> None:
    families = _family_phrases(lexicon, catalog)
    claims: dict[Phrase, list[Form]] = {}
    for credential in catalog:
        for code in credential.exam_codes:
            match = _VERSIONED.fullmatch(code)
            if match:
                words, short = lexicon.words(match.group(1)), match.group(1)
                form = Form(words, credential.id, Via.EXAM_CODE, is_stated=False, cased=short, is_ambiguous=True)
                claims[words] = [*(f for f in claims.get(words, ()) if f.ref != credential.id), form]
    for words, claimed in claims.items():
        if words not in lexicon.names and words not in families:
            lexicon.names[words] = tuple(claimed)
