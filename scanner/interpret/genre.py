"""Whether a text reads like a resume or like a posting, whatever it was given as: for a warning, nothing else.

Postings speak to somebody ("you", "we offer", "what you bring"); resumes give an address, stretches of years and the
headings of a life. What is said is weighed by its kinds, not by how often it is said, and only a clear lead counts.
"""

from enum import StrEnum

from scanner.interpret.contact import find_email
from scanner.model import Annotations, Finding
from scanner.model import Warning as Note
from scanner.spans import within

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


def resume_warnings(seen: Annotations, email: str | None) -> tuple[Note, ...]:
    """Return the warning that what was given as a resume, whose owner's address is `email`, reads like a posting."""
    if not _reads_like(seen, Genre.POSTING, email):
        return ()
    message = "this reads like a posting, not like a resume: name it with --against, or leave it out"
    return (Note("looks-like-a-posting", message),)


def posting_findings(seen: Annotations) -> tuple[Finding, ...]:
    """Return the finding that what was given as a posting reads like a resume."""
    if not _reads_like(seen, Genre.RESUME, find_email(seen.document.text)):
        return ()
    message = "this reads like a resume, not like a posting"
    return (Finding("looks-like-a-resume", "warning", message, None, "name it before --against, or leave it out"),)


def _reads_like(seen: Annotations, genre: Genre, email: str | None) -> bool:
    """Return whether a text clearly reads like the one and not like the other; most are known by the one alone."""
    weight = _weight(seen, genre, email)
    other = Genre.RESUME if genre is Genre.POSTING else Genre.POSTING
    return weight >= _LEAST and weight >= _weight(seen, other, email) + _LEAD


def _weight(seen: Annotations, genre: Genre, email: str | None) -> int:
    """Return in how many ways a text speaks like one of the two."""
    text, voice = seen.document.text, genre.value
    words = within(seen.words, 0, _LONGEST_LOOK)
    kinds = len({text[word.start : word.end].casefold() for word in words if word.group == voice})
    if genre is Genre.POSTING:
        return kinds
    return kinds + min(_stretches(seen), _MOST_YEARS) + _ADDRESS * _is_addressed(text, email)


def _stretches(seen: Annotations) -> int:
    """Return how many stretches of time the text names: jobs and studies have them, tasks have none."""
    return sum(date.last is not None and date.start < _LONGEST_LOOK for date in seen.dates)


def _is_addressed(text: str, email: str | None) -> bool:
    return email is not None and text.find(email) < _TOP
