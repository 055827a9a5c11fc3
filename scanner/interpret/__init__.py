"""Annotations -> Candidate | Posting: what the text means. It knows no spaCy: it works on plain data."""

from scanner.interpret.holdings import interpret_resume
from scanner.interpret.requirements import interpret_posting

__all__ = ["interpret_posting", "interpret_resume"]
