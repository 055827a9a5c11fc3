"""The page for the person concerned, in plain words and in the second person, whatever it is shown on.

Every text in it may be a document's: whoever shows it makes it harmless.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from scanner.model import Advice, Evidence, Explanation, Fit, Holding, Outcome, RequirementFit, Status, Strength
from scanner.partial_dates import in_words
from scanner.report.explain.doubts import doubts
from scanner.report.passages import passages
from scanner.report.wording import (
    ASKS_FOR_NONE,
    COMPLETE,
    CREDENTIALS_ALONE,
    NO_WORK,
    STATUS,
    by_status,
    count,
    facts,
    hours,
    money,
    score,
    span,
    where,
)

#: characters of one paragraph, of which a document may have brought any number
LONGEST = 3000
#: sentences of the resume that are quoted for one credential
_MOST_QUOTES = 3
_OUTCOME = {Outcome.MET: "Met", Outcome.UNMET: "Not met", Outcome.OPEN: "Could not be told"}
_WAY = {Status.IN_PROGRESS: "Finish", Status.EXPIRED: "Renew"}


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph: what it is about, what is to be said of it, and the words of a document that show it."""

    text: str
    head: str = ""
    #: each with where it stands, which may be empty
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole page."""

    title: str
    sections: tuple[Section, ...]


def letter(explanation: Explanation, catalog_name: Callable[[str], str]) -> Letter:
    """Return the page: what it is, the result, why, what was found, what could not be told, and what would do."""
    (fit,) = explanation.candidate.fits
    sections = (
        Section("What this page is", tuple(_about(explanation))),
        Section("The result", tuple(_result(fit))),
        Section("What the posting asks for, and what was found for it", tuple(map(_requirement, fit.requirements))),
        Section("What was found in your resume", tuple(_holdings(explanation))),
        Section("What could not be told", tuple(map(Item, doubts(explanation, fit, catalog_name)))),
        Section("The smallest change that would meet the posting", tuple(_change(explanation, fit, catalog_name))),
        Section("If something here is wrong", tuple(_remedy(explanation))),
    )
    return Letter(f"Your resume and “{_name_of(explanation)}”", tuple(section for section in sections if section.items))


def _name_of(explanation: Explanation) -> str:
    return explanation.posting.title or PurePath(explanation.posting.source).name


def _about(explanation: Explanation) -> Iterator[Item]:
    person = explanation.candidate.person.name
    files = (
        f"{PurePath(explanation.candidate.source).name} with the posting {PurePath(explanation.posting.source).name}"
    )
    yield Item(
        f"{f'For {person}. ' if person else ''}A program compared {files}, as of {in_words(explanation.as_of)}. "
        "It looked for certifications and nothing else: names, addresses, schools and employers play no part. "
        "Everything that it found stands here with the words that it rests on."
    )


def _result(fit: Fit) -> Iterator[Item]:
    if fit.score is None:
        yield Item(ASKS_FOR_NONE)
        return
    met = [f"{fit.required_met} of {count(fit.required_total, 'requirement')}"] if fit.required_total else []
    met += [f"{fit.preferred_met} of {count(fit.preferred_total, 'wish', 'wishes')}"] if fit.preferred_total else []
    meaning = (
        "nothing that is required is missing"
        if fit.score >= COMPLETE
        else f"something that is required is missing, which keeps it below {COMPLETE}"
    )
    shows = f"Your resume shows what meets {' and '.join(met)} of the posting."
    yield Item(f"{shows} That gives {score(fit.score)} points of 100: {meaning}.")
    if fit.calculation:
        yield Item(f"How the points come about: {fit.calculation}.")
    yield Item(CREDENTIALS_ALONE)


def _requirement(outcome: RequirementFit) -> Item:
    return Item(outcome.because, head=f"{outcome.id} – {_OUTCOME[outcome.outcome]}")


def _holdings(explanation: Explanation) -> Iterator[Item]:
    candidate = explanation.candidate
    if not candidate.holdings:
        yield Item("No certification was found.")
    for holding in by_status(candidate.holdings):
        said = ", ".join((STATUS[holding.status], *facts(holding, explanation.as_of)))
        cues = dict.fromkeys(_deciding(holding))
        because = f" (because of {_listed(cues)})" if cues else ""
        yield Item(
            f"{said[:1].upper()}{said[1:]}{because}.{_in_the_work(holding)}",
            holding.name,
            tuple(_quotes(holding.evidence, candidate.source)),
        )


def _deciding(holding: Holding) -> Iterator[str]:
    """Yield the words that decided; none where time did, or a heading that all below it share."""
    if holding.status is Status.EXPIRED and holding.expires_basis == "validity":
        return
    for piece in holding.evidence:
        if piece.cue and piece.cue in f"{piece.before}{piece.quote}{piece.after}":
            yield piece.cue


def _in_the_work(holding: Holding) -> str:
    if holding.corroborated_by:
        words = _listed(dict.fromkeys(piece.quote for piece in holding.corroborated_by))
        return f" The work that you describe speaks of its field: {words}. That changes no points."
    if holding.status is Status.HELD and not holding.hidden:
        return f" In the work that you describe: {NO_WORK}. That changes no points."
    return ""


def _quotes(evidence: tuple[Evidence, ...], source: str) -> Iterator[tuple[str, str]]:
    for passage in passages(evidence)[:_MOST_QUOTES]:
        yield "".join(passage.pieces).strip(), where(passage.evidence, source)


def _listed(words: dict[str, None]) -> str:
    return ", ".join(f"“{' '.join(word.split())}”" for word in words)


def _change(explanation: Explanation, fit: Fit, catalog_name: Callable[[str], str]) -> Iterator[Item]:
    if fit.score is None:
        yield Item("None: the posting asks for no certification.")
        return
    missing = [one.id for one in fit.requirements if one.outcome is Outcome.UNMET and _is_required(explanation, one.id)]
    if not missing:
        yield Item("None is needed: nothing that is required is missing.")
        if fit.advice and fit.advice[0].score_after > fit.score:
            yield _step(fit.advice[0], explanation, catalog_name, lead="More points would come from this. ")
        return
    if not explanation.smallest:
        yield Item(
            f"No certification that can be taken now would meet all that is required ({', '.join(missing)}). "
            "That says something of the posting, not of you: ask what it accepts instead."
        )
        return
    if len(explanation.smallest) > 1:
        yield Item(f"These {len(explanation.smallest)} together:")
    for advice in explanation.smallest:
        yield _step(advice, explanation, catalog_name)
    yield Item(
        f"Nothing that is required would be missing then, and the points would be {score(explanation.score_after)}."
    )


def _is_required(explanation: Explanation, ref: str) -> bool:
    return any(one.id == ref and one.strength is Strength.REQUIRED for one in explanation.posting.requirements)


def _step(advice: Advice, explanation: Explanation, catalog_name: Callable[[str], str], lead: str = "") -> Item:
    statuses = [one.status for one in explanation.candidate.holdings if one.credential == advice.credential]
    way = next((_WAY[status] for status in statuses if status in _WAY), "Take")
    effort = f"{money(advice.cost_usd)}, {hours(advice.study_hours, estimated=advice.hours_estimated)}"
    if advice.study_hours is not None:
        weeks = tuple(float(-(-bound // explanation.hours_per_week)) for bound in advice.study_hours)
        effort += f" of study, {span((weeks[0], weeks[1]))} weeks at {explanation.hours_per_week:g} hours a week"
    steps = [catalog_name(ref) for ref in advice.path]
    order = f" In this order: {', then '.join(steps)}." if len(steps) > 1 else ""
    sources = [f"See {', '.join(advice.sources)}"] if advice.sources else []
    return Item(" ".join([f"{lead}{way} it: {effort}.{order}", *advice.notes, *sources]), advice.name)


def _remedy(explanation: Explanation) -> Iterator[Item]:
    yield Item(
        "A certification that you hold and that is missing here was not recognised: write its full name as on the "
        "certificate, with the month of issue and that of expiry, in text that can be selected. Then ask for the scan "
        "to be done again. You can also ask that a person looks at it: nobody should be turned down by a program."
    )
    made = dict(explanation.manifest)
    if "version" in made:
        yield Item(f"Made by credential-scanner {made['version']}, with the patterns {str(made.get('patterns'))[:12]}.")
