"""The obligation matrix: what each promise has come to, and who is bound by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.agreement.model import Agreement
from truceline.assess.result import Due, NormStatus
from truceline.publish.chips import (
    STANDINGS,
    SUPPOSED,
    chip,
    degree_bar,
    pace_words,
    phase_words,
    standing_chip,
)
from truceline.publish.markup import Content, Html, el
from truceline.publish.views import View
from truceline.publish.wording import Wording
from truceline.publish.words import DASH, day, listed, party_name, plain

Anchors = Mapping[tuple[int, str], str]
"""(view, norm) -> id of the place on the page where its proof stands."""


# What was signed or endorsed binds by itself; anything weaker says how weak it is.
_AUTHORITY = {"signed": "", "endorsed": ", endorsed"}


def columns(agreement: Agreement, views: Sequence[View]) -> tuple[str, ...]:
    """The parties bound by or answerable for any norm in any view, in the agreement's order."""
    named = {
        party
        for view in views
        for status in view.assessment.norms
        for party in (*status.bearers, *status.answerable)
    }
    ordered = [party.id for party in agreement.parties if party.id in named]
    return (*ordered, *sorted(named.difference(ordered)))


def matrix(agreement: Agreement, view: View, parties: Sequence[str], anchors: Anchors) -> Html:
    """One view's table, norm by party."""
    heads = ["Obligation", "Deadline, phase, pace", "Standing", "How far shown"]
    first = [el("th", {"role": "columnheader", "scope": "col"}, head) for head in heads]
    bound = [
        el(
            "th",
            {"role": "columnheader", "scope": "col", "class": "party", "dir": "auto"},
            party_name(agreement, party),
        )
        for party in parties
    ]
    body = [
        _row(agreement, status, parties, anchors[view.index, status.norm]) for status in view.assessment.norms
    ]
    return el(
        "table",
        {"class": "matrix", "role": "table"},
        el("caption", {"class": "away"}, f"Obligations as of {day(view.assessment.frame.as_of)}"),
        el("thead", {"role": "rowgroup"}, el("tr", {"role": "row"}, first, bound)),
        el("tbody", {"role": "rowgroup"}, body),
    )


def _row(agreement: Agreement, status: NormStatus, parties: Sequence[str], anchor: str) -> Html:
    title = Wording(agreement).title(status.norm, status.title)
    return el(
        "tr",
        {"role": "row"},
        el(
            "th",
            {"scope": "row", "role": "rowheader"},
            el("a", {"href": f"#{anchor}", "dir": "auto"}, title),
            el("small", {}, _origin(status)),
        ),
        _cell("Deadline, phase, pace", _life(agreement, status)),
        _cell("Standing", _standing(agreement, status, anchor)),
        _cell("How far shown", degree_bar(status.degree)),
        [_share(agreement, status, party, anchor) for party in parties],
    )


def _cell(label: str, *children: Content) -> Html:
    return el("td", {"role": "cell", "data-label": label}, *children)


def _origin(status: NormStatus) -> str:
    mode = status.mode or "creates a fact"
    mark = _AUTHORITY.get(status.authority, f", only {status.authority}")
    return f"{status.instrument} \N{SECTION SIGN}{status.para}{mark} \N{MIDDLE DOT} {mode}"


def _due(agreement: Agreement, due: Due) -> Html:
    source = Wording(agreement).told(due.source)
    if due.certain:
        return el("span", {"class": "due", "title": source}, day(due.by))
    return el("span", {"class": "due possible"}, f"perhaps {day(due.by)}", el("small", {}, f"by {source}"))


def _life(agreement: Agreement, status: NormStatus) -> Html:
    dues = [_due(agreement, due) for due in status.due] or [_no_deadline(status)]
    pace = pace_words(status.pace)
    phase = el("small", {"class": "phase"}, phase_words(status), ", " if pace else None, pace)
    return el("div", {}, dues, phase)


def _no_deadline(status: NormStatus) -> Html:
    if status.until is not None:
        words = f"until {day(status.until)}"
    elif status.starts is not None:
        words = f"since {day(status.starts)}"
    else:
        words = "none"
    return el("span", {"class": "quiet"}, words)


def _standing(agreement: Agreement, status: NormStatus, anchor: str) -> list[Html]:
    signs = [el("a", {"href": f"#{anchor}", "class": "bare"}, standing_chip(status.standing))]
    if status.supposed:
        signs.append(chip(SUPPOSED, "Rests on a hypothetical claim"))
    return [*signs, *(el("small", {"class": "told"}, words) for words in conditions(agreement, status))]


def conditions(agreement: Agreement, status: NormStatus) -> list[str]:
    """Open branches and dependence on readings, in words."""
    told = []
    if status.branches:
        ways = [f"{_word(branch.standing)} ({branch.condition})" for branch in status.branches]
        told.append(f"Open: either {listed(ways, 'or')}.")
    for reading, outcomes in status.depends_on_reading.items():
        ways = [
            f"{_word(standing)} if {_option(agreement, reading, key)}" for key, standing in outcomes.items()
        ]
        told.append(f"Depends on the reading of {plain(reading)}: {listed(ways)}.")
    return [Wording(agreement).told(sentence) for sentence in told]


def _option(agreement: Agreement, reading: str, key: str) -> str:
    meaning = agreement.readings.get(reading, {}).get(key)
    return f"{plain(key)} ({meaning})" if meaning else plain(key)


def _word(standing: object) -> str:
    return next((sign.word.lower() for key, sign in STANDINGS.items() if key == standing), str(standing))


def _share(agreement: Agreement, status: NormStatus, party: str, anchor: str) -> Html:
    label = party_name(agreement, party)
    answers = el(
        "span",
        {"class": "answers", "title": "Answers for a breach that another party commits"},
        el("span", {"aria-hidden": "true"}, "\N{RIGHT TACK} "),
        "Answerable",
    )
    extra = answers if party in status.answerable else None
    if party in status.bearers:
        part = status.of_party(party)
        target = f"{anchor}-{status.parts.index(part)}" if part else anchor
        standing = part.standing if part else status.standing
        note = None if part or len(status.bearers) == 1 else el("small", {"class": "quiet"}, "jointly")
        return _cell(
            label, el("a", {"href": f"#{target}", "class": "bare"}, standing_chip(standing)), note, extra
        )
    if extra is not None:
        return _cell(label, extra)
    empty = el("span", {"class": "away"}, "not bound")
    return el(
        "td",
        {"role": "cell", "data-label": label, "class": "unbound"},
        el("span", {"aria-hidden": "true"}, DASH),
        empty,
    )
