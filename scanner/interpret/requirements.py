"""A posting's annotations -> what it asks for: one requirement for each group of alternatives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scanner.interpret.genre import posting_findings
from scanner.interpret.grouping import Group, find_groups, list_below
from scanner.interpret.list_items import ANY
from scanner.interpret.passage import Passage, passage_of
from scanner.interpret.quoting import around, whole
from scanner.interpret.strength import DESCRIBING, Demand, judge
from scanner.interpret.substitutes import substitutes_of
from scanner.model import Annotations, CueHit, Evidence, Mention, Posting, Requirement, Sentence, Strength, Via, WordHit
from scanner.spans import within

_ORDER = {Strength.REQUIRED: 2, Strength.PREFERRED: 1, Strength.NOT_REQUIRED: 0}
_BEFORE_NOUN, _BEHIND_NOUN = 60, 24
_DENIED = "not_required"
_CLAUSE_END = re.compile(r"[.;:()]")
#: words of an answer that says no more than no: "Not applicable to this position."
_SHORT_ANSWER, _LONG_ANSWER = 3, 6
_LONGEST_TITLE = 90
#: pieces of evidence that two mentions of one requirement are merged to: nobody reads more
_MOST_EVIDENCE = 20
_NOUN = "certification_noun"
_NOT_A_TITLE = re.compile(r"https?://|\*\*URL|^(?:url|apply|date|posted|location|job id|req)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A requirement before it has its number."""

    requirement: Requirement

    @property
    def key(self) -> tuple[frozenset[str], int]:
        return frozenset(self.requirement.any_of), self.requirement.at_least


def interpret_posting(annotations: Annotations) -> Posting:
    """Return what a posting asks for."""
    found: dict[tuple[frozenset[str], int], Requirement] = {}
    for asked in _asked(annotations):
        known = found.get(asked.key)
        found[asked.key] = asked.requirement if known is None else _merged(known, asked.requirement)
    requirements = tuple(replace(r, id=f"r{number}") for number, r in enumerate(found.values(), start=1))
    return Posting(
        annotations.document.source, _title(annotations.document.text), requirements, posting_findings(annotations)
    )


def _asked(annotations: Annotations) -> Iterator[_Asked]:
    index = 0
    while index < len(annotations.sentences):
        sentence = annotations.sentences[index]
        groups = [] if sentence.is_heading else find_groups(annotations, sentence)
        below = list_below(annotations, index) if not groups else None
        if below is not None:
            index, groups = below
            found = [_requirement(annotations, passage_of(annotations, sentence, [group]), group) for group in groups]
        elif groups:
            passage = passage_of(annotations, sentence, groups)
            found = [_requirement(annotations, passage, group) for group in groups]
        else:
            none_needed = _none_needed(annotations, index)
            found = [none_needed] if none_needed is not None else []
        yield from (_Asked(requirement) for requirement in found if requirement is not None)
        index += 1


def _requirement(annotations: Annotations, passage: Passage, group: Group) -> Requirement | None:
    sentence = passage.sentence
    demand = judge(passage, group)
    if demand.strength is None and demand.cue is None and _is_title(annotations, sentence, group):
        demand = Demand(Strength.REQUIRED)
    whole = _whole_of(annotations, passage, group)
    if demand.cue is None and whole is not None:
        demand = _said_of_whole(whole, group) or demand
    if demand.strength is None:
        return None
    instead = substitutes_of(whole or passage, group)
    return Requirement(
        id="",
        strength=demand.strength,
        any_of=group.any_of,
        evidence=tuple(_evidence(annotations, sentence, mention, demand) for mention in group.mentions),
        at_least=group.at_least if _has_wildcard(group) else min(group.at_least, len(group.any_of)),
        or_equivalent=instead.or_equivalent,
        obtainable=instead.obtainable,
        alternative=instead.alternative,
        examples=group.examples,
    )


def _is_title(annotations: Annotations, sentence: Sentence, group: Group) -> bool:
    """Return whether the posting's title demands it: "PMP-certified Project Manager"."""
    if sentence != annotations.sentences[0]:
        return False
    return any(w.group == "certified" for w in within(annotations.words, group.end, group.end + 2))


def _whole_of(annotations: Annotations, passage: Passage, group: Group) -> Passage | None:
    """Return a list item of several sentences, or a question with its answer, that speaks of nothing else."""
    text, sentence = passage.text, passage.sentence
    is_question = text[sentence.end - 1] == "?"
    if not sentence.is_item and not is_question:
        return None
    end = sentence.end
    line_end = text.find("\n", end)
    for following in within(annotations.sentences, end, line_end if line_end >= 0 else len(text)):
        # Items that were run together have no white space between.
        if following.is_heading or not text[end : following.start].isspace() or following.section != sentence.section:
            break
        end = following.end
        if is_question:
            break
    whole = sentence._replace(end=end)
    own = frozenset(m for g in (passage.groups if is_question else [group]) for m in g.mentions)
    if end == sentence.end or any(m not in own for m in within(annotations.mentions, whole.start, whole.end)):
        return None
    return passage_of(annotations, whole, passage.groups)


def _said_of_whole(whole: Passage, group: Group) -> Demand | None:
    """Return what the rest of a list item says: "AZ-104. People ask, so we say it here: it isn't needed"."""
    cues = [replace(cue, scope="sentence") for cue in whole.cues if cue.category in _ORDER and cue.scope != "nearest"]
    demand = judge(replace(whole, cues=cues), group)
    return demand if demand.cue is not None else None


def _has_wildcard(group: Group) -> bool:
    return any("/" in ref for ref in group.any_of)


def _evidence(annotations: Annotations, sentence: Sentence, mention: Mention, demand: Demand) -> Evidence:
    document = annotations.document
    quoted = whole(document.text, mention)
    before, after = around(document.text, sentence.start, sentence.end, quoted)
    return Evidence(
        quote=document.text[quoted.start : quoted.end],
        page=document.page_at(mention.start),
        start=quoted.start,
        end=quoted.end,
        via=mention.via,
        confidence=mention.confidence,
        section=sentence.section.kind,
        cue=document.text[demand.cue.start : demand.cue.end] if demand.cue else None,
        rule=demand.rule,
        before=before,
        after=after,
    )


def _none_needed(annotations: Annotations, index: int) -> Requirement | None:
    """Return "no certification is needed", where a sentence says so of certifications in general."""
    sentence = annotations.sentences[index]
    nouns = [w for w in within(annotations.words, sentence.start, sentence.end) if w.group == _NOUN]
    is_answer = not nouns and index > 0 and _is_empty_answer(annotations, sentence)
    if is_answer:
        before = annotations.sentences[index - 1]
        if within(annotations.mentions, before.start, before.end):
            return None
        nouns = [w for w in within(annotations.words, before.start, before.end) if w.group == _NOUN]
    if not nouns or sentence.is_heading or sentence.section.kind in DESCRIBING:
        return None
    cues = within(annotations.cues, sentence.start, sentence.end)
    text = annotations.document.text
    denials = [c for c in cues if c.category == _DENIED and (is_answer or _is_close(text, c, nouns[0]))]
    if any(c.category == "preferred" for c in cues) or not denials:
        return None
    cue = denials[0]
    mention = Mention(ANY, nouns[0].start, nouns[0].end, Via.WILDCARD, 0.8)
    evidence = _evidence(annotations, sentence, mention, Demand(Strength.NOT_REQUIRED, cue, cue.rule))
    return Requirement("", Strength.NOT_REQUIRED, (ANY,), (evidence,))


def _is_close(text: str, cue: CueHit, noun: WordHit) -> bool:
    if cue.start < noun.start:
        return noun.start - cue.end <= _BEFORE_NOUN and not _CLAUSE_END.search(text, cue.end, noun.start)
    return -1 <= cue.start - noun.end <= _BEHIND_NOUN


def _is_empty_answer(annotations: Annotations, sentence: Sentence) -> bool:
    words = len(annotations.document.text[sentence.start : sentence.end].split())
    begins_so = any(c.category == _DENIED for c in within(annotations.cues, sentence.start, sentence.start + 1))
    return words <= (_LONG_ANSWER if begins_so else _SHORT_ANSWER)


def _merged(known: Requirement, other: Requirement) -> Requirement:
    """Return one requirement for two that name the same: the stronger one, with the evidence of both."""
    stronger, weaker = (other, known) if _ORDER[other.strength] > _ORDER[known.strength] else (known, other)
    return replace(
        stronger,
        evidence=(*stronger.evidence, *weaker.evidence)[: max(_MOST_EVIDENCE, len(stronger.evidence))],
        examples=tuple(dict.fromkeys((*stronger.examples, *weaker.examples))),
    )


def _title(text: str) -> str | None:
    for line in text.splitlines():
        content = line.strip().strip("#*_ ")
        if content and len(content) <= _LONGEST_TITLE and not _NOT_A_TITLE.search(content) and content[-1] not in ".:;":
            return content
    return None
