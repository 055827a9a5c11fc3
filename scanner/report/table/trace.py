"""How the points of a fit come about, for those who want to know it all (`-v`)."""

from scanner.model import Fit, RequirementFit
from scanner.report.table.marks import mark
from scanner.report.table.page import DETAIL, Page

_LABEL = 12


def trace(page: Page, fit: Fit, *, indent: int) -> None:
    """Write the sum that the score is, and each requirement's outcome with its reason and what was weighed."""
    if fit.calculation:
        page.paragraph((page.show(fit.calculation), DETAIL), label=("sum", DETAIL), indent=indent, hanging=_LABEL)
    for outcome in fit.requirements:
        label = (f"{page.show(outcome.id)} {outcome.outcome.value}", mark(outcome)[1])
        page.paragraph(page.show(outcome.because), label=label, indent=indent, hanging=_LABEL)
        weighed(page, outcome, indent=indent)
    sure = f"{fit.confidence:.2f} that what gave credit was read rightly"
    page.paragraph((f"confidence {sure}", DETAIL), indent=indent, hanging=_LABEL)


def weighed(page: Page, outcome: RequirementFit, *, indent: int) -> None:
    """Write what each holding gives for the requirement and by which weight, best first."""
    for number, one in enumerate(outcome.considered):
        names = f"{page.catalog_name(one.credential)} for {page.catalog_name(one.option)}"
        gives = f"gives {one.credit:g}, {one.reason.value.replace('_', ' ')}, by {one.rule}"
        label = ("weighed" if number == 0 else "", DETAIL)
        page.paragraph(page.show(names), (f" {page.show(gives)}", DETAIL), label=label, indent=indent, hanging=_LABEL)
