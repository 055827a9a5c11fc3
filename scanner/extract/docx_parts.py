"""The entries of a DOCX: which holds the text, and what each of them refers to."""

import posixpath
from typing import NamedTuple

from scanner.extract.archive import Archive

_MAIN_PART = "word/document.xml"
_OFFICE_DOCUMENT = "/officeDocument"


def main_part(archive: Archive) -> str:
    """Return the name of the entry with the text (Word online calls it document2.xml)."""
    if _MAIN_PART in archive.names:
        return _MAIN_PART
    for one in relations_of(archive, "_rels/.rels", "").values():
        if one.kind.endswith(_OFFICE_DOCUMENT) and one.target in archive.names:
            return one.target
    return _MAIN_PART


class Relation(NamedTuple):
    """What an entry refers to."""

    kind: str
    #: the name of another entry, or an address
    target: str


def relations_of(archive: Archive, name: str, folder: str) -> dict[str, Relation]:
    """Return what the entry `name` says of those that another one refers to; their paths start in `folder`."""
    root = archive.xml(name)
    relations = {}
    for one in root if root is not None else ():
        target = one.get("Target") or ""
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        relations[one.get("Id") or ""] = Relation(one.get("Type") or "", target)
    return relations
