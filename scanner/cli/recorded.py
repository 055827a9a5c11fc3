"""What a report keeps of the command that made it, so that `scan replay` can do the same."""

from collections.abc import Sequence


def recorded(  # noqa: PLR0913  (what decides the results)
    resumes: Sequence[str],
    against: Sequence[str],
    *,
    top: int | None,
    min_score: float | None,
    holds: Sequence[str],
    hours_per_week: float | None,
    patterns: Sequence[str],
    what_if: bool = False,
) -> tuple[tuple[str, object], ...]:
    """Return the arguments and options that decide the results, as the manifest has them."""
    return (
        ("resumes", [*resumes]),
        ("against", [*against]),
        ("top", top),
        ("min_score", min_score),
        ("holds", [*holds]),
        ("hours_per_week", hours_per_week),
        ("what_if", what_if),
        ("patterns", [*patterns]),
    )
