"""`--blind`: results without names, and the key to them in a file that only its owner may read."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scanner.cli.output import Output, shown, whole_file
from scanner.errors import OutputError

if TYPE_CHECKING:
    from scanner.model import Results
    from scanner.run import Plan

_OWNER_ALONE = 0o600


def key_file(to: Output, named: str | None) -> Path | None:
    """Return where the key goes, None where it is not kept; raises `UsageError` if it were the report itself."""
    if named is None:
        return Path(f"{to.output}.key.csv") if to.output is not None else None
    if to.output is not None and Path(named).absolute() == Path(to.output).absolute():
        raise click.UsageError("--blind-key names the report itself: whoever has the one must not have the other")
    return Path(named)


def hidden(to: Output, key: Path | None, plan: "Plan", results: "Results") -> "Results":
    """Return the results without names, in an order that tells nothing of them; the key is written."""
    from scanner.report.blind import blinded, write_key  # noqa: PLC0415
    from scanner.run import ranked  # noqa: PLC0415

    kept = {*plan.postings.sources, *(posting.source for posting in results.postings)}
    blind, entries = blinded(results, kept=kept)
    if key is None:
        to.note("scan: no key was kept, so nobody can tell who is who: name a file with --blind-key to have one")
    else:
        try:
            with whole_file(Path(os.path.realpath(key)), mode=_OWNER_ALONE) as out:
                write_key(entries, out)
        except OSError as error:
            name = shown(str(key))
            raise OutputError(f"{name} can't be written ({error.strerror}): name another with --blind-key") from error
        to.note(f"scan: the key to the numbers is in {shown(str(key))}: keep it apart from the report")
    return replace(blind, candidates=tuple(ranked(blind.candidates, blind.postings)))
