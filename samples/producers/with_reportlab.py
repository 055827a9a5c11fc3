"""Resumes drawn by ReportLab: plain, with a sidebar, and in the shape of a LinkedIn profile saved as PDF."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from producers.model import Job, Resume, Section

_PAPER = {"letter": LETTER, "a4": A4}
#: font -> its bold and italic cut; Vera comes with ReportLab, the others are built into every viewer
_FONTS = {
    "Helvetica": ("Helvetica-Bold", "Helvetica-Oblique"),
    "Times-Roman": ("Times-Bold", "Times-Italic"),
    "Vera": ("VeraBd", "VeraIt"),
}
_INK = HexColor("#20262b")
_MUTED = HexColor("#5a626a")


@dataclass(frozen=True, slots=True)
class _Look:
    """What the layouts differ in."""

    side_width: float = 0  #: the sidebar's, 0 for none
    side_fill: str = "#ffffff"
    margin: float = 17 * mm
    name_size: float = 24
    rules: bool = True  #: a line under each heading
    is_employer_first: bool = False
    has_page_numbers: bool = False


_LOOKS = {
    "classic": _Look(),
    "sidebar-left": _Look(side_width=60 * mm, side_fill="#e9eef2", margin=9 * mm, name_size=21),
    "linkedin": _Look(
        side_width=61 * mm,
        side_fill="#e9e9e9",
        margin=10 * mm,
        name_size=26,
        rules=False,
        is_employer_first=True,
        has_page_numbers=True,
    ),
}


def write(resume: Resume, path: Path) -> None:
    """Lay out the sidebar, if any, then the main column, which runs on over further pages."""
    drawing = _Drawing(resume)
    size = _PAPER[resume.paper]
    document = BaseDocTemplate(
        str(path), pagesize=size, title=resume.title, author=resume.name, lang=resume.language, invariant=1
    )
    first, later = drawing.frames(*size)
    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=drawing.background),
            PageTemplate("later", later, onPage=drawing.background),
        ]
    )
    side = [*drawing.sections(resume.sidebar, "side"), FrameBreak()] if resume.sidebar else []
    story = [NextPageTemplate("later"), *side, *drawing.header(), *drawing.sections(resume.main, "main")]
    document.build(story, canvasmaker=partial(_NumberedCanvas, look=drawing.look))


class _NumberedCanvas(Canvas):
    """A canvas which writes "Page 1 of 2" at the foot, once it knows how many pages there are."""

    def __init__(self, *arguments: Any, look: _Look, **options: Any) -> None:  # noqa: ANN401  (ReportLab's own)
        super().__init__(*arguments, **options)
        self._look = look
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            if self._look.has_page_numbers:
                self._write_number(number)
            super().showPage()
        super().save()

    def _write_number(self, number: int) -> None:
        self.setFont("Helvetica", 8)
        self.setFillColor(_MUTED)
        middle = (self._look.side_width + self._pagesize[0]) / 2
        self.drawCentredString(middle, 9 * mm, f"Page {number} of {len(self._pages)}")


class _Drawing:
    """Turns one resume's sections into ReportLab's flowables."""

    def __init__(self, resume: Resume) -> None:
        self.resume = resume
        self.look = _LOOKS[resume.layout]
        self.size = float(resume.size)
        self.accent = HexColor(resume.accent)
        self.font = resume.font
        self.bold, self.italic = _FONTS[resume.font]
        if self.font == "Vera":
            _register_vera()

    def frames(self, width: float, height: float) -> tuple[list[Frame], list[Frame]]:
        """Return the frames of the first page and of the later ones, which have no text in the sidebar."""
        look = self.look
        padding = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        tall = height - 2 * 15 * mm
        left = look.side_width + look.margin

        def main() -> Frame:
            return Frame(left, 15 * mm, width - left - look.margin, tall, id="main", **padding)

        if not look.side_width:
            return [main()], [main()]
        side = Frame(8 * mm, 15 * mm, look.side_width - 13 * mm, tall, id="side", **padding)
        return [side, main()], [main()]

    def background(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Paint the sidebar's ground."""
        if self.look.side_width:
            canvas.setFillColor(HexColor(self.look.side_fill))
            canvas.rect(0, 0, self.look.side_width, document.pagesize[1], stroke=0, fill=1)

    def header(self) -> list[Flowable]:
        """Return name, headline and contact line."""
        resume = self.resume
        name = self.style(self.look.name_size, font=self.bold, color=self.accent, after=2)
        lines: list[Flowable] = [
            Paragraph(escape(resume.full_name), name),
            self.paragraph(resume.headline, size=1.2, color=_MUTED),
        ]
        if resume.contact:
            lines.append(self.paragraph("  ·  ".join(resume.contact), color=_MUTED))
        return lines

    def sections(self, sections: list[Section], column: str) -> list[Flowable]:
        """Return headings and items; a heading near the foot of a page moves on."""
        draw = {
            "text": self._text,
            "bullets": self._bullets,
            "lines": self._lines,
            "jobs": self._jobs,
            "entries": self._entries,
            "table": self._table,
        }
        story: list[Flowable] = []
        for section in sections:
            story += [CondPageBreak(24 * mm), *self._heading(section.heading, column)]
            story += draw[section.kind](section.items)
        return story

    def style(
        self, size: float, *, font: str = "", color: Color = _INK, after: float = 3, indent: float = 0
    ) -> ParagraphStyle:
        """Return a paragraph style of this resume's font."""
        return ParagraphStyle(
            "style",
            fontName=font or self.font,
            fontSize=size,
            leading=size * 1.32,
            textColor=color,
            spaceAfter=after,
            leftIndent=indent,
        )

    def paragraph(self, text: str, *, size: float = 1, **options: Any) -> Paragraph:  # noqa: ANN401
        """Return plain text as a paragraph; `size` is relative."""
        return Paragraph(escape(text), self.style(self.size * size, **options))

    def _heading(self, text: str, column: str) -> list[Flowable]:
        is_linkedin_main = self.look.is_employer_first and column == "main"
        size = self.size * (1.55 if is_linkedin_main else 1.2)
        before = Spacer(1, 9)
        heading = Paragraph(escape(text), self.style(size, font=self.bold, color=self.accent, after=3))
        rule = [HRFlowable(width="100%", thickness=0.6, color=self.accent, spaceBefore=0, spaceAfter=4)]
        return [before, heading, *(rule if self.look.rules else [])]

    def _text(self, items: list[str]) -> list[Flowable]:
        return [self.paragraph(item) for item in items]

    def _bullets(self, items: list[str]) -> list[Flowable]:
        style = self.style(self.size, after=1.5, indent=9)
        return [Paragraph(escape(item), style, bulletText="•") for item in items]

    def _lines(self, items: list[list[str]]) -> list[Flowable]:
        style = self.style(self.size, after=3)
        drawn = ((f'<font name="{self.bold}">{escape(label)}:</font> ' if label else "", text) for label, text in items)
        return [Paragraph(label + escape(text), style) for label, text in drawn]

    def _jobs(self, items: list[Job]) -> list[Flowable]:
        return [part for job in items for part in self._job(job)]

    def _job(self, job: Job) -> list[Flowable]:
        if self.look.is_employer_first:
            dated = " · ".join(part for part in (job.title, job.dates) if part) if not job.points else job.title
            head: list[Flowable] = [
                self.paragraph(job.employer, size=1.15, font=self.bold, after=1),
                self.paragraph(dated, size=1.05, after=1),
            ]
            if job.points:
                head.append(self.paragraph(job.dates, size=0.95, color=_MUTED, after=1))
            if job.place:
                head.append(self.paragraph(job.place, size=0.95, color=_MUTED, after=2))
            points = [self.paragraph(point) for point in job.points]
            return [KeepTogether([*head, *points[:1]]), *points[1:], Spacer(1, 7)]
        where = ", ".join(part for part in (job.employer, job.place) if part)
        head = [self._title_and_dates(job), self.paragraph(where, font=self.italic, color=_MUTED, after=2)]
        return [KeepTogether([*head, *self._bullets(job.points)]), Spacer(1, 5)]

    def _title_and_dates(self, job: Job) -> Table:
        title = self.paragraph(job.title, size=1.05, font=self.bold, after=0)
        dates = self.style(self.size * 0.95, color=_MUTED, after=0)
        dates.alignment = 2
        plain = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        cells = [[title, Paragraph(escape(job.dates), dates)]]
        return Table(cells, colWidths=["68%", "32%"], style=TableStyle([*plain, *tight]))

    def _entries(self, items: list[list[str]]) -> list[Flowable]:
        entries: list[Flowable] = []
        for name, *rest in items:
            lines = [self.paragraph(line, size=0.95, color=_MUTED, after=1) for line in rest]
            entries.append(KeepTogether([self.paragraph(name, font=self.bold, after=1), *lines, Spacer(1, 4)]))
        return entries

    def _table(self, items: list[list[str]]) -> list[Flowable]:
        head, *rows = items
        cells = [[self.paragraph(cell, font=self.bold) for cell in head]]
        cells += [[self.paragraph(cell) for cell in row] for row in rows]
        lines = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, _MUTED), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
        return [Table(cells, style=lines)]


def _register_vera() -> None:
    """Make the fonts known which ReportLab ships; registering them again does no harm."""
    folder = Path(os.fspath(reportlab.__path__[0]), "fonts")
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
