"""The scanner as a component of anybody's spaCy pipeline: `nlp.add_pipe("credentials")`.

spaCy finds it by the entry point of the installed package; importing this module registers it as well.
"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from scanner.model import Document, Page
from scanner.pipeline import pipeline_for

NAME = "credentials"


class Credentials:
    """Writes the credentials that a text claims to `doc.spans`, as spans of whatever tokens the document has.

    A span's label and `kb_id_` are the id (or wildcard) of the credential, its `id_` is the status that the text gives
    it: held, in_progress, planned, expired or not_held. What depends on a date (an expiry that is only worked out) is
    not asked here. It is pickled as its settings.
    """

    def __init__(self, patterns: Sequence[str] = (), spans_key: str = NAME) -> None:
        self._patterns = tuple(patterns)
        self._spans_key = spans_key
        # Patterns that break their format are refused now, not in the middle of a corpus.
        pipeline_for(self._patterns)

    def __call__(self, doc: Doc) -> Doc:
        """Add the spans to the document and return it."""
        text = doc.text
        resume = pipeline_for(self._patterns).claims(Document("", "text", text, (Page(1, 0, len(text)),)))
        spans = (
            doc.char_span(
                claim.evidence.start,
                claim.evidence.end,
                label=claim.ref,
                kb_id=claim.ref,
                span_id=claim.status.value,
                # A tokenizer that does not cut at the name's ends: the tokens that the name touches.
                alignment_mode="expand",
            )
            for claim in resume.claims
        )
        doc.spans[self._spans_key] = [span for span in spans if span is not None]
        return doc


@Language.factory(NAME, assigns=["doc.spans"], default_config={"patterns": [], "spans_key": NAME})
def make_credentials(nlp: Language, name: str, patterns: list[str], spans_key: str) -> Credentials:  # noqa: ARG001
    """Return the component; `patterns` are folders of patterns beside the built-in ones."""
    return Credentials(patterns, spans_key)
