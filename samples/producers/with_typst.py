"""Resumes set by Typst, whose output looks like LaTeX's; the layout stands in `templates/resume.typ`."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from producers.model import TEMPLATES, Resume


def write(resume: Resume, path: Path) -> None:
    """Compile the template with `resume` as its data; only Typst's own fonts, the same on every machine."""
    data = json.dumps(asdict(resume) | {"title": resume.title, "full_name": resume.full_name})
    template = (TEMPLATES / "resume.typ").read_bytes()
    typst.compile(template, output=str(path), sys_inputs={"resume": data}, ignore_system_fonts=True)
