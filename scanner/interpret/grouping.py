"""How the credentials of a posting's sentence are joined: "A or B", "A, B and C", "AWS certification, e.g. A, B"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scanner.interpret.joints import Joint, ends_in_or
from scanner.interpret.list_items import CLOSE, CLOSING, TAIL, Item, listed_in, open_where_led
from scanner.model import Annotations, Mention, Sentence, WordHit
from scanner.spans import within

_LONGEST_COUNT = 60
#: items that are looked at below "one of the following"
_MOST_ITEMS = 100
_LONGEST_ITEM = 120
_ANY = "any_will_do"
_COUNTS = {"one_of": 1, "two_of": 2, "three_of": 3}
_EACH = "each_of"


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives that one requirement is made of, and the mentions that name them."""

    mentions: tuple[Mention, ...]
    at_least: int = 1
    examples: tuple[str, ...] = ()
    #: named as examples of what would do: "such as A or B", "A, B or similar"
    is_open: bool = False
    #: the stretch from the first to the last credential of the list that the group stands in
    run_start: int = 0
    run_end: int = 0

    @property
    def start(self) -> int:
        """Offset of the first mention."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Offset behind the last mention."""
        return max(mention.end for mention in self.mentions)

    @property
    def any_of(self) -> tuple[str, ...]:
        """The ids and wildcards, each once, in the order of the text."""
        refs = (ref for mention in self.mentions for ref in (mention.readings or (mention.ref,)))
        return tuple(dict.fromkeys(refs))


def find_groups(annotations: Annotations, sentence: Sentence) -> list[Group]:
    """Return the groups of one sentence, in order."""
    text = annotations.document.text
    listed = listed_in(annotations, sentence)
    words = listed.words
    groups: list[Group] = []
    for run in _runs(listed.items):
        end = run[-1].mention.end
        # "CISSP, CISM or similar", "CIPT, CDPSE or a degree": what ends in "or" is one list of alternatives.
        is_closed = bool(within(listed.equivalents, end, end + CLOSING)) or ends_in_or(
            text, end, min(sentence.end, end + TAIL), words
        )
        led = open_where_led(run, words)
        if end in listed.opened:
            led = [replace(item, is_open=True) for item in led]
        groups.extend(_groups_of(text, led, words, ends_in_or=is_closed))
    return groups


def list_below(annotations: Annotations, index: int) -> tuple[int, list[Group]] | None:
    """Return the alternatives that stand as items below "you must hold one of the following:".

    `index` is the leading sentence; with the groups comes the index of the list's last item. None: no such list.
    """
    text = annotations.document.text
    leader = annotations.sentences[index]
    words = within(annotations.words, leader.start, leader.end)
    counts = [_COUNTS[word.group] for word in words if word.group in _COUNTS]
    if not counts or text[leader.end - 1] != ":":
        return None
    edge = leader.end - 1
    listed: list[Group] = []
    last = index
    for position, sentence in enumerate(annotations.sentences[index + 1 : index + 1 + _MOST_ITEMS], start=index + 1):
        inside = find_groups(annotations, sentence)
        goes_on = "\n" not in text[leader.end : sentence.start]
        is_item = sentence.is_item or goes_on or (sentence.end - sentence.start) < _LONGEST_ITEM
        if sentence.is_heading or not is_item or (not inside and not sentence.is_item):
            break
        if leader.is_item and _indent(text, sentence) <= _indent(text, leader):
            break
        if inside:
            own = [group for group in inside if group.run_start == inside[0].run_start]
            listed.extend(replace(group, run_start=edge, run_end=edge) for group in own)
            last = position
        if goes_on:
            break
    if not listed:
        return None
    softens = any(cue.category == "preferred" for cue in within(annotations.cues, leader.start, leader.end))
    if softens and any(word.group == _EACH for word in words):
        # "Any of these is an advantage": each of them is.
        return last, listed
    mentions = tuple(mention for group in listed for mention in group.mentions)
    return last, [Group(mentions, counts[-1], run_start=edge, run_end=edge)]


def _indent(text: str, sentence: Sentence) -> int:
    """Return how far in a sentence's line begins, its bullet included."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return len(line) - len(line.lstrip())


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    run: list[Item] = []
    for item in _stopped(items):
        if run and item.joint == Joint.FAR:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _stopped(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items with their semicolons read: they part a list, but for "A; B; or C"."""
    ends_in_or = any(item.joint == Joint.SEMICOLON_OR for item in items)
    read = {
        Joint.SEMICOLON: Joint.OR if ends_in_or else Joint.FAR,
        Joint.SEMICOLON_OR: Joint.OR,
    }
    for item in items:
        yield replace(item, joint=read.get(item.joint, item.joint))


def _groups_of(text: str, run: Sequence[Item], words: Sequence[WordHit], *, ends_in_or: bool) -> Iterator[Group]:
    first, last = run[0].mention, run[-1].mention
    count = _count(text, first, words) or _any_behind(text, last, words)
    in_bracket = _is_bracket_of_any(text, first, last, words)
    is_one_list = count is not None or in_bracket or (ends_in_or and all(item.joint == Joint.COMMA for item in run[1:]))
    for part in [run] if is_one_list else _alternatives(run):
        yield Group(
            mentions=tuple(item.mention for item in part),
            at_least=count or 1,
            examples=tuple(e.ref for item in part for e in item.examples),
            is_open=any(item.is_open for item in part),
            run_start=first.start,
            run_end=last.end,
        )


def _is_bracket_of_any(text: str, first: Mention, last: Mention, words: Sequence[WordHit]) -> bool:
    """Return whether a list stands in a bracket behind certificates of no known kind: "CSSP badge (CEH, GCIA)"."""
    if text[max(first.start - 2, 0) : first.start].rstrip()[-1:] != "(" or not text[
        last.end : last.end + 2
    ].lstrip().startswith(")"):
        return False
    before = within(words, first.start - CLOSE, first.start)
    noun = next((w for w in reversed(before) if w.group == "certification_noun"), None)
    return noun is not None and text[noun.end : first.start].strip() == "("


def _count(text: str, first: Mention, words: Sequence[WordHit]) -> int | None:
    """Return how many of the list are asked for, where the words in front of it say so."""
    for word in reversed(within(words, first.start - CLOSE - _LONGEST_COUNT, first.start)):
        near = 0 <= first.start - word.end <= CLOSE and "." not in text[word.end : first.start]
        if word.group in _COUNTS and near:
            return _COUNTS[word.group]
    return None


def _any_behind(text: str, last: Mention, words: Sequence[WordHit]) -> int | None:
    """Return 1 where the words right behind a list take any of it: "CKA and CKAD both count"."""
    behind = within(words, last.end, last.end + TAIL)
    return 1 if any(w.group == _ANY and not text[last.end : w.start].strip(" ,–—-:(") for w in behind) else None


def _alternatives(run: Sequence[Item]) -> Iterator[list[Item]]:
    """Split a list into requirements: "A, B or C" is one, "A, B and C" and "A, B, C" are three."""
    parts: list[list[Item]] = [[]]
    for item in run:
        if item.joint in (Joint.AND, Joint.LINE) and parts[-1]:
            parts.append([])
        parts[-1].append(item)
    for part in parts:
        if any(item.joint == Joint.OR for item in part[1:]):
            yield part
        else:
            yield from _slashed(part)


def _slashed(part: Sequence[Item]) -> Iterator[list[Item]]:
    """Split at commas: a slash binds more tightly, "CCNA/CCNP, ITIL" are two requirements."""
    group: list[Item] = []
    for item in part:
        if group and item.joint != Joint.SLASH:
            yield group
            group = []
        group.append(item)
    if group:
        yield group
