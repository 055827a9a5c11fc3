"""What makes two installations read alike: without it, a document's result depends on the machine that it came to."""

import hashlib
import platform
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path

import scanner
from scanner.catalog import builtin_patterns
from scanner.catalog.folder import Folder

_DISTRIBUTION = "credential-scanner"


@cache
def build() -> dict[str, str]:
    """Return the versions of all that the result depends on, by name."""
    needed = [line for line in requires(_DISTRIBUTION) or () if "extra ==" not in line]
    names = sorted(match.group() for line in (*needed, "distributed") if (match := re.match(r"[\w.-]+", line)))
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "the scanner": f"{scanner.__version__} ({_digest()[:8]})",
        **{name: version(name) for name in names},
    }


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Return what differs between two builds, in words."""
    names = [name for name in dict.fromkeys((*here, *there)) if here.get(name) != there.get(name)]
    return [f"{name} is {there.get(name, 'not there')}, here {here.get(name, 'not there')}" for name in names]


def _digest() -> str:
    """Return a hash of the code and of the built-in patterns."""
    folder = Path(scanner.__file__).parent
    whole = hashlib.sha256(Folder.read(builtin_patterns()).digest.encode())
    for file in sorted(folder.rglob("*.py")):
        whole.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()
