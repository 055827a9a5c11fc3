"""Resumes printed by a browser: HTML and CSS, as online resume builders do it."""

import os
import subprocess
import tempfile
from html import escape
from pathlib import Path
from string import Template

from producers import ProducerMissingError
from producers.model import TEMPLATES, Job, Resume, Section


def write(resume: Resume, path: Path) -> None:
    """Write `resume` as HTML and let a headless Chromium print it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "resume.html")
        page.write_text(_page(resume), encoding="utf-8")
        command = ["chromium", "--headless", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        if os.geteuid() == 0:  # Chromium's sandbox refuses to run as root, as in a container
            command.append("--no-sandbox")
        command += ["--no-pdf-header-footer", f"--print-to-pdf={path}", page.as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except FileNotFoundError as error:
            raise ProducerMissingError("chromium") from error


def _page(resume: Resume) -> str:
    style = Template((TEMPLATES / "resume.css").read_text(encoding="utf-8")).substitute(
        accent=resume.accent, font=resume.font, size=resume.size, paper=resume.paper
    )
    aside = f"<aside>{_sections(resume.sidebar)}</aside>" if resume.sidebar else ""
    main = f"<main>{_header(resume)}{_sections(resume.main)}</main>"
    columns = main + aside if resume.layout == "sidebar-right" else aside + main
    return (
        f'<!doctype html><html lang="{resume.language}"><head><meta charset="utf-8">'
        f'<title>{escape(resume.title)}</title><meta name="author" content="{escape(resume.name)}">'
        f'<style>{style}</style></head><body class="{resume.layout}">{columns}</body></html>'
    )


def _header(resume: Resume) -> str:
    contact = "".join(f"<span>{escape(line)}</span>" for line in resume.contact)
    return (
        f'<header><h1>{escape(resume.full_name)}</h1><p class="headline">{escape(resume.headline)}</p>'
        f'<p class="contact">{contact}</p></header>'
    )


def _sections(sections: list[Section]) -> str:
    return "".join(
        f"<section><h2>{escape(section.heading)}</h2>{_ITEMS[section.kind](section)}</section>" for section in sections
    )


def _text(section: Section) -> str:
    return "".join(f"<p>{escape(item)}</p>" for item in section.items)


def _bullets(section: Section) -> str:
    return _list(section.items)


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>" if items else ""


def _lines(section: Section) -> str:
    labelled = ((f"<b>{escape(label)}:</b> " if label else "", text) for label, text in section.items)
    return "".join(f'<p class="line">{label}{escape(text)}</p>' for label, text in labelled)


def _jobs(section: Section) -> str:
    return "".join(_job(job) for job in section.items)


def _job(job: Job) -> str:
    where = " · ".join(part for part in (job.employer, job.place) if part)
    return (
        f'<article><h3>{escape(job.title)}<span class="dates">{escape(job.dates)}</span></h3>'
        f'<p class="where">{escape(where)}</p>{_list(job.points)}</article>'
    )


def _entries(section: Section) -> str:
    return "".join(
        f'<div class="entry"><b>{escape(name)}</b>{"".join(f"<span>{escape(line)}</span>" for line in rest)}</div>'
        for name, *rest in section.items
    )


def _table(section: Section) -> str:
    head, *rows = section.items
    cells = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


_ITEMS = {
    "text": _text,
    "bullets": _bullets,
    "lines": _lines,
    "jobs": _jobs,
    "entries": _entries,
    "table": _table,
}
