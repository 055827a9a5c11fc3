"""What a posting asks for: short above a ranking, in full for `scan check`."""

from collections import Counter
from functools import partial

from scanner.model import Evidence, Finding, Posting, Requirement, Strength
from scanner.report.table.page import DETAIL, HEADING, Page, Part
from scanner.report.wording import ASKS_FOR_NONE, asked, compared, concessions, count, outlay, to_correct, where

STRENGTH = {Strength.REQUIRED: "required", Strength.PREFERRED: "preferred", Strength.NOT_REQUIRED: "not asked for"}
_STYLE = {Strength.REQUIRED: "bold", Strength.PREFERRED: "", Strength.NOT_REQUIRED: "dim"}
_SEVERITY = {"error": "red", "warning": "yellow", "note": "cyan"}
_SUMMARY = 15
#: of one requirement's words
_LINES = 2
_SEVERITY_CELLS = max(map(len, _SEVERITY)) + 2


def title(page: Page, posting: Posting, *more: str) -> None:
    """Write the posting's title, and its file with whatever else belongs in the line below."""
    page.line((page.crop(page.show(posting.title or posting.source), page.width), HEADING))
    facts = " · ".join(more)
    if posting.title:
        room = page.width - len(facts) - 3
        facts = " · ".join([page.crop(page.show(posting.source), room, left=True), *more])
    if facts:
        page.line((facts, DETAIL))


def summary(page: Page, posting: Posting) -> None:
    """Write one line for each requirement: its id, how strongly it is asked for, and the posting's words."""
    page.blank()
    if not any(requirement.strength is not Strength.NOT_REQUIRED for requirement in posting.requirements):
        page.paragraph((ASKS_FOR_NONE, "yellow"), indent=2)
    shown = posting.requirements if page.verbose else posting.requirements[:_SUMMARY]
    for requirement in shown:
        head = page.text(*_head(page, posting, requirement))
        page.paragraph(_words(page, requirement), label=head, indent=2, hanging=head.cell_len, most=_LINES)
    if len(shown) < len(posting.requirements):
        page.line((f"and {len(posting.requirements) - len(shown)} more, shown with -v", DETAIL), indent=2)
    severities = Counter(finding.severity for finding in to_correct(posting))
    if severities:
        found = ", ".join(count(severities[severity], severity) for severity in _SEVERITY if severities[severity])
        page.line(
            (f"{found} about this posting: `scan check` shows {'it' if severities.total() == 1 else 'them'}", "yellow"),
            indent=2,
        )


def in_full(page: Page, posting: Posting, others: int | None = None) -> None:
    """Write everything that was understood of a posting, and what is wrong with it."""
    title(page, posting)
    page.heading("Asks for")
    if not posting.requirements:
        page.line("no credential", indent=2)
    for requirement in posting.requirements:
        _requirement(page, posting, requirement)
    if posting.outlay is not None:
        page.paragraph((f"The musts cost somebody who has nothing {outlay(posting.outlay)}.", DETAIL), indent=2)
    if posting.findings:
        page.heading("Findings")
    elif posting.requirements:
        page.blank()
        page.line(("Nothing to correct.", "green"))
    for finding in posting.findings:
        _finding(page, posting, finding)
    if others is not None:
        page.line((compared(posting, others), DETAIL), indent=2 if posting.findings else 0)


def proof(page: Page, source: str, evidence: Evidence) -> list[Part]:
    """Return a quote of the document `source` and where it stands; in verbose mode also how it was read."""
    facts = [page.show(where(evidence, source, page="p."))]
    if page.verbose:
        cue = f"cue {page.quote(evidence.cue)}" if evidence.cue else ""
        rule = f"rule {page.show(evidence.rule)}" if evidence.rule else ""
        facts += [f"via {evidence.via.value}", cue, rule, f"confidence {evidence.confidence:.2f}"]
    return [page.quote(evidence.quote), (f"  {', '.join(filter(None, facts))}", DETAIL)]


def _requirement(page: Page, posting: Posting, requirement: Requirement) -> None:
    head = page.text(*_head(page, posting, requirement))
    below = partial(page.paragraph, indent=2, hanging=head.cell_len)
    below(page.show(asked(requirement, page.catalog_name)), label=head)
    accepted = concessions(requirement)
    if accepted:
        below(("or " + page.show(" or ".join(accepted)), "cyan"))
    if requirement.examples:
        below((f"for example {page.show(', '.join(map(page.catalog_name, requirement.examples)))}", DETAIL))
    for evidence in requirement.evidence:
        below(*proof(page, posting.source, evidence))


def _head(page: Page, posting: Posting, requirement: Requirement) -> list[Part]:
    ids = max(len(page.show(each.id)) for each in posting.requirements) + 2
    strengths = max(len(STRENGTH[each.strength]) for each in posting.requirements) + 2
    strength = (STRENGTH[requirement.strength], _STYLE[requirement.strength])
    return [page.padded(min(ids, 10), page.show(requirement.id)), page.padded(strengths, strength)]


def _words(page: Page, requirement: Requirement) -> str:
    """Return the posting's words for a requirement, its names where no words are known."""
    quotes = dict.fromkeys(evidence.quote for evidence in requirement.evidence)
    words = ", ".join(map(page.quote, quotes)) or page.show(asked(requirement, page.catalog_name))
    if requirement.at_least > 1:
        words = f"{requirement.at_least} of {words}"
    return " or ".join([words, *map(page.show, concessions(requirement))])


def _finding(page: Page, posting: Posting, finding: Finding) -> None:
    about = [f"{page.show(finding.requirement)}: "] if finding.requirement and len(posting.requirements) > 1 else []
    label = (page.show(finding.severity), _SEVERITY.get(finding.severity, ""))
    page.paragraph(*about, page.show(finding.message), label=label, indent=2, hanging=_SEVERITY_CELLS)
    for evidence in finding.evidence if page.verbose else ():
        page.paragraph(*proof(page, posting.source, evidence), indent=2, hanging=_SEVERITY_CELLS)
    if finding.evidence and not page.verbose:
        quotes = dict.fromkeys(page.quote(evidence.quote) for evidence in finding.evidence)
        page.paragraph((", ".join(quotes), DETAIL), indent=2, hanging=_SEVERITY_CELLS)
    if finding.suggestion:
        suggestion = (f"try: {page.show(finding.suggestion)}", "green")
        page.paragraph(suggestion, indent=2, hanging=_SEVERITY_CELLS)
