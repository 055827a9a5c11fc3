"""PDF streams that unpack to more than any page holds: pdfium would unpack them whole, and die of it."""

import re
import zlib

from scanner.errors import UnreadableError
from scanner.extract.limits import Limits
from scanner.model import Reason

_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
# What is unpacked only when it is drawn, or is no drawing: pictures and fonts.
_HARMLESS = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)|/Length1\b")
#: how far before a stream its dictionary begins
_DICTIONARY = 600
#: how much more than its own size a stream can hold, for each time that it was packed
_RATIO = 1032
_CHUNK = 1 << 20


def refuse(data: bytes, limits: Limits) -> None:
    """Raise `UnreadableError` where a stream of drawing unpacks to more than `limits.stream_bytes`."""
    at = 0
    while (start := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", start)
        at, end = (end + len(b"endstream"), end) if end >= 0 else (len(data), len(data))
        # Hardly any file has a stream that is large, or packed several times: no other is looked at closely.
        dictionary = data[max(0, start - _DICTIONARY) : start]
        if end - start > limits.stream_bytes // _RATIO or dictionary.count(b"/Fl") > 1:
            _refuse_stream(data[start + len(b"stream") : end].lstrip(b"\r\n"), dictionary, limits)


def _refuse_stream(packed: bytes, dictionary: bytes, limits: Limits) -> None:
    dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
    times = len(_DEFLATED.findall(dictionary))
    if not times or (times == 1 and _HARMLESS.search(dictionary)):
        return
    if len(packed) * _RATIO**times > limits.stream_bytes and _unpacks(packed, times, limits):
        message = f"the PDF unpacks to more than {limits.stream_bytes // 1_000_000:,} MB: print it to a new PDF"
        raise UnreadableError(Reason.TOO_LARGE, message)


def _unpacks(packed: bytes, times: int, limits: Limits) -> bool:
    """Whether a stream, or what it was packed from, unpacks to more than the cap."""
    for _ in range(min(times, 4)):
        unpacker = zlib.decompressobj()
        parts: list[bytes] = []
        length = 0
        try:
            # What stands behind the end of a stream is left over for ever.
            while packed and not unpacker.eof and length <= limits.stream_bytes:
                parts.append(unpacker.decompress(packed, _CHUNK))
                length += len(parts[-1])
                packed = unpacker.unconsumed_tail
        except zlib.error:
            return False
        if length > limits.stream_bytes:
            return True
        packed = b"".join(parts)
    return False
