"""`scan catalog`: each command says what is known, and what is wrong, in words that people and programs can use."""

import csv
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from scanner.catalog import Catalog, load_catalog
from scanner.cli_catalog import catalog as command
from scanner.errors import ExitCode, ScannerError

Run = Callable[..., Result]
AS_OF = ("--as-of", "2026-11-20")
SCHEMA = json.loads(files("scanner").joinpath("schemas/catalog-1.schema.json").read_text("utf-8"))
OWN = """\
- id: acme-widget-analyst
  name: ACME Certified Widget Analyst
  issuer: ACME
  kind: certification
  families: [data]
  sources: [{url: "https://acme.example/certification", facts: [name]}]
  checked_on: 2025-01-31
  confidence: low
  unverified: [renewal, cost]
  cost: {usd_per_month: 49, months: [2, 4]}
- {id: aws-ml-specialty, cost: {usd: 1}}
"""


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def known() -> Catalog:
    return load_catalog()


@pytest.fixture
def run() -> Run:
    """Give what runs a command: `run("show", "aws-ml-specialty")`."""

    def run(*args: object) -> Result:
        return CliRunner().invoke(command, [str(arg) for arg in args], standalone_mode=False)

    return run


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give a folder of a user's patterns."""
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "acme.yaml").write_text(OWN)
    return tmp_path


def said(result: Result) -> str:
    """Return what a command wrote, each run of white space as one space."""
    assert result.exception is None, result.exception
    assert result.return_value == ExitCode.OK
    return " ".join(result.stdout.split())


# --- list


def test_a_list_for_programs_follows_its_schema_and_has_everything(run: Run, known: Catalog) -> None:
    report = json.loads(said(run("list", "--format", "json", *AS_OF)))
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(report)
    assert list(report) == ["schema", "credentials"]
    assert report["schema"] == "catalog/1"
    assert [one["id"] for one in report["credentials"]] == sorted(known.credentials)
    first = list(report["credentials"][0])
    assert first[:7] == ["id", "name", "issuer", "kind", "families", "level", "status"]


def test_what_is_unknown_is_null_and_what_does_not_expire_says_so(run: Run) -> None:
    report = json.loads(said(run("list", "--format", "json", *AS_OF)))
    by_id = {one["id"]: one for one in report["credentials"]}
    ml = by_id["aws-ml-specialty"]
    assert (ml["status"], ml["retired_on"], ml["cost_usd"]) == ("retired", "2026-03-31", [300, 300])
    assert (ml["validity_months"], ml["expires"]) == (36, True)
    fundamentals = by_id["ms-azure-fundamentals"]
    assert (fundamentals["validity_months"], fundamentals["expires"]) == (None, False)
    assert any(one["expires"] is None for one in by_id.values())
    assert any(one["cost_usd"] is None for one in by_id.values())


@pytest.mark.parametrize(
    ("options", "inside", "outside"),
    [
        (["--family", "ml"], "aws-ml-specialty", "aws-developer-associate"),
        (["--family", "comptia"], "comptia-security-plus", "isc2-cissp"),
        (["--family", "dod-8140"], "isc2-cissp", "pmi-pmp"),
        (["--level", "specialty"], "aws-ml-specialty", "aws-developer-associate"),
        (["--status", "retired"], "aws-ml-specialty", "aws-developer-associate"),
        (["--status", "beta"], "aws-ai-business-strategist", "aws-developer-associate"),
        (["--issuer", "microsoft"], "ms-azure-fundamentals", "aws-developer-associate"),
        (["--family", "cloud", "--level", "expert"], "ms-azure-solutions-architect-expert", "isc2-cissp"),
    ],
)
def test_filters(run: Run, options: list[str], inside: str, outside: str) -> None:
    for form in ("json", "csv", "table"):
        found = said(run("list", *options, "--format", form, *AS_OF))
        assert inside in found
        assert outside not in found


def test_the_status_is_that_at_the_date(run: Run) -> None:
    options = ("list", "--family", "aws", "--status", "retired", "--format", "csv")
    assert "aws-ml-specialty" not in said(run(*options, "--as-of", "2026-03-31"))
    assert "aws-ml-specialty" in said(run(*options, "--as-of", "2026-04-01"))


def test_a_list_for_a_spreadsheet_has_a_header_and_a_row_for_each(run: Run, known: Catalog) -> None:
    result = run("list", "--format", "csv", *AS_OF)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [row["id"] for row in rows] == sorted(known.credentials)
    assert None not in rows[0]
    (row,) = [row for row in rows if row["id"] == "aws-ml-specialty"]
    assert (row["cost_usd_low"], row["status"], row["exam_codes"], row["expires"]) == (
        "300",
        "retired",
        "MLS-C01",
        "yes",
    )


def test_a_list_goes_into_a_file(run: Run, tmp_path: Path) -> None:
    said(run("list", "--family", "ml", "--format", "json", "-o", tmp_path / "ml.json", *AS_OF))
    Draft202012Validator(SCHEMA).validate(json.loads((tmp_path / "ml.json").read_text()))


def test_a_table_in_a_pipe_keeps_its_lines_whole_and_has_no_colour(run: Run) -> None:
    result = run("list", "--family", "aws", "--status", "active", *AS_OF)
    assert "\x1b" not in result.stdout
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("aws-solutions-architect-professional ")]
    assert line.strip().split("  ")[-1].strip() == "AWS Certified Solutions Architect – Professional"
    assert "credentials; status on 2026-11-20" in result.stderr


def test_nothing_that_fits_is_an_empty_list(run: Run) -> None:
    result = run("list", "--family", "aws", "--issuer", "nobody", "--format", "json", *AS_OF)
    assert json.loads(result.stdout) == {"schema": "catalog/1", "credentials": []}


# --- show


def test_a_retired_credential_in_words(run: Run) -> None:
    text = said(run("show", "aws-ml-specialty", *AS_OF))
    for part in (
        "AWS Certified Machine Learning – Specialty",
        "aws-ml-specialty · certification · specialty level · Amazon Web Services",
        "Status retired: its last exam day was 31 March 2026 (as of 20 November 2026)",
        "Last valid day 31 March 2029, 36 months after the last exam day",
        "AWS Certified Machine Learning Engineer – Associate (aws-ml-engineer-associate)",
        "Launched March 2019 (not verified)",
        "Price $300",
        "Validity 36 months",
        "Exam codes MLS-C01",
        "Worth $10,000 to 15,000 a year by one estimate (recruiter-article-2026)",
        "Families aws, cloud, ml",
        "on 20 November 2026; confidence: high",
        "Not verified launched",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("ref", "as_of", "part"),
    [
        ("aws-ml-specialty", "2026-03-31", "active: its last exam day is 31 March 2026"),
        ("aws-ml-specialty", "2018-01-01", "announced: it can be taken from March 2019 on"),
        ("aws-ai-business-strategist", "2026-11-20", "in beta: no last exam day is known"),
        ("isc2-cissp", "2026-11-20", "active: no last exam day is known"),
        ("ms-dynamics-365-fundamentals-crm", "2026-11-20", "Last valid day none: it does not expire"),
        (
            "ms-devops-engineer-expert",
            "2026-11-20",
            "Requires one of Microsoft Certified: Azure Administrator Associate",
        ),
        ("aws-ml-engineer-associate", "2026-11-20", "Predecessors AWS Certified Machine Learning – Specialty"),
        ("aws-solutions-architect-professional", "2026-11-20", "Proves AWS Certified Cloud Practitioner"),
        ("aws-cloud-practitioner", "2026-11-20", "Proven by AWS Certified"),
        ("isaca-cisa", "2026-11-20", "CISA, which counts only beside other evidence"),
    ],
)
def test_what_is_said_of_others(run: Run, ref: str, as_of: str, part: str) -> None:
    assert part in said(run("show", ref, "--as-of", as_of))


def test_every_credential_can_be_shown(run: Run, known: Catalog) -> None:
    for ref in list(known.credentials)[::40]:
        assert ref in said(run("show", ref, *AS_OF))


def test_a_wildcard_lists_its_members_by_level(run: Run, known: Catalog) -> None:
    lines = run("show", "aws/*associate", *AS_OF).stdout.splitlines()
    assert lines[0] == "aws/*associate: any AWS associate-level certification"
    assert lines.index("associate") < lines.index("above it, which satisfies it too: professional")
    text = " ".join(" ".join(lines).split())
    assert all(f"({ref}" in text for ref in known.satisfying("aws/*associate"))
    assert "(aws-ml-specialty, retired)" in text
    assert "aws-cloud-practitioner" not in text


@pytest.mark.parametrize("ref", ["*/*", "cloud/*", "ml/*", "dod-8140/*iat-2", "nsa/*"])
def test_any_wildcard_can_be_shown(run: Run, ref: str) -> None:
    assert said(run("show", ref, *AS_OF)).startswith(f"{ref}: any ")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["show", "aws-ml-specialy"], "no credential 'aws-ml-specialy'; did you mean aws-ml-specialty"),
        (["show", "aws-ml"], "did you mean aws-ml-engineer-associate or aws-ml-specialty?"),
        (["show", "aws/*asociate"], "did you mean aws/*associate"),
        (["show", "aws/*iat-2"], "no credential 'aws/*iat-2'"),
        (["show", ""], "no credential ''"),
        (["list", "--family", "awss"], "no family 'awss'; did you mean aws?"),
        (["list", "--family", "qqqqqq"], "no family 'qqqqqq', nor anything like it"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(run: Run, args: list[str], message: str) -> None:
    error = run(*args).exception
    assert isinstance(error, ScannerError)
    assert message in str(error)
    assert error.exit_code == ExitCode.USAGE


# --- find


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("machne lerning specialty aws", "aws-ml-specialty"),
        ("AZ104", "ms-azure-administrator-associate"),
        ("az-104", "ms-azure-administrator-associate"),
        ("saa", "aws-solutions-architect-associate"),
        ("cissp", "isc2-cissp"),
        ("security+", "comptia-security-plus"),
        ("securty plus", "comptia-security-plus"),
        ("kubernets administrator", "cncf-cka"),
        ("Architect Solutions Azure expert", "ms-azure-solutions-architect-expert"),
        ("isc2-cissp", "isc2-cissp"),
        ("PSM 2", "scrumorg-psm-2"),
        ("andrew ng deep learning", "dlai-deep-learning-specialization"),
        ("k8s admin", "cncf-cka"),
        ("aws ml", "aws-ml-specialty"),
    ],
)
def test_what_is_typed_is_found_first(run: Run, typed: str, ref: str) -> None:
    lines = run("find", *typed.split(), *AS_OF).stdout.splitlines()
    assert lines[2].split()[0] == ref


def test_every_name_is_found_by_itself(known: Catalog) -> None:
    from scanner.catalog.find import find  # noqa: PLC0415

    for one in list(known)[::30]:
        assert one.id in [found.credential.id for found in find(known, one.name)[:2]], one.name


@pytest.mark.parametrize("typed", ["xyzzy", "!!!", "widget analyst"])
def test_nothing_found_is_said(run: Run, typed: str) -> None:
    assert said(run("find", typed)) == f"The catalogue has nothing like {typed!r}."


# --- stale, fit


def test_stale_ones_stand_oldest_first(run: Run, own: Path) -> None:
    lines = run("stale", "--patterns", own, *AS_OF).stdout.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["acme-widget-analyst"]
    assert lines[2].split()[1:4] == ["2025-01-31", "658", "days"]
    everything = run("stale", "--patterns", own, "--days", 0, "--as-of", "2027-01-01").stdout.splitlines()[2:]
    dates = [line.split()[1] for line in everything]
    assert dates == sorted(dates)


def test_nothing_stale_is_said(run: Run) -> None:
    assert said(run("stale", *AS_OF)).startswith("Nothing is stale: every credential was checked within the 180 days")


def test_the_weights_are_printed(run: Run, known: Catalog, own: Path) -> None:
    rows = [line.rsplit(None, 1) for line in run("fit").stdout.splitlines()[2:]]
    assert ["credit: predecessor", "0.9"] in rows
    assert ["required points", "80"] in rows
    assert len(rows) == 16
    (own / "fit.yaml").write_text("credit: {expired: 0.1}\n")
    assert "credit: expired 0.1" in said(run("fit", "--patterns", own))
    assert known.weights.credit.expired == 0.3


# --- validate, and a user's own patterns


def test_what_is_right_is_said_to_be(run: Run, known: Catalog, own: Path) -> None:
    assert said(run("validate")) == f"{len(known.credentials)} credentials, no problem"
    assert said(run("validate", own)) == "2 credentials, no problem"


def test_every_problem_is_named_at_once(run: Run, own: Path) -> None:
    bad = OWN.replace("confidence: low", "confidence: little\n  level: senior\n  sucessors: []")
    (own / "credentials" / "acme.yaml").write_text(bad)
    (own / "fit.yaml").write_text("met_from: most\n")
    result = run("validate", own)
    assert result.return_value == ExitCode.USAGE
    assert result.stdout == ""
    places = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert places == [*(f"{own}/credentials/acme.yaml:{line}" for line in (8, 9, 10)), f"{own}/fit.yaml:1"]


def test_a_folder_that_is_not_there_is_a_problem(run: Run, tmp_path: Path) -> None:
    result = run("validate", tmp_path / "nowhere")
    assert result.return_value == ExitCode.USAGE
    assert "nowhere: there is no such folder of patterns" in result.stderr


def test_a_users_folder_counts_in_every_command(run: Run, own: Path) -> None:
    with_own = ("--patterns", own)
    assert "Price $1 " in said(run("show", "aws-ml-specialty", *with_own, *AS_OF))
    shown = said(run("show", "acme-widget-analyst", *with_own, *AS_OF))
    for part in (
        "Price $49 a month, for 2 to 4 months (not verified)",
        "What is known of it is uncertain: see its own page before paying.",
        "Not verified renewal, cost",
        "hours unknown",
        "Validity unknown",
    ):
        assert part in shown
    assert "acme-widget-analyst" in said(run("find", "widget", "anlyst", *with_own))
    assert "acme-widget-analyst" in said(run("list", "--issuer", "acme", *with_own, *AS_OF))
    assert "acme-widget-analyst" not in said(run("list", "--family", "data", *AS_OF))


def test_the_help_keeps_its_examples_apart(run: Run) -> None:
    for args in ([], ["list"], ["show"], ["find"], ["stale"], ["fit"], ["validate"]):
        text = run(*args, "--help").output
        assert "\\b" not in text
        assert "\n    scan catalog " in text


@pytest.mark.parametrize("typed", ["AI-102", "ai-102", "Microsoft Certified: Azure AI Engineer Associate"])
def test_show_takes_a_code_or_a_name_too(run: Run, typed: str) -> None:
    shown = run("show", typed, *AS_OF)
    assert shown.exit_code == ExitCode.OK
    assert "ms-azure-ai-engineer-associate" in shown.output
