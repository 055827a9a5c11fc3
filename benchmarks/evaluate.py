"""Runs the scorers of a folder of labelled documents on this build, and says so where there is no such folder.

python benchmarks/evaluate.py FOLDER

Beside each figure of the scorer stands the same one of `scan evaluate`: a difference is an error.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

_AS_OF = "2026-11-20"
_SETS = (
    ("score.py", "resumes", "dev/resumes.jsonl", "dev/texts"),
    ("score.py", "postings", "dev/postings.jsonl", "dev/texts"),
    ("score.py", "documents", "dev/documents.jsonl", "dev"),
    ("score_text.py", None, "dev/documents.jsonl", "dev"),
    ("score.py", "postings", "real/postings.jsonl", "real/texts"),
)
_SCAN = Path(sys.executable).with_name("scan")
_FIGURE = re.compile(r"^([\w\[\]]+): ([\d.]+)", re.MULTILINE)
_ROUNDING = 0.00006


def main(folder: Path) -> int:
    """Print the figures of every set that is there; return 1 if a scorer could not work or ours says otherwise."""
    if not folder.is_dir():
        print(f"There are no labelled documents in {folder}: nothing to score. Name a folder with EVAL=...")
        return 0
    failed = 0
    for script, kind, labels, texts in _SETS:
        if not (folder / labels).exists():
            print(f"-- {labels}: not there")
            continue
        print(f"-- {script} {kind or ''} {labels}", flush=True)
        arguments = [*([kind] if kind else []), str(folder / labels), str(folder / texts), "--scan", str(_SCAN)]
        done = subprocess.run(
            [sys.executable, str(folder / script), *arguments], check=False, stdout=subprocess.PIPE, text=True
        )
        print(done.stdout, end="", flush=True)
        failed |= done.returncode != 0 or (kind is not None and _differs(folder, labels, texts, done.stdout))
    return int(failed)


def _differs(folder: Path, labels: str, texts: str, printed: str) -> bool:
    """Return whether `scan evaluate` gives another figure than the scorer, and name it."""
    arguments = ["--known", str(folder / "labelled-ids.txt"), "--as-of", _AS_OF, "--format", "json"]
    done = subprocess.run(
        [_SCAN, "evaluate", str(folder / labels), str(folder / texts), *arguments],
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    ours = {figure["name"]: figure["value"] or 0.0 for figure in json.loads(done.stdout)["figures"]}
    theirs = {name: float(value) for name, value in _FIGURE.findall(printed)}
    same = ours.keys() & theirs.keys()
    wrong = sorted(name for name in same if abs(ours[name] - theirs[name]) > _ROUNDING)
    wrong += sorted(ours.keys() - same)
    print(f"scan evaluate: {len(same)} figures, {'the same' if not wrong else 'but not ' + ', '.join(wrong)}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
