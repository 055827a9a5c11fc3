"""Annotations -> Resume -> Candidate, or Posting: what the text means. It knows no spaCy: it works on plain data."""

from scanner.interpret.claims import hidden_pages, interpret_resume
from scanner.interpret.holdings import same_until, settle
from scanner.interpret.requirements import interpret_posting

__all__ = ["hidden_pages", "interpret_posting", "interpret_resume", "same_until", "settle"]
