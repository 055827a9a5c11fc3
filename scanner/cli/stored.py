"""`scan --stored --against POSTING`: everybody in the store, ranked without reading a document."""

import os
from typing import TYPE_CHECKING

from scanner.cli.output import Output
from scanner.errors import ScannerError
from scanner.remote import is_address
from scanner.report import ReportOptions

if TYPE_CHECKING:
    from scanner.model import Posting, Results
    from scanner.run import Found, Plan

#: shown in the table, which nobody reads to the end, unless `--top` says otherwise
_BEST = 20


def rank_stored(to: Output, plan: "Plan", postings: "Found[Posting]", options: ReportOptions) -> "Results":
    """Return the best of the store; raises `ScannerError` where there is none or nothing to rank by."""
    from scanner.run import from_store  # noqa: PLC0415
    from scanner.shortlist import rank  # noqa: PLC0415

    memory = plan.memory
    if memory is None or len(postings.values) != 1:
        raise ScannerError("--stored needs a store, and one posting to rank by: scan --stored --against job.txt")
    ranked = rank(memory.store, postings.values[0], memory.pipeline.catalog, plan.as_of, holds=options.holds)
    if not ranked:
        raise ScannerError("nobody in the store is to be ranked: scan resumes first, without --stored")
    if options.min_score is not None:
        ranked = [one for one in ranked if one.score is None or one.score >= options.min_score]
    most = options.top or (_BEST if to.format_name == "table" else len(ranked))
    if most < len(ranked):
        to.note(f"The best {most:,} of {len(ranked):,} in the store; more with --top")
    best = {one.sha256: _from_here(one.path) for one in ranked[:most]}
    return from_store(memory, plan, postings, best)


def _from_here(path: str) -> str:
    """Return a path as the user would type it."""
    below = path if is_address(path) else os.path.relpath(path)
    return path if below.startswith(os.pardir) else below
