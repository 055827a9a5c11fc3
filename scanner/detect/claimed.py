"""Evidence in a resume's own words: "I took the CAMS in 2018", "CCSP since 2020", items among items that are sure."""

import re
from collections.abc import Iterator, Sequence

from scanner.detect.lexicon import Lexicon
from scanner.detect.scene import Found, Scene
from scanner.model import Sentence
from scanner.spans import Span, last_before, within

_NEAR = 16
#: a bullet or a mark may stand in front of an item
_MARK = 3
_DETERMINER = re.compile(
    r"\s+(?:(?:an?|the|my|both|eine?|einen|die|den|das|der|zum|"
    r"une?|la|le|l['’]|du|de la|des|ma|mon|el|un|mi|uma?|o|minha) ?)?"
)
_COPULA = re.compile(r"[\s,:(–—-]{1,3}(?:(?:is|are|was|were|has|had|both|ist|est|está|sont|sind) ?){0,2}")
# Behind a claim the name is over: "took the CSA boat" and "earned CPA traffic" go on.
_OVER = re.compile(
    r"\s*(?:[.,;:()!?|–—/]|\Z|\n| - )|\s+(?:(?:in|on|and|or|with|since|from|as|but|before|after|for|"
    r"last|this|next|again|once|twice|to|while|during|right|now|today|later|soon|then|is|was|has|by|at|within|still|"
    r"already|because|when|if|until|till|via|through|im|am|und|seit|vor|ist|war|wird|noch|bald|bis|ab|en|depuis|et|"
    r"pour|avec|cette|desde|y|e|em|para|con|com|este|esta|19\d\d|20\d\d)\b)"
)
_SINCE = re.compile(
    r"[\s,(–—:-]{1,3}(?:since|seit|depuis|desde)(?: (?:[^\W\d_]{2,9}\.?|\d\d?/)){0,2} ?(?:19|20)\d\d(?!\d)"
)
_DATE = re.compile(r"[\s,(–—:-]{1,3}(?:[^\W\d_]{3,9}\.? |(?:0?[1-9]|1[0-2])[/.-])?(?:19|20)\d\d\)?\s*(?:[.;]|\n|\Z)")
#: where an acronym with a year is likelier a job, a school's programme or a paper
_ELSEWHERE = frozenset({"experience", "education", "projects", "publications"})
_ITEM_GAP = re.compile(r"[^\w\n]*\n?[^\w\n]*")


class ClaimFinder:
    """Says whether a resume claims what a name could mean; built once for a catalogue."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._groups = lexicon.groups

    def is_claimed(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether a verb that takes a credential leads to it, or a state that only one has follows it."""
        return (
            self._is_taken(scene, found, sentence)
            or self._has_state(scene, found, sentence)
            or self._is_dated(scene, found, sentence)
        )

    def _is_taken(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        if not is_over(scene.text, found.end):
            return False
        before = within(scene.groups, max(sentence.start, found.start - _NEAR), found.start)
        verbs = {"credential_verb"} if self._is_role(found) else {"credential_verb", "credential_become"}
        return any(one.group in verbs and _DETERMINER.fullmatch(scene.text, one.end, found.start) for one in before)

    def _has_state(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        behind = within(scene.groups, found.end, min(sentence.end, found.end + _NEAR))
        return any(
            one.group == "credential_state" and _COPULA.fullmatch(scene.text, found.end, one.start) for one in behind
        )

    def _is_dated(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether an acronym alone, and no job's, has its year: "CCSP since 2020", "CFE, 2019"."""
        if len(found.hit.words) > 1 or self._is_role(found):
            return False
        if sentence.section.kind in _ELSEWHERE or not _opens_clause(scene.text, found, sentence):
            return False
        return any(pattern.match(scene.text, found.end) for pattern in (_SINCE, _DATE))

    def _is_role(self, found: Found) -> bool:
        return "role_acronym" in self._groups.get(found.hit.words, ())


def is_over(text: str, end: int) -> bool:
    """Return whether a name ends there, and is not the first word of a longer one: "the CSA boat"."""
    return _OVER.match(text, end) is not None


def opens_item(found: Span, sentence: Sentence) -> bool:
    """Return whether nothing but a mark stands in front of it in its item."""
    return found.start - sentence.start <= _MARK


def neighbours(scene: Scene, found: Span) -> Iterator[Sentence]:
    """Yield the items right before and behind the one that a name opens, with no blank line or heading between."""
    sentences = scene.structure.sentences
    index = last_before(sentences, found.start)
    here = sentences[index]
    for other in (index - 1, index + 1):
        if 0 <= other < len(sentences):
            beside = sentences[other]
            first, second = sorted((here, beside), key=lambda sentence: sentence.start)
            is_near = _ITEM_GAP.fullmatch(scene.text, first.end, second.start) is not None
            if is_near and not beside.is_heading and beside.section == here.section:
                yield beside


def stands_among_items(scene: Scene, found: Found, known: Sequence[Span]) -> bool:
    """Return whether it opens an item and a name beyond doubt opens the item before or behind it."""
    if not opens_item(found, scene.sentence(found.start)):
        return False
    return any(within(known, item.start, item.start + _MARK + 1) for item in neighbours(scene, found))


def _opens_clause(text: str, found: Span, sentence: Sentence) -> bool:
    before = text[sentence.start : found.start]
    return len(before) <= _MARK or before.endswith(("; ", ". ")) or before.casefold() in {"a ", "an "}
