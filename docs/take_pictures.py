"""Take the pictures of these pages anew, from what the commands really print: `python docs/take_pictures.py`.

Those of a terminal are SVG and need nothing else; those of a page need Chromium and its driver, as the tests of the
reports do.
"""

import io
import os
import pty
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
#: a picture asks nothing of the network
_SVG_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_COLUMNS = 96


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the report in a browser; `script` is what somebody clicked before."""

    name: str
    width: int = 1280
    height: int = 900
    script: str = ""
    command: str = "scan samples/resumes --against samples/postings/ml-engineer.txt --as-of 2026-11-20"


TERMINALS = {
    "ranking": "scan samples/resumes --against samples/postings/ml-engineer.txt --as-of 2026-11-20 --top 4",
    "one": "scan samples/resumes/priyanka-sandhu-ross.pdf --against samples/postings/ml-engineer.txt"
    " --as-of 2026-11-20",
    "check": "scan check samples/postings/ai-consultant.txt --as-of 2026-11-20",
}
PAGES = (
    Shot("report", height=1250),
    Shot("proof", script="document.querySelectorAll('#ranking .open')[3].click()"),
    Shot("phone", width=390, height=844),
    Shot(
        "blind",
        height=620,
        script="document.getElementById('who').scrollIntoView({behavior: 'instant'})",
        command="scan samples/resumes --against samples/postings/ml-engineer.txt --as-of 2026-11-20 --blind",
    ),
)


def terminal(command: str) -> str:
    """Return what a terminal shows of a command, as SVG."""
    shown = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    shown.print(Text.from_ansi(_seen(command)))
    svg = shown.export_svg(title=command, unique_id="terminal")
    return "\n".join(line.rstrip() for line in _SVG_FONT.sub("", svg).splitlines()) + "\n"


def _seen(command: str) -> str:
    """Return what a command writes to a terminal, with its colours."""
    leader, follower = pty.openpty()
    environment = {
        **os.environ,
        "COLUMNS": str(_COLUMNS),
        "TERM": "xterm-256color",
        "NO_COLOR": "",
        "SCAN_STORE": "none",
    }
    arguments = [sys.executable, "-m", "scanner", *shlex.split(command)[1:], "--quiet"]
    written = b""
    with subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.DEVNULL
    ):
        os.close(follower)
        while part := _part(leader):
            written += part
    os.close(leader)
    return written.decode().replace("\r\n", "\n")


def _part(leader: int) -> bytes:
    try:
        return os.read(leader, 65_536)
    except OSError:  # the terminal is gone with its last writer
        return b""


def pages() -> None:
    """Take the pictures of the report in a browser."""
    from PIL import Image  # noqa: PLC0415

    sys.path.insert(0, str(ROOT / "tests" / "report"))
    from browser import browser  # noqa: PLC0415

    with TemporaryDirectory() as folder, browser() as window:
        for shot in PAGES:
            page = Path(folder) / f"{shot.name}.html"
            arguments = [*shlex.split(shot.command)[1:], "--format", "html", "-o", str(page), "--quiet"]
            subprocess.run([sys.executable, "-m", "scanner", *arguments], cwd=ROOT, check=True)
            window.open(page, width=shot.width, height=shot.height)
            if shot.script:
                window.js(shot.script)
            picture = Image.open(io.BytesIO(window.picture()))
            few = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
            few.save(PICTURES / f"{shot.name}.png", optimize=True)


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(exist_ok=True)
    for name, command in TERMINALS.items():
        (PICTURES / f"{name}.svg").write_text(terminal(command), encoding="utf-8")
    pages()


if __name__ == "__main__":
    main()
