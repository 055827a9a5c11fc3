"""Stretches of text in order: look-ups that stay fast on documents with a million of them."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Protocol, Self, TypeVar, overload


class Span(Protocol):
    """Anything with a half-open stretch of text."""

    @property
    def start(self) -> int:
        """Offset of the first character."""

    @property
    def end(self) -> int:
        """Offset behind the last character."""


S = TypeVar("S", bound=Span)
_START = attrgetter("start")


class Ordered(tuple[S, ...]):
    """Spans sorted by their starts, which it keeps: for what is looked up many times."""

    starts: Sequence[int]

    def __new__(cls, spans: Iterable[S]) -> Self:
        """Keep the starts of the spans."""
        ordered = super().__new__(cls, spans)
        ordered.starts = [span.start for span in ordered]
        return ordered


class LazySpans(Sequence[S]):
    """Spans that are looked for block by block, once somebody asks what stands there; none reaches over a block's end.

    The blocks begin at `begins`, in order and from 0 on; `find` returns the spans of a stretch, in order.
    """

    def __init__(self, begins: Sequence[int], end: int, find: Callable[[int, int], Sequence[S]]) -> None:
        self._begins = begins
        self._end = end
        self._find = find
        self._blocks: dict[int, Sequence[S]] = {}

    def near(self, start: int, end: int) -> Sequence[S]:
        """Return the spans of all blocks that [start, end) touches."""
        first, last = bisect_right(self._begins, max(start, 0)) - 1, max(bisect_left(self._begins, end), 1)
        blocks = [self._block(index) for index in range(first, last)]
        return blocks[0] if len(blocks) == 1 else [span for block in blocks for span in block]

    def _block(self, index: int) -> Sequence[S]:
        if index not in self._blocks:
            ends = [*self._begins[index + 1 : index + 2], self._end]
            self._blocks[index] = self._find(self._begins[index], ends[0])
        return self._blocks[index]

    @cached_property
    def _all(self) -> Sequence[S]:
        return self.near(0, self._end)

    @overload
    def __getitem__(self, index: int) -> S: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[S]: ...
    def __getitem__(self, index: int | slice) -> S | Sequence[S]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as any sequence that is no tuple

    def __repr__(self) -> str:
        return repr(list(self._all))


def within(spans: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Return the spans that begin in [start, end); `spans` must be sorted by their starts."""
    if isinstance(spans, Ordered):
        first = bisect_left(spans.starts, start)
        return spans[first : bisect_left(spans.starts, end, first)]
    if type(spans) is LazySpans:  # isinstance asks an abstract class a hundred times slower, hundreds of times
        spans = spans.near(start, end)
    return spans[bisect_left(spans, start, key=_START) : bisect_left(spans, end, key=_START)]


def last_before(spans: Sequence[Span], offset: int) -> int:
    """Return the index of the last span that begins at or before an offset, -1 where none does; as for `within`."""
    if isinstance(spans, Ordered):
        return bisect_right(spans.starts, offset) - 1
    return bisect_right(spans, offset, key=_START) - 1


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Return whether any span shares a character with [start, end); `spans` must be sorted and not overlap."""
    if type(spans) is LazySpans:  # isinstance asks an abstract class a hundred times slower, hundreds of times
        spans = spans.near(start, end)
    index = bisect_left(spans, end, key=_START) - 1
    return index >= 0 and spans[index].end > start


def on_hinted_lines(hint: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a slow pattern, which is searched for only on lines where a quick one finds a hint."""
    done = 0
    for found in hint.finditer(text):
        if found.start() >= done:
            line, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
            done = end if end >= 0 else len(text)
            yield from pattern.finditer(text, line, done)


def uncovered(text: str, spans: Iterable[Span], start: int, end: int) -> str:
    """Return what stands in [start, end) outside of spans that begin in it, the pieces parted by blanks."""
    pieces: list[str] = []
    done = start
    for span in sorted(spans, key=_START):
        if span.start > done:
            pieces.append(text[done : span.start])
        done = max(done, span.end)
    return " ".join([*pieces, text[done:end]])


def longest(spans: Iterable[S]) -> list[S]:
    """Return the spans that no longer one overlaps, in the order of the text; of equal ones the first given."""
    ordered = sorted(spans, key=_START)
    if len(ordered) <= 1:
        return ordered
    taken: list[S] = []
    cluster: list[S] = []
    reach = -1
    for span in ordered:
        if cluster and span.start >= reach:
            taken.extend(_longest_of(cluster))
            cluster = []
        cluster.append(span)
        reach = max(reach, span.end)
    taken.extend(_longest_of(cluster))
    return taken


def _longest_of(cluster: Sequence[S]) -> list[S]:
    """Return the same for spans that hang together: few, as long as texts are texts."""
    if len(cluster) == 1:
        return list(cluster)
    taken: list[S] = []
    for span in sorted(cluster, key=lambda s: (s.start - s.end, s.start)):
        if not overlaps(taken, span.start, span.end):
            insort(taken, span, key=_START)
    return taken
