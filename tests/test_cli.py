import csv
import json
import os
import pty
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import ROOT, SAMPLES, Ran, scan
from extract.pdf_builders import locked, pictures
from jsonschema import Draft202012Validator

import scanner
from scanner import batch, extract
from scanner.cli import cli
from scanner.report import FORMATS

RESUME = SAMPLES / "resumes" / "gwendolyn-achterberg.pdf"
POSTING = SAMPLES / "postings" / "security-grc-lead.txt"
SCHEMAS = Path(scanner.__file__).parent / "schemas"
DAY = ("--as-of", "2026-11-20")


def valid(ran: Ran, schema: str = "scan-report-1") -> dict[str, object]:
    """Return the report, which holds to its schema."""
    report = json.loads(ran.out)
    Draft202012Validator(json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))).validate(report)
    assert isinstance(report, dict)
    return report


def reasons(report: dict[str, object]) -> dict[str, str]:
    items = report["unreadable"]
    assert isinstance(items, list)
    for item in items:
        assert item["message"]
        assert "\n" not in item["message"]
    return {Path(item["source"]).name: item["reason"] for item in items}


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


@pytest.fixture
def cv(tmp_path: Path) -> Path:
    path = tmp_path / "cv.txt"
    path.write_text("Jane Roe\n\nCertifications\nCertified Kubernetes Administrator (CKA), 2025-03\n", encoding="utf-8")
    return path


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.txt"
    path.write_text("Engineer\n\nRequirements\n- Certified Kubernetes Administrator (CKA)\n", encoding="utf-8")
    return path


# --- bad input -------------------------------------------------------------------------------------------------------

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "empty-file"),
    "truncated.pdf": (lambda: RESUME.read_bytes()[:600], "damaged"),
    "garbage.pdf": (lambda: bytes(range(256)) * 20, "damaged"),
    "encrypted.pdf": (lambda: locked("secret", "owner"), "encrypted"),
    "picture.pdf": (pictures, "no-text"),
    "blank.txt": (lambda: b" \n\n", "no-text"),
    "photo.txt": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported-format"),
}


@pytest.mark.parametrize("form", ["json", "table"])
def test_bad_input_has_its_reason_and_costs_nothing_else(form: str, tmp_path: Path, cv: Path, job: Path) -> None:
    for name, (make, _) in BAD.items():
        (tmp_path / name).write_bytes(make())
    (tmp_path / "text.pdf").write_text("Certified Kubernetes Administrator (CKA)", encoding="utf-8")
    bad = [*(tmp_path / name for name in BAD), tmp_path / "missing.pdf"]
    ran = scan(cv, *bad, tmp_path / "text.pdf", RESUME, "--against", job, "--format", form, *DAY)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    expected = {"missing.pdf": "not-found", **{name: reason for name, (_, reason) in BAD.items()}}
    if form == "table":
        assert all(name in ran.out for name in ("cv.txt", "text.pdf", *expected))
        assert ran.err == ""
        return
    report = valid(ran)
    candidates = report["candidates"]
    assert isinstance(candidates, list)
    assert {Path(item["source"]).name for item in candidates} == {"cv.txt", "text.pdf", RESUME.name}
    assert reasons(report) == expected
    lines = ran.err.splitlines()
    assert len(lines) == len(expected)
    assert all(any(name in line and reason in line for line in lines) for name, reason in expected.items())


@pytest.mark.parametrize("name", ["empty.pdf", "encrypted.pdf", "garbage.pdf", "blank.txt", "photo.txt"])
def test_a_bad_document_alone(name: str, tmp_path: Path) -> None:
    make, reason = BAD[name]
    (tmp_path / name).write_bytes(make())
    for command in ((), ("check",)):
        ran = scan(*command, name, "--format", "json", cwd=tmp_path)
        assert ran.code == 1
        assert one_line(ran.err).startswith(f"{name}: {reason}: ")
    ran = scan("text", name, cwd=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert one_line(ran.err).startswith(f"{name}: {reason}: ")


def test_who_gives_an_archive_is_told_to_unpack_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(RESUME, "cv.pdf")
    ran = scan("all.zip", "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    assert "unpack it and scan the folder" in ran.err


def test_a_resume_and_a_posting_without_any_credential(tmp_path: Path, cv: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text("Jane Roe\n\nI like gardens and write letters.\n", encoding="utf-8")
    report = valid(scan(plain, "--against", POSTING, "--format", "json"))
    (candidate,) = report["candidates"]  # type: ignore[misc]
    assert candidate["holdings"] == []
    assert candidate["fits"][0]["score"] == 0
    ran = scan(cv, "--against", plain, "--format", "json")
    (candidate,) = valid(ran)["candidates"]  # type: ignore[misc]
    assert ran.code == 0
    assert candidate["fits"][0]["score"] is None
    assert "no credential" in scan(cv, "--against", plain).out


def test_a_folder_is_searched_and_what_is_left_out_is_said(tmp_path: Path, cv: Path) -> None:
    (tmp_path / "photo.heic").write_bytes(b"x")
    ran = scan(tmp_path, "--format", "json")
    report = valid(ran)
    assert ran.code == 0
    assert report["skipped"] == [{"source": str(tmp_path / "photo.heic"), "reason": "unsupported-format"}]
    assert one_line(ran.err) == f"{tmp_path / 'photo.heic'}: skipped: unsupported-format"
    assert "photo.heic" in scan(tmp_path).out
    assert "photo.heic" in scan("check", tmp_path).err
    assert scan("-q", "check", tmp_path).err == ""
    assert cv.name in scan("text", tmp_path, "--format", "json").out


@pytest.mark.parametrize("command", [(), ("check",), ("text",), (str(RESUME), "--against")])
def test_an_empty_folder_leaves_nothing_to_do(command: tuple[str, ...], tmp_path: Path) -> None:
    ran = scan(*command, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path) in one_line(ran.err)


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_no_posting_that_can_be_read_ends_the_run_before_any_resume_is(form: str, cv: Path) -> None:
    ran = scan("-q", cv, "also-missing.pdf", "--against", "missing.txt", "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert "no posting could be read" in ran.err
    assert "missing.txt: not-found" in ran.err
    assert "also-missing.pdf" not in ran.err


def test_one_posting_of_two_that_can_be_read(cv: Path, job: Path) -> None:
    ran = scan(cv, "--against", "missing.txt", "--against", job, "--format", "json")
    assert ran.code == 1
    assert reasons(valid(ran)) == {"missing.txt": "not-found"}
    assert ran.err.count("missing.txt") == 1
    assert "missing.txt: not-found" in scan(cv, "--against", "missing.txt", "--against", job).err


def test_what_if_says_what_a_posting_would_gain(cv: Path, tmp_path: Path) -> None:
    job = tmp_path / "job.txt"
    job.write_text("Engineer\n\nRequirements\n- AWS Certified Developer - Associate\n", encoding="utf-8")
    changes = valid(scan(cv, "--against", job, "--what-if", "--format", "json"))["what_if"]
    assert {(one["change"], one["gained"]) for one in changes} >= {("drop", 1), ("prefer", 1)}  # type: ignore[index]
    assert valid(scan(cv, "--against", job, "--format", "json"))["what_if"] == []
    assert "What if the posting asked for something else" in scan(cv, "--against", job, "--what-if").out


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_if_has_no_place_among_rows(form: str, cv: Path, job: Path) -> None:
    ran = scan(cv, "--against", job, "--what-if", "--format", form)
    assert (ran.code, ran.out) == (2, "")
    assert f"--what-if has no place in {form}" in ran.err


def test_what_if_needs_a_posting(cv: Path) -> None:
    ran = scan(cv, "--what-if")
    assert ran.code == 2
    assert "name one with --against" in ran.err


def test_names_that_are_no_utf8(tmp_path: Path, cv: Path, job: Path) -> None:
    odd = tmp_path / os.fsdecode(b"cv\xff.txt")
    odd.write_bytes(cv.read_bytes())
    lost = tmp_path / os.fsdecode(b"lost\xfe\x1b[2J.txt")
    for form in FORMATS:
        ran = scan(odd, lost, "--against", job, "--format", form)
        assert ran.code == 1
        assert "\x1b" not in ran.err + (ran.out if not FORMATS[form].is_binary else "")
    assert "\\udcff" in scan(odd, "--format", "json").out
    assert scan(odd, "-o", tmp_path / os.fsdecode(b"out\xff")).code == 0
    assert scan("check", odd).code == 0
    assert scan("text", odd).code == 0


# --- the arguments -------------------------------------------------------------------------------------------------


def test_options_may_stand_anywhere(cv: Path, job: Path) -> None:
    expected = scan(cv, "--against", job, "-q", "--format", "csv")
    assert expected.code == 0
    assert scan("-q", "--against", job, "--format", "csv", cv) == expected
    assert scan("--format=csv", "-q", "-j2", cv, f"--against={job}") == expected
    assert scan("-q", "--format", "json", "check", job) == scan("check", job, "-q", "--format", "json")


def test_files_named_like_commands_or_options(tmp_path: Path, cv: Path) -> None:
    for name in ("check", "-q", "run", "RESUME..."):
        (tmp_path / name).write_bytes(cv.read_bytes())
    assert valid(scan("./check", "--format", "json", cwd=tmp_path))["unreadable"] == []
    assert "CKA" in scan("run", "RESUME...", "--format", "csv", cwd=tmp_path).out.replace("Certified Kubernetes", "CKA")
    report = valid(scan("--format", "json", "--", "-q", "check", cwd=tmp_path))
    assert [item["source"] for item in report["candidates"]] == ["-q", "check"]  # type: ignore[attr-defined]


def test_standard_input(cv: Path, job: Path) -> None:
    ran = scan("-", "--against", job, "--format", "json", stdin=cv.read_bytes())
    (candidate,) = valid(ran)["candidates"]  # type: ignore[misc]
    assert (ran.code, candidate["source"], candidate["fits"][0]["score"]) == (0, "-", 100)
    ran = scan("-", cv, "-", "--format", "json", stdin=RESUME.read_bytes())
    assert len(valid(ran)["candidates"]) == 2  # type: ignore[arg-type]
    assert scan(cv, "--against", "-", "--format", "csv", stdin=job.read_bytes()).code == 0
    assert scan("check", "-", stdin=job.read_bytes()).code == 0
    assert scan("text", "-", stdin=cv.read_bytes()).out == cv.read_text(encoding="utf-8")
    empty = scan("-", "--format", "json")
    assert (empty.code, reasons(valid(empty))) == (1, {"-": "empty-file"})


def test_standard_input_is_read_only_once() -> None:
    ran = scan("-", "--against", "-", stdin=b"x")
    assert ran.code == 2
    assert "standard input" in one_line(ran.err)


def test_the_same_path_counts_once(cv: Path, job: Path) -> None:
    report = valid(
        scan(cv, f"{cv.parent}/./{cv.name}", cv, "--against", job, "--against", job, "--format", "json", cwd=cv.parent)
    )
    assert len(report["candidates"]) == len(report["postings"]) == 1  # type: ignore[arg-type]


def test_every_resume_with_every_posting(cv: Path, job: Path) -> None:
    ran = scan(cv, RESUME, "--against", job, "--against", SAMPLES / "postings", "--format", "csv", *DAY)
    rows = list(csv.DictReader(StringIO(ran.out)))
    assert ran.code == 0
    assert len(rows) == 2 * 8


def test_top_and_min_score(cv: Path, job: Path) -> None:
    for form in ("json", "jsonl", "csv"):
        best = scan(RESUME, cv, "--against", job, "--format", form, "--top", "1", *DAY)
        assert str(cv) in best.out
        assert RESUME.name not in best.out.split('"manifest"')[0]
        good = scan(RESUME, cv, "--against", job, "--format", form, "--min-score", "50", *DAY)
        assert str(cv) in good.out
        assert RESUME.name not in good.out.split('"manifest"')[0]


def test_the_day(cv: Path) -> None:
    def status(day: str) -> object:
        return valid(scan(cv, "--format", "json", "--as-of", day))["candidates"][0]["holdings"][0]["status"]  # type: ignore[index]

    assert [status("2026-01-01"), status("2028-01-01")] == ["held", "expired"]
    assert valid(scan(cv, "--format", "json", "--as-of", "2026-01-01"))["as_of"] == "2026-01-01"


def test_hours_per_week(cv: Path) -> None:
    assert scan(cv, "--against", POSTING, "--hours-per-week", "0.5", *DAY).code == 0


OWN = """
- id: own-gardener
  name: Certified Rooftop Gardener
  issuer: Own
  kind: certification
  families: []
  sources: [{note: ours, facts: [name]}]
  checked_on: 2026-11-20
  confidence: high
"""


def test_patterns_of_ones_own(tmp_path: Path, cv: Path) -> None:
    folder = tmp_path / "patterns" / "credentials"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(OWN, encoding="utf-8")
    cv.write_text("Certifications\nCertified Rooftop Gardener, 2025\n", encoding="utf-8")
    ran = scan(cv, "--patterns", folder.parent, "--format", "json")
    assert "own-gardener" in ran.out, ran.err
    assert '"own-gardener"' not in scan(cv, "--format", "json").out


def test_broken_patterns(tmp_path: Path, cv: Path) -> None:
    folder = tmp_path / "patterns" / "credentials"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text("- id: own-one\n  nmae: One\n\n- id: own-two\n  levle: x\n", encoding="utf-8")
    for command in ((), ("check",)):
        ran = scan(*command, cv, "--patterns", folder.parent)
        assert (ran.code, ran.out) == (2, "")
        assert "own.yaml:2: " in ran.err
        assert "nmae" in ran.err
        assert "own.yaml:5: " in ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("cv.pdf", "--no-such-option"),
        ("cv.pdf", "--format", "docx"),
        ("cv.pdf", "--as-of", "tomorrow"),
        ("cv.pdf", "--as-of", "2026-02-30"),
        ("cv.pdf", "--top", "0"),
        ("cv.pdf", "--min-score", "101"),
        ("cv.pdf", "--hours-per-week", "0.4"),
        ("cv.pdf", "--jobs", "0"),
        ("cv.pdf", "--timeout", "0"),
        ("cv.pdf", "--patterns", "no-such-folder"),
        ("cv.pdf", "--against"),
        ("-q",),
        ("check",),
        ("text",),
        ("check", "job.txt", "--against", "job.txt"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...]) -> None:
    ran = scan(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert one_line(ran.err).startswith("scan: ")


# --- what comes out ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_output_to_a_file(form: str, tmp_path: Path, cv: Path, job: Path) -> None:
    target = tmp_path / "report"
    ran = scan(cv, "--against", job, "--format", form, "-o", target)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    # From the same folder: a page has links from where it lies.
    printed = scan(cv, "--against", job, "--format", form, cwd=tmp_path).out
    assert target.read_bytes().decode(errors="replace") == printed
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cv.txt", "job.txt", "report"]


def test_a_file_that_is_there_keeps_its_rights_and_its_links(tmp_path: Path, cv: Path) -> None:
    target, link = tmp_path / "report", tmp_path / "link"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    assert scan(cv, "-o", link).code == 0
    assert link.is_symlink()
    assert "Kubernetes" in target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("command", [(), ("check",), ("text",)])
def test_an_output_that_cannot_be_written(command: tuple[str, ...], tmp_path: Path, cv: Path) -> None:
    ran = scan(*command, cv, "-o", tmp_path / "missing" / "report")
    assert (ran.code, ran.out) == (2, "")
    assert str(tmp_path / "missing") in one_line(ran.err)
    assert not (tmp_path / "missing").exists()
    ran = scan(*command, cv, "-o", tmp_path)
    assert ran.code == 2
    assert str(tmp_path) in one_line(ran.err)


def test_devices_are_written_to_and_not_replaced(cv: Path) -> None:
    assert scan(cv, "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    ran = scan(cv, "-o", "/dev/full", "--format", "json")
    assert ran.code == 2
    assert "/dev/full can't be written (No space left on device)" in one_line(ran.err)


def test_json_lines_stream_in_the_order_of_the_arguments(cv: Path, job: Path) -> None:
    ran = scan("missing.pdf", RESUME, cv, "--against", job, "--format", "jsonl", *DAY)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [line["source"] for line in lines] == ["missing.pdf", str(RESUME), str(cv)]
    assert lines[0]["unreadable"]["reason"] == "not-found"
    whole = json.loads(scan(cv, RESUME, "--against", job, "--format", "json", *DAY).out)
    assert {line["source"]: line for line in lines[1:]} == {item["source"]: item for item in whole["candidates"]}


def test_the_manifest_has_the_hashes_of_all_inputs(tmp_path: Path, cv: Path, job: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    arguments = (cv, tmp_path / "empty.pdf", "missing.pdf", "-", "--against", job)
    report = valid(scan(*arguments, "--format", "json", stdin=RESUME.read_bytes()))
    inputs = report["manifest"]["inputs"]  # type: ignore[index]
    assert set(inputs) == {str(cv), str(job), str(tmp_path / "empty.pdf"), "-"}
    assert inputs["-"] == batch_hash(RESUME)


def batch_hash(path: Path) -> str:
    from scanner.run import sha256  # noqa: PLC0415

    return str(sha256(batch.Task(str(path))))


def test_check_and_text_hold_to_their_schemas(cv: Path, job: Path) -> None:
    posting = scan("check", job, "missing.txt", "--format", "json")
    assert reasons(valid(posting, "posting-report-1")) == {"missing.txt": "not-found"}
    assert posting.code == 1
    documents = scan("text", cv, RESUME, "missing.txt", "--format", "json")
    assert reasons(valid(documents, "text-1")) == {"missing.txt": "not-found"}
    assert documents.code == 1
    assert scan("text", cv, job).out == cv.read_text(encoding="utf-8") + "\f" + job.read_text(encoding="utf-8")


def test_quiet_says_nothing_and_verbose_says_why(cv: Path, job: Path) -> None:
    assert scan(cv, "missing.pdf", "--format", "json", "-q").err == ""
    assert len(scan(cv, "--against", job, "-v").out) > len(scan(cv, "--against", job).out)


def test_a_bug_is_a_sentence(monkeypatch: pytest.MonkeyPatch, cv: Path) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(extract, "is_supported_name", broken)
    ran = scan(cv.parent)
    assert ran.code == 2
    assert "ZeroDivisionError" in one_line(ran.err)
    assert "Traceback" in scan(cv.parent, "-v").err


# --- help ------------------------------------------------------------------------------------------------------------


def test_help_shows_every_option_and_command() -> None:
    ran = scan("--help")
    assert (ran.code, ran.err) == (0, "")
    options = "--against --format --output --jobs --as-of --patterns --timeout --top --min-score --hours-per-week"
    for word in (*options.split(), "--quiet", "--verbose", "--version", "--help", "check", "text", "catalog"):
        assert word in ran.out
    assert all(f"[{'|'.join(FORMATS)}]" in text for text in (ran.out, scan("cv.pdf", "--help").out))
    assert scan("cv.pdf", "--help") == ran
    assert max(map(len, ran.out.splitlines())) <= 82


@pytest.mark.parametrize("command", ["check", "explain", "replay", "text", "watch"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    ran = scan(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: scan {command} ")
    assert f"Example:\n    scan {command} " in ran.out


def test_no_arguments_show_help() -> None:
    ran = scan()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == scan("--help").out


def test_version() -> None:
    assert scan("--version") == Ran(0, f"{scanner.__version__}\n", "")


def test_click_knows_the_command_too() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"{scanner.__version__}\n"


def test_commands_are_imported_when_they_are_called() -> None:
    ran = scan("catalog", "show", "cncf-cka")
    assert ran.code == 0
    assert "Certified Kubernetes Administrator" in ran.out


# --- real processes --------------------------------------------------------------------------------------------------


def real(*arguments: str | Path, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "scanner", *arguments], capture_output=True, text=True, check=False, cwd=ROOT, **options
    )


def test_a_real_run(cv: Path, job: Path) -> None:
    ran = real(cv, "--against", job, "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    (candidate,) = json.loads(ran.stdout)["candidates"]
    assert candidate["fits"][0]["score"] == 100


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, scanner.cli; sys.argv = ['scan', '--help']\n"
        "try: scanner.cli.main()\nexcept SystemExit: print('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split("LOADED")[1].split())
    assert not {"spacy", "numpy", "pypdfium2", "pdfplumber", "yaml", "rich", "rapidfuzz", "multiprocessing"} & loaded


def test_the_reader_of_a_pipe_may_leave(cv: Path) -> None:
    command = [sys.executable, "-m", "scanner", *["samples/resumes"] * 2, str(cv), "--format", "jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_standard_output_that_is_full(cv: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "scanner", "text", str(cv)]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "standard output can't be written" in one_line(done.stderr)


@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_terminal_gets_a_bar_and_colour_unless_it_says_no(no_color: str) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm-256color", "COLUMNS": "100"}
    command = [sys.executable, "-m", "scanner", "samples/resumes", "--against", str(POSTING)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=follower, stdout=follower, stderr=follower
    ) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:  # the terminal is gone with its last writer
                break
            if not part:
                break
            seen += part
    os.close(leader)
    assert process.returncode == 0
    assert b"Reading" in seen
    assert b"16/16" in seen
    assert (b"\x1b[1m" in seen or b"\x1b[3" in seen) == (not no_color)
