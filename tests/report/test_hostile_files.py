"""Resumes that try to break out, by their text and by their file's name, through the command and every format."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from command import scan

from scanner.report import FORMATS

DAY = ("--as-of", "2026-11-20")
#: what no report may hold: controls but line ends, marks that turn the direction, halves of characters
_HARMFUL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAMES = {
    "formula": "=cmd|' !A1'.txt",
    "markup": "<img src=x onerror=alert(1)>.txt",
    "quotes": "\"';--.txt",
    "escapes": "\x1b[31mred\x1b]0;owned\x07.txt",
    "line end": "a\nb\r\tc.txt",
    "direction": "cv\u202etxt.exe.txt",
    "link": "[x](javascript:alert(1)).txt",
    "emoji": "👩\u200d🔬.txt",
    "option": "--output=x.txt",
    "bytes": b"\xff\xfe.txt".decode("utf-8", "surrogateescape"),
    "long": "x" * 240 + ".txt",
}
TEXT = """=HYPERLINK("http://x","Jane Roe")
Email: jane.roe@example.com

Certifications
- <script>alert(1)</script> CKA \x1b[2J\u202e, 2025 @everyone | a | b |
- +AWS Certified Machine Learning – Specialty 👩\u200d🔬\u2066, in progress
{long} CISSP
"""
JOB = "Engineer <b>\x1b[31m\n\nRequirements\n- CKA required | @here =1+1\n- CISSP preferred\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    for name in NAMES.values():
        (folder / "in" / name).write_text(TEXT.format(long="word " * 2_000), encoding="utf-8")
    (folder / "in" / "\x1b[31mlost<b>.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "job=1+1.txt").write_text(JOB, encoding="utf-8")
    return folder


@pytest.mark.parametrize("blind", [(), ("--blind",)], ids=["named", "blind"])
@pytest.mark.parametrize("form", FORMATS)
def test_nothing_breaks_out(form: str, blind: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    ran = scan("in", "--against", "job=1+1.txt", "--format", form, *blind, "-v", "-o", report, *DAY, cwd=folder)
    assert ran.code == 1
    assert not _HARMFUL.search(ran.err + ran.out)
    content = report.read_bytes()
    if FORMATS[form].is_binary:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = "\n".join(parts.read(name).decode() for name in parts.namelist())
        assert "<f>" not in text
        assert "<hyperlink" not in text
    else:
        text = content.decode()
    assert not _HARMFUL.search(text)
    assert "Kubernetes Administrator" in text or "cncf-cka" in text
    if form in ("html", "xlsx", "markdown"):
        assert "<script>alert" not in text
        assert "<img" not in text
    if form == "csv":
        assert not re.search(r'(?m)(^|,)"?[=+@-](?!\d)', text)
    if blind:
        assert "Jane" not in text
        assert "example.com" not in text
        assert (tmp_path / "report.key.csv").stat().st_mode & 0o777 == 0o600
        assert not _HARMFUL.search((tmp_path / "report.key.csv").read_text())
