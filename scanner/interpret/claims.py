"""A resume's annotations -> what it says of each credential, mention by mention, whatever the day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.catalog import Catalog, Wildcard
from scanner.interpret.assertion import Assertion, assert_status
from scanner.interpret.backreferences import Said, said_later
from scanner.interpret.confidence import confidence_of
from scanner.interpret.corroboration import corroborate
from scanner.interpret.date_roles import header_roles
from scanner.interpret.dating import date_mention
from scanner.interpret.exceptions import excepted
from scanner.interpret.footnotes import footnote_of, footnotes
from scanner.interpret.genre import resume_warnings
from scanner.interpret.indexing import indexed
from scanner.interpret.marks import scored
from scanner.interpret.person import find_person
from scanner.interpret.quoting import around, whole
from scanner.interpret.scopes import Entry, find_entries
from scanner.interpret.telling import is_told
from scanner.model import Annotations, Claim, CueHit, Document, Evidence, Mention, Page, Resume, Status
from scanner.spans import Ordered, last_before, within

#: what a mention without a cue means in a section that is no list of awards
_DEFAULTS = {"goals": Status.PLANNED, "publications": Status.NOT_HELD, "references": Status.NOT_HELD}
_ANY = "*"
#: under "Papers" too what was awarded is no paper
_PUBLICATIONS, _AWARDED = "publications", "cues.yaml:earned"
_BADGE_HOSTS = "badge_host"
_KEPT_UP = "cues.yaml:recertified"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was seen in a text, the hosts of badges, and what the marks behind its names mean."""

    annotations: Annotations
    hosts: Sequence[str]
    notes: Mapping[str, CueHit]


def hidden_pages(document: Document) -> list[Document]:
    """Return each stretch of hidden text as a document of its own, so that it is read as any other."""
    return [
        Document(document.source, document.kind, hidden.text, (Page(hidden.page, 0, len(hidden.text)),))
        for hidden in document.hidden
    ]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What an entry's names share: the columns' roles, what is said of them later, and which of them it leaves out."""

    header: Sequence[str | None]
    later: Mapping[str, Said]
    excepted: Mapping[str, Assertion]


def interpret_resume(seen: Annotations, catalog: Catalog, hidden: Iterable[Annotations] = ()) -> Resume:
    """Return what a resume says of its owner's credentials; `hidden` is what was seen in its hidden pages."""
    seen = indexed(seen)
    claims = tuple(_claims(seen, catalog))
    person = find_person(seen, catalog.language)
    return Resume(
        source=seen.document.source,
        person=person,
        claims=claims,
        hidden=tuple(tuple(_claims(indexed(stretch), catalog)) for stretch in hidden),
        warnings=(*seen.document.warnings, *resume_warnings(seen, person.email)),
        corroboration=corroborate(seen, (claim.ref for claim in claims), catalog),
    )


def _claims(annotations: Annotations, catalog: Catalog) -> Iterator[Claim]:
    annotations = _without_issuers(annotations, catalog)
    reading = _Reading(annotations, catalog.language.phrases.get(_BADGE_HOSTS, ()), footnotes(annotations))
    for entry in find_entries(annotations):
        header = header_roles(annotations, entry)
        beside = _Beside(header, said_later(annotations, entry), excepted(annotations, entry))
        for mention in entry.mentions:
            if _is_claim(mention, entry):
                yield _claim(reading, entry, mention, beside)


def _without_issuers(annotations: Annotations, catalog: Catalog) -> Annotations:
    """Leave out families beside a member in one sentence: the "certificate by GARP" behind one of GARP's names."""
    kept: list[Mention] = []
    for mention in annotations.mentions:
        wildcard = Wildcard.parse(mention.ref)
        if wildcard is not None and wildcard.family != _ANY:
            sentence = annotations.sentences[last_before(annotations.sentences, mention.start)]
            beside = {other.ref for other in within(annotations.mentions, sentence.start, sentence.end)}
            if beside & catalog.families.members(wildcard.family):
                continue
        kept.append(mention)
    return replace(annotations, mentions=Ordered(kept)) if len(kept) < len(annotations.mentions) else annotations


def _is_claim(mention: Mention, entry: Entry) -> bool:
    wildcard = Wildcard.parse(mention.ref)
    return wildcard is None or (wildcard.family != _ANY and not entry.sentence.is_heading)


def _claim(reading: _Reading, entry: Entry, mention: Mention, beside: _Beside) -> Claim:
    annotations = reading.annotations
    document = annotations.document
    section = entry.sentence.section.kind
    default = _DEFAULTS.get(section or "", Status.HELD)
    assertion = beside.excepted.get(mention.ref) or _asserted(annotations, entry, mention, default)
    note = footnote_of(document.text, mention, reading.notes)
    if note is not None and assertion.cue is None:
        assertion = Assertion(Status(note.category), note)
    is_award = section == _PUBLICATIONS and assertion.cue is not None and assertion.cue.rule == _AWARDED
    if default is Status.NOT_HELD and assertion.status is Status.HELD and not is_award:
        assertion = Assertion(default)  # "Pass the CCNA" is a book, "Ana Ruiz, PMP, active" a referee
    dating = date_mention(annotations, entry, mention, beside.header, assertion)
    if mention.ref in beside.later:
        assertion, dating = beside.later[mention.ref].over(assertion, dating)
    cue = assertion.cue
    reach = max(entry.sentence.end, entry.region(mention)[1])
    quoted = whole(document.text, mention)
    before, after = around(document.text, entry.sentence.start, reach, quoted)
    evidence = Evidence(
        quote=document.text[quoted.start : quoted.end],
        page=document.page_at(mention.start),
        start=quoted.start,
        end=quoted.end,
        via=mention.via,
        confidence=confidence_of(annotations, entry, mention, assertion, dating),
        section=section,
        cue=document.text[cue.start : cue.end] if cue else None,
        rule=cue.rule if cue else None,
        before=before,
        after=after,
    )
    return Claim(
        ref=mention.ref,
        status=assertion.status,
        evidence=evidence,
        issued=dating.issued,
        expires=dating.expires,
        renewed=dating.renewed,
        is_lifetime=dating.is_lifetime,
        is_current=dating.is_current or _is_kept_up(annotations, entry, mention),
        said_on=assertion.dated,
        is_of_others=assertion.status is Status.NOT_HELD and (cue is None or cue.scope == "sentence"),
        verify_url=_badge_link(document, entry, mention, reading.hosts),
    )


def _asserted(annotations: Annotations, entry: Entry, mention: Mention, default: Status) -> Assertion:
    """Return what the words say, and where no phrase speaks of the outcome what a score and its mark say."""
    assertion, outcome = assert_status(annotations, entry, mention, default), scored(annotations, entry, mention)
    if outcome is None or outcome.cue is None:
        return assertion
    cue = assertion.cue
    is_inside = cue is not None and outcome.cue.start <= cue.start < outcome.cue.end
    is_open = cue is None or is_inside or (is_told(cue) and assertion.status is Status.HELD)
    return outcome if is_open else assertion


def _is_kept_up(annotations: Annotations, entry: Entry, mention: Mention) -> bool:
    """Return whether what is said behind a mention ends in its being kept up: "earned in 2018, renewed it twice"."""
    said = within(annotations.cues, mention.end, entry.region(mention)[1])
    return any(cue.rule == _KEPT_UP and cue.category == Status.HELD for cue in said)


def _badge_link(document: Document, entry: Entry, mention: Mention, hosts: Sequence[str]) -> str | None:
    """Return the link under a mention, or in what is said of it, that leads to a place where badges are verified."""
    start, end = entry.region(mention)
    links = (link.url for link in document.links if link.start < end and start < link.end)
    return next((url for url in links if _is_of(url, hosts)), None)


def _is_of(url: str, hosts: Sequence[str]) -> bool:
    host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
    return any(host == known or host.endswith("." + known) for known in hosts)
