"""Patterns that break their format are refused: every mistake at once, each with its file and line."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.catalog import Catalog, builtin_patterns, check_patterns
from scanner.catalog.advice_rules import CONDITIONS
from scanner.catalog.find import find
from scanner.catalog.read_credential import _KEYS
from scanner.errors import CatalogError

Write = Callable[..., Path]

ITEM = """\
- id: acme-widget-analyst
  name: ACME Certified Widget Analyst
  issuer: ACME
  kind: certification
  families: [data]
  sources: [{url: "https://acme.example/certification", facts: [name]}]
  checked_on: 2026-11-20
  confidence: high
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give what writes a file of a user's patterns, `write(text, "cues.yaml")`, and returns their folder."""

    def write(text: str | bytes, name: str = "credentials/acme.yaml") -> Path:
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "own"

    return write


def problems(*folders: Path) -> list[str]:
    """Return what the loader says of the folders, with paths below the last one."""
    with pytest.raises(CatalogError) as caught:
        check_patterns(folders)
    return [problem.replace(f"{folders[-1]}/", "") for problem in caught.value.problems]


def loaded(folder: Path) -> Catalog:
    return check_patterns([folder])


def test_six_lines_are_a_credential(write: Write) -> None:
    one = loaded(write(ITEM)).credentials["acme-widget-analyst"]
    assert (one.name, one.level, one.cost, one.validity_known) == ("ACME Certified Widget Analyst", None, None, False)


def test_the_guide_can_be_followed(write: Write) -> None:
    guide = (builtin_patterns() / "README.md").read_text("utf-8")
    (block,) = re.findall(r"   ```yaml\n(   - id: .*?)   ```", guide, re.DOTALL)
    item = "".join(line[3:] for line in block.splitlines(keepends=True))
    catalog = loaded(write(item))
    assert item == ITEM
    assert [found.credential.id for found in find(catalog, "widget analyst")] == ["acme-widget-analyst"]


def test_the_guide_knows_every_key_and_condition() -> None:
    guide = (builtin_patterns() / "README.md").read_text("utf-8")
    assert [key for key in _KEYS if f"`{key}" not in guide and f" {key}:" not in guide] == []
    assert [name for name in CONDITIONS if name not in guide] == []


# --- what one item can get wrong


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("  sucessors: []", "9: acme-widget-analyst: unknown key 'sucessors'; allowed: "),
        ("  level: senior", "9: acme-widget-analyst: level: 'senior' is none of foundational, practitioner, "),
        ("  launched: 2026-13", "9: acme-widget-analyst: launched: '2026-13' is no date: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("  retired_on: 31.12.2026", "9: acme-widget-analyst: retired_on: '31.12.2026' is no date"),
        (
            "  launched: 2026\n  retired_on: 2020",
            "10: acme-widget-analyst: retired_on: 2020 lies before launched, 2026",
        ),
        ("  successors: [acme-gone]", "9: acme-widget-analyst: successors names 'acme-gone', which is no other cred"),
        ("  covers: [acme-widget-analyst]", "9: acme-widget-analyst: covers names 'acme-widget-analyst', which is no"),
        ("  prerequisites_any_of: [x]", "9: acme-widget-analyst: prerequisites_any_of names 'x', which is no other"),
        ("  cost: 300", "9: acme-widget-analyst: cost: keys with values are expected here"),
        ("  cost: {usd: -1}", "9: acme-widget-analyst: cost: usd: '-1' is out of range"),
        ("  cost: {months: [1, 2]}", "9: acme-widget-analyst: cost: a cost is {usd: 300} or {usd_per_month: 49, "),
        ("  study_hours: [90, 60]", "9: acme-widget-analyst: study_hours: a range is [low, high]"),
        ("  study_hours: some", "9: acme-widget-analyst: study_hours: 'some' is no number"),
        ("  validity_months: 1.5", "9: acme-widget-analyst: validity_months: '1.5' is no whole number"),
        ("  validity_months: 0", "9: acme-widget-analyst: validity_months: a validity is a number of months, or null"),
        ("  validity_before: 36", "9: acme-widget-analyst: validity_before: keys with values are expected here"),
        ("  validity_before: {months: 36}", "9: acme-widget-analyst: validity_before: key 'until' is missing"),
        (
            "  validity_before: {until: soon, months: 36}",
            "9: acme-widget-analyst: validity_before: until: 'soon' is no d",
        ),
        (
            "  validity_before: {until: 2024-04-01, months: 0}",
            "9: acme-widget-analyst: validity_before: months: a vali",
        ),
        ("  official_page: acme.example", "9: acme-widget-analyst: official_page: 'acme.example' is no address"),
        ("  status: active", "9: acme-widget-analyst: status: 'active' is none of retired, beta"),
        ("  acronym_ambiguous: no", "9: acme-widget-analyst: acronym_ambiguous: 'no' is neither true nor false"),
        ("  aliases: ACME Analyst", "9: acme-widget-analyst: aliases: a list is expected here"),
        ("  aliases: ['']", "9: acme-widget-analyst: aliases: a text is expected here, and it is empty"),
        ("  aliases: ['!!!']", "9: acme-widget-analyst: aliases: '!!!' holds no word that a text could have"),
        ("  aliases: [Red Hat]", "9: acme-widget-analyst: aliases: 'Red Hat' is what families.yaml calls a family"),
        ("  unverified: [price]", "9: acme-widget-analyst: unverified: 'price' is none of id, name, "),
        ("  name: Twice", "9: acme-widget-analyst: key 'name' stands here twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(write: Write, line: str, problem: str) -> None:
    found = problems(write(ITEM + line + "\n"))
    assert any(one.startswith(f"credentials/acme.yaml:{problem}") for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("issuer: ACME", "note: x", "1: acme-widget-analyst: key 'issuer' is missing"),
        ("[data]", "[widgets]", "5: acme-widget-analyst: families names 'widgets', which stands not in families.yaml"),
        ("[data]", "['dod-8140/*iat-9']", "5: acme-widget-analyst: families names 'dod-8140/*iat-9', which stands"),
        ("kind: certification", "kind: exam", "4: acme-widget-analyst: kind: 'exam' is none of certification, "),
        ("id: acme-widget-analyst", "id: ACME Widget", "1: id: 'ACME Widget' is no id: lower case letters and digits"),
        ("id: acme-widget-analyst", "id: ''", "1: id: a text is expected here, and it is empty"),
        ("- id: acme-widget-analyst\n ", "-", "1: an item without an id"),
        ("url: ", "file: ", "6: acme-widget-analyst: sources: unknown key 'file'; allowed: facts, note, url"),
        ("facts: [name]", "note: x, facts: [name]", "6: acme-widget-analyst: sources: a source has either a url or, "),
        ("2026-11-20", "today", "7: acme-widget-analyst: checked_on: 'today' is no date"),
        ("high", "certain", "8: acme-widget-analyst: confidence: 'certain' is none of high, medium, low"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(write: Write, old: str, new: str, problem: str) -> None:
    assert old in ITEM
    found = problems(write(ITEM.replace(old, new)))
    assert any(one.startswith(f"credentials/acme.yaml:{problem}") for one in found), found


def test_every_mistake_in_every_file_comes_at_once_in_the_order_of_files_and_lines(write: Write) -> None:
    write(ITEM + "  level: senior\n  sucessors: []\n")
    write("- {phrase: [sworn], category: held, direction: both, expect: held}\n", "cues.yaml")
    write("credit: {held: 2}\n", "fit.yaml")
    found = problems(write("- [\n", "credentials/broken.yaml"))
    places = [one.split(": ")[0] for one in found]
    assert places == [
        "credentials/acme.yaml:9",
        "credentials/acme.yaml:10",
        "credentials/broken.yaml:2",
        "cues.yaml:1",
        "fit.yaml:1",
    ]


# --- files


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"- id: [\n", "2: is no valid YAML: "),
        (b"- id: x\n  name: \xff\n", "2: is no UTF-8 text: save it in that encoding"),
        (b"- id: x\n--- \n- id: y\n", "2: is no valid YAML: but found another document"),
        (b"id: x\n", "1: a list is expected here"),
        (b"- just a text\n", "1: an item without an id: it begins with `- id: issuer-short-name`"),
        (b"- {? [a]: b}\n", "1: an item without an id"),
        (b"\x00", "1: is no valid YAML: "),
        (b"[" * 5000, "2: is no valid YAML: "),
    ],
)
def test_a_broken_file_is_named(write: Write, content: bytes, problem: str) -> None:
    found = problems(write(content))
    assert any(one.startswith(f"credentials/acme.yaml:{problem}") for one in found), found


def test_a_mark_of_byte_order_does_no_harm(write: Write) -> None:
    assert "acme-widget-analyst" in loaded(write(b"\xef\xbb\xbf" + ITEM.encode())).credentials


def test_an_empty_file_holds_nothing(write: Write) -> None:
    assert loaded(write("# nothing yet\n")).credentials == check_patterns().credentials


@pytest.mark.parametrize("name", ["famlies.yaml", "credentials/acme.yml", "credits.yaml"])
def test_a_file_that_nobody_would_read_is_named(write: Write, name: str) -> None:
    assert problems(write("[]\n", name))[0].startswith(f"{name}:1: is no file of patterns, and would not be read")


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "cues.yaml").mkdir()
    assert problems(tmp_path) == ["cues.yaml:1: cannot be read: Is a directory"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="nowhere: there is no such folder of patterns"):
        check_patterns([tmp_path / "nowhere"])


# --- ids, names and codes that two claim


def test_an_id_stands_once_in_a_folder(write: Write) -> None:
    write(ITEM)
    (found,) = problems(write(ITEM.replace("ACME", "Other"), "credentials/other.yaml"))
    assert found.startswith("credentials/other.yaml:1: id 'acme-widget-analyst' stands in ")
    assert found.endswith("credentials/acme.yaml:1 already")


@pytest.mark.parametrize(
    ("line", "key", "text"),
    [
        ("aliases: [ACME Analyst, aws certified solutions-architect (Assoc.)]", "aliases", "aws certified"),
        ("aliases: [SnowPro Core]", "aliases", "SnowPro Core"),
        ("exam_codes: [saa c 03]", "exam_codes", "saa c 03"),
        ("acronym: cissp", "acronym", "cissp"),
        ("aliases: [RHCSA]", "aliases", "RHCSA"),
        ("aliases: [Certified Information Systems Security Professional, CISSP®]", "aliases", "CISSP®"),
    ],
)
def test_what_a_known_credential_is_called_is_refused(write: Write, line: str, key: str, text: str) -> None:
    found = problems(write(f"{ITEM}  {line}\n"))
    assert any(
        one.startswith(f"credentials/acme.yaml:9: acme-widget-analyst: {key}: '{text}") and " is stated by " in one
        for one in found
    ), found


def test_two_new_credentials_cannot_share_a_name(write: Write) -> None:
    other = ITEM.replace("acme-widget-analyst", "acme-other").replace("ACME Certified", "acme certified")
    (found,) = problems(write(ITEM + other))
    assert found.startswith(
        "credentials/acme.yaml:10: acme-other: name: 'acme certified Widget Analyst' "
        "is stated by acme-widget-analyst already ("
    )
    assert found.endswith("/acme.yaml:2); what several really share stands in ambiguous.yaml")


def twin(ref: str, bracket: str) -> str:
    """Return an item whose name, without its bracket, is that of its twins."""
    name = f"Microsoft Certified: Widget Analyst Basic{bracket}"
    return ITEM.replace("acme-widget-analyst", ref).replace("ACME Certified Widget Analyst", f'"{name}"')


TWINS = twin("acme-one", " (one)") + twin("acme-two", " (two)")


def test_a_form_that_the_names_of_two_make_is_refused_and_named(write: Write) -> None:
    (found,) = problems(write(TWINS))
    assert found.startswith("credentials/acme.yaml:9: acme-two: its names make the form 'microsoft certified widget ")
    assert "so do those of acme-one (credentials/acme.yaml:1); ambiguous.yaml can say which" in found


def test_ambiguous_yaml_decides_about_a_form_of_two(write: Write) -> None:
    write(TWINS)
    readings = "readings: {acme-one: [one], acme-two: [two]}, default: acme-one"
    folder = write(f'- {{phrase: "Microsoft Certified: Widget Analyst Basic", {readings}}}\n', "ambiguous.yaml")
    assert {"acme-one", "acme-two"} <= loaded(folder).credentials.keys()


def test_what_one_states_beats_what_is_generated_from_another(write: Write) -> None:
    one = ITEM.replace("widget-analyst", "one").replace("Certified Widget Analyst", "Widget Belt (gold)")
    two = ITEM.replace("widget-analyst", "two").replace("Certified Widget Analyst", "Widget Belt")
    folder = write(one + two)
    assert {"acme-one", "acme-two"} <= loaded(folder).credentials.keys()


def test_a_name_that_is_really_shared_stands_in_ambiguous_yaml(write: Write) -> None:
    write(ITEM + "  exam_codes: [SAA-C03]\n")
    folder = write(
        "- {phrase: SAA-C03, readings: {acme-widget-analyst: [ACME], aws-solutions-architect-associate: [AWS]}}\n",
        "ambiguous.yaml",
    )
    assert loaded(folder).credentials["acme-widget-analyst"].exam_codes == ("SAA-C03",)


def test_a_shared_name_belongs_to_its_readings_only(write: Write) -> None:
    (found,) = problems(write(ITEM + "  exam_codes: [MLA-C01]\n"))
    assert found.endswith("'MLA-C01' stands in ambiguous.yaml, where this credential is none of its readings")


def test_without_punctuation_is_not_without_a_plus(write: Write) -> None:
    assert loaded(write(ITEM + "  aliases: [ACME+, ACME Certified]\n"))


# --- chains


def chain(key: str, *pairs: tuple[str, str]) -> str:
    items = []
    for ref, other in pairs:
        item = ITEM.replace("acme-widget-analyst", f"acme-{ref}").replace("Widget Analyst", ref)
        items.append(f"{item}  {key}: [acme-{other}]\n")
    return "".join(items)


@pytest.mark.parametrize("key", ["successors", "prerequisites", "covers", "prerequisites_any_of"])
def test_a_circle_is_refused_where_it_begins(write: Write, key: str) -> None:
    (found,) = problems(write(chain(key, ("one", "two"), ("two", "three"), ("three", "one"))))
    name = "prerequisites" if key == "prerequisites_any_of" else key
    assert found == (
        f"credentials/acme.yaml:9: acme-one: {name} go round in a circle: "
        "acme-one -> acme-two -> acme-three -> acme-one"
    )


def test_two_ways_to_one_place_are_no_circle(write: Write) -> None:
    text = chain("covers", ("one", "two"), ("three", "two"), ("four", "one")) + chain("renewal", ("two", "x"))
    text = text.replace("renewal: [acme-x]", "renewal: x").replace("[acme-one]", "[acme-one, acme-three]")
    assert loaded(write(text)).proven_by("acme-four") == {"acme-one", "acme-two", "acme-three"}


# --- a user's folder over the built-in one


def test_a_users_folder_adds_and_overrides_single_facts(write: Write) -> None:
    write(ITEM)
    folder = write("- {id: aws-ml-specialty, cost: {usd: 150}, note: Ours is paid for.}\n", "credentials/aws.yaml")
    ours, theirs = loaded(folder).credentials, check_patterns().credentials
    assert ours["aws-ml-specialty"].cost != theirs["aws-ml-specialty"].cost
    assert ours["aws-ml-specialty"].note == "Ours is paid for."
    assert ours["aws-ml-specialty"].aliases == theirs["aws-ml-specialty"].aliases
    assert ours.keys() - theirs.keys() == {"acme-widget-analyst"}


def test_a_fact_is_taken_away_with_null(write: Write) -> None:
    folder = write("- {id: aws-ml-specialty, retired_on: null, study_hours: ~}\n")
    one = loaded(folder).credentials["aws-ml-specialty"]
    assert (one.retired_on, one.study_hours) == (None, None)


def test_a_later_folder_stands_over_an_earlier_one(tmp_path: Path) -> None:
    folders = []
    for price in (1, 2):
        folder = tmp_path / str(price)
        (folder / "credentials").mkdir(parents=True)
        (folder / "credentials" / "own.yaml").write_text(f"- {{id: aws-ml-specialty, cost: {{usd: {price}}}}}\n")
        folders.append(folder)
    cost = check_patterns(folders).credentials["aws-ml-specialty"].cost
    assert cost is not None
    assert cost.usd == 2


def test_a_users_family_weight_and_words_are_added(write: Write) -> None:
    write(ITEM.replace("[data]", "[widgets]"))
    write("fields:\n  widgets: {phrases: [widgetry]}\n", "families.yaml")
    write("credit: {expired: 0}\n", "fit.yaml")
    write("any_adjective: [marvellous]\n", "phrases.yaml")
    folder = write("- {phrase: widget theorem, sentence: We proved the widget theorem.}\n", "decoys.yaml")
    ours = loaded(folder)
    assert "acme-widget-analyst" in ours.families.members("widgets")
    assert (ours.weights.credit.expired, ours.weights.credit.held) == (0, 1)
    assert ours.language.phrases["any_adjective"][-1] == "marvellous"
    assert ours.language.decoys[-1].phrase == "widget theorem"


# --- exam codes in time


def test_an_older_code_is_current_while_the_item_says_so(write: Write) -> None:
    folder = write(ITEM + "  exam_codes: [WA-3, WA-2, WA-1]\n  codes_until: {WA-2: 2026-11-30}\n")
    credential = loaded(folder).credentials["acme-widget-analyst"]
    day = date(2026, 11, 30)
    assert [credential.is_current_code(code, day) for code in credential.exam_codes] == [True, True, False]
    assert not credential.is_current_code("WA-2", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{WA-9: 2026-11-30}", "codes_until: unknown key 'WA-9'; allowed: WA-1"),
        ("{WA-1: soon}", "codes_until: WA-1: 'soon' is no date"),
    ],
)
def test_codes_until_names_older_codes_and_dates(line: str, problem: str, write: Write) -> None:
    (found,) = problems(write(ITEM + f"  exam_codes: [WA-2, WA-1]\n  codes_until: {line}\n"))
    assert problem in found


# --- the other files


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("fit.yaml", "required_points: 90", "1: required_points: required_points and preferred_points add up to 100"),
        ("fit.yaml", "credit: {held: 1.5}", "1: credit: held: 'held' is a credit: 0 to 1"),
        ("fit.yaml", "credits: {}", "1: unknown key 'credits'; allowed: credit, met_from, "),
        ("fit.yaml", "met_from: most", "1: met_from: 'most' is no number"),
        ("advice.yaml", "at_most: 0", "1: at_most: must be more than 0"),
        ("advice.yaml", "hours_per_week: 0", "1: hours_per_week: must be more than 0"),
        ("advice.yaml", "study_hours: {senior: [1, 2]}", "1: study_hours: unknown key 'senior'; allowed: "),
        (
            "advice.yaml",
            "notes:\n  - id: x\n    when: at_full_moon\n    text: x",
            "3: notes: when: 'at_full_moon' is none of always, first_advice, ",
        ),
        ("check.yaml", "limits: {junior_below: boss}", "1: limits: junior_below: 'boss' is none of foundational, "),
        ("check.yaml", "limits: {patience: 1}", "1: limits: unknown key 'patience'; allowed: "),
        (
            "check.yaml",
            "findings: {too-long: {}}",
            "1: findings: unknown key 'too-long'; allowed: ",
        ),
        (
            "check.yaml",
            "findings: {implied-credential: {message: ['{nmae} is there']}}",
            "1: findings: implied-credential: message: {nmae} is no blank of this finding; allowed: name, by",
        ),
        (
            "check.yaml",
            "findings: {implied-credential: {message: ['{name is there']}}",
            "1: findings: implied-credential: message: '{name is there' has a brace that opens or closes no blank",
        ),
        (
            "check.yaml",
            "findings: {implied-credential: {message: []}}",
            "1: findings: implied-credential: message: at least one sentence is expected here",
        ),
        (
            "cues.yaml",
            "- {phrase: sworn, category: held, direction: both, expect: held}",
            "1: key 'example' is missing",
        ),
        (
            "cues.yaml",
            "- {phrase: x, category: hold, direction: both, example: x, expect: held}",
            "1: category: 'hold' is none of held, ",
        ),
        (
            "cues.yaml",
            "- {phrase: x, category: held, direction: left, example: x, expect: held}",
            "1: direction: 'left' is none of forward, backward, both",
        ),
        (
            "cues.yaml",
            "- {phrase: x, category: held, direction: both, example: x, expect: required}",
            "1: expect: 'required' is none of held, in_progress, ",
        ),
        (
            "cues.yaml",
            "- {phrase: x, category: preferred, direction: both, example: x, expect: held}",
            "1: expect: 'held' is none of required, preferred, not_required, none",
        ),
        (
            "cues.yaml",
            "- {phrase: x, category: held, direction: both, scope: page, example: x, expect: held}",
            "1: scope: 'page' is none of nearest, clause, sentence",
        ),
        ("sections.yaml", "- {kind: certifcations, of: resume, phrases: [x]}", "1: kind: 'certifcations' is none of "),
        ("sections.yaml", "- {kind: skills, of: cv, phrases: [x]}", "1: of: 'cv' is none of resume, posting, both"),
        ("sections.yaml", "- {kind: skills, of: resume}", "1: key 'phrases' is missing"),
        (
            "sections.yaml",
            "- {kind: skills, of: posting, strength: must, phrases: [x]}",
            "1: strength: 'must' is none of",
        ),
        ("phrases.yaml", "fillers: [x]", "1: unknown key 'fillers'; allowed: "),
        ("phrases.yaml", "- filler", "1: keys with values are expected here"),
        ("phrases.yaml", "filler: x", "1: filler: a list is expected here"),
        ("decoys.yaml", "- {phrase: x}", "1: key 'sentence' is missing"),
        (
            "decoys.yaml",
            "- {phrase: CAP law, sentence: The CAP theorem.}",
            "1: sentence: 'CAP law' does not stand in its",
        ),
        ("decoys.yaml", "- CAP theorem", "1: keys with values are expected here"),
        ("names.yaml", "spelling: {}", "1: unknown key 'spelling'; allowed: "),
        ("names.yaml", "synonyms: [AWS, Amazon]", "1: synonyms: a list is expected here"),
        ("names.yaml", "optional: certified", "1: optional: a list is expected here"),
        (
            "ambiguous.yaml",
            "- {phrase: ACE, readings: {acme-x: [ACME]}}",
            "1: readings: 'acme-x' is no id of the catal",
        ),
        ("ambiguous.yaml", "- {phrase: ACE, readings: {}, default: acme-x}", "1: default: 'acme-x' is no id of the"),
        ("ambiguous.yaml", "- {phrase: ACE, readings: {}, default: [acme-x]}", "1: default: 'acme-x' is no id of the"),
        ("ambiguous.yaml", "- {phrase: WOW, readings: {}}\n- {phrase: wow, readings: {}}", "2: 'wow' stands on line 1"),
        ("families.yaml", "fields: {x: {includes: [y]}}", "1: fields: x: includes: 'y' is no family"),
        ("families.yaml", "fields: {aws: {}}", "1: fields: aws: 'aws' is a family already"),
        ("families.yaml", "rank: {senior: 9}", "1: rank: unknown key 'senior'; allowed: "),
        ("families.yaml", "field: {}", "1: unknown key 'field'; allowed: "),
        ("families.yaml", "fields: [x]", "1: fields: keys with values are expected here"),
    ],
)
def test_a_mistake_in_the_other_files_is_named_with_its_line(write: Write, name: str, text: str, problem: str) -> None:
    found = problems(write(text + "\n", name))
    assert any(one.startswith(f"{name}:{problem}") for one in found), found


_NAMES = sorted(path.name for path in builtin_patterns().glob("*.yaml"))
_SCALARS = st.sampled_from(["", "x", "1", "-1", "1e999", "null", "2026-02-30", "id", "phrase", "aws-ml-specialty"])
_TREES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "phrase", "notes", "rank"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*_NAMES, "credentials/own.yaml"]), _TREES)
def test_whatever_stands_in_a_file_it_loads_or_its_problems_have_places(write: Write, name: str, tree: object) -> None:
    folder = write(repr(tree), name)
    found: tuple[str, ...] = ()
    try:
        check_patterns([folder])
    except CatalogError as error:
        found = error.problems
    (folder / name).unlink()
    assert all(re.search(r"\.yaml:\d+: ", problem) for problem in found), found
