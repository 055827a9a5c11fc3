"""Whether a text reads like a resume or like a posting, whatever it was given as: for a warning, nothing else.

Postings speak to somebody ("you", "we offer", "what you bring"); resumes give an address, stretches of years and the
headings of a life. What is said is weighed by its kinds, not by how often it is said, and only a clear lead counts.
"""

from enum import StrEnum

from scanner.interpret.contact import find_contact
from scanner.model import Annotations, Finding, WordHit
from scanner.model import Warning as Note

#: a text's beginning says what it is; a file of a megabyte is not looked through for it
_LONGEST_LOOK = 12_000
#: how near the top an e-mail address is the owner's
_TOP = 400
_MOST_YEARS = 6
_ADDRESS = 2
_LEAST = 3
_LEAD = 2


class Genre(StrEnum):
    """The two kinds of documents; the values are the word lists of `phrases.yaml` that speak for them."""

    RESUME = "resume_voice"
    POSTING = "posting_voice"


def genre(seen: Annotations) -> Genre | None:
    """Return what a text clearly reads like, None where that is open."""
    words = [word for word in seen.words if word.start < _LONGEST_LOOK]
    resume = _kinds(seen, words, Genre.RESUME) + min(_stretches(seen), _MOST_YEARS) + _ADDRESS * _is_addressed(seen)
    posting = _kinds(seen, words, Genre.POSTING)
    if posting >= max(_LEAST, resume + _LEAD):
        return Genre.POSTING
    if resume >= max(_LEAST, posting + _LEAD):
        return Genre.RESUME
    return None


def resume_warnings(seen: Annotations) -> tuple[Note, ...]:
    """Return the warning that what was given as a resume reads like a posting."""
    if genre(seen) is not Genre.POSTING:
        return ()
    message = "this reads like a posting, not like a resume: name it with --against, or leave it out"
    return (Note("looks-like-a-posting", message),)


def posting_findings(seen: Annotations) -> tuple[Finding, ...]:
    """Return the finding that what was given as a posting reads like a resume."""
    if genre(seen) is not Genre.RESUME:
        return ()
    message = "this reads like a resume, not like a posting"
    return (Finding("looks-like-a-resume", "warning", message, None, "name it before --against, or leave it out"),)


def _kinds(seen: Annotations, words: list[WordHit], group: Genre) -> int:
    text = seen.document.text
    return len({text[word.start : word.end].casefold() for word in words if word.group == group})


def _stretches(seen: Annotations) -> int:
    """Return how many stretches of time the text names: jobs and studies have them, tasks have none."""
    return sum(date.last is not None and date.start < _LONGEST_LOOK for date in seen.dates)


def _is_addressed(seen: Annotations) -> bool:
    email = find_contact(seen).email
    return email is not None and seen.document.text.find(email) < _TOP
