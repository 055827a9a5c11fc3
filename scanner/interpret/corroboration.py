"""The work that a resume describes, held beside the credentials that it claims: shorthand is no proof."""

from bisect import bisect_right
from collections.abc import Iterable

from scanner.catalog import Catalog
from scanner.catalog.terms import terms_of
from scanner.interpret.quoting import around
from scanner.model import Annotations, Evidence, TermHit, Via

#: quotes for one credential: enough to go and read
_MOST = 5
_CONFIDENCE = 0.9

Corroboration = tuple[tuple[str, tuple[Evidence, ...]], ...]


def corroborate(seen: Annotations, refs: Iterable[str], catalog: Catalog) -> Corroboration:
    """Return for each credential or wildcard the terms of its field that experience and projects show, with quotes.

    Each term once, where it stands first; those of the credential itself before those of its families.
    """
    first: dict[str, TermHit] = {}
    for hit in seen.terms:
        first.setdefault(hit.term, hit)
    if not first:
        return ()
    return tuple((ref, quotes) for ref in dict.fromkeys(refs) if (quotes := _quotes(seen, first, ref, catalog)))


def _quotes(seen: Annotations, first: dict[str, TermHit], ref: str, catalog: Catalog) -> tuple[Evidence, ...]:
    terms = terms_of(catalog, ref)
    found = sorted((first[term] for term in terms if term in first), key=lambda hit: hit.start)
    own = [hit for hit in found if terms[hit.term] == f"credentials:{ref}"]
    chosen = [*own, *(hit for hit in found if hit not in own)][:_MOST]
    return tuple(_quote(seen, hit, terms[hit.term]) for hit in chosen)


def _quote(seen: Annotations, hit: TermHit, rule: str) -> Evidence:
    document = seen.document
    index = bisect_right(seen.sentences, hit.start, key=lambda sentence: sentence.start) - 1
    sentence = seen.sentences[max(index, 0)]
    before, after = around(document.text, sentence.start, sentence.end, hit)
    return Evidence(
        quote=document.text[hit.start : hit.end],
        page=document.page_at(hit.start),
        start=hit.start,
        end=hit.end,
        via=Via.TERM,
        confidence=_CONFIDENCE,
        section=sentence.section.kind,
        rule=rule,
        before=before,
        after=after,
    )
