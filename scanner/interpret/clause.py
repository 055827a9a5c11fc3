"""Which words of an entry speak of a mention: those of its own clause, in front of it and behind it."""

import re

from scanner.interpret.scopes import Entry, is_coordinated, is_joint
from scanner.model import Annotations, Mention
from scanner.spans import within

#: how far what is told of a mention may stand from it
_FAR = 160
_SEPARATOR = re.compile(
    r"[;|\n!?]|(?<![.\s])[.,](?=\s)|\s[–—-]\s|\s[·•▪]\s|\s//?\s|\b(?:and|but|und|aber|et|mais|pero|mas)\b|[()]"
)
_HARD = re.compile(r"[;|\n!?]|\.\s|\s[·•▪]\s|\s//?\s|\t")
_BLANK = re.compile(r"\n\s*\n")
_BRACKET = re.compile(r"[^\S\n]*\([^()\n]*\)")


def in_front_of(annotations: Annotations, entry: Entry, mention: Mention) -> tuple[int, int]:
    """Return the stretch in front of a mention, or of the list that it is an item of, that speaks of it."""
    text = annotations.document.text
    first = mention
    for other in reversed(within(entry.mentions, entry.start, mention.start)):
        if other.end > first.start or not is_coordinated(text, other, first):
            break
        first = other
    start, end = entry.before(first)
    if start > entry.start:
        # what stands right behind another name, before a comma and in brackets, speaks of that one
        bracket = _BRACKET.match(text, start, end)
        start = bracket.end() if bracket else start
        cut = _SEPARATOR.search(text, start, end)
        start = cut.end() if cut else (start if bracket else end)
    hard = [match.end() for match in _HARD.finditer(text, max(start, end - _FAR), end)]
    return max(start, end - _FAR, *hard[-1:]), end


def behind(annotations: Annotations, entry: Entry, mention: Mention) -> tuple[int, int]:
    """Return the stretch behind a mention that speaks of it; behind the last of a joint list it speaks of all."""
    text = annotations.document.text
    last = mention
    for other in within(entry.mentions, mention.end, entry.end):
        if other.ref != last.ref and not is_coordinated(text, last, other):
            break
        last = other
    if last is not mention and not is_joint(text, mention.end, min(last.end + _FAR, entry.end)):
        last = mention
    start, end = last.end, entry.region(last)[1]
    if end < entry.end:
        cuts = [match.start() for match in _SEPARATOR.finditer(text, start, end)]
        end = cuts[-1] if cuts else end
    blank = _BLANK.search(text, start, end)
    return start, min(blank.start() if blank else end, start + _FAR)
