"""What was already read and understood, so that neither happens twice: `Store.recall` before, `Store.keep` after.

Keyed by the content's hash, the reader's version and the patterns' hash: an unchanged file is not opened, the same file
under two names is read once, and with other patterns the stored text is understood anew. It holds personal data: it
belongs to the user alone, forgets on request, and keeps nothing longer than `RETENTION_DAYS`.
"""

from scanner.store.content import Stamp, hash_of, stamp_of
from scanner.store.kept import Dated, Held, Kept, Kind, Stored, Summary
from scanner.store.place import NONE, default_url, full_url, shown_url
from scanner.store.records import unpack_summary
from scanner.store.store import RETENTION_DAYS, Info, Store

__all__ = [
    "NONE", "RETENTION_DAYS", "Dated", "Held", "Info", "Kept", "Kind", "Stamp", "Store", "Stored", "Summary",
    "default_url", "full_url", "hash_of", "shown_url", "stamp_of", "unpack_summary",
]  # fmt: skip
