"""The component in pipelines of other people: their tokenizers, their ways to run, save and copy a pipeline."""

import pickle
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from scanner import spacy_component
from scanner.errors import CatalogError
from tests.command import ROOT

TEXT = "Jane Roe, PMP\n\nCertifications\n- CKA (in progress)\n- CKAD, expired 2021\n"
EXPECTED = [("PMP", "pmi-pmp", "held"), ("CKA", "cncf-cka", "in_progress"), ("CKAD", "cncf-ckad", "expired")]


def spans(doc: Doc, key: str = "credentials") -> list[tuple[str, str, str]]:
    assert all(span.label_ == span.kb_id_ for span in doc.spans[key])
    return [(span.text, span.label_, span.id_) for span in doc.spans[key]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("credentials")
    return nlp


def test_spans_carry_the_credential_and_its_status(nlp: Language) -> None:
    assert spans(nlp(TEXT)) == EXPECTED


@pytest.mark.parametrize("language", ["de", "fr", "xx"])
def test_the_language_of_the_pipeline_does_not_matter(language: str) -> None:
    other = spacy.blank(language)
    other.add_pipe("credentials")
    assert spans(other(TEXT)) == EXPECTED


def test_foreign_tokens_are_covered_whole(nlp: Language) -> None:
    words = ["Jane", "certified:", "(CKA/CKAD)", "2024"]
    doc = nlp.get_pipe("credentials")(Doc(nlp.vocab, words=words))
    assert {(text, label) for text, label, _ in spans(doc)} == {("(CKA/CKAD)", "cncf-cka"), ("(CKA/CKAD)", "cncf-ckad")}


def test_a_stream_gives_what_single_texts_give(nlp: Language) -> None:
    texts = [TEXT, "", "Nothing here.", " \n "]
    assert [spans(doc) for doc in nlp.pipe(texts, batch_size=2)] == [EXPECTED, [], [], []]


def test_saved_and_loaded_it_is_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    assert spans(spacy.load(tmp_path / "saved")(TEXT)) == EXPECTED
    again = spacy.blank("en")
    again.add_pipe("credentials")
    assert spans(again.from_bytes(nlp.to_bytes())(TEXT)) == EXPECTED


def test_pickled_it_is_small_and_the_same(nlp: Language) -> None:
    component = pickle.dumps(nlp.get_pipe("credentials"))
    assert len(component) < 1_000
    assert spans(pickle.loads(component)(nlp.make_doc(TEXT))) == EXPECTED  # noqa: S301
    assert spans(pickle.loads(pickle.dumps(nlp))(TEXT)) == EXPECTED  # noqa: S301


def test_documents_keep_the_spans(nlp: Language) -> None:
    copy = Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())
    assert spans(copy) == EXPECTED


def test_settings_are_those_of_the_pipeline(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("credentials", config={"spans_key": "certs"})
    assert spans(nlp(TEXT), "certs") == EXPECTED
    (tmp_path / "cues.yaml").write_text("- {phrase: x}\n", encoding="utf-8")
    with pytest.raises(CatalogError):
        nlp.add_pipe("credentials", "mine", config={"patterns": [str(tmp_path)]})


def test_the_entry_point_names_the_factory() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["entry-points"]["spacy_factories"]["credentials"].partition(":")
    assert getattr(import_module(module), function) is spacy_component.make_credentials
    assert Language.has_factory("credentials")


def test_the_documented_example_prints_what_it_shows() -> None:
    page = (ROOT / "docs" / "spacy.md").read_text(encoding="utf-8")
    code, printed = re.search(r"```python\n(.*?)```.*?```text\n(.*?)```", page, re.DOTALL).groups()
    # As in an installed package, where spaCy imports the factory by its entry point.
    script = f"import scanner.spacy_component\n{code}"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (printed, "")
