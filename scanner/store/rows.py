"""What was kept of some documents, as rows of the tables."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, insert

from scanner.store import tables
from scanner.store.content import Stamp
from scanner.store.kept import Kept, Kind, Summary
from scanner.store.records import pack, pack_meaning


class Rows:
    """The rows of some documents, each in the place of the one with its key; said so that every database takes it."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, object]] = {}
        self._understood: dict[tuple[str, Kind], dict[str, object]] = {}
        self._holdings: dict[str, list[dict[str, object]]] = {}
        self._sources: dict[str, dict[str, object]] = {}

    def add(  # noqa: PLR0913
        self,
        stamp: Stamp,
        kept: Kept,
        kind: Kind,
        summary: Summary | None,
        *,
        reader: str,
        patterns: str,
        today: date,
    ) -> None:
        """Add what is known of one document; raises `UnicodeEncodeError` for text that can't be written."""
        sha256 = kept.sha256
        if kept.document is not None:
            body = pack(replace(kept.document, source=""))
            self._documents[sha256] = {"sha256": sha256, "reader": reader, "body": body}
        if kept.meaning is not None:
            self._understood[sha256, kind] = {
                "sha256": sha256,
                "kind": kind,
                "patterns": patterns,
                "body": pack_meaning(replace(kept.meaning, source="")),
                "since": summary.since if summary else None,
                "until": summary.until if summary else None,
                "confidence": summary.confidence if summary else None,
            }
        if summary is not None:
            self._holdings[sha256] = _holdings(sha256, summary)
        seen = {"size": stamp.size, "mtime_ns": stamp.mtime_ns, "seen_on": today}
        self._sources[stamp.path] = {"path": stamp.path, "sha256": sha256, **seen}

    def write(self, connection: Connection) -> None:
        """Write them; what was read anew takes all that was made of the old text with it."""
        document, meant, held, source = tables.document, tables.understood, tables.holding, tables.source
        _replace(connection, document, document.c.sha256.in_(list(self._documents)), self._documents.values())
        for kind in Kind:
            some = {sha256: row for (sha256, of), row in self._understood.items() if of is kind}
            is_it = (meant.c.kind == kind) & meant.c.sha256.in_(list(some))
            _replace(connection, meant, is_it, some.values())
        rows = [row for some in self._holdings.values() for row in some]
        _replace(connection, held, held.c.sha256.in_(list(self._holdings)), rows)
        _replace(connection, source, source.c.path.in_(list(self._sources)), self._sources.values())


def _holdings(sha256: str, summary: Summary) -> list[dict[str, object]]:
    return [
        {"sha256": sha256, "credential": one.credential, "status": one.status, "confidence": one.confidence}
        for one in summary.holdings
    ]


def _replace(
    connection: Connection, table: Table, is_it: ColumnElement[bool], rows: Collection[Mapping[str, object]]
) -> None:
    connection.execute(delete(table).where(is_it))
    if rows:
        connection.execute(insert(table), list(rows))
