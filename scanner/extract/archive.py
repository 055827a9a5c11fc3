"""DOCX and ODT files as what they are, ZIP archives of XML: opened with caps on all that a bomb would blow up.

Names of entries are only ever looked up in the archive itself: nothing is unpacked to the disk.
"""

import io
import struct
import zipfile
import zlib

from lxml import etree

from scanner.errors import UnreadableError
from scanner.extract.limits import Limits
from scanner.model import Reason

_END = b"PK\x05\x06"
#: the longest that the directory's entry of one file may be on average
_ENTRY_BYTES = 300
_ENCRYPTED_FLAG = 0x1
# The mark, disk numbers, entries on this disk and in all, size and place of the directory, length of the comment.
_END_RECORD = struct.Struct("<4s4H2LH")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip


class Archive:
    """The entries of a ZIP file; `read` never gives more than the caps allow."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        _check_directory(data, limits)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise _damaged() from error
        self.names = frozenset(self._file.namelist())

    def read(self, name: str) -> bytes | None:
        """Return the content of an entry, None where there is none; raise `UnreadableError` for a bomb."""
        if name not in self.names:
            return None
        cap = self._limits.part_bytes
        info = self._file.getinfo(name)
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableError(Reason.ENCRYPTED, "the file needs a password: save it without one")
        if info.compress_type not in _METHODS:
            raise _damaged()
        if info.file_size > cap:
            raise _too_large(f"it unpacks to more than {cap // 1_000_000:,} MB")
        try:
            with self._file.open(info) as entry:
                # The size that an entry states may be a lie.
                content = entry.read(cap + 1)
        except _BROKEN as error:
            raise _damaged() from error
        if len(content) > cap:
            raise _too_large(f"it unpacks to more than {cap // 1_000_000:,} MB")
        return content

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML entry, None where there is none; no entity is resolved, nothing is fetched."""
        content = self.read(name)
        return None if content is None else parsed(content, self._limits)


def parsed(content: bytes, limits: Limits) -> etree._Element:
    """Return the root of an XML text; raise `UnreadableError` where it is none or too large."""
    if content.count(b"<") > limits.tags:
        raise _too_large(f"it holds more than {limits.tags:,} tags")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged() from error


def _check_directory(data: bytes, limits: Limits) -> None:
    """Refuse an archive of too many files before its directory is read: a bomb of names is a bomb, too."""
    at = data.rfind(_END)
    if at < 0 or len(data) < at + _END_RECORD.size:
        raise _damaged()
    _, _, _, _, entries, size, _, _ = _END_RECORD.unpack_from(data, at)
    if entries > limits.archive_entries or size > limits.archive_entries * _ENTRY_BYTES:
        raise _too_large(f"it holds more than {limits.archive_entries:,} files")


def _damaged() -> UnreadableError:
    message = "the file is damaged (cut off or overwritten) and cannot be opened: ask for it again"
    return UnreadableError(Reason.DAMAGED, message)


def _too_large(what: str) -> UnreadableError:
    return UnreadableError(Reason.TOO_LARGE, f"the file is larger than it looks, {what}: save it as PDF")
