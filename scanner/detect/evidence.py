"""Evidence for names that can be read two ways: acronyms that are words otherwise, names that read like jobs."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from scanner.catalog import Catalog
from scanner.catalog.words import alternatives
from scanner.detect.claimed import ClaimFinder, is_over, stands_among_items
from scanner.detect.hits import Hit
from scanner.detect.lexicon import Lexicon, conjunctions
from scanner.detect.scene import Found, Scene
from scanner.model import CueHit, Mention, Sentence, WordHit
from scanner.spans import Span, within

_NEAR = 16
_FAR = 2 * _NEAR
_TOUCHING = 3
_LONGEST_JOINT = 7
_LONGEST_LIST = 60
_LONGEST_ISSUER = 120
_LONGEST_HEAD = 400
_HEAD_LINES = 4
#: names that the item beside it may hold
_MOST_BETWEEN = 8
#: cues that only a credential can have: nobody sits an exam for a product
_CUES = frozenset({"in_progress", "planned", "expired"})
_DEMANDS = frozenset({"required", "assumed", "preferred"})
_ASKS = _DEMANDS | {"not_required"}
_ANSWERS = _ASKS | {"accepted", "or_equivalent"}
_GROUPS = frozenset({"certification_noun", "certified", "exam_noun"})
_ARTICLE = re.compile(r"\s*:?\s*(?:an?|the|your|eine?|einen|die|das|der|une?|la|le|un|el|uma?|o)?\s*")
_BEHIND = re.compile(r"\s?[,(/–—|-]\s?|\s(?:from|by|von|de)\s")
_LIST_END = re.compile(r"\s*(?:[.;,)]|\(|\Z|or equivalent\b)")
#: what stands beside a title without being a part of it
_APART = frozenset({"issuer", *_GROUPS})
_STATE = "credential_state"
_WORD = re.compile(r"[^\W_]+")
_LIST_STOP = re.compile(r"[.;\n]")
_LONG_WORD = re.compile(r"\b(?!(?:oder|sowie)\b)[^\W\d_]{4,}")
_SHORT_LIST = re.compile(r"\s*:?(?:\s*[A-Z][\w+-]{1,12}\s*(?:[,;/&]|and|or))*\s*")
# All that stands behind a name on its line is one date: "Tableau Desktop Specialist (2021)"; jobs have two.
_DATED_LINE = re.compile(r"[\s,(–-]*(?:[^\W\d_]{3,9}\.? )?(?:19|20)\d\d\)?[ \t]*(?=\n|\Z)")
_NAME_BEFORE = re.compile(r"\s*[^\W\d_]+\.?(?: [^\W\d_]+\.?){1,3}(?:, *[A-Z][\w+.-]*)*, *")


class EvidenceFinder:
    """Says whether a text supports a reading; built once for a catalogue."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon) -> None:
        self._families = catalog.families
        self._lexicon = lexicon
        self._claims = ClaimFinder(lexicon)
        joining = conjunctions(lexicon)
        joined = alternatives(joining)
        examples = (words for words, groups in lexicon.groups.items() if "such_as" in groups)
        #: the small words of a list of names
        self._listing = joining.union(*examples)
        #: what goes on with a list, what a list has in front of its next name, and what stands between two acronyms
        self._goes_on = re.compile(rf"\s*(?:/|\b(?:{joined})\b)")
        self._list_joint = re.compile(rf"([A-Z]{{2,6}})?\s*(?:\(|(?:,|\b(?:{joined})\b)\s+)(?:an?|the)?\s*\Z")
        self._listed = re.compile(rf"(?: ?[,(]? ?(?:19|20)\d\d\)?)? ?[,;/&] ?(?:(?:{joined}) )?| (?:{joined}) ")
        copula = alternatives(" ".join(words) for words, groups in lexicon.groups.items() if "copula" in groups)
        self._copula = re.compile(rf"(?:\s*\b(?:{copula})\b){{0,3}}", re.IGNORECASE)
        #: the rest of a list of acronyms, up to what is said of them all
        self._acronyms = re.compile(
            rf"(?:\s*(?:[,/]|\b(?:{joined})\b)(?:\s*\b(?:{joined}|an?)\b)?\s*[A-Z][A-Z\d+-]{{1,7}}\b\+?)+\s*"
        )

    def supported(self, scene: Scene, chosen: Sequence[Found], sure: Sequence[Mention]) -> list[Found]:
        """Return what is beyond doubt, what something speaks for, and what a list joins to either: "PMP, CAPM, CSM"."""
        is_known = [not found.needs_evidence or self.supports(scene, found, sure) for found in chosen]
        pairs = list(pairwise(range(len(chosen))))
        for index, beside in (*((second, first) for first, second in pairs), *reversed(pairs)):
            if is_known[beside] and not is_known[index] and not chosen[index].is_short_code:
                is_known[index] = self._are_listed(scene.text, chosen[min(index, beside)], chosen[max(index, beside)])
        if not scene.is_posting:
            self._add_neighbours(scene, chosen, is_known)
        return [found for found, known in zip(chosen, is_known, strict=True) if known]

    def _add_neighbours(self, scene: Scene, chosen: Sequence[Found], is_known: list[bool]) -> None:
        """Add what opens an item beside an item that a known one opens, down the list and up again."""
        for indices in (range(len(chosen)), reversed(range(len(chosen)))):
            for index in indices:
                found = chosen[index]
                if is_known[index] or found.is_short_code or self._ends_as_a_job(found):
                    continue
                if self._is_part(scene, found, scene.sentence(found.start)):
                    continue
                near = range(max(index - _MOST_BETWEEN, 0), min(index + _MOST_BETWEEN + 1, len(chosen)))
                is_known[index] = stands_among_items(scene, found, [chosen[i].mention for i in near if is_known[i]])

    def supports(self, scene: Scene, found: Found, sure: Sequence[Mention]) -> bool:
        """Return whether anything beside it speaks for the credential; `sure` are the mentions beyond doubt."""
        sentence = scene.sentence(found.start)
        if self._is_part(scene, found, sentence):
            return found.mention.ref in scene.sure_refs
        if self._stands_among_credentials(scene, found, sentence, sure):
            return True
        if found.is_short_code:
            return False
        if scene.is_posting and self._is_asked_for(scene, found, sentence):
            return True
        return self._is_spoken_of(scene, found, sentence)

    def issuer_leads(self, scene: Scene, found: Found) -> bool:
        """Return whether the issuer's name stands in front of it, close or with a short list between: "AWS: SAA"."""
        refs = found.mention.readings or (found.mention.ref,)
        sentence = scene.sentence(found.start)
        # Only hits near enough: a sentence may hold thousands.
        near = max(sentence.start, found.start - _LONGEST_LIST - _LONGEST_ISSUER)
        for hit in within(scene.hits.families, near, found.start):
            names = self._lexicon.families[hit.words]
            between = scene.text[hit.end : found.start]
            is_near = len(between) <= _FAR or (len(between) < _LONGEST_LIST and _SHORT_LIST.fullmatch(between))
            if is_near and self._is_issuer_of(names, refs):
                return True
        return False

    def _issuer_follows(self, scene: Scene, found: Found) -> bool:
        """Return whether its issuer's name stands right behind it: "CSM (Scrum Alliance)", "CISA – ISACA"."""
        refs = found.mention.readings or (found.mention.ref,)
        return any(
            _BEHIND.fullmatch(scene.text, found.end, hit.start)
            and self._is_issuer_of(self._lexicon.families[hit.words], refs)
            for hit in within(scene.hits.families, found.end, found.end + _LONGEST_JOINT)
        )

    def _is_issuer_of(self, names: Iterable[str], refs: Sequence[str]) -> bool:
        issuers = (name for name in names if self._families.by_name[name].kind in ("issuer", "platform"))
        return any(ref in self._families.members(name) for name in issuers for ref in refs)

    def _stands_among_credentials(
        self, scene: Scene, found: Found, sentence: Sentence, sure: Sequence[Mention]
    ) -> bool:
        if sentence.section.kind == "certifications" and not scene.is_posting:
            return True
        may_be_work = not scene.is_posting and self._ends_as_a_job(found)
        if (found.mention.ref in scene.sure_refs and not may_be_work) or any(
            _is_beside(scene.text, mention, found)
            for mention in within(sure, found.start - _LONGEST_LIST, found.end + _FAR)
        ):
            return True
        if self.issuer_leads(scene, found) or (not may_be_work and self._issuer_follows(scene, found)):
            return True
        return not may_be_work and _is_post_nominal(scene, found)

    def _is_part(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether a name of several words is a part of a longer title: "Teams Administrator Associate"."""
        first, last = found.hit.first, found.hit.last
        # "SnowPro Advanced: Foo Engineer" is none of those that share the phrase
        joint = ":" if found.mention.readings else ""
        return last - first > 1 and (
            (first > 0 and _is_gap(scene, first) and _is_of_title(scene, first - 1, sentence))
            or (last < len(scene.words) and _is_gap(scene, last, also=joint) and _is_of_title(scene, last, sentence))
        )

    def _is_asked_for(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether a posting asks for it: at the head of a demand, or "CCSP preferred"."""
        is_asking = sentence.section.strength is not None
        if is_asking and (found.start - sentence.start < _TOUCHING or self._is_no_title(found)):
            return True
        before = within(scene.cues, found.start - 4 * _NEAR, found.start)
        if any(cue.category in _ASKS and _leads_straight(scene.text, cue, found) for cue in before):
            return True
        if is_asking and self._is_listed(scene, sentence, found):
            return True
        # "CPA, CMA or MBA preferred"
        others = self._acronyms.match(scene.text, found.end, sentence.end) if len(found.hit.words) == 1 else None
        start = others.end() if others else found.end
        copula = self._copula.match(scene.text, start)
        end = copula.end() if copula else start
        return any(
            cue.category in _ANSWERS and "," not in scene.text[start : cue.start]
            for cue in within(scene.cues, start, end + _TOUCHING + 1)
        )

    def _are_listed(self, text: str, first: Found, second: Found) -> bool:
        """Return whether two acronyms are items of one list."""
        is_short = len(first.hit.words) == len(second.hit.words) == 1
        return is_short and self._listed.fullmatch(text, first.end, second.start) is not None

    def _is_listed(self, scene: Scene, sentence: Sentence, found: Found) -> bool:
        """Return whether it is one of a list, and no unknown letters stand before it: "five years in audit, CISA"."""
        behind = _LIST_END.match(scene.text, found.end, sentence.end)
        before = self._list_joint.search(scene.text, max(sentence.start, found.start - _NEAR), found.start)
        # "CPA, CMA or CFA": in the middle of a list only behind letters that are a name.
        is_inside = before is not None and before.group(1) and self._goes_on.match(scene.text, found.end, sentence.end)
        if before is None or (behind is None and not is_inside):
            return False
        letters = within(scene.hits.named, before.start(), before.start() + 1) if before.group(1) else ()
        return not before.group(1) or any(hit.words in self._lexicon.names for hit in letters)

    def _is_spoken_of(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether words that only a credential has stand beside it."""
        if self._is_own_item(scene, found, sentence):
            return True
        if not scene.is_posting and not self._ends_as_a_job(found) and self._claims.is_claimed(scene, found, sentence):
            return True
        before = within(scene.cues, found.start - 4 * _NEAR, found.start)
        is_led = any(cue.category in _CUES and _leads_to(scene.text, cue, found) for cue in before)
        # "Former CISA analyst", "planned the RTE event": the letters are those of what follows.
        if is_led and (scene.is_posting or len(found.hit.words) > 1 or is_over(scene.text, found.end)):
            return True
        nouns = within(
            scene.groups, max(sentence.start, found.start - 4 * _NEAR), min(sentence.end, found.end + _FAR + 1)
        )
        return any(noun.group in _GROUPS and self._is_near(scene, noun, found) for noun in nouns) or (
            # "a CFA charterholder", "CPA qualified"
            scene.is_posting and any(w.group == _STATE for w in within(scene.groups, found.end, found.end + 2))
        )

    def _is_near(self, scene: Scene, noun: WordHit, found: Found) -> bool:
        """Return whether a noun stands near a name, or farther in front with only a list of names between."""
        if _gap(noun, found) <= _FAR or noun.start > found.start:
            return _gap(noun, found) <= _FAR
        between = scene.text[noun.end : found.start]
        words = _WORD.findall(between)
        return not _LIST_STOP.search(between) and all(w[0].isupper() or w.casefold() in self._listing for w in words)

    def _is_own_item(self, scene: Scene, found: Found, sentence: Sentence) -> bool:
        """Return whether an item is the name and what became of it: "Google AI Essentials — finished in April"."""
        if found.start - sentence.start > 1 or len(found.hit.words) == 1:
            return False
        if sentence.section.kind == "courses" and self._is_no_title(found):
            return True
        if _DATED_LINE.match(scene.text, found.end):
            return True
        if not self._is_no_title(found):
            return False
        behind = within(scene.cues, found.end, found.end + _NEAR + 1)
        return any(cue.category in ("held", *_CUES) for cue in behind)

    def _is_no_title(self, found: Found) -> bool:
        """Return whether it has several words and does not end as a job does."""
        return found.hit.last - found.hit.first > 1 and not self._ends_as_a_job(found)

    def _ends_as_a_job(self, found: Found) -> bool:
        """Return whether it may be what somebody works as: "Information Security Manager, 2014 – 2019"."""
        return found.hit.words[-1] in self._lexicon.rules.title_words


def expansion_of(text: str, hit: Hit) -> tuple[int, int] | None:
    """Return where the text spells an acronym out: "Customer Success Manager (CSM)"; None where it does not."""
    acronym = text[hit.start : hit.end]
    is_beside_bracket = any(form in text for form in (f"({acronym}", f"{acronym} (", f"{acronym}(", f"( {acronym}"))
    if not is_beside_bracket or not acronym.isalpha() or not acronym.isupper():
        return None
    initials = r"[\s/&-]+(?:of |for |and |the )?".join(rf"{letter}[\w'’]{{0,60}}" for letter in acronym)
    before, behind = rf"\b{initials}(?=\s*\(\s*{acronym}\s*s?\))", rf"\b{acronym}\s*\(\s*{initials}\s*\)"
    match = re.search(f"{before}|{behind}", text, re.IGNORECASE)
    return match.span() if match else None


def _leads_to(text: str, cue: CueHit, found: Found) -> bool:
    """Return whether a cue leads straight to it: "I intend to take the CCSP"."""
    return 0 <= found.start - cue.end <= _NEAR and not re.search(r"[.;\n,]", text[cue.end : found.start])


def _leads_straight(text: str, cue: CueHit, found: Found) -> bool:
    """Return whether nothing but an article stands behind a demand: "you hold a CISA"."""
    is_wish = cue.category == "preferred" and cue.direction == "backward"
    return not is_wish and _ARTICLE.fullmatch(text, cue.end, found.start) is not None


def _is_gap(scene: Scene, index: int, also: str = "") -> bool:
    """Return whether nothing but blanks, and perhaps what `also` may, stands before a word."""
    return not scene.text[scene.words.ends[index - 1] : scene.words.starts[index]].strip(" " + also)


def _is_of_title(scene: Scene, index: int, sentence: Sentence) -> bool:
    """Return whether a word has a capital that no sentence gave it, and is neither issuer, noun nor cue."""
    start, end = scene.words.starts[index], scene.words.ends[index]
    is_first = start <= sentence.start and sentence.section.kind != "certifications"
    if is_first or not scene.text[start].isupper():
        return False
    groups = (one for one in within(scene.groups, start - _FAR, end) if one.group in _APART)
    around: tuple[Span, ...] = (*groups, *within(scene.cues, start - _FAR, end))
    return not any(one.start <= start and end <= one.end for one in around)


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end)


def _is_beside(text: str, mention: Mention, found: Found) -> bool:
    first, second = (mention, found) if mention.start < found.start else (found, mention)
    between = text[first.end : second.start]
    return len(between) <= _NEAR and not _LONG_WORD.search(between) and "\n\n" not in between


def _is_post_nominal(scene: Scene, found: Found) -> bool:
    """Return whether it stands behind the person's name: "Jane Roe, PE" in the first lines."""
    if scene.is_posting or scene.text.count("\n", 0, found.start) >= _HEAD_LINES:
        return False
    start = scene.text.rfind("\n", 0, found.start) + 1
    return found.start - start <= _LONGEST_HEAD and _NAME_BEFORE.fullmatch(scene.text[start : found.start]) is not None
