"""PDFs for the tests, made at test time."""

import io
from collections.abc import Callable, Sequence

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


def locked(user: str, owner: str) -> bytes:
    """Return an encrypted PDF."""
    encryption = pdfencrypt.StandardEncryption(user, ownerPassword=owner, strength=128)
    return drawn(lambda canvas: canvas.drawString(50, 700, "Certified Kubernetes Administrator"), encrypt=encryption)


def pictures(count: int = 1) -> bytes:
    """Return a PDF whose pages hold a picture each, and no text."""
    picture = Image.new("L", (8, 8), 200)
    return drawn(*[lambda canvas: canvas.drawInlineImage(picture, 0, 0, 595, HEIGHT)] * count)
