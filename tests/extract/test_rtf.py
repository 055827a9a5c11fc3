import pytest
from file_builders import rtf

from scanner.errors import UnreadableError
from scanner.extract import read_bytes
from scanner.extract import rtf as reader
from scanner.extract.limits import Limits
from scanner.model import Document, Reason


def read(body: str) -> Document:
    return read_bytes(rtf(body), source="cv.rtf")


def test_lines_and_characters() -> None:
    found = read("Jane Roe\\par \\par r\\'e9sum\\'e9 \\u8211? {\\f1 \\'f8} \\u-10179?\\u-8704?\\par a\\tab b\\line c")
    assert found.text == "Jane Roe\n\nrésumé – ř 😀\na  b\nc"
    assert found.kind == "rtf"


def test_a_line_end_of_the_file_is_none_of_the_text() -> None:
    assert read("\\b\nJane\\b0\r\n Roe").text == "Jane Roe"


@pytest.mark.parametrize("mark", ["{\\pntext\\f1\\'b7\\tab}", "{\\listtext \\u8226?\\tab}"])
def test_lists_have_their_marks(mark: str) -> None:
    assert read(f"Certifications\\par {mark}CKA\\par {mark}CKS").text == "Certifications\n• CKA\n• CKS"


def test_tables_are_read_row_by_row() -> None:
    row = "\\trowd\\cellx100\\cellx200 {}\\intbl\\cell {}\\cell\\row "
    found = read("Jane\\par " + row.format("CKA | CKS", "2024") + row.format("CISSP", "2023") + "\\pard End")
    assert found.text == "Jane\n\nCKA | CKS | 2024\nCISSP | 2023\n\nEnd"


def test_headers_footers_and_boxes() -> None:
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt boxed\\par}}}"
    found = read(f"{{\\header Head\\par}}{{\\footer Foot\\par}}Jane{box}\\par End").text
    assert found.startswith("Head\nJane\nEnd")
    assert "Foot" in found
    assert "boxed" in found


def test_of_tracked_changes_what_was_taken_out_is_not_read() -> None:
    change = "{\\revised\\revauth1\\revdttm-2074015744 , 2024}{\\deleted\\revdttmdel-2074015744 and CISSP}"
    assert read(f"CKA{change}\\deleted or CKS\\deleted0").text == "CKA, 2024"
    assert read(f"CKA{{{{\\*\\atrfend 0}}{{\\*\\atnid JR}}\\chatn{{\\*\\annotation ask}}}}{change}").text == "CKA, 2024"


def test_links_stand_under_their_text() -> None:
    field = '{\\field{\\*\\fldinst{ HYPERLINK "https://e.org/1" }}{\\fldrslt{\\ul CKA badge}}}'
    document = read(f"Jane {field} end")
    (link,) = document.links
    assert (document.text[link.start : link.end], link.url) == ("CKA badge", "https://e.org/1")


@pytest.mark.parametrize("hidden", ["{\\v CISSP}", "\\v CISSP\\v0 ", "{\\cf2 CISSP}", "{\\fs2 CISSP}"])
def test_what_cannot_be_seen_is_kept_apart(hidden: str) -> None:
    document = read(f"Jane {hidden} Roe")
    assert document.text == "Jane Roe"
    assert [one.text for one in document.hidden] == ["CISSP"]


@pytest.mark.parametrize("seen", ["{\\cf1 CISSP}", "{\\cf2\\highlight1 CISSP}", "\\v\\plain CISSP"])
def test_what_can_be_seen_is_not(seen: str) -> None:
    document = read(f"Jane {seen}")
    assert document.text == "Jane CISSP"
    assert not document.hidden


def test_pictures_and_objects_are_skipped() -> None:
    assert read("Jane{\\pict\\pngblip 89504e47}{\\*\\unknown x}{\\pict\\bin5 }}}}}} Roe").text == "Jane Roe"


@pytest.mark.parametrize(
    "data", [b"{\\rtf1", b"{\\rtf1}", b"{\\rtf1 \\'zz\\u\\uc\\f}", b"{\\rtf1 {{{{", b"{\\rtf1 }}}} x"]
)
def test_broken_files_are_answered(data: bytes) -> None:
    try:
        assert reader.read(data, source="x", limits=Limits()).text
    except UnreadableError as error:
        assert error.reason in {Reason.NO_TEXT, Reason.DAMAGED}  # noqa: PT017
