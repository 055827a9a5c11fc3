"""A sentence of a posting with all that stands in it, as those look at it who ask what is said of its credentials."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scanner.interpret.grouping import Group
from scanner.model import Annotations, CueHit, Sentence, WordHit
from scanner.spans import within


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a list item of several, with its groups, cues and known words, in the order of the text."""

    text: str
    sentence: Sentence
    groups: Sequence[Group]
    cues: Sequence[CueHit]
    words: Sequence[WordHit]

    def near(self, start: int, end: int) -> "Passage":
        """Return the passage with only what begins in a stretch: the work on an endless sentence stays linear."""
        return replace(
            self,
            groups=within(self.groups, start, end),
            cues=within(self.cues, start, end),
            words=within(self.words, start, end),
        )


def passage_of(annotations: Annotations, sentence: Sentence, groups: Sequence[Group]) -> Passage:
    """Return a sentence with what was seen in it."""
    start, end = sentence.start, sentence.end
    cues, words = within(annotations.cues, start, end), within(annotations.words, start, end)
    return Passage(annotations.document.text, sentence, groups, cues, words)
