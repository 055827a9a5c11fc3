"""One folder of patterns as bytes: what is in it, and the hash that tells it from others."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CREDENTIALS = "credentials"
FILES = (
    "families.yaml", "names.yaml", "ambiguous.yaml", "cues.yaml", "sections.yaml", "phrases.yaml", "decoys.yaml",
    "fit.yaml", "advice.yaml", "check.yaml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one folder of patterns, each read once, so that what is hashed is what is used."""

    path: Path
    #: names below the folder, and what the files hold
    files: Mapping[str, bytes]
    #: names of files that can't be read, and why
    unreadable: Mapping[str, str]
    #: names of YAML files that are no patterns
    unknown: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Folder":
        """Return what stands in the folder at `path`."""
        names = sorted(_names(path, "") + _names(path / CREDENTIALS, f"{CREDENTIALS}/"))
        files: dict[str, bytes] = {}
        unreadable: dict[str, str] = {}
        unknown = [name for name in names if not _is_known(name)]
        for name in names:
            if name in unknown:
                continue
            try:
                files[name] = (path / name).read_bytes()
            except OSError as error:
                unreadable[name] = f"cannot be read: {error.strerror}"
        return cls(path, files, unreadable, tuple(unknown))

    @property
    def is_sound(self) -> bool:
        """Whether each file has its place and could be read."""
        return not self.unreadable and not self.unknown

    @property
    def credential_files(self) -> tuple[str, ...]:
        """The names of the files that hold credentials, in order."""
        return tuple(name for name in self.files if name.startswith(f"{CREDENTIALS}/"))

    @property
    def digest(self) -> str:
        """A hash of names and contents, the same wherever the folder stands."""
        whole = hashlib.sha256()
        for name, content in self.files.items():
            whole.update(f"{name}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()


def _names(folder: Path, prefix: str) -> list[str]:
    try:
        return [prefix + path.name for path in folder.iterdir() if path.suffix in (".yaml", ".yml")]
    except OSError:
        return []


def _is_known(name: str) -> bool:
    return name in FILES or (name.startswith(f"{CREDENTIALS}/") and name.endswith(".yaml"))
