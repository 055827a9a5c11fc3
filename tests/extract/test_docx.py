import pytest
from file_builders import CREDENTIAL, docx, odt, paragraph, word_table

from scanner.errors import UnreadableError
from scanner.extract import Limits, read_bytes
from scanner.model import Document, Reason

LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


def read(body: str, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), source="cv.docx")


def test_paragraphs_are_lines_and_empty_ones_end_blocks() -> None:
    document = read(paragraph("Jane Roe") + paragraph("Engineer") + "<w:p/>" + paragraph(CREDENTIAL))
    assert document.text == f"Jane Roe\nEngineer\n\n{CREDENTIAL}"
    assert document.kind == "docx"
    assert document.pages[0].end == len(document.text)


def test_headings_and_wide_spaces_begin_blocks() -> None:
    heading = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    apart = '<w:spacing w:before="400"/>'
    body = paragraph("Jane") + paragraph("Certifications", "", '<w:pStyle w:val="H"/>') + paragraph("CKA")
    assert read(body + paragraph("Work", "", apart), styles=heading).text == "Jane\n\nCertifications\nCKA\n\nWork"


def test_lists_have_their_marks() -> None:
    items = paragraph("CKA", "", LIST.format(7)) + paragraph("CKS", "", LIST.format(7))
    numbers = paragraph("one", "", LIST.format(8)) + paragraph("two", "", LIST.format(8))
    found = read(items + numbers + paragraph("• own mark", "", LIST.format(7)), numbering=NUMBERING)
    assert found.text == "• CKA\n• CKS\n1. one\n2. two\n• own mark"


def test_tabs_breaks_and_symbols() -> None:
    run = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> CKA</w:t><w:tab/><w:t>2024</w:t>'
    assert (
        read(run + "<w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t></w:r></w:p>").text == "• CKA  2024\nnon-stop"
    )


def test_tables_are_read_row_by_row() -> None:
    table = word_table(
        [paragraph("Name"), paragraph("Year")], [paragraph("CKA") + paragraph("CNCF"), paragraph("2024")]
    )
    assert read(paragraph("Jane") + table + paragraph("End")).text == "Jane\n\nName | Year\nCKA CNCF | 2024\n\nEnd"


def test_a_page_set_as_a_table_is_read_column_by_column() -> None:
    left = "".join(paragraph(text) for text in ("Skills", "Python", "Certifications", "CKA", "CKS"))
    right = "".join(paragraph(text) for text in ("Experience", "Engineer", "Wrote code", "Read code", "Slept"))
    found = read(word_table([left, right])).text
    assert "Certifications\nCKA\nCKS" in found
    assert found.index("CKS") < found.index("Experience")


def test_a_date_beside_a_text_stands_in_its_first_line() -> None:
    right = "".join(paragraph(text) for text in ("Engineer, Acme", "Wrote code", "Read code", "Slept", "Ate"))
    assert read(word_table([paragraph("2020 – 2024"), right])).text.startswith(
        "2020 – 2024 | Engineer, Acme\nWrote code\n"
    )


BOX = (
    "<w:p><w:r><w:pict><v:shape xmlns:v='v' {}><v:textbox>"
    "<w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def test_a_text_box_never_tears_a_section() -> None:
    box = BOX.format("", paragraph("Certifications") + paragraph("CKA"))
    heading = "<w:keepNext/>"
    body = paragraph("Jane") + paragraph("Experience", "", heading) + box + paragraph("Engineer") + paragraph("Slept")
    found = read(body + paragraph("Education", "", heading) + paragraph("BSc")).text
    assert "Experience\nEngineer\nSlept\n\nCertifications\nCKA\n\nEducation" in found


def test_of_two_versions_of_a_box_one_is_read() -> None:
    content = f"<w:txbxContent>{paragraph('CKA')}</w:txbxContent>"
    box = f"<mc:AlternateContent xmlns:mc='mc'><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
    box += f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert read(f"<w:p><w:r>{box}</w:r></w:p>" + paragraph("Jane")).text.count("CKA") == 1


def test_headers_and_footers_stand_once() -> None:
    found = read(paragraph("Jane"), header1=paragraph("jane@example.org"), header2=paragraph("jane@example.org"),
                 footer1=paragraph("Page 1"))  # fmt: skip
    assert found.text == "jane@example.org\n\nJane\n\nPage 1"


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:hyperlink r:id="l1"><w:r><w:t>CKA </w:t></w:r><w:r><w:t>badge</w:t></w:r></w:hyperlink></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "https://e.org/1" </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>CKA badge</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "<w:p><w:fldSimple w:instr='HYPERLINK \"https://e.org/1\"'><w:r><w:t>CKA badge</w:t></w:r></w:fldSimple></w:p>",
    ],
    ids=["hyperlink", "field", "simple field"],
)
def test_links_stand_under_their_text(body: str) -> None:
    relation = '<Relationship Id="l1" Type="x/hyperlink" Target="https://e.org/1" TargetMode="External"/>'
    document = read(paragraph("Jane") + body, relations=relation)
    ((start, end, url),) = [(link.start, link.end, link.url) for link in document.links]
    assert (document.text[start:end], url) == ("CKA badge", "https://e.org/1")


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("<w:vanish/>", "marked as hidden"),
        (WHITE, "in the colour of the background"),
        ('<w:color w:val="FEFEFE"/>', "in the colour of the background"),
        ('<w:sz w:val="2"/>', "smaller than 2 pt"),
        ('<w:rStyle w:val="S"/>', "marked as hidden"),
        ('<w:color w:val="336699"/><w:shd w:fill="336699"/>', "in the colour of the background"),
    ],
)
def test_what_cannot_be_seen_is_kept_apart(run: str, why: str) -> None:
    styles = '<w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(paragraph("Jane Roe") + paragraph("CISSP", run), styles=styles)
    assert document.text == "Jane Roe"
    assert [(hidden.text, hidden.why) for hidden in document.hidden] == [("CISSP", why)]


@pytest.mark.parametrize(
    "body",
    [
        paragraph("CISSP", '<w:vanish w:val="0"/>'),
        paragraph("CISSP", f'{WHITE}<w:highlight w:val="black"/>'),
        paragraph("CISSP", f'{WHITE}<w:shd w:fill="000000"/>'),
        paragraph("CISSP", WHITE, '<w:shd w:fill="1F497D"/>'),
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F497D"/></w:tcPr>'
        + paragraph("CISSP", WHITE)
        + "</w:tc></w:tr></w:tbl>",
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>'
        + paragraph("CISSP", WHITE)
        + "</w:tc></w:tr></w:tbl>",
        BOX.format('fillcolor="#1F497D"', paragraph("CISSP", WHITE)),
        "<w:p><w:r><w:pict><v:rect xmlns:v='v' style='position:absolute;z-index:-5' fillcolor='#000000'/></w:pict>"
        "</w:r></w:p>" + paragraph("CISSP", WHITE),
    ],
    ids=["off", "marker", "shaded run", "shaded paragraph", "shaded cell", "table style", "filled box", "on a shape"],
)
def test_white_text_on_a_dark_ground_is_seen(body: str) -> None:
    shading = '<w:tblStylePr><w:tcPr><w:shd w:fill="1F497D"/></w:tcPr></w:tblStylePr>'
    styles = f'<w:style w:type="table" w:styleId="T">{shading}</w:style>'
    document = read(paragraph("Jane") + body, styles=styles)
    assert "CISSP" in document.text
    assert not document.hidden


def test_what_was_deleted_is_not_read() -> None:
    body = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    assert read(body).text == "new"


def test_no_entity_is_resolved() -> None:
    data = docx(paragraph("Jane &x; Roe"))
    assert b"&x;" not in data[:100]
    with pytest.raises(UnreadableError):
        read_bytes(data, source="x")


def test_hidden_text_only_is_no_text() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(paragraph("CISSP", "<w:vanish/>"))
    assert caught.value.reason == Reason.NO_TEXT


def test_the_text_is_cut_and_that_is_told() -> None:
    document = read_bytes(docx(paragraph("so many words") * 500), source="x", limits=Limits(paragraphs=50))
    assert len(document.text.splitlines()) <= 51
    assert [warning.code for warning in document.warnings] == ["text-cut"]


# --- ODT ----------------------------------------------------------------------------------------------------------

STYLES = (
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="D" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="C" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#000080"/></style:style>'
)


def test_odt_lines_lists_tables_and_links() -> None:
    body = (
        "<text:h>Jane<text:s text:c='2'/>Roe</text:h><text:p>a<text:tab/>b<text:line-break/>c</text:p><text:list>"
        '<text:list-item><text:p><text:a xlink:href="https://e.org">CKA</text:a> 2024</text:p>'
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>CKS</text:p></table:table-cell>"
        "<table:table-cell><text:p>2023</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Box<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>"
    )
    document = read_bytes(odt(body), source="x")
    assert document.kind == "odt"
    assert document.text == "Jane  Roe\na  b\nc\n• CKA 2024\n\nCKS | 2023\n\nBox\n\nboxed"
    (link,) = document.links
    assert (document.text[link.start : link.end], link.url) == ("CKA", "https://e.org")


def test_odt_hidden_text_is_kept_apart() -> None:
    white = '<text:span text:style-name="W">{}</text:span>'
    cell = f'<table:table-cell table:style-name="C"><text:p>{white.format("seen")}</text:p></table:table-cell>'
    body = (
        f"<text:p>Jane {white.format('CISSP')} Roe "
        '<text:span text:style-name="D">CISM</text:span></text:p>'
        f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    )
    document = read_bytes(odt(body, STYLES), source="x")
    assert document.text == "Jane Roe\n\nseen"
    assert [hidden.text for hidden in document.hidden] == ["CISSP", "CISM"]


def test_odt_with_a_password_is_encrypted() -> None:
    data = odt("<text:p>x</text:p>", **{"META-INF__manifest_dot_xml": "<m><encryption-data/></m>"})
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, source="x")
    assert caught.value.reason == Reason.ENCRYPTED
