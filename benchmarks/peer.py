"""The peer: what one would write in an afternoon with the same libraries and the same catalogue.

pdfplumber reads every page, a spaCy EntityRuler with one token pattern for each name finds the exact mentions, and
RapidFuzz compares every line with every name to recover the misspelt ones.

    python benchmarks/peer.py RESUME.pdf...
"""

import json
import sys
from pathlib import Path

import pdfplumber
import spacy
import yaml
from rapidfuzz import fuzz, process

_LONG = 12
_CLOSE_ENOUGH = 90
CATALOG = Path(__file__).parent.parent / "patterns" / "credentials"


class Peer:
    """Everything that is built once."""

    def __init__(self) -> None:
        items = [item for path in sorted(CATALOG.glob("*.yaml")) for item in yaml.safe_load(path.read_text("utf-8"))]
        names = [
            (name, item["id"])
            for item in items
            for name in (item["name"], *(item.get("aliases") or ()), *(item.get("exam_codes") or ()))
        ]
        self._nlp = spacy.blank("en")
        ruler = self._nlp.add_pipe("entity_ruler")
        patterns = [
            {"label": "CREDENTIAL", "id": ref, "pattern": [{"LOWER": t.lower_} for t in self._nlp.make_doc(str(name))]}
            for name, ref in names
        ]
        ruler.add_patterns(patterns)
        self._long = [(str(name).lower(), ref) for name, ref in names if len(str(name)) > _LONG]

    def scan(self, path: Path) -> list[str]:
        """Return the ids found in a PDF."""
        with pdfplumber.open(path) as pdf:
            text = "\n".join(page.extract_text() or "" for page in pdf.pages)
        found = {ent.ent_id_ for ent in self._nlp(text).ents}
        choices = [name for name, _ in self._long]
        for line in filter(None, map(str.strip, text.lower().splitlines())):
            hit = process.extractOne(line, choices, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE_ENOUGH)
            if hit:
                found.add(self._long[hit[2]][1])
        return sorted(found)


if __name__ == "__main__":
    peer = Peer()
    for argument in sys.argv[1:]:
        print(json.dumps({"source": argument, "credentials": peer.scan(Path(argument))}), flush=True)
