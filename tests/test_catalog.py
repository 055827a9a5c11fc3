"""Every entry of the catalogue, tested by machine: what it is called, where it belongs, and what it is over time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.catalog import Credential, Wildcard, builtin_patterns, check_patterns, load_catalog
from scanner.catalog import words as catalog_words
from scanner.detect import Detector
from scanner.detect.tokens import Tokenizer
from scanner.model import CredentialStatus, Document
from scanner.partial_dates import first_day, last_day

CATALOG = check_patterns()
FILES = sorted((builtin_patterns() / "credentials").glob("*.yaml"))

SECTION = "Jane Roe\n\nExperience\nBuilt data services for a retailer.\n\nCertifications\n- {}\n- First aid course\n"
PROSE = "Jane Roe\n\nSummary\nEngineer with eight years of practice. Certified: {}. Based in Lyon.\n"
POSTING = "Senior Engineer\n\nRequirements\n- {} certification required\n- Five years in a similar role\n"
CARRIERS = ((SECTION, "resume"), (PROSE, "resume"), (POSTING, "posting"))


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector(CATALOG)


def _line(carrier: str) -> str:
    return next(line for line in carrier.splitlines() if "{}" in line)


def refs(detector: Detector, text: str, of: str = "resume") -> set[str]:
    return {mention.ref for mention in detector.detect(Document("x", "text", text), of=of).mentions}


def phrases(credential: Credential) -> tuple[str, ...]:
    acronym = (credential.acronym,) if credential.acronym else ()
    return (credential.name, *credential.aliases, *credential.exam_codes, *acronym)


def _words(text: str) -> catalog_words.Phrase:
    return catalog_words.respell(catalog_words.split(text), CATALOG.language.names.spellings)


SHARED = {_words(one.phrase): dict(one.readings) for one in CATALOG.language.ambiguous}


def written(credential: Credential) -> Iterator[str]:
    """Yield what it is called; a phrase that others share has beside it the first of the words that decide."""
    for phrase in phrases(credential):
        beside = SHARED.get(_words(phrase), {}).get(credential.id, ())
        yield f"{beside[0]} {phrase}" if beside and beside[0].lower() not in phrase.lower() else phrase


# --- names


@pytest.mark.parametrize("issuer", [path.stem for path in FILES])
def test_each_name_alias_and_code_is_found_as_its_own_id_and_no_other(detector: Detector, issuer: str) -> None:
    wrong = [
        f"{credential.id}: {phrase!r} in {_line(text)!r} is read as {sorted(found) or 'nothing'}"
        for credential in CATALOG
        if f"{credential.id}-".startswith(f"{issuer}-")
        for phrase in written(credential)
        for text, of in CARRIERS
        if (found := refs(detector, text.format(phrase), of)) != {credential.id}
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_file_of_an_entry_is_named_by_the_first_part_of_its_id() -> None:
    names = {path.stem for path in FILES}
    assert {one.id for one in CATALOG if not any(one.id.startswith(f"{name}-") for name in names)} == set()


def test_phrases_are_compared_as_the_documents_words_are() -> None:
    texts = list(chain.from_iterable(phrases(one) for one in CATALOG))
    texts += ["SECURITY+", "C# & C++", "L’Été", "master's", "AZ-104/AZ-305", "ISO/IEC 27001:2022", "K8s"]
    known = {word for text in texts for word in catalog_words.split(text)}
    read = Tokenizer(known, {})
    assert [catalog_words.split(text) for text in texts] == [tuple(read(text).norms) for text in texts]


PAIRS = [
    ("gcp-professional-data-engineer", "gcp-professional-database-engineer"),
    ("gcp-professional-cloud-architect", "gcp-associate-cloud-engineer"),
    ("gcp-professional-network-engineer", "gcp-professional-security-engineer"),
    ("ms-azure-administrator-associate", "ms-azure-developer-associate"),
    ("ms-azure-data-engineer-associate", "ms-azure-data-scientist-associate"),
    ("ms-azure-fundamentals", "ms-azure-ai-fundamentals"),
    ("aws-solutions-architect-associate", "aws-solutions-architect-professional"),
    ("aws-ml-specialty", "aws-ml-engineer-associate"),
    ("aws-developer-associate", "aws-genai-developer-professional"),
    ("databricks-data-engineer-associate", "databricks-data-engineer-professional"),
    ("databricks-machine-learning-associate", "databricks-machine-learning-professional"),
    ("databricks-data-engineer-associate", "databricks-data-analyst-associate"),
    ("cncf-cka", "cncf-ckad"),
    ("isaca-cisa", "isaca-cism"),
    ("isc2-cissp", "isc2-ccsp"),
    ("comptia-security-plus", "comptia-server-plus"),
    ("scrumorg-psm-1", "scrumorg-psm-2"),
    ("scrumalliance-csm", "scaledagile-ssm"),
    ("tensorflow-developer", "dlai-tensorflow-developer"),
    ("dlai-machine-learning-specialization", "dlai-deep-learning-specialization"),
    ("peoplecert-prince2-foundation", "peoplecert-prince2-practitioner"),
    ("redhat-rhcsa", "redhat-rhce"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=" / ".join)
def test_near_pairs_stay_apart_written_well_or_badly(detector: Detector, pair: tuple[str, str]) -> None:
    one, other = (CATALOG.credentials[ref] for ref in pair if ref in CATALOG.credentials)
    both = "Certifications\n" + "".join(f"- {credential.name}\n" for credential in (one, other))
    assert refs(detector, both) == set(pair)
    for credential in (one, other):
        for bad in misspelt(credential.name):
            found = refs(detector, f"Certifications\n- {bad}\n")
            assert {ref for ref in found if Wildcard.parse(ref) is None} <= {credential.id}, (bad, found)


def misspelt(name: str) -> Iterator[str]:
    """Yield the name with its longest word misspelt, if it is long: a letter left out, two exchanged, one doubled."""
    word = max((w for w in name.split() if w.isalpha()), key=len)
    middle = len(word) // 2
    head, tail = word[:middle], word[middle:]
    for bad in (head + tail[1:], head + tail[1] + tail[0] + tail[2:], head + tail[0] + tail):
        if len(word) >= 8 and bad != word:
            yield name.replace(word, bad)


# --- the catalogue as a whole


def test_the_targets_are_met() -> None:
    everything = list(CATALOG)
    assert len(everything) >= 430
    assert sum(bool(one.sources) for one in everything) >= 0.95 * len(everything)
    assert sum(one.cost is not None for one in everything) >= 0.78 * len(everything)
    assert sum(one.validity_known for one in everything) >= 0.83 * len(everything)
    # any belt of any school, and what each state gives, have no issuer with a page
    assert {one.id.split("-")[0] for one in everything if not one.official_page} == {"various", "driving", "us"}


def test_the_cache_says_the_same_as_the_files(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        loaded = load_catalog()
        assert repr(list(loaded)) == repr(list(CATALOG))
        assert repr(loaded.language) == repr(CATALOG.language)


@pytest.mark.parametrize(
    ("ref", "worth"),
    [
        ("aws-ml-specialty", (10_000, 15_000)),
        ("gcp-professional-ml-engineer", (10_000, 15_000)),
        ("ms-azure-ai-engineer-associate", (5_000, 10_000)),
    ],
)
def test_the_recruiters_figures_are_there_with_their_source(ref: str, worth: tuple[int, int]) -> None:
    one = CATALOG.credentials[ref]
    assert one.salary_impact_usd == worth
    assert [source.note for source in one.sources if "salary_impact_usd" in source.facts] == ["recruiter-article-2026"]


def test_one_of_several_prerequisites_is_not_proven_by_holding() -> None:
    expert = CATALOG.credentials["ms-devops-engineer-expert"]
    assert set(expert.prerequisites_any_of) == {"ms-azure-administrator-associate", "ms-azure-developer-associate"}
    assert CATALOG.proven_by(expert.id).isdisjoint(expert.prerequisites_any_of)


def test_what_a_higher_level_proves_is_of_its_own_issuer_and_never_above_it() -> None:
    for one in CATALOG:
        for ref in one.covers:
            other = CATALOG.credentials[ref]
            assert other.id.partition("-")[0] == one.id.partition("-")[0], (one.id, ref)
            if one.level and other.level:
                assert CATALOG.families.rank(other.level) <= CATALOG.families.rank(one.level), (one.id, ref)


# --- wildcards


@pytest.mark.parametrize(
    ("ref", "inside", "outside"),
    [
        ("aws/*", "aws-ml-specialty aws-cloud-practitioner", "ms-azure-fundamentals"),
        ("aws/*associate", "aws-developer-associate aws-ml-specialty", "aws-cloud-practitioner"),
        ("aws/*professional", "aws-solutions-architect-professional", "aws-developer-associate aws-ml-specialty"),
        ("azure/*expert", "ms-azure-solutions-architect-expert", "ms-azure-administrator-associate"),
        ("cloud/*", "aws-developer-associate ms-azure-fundamentals gcp-cloud-digital-leader", "isc2-cissp pmi-pmp"),
        ("ml/*", "aws-ml-specialty tensorflow-developer dlai-deep-learning-specialization", "aws-developer-associate"),
        ("security/*", "isc2-cissp comptia-security-plus aws-security-specialty", "pmi-pmp"),
        ("microsoft/*", "ms-azure-fundamentals ms-mcse", "aws-ml-specialty"),
        ("google/*", "gcp-professional-ml-engineer tensorflow-developer", "aws-ml-specialty"),
        ("pm/*", "pmi-pmp peoplecert-prince2-foundation", "isc2-cissp"),
        ("*/*", "pmi-pmp isc2-cissp ncees-pe aws-ml-specialty", "driving-licence-cdl"),
        ("driving-licence/*", "driving-licence-cdl", "pmi-pmp"),
        ("dod-8140/*iat-2", "comptia-security-plus giac-gsec isc2-cissp isaca-cisa", "comptia-a-plus"),
        ("dod-8140/*iat-3", "isc2-cissp isaca-cisa", "comptia-security-plus isaca-cism"),
        ("dod-8140/*iam-2", "isaca-cism isc2-cissp", "giac-gsec"),
    ],
)
def test_who_satisfies_a_wildcard(ref: str, inside: str, outside: str) -> None:
    satisfying = CATALOG.satisfying(ref)
    assert CATALOG.families.knows(ref)
    assert set(inside.split()) <= satisfying
    assert satisfying.isdisjoint(outside.split())
    assert set(outside.split()) <= CATALOG.credentials.keys()


def test_no_driving_licence_is_a_professional_certification() -> None:
    driving = CATALOG.families.members("driving-licence")
    assert driving
    assert CATALOG.satisfying("*/*") == CATALOG.credentials.keys() - driving


def test_levels_of_a_family_part_its_members_and_higher_ones_satisfy_lower_ones() -> None:
    families = CATALOG.families
    for name in families.by_name:
        levels = families.levels(name)
        at = {level: families.at_level(Wildcard(name, level)) for level in levels}
        assert frozenset().union(*at.values()) <= families.members(name)
        for low in levels:
            satisfying = families.satisfying(Wildcard(name, low))
            assert at[low] <= satisfying <= families.members(name)
            if name != "dod-8140":
                higher = [level for level in levels if families.rank(level) > families.rank(low)]
                assert satisfying == at[low].union(*(at[level] for level in higher))


def test_every_platform_and_field_has_members() -> None:
    empty = [
        name
        for name, family in CATALOG.families.by_name.items()
        if family.kind in ("platform", "field", "list", "licence") and not CATALOG.families.members(name)
    ]
    assert empty == []


# --- over time

_DATES = st.dates(date(2015, 1, 1), date(2030, 12, 31))
_ALL = st.sampled_from(sorted(CATALOG.credentials))


@settings(max_examples=500)
@given(_ALL, _DATES, st.floats(0, 500), st.sampled_from([1, 10, 40]))
def test_the_status_follows_from_the_dates(ref: str, as_of: date, hours: float, hours_per_week: float) -> None:
    _check_status(CATALOG.credentials[ref], as_of)
    one = CATALOG.credentials[ref]
    if one.is_takeable(as_of, hours_per_week, hours):
        assert one.status_at(as_of) in (CredentialStatus.ACTIVE, CredentialStatus.BETA)
        finished = as_of + timedelta(weeks=hours / hours_per_week)
        assert one.retired_on is None or finished <= last_day(one.retired_on)


def test_the_status_of_every_entry_through_sixteen_years() -> None:
    days = [date(2015, 1, 1) + timedelta(days=30 * month) for month in range(195)]
    for one in CATALOG:
        # around its own dates, where it changes
        turns = [first_day(one.launched)] if one.launched else []
        turns += [last_day(one.retired_on)] if one.retired_on else []
        for as_of in (*days, *(turn + timedelta(days=off) for turn in turns for off in (-1, 0, 1))):
            _check_status(one, as_of)


def _check_status(one: Credential, as_of: date) -> None:
    status = one.status_at(as_of)
    is_gone = one.retired_on is not None and as_of > last_day(one.retired_on)
    is_to_come = one.launched is not None and as_of < first_day(one.launched)
    if is_gone:
        assert status is CredentialStatus.RETIRED
    elif is_to_come:
        assert status is CredentialStatus.ANNOUNCED
    else:
        assert status is (one.stated_status or CredentialStatus.ACTIVE)
    if status in (CredentialStatus.RETIRED, CredentialStatus.ANNOUNCED):
        assert not one.is_takeable(as_of, 10)


@pytest.mark.parametrize(
    ("ref", "day", "status"),
    [
        ("aws-ml-specialty", "2019-02-28", "announced"),
        ("aws-ml-specialty", "2026-03-31", "active"),
        ("aws-ml-specialty", "2026-04-01", "retired"),
        ("ms-azure-ai-engineer-associate", "2026-06-30", "active"),
        ("ms-azure-ai-engineer-associate", "2026-07-01", "retired"),
        ("tensorflow-developer", "2026-11-20", "retired"),
        ("aws-ai-business-strategist", "2026-11-20", "beta"),
        ("aws-ai-business-strategist", "2026-08-31", "announced"),
        ("isc2-cissp", "2026-11-20", "active"),
    ],
)
def test_the_status_at_a_date(ref: str, day: str, status: str) -> None:
    assert CATALOG.credentials[ref].status_at(date.fromisoformat(day)) == status


def test_nothing_succeeds_itself_and_a_successor_came_later() -> None:
    for one in CATALOG:
        assert one.id not in CATALOG.successors_of(one.id)
        for ref in one.successors:
            other = CATALOG.credentials[ref]
            if one.launched and other.launched:
                assert first_day(other.launched) >= first_day(one.launched), (one.id, ref)
