"""What many postings ask for: counted one posting at a time, in memory that does not grow with their number.

A posting counts once for a credential, however often it names it, and as strongly as it asks for it anywhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

from scanner.catalog import Catalog, Wildcard
from scanner.errors import ScannerError
from scanner.intervals import wilson
from scanner.model import Market, MarketEntry, Posting, Requirement, Strength, TitleCount

SCHEMA = "market-report/1"
_TITLES_SHOWN = 5
#: titles kept for each credential; beyond twice as many the rarest are forgotten
_TITLES_KEPT = 200
_LONGEST_TITLE = 80
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,60}[)\]]")
_FINGERPRINT_BYTES = 8


@dataclass(slots=True)
class _Tally:
    required: int = 0
    preferred: int = 0
    alone: int = 0
    #: by the title in lower case
    titles: Counter[str] = field(default_factory=Counter)

    def add(self, requirements: Iterable[tuple[Requirement, bool]], title: str) -> None:
        """Count a posting that asks in these requirements, each with whether nothing else would do there."""
        asked = list(requirements)
        if any(one.strength is Strength.REQUIRED for one, _ in asked):
            self.required += 1
        else:
            self.preferred += 1
        self.alone += any(is_alone for _, is_alone in asked)
        if title:
            self.titles[title] += 1
        if len(self.titles) > 2 * _TITLES_KEPT:
            self.titles = Counter(dict(self.titles.most_common(_TITLES_KEPT)))


class MarketCounter:
    """Counts postings; what it knows of titles beyond the frequent ones is only approximate."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._families_of = _families_of(catalog)
        self._credentials: dict[str, _Tally] = {}
        self._families: dict[str, _Tally] = {}
        self._spellings: dict[str, str] = {}
        self._postings = self._asking = self._duplicates = 0
        self._seen: set[int] = set()

    def is_new(self, fingerprint: int) -> bool:
        """Return whether no posting of this fingerprint was there before; one that repeats another is counted so."""
        if fingerprint in self._seen:
            self._duplicates += 1
            return False
        self._seen.add(fingerprint)
        return True

    def add(self, posting: Posting) -> None:
        """Count one posting."""
        self._postings += 1
        asked = [one for one in posting.requirements if one.strength is not Strength.NOT_REQUIRED]
        self._asking += bool(asked)
        title = self._title(posting.title or "") if asked else ""
        named = dict.fromkeys(ref for one in asked for ref in one.any_of if Wildcard.parse(ref) is None)
        for ref in named:
            within = [(one, one.any_of == (ref,)) for one in asked if ref in one.any_of]
            self._credentials.setdefault(ref, _Tally()).add(within, title)
        families = dict.fromkeys(name for one in asked for ref in one.any_of for name in self._families_at(ref))
        for name in families:
            shares = ((one, [name in self._families_at(ref) for ref in one.any_of]) for one in asked)
            within = [(one, all(members)) for one, members in shares if any(members)]
            self._families.setdefault(name, _Tally()).add(within, title)

    def market(self) -> Market:
        """Return what was counted, most frequent first."""
        return Market(
            postings=self._postings,
            asking=self._asking,
            duplicates=self._duplicates,
            credentials=self._entries(self._credentials),
            families=self._entries({f"{name}/*": tally for name, tally in self._families.items()}),
        )

    def _families_at(self, ref: str) -> tuple[str, ...]:
        wildcard = Wildcard.parse(ref)
        return self._families_of.get(ref if wildcard is None else f"{wildcard.family}/*", ())

    def _title(self, title: str) -> str:
        """Return what postings of one title share, whatever the case, the gender marks and the brackets."""
        shown = " ".join(_BRACKETS.sub("", title).split())[:_LONGEST_TITLE].strip(" -–,|/#*")
        key = shown.casefold()
        if len(self._spellings) < 50 * _TITLES_KEPT:
            self._spellings.setdefault(key, shown)
        return key

    def _entries(self, tallies: Mapping[str, _Tally]) -> tuple[MarketEntry, ...]:
        entries = [self._entry(ref, tally) for ref, tally in tallies.items()]
        return tuple(sorted(entries, key=lambda entry: (-entry.postings, entry.name, entry.ref)))

    def _entry(self, ref: str, tally: _Tally) -> MarketEntry:
        total = tally.required + tally.preferred
        titles = sorted(tally.titles.items(), key=lambda item: (-item[1], item[0]))[:_TITLES_SHOWN]
        return MarketEntry(
            ref=ref,
            name=self._catalog.name(ref),
            postings=total,
            required=tally.required,
            preferred=tally.preferred,
            alone=tally.alone,
            alternatives=total - tally.alone,
            share=self._share(total),
            required_share=self._share(tally.required),
            preferred_share=self._share(tally.preferred),
            titles=tuple(TitleCount(self._spellings.get(key, key), number) for key, number in titles),
        )

    def _share(self, number: int) -> tuple[float, float, float]:
        share = (number / self._postings, *wilson(number, self._postings))
        return round(share[0], 4), round(share[1], 4), round(share[2], 4)


def fingerprint(text: str) -> int:
    """Return a number that two postings share if they say the same, whatever their white space and case."""
    content = " ".join(text.split()).casefold().encode("utf-8", errors="surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=_FINGERPRINT_BYTES).digest(), "big")


def market_from_json(data: bytes, source: str) -> Market:
    """Return the market of a report that `scan market --format json` wrote; raises `ScannerError` for anything else."""
    try:
        report = msgspec.json.decode(data)
        found = msgspec.convert(report, Market)
    except msgspec.MsgspecError as error:
        raise _no_market(source) from error
    if report.get("schema") != SCHEMA:
        raise _no_market(source)
    return found


def _no_market(source: str) -> ScannerError:
    return ScannerError(f"{source} is no {SCHEMA}: name postings, or what `scan market --format json -o FILE` wrote")


def _families_of(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """Return for each id, and for each family as a wildcard, the families that it belongs to."""
    found: dict[str, list[str]] = {}
    for name, family in catalog.families.by_name.items():
        for ref in catalog.families.members(name):
            found.setdefault(ref, []).append(name)
        for part in {name, *family.includes}:
            found.setdefault(f"{part}/*", []).append(name)
    found["*/*"] = ["*"]
    return {ref: tuple(names) for ref, names in found.items()}
