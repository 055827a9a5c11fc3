"""What must hold for any text whatever: nothing raises, offsets are true, order and equality are kept."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.detect import Detector
from scanner.interpret.claims import interpret_resume
from scanner.interpret.holdings import settle
from scanner.interpret.requirements import interpret_posting
from scanner.model import Annotations, Candidate, Posting, Via
from tests.builders import AS_OF
from tests.detect.reading import detect, detector, document, shipped_catalog

_OF = st.sampled_from(["resume", "posting"])
#: what resumes and postings are made of, so that the rules are reached and not only survived
_PIECES = st.sampled_from(
    [
        "AWS Certified Solutions Architect – Associate", "AWS Solutions Architect", "AZ-104", "/204", "CKA",
        "CISSP", "PE", "ACE", "Security+", "Certified Kuberentes Administrator", "Cert1fied", "AWS", "Azure",
        "certification", "certified", "Certifications", "Requirements", "Nice to have", "Skills", "Experience",
        "in progress", "expired", "passed", "failed", "planned", "required", "preferred", "or", "and", "such as",
        "one of the following", "or equivalent", "but", "not", "(", ")", "[", "]", ",", ";", ":", ".", "/", "|",
        " | ", " – ", "-", "•", "- ", "\n", "\n\n", " ", "  ", "\t", "2024", "03/2024", "2021 – present",
        "31.02.2024", "valid until", "issued", "both", "all", "**", "## ", "'24", "1. ", "\u00ad", "\u00a0", "ﬁ",
        "é", "İ", "ß", "🏅", "\x00",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join), st.lists(_PIECES, max_size=40).map(" ".join)
)
_MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_FEW = settings(_MANY, max_examples=40)


def _read(text: str, of: str) -> tuple[Annotations, Candidate | Posting]:
    seen = detect(text, of)
    return seen, _settled(seen, AS_OF) if of == "resume" else interpret_posting(seen)


def _settled(seen: Annotations, day: date) -> Candidate:
    return settle(interpret_resume(seen, shipped_catalog()), shipped_catalog(), day)


@_MANY
@given(text=_TEXTS, of=_OF)
def test_every_offset_points_into_the_text(text: str, of: str) -> None:
    seen, read = _read(text, of)
    for found in (*seen.mentions, *seen.cues, *seen.words, *seen.dates):
        assert 0 <= found.start < found.end <= len(text)
    for item in read.holdings if isinstance(read, Candidate) else read.requirements:
        assert item.evidence
        for evidence in item.evidence:
            assert evidence.quote == text[evidence.start : evidence.end] != ""
            assert 0 < evidence.confidence <= 1


@_MANY
@given(text=_TEXTS, of=_OF)
def test_mentions_and_sentences_stand_in_order_and_apart(text: str, of: str) -> None:
    seen = detect(text, of)
    for row in (seen.mentions, seen.sentences, seen.dates):
        assert all(0 <= item.start < item.end <= len(text) for item in row)
        assert all(before.end <= after.start for before, after in pairwise(row))
    assert all(section.start <= section.body <= section.end <= len(text) for section in seen.sections)
    assert all(sentence.section in seen.sections for sentence in seen.sentences)
    assert all(text[sentence.start : sentence.end].strip() for sentence in seen.sentences)


@_MANY
@given(text=_TEXTS, of=_OF)
def test_every_reference_is_known(text: str, of: str) -> None:
    for mention in detect(text, of).mentions:
        if mention.via is Via.WILDCARD:
            assert shipped_catalog().families.knows(mention.ref)
        elif mention.via is not Via.UNLISTED:
            assert mention.ref in shipped_catalog().credentials
            assert all(reading in shipped_catalog().credentials for reading in mention.readings)


@_MANY
@given(text=_TEXTS, of=_OF)
def test_the_same_text_twice_reads_the_same(text: str, of: str) -> None:
    assert _read(text, of) == _read(text, of)


@_FEW
@given(texts=st.lists(_TEXTS, max_size=4), text=_TEXTS, of=_OF)
def test_nothing_stays_behind_from_other_documents(texts: list[str], text: str, of: str) -> None:
    before = _read(text, of)
    for other in texts:
        _read(other, of)
    assert _read(text, of) == before


def _is_plain(piece: str) -> bool:
    """Whether it is no name that needs evidence near by: how near is measured in characters."""
    return bool(piece.strip()) and piece not in {"PE", "ACE", "AWS Solutions Architect"}


@_MANY
@given(pieces=st.lists(_PIECES.filter(_is_plain), max_size=20), of=_OF)
def test_doubled_spaces_do_not_change_what_is_found(pieces: list[str], of: str) -> None:
    text = " ".join(pieces)
    wide = re.sub(" +", "  ", text)
    assert {m.ref for m in detect(wide, of).mentions} == {m.ref for m in detect(text, of).mentions}


def _names() -> list[tuple[str, str]]:
    return [(credential.id, credential.name) for credential in shipped_catalog() if credential.kind != "licence"]


@pytest.mark.parametrize(
    "change", [str.upper, str, lambda name: name.replace(" ", "  "), lambda name: name.replace(" ", "\u00a0")]
)
def test_every_official_name_is_found_however_it_is_set(change: "type[str]") -> None:
    wrong = {
        name: refs
        for ref, name in _names()
        if (refs := [m.ref for m in detect(f"Certifications\n- {change(name)}\n").mentions]) != [ref]
    }
    assert not wrong


@pytest.mark.parametrize("of", ["resume", "posting"])
def test_every_official_name_is_found_in_a_sentence(of: str) -> None:
    sentence = "We ask for the {} certification." if of == "posting" else "In spring I passed the {} exam."
    wrong = {
        name: refs
        for ref, name in _names()
        if ref not in (refs := [m.ref for m in detect(sentence.format(name), of).mentions])
    }
    assert not wrong


def test_a_detector_keeps_nothing_of_a_catalogue_but_the_catalogue() -> None:
    text = document("Certifications\nCKA, 2025\nCertfied Ethical Hacker")
    assert Detector(shipped_catalog()).detect(text, of="resume") == detector().detect(text, of="resume")


def test_the_day_decides_and_not_the_clock() -> None:
    seen = detect("CISSP, valid until March 2027")
    statuses = [_settled(seen, day).holdings[0].status for day in (date(2027, 3, 31), date(2027, 4, 1))]
    assert statuses == ["held", "expired"]


# --- texts made to hurt: sizes at which a quadratic step takes seconds and a linear one does not

_HOSTILE = {
    "one-letter": "a" * 50_000,
    "digits": "1" * 50_000,
    "spaces": "CKA" + " " * 50_000 + "passed",
    "open-brackets": "(" * 30_000,
    "brackets": "CKA " + "(" * 15_000 + ")" * 15_000,
    "dashes": "-" * 50_000,
    "dashes-and-spaces": "- " * 25_000,
    "stops": "A. " * 15_000,
    "blank-lines": "\n" * 50_000,
    "short-lines": "ab\n" * 10_000,
    "bullets": "- x\n" * 10_000,
    "pipes": "a | b | " * 5_000,
    "hyphens-at-line-ends": "cer-\n" * 10_000,
    "accents": "e" + "\u0301" * 30_000,
    "capitals-inside-a-word": "aB" * 20_000,
    "digits-inside-a-word": "ab1" * 15_000,
    "optical-digits": "lO" * 20_000,
    "beginning-of-a-name": "AWS Certified " * 1_500,
    "name": "AWS Certified Developer – Associate " * 2_000,
    "names-in-lines": "CKA\n" * 3_000,
    "names-in-a-list": "CKA, " * 3_000,
    "names-in-cells": "CKA | 2024 | " * 120,
    "codes": "AZ-104" + "/104" * 1_000,
    "codes-and-and": "AZ-104" + " and" * 8_000,
    "ambiguous": "PCA " * 500,
    "expanded-otherwise": "Customer Success Manager (CSM) " * 800,
    "initials": "c s m " * 5_000 + "CSM",
    "post-nominals": "Jane Roe" + ", CISSP" * 3_000,
    "misspelt": "Certfied Kuberntes Adminstrator " * 1_500,
    "dates": "2024-03-05 " * 4_000,
    "months": "March " * 5_000,
    "ranges": "03/2021 – 03/2024\n" * 2_000,
    "cues": "in progress " * 3_000,
    "name-and-cue": "CKA but " * 2_000,
    "headings": "Skills\n" * 5_000,
    "headings-in-a-line": "Certifications: " * 2_500,
    "families": "AWS certification, " * 800,
    "any": "relevant " * 3_000 + "certification " * 1_500,
    "levels": "associate level " * 2_500,
    "or": "CISSP or " * 2_500,
    "such-as": "security certification such as CISSP, " * 400,
    "one-of": "one of " * 4_000 + "CISSP",
    "denials": "no certification required " * 1_500,
    "address": "a." * 20_000 + "@",
    "phone": "+1 " * 15_000,
}


@pytest.mark.parametrize("of", ["resume", "posting"])
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in _HOSTILE.items()])
def test_hostile_texts_come_to_an_end(text: str, of: str) -> None:
    seen, _ = _read(text, of)
    assert all(mention.end <= len(text) for mention in seen.mentions)
