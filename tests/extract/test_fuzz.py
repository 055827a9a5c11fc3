"""Broken files of every format: an answer for each, in the process that reads it, within a bounded time."""

import copy
import io
import random
import time
import zipfile

import pytest
from file_builders import SMALL, documents_in
from lxml import etree
from pdf_builders import placed

from scanner.errors import UnreadableError
from scanner.extract import Limits
from scanner.model import Reason

SEED = 20261120
#: no OCR: it is another program, and takes seconds
LIMITS = Limits(ocr_pages=0)
FILES = {
    **SMALL,
    "pdf": placed((50, 100, "Certified Kubernetes Administrator"), (50, 120, "CISSP, 2023"), (300, 120, "held")),
}
SUFFIXES = {"markdown": ".md", "html": ".html", "email": ".eml"}
EACH = 260
#: what parsers are known to stumble over
TOKENS = [
    b"\0", b"\xff\xfe", b"<", b">", b"&#0;", b"&x;", b"]]>", b"{", b"}", b"\\", b"\\u-1 ", b"\\uc ", b"\\bin9999 ",
    b"=?utf-8?q?", b"--", b"\r\n", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"null", b"[", b"\"", b"/", b"(",
    b"endobj", b"stream\n", b"<<", b">>", b" R", b"PK\x03\x04", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"<w:tbl>",
    b"</w:p>",
]  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.randint(1, 40))
        match chance.randrange(6):
            case 0:
                found[at:at] = chance.choice(TOKENS)
            case 1:
                del found[at:end]
            case 2:
                found[at:end] = chance.randbytes(end - at)
            case 3:
                found[at:at] = found[at:end] * chance.randint(1, 30)
            case 4 if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case 5 if chance.random() < 0.3:
                del found[at:]
    return bytes(found)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """Return an archive that is sound, with an entry that is not, or that says something else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as out:
        names = archive.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = archive.read(name)
            if name == chosen:
                is_xml = content.startswith(b"<") and chance.random() < 0.8
                content = rearranged(content, chance) if is_xml else mutated(content, chance)
            out.writestr(name, content)
    return buffer.getvalue()


def rearranged(xml: bytes, chance: random.Random) -> bytes:
    """Return XML that is well-formed, with elements moved, doubled, taken out, and attributes changed."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 8)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(5):
            case 0 if one is not root:
                one.getparent().remove(one)
            case 1:
                other.append(copy.deepcopy(one))
            case 2:
                other.insert(0, copy.deepcopy(one))
            case 3 if one.attrib:
                one.attrib[chance.choice(list(one.attrib))] = chance.choice(
                    ["", "-1", "1e9", "x", "none", "\u2028", "0"]
                )
            case 4:
                one.text = chance.choice([None, "", "\t", "Certified", "\ue010", "1" * 50])
    return etree.tostring(root)


@pytest.mark.parametrize("kind", FILES)
def test_every_mutated_file_is_a_document_or_a_reason(kind: str) -> None:
    chance = random.Random(f"{SEED} {kind}")  # noqa: S311  (no secret: the same files each time)
    slowest = 0.0
    for number in range(EACH):
        inside = kind in {"docx", "odt"} and number % 2
        data = (mutated_inside if inside else mutated)(FILES[kind], chance)
        start = time.perf_counter()
        try:
            for document in documents_in(data, source="x", suffix=SUFFIXES.get(kind, ""), limits=LIMITS):
                assert document.source.startswith("x")
        except UnreadableError as error:
            assert Reason(error.reason)  # noqa: PT017
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < 10


def test_there_are_enough_of_them() -> None:
    assert EACH * len(FILES) >= 2000
