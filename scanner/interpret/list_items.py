"""The credentials of a posting's sentence as items of a list: how each is joined to the one before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scanner.catalog import Wildcard
from scanner.interpret.joints import Joint, is_bare, joint_between
from scanner.model import Annotations, CueHit, Mention, Sentence, Via, WordHit
from scanner.spans import within

ANY = "*/*"
#: how far two names of one list may stand from each other, and what closes the list from its last one
CLOSE = 60
CLOSING = 3
_ACCEPTED = "accepted"
#: how far "such as" may lead its first name, and "or similar" a family
_REACH = 20
#: how far behind a list its "or" may stand
TAIL = 60
#: how far before it the name may stand that another one does instead of
_INSTEAD_OF = 60
_SUCH_AS, _BY_SCHEME = "such_as", "by_scheme"
#: what stands between the families of one list
_SAME_LIST = re.compile(r"\s*[,/&]?\s*(?:[^\W\d_]{1,4}\s+)?")
#: behind "or equivalent" begins another item
_PARTS = re.compile(r"\s*[,;&+]|\s+(?:and|und|et|y|e)\b")
_JOINED = frozenset({Joint.OR, Joint.SLASH, Joint.AND, Joint.COMMA, Joint.SAME})


@dataclass(frozen=True, slots=True)
class Item:
    """A mention of a list, how it is joined to the one before, and the examples behind it."""

    mention: Mention
    joint: Joint
    examples: tuple[Mention, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sentence lists, with the words and the cues that join it."""

    items: tuple[Item, ...]
    words: Sequence[WordHit]
    equivalents: Sequence[CueHit]
    #: the ends of names behind which "or similar ones" stands
    opened: frozenset[int]


def listed_in(annotations: Annotations, sentence: Sentence) -> Listed:
    """Return what a sentence of a posting lists."""
    text = annotations.document.text
    cues = within(annotations.cues, sentence.start, sentence.end)
    equivalents = [cue for cue in cues if cue.category == "or_equivalent"]
    accepted = [cue for cue in cues if cue.category == _ACCEPTED]
    words = _joining(text, within(annotations.words, sentence.start, sentence.end), equivalents)
    mentions, opened = _without_equivalents(
        text, within(annotations.mentions, sentence.start, sentence.end), equivalents
    )
    items = _items(text, mentions, words, equivalents)
    joined = (_accepted_as(text, *pair, accepted, words) for pair in pairwise(items))
    return Listed((*items[:1], *joined), words, equivalents, opened)


def open_where_led(run: list[Item], words: Sequence[WordHit]) -> list[Item]:
    """Mark a list that "such as" leads: "certifications such as A or B" names examples of what would do."""
    first = run[0].mention
    before = within(words, first.start - _REACH, first.start)
    leads = any(word.group == _SUCH_AS and first.start - word.end < CLOSING for word in before)
    return [replace(item, is_open=True) for item in run] if leads and not run[0].examples else run


def _items(
    text: str, mentions: Sequence[Mention], words: Sequence[WordHit], equivalents: Sequence[CueHit]
) -> list[Item]:
    """Return the mentions with their joints; what is an example of a family goes with the family."""
    items: list[Item] = []
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
            items.append(Item(mention, joint))
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
    if "(" in between and ")" not in between and len(between) < CLOSE:
        close = text.find(")", end)
        return max((i for i, m in enumerate(mentions) if i > index and m.end <= close), default=index)
    if re.search(r":\s*\Z", between) and len(between) < CLOSE:
        return len(mentions) - 1
    has_such_as = any(w.group in (_SUCH_AS, _BY_SCHEME) and w.end <= end for w in within(words, start, end))
    if not has_such_as or len(between) > CLOSE:
        return index
    last = index + 1
    while last + 1 < len(mentions) and _kind(text, mentions[last], mentions[last + 1], words) in _JOINED:
        last += 1
    return last


def _with_examples(
    text: str, mentions: Sequence[Mention], joint: Joint, words: Sequence[WordHit], equivalents: Sequence[CueHit]
) -> Iterator[Item]:
    family, examples = mentions[0], mentions[1:]
    kinds = {_kind(text, a, b, words) for a, b in pairwise(examples)}
    between = text[family.end : examples[0].start]
    is_scheme = any(w.group == _BY_SCHEME for w in within(words, family.end, examples[0].start))
    if "(" not in between and (":" in between or is_scheme):
        # "IAPP credentials: CIPP/E and CIPM": the family is only the heading of the list.
        yield from (
            Item(m, joint if i == 0 else _kind(text, examples[i - 1], m, words)) for i, m in enumerate(examples)
        )
        return
    in_bracket = "(" in between
    closing = within(equivalents, examples[-1].end, examples[-1].end + CLOSING)
    # In a bracket "etc." goes on with the examples, "or similar" with the list.
    is_open = any(not in_bracket or within(words, cue.start, cue.start + 1) for cue in closing)
    # "Salesforce administrator credential (ADM-201)": one code in a bracket says which it is.
    is_code = in_bracket and len(examples) == 1 and examples[0].via is Via.EXAM_CODE
    is_list = family.ref == ANY or (in_bracket and Joint.OR in kinds) or is_open or is_code
    if is_list:
        is_example = family.ref == ANY and "(" not in between
        yield from (Item(m, joint if i == 0 else Joint.OR, is_open=is_example) for i, m in enumerate(examples))
    else:
        yield Item(family, joint, tuple(examples))


def _joint(text: str, before: Item, mention: Mention, words: Sequence[WordHit]) -> Joint:
    first = before.examples[-1] if before.examples else before.mention
    if mention.ref == before.mention.ref and not before.examples:
        return Joint.SAME if len(text[first.end : mention.start]) < CLOSE else Joint.FAR
    return _kind(text, first, mention, words)


def _kind(text: str, first: Mention, second: Mention, words: Sequence[WordHit]) -> Joint:
    """Return how two mentions are joined: or, and, comma, same (a name and its code), far."""
    if first.ref == second.ref:
        return Joint.SAME
    return joint_between(text, first.end, second.start, words)


def _joining(text: str, words: Sequence[WordHit], equivalents: Sequence[CueHit]) -> Sequence[WordHit]:
    """Return the words without the "or" of what does as well: "PMP or equivalent, CISM" has no "PMP or CISM"."""
    closed = {cue.start for cue in equivalents if _PARTS.match(text, cue.end)}
    return [word for word in words if word.group != "or" or word.start not in closed] if closed else words


def _accepted_as(text: str, before: Item, item: Item, accepted: Sequence[CueHit], words: Sequence[WordHit]) -> Item:
    """Return an item as an alternative where its words say so: "PMP preferred, PRINCE2 is fine as well"."""
    behind = within(accepted, item.mention.end, item.mention.end + TAIL)
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
