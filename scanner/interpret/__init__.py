"""Annotations -> Candidate | Posting: what the text means. It knows no spaCy: it works on plain data."""

from scanner.interpret.hidden import hidden_pages, with_hidden
from scanner.interpret.holdings import interpret_resume
from scanner.interpret.requirements import interpret_posting

__all__ = ["hidden_pages", "interpret_posting", "interpret_resume", "with_hidden"]
