"""No misspelt name is read as another credential: each name and alias of the catalogue, in four bad spellings."""

import random
import re
import string
from collections.abc import Iterator

import pytest

from scanner.catalog import Credential
from scanner.detect.lexicon import build_lexicon
from tests.detect.reading import detect, shipped_catalog

CATALOG = shipped_catalog()
_SHORTEST = 4
#: of the bad spellings, at least so many are read as what they were
_READ = 0.85


def _phrases(credential: Credential) -> tuple[str, ...]:
    return (credential.name, *credential.aliases)


LEXICON = build_lexicon(CATALOG)
NAMES = {**LEXICON.names, **LEXICON.ambiguous, **LEXICON.unleveled}


def says_another(bad: str, name: str) -> bool:
    """Return whether a bad spelling holds, letter by letter, a name that the good one does not: "RHCA" for "RHCE"."""
    stretches = [
        {words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
        for words in (LEXICON.words(re.sub(r"\bl|l\b|(?<=[A-Z])l(?=[A-Z])", "I", bad)), LEXICON.words(name))
    ]
    return any(stretch in NAMES for stretch in stretches[0] - stretches[1])


def bad_spellings(name: str, chance: random.Random) -> Iterator[str]:
    """Yield a name with one letter of one of its longer words left out, exchanged with the next, doubled, replaced."""
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    for kind in range(4 if places else 0):
        place = chance.choice(places)
        word = words[place]
        at = chance.randrange(1, len(word) - 1)
        front, letter, back = word[:at], word[at], word[at + 1 :]
        bad = (
            front + back,
            front + back[0] + letter + back[1:],
            front + letter + letter + back,
            front + chance.choice(string.ascii_lowercase) + back,
        )[kind]
        if bad != word:
            yield " ".join((*words[:place], bad, *words[place + 1 :]))


def _read(text: str) -> set[str]:
    mentions = detect(f"Certifications\n- {text}\n").mentions
    return {mention.ref for mention in mentions if mention.ref in CATALOG.credentials}


@pytest.mark.parametrize("seed", [7, 2026])
def test_no_bad_spelling_is_read_as_another_credential(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    spelt = [
        (one.id, bad, phrase) for one in CATALOG for phrase in _phrases(one) for bad in bad_spellings(phrase, chance)
    ]
    own = [(ref, bad) for ref, bad, phrase in spelt if not says_another(bad, phrase)]
    assert len(own) > 0.98 * len(spelt)
    found = [(ref, bad, _read(bad)) for ref, bad in own]
    assert [one for one in found if one[2] - {one[0]}] == []
    assert sum(bool(refs) for _, _, refs in found) >= _READ * len(found)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("AWS Certified Machne Lerning - Specialty", "aws-ml-specialty"),
        ("Certified Kubemetes Administrator", "cncf-cka"),
        ("Databricks GenAl Engineer Associate", "databricks-generative-ai-engineer-associate"),
        ("MCSA: SQL Srever 2016 Database Development", "ms-mcsa-sql-2016-database-development"),
        ("MTA JavaScritp", "ms-mta-javascript"),
        ("MCSE: Clod Platform and Infrastructure", "ms-mcse-core-infrastructure"),
    ],
)
def test_a_bad_spelling_is_put_right(text: str, ref: str) -> None:
    assert _read(text) == {ref}


@pytest.mark.parametrize(
    "text",
    [
        # a word of a name that is another word here
        "AWS Certified Sollutions\nArchitecture",
        # a longer title that nobody knows, with a known one inside
        "Microsoft Widgets Administrator Associate",
        "Agentic AI Business Widget",
    ],
)
def test_what_is_no_name_is_not_made_one(text: str) -> None:
    assert _read(text) == set()
