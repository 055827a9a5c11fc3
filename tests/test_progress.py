"""How far a run is, by a clock that the tests turn."""

import io
from dataclasses import dataclass, field

from command import SAMPLES, scan

from scanner.cli.progress import Waiting, waiting


@dataclass
class Clock:
    """Time that stands still until a file is done."""

    now: float = 0.0
    said: list[str] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def work(self, wait: Waiting, files: int, *, seconds_each: float, failures: int = 0) -> None:
        for _ in range(files):
            self.now += seconds_each
            wait.tick(failures)


def test_a_log_gets_a_line_every_ten_seconds() -> None:
    clock, out = Clock(), io.StringIO()
    with waiting(2_000, out, is_drawn=False, say=clock.said.append, clock=clock) as wait:
        clock.work(wait, 99, seconds_each=0.1)
        assert clock.said == []
        clock.work(wait, 2, seconds_each=0.1, failures=1)
        assert clock.said == ["101 of 2,000 read, 10/s, 3 min left, 2 not readable"]
        clock.work(wait, 899, seconds_each=0.1)
        assert len(clock.said) == 9
    assert out.getvalue() == ""


def test_few_in_a_second_and_many_hours_are_said_as_such() -> None:
    clock = Clock()
    with waiting(10_000, io.StringIO(), is_drawn=False, say=clock.said.append, clock=clock) as wait:
        clock.work(wait, 6, seconds_each=2)
    assert clock.said == ["5 of 10,000 read, 0.5/s, 5.6 h left"]


def test_the_rate_is_that_of_now_where_the_store_knew_the_first() -> None:
    clock = Clock()
    with waiting(10_000, io.StringIO(), is_drawn=False, say=clock.said.append, clock=clock) as wait:
        clock.work(wait, 9_000, seconds_each=0.0001)
        clock.work(wait, 100, seconds_each=1)
    assert clock.said[-1].endswith("1.0/s, 15 min left")


def test_a_bar_shows_count_rate_time_and_failures() -> None:
    clock, out = Clock(), io.StringIO()
    with waiting(100, out, is_drawn=True, say=None, clock=clock) as wait:
        clock.work(wait, 97, seconds_each=0.05)
        clock.work(wait, 3, seconds_each=0.05, failures=1)
    seen = " ".join(out.getvalue().split())
    assert "Reading" in seen
    assert "100/100" in seen
    assert "20/s · 3 not readable" in seen


def test_quiet_is_quiet_and_a_log_without_v_too() -> None:
    resumes = SAMPLES / "resumes"
    for option in ("--quiet", "--store=none"):
        assert scan(resumes, option, "--format", "csv").err == ""
