"""Small files of every format but PDF, made at test time."""

import io
import json
import zipfile
from email.message import EmailMessage

from scanner.errors import UnreadableError
from scanner.extract import Limits, contents, read_bytes, read_part
from scanner.extract.limits import DEFAULT
from scanner.model import Document, Reason, Unreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(**entries: str | bytes) -> bytes:
    """Return a ZIP file; `__` in a name stands for a slash, `_dot_` for a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def docx(body: str, *, relations: str = "", **parts: str) -> bytes:
    """Return a DOCX with this body; `parts` are entries of its own folder (`styles=...`)."""
    entries = {f"word__{name}_dot_xml": part_of(name, content) for name, content in parts.items()}
    kinds = "".join(
        f'<Relationship Id="p{number}" Type="x/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for number, name in enumerate(parts)
    )
    return zipped(
        word__document_dot_xml=f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        word___rels__document_dot_xml_dot_rels=f'<Relationships xmlns="{PACKAGE}">{kinds}{relations}</Relationships>',
        **entries,
    )


def part_of(name: str, content: str) -> str:
    root = {"styles": "styles", "numbering": "numbering", "header1": "hdr", "footer1": "ftr"}.get(name, name)
    return f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    """Return a paragraph of Word with run properties and paragraph properties."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def word_table(*rows: list[str]) -> str:
    """Return a table of Word; a cell is its paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def odt(body: str, styles: str = "", **entries: str) -> bytes:
    """Return an ODT with this body and these automatic styles."""
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style", "table", "draw"))
    spaces += f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        content_dot_xml=f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        **entries,
    )


def rtf(body: str) -> bytes:
    """Return an RTF file; colour 1 is red, colour 2 white."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset238 Arial CE;}}"
    colours = r"{\colortbl;\red255\green0\blue0;\red255\green255\blue255;}"
    return f"{head}{colours}{body}}}".encode("latin-1")


def html(body: str, head: str = "") -> bytes:
    """Return a page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def json_resume(**sections: object) -> bytes:
    """Return a JSON Resume."""
    return json.dumps({"basics": {"name": "Jane Roe"}, **sections}).encode()


def mail(text: str = "", page: str = "", attachments: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Return an e-mail with a plain body, a body in HTML, attachments."""
    message = EmailMessage()
    message["From"] = "jane@example.org"
    message["Subject"] = "Application"
    message["Message-ID"] = "<1@example.org>"
    if text:
        message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


CREDENTIAL = "Certified Kubernetes Administrator (CKA), 2024"
_BODY = paragraph("Jane Roe") + paragraph(CREDENTIAL, "<w:b/>", '<w:pStyle w:val="Heading1"/>')

#: a small file of every kind, by the key of its reader
SMALL = {
    "docx": docx(
        _BODY
        + word_table([paragraph("CISSP"), paragraph("2023")])
        + f"<w:p><w:r><w:pict><w:txbxContent>{_BODY}</w:txbxContent></w:pict></w:r></w:p>",
        styles='<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style>',
        header1=paragraph("jane@example.org"),
    ),
    "odt": odt(
        f'<text:h>Jane Roe</text:h><text:p text:style-name="P1">{CREDENTIAL}</text:p><text:list><text:list-item>'
        "<text:p>CISSP<text:s text:c='3'/>2023</text:p></text:list-item></text:list>",
        '<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:color="#000"/></style:style>',
    ),
    "rtf": rtf(rf"Jane Roe\par {CREDENTIAL}\par {{\v hidden}}\trowd a\cell b\cell\row \'e9t\'e9 \u8211? end"),
    "html": html(
        f'<h1>Jane Roe</h1><ul><li>{CREDENTIAL}</li></ul><p class="a" style="color:#fff">x</p>'
        "<table><tr><td>CISSP</td><td>2023</td></tr></table>",
        '<style>.a{display:none}</style><script type="application/ld+json">{"@type":"JobPosting"}</script>',
    ),
    "json-resume": json_resume(certificates=[{"name": "CKA", "issuer": "CNCF", "date": "2024"}], work=[{"name": "A"}]),
    "email": mail("Dear all", "<p>Dear <b>all</b></p>", (("cv.txt", b"Jane Roe, CISSP"),)),
    "text": f"Jane Roe\n{CREDENTIAL}\nétudes\n".encode(),
    "markdown": f"# Jane Roe\n\n- [{CREDENTIAL}](https://example.org)\n\n| a | b |\n|---|---|\n| c | d |\n".encode(),
}


def documents_in(
    data: bytes, *, source: str, suffix: str = "", limits: Limits = DEFAULT
) -> list[Document | Unreadable]:
    """Return all documents of a file: one, but for an e-mail, whose body and attachments are documents each."""
    held = contents(data, limits=limits, suffix=suffix)
    if held is None:
        return [read_bytes(data, source=source, limits=limits, suffix=suffix)]
    found: list[Document | Unreadable] = []
    for number, name in held.parts:
        named = f"{source}/{name}" if name else source
        try:
            found.append(read_part(data, number, source=named, limits=limits))
        except UnreadableError as error:
            found.append(Unreadable(named, Reason(error.reason), str(error)))
    return found
