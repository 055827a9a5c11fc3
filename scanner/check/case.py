"""One posting as the checks look at it, and how a finding is put into words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scanner.catalog import Catalog, Wildcard
from scanner.catalog.check_rules import CheckRules, Sentences, blanks_of
from scanner.catalog.language import Ambiguous
from scanner.catalog.words import Phrase, split
from scanner.model import Annotations, CredentialStatus, Evidence, Finding, Market, Posting, Requirement, Strength, Via

_MOST_NAMES = 6
_UNDECIDED = 0.75
#: what a candidate can take
AVAILABLE = (CredentialStatus.ACTIVE, CredentialStatus.BETA)


@dataclass(frozen=True)
class Case:
    """A posting, what it was understood from, and what is known."""

    posting: Posting
    annotations: Annotations
    catalog: Catalog
    as_of: date
    market: Market | None = None

    @property
    def rules(self) -> CheckRules:
        """The limits, words and sentences of `patterns/check.yaml`."""
        return self.catalog.check

    @property
    def text(self) -> str:
        """The posting's text."""
        return self.annotations.document.text

    @cached_property
    def musts(self) -> tuple[Requirement, ...]:
        """What the posting demands."""
        return tuple(one for one in self.posting.requirements if one.strength is Strength.REQUIRED)

    @cached_property
    def asked(self) -> tuple[Requirement, ...]:
        """What the posting demands or would like."""
        return tuple(one for one in self.posting.requirements if one.strength is not Strength.NOT_REQUIRED)

    @cached_property
    def shared_names(self) -> Mapping[Phrase, Ambiguous]:
        """The names that several issuers use, by their words."""
        shared = (one for one in self.catalog.language.ambiguous if _issuers(one) > 1)
        return {split(one.phrase): one for one in shared}

    def undecided(self, piece: Evidence) -> Ambiguous | None:
        """Return the name of several issuers that a quote is, where nothing beside it says which; else None."""
        return self.shared_names.get(split(piece.quote)) if piece.confidence < _UNDECIDED else None

    def name(self, requirement: Requirement) -> str:
        """Return what a requirement asks for: "A or B", "2 of A, B, C"."""
        return self._worded(requirement, requirement.any_of)

    def advisable(self, requirement: Requirement) -> str | None:
        """Return what a requirement may ask for today: its credentials, in place of a retired one its successors."""
        each = ([ref] if self.can_be_had(ref) else self.takeable_successors(ref) for ref in requirement.any_of)
        refs = list(dict.fromkeys(one for refs in each for one in refs))
        return self._worded(requirement, refs) if refs else None

    def can_be_had(self, ref: str) -> bool:
        """Return whether a credential can be taken today; of a family some always can."""
        if is_wildcard(ref):
            return True
        credential = self.catalog.get(ref)
        return credential is not None and credential.status_at(self.as_of) in AVAILABLE

    def takeable_successors(self, ref: str) -> list[str]:
        """Return what replaced a credential and can be taken today, nearest first."""
        return [one for one in self.catalog.successors_of(ref) if self.can_be_had(one)]

    def _worded(self, requirement: Requirement, refs: Iterable[str]) -> str:
        names = [self.catalog.name(ref) for ref in refs]
        if requirement.at_least > 1:
            return f"{requirement.at_least} of {', '.join(names[:_MOST_NAMES])}"
        return joined(names, "or")

    def finding(
        self,
        code: str,
        blanks: Mapping[str, str | None],
        *,
        evidence: Iterable[Evidence],
        requirement: Requirement | None = None,
        is_mild: bool = False,
    ) -> Finding:
        """Return a finding in the words of `patterns/check.yaml`; `is_mild` takes its other severity."""
        sentences: Sentences = self.rules.findings[code]
        known = {name: text for name, text in blanks.items() if text}
        return Finding(
            code=code,
            severity=sentences.otherwise if is_mild else sentences.severity,
            message=_filled(sentences.message, known),
            requirement=requirement.id if requirement else None,
            suggestion=_filled(sentences.suggestion, known) or None,
            evidence=tuple(evidence),
        )

    def quoted(self, start: int, end: int, via: Via = Via.WILDCARD) -> Evidence:
        """Return a stretch of the posting as evidence."""
        document = self.annotations.document
        return Evidence(document.text[start:end], document.page_at(start), start, end, via, 1.0)


def joined(names: Iterable[str], conjunction: str) -> str:
    """Return names as a sentence has them: `joined("ABC", "or") == "A, B or C"`; of many the first few."""
    known = list(dict.fromkeys(names))
    shown = known if len(known) <= _MOST_NAMES else [*known[:_MOST_NAMES], f"{len(known) - _MOST_NAMES} more"]
    return f" {conjunction} ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Return whether one of the phrases stands in a text, word for word."""
    words = split(text)
    return any(stands_in(split(phrase), words) for phrase in phrases)


def stands_in(phrase: Phrase, words: Phrase) -> bool:
    """Return whether the words of a phrase follow each other somewhere."""
    size = len(phrase)
    return size > 0 and any(words[place : place + size] == phrase for place in range(len(words) - size + 1))


def is_wildcard(ref: str) -> bool:
    """Return whether a reference names a family."""
    return Wildcard.parse(ref) is not None


def _issuers(one: Ambiguous) -> int:
    return len({ref.partition("-")[0] for ref, _ in one.readings})


def _filled(sentences: Iterable[str], blanks: Mapping[str, str]) -> str:
    """Return the first sentence whose blanks can all be filled; nothing where none can."""
    return next((one.format_map(blanks) for one in sentences if blanks.keys() >= set(blanks_of(one))), "")
