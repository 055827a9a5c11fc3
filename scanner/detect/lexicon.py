"""Every phrase that the patterns know, as words, in one table."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from scanner.catalog import LEVELS, Catalog
from scanner.catalog.forms import Form, NameRules, forms, name_rules, variants
from scanner.catalog.language import Ambiguous, Cue, Scope, SectionHeading
from scanner.catalog.words import Phrase, respell, split
from scanner.model import Via

T = TypeVar("T")

#: as the patterns spell "certificate", "certifications", "certs"
CERTIFICATION = "certification"
CERTIFIED = "certified"
#: stands for any number of one or two digits in a cue
#: what stands in cues for any number of one or two digits, and for any year
NUMBER, YEAR = "#", "####"
_STAND_IN = re.compile(f"{YEAR}|{NUMBER}")

# "SAA-C03": the letters in front of a version are a short form of the exam's code.
_VERSIONED = re.compile(r"([A-Z]{2,5})-[A-Z]\d\d")
_SHORTEST_STEM = 2
_SHORTEST_MISSPELT = 5


@dataclass(slots=True)
class Lexicon:
    """What each known phrase may mean; a phrase can mean several things at once."""

    rules: NameRules
    names: dict[Phrase, tuple[Form, ...]] = field(default_factory=dict)
    #: a name without its level, and the credentials of every level, lowest first
    unleveled: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    ambiguous: dict[Phrase, Ambiguous] = field(default_factory=dict)
    #: what "certification" behind it makes a credential's name, and the credential: Power BI
    subjects: dict[Phrase, str] = field(default_factory=dict)
    families: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    cues: dict[Phrase, tuple[Cue, ...]] = field(default_factory=dict)
    headings: dict[Phrase, tuple[SectionHeading, ...]] = field(default_factory=dict)
    groups: dict[Phrase, tuple[str, ...]] = field(default_factory=dict)
    decoys: set[Phrase] = field(default_factory=set)
    #: every word of every phrase, as written and as respelt
    vocabulary: set[str] = field(default_factory=set)
    #: the words that names are made of: what a misspelt word may have been
    name_words: tuple[str, ...] = ()
    #: all phrases, their words joined by spaces, under the rarest of their words: none is there where that is not
    by_rarest: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def phrases(self) -> set[Phrase]:
        """Return every phrase to search for."""
        named = {*self.names, *self.unleveled, *self.ambiguous, *self.subjects, *self.families}
        return {*named, *self.cues, *self.headings, *self.groups, *self.decoys} - {()}

    def words(self, text: str) -> Phrase:
        """Return a text as words in the patterns' spelling."""
        return respell(split(text), self.rules.spellings)

    def cue_words(self, text: str) -> Phrase:
        """Return a cue as words; `#` stands for a small number, `####` for a year: "module # of #"."""
        words, done = self.words, 0
        phrase: Phrase = ()
        for match in _STAND_IN.finditer(text):
            phrase = (*phrase, *words(text[done : match.start()]), match.group())
            done = match.end()
        return (*phrase, *words(text[done:]))


def conjunctions(lexicon: Lexicon) -> frozenset[str]:
    """Return the single words that join the items of a list: "or", "und", "et"."""
    joining = {"or", "and"}
    return frozenset(words[0] for words, groups in lexicon.groups.items() if len(words) == 1 and joining & {*groups})


def build_lexicon(catalog: Catalog) -> Lexicon:
    """Return the table of all phrases of a catalogue."""
    lexicon = Lexicon(name_rules(catalog.language.names, catalog.families))
    for ambiguous in catalog.language.ambiguous:
        lexicon.ambiguous[lexicon.words(ambiguous.phrase)] = ambiguous
    _add_names(lexicon, catalog)
    for ambiguous in catalog.language.ambiguous:
        for words in variants(ambiguous.phrase, lexicon.rules):
            if words not in lexicon.names:
                lexicon.ambiguous.setdefault(words, ambiguous)
    _add_unleveled(lexicon, catalog)
    _add_short_codes(lexicon, catalog)
    _add_words(lexicon, catalog)
    # "Offensive Security certifications": the issuer's, not the Certified Professional without its level.
    lexicon.unleveled = {words: refs for words, refs in lexicon.unleveled.items() if words not in lexicon.families}
    _add_subjects(lexicon)
    lexicon.decoys = {lexicon.words(decoy.phrase) for decoy in catalog.language.decoys}
    lexicon.vocabulary = {word for phrase in lexicon.phrases() for word in phrase} | set(lexicon.rules.spellings)
    in_names = {word for phrase in lexicon.names for word in phrase}
    lexicon.name_words = tuple(sorted(word for word in in_names if len(word) >= _SHORTEST_MISSPELT and word.isalpha()))
    lexicon.by_rarest = _by_rarest(lexicon.phrases())
    return lexicon


def _by_rarest(phrases: Iterable[Phrase]) -> dict[str, tuple[str, ...]]:
    phrases = sorted(phrases)
    amount = Counter(word for phrase in phrases for word in phrase)
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(min(phrase, key=amount.__getitem__), []).append(" ".join(phrase))
    return {word: tuple(under) for word, under in found.items()}


def _add_words(lexicon: Lexicon, catalog: Catalog) -> None:
    """Add everything that is no name: families, cues, headings, word lists."""
    families, language = catalog.families, catalog.language
    _add_all(lexicon.families, ((lexicon.words(t), f.name) for f in families.by_name.values() for t in f.phrases))
    _add_all(lexicon.groups, ((lexicon.words(t), "any_certification") for t in families.any_phrases))
    _add_all(lexicon.groups, ((lexicon.words(t), group) for group, ts in language.phrases.items() for t in ts))
    _add_all(lexicon.headings, ((lexicon.words(t), heading) for heading in language.sections for t in heading.phrases))
    cues = [cue for cue in language.cues if cue.scope is not Scope.MARK]
    _add_all(lexicon.cues, ((lexicon.cue_words(t), cue) for cue in cues for t in cue.phrases))


def _add_all(table: dict[Phrase, tuple[T, ...]], items: Iterable[tuple[Phrase, T]]) -> None:
    for words, item in items:
        if item not in table.get(words, ()):
            table[words] = (*table.get(words, ()), item)


def _family_phrases(lexicon: Lexicon, catalog: Catalog) -> set[Phrase]:
    return {lexicon.words(text) for family in catalog.families.by_name.values() for text in family.phrases}


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
    if CERTIFIED not in stem:
        return False
    cut = stem.index(CERTIFIED)
    return stem[:cut] in families and len(stem) > cut + 1


def _add_subjects(lexicon: Lexicon) -> None:
    known = {*lexicon.names, *lexicon.ambiguous, *lexicon.unleveled, *lexicon.families}
    for words, (form, *_) in lexicon.names.items():
        subject = words[:-1]
        if subject and words[-1] == CERTIFICATION and subject not in known:
            lexicon.subjects[subject] = form.ref
    # "MCSA Power BI certification" is longer than "Power BI certification", and no less a name.
    for words in list(lexicon.names):
        if any(words[cut:] in lexicon.subjects for cut in range(1, len(words))):
            lexicon.names.setdefault((*words, CERTIFICATION), lexicon.names[words])


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
