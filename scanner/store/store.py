"""The store itself: looking up, keeping, forgetting."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Column, Connection, Select, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from scanner.errors import ScannerError
from scanner.model import Reason, Unreadable
from scanner.store import tables
from scanner.store.content import Stamp
from scanner.store.kept import Dated, Kept, Kind, Stored
from scanner.store.place import engine_for, full_url, path_of, shown_url
from scanner.store.records import pack_summary, unpack, unpack_meaning

#: nothing is kept longer than this after it was last seen: resumes are personal data. The one place that says so.
RETENTION_DAYS = 90
#: SQLite takes 999 parameters in a statement, and less is as fast
_AT_ONCE = 400
#: what a kill can cost; a commit for each document would cost more time than reading some of them
_BEFORE_COMMIT = 32
#: why a document can't be read now and won't be tomorrow, whatever the options
_LASTING = frozenset({Reason.EMPTY_FILE, Reason.UNSUPPORTED_FORMAT, Reason.ENCRYPTED, Reason.DAMAGED, Reason.NO_TEXT})


@dataclass(frozen=True, slots=True)
class Info:
    """How much is in a store."""

    documents: int
    paths: int
    bytes: int
    #: the day on which the one that was not seen for longest was seen
    oldest: date | None


class Store:
    """A store, open as long as the `with` block; what was kept is written at its end at the latest.

    `reader` and `patterns` are what answers depend on besides the content. Raises `ScannerError` where the store can't
    be opened or used.
    """

    def __init__(self, url: str, *, reader: str, patterns: str, today: date) -> None:
        self.url = full_url(url)
        self._reader = reader
        self._patterns = patterns
        self._today = today
        self._pending: list[tuple[Stamp, Kept, Kind, Dated | None]] = []
        path = path_of(self.url)
        #: whether nobody has used it before
        self.is_new = path is not None and not path.exists()
        self._engine = engine_for(self.url)
        try:
            with self._begin_alone() as connection:
                tables.migrate(connection)
                self._retire(connection)
        except BaseException:
            self._engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.flush()
        finally:
            self._engine.dispose()

    @property
    def name(self) -> str:
        """Where it is, as it may be printed."""
        return shown_url(self.url)

    # --- looking up ---------------------------------------------------------------------------------------------

    def hashes(self, stamps: Iterable[Stamp]) -> dict[str, str]:
        """Return the hash of each path whose file looks as it did when it was read, and would look otherwise now."""
        wanted = {stamp.path: stamp for stamp in stamps}
        table = tables.source
        query = select(table.c.path, table.c.sha256, table.c.size, table.c.mtime_ns, table.c.seen_on)
        found, unseen = {}, []
        for path, sha256, size, changed, seen_on in self._rows(query, table.c.path, wanted):
            if (size, changed) == (wanted[path].size, wanted[path].changed_ns) and changed != tables.UNSETTLED:
                found[path] = sha256
                if seen_on != self._today:
                    unseen.append(path)
        if unseen:
            with self._begin_alone() as connection:
                for some in _chunks(unseen):
                    connection.execute(update(table).where(table.c.path.in_(some)).values(seen_on=self._today))
        return found

    def recall(self, hashes: Iterable[str], kind: Kind, as_of: date) -> dict[str, Kept]:
        """Return what is known of each content; what this reader and these patterns would do anew is left out.

        A resume is kept as it is whatever the day; a posting with what is wrong with it on its day.
        """
        table, meant = tables.document, tables.understood
        current = (meant.c.kind == kind) & (meant.c.patterns == self._patterns) & (meant.c.sha256 == table.c.sha256)
        if kind is Kind.POSTING:
            current &= (meant.c.since <= as_of) & (meant.c.until > as_of)
        query = select(table.c.sha256, table.c.body, meant.c.body).join(meant, current, isouter=True)
        query = query.where(table.c.reader == self._reader)
        found = {}
        for sha256, body, meaning in self._rows(query, table.c.sha256, hashes):
            known = unpack_meaning(meaning, kind) if meaning is not None else None
            # The text is unpacked only where it is needed: to be understood anew.
            document = None if known is not None else unpack(body)
            if known is not None or document is not None:
                found[sha256] = Kept(sha256, document, known)
        return found

    def candidates(self, as_of: date) -> Iterator[Stored]:
        """Yield each stored resume that these patterns understood, under one of its paths."""
        meant, source = tables.understood, tables.source
        paths = select(source.c.sha256, func.min(source.c.path).label("path")).group_by(source.c.sha256).subquery()
        query = (
            select(meant.c.sha256, paths.c.path, meant.c.summary, meant.c.since, meant.c.until)
            .join(paths, paths.c.sha256 == meant.c.sha256)
            .where((meant.c.kind == Kind.RESUME) & (meant.c.patterns == self._patterns))
        )
        with self._begin() as connection:
            for sha256, path, summary, since, until in connection.execute(query):
                yield Stored(sha256, path, summary if since <= as_of < until else None)

    def refresh(self, fresh: Mapping[str, Dated]) -> dict[str, str]:
        """Put new summaries in the place of those of other days; return them as they are stored."""
        meant = tables.understood
        texts = {sha256: pack_summary(dated.summary) for sha256, dated in fresh.items() if dated.summary}
        change = update(meant).where((meant.c.sha256 == bindparam("it")) & (meant.c.kind == Kind.RESUME))
        change = change.values(summary=bindparam("text"), since=bindparam("from"), until=bindparam("to"))
        rows = [
            {"it": sha256, "text": texts[sha256], "from": dated.since, "to": dated.until}
            for sha256, dated in fresh.items()
            if sha256 in texts
        ]
        if rows:
            with self._begin_alone() as connection:
                connection.execute(change, rows)
        return texts

    def names(self, part: str = "") -> list[tuple[str, date]]:
        """Return each path that has this part, in any case, with the day on which it was last seen."""
        table = tables.source
        query = select(table.c.path, table.c.seen_on).order_by(table.c.path)
        if part:
            query = query.where(table.c.path.icontains(part, autoescape=True))
        with self._begin() as connection:
            return [(path, seen_on) for path, seen_on in connection.execute(query)]

    # --- keeping ------------------------------------------------------------------------------------------------

    def keep(self, stamp: Stamp, kept: Kept, kind: Kind, dated: Dated | None = None) -> None:
        """Remember what was read and understood; a failure that may pass is not remembered."""
        if isinstance(kept.document, Unreadable) and kept.document.reason not in _LASTING:
            return
        self._pending.append((stamp, kept, kind, dated))
        if len(self._pending) >= _BEFORE_COMMIT:
            self.flush()

    def flush(self) -> None:
        """Write what was kept so far."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        # It loads the dialects of both databases.
        from scanner.store.rows import Rows  # noqa: PLC0415

        rows = Rows()
        for one in pending:
            # A name that is no text (an odd surrogate) can't be written; such a file is read anew each time.
            with contextlib.suppress(UnicodeEncodeError):
                rows.add(*one, reader=self._reader, patterns=self._patterns, today=self._today)
        with self._begin_alone() as connection:
            rows.write(connection)

    # --- forgetting ---------------------------------------------------------------------------------------------

    def forget(self, hashes: Iterable[str]) -> int:
        """Forget these documents, their paths and all that was made of them; return how many there were."""
        with self._begin_alone() as connection:
            return _drop(connection, hashes)

    def matching(self, *, path: str | None = None, beginning: str | None = None) -> set[str]:
        """Return the hashes of what lay at a path, or in a folder, and of what has a hash that begins so."""
        table = tables.source
        found: set[str] = set()
        with self._begin() as connection:
            if path:
                below = table.c.path.startswith(f"{path.rstrip(os.sep)}{os.sep}", autoescape=True)
                found |= set(connection.scalars(select(table.c.sha256).where(or_(table.c.path == path, below))))
            if beginning:
                document = tables.document.c.sha256
                found |= set(connection.scalars(select(document).where(document.startswith(beginning))))
        return found

    def clear(self) -> int:
        """Forget everything; return how many documents that were."""
        with self._begin_alone() as connection:
            count = connection.scalar(select(func.count()).select_from(tables.document)) or 0
            for table in reversed(tables.metadata.sorted_tables):
                if table is not tables.version:
                    connection.execute(delete(table))
        if path_of(self.url) is not None:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")
        return count

    def info(self) -> Info:
        """Return how much is in the store."""
        document, source = tables.document, tables.source
        with self._begin() as connection:
            documents, size = connection.execute(
                select(func.count(), func.coalesce(func.sum(func.length(document.c.body)), 0))
            ).one()
            paths, oldest = connection.execute(select(func.count(), func.min(source.c.seen_on))).one()
        path = path_of(self.url)
        return Info(documents, paths, path.stat().st_size if path else size, oldest)

    def _retire(self, connection: Connection) -> None:
        """Forget what was not seen for so long, and what no path leads to any more."""
        table = tables.source
        oldest = self._today - timedelta(days=RETENTION_DAYS)
        connection.execute(delete(table).where(table.c.seen_on < oldest))
        document = tables.document.c.sha256
        _drop(connection, connection.scalars(select(document).where(document.not_in(select(table.c.sha256)))).all())

    # --- the database -------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _begin(self) -> Iterator[Connection]:
        """Give a transaction; what goes wrong in it is said with the store's name and the remedy."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            why = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise ScannerError(
                f"the store {self.name} can't be used ({why}): remove it, name another with --store, or do "
                "without by --store none"
            ) from error

    @contextlib.contextmanager
    def _begin_alone(self) -> Iterator[Connection]:
        """Give a transaction that writes."""
        with self._begin() as connection:
            tables.begin_alone(connection)
            yield connection

    def _rows(self, query: Select[Any], column: Column[str], values: Iterable[str]) -> Iterator[Any]:
        with self._begin() as connection:
            for some in _chunks(list(values)):
                yield from connection.execute(query.where(column.in_(some)))


def _drop(connection: Connection, hashes: Iterable[str]) -> int:
    """Delete the documents with all that hangs on them; return how many there were."""
    count = 0
    for some in _chunks(list(hashes)):
        for table in (tables.understood, tables.source):
            connection.execute(delete(table).where(table.c.sha256.in_(some)))
        count += connection.execute(delete(tables.document).where(tables.document.c.sha256.in_(some))).rowcount
    return count


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
