"""Where results go: standard output or a file that is whole or not there; notes and progress on standard error."""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

import click

from scanner.errors import OutputError
from scanner.report import FORMATS, Format, ReportOptions

if TYPE_CHECKING:
    from scanner.catalog import Catalog
    from scanner.model import Results, Skipped, Unreadable

_NARROWEST = 80
#: fewer documents are read before one has looked at a bar
_WORTH_A_BAR = 5


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go and how loud everything else is."""

    format_name: str
    output: str | None
    quiet: bool
    verbose: bool

    def __post_init__(self) -> None:
        """Refuse an output that can't be written before any work is done."""
        if self.output is not None:
            folder = Path(self.output).absolute().parent
            if not folder.is_dir():
                raise OutputError(
                    f"{shown(self.output)} can't be written, there is no folder {shown(str(folder))}: create it first"
                )
            if not os.access(self.output if Path(self.output).exists() else folder, os.W_OK):
                raise OutputError(
                    f"{shown(self.output)} can't be written, permission denied: name another file with -o"
                )

        if self.output is None and self._is_binary and sys.stdout.isatty():
            raise OutputError(f"no terminal can show {self.format_name}: name a file with -o")

    def note(self, message: str) -> None:
        """Say something on standard error, unless the user wants quiet."""
        if not self.quiet:
            click.echo(message, err=True)

    @contextlib.contextmanager
    def opened(self) -> Iterator[TextIO]:
        """Give the place that text is written to; a file is complete or not there at all."""
        with self._place(is_binary=False) as out:
            yield cast("TextIO", out)

    @contextlib.contextmanager
    def _place(self, *, is_binary: bool) -> Iterator[IO[Any]]:
        try:
            if self.output is None:
                with _standard_output(self.format_name, is_binary=is_binary) as out:
                    yield out
            else:
                with whole_file(Path(os.path.realpath(self.output)), is_binary=is_binary) as out:
                    yield out
        except BrokenPipeError:
            # The reader of a pipe (`scan … | head`) has seen enough.
            forget_stdout()
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            if self.output is None:
                forget_stdout()
            name = shown(self.output) if self.output else "standard output"
            raise OutputError(f"{name} can't be written ({error.strerror}): name another file with -o") from error

    def note_idle(self, given: Mapping[str, object], *, without: str) -> None:
        """Say which of the options that were given have no effect where another one is missing."""
        for option, value in given.items():
            if value is not None:
                self.note(f"scan: {option} has no effect without {without}")

    def options(self) -> ReportOptions:
        """Return what the user wants to see, and what the terminal can show."""
        is_terminal = self.output is None and sys.stdout.isatty()
        encoding = "utf-8" if self.output else (sys.stdout.encoding or "ascii")
        return ReportOptions(
            width=max(shutil.get_terminal_size((_NARROWEST, 24)).columns, _NARROWEST),
            color=is_terminal and not os.environ.get("NO_COLOR"),
            ascii="utf" not in encoding.lower(),
            verbose=self.verbose,
            folder=os.path.dirname(self.output) if self.output else None,  # noqa: PTH120  (it may be relative, as sources)
        )

    def write(self, form: Format, results: "Results", catalog: "Catalog", options: ReportOptions) -> None:
        """Write a report."""
        with self._place(is_binary=form.is_binary) as out:
            form.write(results, out, catalog_name=catalog.name, options=options)

    @contextlib.contextmanager
    def progress(self, total: int, *, streams: bool = False) -> Iterator[Callable[[int], None]]:
        """Give what is to be called with each file that is done, and how many documents of it could not be read.

        A terminal gets a bar, but not one to which results stream: it would stand among them. A log gets a line every
        ten seconds where the user wants to know more.
        """
        done = 0

        def count(failures: int) -> None:
            nonlocal done
            done += 1
            tick(failures)

        with self._waiting(total, streams=streams) as tick:
            try:
                yield count
            except KeyboardInterrupt:
                read = "document was read" if total == 1 else "documents were read"
                rest = "" if streams and self.output is None else "; no report was written"
                self.note(f"{done} of {total} {read}{rest}")
                raise

    @contextlib.contextmanager
    def _waiting(self, total: int, *, streams: bool) -> Iterator[Callable[[int], None]]:
        if self.quiet or total < _WORTH_A_BAR:
            yield lambda _: None
            return
        from scanner.cli.progress import waiting  # noqa: PLC0415

        is_seen = sys.stderr.isatty()
        is_drawn = is_seen and not (streams and self.output is None and sys.stdout.isatty())
        say = self.note if self.verbose and not is_seen else None
        with waiting(total, sys.stderr, is_drawn=is_drawn, say=say) as wait:
            yield wait.tick

    def say_unreadable(self, unreadable: "Iterable[Unreadable]") -> None:
        """Name what could not be read, where the report itself is not before the user's eyes."""
        for item in unreadable:
            self.note(f"{shown(item.source)}: {item.reason}: {item.message}")

    def say_skipped(self, skipped: "Iterable[Skipped]") -> None:
        """Name what was left out of a folder."""
        for item in skipped:
            self.note(f"{shown(item.source)}: skipped: {item.reason}")

    @property
    def _is_binary(self) -> bool:
        return self.format_name in FORMATS and FORMATS[self.format_name].is_binary

    @property
    def is_table_on_stdout(self) -> bool:
        """Whether the user reads the report itself, with all reasons in it."""
        return self.format_name == "table" and self.output is None


def shown(source: str) -> str:
    """Return a file's name as it may stand in a message."""
    from scanner.report.untrusted import plain  # noqa: PLC0415

    return plain(source)


def forget_stdout() -> None:
    """Let nothing be flushed to a standard output that can't take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _standard_output(format_name: str, *, is_binary: bool) -> Iterator[IO[Any]]:
    if is_binary:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if hasattr(sys.stdout, "reconfigure") and format_name != "table":
        sys.stdout.reconfigure(encoding="utf-8")
    yield sys.stdout
    sys.stdout.flush()


@contextlib.contextmanager
def whole_file(target: Path, *, is_binary: bool = False, mode: int | None = None) -> Iterator[IO[Any]]:
    """Give a file beside the target, which takes its place when all is written; `mode`: the rights it is to have."""
    form: dict[str, Any] = {"mode": "wb"} if is_binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
    rights = _mode(target)
    if rights is None:
        # A device or a pipe (`-o /dev/null`) is written to, not replaced.
        with target.open(**form) as file:
            yield file
        return
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, **form) as file:
            yield file
        temporary.chmod(rights if mode is None else mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _mode(target: Path) -> int | None:
    """Return the rights that a file is to have; None where the target is no regular file."""
    if target.exists():
        mode = target.stat().st_mode
        return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
