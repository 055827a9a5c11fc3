"""What an unknown heading of a posting says by its place and its list: demands stand before wishes."""

from collections.abc import Sequence
from dataclasses import replace

from scanner.detect.sheet import Sheet
from scanner.model import Section, Strength
from scanner.spans import within

_OTHER = "other"
_RULE = "order of the sections"
_FEWEST_ASKING = 2
_ASKING = frozenset({"degree_noun", "experience_noun"})


def read_by_place(sheet: Sheet, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return a posting's sections; the first list that reads like requirements demands, whatever its heading says.

    "What I'd want to see on your CV", with degrees, years and skills below or wishes in the next section, demands where
    no section before does. Of what stands behind the demands nothing is assumed.
    """
    first = next((i for i, section in enumerate(sections) if section.strength is not None), len(sections))
    if first < len(sections) and sections[first].strength is not Strength.PREFERRED:
        return tuple(sections)
    before = range(first)
    chosen = next((i for i in reversed(before) if _is_open(sections[i]) and _reads_as_demand(sheet, sections, i)), None)
    if chosen is None:
        return tuple(sections)
    demanding = replace(sections[chosen], strength=Strength.REQUIRED, rule=_RULE)
    return (*sections[:chosen], demanding, *sections[chosen + 1 :])


def _is_open(section: Section) -> bool:
    return section.kind == _OTHER and section.strength is None and section.end > section.body


def _reads_as_demand(sheet: Sheet, sections: Sequence[Section], index: int) -> bool:
    section = sections[index]
    is_list = any(line.has_bullet for line in within(sheet.lines, section.body, section.end))
    is_followed = index + 1 < len(sections) and sections[index + 1].strength is Strength.PREFERRED
    asking = {word.start for word in within(sheet.groups, section.body, section.end) if word.group in _ASKING}
    return is_list and (is_followed or len(asking) >= _FEWEST_ASKING)
