"""The order of the stages, and the only module that knows them all.

file --extract--> Document --detect--> Annotations --interpret--> Resume | Posting
Resume --settle for a day--> Candidate --match, advise--> Fit
Posting --check--> findings
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scanner import extract
from scanner.advise import Gap, doors, find_ways, smallest_change, write_advice
from scanner.catalog import Catalog, load_catalog
from scanner.interpret.holdings import settle
from scanner.match import match
from scanner.model import Advice, Candidate, Document, Door, Fit, Market, Posting, Resume

if TYPE_CHECKING:
    from scanner.detect import Detector

#: what reading takes waits until there is something to read: where all is known already, it is never loaded
_READING = ("scanner.interpret.claims", "scanner.interpret.requirements", "scanner.check")


class Pipeline:
    """The stages, built once for a catalogue; it keeps nothing of the documents that pass through it."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def _detector(self) -> "Detector":
        from scanner.detect import Detector  # noqa: PLC0415

        return Detector(self.catalog)

    def get_ready(self) -> Self:
        """Load what reading takes."""
        _ = self._detector
        for stage in _READING:
            import_module(stage)
        return self

    def read_resume(self, path: Path, as_of: date) -> Candidate:
        """Return what a resume says; raises `UnreadableError` for a file that cannot be read."""
        return self.resume(extract.read(path), as_of)

    def read_posting(self, path: Path) -> Posting:
        """Return what a posting asks for; raises `UnreadableError` for a file that cannot be read."""
        return self.posting(extract.read(path))

    def resume(self, document: Document, as_of: date) -> Candidate:
        """Return what the document says at a date, read as a resume; what only hidden text says is marked as such."""
        return self.settle(self.claims(document), as_of)

    def claims(self, document: Document) -> Resume:
        """Return what the document says, read as a resume, whatever the day."""
        from scanner.interpret.claims import hidden_pages, interpret_resume  # noqa: PLC0415

        detect = self._detector.detect
        hidden = [detect(page, of="resume") for page in hidden_pages(document)]
        return interpret_resume(detect(document, of="resume"), self.catalog, hidden)

    def settle(self, resume: Resume, as_of: date) -> Candidate:
        """Return what the candidate has at a date."""
        return settle(resume, self.catalog, as_of)

    def posting(self, document: Document) -> Posting:
        """Return what the document asks for, read as a posting."""
        from scanner.interpret.requirements import interpret_posting  # noqa: PLC0415

        return interpret_posting(self._detector.detect(document, of="posting"))

    def checked(self, document: Document, as_of: date, market: Market | None = None) -> Posting:
        """Return what the document asks for, read as a posting, and what is wrong with that."""
        from scanner.check import check  # noqa: PLC0415
        from scanner.interpret.requirements import interpret_posting  # noqa: PLC0415

        annotations = self._detector.detect(document, of="posting")
        return check(interpret_posting(annotations), annotations, self.catalog, as_of, market)

    def fit(self, candidate: Candidate, posting: Posting, as_of: date, *, hours_per_week: float | None = None) -> Fit:
        """Return how a candidate meets a posting, with the advice."""
        (fit,), _ = self.fits(candidate, (posting,), as_of, hours_per_week=hours_per_week)
        return fit

    def fits(
        self, candidate: Candidate, postings: Sequence[Posting], as_of: date, *, hours_per_week: float | None = None
    ) -> tuple[tuple[Fit, ...], tuple[Door, ...]]:
        """Return how a candidate meets each posting, and where there are several, what would open most of them."""
        hours = hours_per_week or self.catalog.advice.hours_per_week
        found = [match(candidate, posting, self.catalog, as_of) for posting in postings]
        ways = [
            find_ways(Gap(candidate, posting, fit, self.catalog, as_of, hours))
            for posting, fit in zip(postings, found, strict=True)
        ]
        fits = (replace(fit, advice=write_advice(each)) for fit, each in zip(found, ways, strict=True))
        opened = doors(ways, self.catalog.advice.doors_at_most) if len(postings) > 1 else ()
        return tuple(fits), opened

    def smallest_change(
        self, candidate: Candidate, posting: Posting, as_of: date, *, hours_per_week: float | None = None
    ) -> tuple[tuple[Advice, ...], float | None]:
        """Return the least to take so that nothing required is missing, and the score then."""
        hours = hours_per_week or self.catalog.advice.hours_per_week
        fit = match(candidate, posting, self.catalog, as_of)
        return smallest_change(find_ways(Gap(candidate, posting, fit, self.catalog, as_of, hours)))


def pipeline_for(patterns: Sequence[str | PathLike[str]]) -> Pipeline:
    """Return the pipeline for these folders of patterns beside the built-in ones, built on first use.

    Raises `CatalogError` for patterns that break their format.
    """
    return _build(tuple(Path(folder) for folder in patterns))


@lru_cache(maxsize=4)
def _build(patterns: tuple[Path, ...]) -> Pipeline:
    return Pipeline(load_catalog(patterns))
