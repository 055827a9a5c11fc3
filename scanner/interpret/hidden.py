"""What only hidden text says: found, shown, and given no credit."""

from collections.abc import Iterable
from dataclasses import replace

from scanner.model import Candidate, Document, Holding, Layer, Page


def hidden_pages(document: Document) -> list[Document]:
    """Return each stretch of hidden text as a document of its own, so that it is read as any other."""
    return [
        Document(document.source, document.kind, hidden.text, (Page(hidden.page, 0, len(hidden.text)),))
        for hidden in document.hidden
    ]


def with_hidden(candidate: Candidate, hidden: Iterable[Candidate]) -> Candidate:
    """Return the candidate with the holdings that only hidden text names, marked as such.

    The offsets of their evidence point into that stretch of hidden text.
    """
    known = {holding.credential for holding in candidate.holdings}
    found: dict[str, Holding] = {}
    for other in hidden:
        for holding in other.holdings:
            if holding.credential not in known and holding.credential not in found:
                evidence = tuple(replace(piece, layer=Layer.HIDDEN) for piece in holding.evidence)
                found[holding.credential] = replace(holding, hidden=True, evidence=evidence)
    return replace(candidate, holdings=(*candidate.holdings, *found.values()))
