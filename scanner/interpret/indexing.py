"""What was seen in a document, made ready for being looked up from every mention of it."""

from dataclasses import replace

from scanner.model import Annotations
from scanner.spans import Ordered


def indexed(seen: Annotations) -> Annotations:
    """Return the same annotations, with an index of where all begin but the dates, which are found when asked for."""
    return replace(
        seen,
        sentences=Ordered(seen.sentences),
        mentions=Ordered(seen.mentions),
        cues=Ordered(seen.cues),
        words=Ordered(seen.words),
    )
