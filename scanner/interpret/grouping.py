"""How the credentials of a posting's sentence are joined: "A or B", "A, B and C", "AWS certification, e.g. A, B"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scanner.catalog import Wildcard
from scanner.model import Annotations, Mention, Sentence, WordHit
from scanner.spans import within

ANY = "*/*"
_CLOSE = 60
#: two names further apart are in no list, whatever stands between
_FARTHEST = 400
_LONGEST_COUNT = 60
#: items that are looked at below "one of the following"
_MOST_ITEMS = 100
_LONGEST_ITEM = 120
_CLOSING = 3
_REACH = 20
_JOINTS = ("or", "slash", "and", "comma", "same")
_COUNTS = {"one_of": 1, "two_of": 2, "three_of": 3}
# What may stand between two names of one list without parting them.
_NOISE = re.compile(
    r"certifi\w*|certs?\b|credentials?|zertifi\w*|certif\w*|exams?|licen[cs]e\w*|the|an?|level|either|both|your|valid|"
    r"current|active|issued by|von|de|der|die|das|its successor",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s\"'“”‘’®™*_.:()\[\]–—-]+")


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


@dataclass(frozen=True, slots=True)
class _Item:
    """A mention of a list, how it is joined to the one before, and the examples behind it."""

    mention: Mention
    joint: str
    examples: tuple[Mention, ...] = ()
    is_open: bool = False


def find_groups(annotations: Annotations, sentence: Sentence) -> list[Group]:
    """Return the groups of one sentence, in order."""
    mentions = within(annotations.mentions, sentence.start, sentence.end)
    text = annotations.document.text
    words = within(annotations.words, sentence.start, sentence.end)
    groups: list[Group] = []
    for run in _runs(_items(text, mentions, words)):
        behind = within(annotations.cues, run[-1].mention.end, run[-1].mention.end + _CLOSING)
        is_closed_open = any(cue.category == "or_equivalent" for cue in behind)
        run = _led(run, words)  # noqa: PLW2901  (the same run, marked)
        groups.extend(_groups_of(text, run, words, is_open=is_closed_open))
    return groups


def _led(run: list[_Item], words: Sequence[WordHit]) -> list[_Item]:
    """Mark a list that "such as" leads: "certifications such as A or B" names examples of what would do."""
    first = run[0].mention
    before = within(words, first.start - _REACH, first.start)
    leads = any(word.group == "such_as" and first.start - word.end < _CLOSING for word in before)
    return [replace(item, is_open=True) for item in run] if leads and not run[0].examples else run


def list_below(annotations: Annotations, index: int) -> tuple[int, Group] | None:
    """Return the alternatives that stand as items below "you must hold one of the following:".

    `index` is the leading sentence; with the group comes the index of the list's last item. None: no such list.
    """
    leader = annotations.sentences[index]
    words = within(annotations.words, leader.start, leader.end)
    counts = [_COUNTS[word.group] for word in words if word.group in _COUNTS]
    if not counts or annotations.document.text[leader.end - 1] != ":":
        return None
    mentions: list[Mention] = []
    last = index
    for position, sentence in enumerate(annotations.sentences[index + 1 : index + 1 + _MOST_ITEMS], start=index + 1):
        inside = within(annotations.mentions, sentence.start, sentence.end)
        is_item = sentence.is_item or (sentence.end - sentence.start) < _LONGEST_ITEM
        if sentence.is_heading or not is_item or (not inside and not sentence.is_item):
            break
        if inside:
            mentions.extend(inside[:1])
            last = position
    if not mentions:
        return None
    edge = leader.end - 1
    group = Group(tuple(mentions), counts[-1], run_start=edge, run_end=edge)
    return last, group


def _items(text: str, mentions: Sequence[Mention], words: Sequence[WordHit]) -> list[_Item]:
    """Return the mentions with their joints; what is an example of a family goes with the family."""
    items: list[_Item] = []
    index = 0
    while index < len(mentions):
        mention = mentions[index]
        joint = _joint(text, items[-1], mention, words) if items else "start"
        if joint == "same":
            items[-1] = replace(items[-1], mention=replace(items[-1].mention, end=mention.end))
            index += 1
            continue
        if _is_head_of(text, mentions, index):
            index += 1
            continue
        last = _last_example(text, mentions, index, words)
        if last > index:
            items.extend(_with_examples(text, mentions[index : last + 1], joint, words))
        else:
            items.append(_Item(mention, joint))
        index = last + 1
    return items


def _is_head_of(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Return whether a family only leads the name behind it: "Microsoft certification DP-300"."""
    if Wildcard.parse(mentions[index].ref) is None or index + 1 >= len(mentions):
        return False
    between = text[mentions[index].end : mentions[index + 1].start]
    return Wildcard.parse(mentions[index + 1].ref) is None and between in {" ", " – ", " - "}


def _last_example(text: str, mentions: Sequence[Mention], index: int, words: Sequence[WordHit]) -> int:
    """Return the index of the last example of the family at `index`; `index` itself where there is none."""
    if Wildcard.parse(mentions[index].ref) is None or index + 1 >= len(mentions):
        return index
    start, end = mentions[index].end, mentions[index + 1].start
    between = text[start:end]
    if "(" in between and ")" not in between and len(between) < _CLOSE:
        close = text.find(")", end)
        return max((i for i, m in enumerate(mentions) if i > index and m.end <= close), default=index)
    if re.search(r":\s*\Z", between) and len(between) < _CLOSE:
        return len(mentions) - 1
    has_such_as = any(w.group == "such_as" and w.end <= end for w in within(words, start, end))
    if not has_such_as or len(between) > _CLOSE:
        return index
    last = index + 1
    while last + 1 < len(mentions) and _kind(text, mentions[last], mentions[last + 1], words) in _JOINTS:
        last += 1
    return last


def _with_examples(text: str, mentions: Sequence[Mention], joint: str, words: Sequence[WordHit]) -> Iterator[_Item]:
    family, examples = mentions[0], mentions[1:]
    kinds = {_kind(text, a, b, words) for a, b in pairwise(examples)}
    between = text[family.end : examples[0].start]
    if "(" not in between and ":" in between:
        # "IAPP credentials: CIPP/E and CIPM": the family is only the heading of the list.
        yield from (
            _Item(m, joint if i == 0 else _kind(text, examples[i - 1], m, words)) for i, m in enumerate(examples)
        )
        return
    in_bracket = "(" in between
    behind = text[examples[-1].end : examples[-1].end + 20]
    is_open = re.search(
        r"\b(?:or|oder|ou|o) (?:similar|equivalent|comparable|ähnlich|vergleichbar|équivalent|similaire|equivalente)",
        behind,
    )
    is_list = family.ref == ANY or (in_bracket and kinds & {"or"}) or is_open is not None
    if is_list:
        is_example = family.ref == ANY and "(" not in between
        yield from (_Item(m, joint if i == 0 else "or", is_open=is_example) for i, m in enumerate(examples))
    else:
        yield _Item(family, joint, tuple(examples))


def _joint(text: str, before: _Item, mention: Mention, words: Sequence[WordHit]) -> str:
    first = before.examples[-1] if before.examples else before.mention
    if mention.ref == before.mention.ref and not before.examples:
        return "same" if len(text[first.end : mention.start]) < _CLOSE else "far"
    return _kind(text, first, mention, words)


def _kind(text: str, first: Mention, second: Mention, words: Sequence[WordHit]) -> str:
    """Return how two mentions are joined: or, and, comma, same (a name and its code), far."""
    start, end = first.end, second.start
    between = text[start:end]
    if first.ref == second.ref:
        return "same"
    is_far = end - start > _FARTHEST
    inside = [] if is_far else [w for w in within(words, start, end) if w.end <= end]
    has_or = any(w.group == "or" for w in inside)
    has_and = any(w.group == "and" for w in inside) or "&" in between or "+" in between
    rest = re.sub(r"\([^()]*\)", lambda match: " " * len(match.group()), between)
    for word in sorted(inside, key=lambda w: w.start - w.end):
        if word.group in (
            "or",
            "and",
            "such_as",
            "certification_noun",
            "certified",
            "filler",
            "noun_preposition",
            "one_of",
            "issuer",
        ) or word.group.startswith("level_"):
            rest = rest[: word.start - start] + " " * (word.end - word.start) + rest[word.end - start :]
    rest = _SIGNS.sub("", _NOISE.sub("", rest)).strip(",;/&+|")
    if rest or is_far or "\n\n" in between:
        return "far"
    if has_or:
        return "or"
    if "/" in between:
        return "slash"
    if has_and:
        return "and"
    return "comma"


def _runs(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    run: list[_Item] = []
    for item in items:
        if run and item.joint == "far":
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _groups_of(text: str, run: Sequence[_Item], words: Sequence[WordHit], *, is_open: bool) -> Iterator[Group]:
    first, last = run[0].mention, run[-1].mention
    count = _count(text, first, words)
    # "CISSP, CISM or similar": what ends in "or" is one list of alternatives.
    is_one_list = count is not None or (is_open and all(item.joint == "comma" for item in run[1:]))
    for part in [run] if is_one_list else _alternatives(run):
        yield Group(
            mentions=tuple(item.mention for item in part),
            at_least=count or 1,
            examples=tuple(e.ref for item in part for e in item.examples),
            is_open=any(item.is_open for item in part),
            run_start=first.start,
            run_end=last.end,
        )


def _count(text: str, first: Mention, words: Sequence[WordHit]) -> int | None:
    """Return how many of the list are asked for, where the words in front of it say so."""
    for word in reversed(within(words, first.start - _CLOSE - _LONGEST_COUNT, first.start)):
        near = 0 <= first.start - word.end <= _CLOSE and "." not in text[word.end : first.start]
        if word.group in _COUNTS and near:
            return _COUNTS[word.group]
    return None


def _alternatives(run: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Split a list into requirements: "A, B or C" is one, "A, B and C" and "A, B, C" are three."""
    parts: list[list[_Item]] = [[]]
    for item in run:
        if item.joint == "and" and parts[-1]:
            parts.append([])
        parts[-1].append(item)
    for part in parts:
        if any(item.joint == "or" for item in part[1:]):
            yield part
        else:
            yield from _slashed(part)


def _slashed(part: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Split at commas: a slash binds more tightly, "CCNA/CCNP, ITIL" are two requirements."""
    group: list[_Item] = []
    for item in part:
        if group and item.joint != "slash":
            yield group
            group = []
        group.append(item)
    if group:
        yield group
