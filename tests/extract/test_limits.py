import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from scanner.errors import ScannerError
from scanner.extract.limits import DEFAULT, Limits, stated

PAGE = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
NAMES = [field.name for field in fields(Limits) if field.name != "before_ocr"]


def test_limits_are_stated_by_their_names() -> None:
    limits = stated(" pages = 500, text=2_000_000,ocr_seconds=60,")
    assert (limits.pages, limits.text, limits.ocr_seconds) == (500, 2_000_000, 60.0)
    assert limits.file_bytes == DEFAULT.file_bytes
    assert stated("") == DEFAULT


@pytest.mark.parametrize("text", ["pages", "pages=", "pages=many", "pages=-1", "sheets=3", "before_ocr=1", "=1"])
def test_what_is_no_limit_is_refused_with_the_names_of_those_that_are(text: str) -> None:
    with pytest.raises(ScannerError, match=r"SCAN_LIMITS: .* is no limit.*pages"):
        stated(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_on_limits_names_each(name: str) -> None:
    assert f"| `{name}` |" in PAGE


def test_the_page_on_limits_has_their_numbers() -> None:
    for name in ("pages", "text", "page_text", "archive_entries", "tags", "paragraphs", "nesting", "attachments"):
        row = next(line for line in PAGE.splitlines() if f"| `{name}` |" in line)
        assert f"{getattr(DEFAULT, name):,}" in row


def test_the_command_reads_within_the_limits_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / "cv.txt").write_text("Certified Kubernetes Administrator", encoding="utf-8")

    def read(limits: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "scanner", "text", str(tmp_path / "cv.txt")]
        environment = os.environ | {"SCAN_LIMITS": limits}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    assert read("text=9").stdout.strip() == "Certified"
    refused = read("pages")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "'pages' is no limit" in refused.stderr
