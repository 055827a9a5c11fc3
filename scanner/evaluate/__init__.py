"""Labels x answers -> Accuracy: how right a scanner is, ours or anybody's, on documents whose answer people wrote down.

What is scored is the JSON of the contract (`scan-report/1`, `posting-report/1`) and nothing else, so that every scanner
is measured alike. It computes; what reads documents and what writes the figures stand elsewhere.
"""

from scanner.evaluate.accuracy import Accuracy, Facet, evaluate
from scanner.evaluate.answers import Answers, read_answers, read_answers_file
from scanner.evaluate.known import Known
from scanner.evaluate.labels import Kind, Labels, read_labels
from scanner.evaluate.tally import Figure, Miss

__all__ = [
    "Accuracy",
    "Answers",
    "Facet",
    "Figure",
    "Kind",
    "Known",
    "Labels",
    "Miss",
    "evaluate",
    "read_answers",
    "read_answers_file",
    "read_labels",
]
