"""What a later sentence says of names before it: "CKA and CKS. The latter has lapsed", "CISM, 2019. It has expired".

A word that refers back is read as if the name itself stood there, by the same rules as any other mention.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scanner.interpret.assertion import Assertion, assert_status
from scanner.interpret.dating import Dating, date_mention
from scanner.interpret.scopes import Entry
from scanner.interpret.telling import is_told
from scanner.model import Annotations, Mention, Sentence, Status, WordHit
from scanner.spans import longest, within

_ONE, _FIRST, _LAST, _ALL = "refers_one", "refers_first", "refers_last", "refers_all"
_REFERRING = frozenset({_ONE, _FIRST, _LAST, _ALL})
_MOST_SENTENCES = 2
_MOST_REFS = 12
_SHORT = 80
#: so near the beginning of a sentence without a subject stands what it says
_LEAD = 20
_CERTIFICATIONS = "certifications"
#: what stands before a word that begins a clause
_CLAUSE_ENDS = tuple(".;,:(|\n–—-!?")


@dataclass(frozen=True, slots=True)
class Said:
    """A status and dates that are said behind a word which refers back."""

    assertion: Assertion
    dating: Dating

    def over(self, assertion: Assertion, dating: Dating) -> tuple[Assertion, Dating]:
        """Return what is known of a mention by what was said of it in its entry, and then by this."""
        ours = self.dating
        dates = replace(
            dating,
            issued=dating.issued or ours.issued,
            expires=ours.expires or dating.expires,
            renewed=ours.renewed or dating.renewed,
            is_lifetime=dating.is_lifetime or ours.is_lifetime,
            is_current=dating.is_current or ours.is_current,
        )
        return (self.assertion if self.assertion.cue else assertion), dates


def said_later(annotations: Annotations, entry: Entry) -> Mapping[str, Said]:
    """Return what is said of an entry's credentials behind words that refer back to them."""
    said: dict[str, Said] = {}
    for stretch, word in _references(annotations, entry):
        refs = tuple(dict.fromkeys(mention.ref for mention in entry.mentions[:_MOST_REFS]))
        for ref in _meant(word.group, refs):
            mention = next(one for one in entry.mentions if one.ref == ref)
            found = _read(annotations, stretch, replace(mention, start=word.start, end=word.end))
            if found is not None:
                said[ref] = found
    return said


def _meant(group: str, refs: tuple[str, ...]) -> tuple[str, ...]:
    if len(refs) == 1:
        return refs if group == _ONE else ()
    return {_FIRST: refs[:1], _LAST: refs[-1:], _ALL: refs}.get(group, ())


def _read(annotations: Annotations, stretch: Sentence, mention: Mention) -> Said | None:
    entry = Entry(stretch.start, stretch.end, stretch, (mention,))
    assertion = assert_status(annotations, entry, mention, Status.HELD)
    cue = assertion.cue
    is_elliptic = mention.start == mention.end
    if cue is not None and not (stretch.start <= cue.start < stretch.end):
        assertion = Assertion(Status.HELD)
    elif is_elliptic and (cue is None or cue.start - stretch.start > _LEAD):
        return None
    elif is_told(cue) and assertion.status is Status.HELD:
        assertion = Assertion(Status.HELD)  # "It got me the job"
    dating = date_mention(annotations, entry, mention, (), assertion)
    if assertion.cue is None:
        # what it brought about in a year says nothing of its own date
        dating = replace(dating, issued=None)
    return Said(assertion, dating) if assertion.cue is not None or dating != Dating() else None


def _references(annotations: Annotations, entry: Entry) -> Iterator[tuple[Sentence, WordHit]]:
    """Yield the words that refer back, each with the stretch up to the next one that speaks of the same."""
    own = entry.sentence
    last = entry.mentions[-1].end
    if last < own.end:
        rest = own._replace(start=last)
        pairs = [w for w in _referring(annotations, rest) if w.group in (_FIRST, _LAST)]
        yield from _cut(rest, pairs)
    for sentence in _following(annotations, entry):
        words = _referring(annotations, sentence) or _elliptic(annotations, entry, sentence)
        # in the midst of a sentence only what goes on from its beginning, or names what it refers to: "this one"
        if words and (not _leads_in(annotations, sentence, words[0]) and words[0].group != _ONE):
            continue
        yield from _cut(sentence, words)


def _cut(sentence: Sentence, words: list[WordHit]) -> Iterator[tuple[Sentence, WordHit]]:
    for index, word in enumerate(words):
        # "I let this one lapse": what leads to the first one speaks of it
        start = word.start if index else sentence.start
        end = words[index + 1].start if index + 1 < len(words) else sentence.end
        yield (
            sentence._replace(start=start, end=end),
            word if start == word.start else WordHit(start, start, word.group),
        )


def _referring(annotations: Annotations, sentence: Sentence) -> list[WordHit]:
    text = annotations.document.text
    words = within(annotations.words, sentence.start, sentence.end)
    found = longest([word for word in words if word.group in _REFERRING and word.end <= sentence.end])
    return [
        word
        for word in found
        if (word.group == _ONE and " " in text[word.start : word.end])
        or _leads_in(annotations, sentence, word)
        or (word.group != _ONE and text[sentence.start : word.start].rstrip().endswith(_CLAUSE_ENDS))
    ]


def _elliptic(annotations: Annotations, entry: Entry, sentence: Sentence) -> list[WordHit]:
    """Return the word left out in front of a short sentence in a list of awards: "CEH, 2019. Never renewed."."""
    is_of_item = "\n" not in annotations.document.text[entry.sentence.end : sentence.start]
    is_short = sentence.end - sentence.start <= _SHORT and sentence.section.kind == _CERTIFICATIONS
    return [WordHit(sentence.start, sentence.start, _ONE)] if is_of_item and is_short else []


def _leads_in(annotations: Annotations, sentence: Sentence, word: WordHit) -> bool:
    """Return whether a sentence begins with a word."""
    return not annotations.document.text[sentence.start : word.start].strip(" (,;:–—-")


def _following(annotations: Annotations, entry: Entry) -> Iterator[Sentence]:
    """Yield the sentences right behind an entry's own that name nothing themselves."""
    text, own = annotations.document.text, entry.sentence
    behind = within(annotations.sentences, own.end, own.end + _MOST_SENTENCES * 400)[:_MOST_SENTENCES]
    end = own.end
    for sentence in behind:
        gap = text[end : sentence.start]
        is_apart = gap.count("\n") > 1 or ("\n" in gap and sentence.is_item)
        if is_apart or sentence.is_heading or sentence.section != own.section:
            return
        if within(annotations.mentions, sentence.start, sentence.end):
            return
        yield sentence
        end = sentence.end
