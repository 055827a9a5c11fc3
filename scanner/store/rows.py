"""What was kept of some documents, as rows of the tables."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, insert

from scanner.store import tables
from scanner.store.content import Stamp
from scanner.store.kept import Dated, Kept, Kind
from scanner.store.records import pack, pack_meaning, pack_summary


class Rows:
    """The rows of some documents, each in the place of the one with its key; said so that every database takes it."""

    def __init__(self) -> None:
        self._documents: dict[str, dict[str, object]] = {}
        self._understood: dict[tuple[str, Kind], dict[str, object]] = {}
        self._sources: dict[str, dict[str, object]] = {}

    def add(  # noqa: PLR0913
        self,
        stamp: Stamp,
        kept: Kept,
        kind: Kind,
        dated: Dated | None,
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
                "summary": pack_summary(dated.summary) if dated and dated.summary else None,
                "since": dated.since if dated else None,
                "until": dated.until if dated else None,
            }
        seen = {"size": stamp.size, "mtime_ns": stamp.mtime_ns, "seen_on": today}
        self._sources[stamp.path] = {"path": stamp.path, "sha256": sha256, **seen}

    def write(self, connection: Connection) -> None:
        """Write them; what was read anew takes all that was made of the old text with it."""
        document, meant, source = tables.document, tables.understood, tables.source
        _replace(connection, document, document.c.sha256.in_(list(self._documents)), self._documents.values())
        for kind in Kind:
            some = {sha256: row for (sha256, of), row in self._understood.items() if of is kind}
            is_it = (meant.c.kind == kind) & meant.c.sha256.in_(list(some))
            _replace(connection, meant, is_it, some.values())
        _replace(connection, source, source.c.path.in_(list(self._sources)), self._sources.values())


def _replace(
    connection: Connection, table: Table, is_it: ColumnElement[bool], rows: Collection[Mapping[str, object]]
) -> None:
    connection.execute(delete(table).where(is_it))
    if rows:
        connection.execute(insert(table), list(rows))
