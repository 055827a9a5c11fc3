"""Where each mention's own words are: its entry, its neighbours, and what stands between.

An entry is the sentence (list item, table row, line) of a mention and the lines behind it that only carry its details:
issuer, dates, a credential's number. No cue and no date is ever taken from outside the entry.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from scanner.model import Annotations, Mention, Sentence
from scanner.spans import Span, last_before, uncovered, within

#: how far what is said of a mention may stand from it; keeps the work on an endless sentence linear
REACH = 1_000
_LONGEST_GAP = 200
_LONGEST_DETAIL = 1_000
_MOST_DETAIL_LINES = 4
_MOST_FREE_WORDS = 2
#: "The Linux Foundation": so far in may the first known word of a detail line stand
_ARTICLE = 4
_LONGEST_ISSUER = 80
_DETAIL_GROUPS = frozenset(
    {
        "date_issued",
        "date_expires",
        "date_renewed",
        "date_none",
        "entry_detail",
        "exam_noun",
        "issuer",
        "present",
        "certification_noun",
    }
)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: a first word that is no part of an address
_PLAIN = re.compile(r"[^\W\d_]{2,}(?=\s)")
_LABEL = re.compile(r"\[[^\]\n]{1,24}\]|[^\W\d][^:\n]{0,24}:")
#: the scopes of cues that say nothing by themselves
WEAK = frozenset({"answer", "hint", "mark"})
_ADDRESS = re.compile(r"(?<!\S)\S*(?:https?://|www\.|\w@|\.(?:com|org|io|net)|\d)\S*")
_COORDINATION = re.compile(
    r"(?:[\s,/&+()]|\b(?:and|und|et|y|e|or|oder|ou|o|u|nor|noch|ni|nem|plus|the|den|die|das|der|la|le|les|el|los|as?)\b)*",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"&|\+|/|\b(?:and|und|et|y|e|or|oder|ou|o|u|both|all|beide|alle|amb[oa]s|tod[oa]s|les deux|tou(?:te)?s)\b",
    re.IGNORECASE,
)

_ALL = re.compile(
    r"\b(?:both|all|each|every one|beide|alle|sämtlich\w*|toutes?|tous|les deux|amb[oa]s|tod[oa]s)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\(?(?:\b[^\W\d_]{3,9}\.? )?(?:19|20)\d\d\)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """The stretch of text that speaks of some mentions, and those mentions in order."""

    start: int
    end: int
    sentence: Sentence
    mentions: tuple[Mention, ...]

    def region(self, mention: Mention) -> tuple[int, int]:
        """Return the stretch from the mention to the next one (or the entry's end) that speaks of it alone."""
        end = min(self.end, mention.end + REACH)
        if mention is self.mentions[-1]:
            return mention.start, end
        following = (other.start for other in within(self.mentions, mention.end, end) if other.ref != mention.ref)
        return mention.start, next(following, end)

    def before(self, mention: Mention) -> tuple[int, int]:
        """Return the stretch in front of a mention that no other mention ends in."""
        if mention is self.mentions[0]:
            return self.start, mention.start
        index = bisect_left(self.mentions, mention.start, key=lambda other: other.start)
        return self.mentions[index - 1].end if index else self.start, mention.start

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions inside a stretch."""
        return tuple(other for other in within(self.mentions, start, end) if other.end <= end)


def find_entries(annotations: Annotations) -> list[Entry]:
    """Return the entries of a document, in order; each mention stands in exactly one."""
    text = annotations.document.text
    sentences = annotations.sentences
    entries: list[Entry] = []
    for index, inside in _by_sentence(annotations):
        sentence = sentences[index]
        last = index
        while last + 1 < len(sentences) and sentences[last + 1].start < inside[-1].end:
            last += 1
        end = _answer_end(annotations, last)
        if not _is_prose(text, sentence):
            end = max((s.end for s in _details(annotations, last)), default=end)
        entries.append(Entry(sentence.start, end, sentence, inside))
    return entries


def _by_sentence(annotations: Annotations) -> Iterator[tuple[int, tuple[Mention, ...]]]:
    """Yield the index of each sentence in which mentions begin, and those."""
    sentences = annotations.sentences
    for index, inside in groupby(annotations.mentions, key=lambda mention: last_before(sentences, mention.start)):
        mentions = tuple(mention for mention in inside if mention.start < sentences[index].end)
        if index >= 0 and mentions:
            yield index, mentions


def _answer_end(annotations: Annotations, index: int) -> int:
    """Return where a sentence ends; a question together with its answer: "Certified? No."."""
    sentences, text = annotations.sentences, annotations.document.text
    asked = sentences[index]
    if text[asked.end - 1] == "?" and index + 1 < len(sentences):
        answer = sentences[index + 1]
        if answer.section == asked.section and not within(annotations.mentions, answer.start, answer.end):
            return answer.end
    return asked.end


def is_coordinated(text: str, first: Mention, second: Mention) -> bool:
    """Return whether two mentions are items of one list with nothing but commas and conjunctions between."""
    gap = text[first.end : second.start]
    return len(gap) <= _LONGEST_GAP and _COORDINATION.fullmatch(gap) is not None


def is_dated_list(text: str, mentions: Sequence[Mention], end: int) -> bool:
    """Return whether mentions are a list, perhaps with years, of all of which is spoken: "A (2018), B, all kept"."""
    gaps = (text[first.end : second.start] for first, second in pairwise(mentions))
    return _ALL.search(text, mentions[-1].end, end) is not None and all(
        len(gap) <= _LONGEST_GAP and _COORDINATION.fullmatch(_YEAR.sub(" ", gap)) is not None for gap in gaps
    )


def is_joint(text: str, start: int, end: int) -> bool:
    """Return whether a list says that what follows speaks of all its items: "A, B and C", "all obtained"."""
    return _JOINT.search(text, start, end) is not None


def _is_prose(text: str, sentence: Sentence) -> bool:
    content = text[sentence.start : sentence.end]
    return content.rstrip().endswith((".", "!")) and len(_WORD.findall(content)) > 12  # noqa: PLR2004


def _details(annotations: Annotations, index: int) -> Iterator[Sentence]:
    """Yield the detail lines behind a sentence; an issuer that nobody knows may stand before the dates."""
    own = annotations.sentences[index]
    section = own.section
    following = annotations.sentences[index + 1 : index + 1 + _MOST_DETAIL_LINES]
    for position, sentence in enumerate(following):
        is_item = sentence.is_item and "\n" in annotations.document.text[own.end : sentence.start]
        if sentence.section is not section or sentence.is_heading or is_item:
            return
        after = following[position + 1] if position + 1 < len(following) else None
        is_issuer = position == 0 and after is not None and after.section is section
        if not _is_detail(annotations, sentence, own) and not (
            is_issuer and _is_issuer_line(annotations, sentence, after)
        ):
            return
        yield sentence


def _is_issuer_line(annotations: Annotations, sentence: Sentence, after: Sentence | None) -> bool:
    """Return whether a short line of words stands between a name and its dates: "Foo Academy", "Issued May 2024"."""
    text = annotations.document.text[sentence.start : sentence.end]
    if after is None or len(text) > _LONGEST_ISSUER or text[-1] in ".:;" or any(c.isdigit() for c in text):
        return False
    if within(annotations.mentions, sentence.start, after.end):
        return False
    return bool(within(annotations.dates, after.start, after.end)) and _is_detail(annotations, after)


def _is_detail(annotations: Annotations, sentence: Sentence, own: Sentence | None = None) -> bool:
    """Return whether a line only carries details: dates, cues, an issuer, a number, an address.

    Behind the line of the name, `own`, that is dated itself, a line with a date and a word of its own is the next
    entry; so is a label with more than details behind it: "[next] Foo".
    """
    start, end = sentence.start, sentence.end
    if end - start > _LONGEST_DETAIL or within(annotations.mentions, start, end):
        return False
    words = [w for w in within(annotations.words, start, end) if w.group in _DETAIL_GROUPS]
    dates = within(annotations.dates, start, end)
    cues = [cue for cue in within(annotations.cues, start, end) if cue.scope not in WEAK]
    known: list[Span] = [*dates, *words, *cues]
    text = annotations.document.text
    leads = text[start] == "(" or any(span.start <= start + _ARTICLE for span in known)
    if not leads and _PLAIN.match(text, start, end):
        return False
    free = _WORD.findall(_ADDRESS.sub(" ", uncovered(text, known, start, end)))
    if not free:
        return True
    if not leads or len(free) > _MOST_FREE_WORDS or _LABEL.match(text, start, end):
        return False
    return not dates or own is None or not within(annotations.dates, own.start, own.end)
