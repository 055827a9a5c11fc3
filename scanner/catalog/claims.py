"""Which credential states which phrase, and the refusal of phrases that two state, or that are generated from two.

Phrases are compared as they are in documents: in words, with the spellings of `names.yaml`. One that really is shared
stands in `ambiguous.yaml`, and belongs to the readings there. What one states beats what is generated from another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from scanner.catalog.credential import Credential
from scanner.catalog.families import Families
from scanner.catalog.forms import NameRules, forms, name_rules, variants
from scanner.catalog.language import Ambiguous, Language, default_entries
from scanner.catalog.words import Phrase, respell, split
from scanner.catalog.yaml_reader import Reader

_KEYS = ("name", "aliases", "exam_codes", "acronym")


@dataclass(frozen=True, slots=True)
class _Claim:
    """One phrase of one credential: where it stands, and what it says."""

    ref: str
    key: str
    text: str
    words: Phrase
    reader: Reader

    def complain(self, message: str) -> None:
        self.reader.named(self.ref).complain(f"{self.key}: {self.text!r} {message}")


def check_claims(items: Mapping[str, Reader], language: Language, families: Families, order: Mapping[str, int]) -> None:
    """Report phrases that two credentials state, that name a family, or that are no words.

    Of two that state one, that of the later folder is reported: what is built in was there first. `order` gives the
    place of each file's folder.
    """
    shared = {respell(split(one.phrase), language.names.spellings): one for one in language.ambiguous}
    named = {
        respell(split(text), language.names.spellings) for one in families.by_name.values() for text in one.phrases
    }
    first: dict[Phrase, _Claim] = {}
    claims = [claim for ref, item in items.items() for claim in _claims(ref, item, language.names.spellings)]
    for claim in sorted(claims, key=lambda claim: order.get(claim.reader.file, 0)):
        known = shared.get(claim.words)
        earlier = first.setdefault(claim.words, claim)
        if not claim.words:
            claim.complain("holds no word that a text could have")
        elif known is not None:
            _check_shared(claim, known)
        elif earlier.ref != claim.ref:
            claim.complain(
                f"is stated by {earlier.ref} already ({earlier.reader.file}:{earlier.reader.line}); "
                "what several really share stands in ambiguous.yaml"
            )
        elif claim.words in named and claim.key in ("name", "aliases"):
            claim.complain("is what families.yaml calls a family, and names no credential")


def check_forms(
    items: Mapping[str, Reader],
    credentials: Mapping[str, Credential],
    language: Language,
    families: Families,
    order: Mapping[str, int],
) -> None:
    """Report forms that are generated from two credentials and that neither states: nobody could tell whose they are.

    Those are left alone that `ambiguous.yaml` decides, or that name a family.
    """
    rules = name_rules(language.names, families)
    decided = _decided(language, families, rules)
    stated: dict[Phrase, set[str]] = {}
    generated: dict[Phrase, dict[str, None]] = {}
    for ref in sorted(credentials, key=lambda ref: order.get(items[ref].file, 0)):
        for form in forms(credentials[ref], rules):
            if form.is_stated:
                stated.setdefault(form.words, set()).add(ref)
            elif form.words not in decided:
                generated.setdefault(form.words, {})[ref] = None
    told = {pair for refs in stated.values() for pair in permutations(refs, 2)}
    for words, (first, *others) in generated.items():
        for ref in others if words not in stated else ():
            if (first, ref) not in told:
                told.add((first, ref))
                items[ref].named(ref).complain(
                    f"its names make the form {' '.join(words)!r}, and so do those of {first} "
                    f"({items[first].file}:{items[first].line}); ambiguous.yaml can say which one it means"
                )


def _decided(language: Language, families: Families, rules: NameRules) -> set[Phrase]:
    """Return the phrases about which `ambiguous.yaml` decides, and those that name a family."""
    texts = [one.phrase for one in language.ambiguous]
    named = [text for one in families.by_name.values() for text in one.phrases]
    varied = (words for text in texts for words in variants(text, rules))
    return {*varied, *(respell(split(text), rules.spellings) for text in (*texts, *named))}


def check_ambiguous(roots: Iterable[Reader], credentials: Mapping[str, Credential], language: Language) -> None:
    """Report readings and defaults of `ambiguous.yaml` that are no ids, and phrases that stand there twice."""
    for root in roots:
        seen: dict[Phrase, int] = {}
        for item in root.items():
            entries = item.entries()
            for ref, entry in entries["readings"].entries().items() if "readings" in entries else ():
                if ref not in credentials:
                    entry.named("readings").complain(f"{ref!r} is no id of the catalogue")
            for default in default_entries(entries):
                if default.text() not in credentials:
                    default.complain(f"{default.text()!r} is no id of the catalogue")
            if "phrase" in entries:
                words = respell(split(entries["phrase"].text()), language.names.spellings)
                if words in seen:
                    item.complain(f"{entries['phrase'].text()!r} stands on line {seen[words]} already")
                seen.setdefault(words, item.line)


def _check_shared(claim: _Claim, known: Ambiguous) -> None:
    if claim.ref not in (ref for ref, _ in known.readings):
        claim.complain("stands in ambiguous.yaml, where this credential is none of its readings")


def _claims(ref: str, item: Reader, spellings: Mapping[str, str]) -> Iterator[_Claim]:
    for key in _KEYS:
        entry = item.entry(key)
        if entry is None or entry.is_null:
            continue
        for one in entry.items() if key in ("aliases", "exam_codes") else [entry]:
            text = one.text()
            if text:
                yield _Claim(ref, key, text, respell(split(text), spellings), one)
