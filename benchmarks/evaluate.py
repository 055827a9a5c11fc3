"""Runs the scorers of a folder of labelled documents on this build, and says so where there is no such folder.

python benchmarks/evaluate.py FOLDER
"""

import subprocess
import sys
from pathlib import Path

_SETS = (
    ("score.py", "resumes", "dev/resumes.jsonl", "dev/texts"),
    ("score.py", "postings", "dev/postings.jsonl", "dev/texts"),
    ("score.py", "documents", "dev/documents.jsonl", "dev"),
    ("score_text.py", None, "dev/documents.jsonl", "dev"),
    ("score.py", "postings", "real/postings.jsonl", "real/texts"),
)


def main(folder: Path) -> int:
    """Print the figures of every set that is there; return 1 if a scorer could not work."""
    if not folder.is_dir():
        print(f"There are no labelled documents in {folder}: nothing to score. Name a folder with EVAL=...")
        return 0
    scan = Path(sys.executable).with_name("scan")
    failed = 0
    for script, kind, labels, texts in _SETS:
        if not (folder / labels).exists():
            print(f"-- {labels}: not there")
            continue
        print(f"-- {script} {kind or ''} {labels}", flush=True)
        arguments = [*([kind] if kind else []), str(folder / labels), str(folder / texts), "--scan", str(scan)]
        done = subprocess.run([sys.executable, str(folder / script), *arguments], check=False)
        failed |= done.returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
