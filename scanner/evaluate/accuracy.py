"""All documents of a set: the figures over them, and over each kind of document."""

from collections import defaultdict
from dataclasses import dataclass

from scanner.evaluate.answers import Answers
from scanner.evaluate.holdings import resume_figures, score_resume
from scanner.evaluate.known import Known
from scanner.evaluate.labels import Kind, LabelledDocument, Labels
from scanner.evaluate.requirements import posting_figures, score_posting
from scanner.evaluate.tally import Figure, Miss, Tally


@dataclass(frozen=True, slots=True)
class Facet:
    """The documents that have one thing in common: language de, layout two-column."""

    name: str
    value: str
    documents: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right the answers to one set of labels are."""

    kind: Kind
    documents: int
    figures: tuple[Figure, ...]
    facets: tuple[Facet, ...]
    misses: tuple[Miss, ...]
    #: documents without an answer and why, as far as known: they count as answered with nothing
    unread: tuple[tuple[str, str], ...]
    #: labels of things, and things said, that are outside what the labels know: they stand in no figure
    outside_labels: int
    unlabelled_predictions: int

    def figure(self, name: str) -> Figure | None:
        """Return a figure over all documents by its name, None where the set has nothing to measure it on."""
        return next((figure for figure in self.figures if figure.name == name), None)


def evaluate(labels: Labels, answers: Answers, known: Known) -> Accuracy:
    """Return how right the answers are; a document without an answer counts as answered with nothing."""
    whole = Tally()
    parts: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for document in labels.documents:
        tally = _score(labels.kind, document, answers, known)
        whole.update(tally)
        for facet in document.facets:
            parts[facet].update(tally)
    # The fewest say least: the kinds with most documents first.
    ordered = sorted(parts.items(), key=lambda part: (part[0][0], -part[1].documents, part[0][1]))
    unread = [d.name for d in labels.documents if not answers.has(d.name)]
    return Accuracy(
        kind=labels.kind,
        documents=whole.documents,
        figures=_figures(labels.kind, whole),
        facets=tuple(Facet(*key, tally.documents, _figures(labels.kind, tally)) for key, tally in ordered),
        misses=tuple(whole.misses),
        unread=tuple((name, answers.unread.get(name, "no answer")) for name in unread),
        outside_labels=whole.hits["outside_labels"],
        unlabelled_predictions=whole.hits["unlabelled_predictions"],
    )


def _score(kind: Kind, document: LabelledDocument, answers: Answers, known: Known) -> Tally:
    if kind is Kind.RESUMES:
        return score_resume(document, answers.holdings.get(document.name, ()), known)
    return score_posting(document, answers.requirements.get(document.name, ()), known)


def _figures(kind: Kind, tally: Tally) -> tuple[Figure, ...]:
    return tuple(resume_figures(tally) if kind is Kind.RESUMES else posting_figures(tally))
