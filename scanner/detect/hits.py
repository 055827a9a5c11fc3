"""Raw hits of known phrases in a document, and the geometry of words that all finders share."""

import re
from typing import NamedTuple

from scanner.catalog.words import Phrase
from scanner.detect.tokens import Words

# What may stand between two words of one name: white space with at most one line break, dashes, brackets, slashes,
# trade marks; a full stop only behind an abbreviation. No bullet, no cell border, no sentence's end.
_WITHIN = re.compile(r"(?:(?:19|20)\d\d(?!\d)|[ \t\u00a0_:,()\[\]/&®™©*'\"“”‘’.–—-]|\n[ \t]*(?!\n)){0,8}")
_STOP = re.compile(r"[.;!?]\s|\n\s*\n|[•|]|\)\s*[,(]")
_CODE_GAP = re.compile(r"[ \u00a0]?[-–‑_]?[ \u00a0]?|\.")


class Hit(NamedTuple):
    """A known phrase: word indices [first, last), character offsets [start, end).

    A tuple, since a document has hundreds: they are made four times as fast as frozen dataclasses.
    """

    words: Phrase
    first: int
    last: int
    start: int
    end: int


def is_one_phrase(text: str, words: Words, first: int, last: int) -> bool:
    """Return whether the words stand together as one phrase, and not across the end of a sentence, item or cell."""
    for index in range(first + 1, last):
        gap = text[words.ends[index - 1] : words.starts[index]]
        if ":" in gap and index == first + 1 and words.norms[first] == "certified":
            return False
        if gap == "|" and len(words.norms[index - 1]) == 1:
            continue
        if gap not in {"", " "} and (
            _WITHIN.fullmatch(gap) is None or (_STOP.search(gap) and not _is_short(words, index))
        ):
            return False
    return True


def is_one_code(text: str, words: Words, first: int, last: int) -> bool:
    """Return whether the words are the pieces of one exam code: "AZ-104", "AZ 104", "AZ104"; figures need a hyphen."""
    if last - first == 1:
        return True
    gaps = [text[words.ends[index - 1] : words.starts[index]] for index in range(first + 1, last)]
    if words.norms[first].isdigit():
        return any(gaps) and all(not gap.isspace() and _CODE_GAP.fullmatch(gap) for gap in gaps)
    is_written = text[words.starts[first]].isupper() or "-" in gaps
    return is_written and all(_CODE_GAP.fullmatch(gap) for gap in gaps)


def _is_short(words: Words, index: int) -> bool:
    # "Assoc. Developer": the stop belongs to the abbreviation.
    return len(words.norms[index - 1]) == 1 or words.norms[index - 1] in {
        "associate",
        "professional",
        "certification",
        "dr",
    }
