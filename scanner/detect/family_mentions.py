"""A family's phrase as the mention of a wildcard, or of the credential that it stands for."""

from collections.abc import Sequence

from scanner.catalog import Families
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon
from scanner.detect.scene import CONFIDENCE
from scanner.model import Mention, Via, WordHit


class FamilyMentions:
    """Makes mentions of the phrases that name families and subjects."""

    def __init__(self, families: Families, lexicon: Lexicon) -> None:
        self._families = families
        self._lexicon = lexicon

    def of(self, hit: Hit, levels: Sequence[str], noun: WordHit | None) -> Mention:
        """Return the mention of a family, at its levels; with its noun where that stands behind it."""
        end = noun.end if noun is not None else hit.end
        if hit.words in self._lexicon.subjects:
            return Mention(self._lexicon.subjects[hit.words], hit.start, end, Via.ALIAS, CONFIDENCE[Via.ALIAS])
        family = f"{self._lexicon.families[hit.words][0]}/*"
        leveled = [f"{family}{level}" for level in levels]
        refs = [ref for ref in leveled if self._families.knows(ref) and self._families.at_level_of(ref)] or [family]
        readings = tuple(refs) if len(refs) > 1 else ()
        return Mention(refs[0], hit.start, end, Via.WILDCARD, CONFIDENCE[Via.WILDCARD], readings)

    def is_field(self, hit: Hit) -> bool:
        """Return whether a family is a field of work, which may only narrow another family."""
        return any(
            self._families.by_name[name].kind == "field" for name in self._lexicon.families.get(hit.words, ())[:1]
        )
