"""What does not go with the role: three clouds for one who works on one, an expert's level for a junior."""

from collections.abc import Iterator

from scanner.catalog import Wildcard
from scanner.check.case import Case, holds, joined
from scanner.model import Finding, Requirement, Strength

_CLOUD = "cloud"
#: a title may only name the team; the first lines say what the role is
_OPENING = 400


def clouds(case: Case) -> Iterator[Finding]:
    """Yield musts on several platforms, which were meant as alternatives; else more cloud certifications than pay."""
    is_at_home = holds(f"{case.posting.title or ''} {case.text[:_OPENING]}", case.rules.words.roles_of_many_clouds)
    platforms: dict[str, Requirement] = {}
    for requirement in case.musts:
        platform = _platform(case, requirement)
        if platform is not None and requirement.alternative is None:
            platforms.setdefault(platform, requirement)
    if len(platforms) >= case.rules.limits.platforms:
        yield _finding(case, "alternatives-as-musts", list(platforms.values()), is_mild=is_at_home)
    elif not is_at_home and case.posting.title is not None:
        yield from _too_many(case)


def _too_many(case: Case) -> Iterator[Finding]:
    found = [requirement for requirement in case.asked if _platform(case, requirement) is not None]
    musts = [requirement for requirement in found if requirement.strength is Strength.REQUIRED]
    limit = case.rules.limits.cloud_certifications
    if musts and len(found) > limit:
        yield _finding(case, "many-cloud-certifications", found, is_mild=len(musts) <= limit)


def _finding(case: Case, code: str, requirements: list[Requirement], *, is_mild: bool) -> Finding:
    names = [case.name(requirement) for requirement in requirements]
    blanks = {
        "count": str(len(requirements)),
        "limit": f"{case.rules.limits.cloud_certifications:g}",
        "title": case.posting.title,
        "names": joined(names, "and"),
        "any": joined(filter(None, map(case.advisable, requirements)), "or"),
    }
    evidence = [requirement.evidence[0] for requirement in requirements if requirement.evidence]
    return case.finding(code, blanks, evidence=evidence, requirement=requirements[0], is_mild=is_mild)


def _platform(case: Case, requirement: Requirement) -> str | None:
    """Return the one cloud platform that all options of a requirement are of, None where there is no such."""
    families = case.catalog.families
    for platform in families.by_name[_CLOUD].includes if _CLOUD in families.by_name else ():
        if all(_belongs(case, ref, platform) for ref in requirement.any_of):
            return platform
    return None


def _belongs(case: Case, ref: str, family: str) -> bool:
    families = case.catalog.families
    wildcard = Wildcard.parse(ref)
    if wildcard is None:
        return ref in families.members(family)
    return wildcard.family == family or wildcard.family in families.by_name[family].includes


def level_above_role(case: Case) -> Iterator[Finding]:
    """Yield musts of a level that nobody has who begins, where the title says that the role is for beginners."""
    title = case.posting.title
    if title is None or not holds(title, case.rules.words.junior_titles):
        return
    families = case.catalog.families
    least = families.rank(case.rules.limits.junior_below)
    for requirement in case.musts:
        levels = [_level(case, ref) for ref in requirement.any_of]
        if all(families.rank(level) >= least for level in levels) and requirement.alternative is None:
            advisable = case.advisable(requirement)
            blanks = {"name": case.name(requirement), "level": levels[0], "title": title, "advisable": advisable}
            yield case.finding("level-above-role", blanks, evidence=requirement.evidence, requirement=requirement)


def _level(case: Case, ref: str) -> str | None:
    wildcard = Wildcard.parse(ref)
    if wildcard is not None:
        return wildcard.level
    credential = case.catalog.get(ref)
    return credential.level if credential else None
