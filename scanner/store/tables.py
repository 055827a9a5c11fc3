"""The tables of the store, and the steps that bring an older store up to them.

`document` is what a file's bytes say, `understood` what the patterns make of it, `source` where the bytes lay. Nothing
of it is irreplaceable: all can be read anew from the files.
"""

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)

from scanner.errors import ScannerError

#: in the place of the time of a change that was so young that a further one might not have shown
UNSETTLED = -1

metadata = MetaData()

_SHA256 = String(64)

version = Table("scan_store", metadata, Column("version", Integer, nullable=False))

document = Table(
    "document",
    metadata,
    Column("sha256", _SHA256, primary_key=True),
    Column("reader", _SHA256, nullable=False),  # what read it; another reader reads anew
    Column("body", LargeBinary, nullable=False),  # compressed JSON: a Document, or why there is none
)

understood = Table(
    "understood",
    metadata,
    Column("sha256", _SHA256, ForeignKey(document.c.sha256, ondelete="CASCADE"), primary_key=True),
    Column("kind", String(8), primary_key=True),  # resume | posting
    Column("patterns", _SHA256, nullable=False),  # what understood it; other patterns understand anew
    Column("body", LargeBinary, nullable=False),  # JSON: a Resume or a Posting
    Column("summary", Text),  # of a resume, what ranking needs
    Column("since", Date),  # the days (half open) on which that is true
    Column("until", Date),
)

source = Table(
    "source",
    metadata,
    Column("path", Text, primary_key=True),  # absolute; for an attachment with its name behind the mail's
    Column("sha256", _SHA256, ForeignKey(document.c.sha256, ondelete="CASCADE"), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),  # of its last change, or UNSETTLED
    Column("seen_on", Date, nullable=False),
    Index("source_sha256", "sha256"),
)

#: what holds other runs back until the end of the transaction
_ALONE = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "SELECT pg_advisory_xact_lock(7226)",  # any number that no other program takes
}


def _m001_begin(connection: Connection) -> None:
    metadata.create_all(connection)


#: append only: each step is taken once, in this order, by every store that has not taken it
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_m001_begin,)


def begin_alone(connection: Connection) -> None:
    """Let one run write at a time, as SQLite has it: those that meet wait for milliseconds and don't deadlock."""
    connection.exec_driver_sql(_ALONE[connection.dialect.name])


def migrate(connection: Connection) -> None:
    """Bring the store up to these tables; raises `ScannerError` for one that a newer version has written.

    The transaction is begun alone: of several runs that open a store at once the first does it.
    """
    is_new = not inspect(connection).has_table(version.name)
    have = 0 if is_new else connection.scalar(select(version.c.version)) or 0
    if have > len(MIGRATIONS):
        raise ScannerError("a newer version has written the store: update this one, or name another store with --store")
    for step in MIGRATIONS[have:]:
        step(connection)
    if is_new:
        connection.execute(insert(version).values(version=len(MIGRATIONS)))
    elif have < len(MIGRATIONS):
        connection.execute(update(version).values(version=len(MIGRATIONS)))
