"""Names that a text clearly presents as credentials and that the catalogue lacks; precision comes first.

Two ways to present one: the name is spelt out with its own letters behind it, "Certified Widget Analyst (CWA)"; or it
is an entry of a certifications section, has a word or letters that credentials have, and is dated or set off by a
bracket.
"""

import re
from collections.abc import Iterator, Sequence

from scanner.catalog.unlisted import reference
from scanner.catalog.words import split
from scanner.detect.scene import CONFIDENCE, Scene
from scanner.model import DateHit, Mention, Sentence, Via
from scanner.spans import on_hinted_lines, overlaps, within

_SECTION = "certifications"
_WORD, _NEVER, _STEM = "unlisted_word", "unlisted_never", "unlisted_never_part"
_PRESENT = "present"
_REFERS = "refers_"
#: no longer than any word: "A'A'A'…" would be tried from each of its letters to its end
_CAPITAL = r"[A-ZÀ-Þ][\w'’+-]{0,24}"
_INITIALS = r" \((?P<letters>[A-Z][A-Za-z]{1,7})[®™]?\)"
_SPELT_OUT = re.compile(
    rf"(?<![\w-]){_CAPITAL}(?:(?: | [–&/-] )(?:{_CAPITAL}|of|in|and|the|for|de|en|der|für|on)){{1,9}}{_INITIALS}"
)
_SPELLS = re.compile(_INITIALS)
_SMALL = frozenset({"of", "in", "and", "the", "for", "de", "en", "der", "für", "on"})
_NAME_WORD = re.compile(r"[^ &/–(-]+")
_FEWEST_LETTERS = 3
#: "ICP-ACC", "OSWP", "TOSA": letters that may be a credential's, and no company's form
_LETTERS = re.compile(r"(?<![\w-])[A-Z]{3,}(?:-[A-Z]{2,})*(?![\w-])")
#: what ends a name within its entry
_EDGE = re.compile(r"[,;|·•:]|\.{3}|\s[–—-]\s?(?=\d|$)|\t| {2,}|\n|\. ")
_BRACKET = re.compile(r"\s*[(\[](?P<inner>[^()\[\]\n]{2,40})[)\]]")
_OPENED = re.compile(r"\s[(\[]")
_TRIM = " \t\n.,;:–—-*|·"
_LONGEST, _MOST_WORDS = 80, 9
_MOST_FOUND = 40
_DETAIL_REACH = 120


class UnlistedFinder:
    """Finds names outside the catalogue; `stems` are parts of words that no such name has: "…seminar"."""

    def __init__(self, stems: Sequence[str]) -> None:
        self._stems = tuple("".join(split(stem)) for stem in stems)

    def find(self, scene: Scene, mentions: Sequence[Mention], dates: Sequence[DateHit]) -> list[Mention]:
        """Return the mentions, none of which overlaps one of the catalogue's; `mentions` are in order."""
        found: dict[int, Mention] = {}
        spans = list(self._spelt_out(scene))
        if not scene.is_posting:
            spans += [span for s in scene.structure.sentences if (span := self._entry(scene, s, mentions, dates))]
        for start, end in spans:
            if not overlaps(mentions, start, end):
                mention = Mention(reference(scene.text[start:end]), start, end, Via.UNLISTED, CONFIDENCE[Via.UNLISTED])
                found.setdefault(start, mention)
        return [found[start] for start in sorted(found)][:_MOST_FOUND]

    def _spelt_out(self, scene: Scene) -> Iterator[tuple[int, int]]:
        """Yield names with a credential's word and their own initials behind them."""
        for match in on_hinted_lines(_SPELLS, _SPELT_OUT, scene.text):
            words = list(_NAME_WORD.finditer(scene.text, match.start(), match.start("letters") - 1))
            capitals = [word for word in words if word.group() not in _SMALL]
            # The name is as long as its letters say: "At Acme Certified Widget Analyst (CWA)".
            own = capitals[-len(match["letters"]) :]
            initials = "".join(word.group()[0] for word in own)
            if initials.casefold() != match["letters"].casefold():
                continue
            start, end = own[0].start(), match.end()
            if self._has_word(scene, start, end) and not self._is_never(scene, start, end):
                yield start, end

    def _entry(
        self, scene: Scene, sentence: Sentence, mentions: Sequence[Mention], dates: Sequence[DateHit]
    ) -> tuple[int, int] | None:
        """Return where a name stands at the beginning of an entry that has none of the catalogue's."""
        if sentence.section.kind != _SECTION or sentence.is_heading or sentence.start < sentence.section.body:
            return None
        if within(mentions, sentence.start, sentence.end) or overlaps(mentions, sentence.start, sentence.end):
            return None
        if self._is_below_name(scene, sentence, mentions, dates):
            return None
        name = _name(scene.text, sentence, within(dates, sentence.start, sentence.end))
        if name is None or self._is_never(scene, *name) or not self._is_own_name(scene, *name):
            return None
        is_worded = self._has_word(scene, *name)
        bracket = _BRACKET.match(scene.text, name[1], sentence.end)
        is_set_off = bracket is not None and bracket["inner"][0].isupper()
        is_lettered = _LETTERS.search(scene.text, *name) is not None
        if (is_worded or is_lettered) and (self._is_dated(scene, sentence, dates) or is_set_off):
            return name
        return None

    def _is_below_name(
        self, scene: Scene, sentence: Sentence, mentions: Sequence[Mention], dates: Sequence[DateHit]
    ) -> bool:
        """Return whether a line without a date of its own follows a name without one: it says who awards that."""
        line = scene.text.rfind("\n", 0, sentence.start)
        if line < 0 or sentence.is_item or within(dates, sentence.start, sentence.end):
            return False
        before = scene.sentence(line - 1)
        is_name = bool(within(mentions, before.start, before.end)) or self._has_word(scene, before.start, before.end)
        return is_name and not scene.text[line - 1].isspace() and not within(dates, before.start, before.end)

    def _is_dated(self, scene: Scene, sentence: Sentence, dates: Sequence[DateHit]) -> bool:
        """Return whether the entry, or a line of details below it, has the date of an award and not of a job."""
        inside = within(dates, sentence.start, sentence.end)
        if inside:
            return all(date.last != _PRESENT for date in inside)
        below = within(dates, sentence.end, sentence.end + _DETAIL_REACH)
        if not below:
            return False
        details = within(scene.groups, sentence.end, below[0].start)
        return any(group.group in ("date_issued", "date_expires") for group in details) and (
            "\n\n" not in scene.text[sentence.end : below[0].start]
        )

    def _has_word(self, scene: Scene, start: int, end: int) -> bool:
        return any(group.group == _WORD and group.end <= end for group in within(scene.groups, start, end))

    def _is_never(self, scene: Scene, start: int, end: int) -> bool:
        if any(group.group == _NEVER for group in within(scene.groups, start, end)):
            return True
        # "This certification lapsed in 2024" speaks of the name before it.
        if any(group.group.startswith(_REFERS) for group in within(scene.groups, start, start + 1)):
            return True
        words = split(scene.text[start:end])
        return any(stem in word for word in words for stem in self._stems)

    def _is_own_name(self, scene: Scene, start: int, end: int) -> bool:
        """Return whether a name says more than who awards it."""
        covered = [group for group in within(scene.groups, start, end) if group.group == "issuer"]
        rest = scene.text[start:end]
        for group in covered:
            rest = rest.replace(scene.text[group.start : group.end], " ")
        return any(len(word) > 1 for word in re.findall(r"[^\W\d_]+", rest))


def _name(text: str, sentence: Sentence, dates: Sequence[DateHit]) -> tuple[int, int] | None:
    """Return the stretch at the beginning of an entry that may be a name, None where it can't be one."""
    end = min([sentence.end, *(date.start for date in dates)])
    edge = _EDGE.search(text, sentence.start, end)
    if edge is not None:
        if edge.group() == ":":
            return None
        end = edge.start()
    bracket = _OPENED.search(text, sentence.start, end)
    end = bracket.start() if bracket else end
    content = text[sentence.start : end]
    start, end = sentence.start + len(content) - len(content.lstrip(_TRIM)), sentence.start + len(content.rstrip(_TRIM))
    words = text[start:end].split()
    is_long = end - start > _LONGEST or len(words) > _MOST_WORDS
    if end - start < _FEWEST_LETTERS or is_long or not text[start].isupper() or text[end - 1] == "'":
        return None
    return start, end
