"""Resumes from a word processor: a flat OpenDocument text, exported by LibreOffice.

A sidebar is a table of one row, which is how people build one in a word processor.
"""

import subprocess
import tempfile
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from producers import ProducerMissingError
from producers.model import TEMPLATES, Job, Resume, Section

_PAPER = {"letter": (21.59, 27.94), "a4": (21.0, 29.7)}  # cm
_MARGIN = 1.5
_FOOT = 1.2
_SIDEBAR = 5.8
_GRID = (0.40, 0.21, 0.09, 0.30)  # of the text's width: the columns of a table
_PADDING = 0.3  # of a cell, on either side


def write(resume: Resume, path: Path) -> None:
    """Write `resume` as a flat OpenDocument text and let LibreOffice export it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{resume.slug}.fodt")
        source.write_text(_document(resume), encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=180)
        except FileNotFoundError as error:
            raise ProducerMissingError("libreoffice") from error
        path.write_bytes(source.with_suffix(".pdf").read_bytes())


def _document(resume: Resume) -> str:
    width, height = _PAPER[resume.paper]
    text = width - 2 * _MARGIN
    main = text - _SIDEBAR if resume.sidebar else text
    return Template((TEMPLATES / "resume.fodt").read_text(encoding="utf-8")).substitute(
        title=escape(resume.title),
        author=escape(resume.name),
        language=resume.language,
        country={"de": "DE"}.get(resume.language, "US"),
        accent=resume.accent,
        font=resume.font,
        size=resume.size,
        width=width,
        height=height,
        margin=_MARGIN,
        text=text,
        side=_SIDEBAR,
        main=main,
        tall=height - _MARGIN - _FOOT - 0.3,
        foot=_FOOT,
        tab=main - 4 * _PADDING if resume.sidebar else main,
        body=_body(resume),
        **{f"grid{number}": main * share for number, share in enumerate(_GRID)},
    )


def _body(resume: Resume) -> str:
    main = _header(resume) + _sections(resume.main)
    if not resume.sidebar:
        return main
    cells = [("Side", _sections(resume.sidebar, side=True)), ("Main", main)]
    if resume.layout == "sidebar-right":
        cells.reverse()
    columns = "".join(f'<table:table-column table:style-name="Column{name}"/>' for name, _ in cells)
    drawn = (f'<table:table-cell table:style-name="Cell{name}">{body}</table:table-cell>' for name, body in cells)
    row = f'<table:table-row table:style-name="Tall">{"".join(drawn)}</table:table-row>'
    table = f'<table:table table:style-name="Layout">{columns}{row}</table:table>'
    return table + _paragraph("", "Tiny")  # Writer wants a paragraph after a table; this one takes no room


def _header(resume: Resume) -> str:
    contact = _paragraph(escape("  |  ".join(resume.contact)), "Contact") if resume.contact else ""
    return _paragraph(escape(resume.full_name), "Name") + _paragraph(escape(resume.headline), "Headline") + contact


def _sections(sections: list[Section], *, side: bool = False) -> str:
    heading = "SideHeading" if side else "Heading"
    return "".join(
        f'<text:h text:style-name="{heading}" text:outline-level="1">{escape(section.heading)}</text:h>'
        f"{_ITEMS[section.kind](section)}"
        for section in sections
    )


def _paragraph(content: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _span(content: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{escape(content)}</text:span>'


def _text(section: Section) -> str:
    return "".join(_paragraph(escape(item), "Body") for item in section.items)


def _bullets(section: Section) -> str:
    return _list(section.items)


def _list(items: list[str]) -> str:
    rows = "".join(f"<text:list-item>{_paragraph(escape(item), 'Bullet')}</text:list-item>" for item in items)
    return f'<text:list text:style-name="Bullets">{rows}</text:list>' if items else ""


def _lines(section: Section) -> str:
    return "".join(
        _paragraph((_span(f"{label}:", "Strong") + " " if label else "") + escape(text), "Line")
        for label, text in section.items
    )


def _jobs(section: Section) -> str:
    return "".join(_job(job) for job in section.items)


def _job(job: Job) -> str:
    where = ", ".join(part for part in (job.employer, job.place) if part)
    title = _span(job.title, "Strong") + "<text:tab/>" + _span(job.dates, "Muted")
    return _paragraph(title, "Job") + _paragraph(escape(where), "Where") + _list(job.points)


def _entries(section: Section) -> str:
    return "".join(
        _paragraph(
            "<text:line-break/>".join([_span(name, "Strong"), *(_span(line, "Muted") for line in rest)]), "Entry"
        )
        for name, *rest in section.items
    )


def _table(section: Section) -> str:
    head, *rows = section.items
    columns = "".join(f'<table:table-column table:style-name="Grid{number}"/>' for number in range(len(head)))
    body = _row(head, "CellHead", "TableHead") + "".join(_row(row, "CellGrid", "Table") for row in rows)
    return f'<table:table table:style-name="Grid">{columns}{body}</table:table>'


def _row(cells: list[str], cell: str, style: str) -> str:
    drawn = (_paragraph(escape(text), style) for text in cells)
    inner = "".join(f'<table:table-cell table:style-name="{cell}">{text}</table:table-cell>' for text in drawn)
    return f"<table:table-row>{inner}</table:table-row>"


_ITEMS = {
    "text": _text,
    "bullets": _bullets,
    "lines": _lines,
    "jobs": _jobs,
    "entries": _entries,
    "table": _table,
}
