import json
from html import escape

import pytest
from file_builders import html
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import UnreadableError
from scanner.extract import read_bytes
from scanner.extract.html_style import Sheet
from scanner.model import Document, Reason


def read(body: str, head: str = "") -> Document:
    return read_bytes(html(body, head), source="page.html")


def test_blocks_lines_and_bullets() -> None:
    found = read(
        "<header><h1>ML  Engineer</h1></header><div>Acme</div><div>Berlin</div><p>We\n hire.</p><h2>Requirements</h2>"
        "<ul><li>CKA</li><li><p>CKS</p></li></ul><ol><li>one<li>two</ol><pre>a\nb</pre>x<br>y"
    )
    assert found.text == (
        "ML Engineer\n\nAcme\nBerlin\n\nWe hire.\n\nRequirements\n\n• CKA\n• CKS\n\n1. one\n2. two\n\na\nb\n\nx\ny"
    )
    assert found.kind == "html"


def test_tables_are_read_row_by_row() -> None:
    rows = "<tr><th>Name<th>Year<tr><td>CKA<td><b>2024</b>"
    assert read(f"Jane<table>{rows}</table>End").text == "Jane\n\nName | Year\nCKA | 2024\n\nEnd"


def test_what_is_no_text_is_dropped() -> None:
    body = (
        "<script>CISSP</script><style>CISSP</style><!-- CISSP --><noscript>CISSP</noscript><template>CISSP</template>"
    )
    document = read(
        f"{body}<iframe srcdoc='CISSP'></iframe><select><option>CISSP</select><svg><text>CISSP</text></svg>Jane"
    )
    assert document.text == "Jane"
    assert not document.hidden


@pytest.mark.parametrize(
    "element",
    [
        '<p style="display: none">CISSP</p>',
        '<p style="DISPLAY:NONE !important">CISSP</p>',
        '<div style="visibility:hidden"><b>CISSP</b></div>',
        "<p hidden>CISSP</p>",
        '<p style="font-size:0">CISSP</p>',
        '<p style="font-size:1px">CISSP</p>',
        '<p style="opacity:0">CISSP</p>',
        '<p style="position:absolute;left:-9999px">CISSP</p>',
        '<p style="clip:rect(0,0,0,0)">CISSP</p>',
        '<p style="color:#fff">CISSP</p>',
        '<p style="color:white;background:#ffffff">CISSP</p>',
        '<p style="color: rgb(254, 254, 254)">CISSP</p>',
        '<font color="#FFFFFF">CISSP</font>',
        '<div style="background:navy"></div><div bgcolor="#112233" style="color:#112233">CISSP</div>',
        '<p class="a secret">CISSP</p>',
        '<p id="gone">CISSP</p>',
    ],
)
def test_what_cannot_be_seen_is_kept_apart(element: str) -> None:
    sheet = (
        "<style>@media print{.b{color:red}} .secret, p.x {display:none} /* #gone{} */ #gone{visibility:hidden}</style>"
    )
    document = read(f"<p>Jane</p>{element}", sheet)
    assert document.text == "Jane"
    assert [hidden.text for hidden in document.hidden] == ["CISSP"]


@pytest.mark.parametrize(
    "element",
    [
        '<p aria-hidden="true">CISSP</p>',
        '<div style="background:#003366"><p style="color:#fff">CISSP</p></div>',
        '<div style="background:url(x.png)"><p style="color:#fff">CISSP</p></div>',
        '<div style="background-image:linear-gradient(red,blue)"><p style="color:white">CISSP</p></div>',
        '<table bgcolor="#000000"><tr><td><font color="white">CISSP</font></table>',
        '<p class="dark">CISSP</p>',
        '<p class="secret shown">CISSP</p>',
        '<p style="left:-5px;font-size:9px;opacity:0.5">CISSP</p>',
        '<p style="font-size:inherit;color:inherit;width:0">CISSP</p>',
    ],
)
def test_what_can_be_seen_is_not(element: str) -> None:
    sheet = "<style>.secret{display:none} .shown{display:block} .dark{background-color:#222;color:#fff}</style>"
    document = read(f"<p>Jane</p>{element}", sheet)
    assert document.text == "Jane\n\nCISSP"
    assert not document.hidden


def test_on_what_is_styled_elsewhere_white_text_may_be_seen() -> None:
    assert (
        "CISSP"
        in read('<div class="hero"><p style="color:#fff">CISSP</p></div>', '<link rel="stylesheet" href="x">').text
    )


def test_links_stand_under_their_text() -> None:
    document = read(
        'Jane <a href="https://e.org/1">CKA  <b>badge</b></a> <a href="#top">top</a><a href="javascript:x">y</a>'
    )
    ((start, end, url),) = [(link.start, link.end, link.url) for link in document.links]
    assert (document.text[start:end], url) == ("CKA badge", "https://e.org/1")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html><p>café".encode(), "café"),
        ('<html><meta charset="iso-8859-1"><p>caf\xe9 \x80'.encode("latin-1"), "café €"),
        (b'<html><meta charset="windows-1250"><p>' + "ř".encode("cp1250"), "ř"),
        ('<html><meta charset="utf-7"><p>café'.encode(), "café"),
        ('<html><meta charset="base64"><p>café'.encode(), "café"),
        ("\ufeff<html><p>café".encode("utf-16"), "café"),
        (b"\xef\xbb\xbf\n<!-- x -->\n<!DOCTYPE html><p>x", "x"),
        (b"<?xml version='1.0'?><html xmlns='x'><body><p>x</p></body></html>", "x"),
        (b"<div>part</div>", "part"),
    ],
)
def test_encodings_and_beginnings(data: bytes, text: str) -> None:
    document = read_bytes(data, source="x")
    assert (document.kind, document.text) == ("html", text)


# --- postings as data ---------------------------------------------------------------------------------------------


def posting(data: object, page: str = "<p>Menu</p><p>Similar jobs: CISSP</p>") -> Document:
    return read(page, f'<script type="application/ld+json">{json.dumps(data)}</script>')


POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "ML Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "description": "<p>We hire.</p><ul><li>CKA</li><li>Python &amp; SQL</li></ul>",
    "qualifications": "AWS Certified Developer",
}


@pytest.mark.parametrize(
    "data",
    [
        POSTING,
        [{"@type": "WebSite"}, POSTING],
        {"@graph": [{"@type": "BreadcrumbList"}, POSTING]},
        {**POSTING, "@type": ["JobPosting", "Thing"]},
        {
            **POSTING,
            "description": escape(str(POSTING["description"])),
        },
    ],
    ids=["alone", "in a list", "in a graph", "two types", "escaped twice"],
)
def test_a_posting_wins_over_its_page(data: object) -> None:
    assert posting(data).text == (
        "ML Engineer\nAcme\n\nWe hire.\n\n• CKA\n• Python & SQL\n\nQualifications\nAWS Certified Developer"
    )


@pytest.mark.parametrize(
    "data",
    [{"@type": "Article", "description": "x"}, {"@type": "JobPosting"}, {"@type": "JobPosting", "description": 5}, []],
)
def test_without_a_description_the_page_is_read(data: object) -> None:
    assert posting(data).text.startswith("Menu")


def test_broken_data_is_left_alone() -> None:
    assert read("<p>Jane", '<script type="application/ld+json">{"@type": </script>').text == "Jane"
    assert read("<p>Jane", f'<script type="application/ld+json">{"[" * 5000}</script>').text == "Jane"


def test_a_page_of_pictures_has_no_text() -> None:
    with pytest.raises(UnreadableError) as caught:
        read("<img src=x>")
    assert caught.value.reason == Reason.NO_TEXT


@given(st.text(alphabet="<>/=\"'ab &;!-{}:@,\n", max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_a_document_or_a_reason(body: str) -> None:
    try:
        assert read(f"<p>Jane{body}").text
    except UnreadableError as error:
        assert error.reason in {Reason.NO_TEXT, Reason.TOO_LARGE}  # noqa: PT017


@given(st.text(alphabet='@{};:,.#a-b /*"', max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_style_sheet_is_read(text: str) -> None:
    assert isinstance(Sheet(text).of("p", {"class": "a b", "id": "a"}), dict)
