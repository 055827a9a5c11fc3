"""Document -> Annotations: what is seen in a text, without any opinion about it yet.

One pass of a PhraseMatcher over the document's words finds every phrase that the patterns know; small functions then
decide which of them are headings, mentions, cues. What leaves this stage is plain data.
"""

from scanner.detect.detector import Detector

__all__ = ["Detector"]
