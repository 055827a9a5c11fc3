"""Lists of which nobody can tell whether all is meant, or any: "CISSP, CISM, CISA"."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from scanner.check.case import Case, holds, joined
from scanner.interpret.grouping import Group, find_groups
from scanner.model import Finding, Requirement, Sentence, Strength
from scanner.spans import within

_CONJUNCTIONS = ("or", "and")
_SIGNS = "&+/"
_EXAMPLES = ("such_as", "one_of", "two_of", "three_of")
_LICENCE = "licence"
_LEAD = 80
_TAIL = 30


def list_without_conjunction(case: Case) -> Iterator[Finding]:
    """Yield lists of musts in one sentence or list item that neither "and" nor "or" joins."""
    by_start = {piece.start: requirement for requirement in case.musts for piece in requirement.evidence}
    for sentence in case.annotations.sentences:
        if sentence.is_heading or len(within(case.annotations.mentions, sentence.start, sentence.end)) < 2:  # noqa: PLR2004
            continue
        groups = find_groups(case.annotations, sentence)
        for _, run in groupby(groups, key=lambda group: group.run_start):
            members = list(run)
            musts = [by_start[group.start] for group in members if group.start in by_start]
            if len(musts) == len(members) > 1 and _is_open(case, sentence, members) and _are_alike(case, musts):
                yield _finding(case, musts, members)


def _is_open(case: Case, sentence: Sentence, groups: Sequence[Group]) -> bool:
    """Return whether nothing in the list, nor in front of it, says how its items are joined."""
    start, end = groups[0].start, max(group.end for group in groups)
    if holds(case.text[max(sentence.start, start - _LEAD) : start], case.rules.words.all_of):
        return False
    leading = within(case.annotations.words, max(sentence.start, start - _LEAD), start)
    behind = within(case.annotations.words, end, min(sentence.end, end + _TAIL))
    if any(word.group in _EXAMPLES for word in leading) or any(word.group in _CONJUNCTIONS for word in behind):
        # "e.g. PMP, CSM" are examples; "PMP, CSM, XYZ or equivalent" goes on with what nobody knows
        return False
    for first, second in pairwise(mention for group in groups for mention in group.mentions):
        words = within(case.annotations.words, first.end, second.start)
        is_joined = any(word.group in _CONJUNCTIONS for word in words)
        if is_joined or any(sign in case.text[first.end : second.start] for sign in _SIGNS):
            return False
    return True


def _are_alike(case: Case, musts: Sequence[Requirement]) -> bool:
    """Return whether the items are several plain musts that could stand for each other: no licence does for another."""
    named = (case.catalog.get(ref) for one in musts for ref in one.any_of)
    if any(credential is not None and credential.kind == _LICENCE for credential in named):
        return False
    return len({one.id for one in musts}) > 1 and all(
        one.strength is Strength.REQUIRED and one.alternative is None and not one.obtainable for one in musts
    )


def _finding(case: Case, musts: Sequence[Requirement], groups: Sequence[Group]) -> Finding:
    names = list(filter(None, map(case.advisable, musts)))
    blanks = {"any": f"one of {joined(names, 'or')}", "all": joined(names, "and")} if names else {}
    blanks["names"] = ", ".join(case.text[group.start : group.end] for group in groups[:6])
    start, end = groups[0].start, max(group.end for group in groups)
    evidence = [case.quoted(start, end, groups[0].mentions[0].via)]
    return case.finding("list-without-conjunction", blanks, evidence=evidence, requirement=musts[0])
