"""A resume's labels against what is said of it: credentials, statuses, dates."""

from collections.abc import Iterable, Mapping, Sequence

from scanner.evaluate.answers import SaidHolding
from scanner.evaluate.known import Known
from scanner.evaluate.labels import LabelledDocument, LabelledHolding
from scanner.evaluate.tally import Figure, Miss, Tally
from scanner.model import Status

_VALIDITY = "validity"
_MISSING = "missing"
_PLAIN = ("status_accuracy", "issued_exact", "expires_exact", "hidden_flag", "hidden_false_alarm", "evidence_in_bounds")


def score_resume(document: LabelledDocument, answer: Sequence[SaidHolding], known: Known) -> Tally:
    """Return what an answer comes to for one resume."""
    tally = Tally(documents=1)
    have = {holding.credential: holding for holding in answer if known.has(holding.credential)}
    gold = dict(_gold(document.holdings, have, known, tally))
    tally.hits["unlabelled_predictions"] += len(answer) - len(have)
    asserted = {ref: holding for ref, holding in have.items() if holding.status is not Status.NOT_HELD}
    invented = [holding for ref, holding in asserted.items() if ref not in gold]
    if not gold:
        tally.count("invented_per_clean_resume", len(invented), 1)
    for ref in asserted:
        tally.add("credential_precision", ref in gold)
    for holding in invented:
        tally.count(f"said[{holding.status}]", 0, 1)
        tally.misses.append(
            Miss(document.name, "invented", holding.credential, None, holding.status.value, holding.quote)
        )
    for ref, want in gold.items():
        _score_holding(document, ref, want, have.get(ref), tally)
    for holding in have.values():
        tally.add("evidence_in_bounds", holding.is_in_bounds)
    return tally


def resume_figures(tally: Tally) -> list[Figure]:
    """Return the measures of a set of resumes, the main ones first."""
    statuses = [figure for status in Status if (figure := _status_f1(tally, status))]
    macro = sum(figure.value or 0.0 for figure in statuses) / len(statuses) if statuses else None
    return [
        tally.figure("credential_precision"),
        tally.figure("credential_recall"),
        tally.f1("credential_f1", precision="credential_precision", recall="credential_recall"),
        *statuses,
        Figure("status_macro_f1", macro),
        Figure("credential_and_status_f1", _asserted_f1(tally)),
        *(tally.figure(name) for name in _PLAIN if tally.of[name]),
        tally.figure("invented_per_clean_resume"),
    ]


def _gold(
    labels: Iterable[LabelledHolding], have: Mapping[str, SaidHolding], known: Known, tally: Tally
) -> Iterable[tuple[str, LabelledHolding]]:
    """Yield each label under the reading that was chosen, where it has several."""
    for label in labels:
        names = [name for name in (label.credential, *label.others) if known.has(name)]
        if names:
            yield next((name for name in names if name in have), names[0]), label
        else:
            tally.hits["outside_labels"] += 1


def _score_holding(
    document: LabelledDocument, ref: str, want: LabelledHolding, said: SaidHolding | None, tally: Tally
) -> None:
    if want.status is not Status.NOT_HELD:
        tally.add("credential_recall", said is not None)
    shown = _shown_status(want, said)
    is_right = _is_right(want, said, shown)
    tally.add("status_accuracy", is_right)
    tally.add(f"labelled[{want.status}]", is_right)
    tally.count(f"said[{want.status if is_right else shown or _MISSING}]", 0, 1)
    if not is_right:
        what = "status" if said else "missing"
        tally.misses.append(Miss(document.name, what, ref, want.status.value, shown, want.quote))
    if said is None:
        return
    if want.hidden is None:
        tally.add("hidden_false_alarm", said.hidden)
    else:
        tally.add("hidden_flag", said.hidden == want.hidden)
    for field, wanted, had in (("issued", want.issued, said.issued), ("expires", want.expires, said.expires)):
        if wanted:
            is_same = _is_same_date(wanted, had)
            tally.add(f"{field}_exact", is_same)
            if not is_same:
                tally.misses.append(Miss(document.name, field, ref, wanted, had, want.quote))


def _shown_status(want: LabelledHolding, said: SaidHolding | None) -> str | None:
    """Return the status that was given; what is not held and not named at all has been read rightly."""
    if said is not None:
        return said.status.value
    return Status.NOT_HELD.value if want.status is Status.NOT_HELD else None


def _is_right(want: LabelledHolding, said: SaidHolding | None, shown: str | None) -> bool:
    if shown is None:
        return False
    # The labels know what the text says; that a credential ran out by its validity only the catalogue tells.
    by_validity = (
        want.status is Status.HELD
        and shown == Status.EXPIRED
        and said is not None
        and said.expires_basis == _VALIDITY
        and not want.hidden
    )
    return shown in (want.status, *want.other_statuses) or by_validity


def _is_same_date(want: str, have: str | None) -> bool:
    """Return whether two dates agree as far as the less precise one goes."""
    return bool(have) and (have.startswith(want) or want.startswith(have)) if have else False


def _status_f1(tally: Tally, status: Status) -> Figure | None:
    right, of = tally.hits[f"labelled[{status}]"], tally.of[f"labelled[{status}]"]
    if not of:
        return None
    return Figure(f"status_f1[{status}]", 2 * right / (of + tally.of[f"said[{status}]"]), right, of)


def _asserted_f1(tally: Tally) -> float | None:
    """Return how well credential and status together are found; what is missing stands on both sides of the mean."""
    asserted = [status for status in Status if status is not Status.NOT_HELD]
    right = sum(tally.hits[f"labelled[{status}]"] for status in asserted)
    of = sum(tally.of[f"labelled[{status}]"] for status in asserted)
    said = sum(tally.of[f"said[{status}]"] for status in (*asserted, _MISSING))
    return 2 * right / (of + said) if of else None
