"""Files that are small and want to be large: each costs seconds and megabytes at most, in a process with a cap."""

import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from file_builders import W, docx, html, paragraph

MEMORY = 1_500_000_000
SECONDS = 30
_READ = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from scanner.errors import UnreadableError
from scanner.extract import Limits, read
try:
    print("read", len(read(Path(sys.argv[1]), limits=Limits(ocr_pages=0)).text))
except UnreadableError as error:
    print(error.reason)
"""


def deflated(start: bytes, unit: bytes, count: int, end: bytes = b"") -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(start)]
    block = unit * (1_000_000 // len(unit))
    parts.extend(packer.compress(block) for _ in range(count))
    return b"".join([*parts, packer.compress(end), packer.flush()])


def pdf(content: bytes, head: bytes = b"/Filter/FlateDecode", page: bytes = b"") -> bytes:
    """Return a PDF of one page, without the table of its objects, which readers rebuild."""
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%b\n"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"4 0 obj<<%b/Length %d>>stream\n%b\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%%%EOF"
    ) % (page, head, len(content), content)


TEXT = b"BT /F 12 Tf 50 700 Td (Jane Roe, CKA) Tj ET "


def inflating_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        entry.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _ in range(300):
            entry.write(b" " * 1_000_000)


def entries_docx(path: Path) -> None:
    path.write_bytes(docx(paragraph("Jane")))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"word/media/{number}", "")


def lying_docx(path: Path) -> None:
    """An entry that says it holds few bytes."""
    inflating_docx(path)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(data)


def written(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


BOMBS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a document.xml of 300 MB": (inflating_docx, "too-large"),
    "60,000 entries": (entries_docx, "too-large"),
    "an entry that lies": (lying_docx, "damaged"),
    "a million empty paragraphs": (written(docx(paragraph("Jane") + "<w:p/>" * 1_000_000)), "read 4"),
    "tables in tables": (
        written(docx(paragraph("Jane") + "<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80)),
        "read 4",
    ),
    "100,000 nested elements": (written(html("<div>" * 100_000 + "Jane")), "too-large"),
    "300,000 attributes": (written(html(f"<p {' '.join(f'a{n}=x' for n in range(300_000))}>Jane")), "read 4"),
    "a million paragraphs": (written(html("<p>a" * 900_000)), "read 299992"),
    "a million groups": (written(b"{\\rtf1 " + b"{" * 400_000 + b"Jane" + b"}" * 400_000 + b"}"), "read 4"),
    "40 MB of RTF": (written(b"{\\rtf1 " + b"ab " * 13_000_000 + b"}"), "read"),
    "1.5 GB of blanks": (written(pdf(deflated(TEXT, b" ", 1500))), "too-large"),
    "packed twice": (
        written(pdf(zlib.compress(deflated(TEXT, b" ", 300), 9), b"/Filter[/FlateDecode/FlateDecode]")),
        "too-large",
    ),
    "400 MB of drawing": (written(pdf(deflated(TEXT, b"0 0 1 1 re f ", 400))), "too-large"),
    "a line 60,000 times": (written(pdf(zlib.compress(TEXT * 60_000))), "read"),
    # One letter after the other in no language: a text layer that says nothing.
    "half a million letters": (
        written(
            pdf(zlib.compress(b"BT /F 8 Tf 20 800 Td 9 TL " + b"(abcdefghij klmnop qrst) Tj T* " * 24_000 + b"ET"))
        ),
        "no-text",
    ),
    "arrays 30,000 deep": (written(pdf(TEXT, b"", b"/X " + b"[" * 30_000 + b"]" * 30_000)), ""),
    "dictionaries 20,000 deep": (written(pdf(TEXT, b"", b"/X " + b"<</A " * 20_000 + b">>" * 20_000)), ""),
    "one line of 50 MB": (written(b"Jane Roe " * 5_600_000), "read 1000000"),
    "brackets that Markdown opens": (written(b"# x\n" + b"[" * 500_000 + b"![a](" * 100_000), "read"),
    "JSON 200,000 deep": (written(b'{"basics":' + b"[" * 200_000), "read"),
    "300,000 headers": (written(b"From: a\nMIME-Version: 1.0\n" + b"X-A: b\n" * 300_000 + b"\nJane"), "read 4"),
    "20,000 attachments": (
        written(
            b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: text/plain; name=a.txt\n\nJane\n" * 20_000
        ),
        "read 4",
    ),
    "a header of encoded words": (
        written(
            b'From: a\nMIME-Version: 1.0\nContent-Type: text/plain; name="' + b"=?utf-8?q?a?= " * 100_000 + b'"\n\nJane'
        ),
        "read 4",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered(tmp_path: Path, name: str) -> None:
    make, expected = BOMBS[name]
    suffix = ".md" if "Markdown" in name else ""
    path = tmp_path / f"bomb{suffix}"
    make(path)
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path), str(MEMORY)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith(expected), done.stdout
    assert done.stdout
