"""How the credentials of a posting's sentence are joined: "A or B", "A, B and C", "AWS certification, e.g. A, B"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scanner.catalog import Wildcard
from scanner.interpret.joints import Joint, ends_in_or, is_bare, joint_between
from scanner.model import Annotations, CueHit, Mention, Sentence, Via, WordHit
from scanner.spans import within

ANY = "*/*"
_CLOSE = 60
_LONGEST_COUNT = 60
#: items that are looked at below "one of the following"
_MOST_ITEMS = 100
_LONGEST_ITEM = 120
_CLOSING = 3
_REACH = 20
#: how far behind a list its "or" may stand
_TAIL = 60
#: how far before it the name may stand that another one does instead of
_INSTEAD_OF = 60
_ACCEPTED, _ANY = "accepted", "any_will_do"
_COUNTS = {"one_of": 1, "two_of": 2, "three_of": 3}
_EACH = "each_of"
_SUCH_AS, _BY_SCHEME = "such_as", "by_scheme"
#: what stands between the families of one list
_SAME_LIST = re.compile(r"\s*[,/&]?\s*(?:[^\W\d_]{1,4}\s+)?")
#: behind "or equivalent" begins another item
_PARTS = re.compile(r"\s*[,;&+]|\s+(?:and|und|et|y|e)\b")
_JOINED = frozenset({Joint.OR, Joint.SLASH, Joint.AND, Joint.COMMA, Joint.SAME})


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
    joint: Joint
    examples: tuple[Mention, ...] = ()
    is_open: bool = False


def find_groups(annotations: Annotations, sentence: Sentence) -> list[Group]:
    """Return the groups of one sentence, in order."""
    text = annotations.document.text
    words = within(annotations.words, sentence.start, sentence.end)
    cues = within(annotations.cues, sentence.start, sentence.end)
    equivalents = [cue for cue in cues if cue.category == "or_equivalent"]
    accepted = [cue for cue in cues if cue.category == _ACCEPTED]
    words = _joining(text, words, equivalents)
    mentions, opened = _without_equivalents(
        text, within(annotations.mentions, sentence.start, sentence.end), equivalents
    )
    groups: list[Group] = []
    items = _items(text, mentions, words, equivalents)
    for run in _runs([*items[:1], *(_accepted_as(text, *pair, accepted, words) for pair in pairwise(items))]):
        end = run[-1].mention.end
        # "CISSP, CISM or similar", "CIPT, CDPSE or a degree": what ends in "or" is one list of alternatives.
        is_closed = bool(within(equivalents, end, end + _CLOSING)) or ends_in_or(
            text, end, min(sentence.end, end + _TAIL), words
        )
        led = _led(run, words)
        if end in opened:
            led = [replace(item, is_open=True) for item in led]
        groups.extend(_groups_of(text, led, words, ends_in_or=is_closed))
    return groups


def _joining(text: str, words: Sequence[WordHit], equivalents: Sequence[CueHit]) -> Sequence[WordHit]:
    """Return the words without the "or" of what does as well: "PMP or equivalent, CISM" has no "PMP or CISM"."""
    closed = {cue.start for cue in equivalents if _PARTS.match(text, cue.end)}
    return [word for word in words if word.group != "or" or word.start not in closed] if closed else words


def _accepted_as(text: str, before: _Item, item: _Item, accepted: Sequence[CueHit], words: Sequence[WordHit]) -> _Item:
    """Return an item as an alternative where its words say so: "PMP preferred, PRINCE2 is fine as well"."""
    behind = within(accepted, item.mention.end, item.mention.end + _TAIL)
    if not behind or not is_bare(text, item.mention.end, behind[0].start, words):
        return item
    between = text[before.mention.end : item.mention.start]
    return replace(item, joint=Joint.OR) if len(between) <= _INSTEAD_OF and "(" not in between else item


def _without_equivalents(
    text: str, mentions: Sequence[Mention], equivalents: Sequence[CueHit]
) -> tuple[list[Mention], frozenset[int]]:
    """Return the mentions without "or similar BI certifications", and the ends of those before them."""
    kept: list[Mention] = []
    opened: set[int] = set()
    is_dropping = False
    for before, mention in zip([None, *mentions], mentions, strict=False):
        is_family = Wildcard.parse(mention.ref) is not None
        leads = kept and any(
            kept[-1].end - 1 <= cue.start and mention.start - cue.end <= _REACH
            for cue in within(equivalents, kept[-1].end - 1, mention.start)
        )
        is_near = before is not None and _SAME_LIST.fullmatch(text, before.end, mention.start) is not None
        if is_family and (leads or (is_dropping and is_near)):
            opened.add(kept[-1].end)
            is_dropping = True
        else:
            kept.append(mention)
            is_dropping = False
    return kept, frozenset(opened)


def _led(run: list[_Item], words: Sequence[WordHit]) -> list[_Item]:
    """Mark a list that "such as" leads: "certifications such as A or B" names examples of what would do."""
    first = run[0].mention
    before = within(words, first.start - _REACH, first.start)
    leads = any(word.group == _SUCH_AS and first.start - word.end < _CLOSING for word in before)
    return [replace(item, is_open=True) for item in run] if leads and not run[0].examples else run


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


def _items(
    text: str, mentions: Sequence[Mention], words: Sequence[WordHit], equivalents: Sequence[CueHit]
) -> list[_Item]:
    """Return the mentions with their joints; what is an example of a family goes with the family."""
    items: list[_Item] = []
    index = 0
    while index < len(mentions):
        mention = mentions[index]
        joint = _joint(text, items[-1], mention, words) if items else Joint.START
        if joint == Joint.SAME:
            items[-1] = replace(items[-1], mention=replace(items[-1].mention, end=mention.end))
            index += 1
            continue
        if _is_head_of(text, mentions, index):
            index += 1
            continue
        last = _last_example(text, mentions, index, words)
        if last > index:
            items.extend(_with_examples(text, mentions[index : last + 1], joint, words, equivalents))
        else:
            items.append(_Item(mention, joint))
        index = last + 1
    return items


def _is_head_of(text: str, mentions: Sequence[Mention], index: int) -> bool:
    """Return whether a family only leads the name behind it: "Microsoft certification DP-300"."""
    if Wildcard.parse(mentions[index].ref) is None or index + 1 >= len(mentions):
        return False
    between = text[mentions[index].end : mentions[index + 1].start]
    return Wildcard.parse(mentions[index + 1].ref) is None and between in {" ", " – ", " - ", " — "}


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
    has_such_as = any(w.group in (_SUCH_AS, _BY_SCHEME) and w.end <= end for w in within(words, start, end))
    if not has_such_as or len(between) > _CLOSE:
        return index
    last = index + 1
    while last + 1 < len(mentions) and _kind(text, mentions[last], mentions[last + 1], words) in _JOINED:
        last += 1
    return last


def _with_examples(
    text: str, mentions: Sequence[Mention], joint: Joint, words: Sequence[WordHit], equivalents: Sequence[CueHit]
) -> Iterator[_Item]:
    family, examples = mentions[0], mentions[1:]
    kinds = {_kind(text, a, b, words) for a, b in pairwise(examples)}
    between = text[family.end : examples[0].start]
    is_scheme = any(w.group == _BY_SCHEME for w in within(words, family.end, examples[0].start))
    if "(" not in between and (":" in between or is_scheme):
        # "IAPP credentials: CIPP/E and CIPM": the family is only the heading of the list.
        yield from (
            _Item(m, joint if i == 0 else _kind(text, examples[i - 1], m, words)) for i, m in enumerate(examples)
        )
        return
    in_bracket = "(" in between
    closing = within(equivalents, examples[-1].end, examples[-1].end + _CLOSING)
    # In a bracket "etc." goes on with the examples, "or similar" with the list.
    is_open = any(not in_bracket or within(words, cue.start, cue.start + 1) for cue in closing)
    # "Salesforce administrator credential (ADM-201)": one code in a bracket says which it is.
    is_code = in_bracket and len(examples) == 1 and examples[0].via is Via.EXAM_CODE
    is_list = family.ref == ANY or (in_bracket and Joint.OR in kinds) or is_open or is_code
    if is_list:
        is_example = family.ref == ANY and "(" not in between
        yield from (_Item(m, joint if i == 0 else Joint.OR, is_open=is_example) for i, m in enumerate(examples))
    else:
        yield _Item(family, joint, tuple(examples))


def _joint(text: str, before: _Item, mention: Mention, words: Sequence[WordHit]) -> Joint:
    first = before.examples[-1] if before.examples else before.mention
    if mention.ref == before.mention.ref and not before.examples:
        return Joint.SAME if len(text[first.end : mention.start]) < _CLOSE else Joint.FAR
    return _kind(text, first, mention, words)


def _kind(text: str, first: Mention, second: Mention, words: Sequence[WordHit]) -> Joint:
    """Return how two mentions are joined: or, and, comma, same (a name and its code), far."""
    if first.ref == second.ref:
        return Joint.SAME
    return joint_between(text, first.end, second.start, words)


def _runs(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    run: list[_Item] = []
    for item in _stopped(items):
        if run and item.joint == Joint.FAR:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _stopped(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield the items with their semicolons read: they part a list, but for "A; B; or C"."""
    ends_in_or = any(item.joint == Joint.SEMICOLON_OR for item in items)
    read = {
        Joint.SEMICOLON: Joint.OR if ends_in_or else Joint.FAR,
        Joint.SEMICOLON_OR: Joint.OR,
    }
    for item in items:
        yield replace(item, joint=read.get(item.joint, item.joint))


def _groups_of(text: str, run: Sequence[_Item], words: Sequence[WordHit], *, ends_in_or: bool) -> Iterator[Group]:
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
    """Return whether a list stands in a bracket behind certificates of any kind: "relevant certifications (AWS)"."""
    if text[max(first.start - 2, 0) : first.start].rstrip()[-1:] != "(" or not text[
        last.end : last.end + 2
    ].lstrip().startswith(")"):
        return False
    before = within(words, first.start - _CLOSE, first.start)
    noun = next((w for w in reversed(before) if w.group == "certification_noun"), None)
    if noun is None or text[noun.end : first.start].strip() != "(":
        return False
    return any(w.group == "any_adjective" and not text[w.end : noun.start].strip() for w in before if w.end < noun.end)


def _count(text: str, first: Mention, words: Sequence[WordHit]) -> int | None:
    """Return how many of the list are asked for, where the words in front of it say so."""
    for word in reversed(within(words, first.start - _CLOSE - _LONGEST_COUNT, first.start)):
        near = 0 <= first.start - word.end <= _CLOSE and "." not in text[word.end : first.start]
        if word.group in _COUNTS and near:
            return _COUNTS[word.group]
    return None


def _any_behind(text: str, last: Mention, words: Sequence[WordHit]) -> int | None:
    """Return 1 where the words right behind a list take any of it: "CKA and CKAD both count"."""
    behind = within(words, last.end, last.end + _TAIL)
    return 1 if any(w.group == _ANY and not text[last.end : w.start].strip(" ,–—-:(") for w in behind) else None


def _alternatives(run: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Split a list into requirements: "A, B or C" is one, "A, B and C" and "A, B, C" are three."""
    parts: list[list[_Item]] = [[]]
    for item in run:
        if item.joint in (Joint.AND, Joint.LINE) and parts[-1]:
            parts.append([])
        parts[-1].append(item)
    for part in parts:
        if any(item.joint == Joint.OR for item in part[1:]):
            yield part
        else:
            yield from _slashed(part)


def _slashed(part: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Split at commas: a slash binds more tightly, "CCNA/CCNP, ITIL" are two requirements."""
    group: list[_Item] = []
    for item in part:
        if group and item.joint != Joint.SLASH:
            yield group
            group = []
        group.append(item)
    if group:
        yield group
