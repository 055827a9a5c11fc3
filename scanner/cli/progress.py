"""How far a run is, for those who wait: a bar in a terminal, now and then a line in a log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn

#: seconds between two looks of the bar, and between two lines
_LOOK, _LINE = 0.1, 10.0
_MINUTE, _HOUR = 60, 3600


class Waiting:
    """Counts what is done; `tick` is called with each file, and how many documents of it could not be read.

    Nothing happens between two files: a thread of its own would not survive that workers are forked beside it.
    """

    def __init__(self, bar: Progress, total: int, say: Callable[[str], None] | None) -> None:
        self._bar = bar
        self._say = say
        self._task = bar.add_task("Reading", total=total, facts="")
        self._next = bar.get_time() + (_LOOK if say is None else _LINE)
        self.failures = 0

    @property
    def _state(self) -> Task:
        return self._bar.tasks[self._task]

    def tick(self, failures: int) -> None:
        """Count one more file."""
        self.failures += failures
        self._bar.advance(self._task)
        now = self._bar.get_time()
        if now < self._next:
            return
        if self._say is not None:
            self._next = now + _LINE
            self._say(self._line())
        else:
            self._next = now + _LOOK
            self.look()

    def look(self) -> None:
        """Draw the bar as it stands."""
        facts = [fact for fact in (self._rate(), self._failed()) if fact]
        self._bar.update(self._task, facts=" · ".join(facts), refresh=True)

    def _line(self) -> str:
        state = self._state
        left = state.time_remaining
        facts = [
            f"{state.completed:,.0f} of {state.total:,.0f} read",
            self._rate(),
            "" if left is None else f"{_span(left)} left",
        ]
        return ", ".join(filter(None, [*facts, self._failed()]))

    def _rate(self) -> str:
        speed = self._state.finished_speed or self._state.speed
        return "" if speed is None else f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s"  # noqa: PLR2004

    def _failed(self) -> str:
        return f"{self.failures:,} not readable" if self.failures else ""


@contextmanager
def waiting(
    total: int,
    out: IO[str],
    *,
    is_drawn: bool,
    say: Callable[[str], None] | None,
    clock: Callable[[], float] | None = None,
) -> Iterator[Waiting]:
    """Give what counts the files: drawn as a bar on `out`, or told to `say` every ten seconds, or neither."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn("{task.fields[facts]}", markup=False),
        console=Console(file=out),
        auto_refresh=False,
        redirect_stdout=False,
        get_time=clock,
        disable=not is_drawn,
    )
    with bar:
        wait = Waiting(bar, total, None if is_drawn else say or _nobody)
        yield wait
        if is_drawn:
            wait.look()


def _nobody(_line: str) -> None:
    """Nobody waits."""


def _span(seconds: float) -> str:
    """Return a time as people say it: `_span(200) == "3 min"`."""
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min" if seconds < _HOUR else f"{seconds / _HOUR:.1f} h"
