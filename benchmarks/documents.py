"""What the benchmarks read: resumes made from the content of the samples, and files that mean harm.

The same seed gives the same documents. A drawn resume has the parts of several samples under a name of its own, on two
pages; a copy is a sample or a drawn resume with a number behind the end of the file, where no reader looks, so that its
content is new to the store.
"""

import random
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
RESUMES = sorted((SAMPLES / "resumes").glob("*.pdf"))
sys.path.insert(0, str(SAMPLES))

from producers import with_reportlab  # noqa: E402  (the samples' generator is a script, no package)
from producers.model import Resume, Section, load  # noqa: E402

_GIVEN = ("Ada", "Bela", "Cato", "Dunja", "Emre", "Femi", "Goran", "Hana", "Ines", "Jorun", "Kiran", "Lotte")
_FAMILY = ("Abara", "Brandvold", "Castellan", "Dorsey", "Eklund", "Farrow", "Gallo", "Hartung", "Ito", "Jansson")
_LAYOUTS = (("classic", "Helvetica"), ("classic", "Times-Roman"), ("sidebar-left", "Vera"), ("linkedin", "Helvetica"))
_SHORTEST_TEXT = 6
#: how many are drawn: enough that no two in a row are alike
DRAWN = 24


def drawn(folder: Path, count: int) -> list[Path]:
    """Draw so many different two-page resumes into a folder; each takes about 0.1 s."""
    chance = random.Random(11)  # noqa: S311  (a benchmark, no secret)
    people = [load(path) for path in sorted((SAMPLES / "content").glob("*.yaml"))]
    paths = [folder / f"drawn-{number:04}.pdf" for number in range(count)]
    for path in paths:
        with_reportlab.write(_mixed(chance, people), path)
    return paths


def _mixed(chance: random.Random, people: list[Resume]) -> Resume:
    """Return a resume with the sections of three people: the first one's all, of the others jobs and lists."""
    one, *others = chance.sample(people, 3)
    layout, font = chance.choice(_LAYOUTS)
    more = [section for other in others for section in other.main if section.kind in {"jobs", "entries", "bullets"}]
    main = [*(one.main if layout != "classic" else (*one.sidebar, *one.main)), *map(_shuffled(chance), more)]
    return replace(
        one,
        name=f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}",
        contact=[f"person{chance.randrange(10**9)}@example.com"],
        layout=layout,
        font=font,
        accent="#1f4e5f",
        size="9.5",
        main=main,
        sidebar=one.sidebar if layout != "classic" else [],
    )


def _shuffled(chance: random.Random) -> Callable[[Section], Section]:
    return lambda section: replace(section, items=chance.sample(section.items, len(section.items)))


def copies(folder: Path, count: int, of: list[Path]) -> list[Path]:
    """Write so many copies, no two with the same bytes."""
    contents = [path.read_bytes() for path in of]
    paths = [folder / f"resume-{number:06}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(b"%b\n%% copy %d\n" % (contents[number % len(contents)], number))
    return paths


def mixed(folder: Path, count: int) -> list[Path]:
    """Write so many copies of the samples and of drawn resumes into a folder, which is made where it is missing."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        return copies(folder, count, [*RESUMES, *drawn(Path(scratch), DRAWN)])


def texts(folder: Path, count: int, per_folder: int = 1000) -> None:
    """Write so many small resumes as plain text, in folders of a thousand."""
    chance = random.Random(13)  # noqa: S311
    lines = [line for path in (SAMPLES / "content").glob("*.yaml") for line in _lines(load(path))]
    for number in range(count):
        path = folder / f"{number // per_folder:04}" / f"{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        name = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
        some = chance.sample(lines, _SHORTEST_TEXT)
        path.write_text("\n".join([name, f"person{number}@example.com", "", "Certifications", *some, ""]), "utf-8")


def _lines(resume: Resume) -> list[str]:
    sections = [section for section in (*resume.main, *resume.sidebar) if section.kind == "entries"]
    return [", ".join(item) for section in sections for item in section.items]


# --- files that mean harm ----------------------------------------------------------------------------------------


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj%b endobj\n" % (number, body)


def _pdf(content: bytes, kids: bytes = b"[3 0 R]") -> bytes:
    """Return a PDF of one page, without the table of its objects, which readers rebuild."""
    return b"".join(
        [
            b"%PDF-1.7\n",
            _object(1, b"<</Type/Catalog/Pages 2 0 R>>"),
            _object(2, b"<</Type/Pages/Kids%b/Count 1>>" % kids),
            _object(
                3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            ),
            _object(4, b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)),
            _object(5, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
            b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF",
        ]
    )


def _inflating(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as entry:
        for _ in range(100):
            entry.write(b" " * 1_000_000)


def _endless(path: Path) -> None:
    """Write a page that draws itself again and again: it takes longer than any deadline, or is cut off."""
    path.write_bytes(_pdf(b"BT /F 9 Tf (x) Tj ET q 1 0 0 1 1 1 cm " * 400_000))


_HARMFUL: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("empty.pdf", lambda path: path.write_bytes(b"")),
    ("noise.pdf", lambda path: path.write_bytes(b"%PDF-1.7\n" + random.Random(5).randbytes(200_000))),  # noqa: S311
    ("cut.pdf", lambda path: path.write_bytes(RESUMES[0].read_bytes()[:5_000])),
    ("circle.pdf", lambda path: path.write_bytes(_pdf(b"", kids=b"[2 0 R 3 0 R]"))),
    ("deep.pdf", lambda path: path.write_bytes(_pdf(b"q " * 1_000_000))),
    ("inflating.docx", _inflating),
    ("endless.pdf", _endless),
    ("no-archive.docx", lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 1_000)),
)


def harmful(folder: Path, count: int) -> list[Path]:
    """Write so many files of eight kinds that break, bloat or stall readers."""
    paths = []
    for number in range(count):
        name, write = _HARMFUL[number % len(_HARMFUL)]
        path = folder / f"harmful-{number:06}-{name}"
        write(path)
        paths.append(path)
    return paths
