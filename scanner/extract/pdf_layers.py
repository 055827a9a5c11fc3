"""Layers of a PDF (optional content) that are switched off: pdfium reads their text as if they were shown."""

import re
import zlib

_LAYERS = b"/OCProperties"
# What says that some layers are not shown; drawing programs write an empty list of those.
_SWITCHED_OFF = re.compile(rb"/OFF\s*\[\s*\d|/BaseState\s*/OFF|/(?:View|Print)State\s*/OFF|/OCMD\b")
_OBJECTS = b"/ObjStm"
_DICTIONARY = 400
_MOST_STREAMS = 200
_MOST_BYTES = 2_000_000


def has_hidden_layers(data: bytes) -> bool:
    """Whether some layers of a PDF may be switched off."""
    if _LAYERS in data:
        return bool(_SWITCHED_OFF.search(data)) or _is_packed_off(data)
    return _OBJECTS in data and _is_packed_off(data)


def _is_packed_off(data: bytes) -> bool:
    """Whether the objects that are packed in streams say so."""
    at = 0
    has_layers = _LAYERS in data
    is_off = False
    for _ in range(_MOST_STREAMS):
        at = data.find(_OBJECTS, at)
        if at < 0:
            break
        start = data.find(b"stream", at, at + _DICTIONARY)
        at += len(_OBJECTS)
        if start >= 0:
            objects = _unpacked(data[start + len(b"stream") : data.find(b"endstream", start)].lstrip(b"\r\n"))
            has_layers = has_layers or _LAYERS in objects
            is_off = is_off or bool(_SWITCHED_OFF.search(objects))
    return has_layers and is_off


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MOST_BYTES)
    except zlib.error:
        return b""
