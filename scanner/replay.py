"""A report and what the same run gives today: what differs, and what of the recorded is another now.

Both reports come as plain JSON (`scan-report/1`), so that one of an older version can be compared too: a key that only
one of them has is no difference.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scanner.errors import ScannerError
from scanner.model import Cause, Difference, Replay

_SCHEMA = "scan-report/1"
#: what tells the items of a list apart, as far as they have it
_KEYS = ("source", "posting", "id", "credential", "code", "requirement", "change", "accept")
#: what says what was run, not what came of it
_NOT_RESULTS = frozenset({"schema", "as_of", "manifest"})


@dataclass(frozen=True, slots=True)
class Record:
    """What a report says of the run that it came from."""

    name: str
    report: Mapping[str, Any]

    @property
    def as_of(self) -> str:
        """The date of the run."""
        return str(self.report["as_of"])

    @property
    def options(self) -> Mapping[str, Any]:
        """What the user asked for."""
        options: Mapping[str, Any] = self.report["manifest"]["options"]
        return options

    @property
    def candidates(self) -> tuple[str, ...]:
        """The files that were read as resumes."""
        postings = {*self.options["against"], *(posting["source"] for posting in self.report["postings"])}
        return tuple(source for source in self.report["manifest"]["inputs"] if source not in postings)


def read_record(data: bytes, name: str) -> Record:
    """Return what a report says of its run.

    Raises `ScannerError` for what is no report, and for one that does not say how it was made.
    """
    try:
        report = json.loads(data)
    except ValueError as error:
        raise ScannerError(f"{name} is no report: make one with --format json") from error
    if not isinstance(report, dict) or report.get("schema") != _SCHEMA:
        raise ScannerError(f"{name} is no {_SCHEMA}: make one with scan RESUME... --format json")
    manifest = report.get("manifest")
    needed = ("version", "patterns", "weights", "inputs")
    if not isinstance(manifest, dict) or not all(key in manifest for key in needed):
        raise ScannerError(f"{name} does not say what it was made of: make it anew with --format json")
    if not manifest.get("options"):
        raise ScannerError(f"{name} does not say how it was made, as a blind one never does: keep one that is not")
    return Record(name, report)


def compare(record: Record, now: Mapping[str, Any]) -> Replay:
    """Return what is otherwise in the report `now`, and which of the things that decide it changed."""
    then = {key: value for key, value in record.report.items() if key not in _NOT_RESULTS}
    found = tuple(_differences((), then, {key: now[key] for key in then if key in now}))
    return Replay(record.name, str(now["as_of"]), tuple(_causes(record.report, now)), found)


# --- why -----------------------------------------------------------------------------------------------------------


def _causes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Cause]:
    before, after = then["manifest"], now["manifest"]
    if then["as_of"] != now["as_of"]:
        yield Cause("as-of", f"The date is {now['as_of']} instead of {then['as_of']}.")
    if before["version"] != after["version"]:
        yield Cause("version", f"The program is version {after['version']}; it was {before['version']}.")
    weights = ["".join(_sentence(one)) for one in _differences((), before["weights"], after["weights"])]
    if weights:
        yield Cause("weights", f"The weights were changed: {'; '.join(weights)}.")
    if before["patterns"] != after["patterns"]:
        yield Cause("patterns", "The patterns (credentials, wordings, weights) were changed.")
    yield from _files(before["inputs"], after["inputs"])


def _files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Cause]:
    for source, digest in before.items():
        if source not in after:
            yield Cause("missing-file", f"{source} can't be found or read any more.", source)
        elif after[source] != digest:
            yield Cause("changed-file", f"{source} was changed.", source)
    for source in after:
        if source not in before:
            yield Cause("new-file", f"{source} is new.", source)


def _sentence(one: Difference) -> Iterator[str]:
    yield f"{'.'.join(one.where)} was {one.before}, is {one.after}"


# --- what ----------------------------------------------------------------------------------------------------------


def _differences(where: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401  (JSON)
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before:
            if key in after:
                yield from _differences((*where, key), before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(where, before, after)
    elif before != after:
        yield Difference(where, before, after)


def _of_lists(where: tuple[str, ...], before: list[Any], after: list[Any]) -> Iterator[Difference]:
    if not all(isinstance(item, dict) for item in (*before, *after)):
        if before != after:
            yield Difference(where, before, after)
        return
    old, new = _named(before), _named(after)
    for name, item in old.items():
        if name in new:
            yield from _differences((*where, name), item, new[name])
        else:
            yield Difference((*where, name), item, None)
    yield from (Difference((*where, name), None, item) for name, item in new.items() if name not in old)
    order_then, order_now = [name for name in old if name in new], [name for name in new if name in old]
    if order_then != order_now:
        yield Difference((*where, "order"), order_then, order_now)


def _named(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the items by what tells them apart, by their number where nothing does."""
    found: dict[str, Any] = {}
    for number, item in enumerate(items, start=1):
        name = " ".join(str(item[key]) for key in _KEYS if item.get(key) is not None) or str(number)
        found[name if name not in found else f"{name} ({number})"] = item
    return found
