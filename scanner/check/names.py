"""Names that name nothing, or two things: "certification required", "CAP certified"."""

from collections.abc import Iterator

from scanner.catalog.language import Ambiguous, Category
from scanner.catalog.words import PART, split
from scanner.check.case import Case, joined
from scanner.interpret.strength import DESCRIBING
from scanner.model import Evidence, Finding, Requirement, Sentence, Strength, Via, WordHit
from scanner.spans import Span, overlaps, within

_NOUNS = ("certification_noun", "certified")
_SOFTENERS = (Category.PREFERRED, Category.NOT_REQUIRED, Category.NO_REQUIREMENT, Category.DEGREE, Category.EXPERIENCE)
_ANY = "*/*"
#: a demand speaks of a noun that stands no further from it
_NEAR = 12
#: a noun alone in a list item is a demand where the heading demands
_LONE_WORDS = 4
_BESIDE = 2
_FOLLOWING = 80


def unnamed_certification(case: Case) -> Iterator[Finding]:
    """Yield demands for a certification that don't say which."""
    for requirement in case.musts:
        if requirement.any_of == (_ANY,) and not requirement.examples and not requirement.alternative:
            yield _unnamed(case, requirement.evidence[0], requirement)
    for sentence in case.annotations.sentences:
        noun = _lone_noun(case, sentence)
        if noun is not None:
            yield _unnamed(case, case.quoted(sentence.start, _line_end(case, sentence)), None)


def _unnamed(case: Case, evidence: Evidence, requirement: Requirement | None) -> Finding:
    blanks = {"quote": " ".join(evidence.quote.split())}
    return case.finding("unnamed-certification", blanks, evidence=[evidence], requirement=requirement)


def _line_end(case: Case, sentence: Sentence) -> int:
    end = case.text.find("\n", sentence.start, sentence.end)
    return sentence.end if end < 0 else end


def _lone_noun(case: Case, sentence: Sentence) -> WordHit | None:
    """Return the noun of a sentence that demands a certification, where nothing says which; else None."""
    mentions = case.annotations.mentions
    if sentence.section.kind in DESCRIBING or within(mentions, sentence.start, sentence.end):
        return None
    words = within(case.annotations.words, sentence.start, sentence.end)
    nouns = [word for word in words if word.group in _NOUNS]
    cues = within(case.annotations.cues, sentence.start, sentence.end)
    if not nouns or case.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return None
    if any(cue.category in _SOFTENERS for cue in cues) or _is_led(case, sentence):
        return None
    noun = nouns[0]
    demands = [cue for cue in cues if cue.category == Category.REQUIRED]
    if sentence.is_heading and not any(":" in case.text[noun.end : cue.start] for cue in demands):
        # "Certification: required" is an answer; "Required certifications" leads to names or is empty
        return None
    is_near = any(-1 <= noun.start - cue.end <= _NEAR or -1 <= cue.start - noun.end <= _NEAR for cue in demands)
    is_alone = (
        sentence.is_item
        and sentence.section.strength is Strength.REQUIRED
        and len(case.text[sentence.start : sentence.end].split()) <= _LONE_WORDS
    )
    return noun if (is_near or is_alone) and _says_nothing(case, sentence, nouns) else None


def _is_led(case: Case, sentence: Sentence) -> bool:
    """Return whether the next sentence goes on with names: "Certification required. CISSP or CISM."."""
    end = min(sentence.end + _FOLLOWING, sentence.section.end)
    return bool(within(case.annotations.mentions, sentence.end, end))


def _says_nothing(case: Case, sentence: Sentence, nouns: list[WordHit]) -> bool:
    """Return whether all words beside the nouns and the cues are ones that don't say which certification."""
    known = {word for phrase in case.rules.words.saying_nothing for word in split(phrase)}
    spans: list[Span] = [*nouns, *within(case.annotations.cues, sentence.start, sentence.end)]
    for match in PART.finditer(case.text, sentence.start, sentence.end):
        inside = any(span.start <= match.start() < span.end for span in spans)
        if not inside and not known.issuperset(split(match.group())):
            return False
    return True


def ambiguous_name(case: Case) -> Iterator[Finding]:
    """Yield short names that two issuers use, where nothing beside them decides."""
    for requirement in case.asked:
        for piece in requirement.evidence:
            known = case.undecided(piece)
            if known is not None:
                yield _two_readings(case, piece, known, requirement)
    yield from _unread(case, {words: one for words, one in case.shared_names.items() if len(words) == 1})


def _unread(case: Case, shared: dict[tuple[str, ...], Ambiguous]) -> Iterator[Finding]:
    """Yield acronyms beside "certified" or "certification" that are no mention, since they may be two things."""
    nouns = [word for word in case.annotations.words if word.group in _NOUNS]
    seen: set[str] = set()
    for noun in nouns:
        for match in PART.finditer(case.text, max(noun.start - 10, 0), noun.end + 10):
            word = match.group()
            is_beside = 0 <= noun.start - match.end() <= _BESIDE or 0 <= match.start() - noun.end <= _BESIDE
            known = shared.get(split(word)) if is_beside and word.isupper() and word not in seen else None
            if known is None or overlaps(case.annotations.mentions, match.start(), match.end()):
                continue
            sentence = next(iter(within(case.annotations.sentences, 0, match.end())[-1:]), None)
            if sentence is not None and sentence.section.kind not in DESCRIBING:
                seen.add(word)
                yield _two_readings(case, case.quoted(match.start(), match.end(), Via.ACRONYM), known, None)


def _two_readings(case: Case, piece: Evidence, known: Ambiguous, requirement: Requirement | None) -> Finding:
    readings = joined((case.catalog.name(ref) for ref, _ in known.readings), "or")
    blanks = {"quote": piece.quote, "readings": readings}
    is_mild = requirement is not None and requirement.strength is not Strength.REQUIRED
    return case.finding("ambiguous-name", blanks, evidence=[piece], requirement=requirement, is_mild=is_mild)
