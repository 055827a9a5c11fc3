import io
import re
import subprocess
import sys

import pytest
from report_builders import Render, catalog_name, hostile

from scanner.model import Results
from scanner.report import FORMATS, POSTING_FORMATS, ReportOptions

HOSTILE = {
    "escapes": "\x1b[2J\x1b[31mred\x1b]0;title\x07\x9b31m\x08\r",
    "markup": "[red]x[/red] [link=http://x]y[/link] [/] [bold",
    "direction": "\u202egpj.exe\u202c \u2066a\u2069 \u200f",
    "formula": "=HYPERLINK(\"http://x\",\"y\")\t+1\n@SUM(1)\r-2",
    "long": "x" * 10_000,
    "long words": "résumé 陈 " * 2_000,
    "emoji": "👩\u200d🔬👍🏽🇩🇪❤\ufe0f" * 50,
    "accents": "Z" + "\u0335\u0489" * 500,
    "nothing": "",
    "bytes": b"\xff\xfe\x00cv".decode("utf-8", "surrogateescape"),
    "html": "<script>alert(1)</script>&amp;",
}  # fmt: skip


TEXTS = [name for name, form in FORMATS.items() if not form.is_binary]


def test_importing_the_table_of_formats_is_cheap() -> None:
    code = "import sys, scanner.report; print([m for m in ('rich', 'json', 'csv', 'spacy') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
                         capture_output=True, text=True, check=True)  # fmt: skip
    assert run.stdout.strip() == "[]"


def test_table_is_the_first() -> None:
    assert next(iter(FORMATS)) == next(iter(POSTING_FORMATS)) == "table"


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_harmless(name: str, text: str, render: Render) -> None:
    report = render(hostile(text), name)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", report)
    report.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["ranked", "alone", "unmatched", "several"])
def test_every_format_writes_everything(name: str, kind: str, render: Render, request: pytest.FixtureRequest) -> None:
    results: Results = request.getfixturevalue(kind)
    report = render(results, name)
    assert name not in TEXTS or report.endswith("\n")
    assert report == render(results, name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_nothing(name: str, render: Render) -> None:
    render(Results("2026-11-20", (), ()), name)


@pytest.mark.parametrize("name", POSTING_FORMATS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_postings_are_harmless(name: str, text: str) -> None:
    out = io.StringIO()
    POSTING_FORMATS[name].write(hostile(text), out, catalog_name=catalog_name, options=ReportOptions())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", out.getvalue())
