"""What was kept of some documents, as rows of the tables."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from scanner.store import tables
from scanner.store.content import Stamp
from scanner.store.kept import Dated, Kept, Kind
from scanner.store.records import pack, pack_meaning, pack_summary

_INSERT: Mapping[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


class Rows:
    """The rows of some documents, each in the place of the one with its key."""

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
        changed = stamp.changed_ns if stamp.is_settled else tables.UNSETTLED
        seen = {"size": stamp.size, "mtime_ns": changed, "seen_on": today}
        self._sources[stamp.path] = {"path": stamp.path, "sha256": sha256, **seen}

    def write(self, connection: Connection) -> None:
        """Write them; what was read anew takes all that was made of the old text with it.

        What another run has forgotten in the meantime stays forgotten.
        """
        meant = tables.understood.c
        connection.execute(delete(tables.understood).where(meant.sha256.in_(list(self._documents))))
        _put(connection, tables.document, self._documents)
        there = self._there(connection)
        _put(connection, tables.understood, {key: row for key, row in self._understood.items() if key[0] in there})
        _put(connection, tables.source, {key: row for key, row in self._sources.items() if row["sha256"] in there})

    def _there(self, connection: Connection) -> set[str]:
        """Return which of the documents are in the store."""
        sha256 = tables.document.c.sha256
        wanted = {str(row["sha256"]) for row in (*self._understood.values(), *self._sources.values())}
        return set(connection.scalars(select(sha256).where(sha256.in_(wanted))))


def _put(connection: Connection, table: Table, rows: Mapping[Any, Mapping[str, object]]) -> None:
    """Write rows in one statement each, in the place of those that are there."""
    if not rows:
        return
    statement = _INSERT[connection.dialect.name](table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others),
        list(rows.values()),
    )
