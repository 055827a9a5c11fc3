"""What can go wrong, for people: each error says what is wrong, with which file, and what to do."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command ends with; programs rely on these numbers."""

    OK = 0
    UNREADABLE = 1
    USAGE = 2
    FINDINGS = 3
    INTERRUPTED = 130


class ScannerError(Exception):
    """The run cannot go on; the message is for the user and names the remedy."""

    exit_code = ExitCode.USAGE


class CatalogError(ScannerError):
    """Files in patterns/ that break their format: every problem at once, one a line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class OutputError(ScannerError):
    """The report could not be written where the user wants it."""


class UnreadableError(Exception):
    """A document that cannot be read; becomes an `Unreadable` in the report, never ends the run.

    `reason` is one of `model.Reason`; the message says what is wrong and what to try.
    """

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)
