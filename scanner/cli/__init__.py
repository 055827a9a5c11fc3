"""The command line: arguments in, exit code out; no decisions about credentials.

Each command has a module with one function: load, call the run, hand results to the report, return an `ExitCode`.
Nothing heavy is imported before it is needed: `scan --help` loads neither spaCy nor a PDF library.
"""

import atexit
import contextlib
import os
import signal
import sys
import traceback
from typing import NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from scanner import __version__
from scanner.cli.check import check
from scanner.cli.group import DefaultCommand
from scanner.cli.market import market
from scanner.cli.resumes import resumes
from scanner.cli.text import text
from scanner.errors import CatalogError, ExitCode, ScannerError

__all__ = ["cli", "main"]

#: what a shell reports of a process that SIGTERM ended
_TERMINATED = 128 + signal.SIGTERM


@click.group(cls=DefaultCommand, main_job=resumes, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, message="%(version)s")
def cli() -> None:
    """Say which certifications a resume holds, which a posting asks for, and which one would close the gap.

    Everything happens on this machine: no document, name or result leaves it.

    \b
    Examples:
      scan resumes/ --against job.txt        rank a folder of resumes for a posting
      scan resume.pdf --against job.txt      one candidate, with all the evidence
      scan resume.pdf                        what the resume holds
      scan check job.txt                     what it asks for, and what is wrong
      scan market postings/                  how often each credential is asked for
    """  # noqa: D301  (a real backspace: click keeps the lines below it)


cli.add_command(check)
cli.add_command(market)
cli.add_command(text)


def main() -> NoReturn:
    """Run the command and end the process with its exit code; no traceback reaches a user who did not ask for it."""
    # Not the default, which leaves a half-written file behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    codes: list[int] = []
    # First in, last out: all else that is to be done at the end is done by then.
    atexit.register(_end_at_once, codes)
    try:
        code = cli.main(standalone_mode=False, prog_name="scan")
    except NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        _say(error.format_message().rstrip(".") + " (see scan --help)")
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        code = ExitCode.INTERRUPTED
    except CatalogError as error:
        _say("the patterns can't be used; correct this and try again:\n" + "\n".join(map(str, error.problems)))
        code = error.exit_code
    except ScannerError as error:
        _say(str(error))
        code = error.exit_code
    except Exception as error:  # noqa: BLE001  (the boundary: a bug becomes a sentence)
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        _say(f"this is a bug ({type(error).__name__}): please report it, with what -v shows")
        code = ExitCode.USAGE
    codes.append(int(code or 0))
    sys.exit(codes[0])


def _end_at_once(codes: list[int]) -> None:
    """End the process without taking apart what is in its memory, which would take longer than the help does."""
    if codes:
        # What can't be written any more is left to the interpreter, which knows what to say of it.
        with contextlib.suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(codes[0])


def _say(message: str) -> None:
    click.echo(f"scan: {message}", err=True)
