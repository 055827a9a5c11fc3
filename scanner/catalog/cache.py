"""What was read from patterns/, kept in the user's cache directory so that the next start need not read YAML.

An entry is a line of JSON behind a line that says what it is: the format, the key, and the hash of the rest. One that
is damaged, cut short or somebody else's is passed over. It is data, never code: whatever stands in it, nothing runs.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

_FORMAT = "credential-scanner catalog"
#: entries that stay: two for each set of patterns, the catalogue and the phrases made of it
_KEPT = 16


def cache_folder() -> Path | None:
    """Return the folder for what can be worked out anew, None where the user has no home."""
    stated = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(stated) and sys.platform == "win32":  # noqa: PTH117
        stated = os.environ.get("LOCALAPPDATA", "")
    with contextlib.suppress(RuntimeError):
        base = Path(stated) if os.path.isabs(stated) else Path.home() / ".cache"  # noqa: PTH117
        return base / "credential-scanner"
    return None


def read_entry(folder: Path, key: str) -> Any:  # noqa: ANN401  (JSON is any of six types)
    """Return what was kept under `key`, None where there is nothing that can be trusted to be whole."""
    try:
        head, _, body = _path(folder, key).read_bytes().partition(b"\n")
        return json.loads(body) if head == _head(key, body) else None
    except (OSError, ValueError, RecursionError):
        return None


def write_entry(folder: Path, key: str, value: object) -> None:
    """Keep `value` under `key`; where that is impossible, nothing happens."""
    body = json.dumps(value, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _replace(_path(folder, key), _head(key, body) + b"\n" + body)
        _prune(folder)


def _path(folder: Path, key: str) -> Path:
    return folder / f"catalog-{key}.json"


def _head(key: str, body: bytes) -> bytes:
    return f"{_FORMAT} {key} {hashlib.sha256(body).hexdigest()}".encode()


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place whole: a reader sees the old one or the new one, never half of one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    entries = sorted(folder.glob("catalog-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in entries[_KEPT:]:
        old.unlink(missing_ok=True)
