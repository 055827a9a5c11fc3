"""Reading the postings first: nobody waits for resumes that nothing is to be matched with."""

from typing import TYPE_CHECKING

from scanner.cli.output import Output, shown
from scanner.errors import ScannerError

if TYPE_CHECKING:
    from scanner.batch import Batch
    from scanner.model import Posting
    from scanner.pipeline import Pipeline
    from scanner.run import Found, Plan


def read_postings(to: Output, batch: "Batch[Pipeline]", plan: "Plan") -> "Found[Posting]":
    """Return the postings, and say which could not be read before anybody waits for the resumes.

    Raises `ScannerError` where none is left to match with.
    """
    from scanner.run import read_postings as read  # noqa: PLC0415

    with to.progress(len(plan.postings.sources)) as tick:
        found = read(batch, plan.postings, plan.as_of, tick, plan.memory)
    if plan.postings.sources and not found.values:
        why = "\n".join(f"{shown(item.source)}: {item.reason}: {item.message}" for item in found.unreadable)
        raise ScannerError(f"no posting could be read, so no resume was:\n{why}")
    to.say_unreadable(found.unreadable)
    return found
