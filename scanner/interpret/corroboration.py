"""The work that a resume describes, held beside the credentials that it claims: shorthand is no proof."""

from collections.abc import Collection, Iterable

from scanner.catalog import Catalog
from scanner.catalog.terms import terms_of
from scanner.interpret.quoting import around
from scanner.model import Annotations, Evidence, TermHit, Via
from scanner.spans import last_before

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
    found = {ref: chosen for ref in dict.fromkeys(refs) if (chosen := _chosen(first, ref, catalog))}
    quotes = {pair: _quote(seen, first[pair[0]], pair[1]) for chosen in found.values() for pair in chosen}
    return tuple((ref, tuple(quotes[pair] for pair in chosen)) for ref, chosen in found.items())


def _chosen(first: Collection[str], ref: str, catalog: Catalog) -> list[tuple[str, str]]:
    """Return the first terms of a reference's field, those of its own in front, each with the entry that has it."""
    terms, own = terms_of(catalog, ref), f"credentials:{ref}"
    found = [(term, terms[term]) for term in first if term in terms]
    return sorted(found, key=lambda pair: pair[1] != own)[:_MOST]


def _quote(seen: Annotations, hit: TermHit, rule: str) -> Evidence:
    document = seen.document
    sentence = seen.sentences[max(last_before(seen.sentences, hit.start), 0)]
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
