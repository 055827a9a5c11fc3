"""One document as the finders of mentions look at it."""

from dataclasses import dataclass, field

from scanner.detect.hits import Hit, is_one_phrase
from scanner.detect.kinds import Hits
from scanner.detect.structure import Structure
from scanner.detect.tokens import Words
from scanner.model import CueHit, Mention, Sentence, Via, WordHit
from scanner.spans import longest

#: how sure a mention is by the way it was recognised
CONFIDENCE = {
    Via.NAME: 0.99,
    Via.ALIAS: 0.97,
    Via.EXAM_CODE: 0.97,
    Via.ACRONYM: 0.95,
    Via.WILDCARD: 0.9,
    Via.FUZZY: 0.8,
    Via.UNLISTED: 0.6,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything about one document that the finders of mentions look at; all lists are in the order of the text."""

    text: str
    words: Words
    hits: Hits
    structure: Structure
    cues: tuple[CueHit, ...]
    is_posting: bool
    #: written without capitals
    is_uncased: bool = False
    #: the ids of mentions beyond doubt, once they are known
    sure_refs: frozenset[str] = frozenset()
    #: how shared phrases were decided (phrase, first of the readings, stretch of text): a phrase may stand a thousand
    #: times in one stretch
    decided: dict[tuple[str, str, int, int], str | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def groups(self) -> tuple[WordHit, ...]:
        """The words of the lists of `phrases.yaml`."""
        return self.hits.groups

    def sentence(self, offset: int) -> Sentence:
        """Return the sentence at an offset."""
        return self.structure.sentence_at(offset)


@dataclass(frozen=True, slots=True)
class Found:
    """A possible mention, with the words it was found by and whether it can stand alone."""

    hit: Hit
    mention: Mention
    needs_evidence: bool = False
    #: the letters in front of a version ("DBS" of DBS-C01): only an issuer or a list makes them a code
    is_short_code: bool = False

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.mention.end


def decoys_of(scene: Scene) -> list[Hit]:
    """Return the look-alikes of a document: stretches in which nothing is a credential."""
    return longest(hit for hit in scene.hits.decoys if is_one_phrase(scene.text, scene.words, hit.first, hit.last))
