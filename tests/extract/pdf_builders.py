"""PDFs for the tests, made at test time."""

import io
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

HEIGHT = A4[1]
Placed = tuple[float, float, str]


def drawn(*pages: Callable[[Canvas], object], **options: object) -> bytes:
    """Return a PDF of the pages that each function draws."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def placed(*texts: Placed) -> bytes:
    """Return a one-page PDF with texts at (x, y from the top), written in this order."""
    return placed_pages(texts)


def placed_pages(*pages: Sequence[Placed]) -> bytes:
    """Return a PDF of such pages."""

    def drawing(texts: Sequence[Placed]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            for x, y, text in texts:
                canvas.drawString(x, HEIGHT - y, text)

        return draw

    return drawn(*map(drawing, pages))


def mapped(shift: int, *lines: str) -> bytes:
    """Return a PDF whose letters are those that stand `shift` further in the alphabet, if one asks the font."""
    ranges = "".join(
        f"<{first:02x}> <{first + 25:02x}> [{' '.join(f'<{first + (n + shift) % 26:04x}>' for n in range(26))}]\n"
        for first in (0x41, 0x61)
    )
    table = f"1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange {ranges} endbfrange"
    table = f"begincmap /CMapType 2 def {table} 1 beginbfchar <20> <0020> endbfchar endcmap"
    content = "BT /F 12 Tf 16 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    return written(content, font="/ToUnicode 6 0 R", objects=[f"<</Length {len(table)}>>stream\n{table}\nendstream"])


def written(  # noqa: PLR0913  (the parts of the file, by name)
    content: str,
    *,
    font: str = "",
    resources: str = "",
    page: str = "",
    catalog: str = "",
    media: str = "0 0 595 842",
    objects: Sequence[str] = (),
) -> bytes:
    """Return a PDF of one page from what its dictionaries say; the font is /F, `objects` count from 6 on."""
    body = "".join(
        f"{number} 0 obj\n{text}\nendobj\n"
        for number, text in enumerate(
            [
                f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Contents 4 0 R{page}"
                f"/Resources<</Font<</F 5 0 R>>{resources}>>>>",
                f"<</Length {len(content)}>>stream\n{content}\nendstream",
                f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>",
                *objects,
            ],
            start=1,
        )
    )
    return f"%PDF-1.7\n{body}trailer<</Root 1 0 R/Size {6 + len(objects)}>>\nstartxref\n0\n%%EOF".encode()


def scanned(*lines: str, turn: float = 0, dpi: int = 200) -> bytes:
    """Return a PDF of one page that is a picture of these lines, turned by some degrees."""
    page = pdfium.PdfDocument(placed(*[(60, 80 + 22 * row, line) for row, line in enumerate(lines)]))[0]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    picture = picture.rotate(turn, Image.Resampling.BICUBIC, expand=turn % 90 == 0, fillcolor=255)
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=dpi)
    return buffer.getvalue()


def locked(user: str, owner: str) -> bytes:
    """Return an encrypted PDF."""
    encryption = pdfencrypt.StandardEncryption(user, ownerPassword=owner, strength=128)
    return drawn(lambda canvas: canvas.drawString(50, 700, "Certified Kubernetes Administrator"), encrypt=encryption)


def pictures(count: int = 1) -> bytes:
    """Return a PDF whose pages hold a picture each, and no text."""
    picture = Image.new("L", (8, 8), 200)
    return drawn(*[lambda canvas: canvas.drawInlineImage(picture, 0, 0, 595, HEIGHT)] * count)
