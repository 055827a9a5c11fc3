"""What text looks like in a format that states it: whether a reader of the page can see it, and why not."""

import re
from typing import NamedTuple

VANISHED = "marked as hidden"
BACKGROUND = "in the colour of the background"
TINY = "smaller than 2 pt"
#: text smaller than this (in points) is read by no one
TINY_POINTS = 2.0

#: a colour, and how close two of them are that no one tells apart
Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
_CLOSE = 13
_HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


class Look(NamedTuple):
    """How a stretch of text is drawn; None where nothing says so."""

    colour: Colour | None = None
    #: what is behind it; None: it cannot be told, and text on it counts as seen
    ground: Colour | None = WHITE
    points: float | None = None
    vanished: bool = False

    def why_hidden(self) -> str | None:
        """Return why text that looks like this cannot be seen, None where it can."""
        if self.vanished:
            return VANISHED
        if self.points is not None and self.points < TINY_POINTS:
            return TINY
        if self.colour is not None and self.ground is not None and is_same(self.colour, self.ground):
            return BACKGROUND
        return None


def is_same(one: Colour, other: Colour) -> bool:
    """Whether two colours look the same."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _CLOSE


def hex_colour(text: str | None) -> Colour | None:
    """Return the colour that "1F497D", "#1f497d" or "#fff" names, None for anything else."""
    match = _HEX.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    digits = match[1] if len(match[1]) > 3 else "".join(digit * 2 for digit in match[1])  # noqa: PLR2004
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
