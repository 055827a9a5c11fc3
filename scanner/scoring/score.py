"""The credits of all requirements -> the score, and the sum by which anybody can work it out again."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scanner.catalog.weights import Weights
from scanner.model import Outcome, Strength
from scanner.scoring.credit import Weighed, is_lenient


def score(weighed: Sequence[Weighed], weights: Weights) -> float | None:
    """Return the score, 0 to 100, to one decimal; None where nothing is asked for."""
    return _Sum(weighed, weights).score if weighed else None


def calculation(weighed: Sequence[Weighed], weights: Weights) -> str | None:
    """Return the sum that the score is, in one line; None where nothing is asked for."""
    return _Sum(weighed, weights).in_words() if weighed else None


@dataclass(frozen=True, slots=True)
class _Sum:
    """`required_points` · R + `preferred_points` · P, within its limits (`fit.md`, Score)."""

    weighed: Sequence[Weighed]
    weights: Weights

    @property
    def score(self) -> float:
        points = self._points
        if self._is_something_missing:
            # cut, not rounded: no limit below the line may be rounded up to it
            return min(_to_one_decimal(points), math.floor(self.weights.unmet_at_most * 10) / 10)
        # "80 and up" is the point above what a candidate with something missing can have
        return _to_one_decimal(max(points, self.weights.unmet_at_most + 1))

    def in_words(self) -> str:
        parts = [
            self._part(self.weights.required_points, Strength.REQUIRED),
            self._part(self.weights.preferred_points, Strength.PREFERRED),
        ]
        points = _to_one_decimal(self._points)
        found = f"{' + '.join(parts)} = {points:g}"
        if points == self.score:
            return found
        if self._is_something_missing:
            return f"{found}, cut to {self.score:g} while something required is missing"
        return f"{found}, raised to {self.score:g} since nothing required is missing"

    @property
    def _points(self) -> float:
        required = self.weights.required_points * _mean(self._counting(Strength.REQUIRED))
        return required + self.weights.preferred_points * _mean(self._counting(Strength.PREFERRED))

    @property
    def _is_something_missing(self) -> bool:
        return any(
            one.outcome is Outcome.UNMET and one.requirement.strength is Strength.REQUIRED for one in self.weighed
        )

    def _counting(self, strength: Strength) -> list[Weighed]:
        """Return the requirements whose credit counts: those that are not open.

        One that something else may stand in for counts where it is met and that helps: left open it would not count,
        and a credential must not make worse what its absence leaves alone.
        """
        settled = [
            one for one in self.weighed if one.requirement.strength is strength and one.outcome is not Outcome.OPEN
        ]
        counting = [one for one in settled if not is_lenient(one.requirement)]
        lenient = [one for one in settled if is_lenient(one.requirement)]
        for one in sorted(lenient, key=lambda one: -one.credit):
            if one.credit <= _mean(counting):
                break
            counting.append(one)
        return counting

    def _part(self, points: float, strength: Strength) -> str:
        counting = self._counting(strength)
        if not counting:
            return f"{points:g} × 1 (nothing {strength.value} to count)"
        listed = ", ".join(f"{one.requirement.id} {one.credit:g}" for one in counting)
        kind = "mean of the " if len(counting) > 1 else ""
        return f"{points:g} × {_mean(counting):.4g} ({kind}{strength.value}: {listed})"


def _mean(counting: Sequence[Weighed]) -> float:
    """Return the mean credit, 1 where nothing counts."""
    return math.fsum(one.credit for one in counting) / len(counting) if counting else 1.0


def _to_one_decimal(points: float) -> float:
    """Round as people do, halves up; the small addend outweighs what binary fractions lose (0.285 is less)."""
    return math.floor(points * 10 + 0.5 + 1e-9) / 10
