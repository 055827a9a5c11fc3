"""Write the sample resumes: `content/*.yaml` in, `resumes/*.pdf` out.

    python samples/make_samples.py                        all of them
    python samples/make_samples.py imogen-vale ...        these

Each is drawn by the producer that its content names (see `producers/`), as resumes come from many programs in life.
What a producer writes anew in every run (dates, identifiers) is set to fixed values, so that only a change of
content changes a file.
"""

import hashlib
import re
import sys
from pathlib import Path

from producers import ProducerMissingError, producer
from producers.model import load

HERE = Path(__file__).parent
MADE_AT = b"D:20261120090000"
_DATE = re.compile(rb"D:\d{14}")
_IDENTIFIERS = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*\]|/DocChecksum\s*/[0-9A-F]+")
_HEX = re.compile(rb"[0-9A-F]{32}", re.IGNORECASE)


def with_fixed_values(pdf: bytes) -> bytes:
    """Return `pdf` with fixed dates and identifiers, as long as the old ones: a PDF's table of offsets stays true."""
    pdf = _DATE.sub(MADE_AT, pdf)
    identifier = hashlib.md5(_IDENTIFIERS.sub(b"", pdf), usedforsecurity=False).hexdigest().upper().encode()
    return _IDENTIFIERS.sub(lambda found: _HEX.sub(identifier, found[0]), pdf)


def make(slug: str) -> str:
    """Write one resume and return what to say about it."""
    resume = load(HERE / "content" / f"{slug}.yaml")
    path = HERE / "resumes" / f"{slug}.pdf"
    producer(resume.producer).write(resume, path)
    path.write_bytes(with_fixed_values(path.read_bytes()))
    return f"{path.stem}: {resume.producer}, {resume.layout}, {path.stat().st_size // 1024} KB"


def main(slugs: list[str]) -> int:
    """Make the named resumes, or all, and return 1 if a producer was missing."""
    (HERE / "resumes").mkdir(exist_ok=True)
    is_complete = True
    for slug in slugs or sorted(path.stem for path in (HERE / "content").glob("*.yaml")):
        try:
            print(make(slug))
        except ProducerMissingError as error:
            is_complete = False
            print(f"{slug}: not made: {error}", file=sys.stderr)
    return 0 if is_complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
