"""What many postings ask for."""

from dataclasses import dataclass

from scanner.model.documents import Unreadable


@dataclass(frozen=True, slots=True)
class TitleCount:
    """How many postings of one title ask for something."""

    title: str
    postings: int


@dataclass(frozen=True, slots=True)
class MarketEntry:
    """How often postings ask for one credential, or for anything of one family; each posting counts once."""

    #: an id, a wildcard of a family, or an unlisted name
    ref: str
    name: str
    #: how many ask for it, as a must or as nice-to-have
    postings: int
    required: int
    preferred: int
    #: how many ask for it and nothing beside it in one of their requirements; the others name alternatives
    alone: int
    alternatives: int
    #: shares of all postings, with the ends of their 95 % intervals: (share, low, high)
    share: tuple[float, float, float]
    required_share: tuple[float, float, float]
    preferred_share: tuple[float, float, float]
    #: the titles that ask for it most often
    titles: tuple[TitleCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """What many postings ask for, most frequent first."""

    #: different postings that were read
    postings: int
    #: how many of these ask for any credential
    asking: int
    #: postings that repeat an earlier one, word for word: not counted
    duplicates: int
    credentials: tuple[MarketEntry, ...]
    families: tuple[MarketEntry, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one run of `scan market` found; of what could not be read (files, rows) the first ones by name."""

    market: Market
    unreadable: tuple[Unreadable, ...]
    unreadable_total: int
