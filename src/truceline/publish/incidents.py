"""Incidents as symbols: those of one sort at one place are drawn as one, as big as their toll."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.agreement.model import Agreement
from truceline.assess.result import RegisterEntry
from truceline.assess.toll import by_incident, least, tolls
from truceline.publish.markup import Html, el, join
from truceline.publish.projection import Projection
from truceline.publish.symbols import MARKS, Mark, mark_of, radius, swatch
from truceline.publish.words import counted, days, figures, party_names, percent, plain

_TOLD = 5
_FAINTEST = 0.3
_UNPLACED = 0.6
"""Opacity where P(inside) could not be computed."""
_Key = tuple[float, float, str, str, float | None]


def distinct(entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    """One entry per incident, under whatever norms it is registered: the gravest, with the dead of any."""
    return [_gravest(incident) for incident in by_incident(entries)]


def of_one(entry_id: str, entries: Sequence[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Every entry of the incident that an entry tells of."""
    found = (several for several in by_incident(entries) if any(e.entry_id == entry_id for e in several))
    return tuple(next(found, ()))


def _gravest(incident: Sequence[RegisterEntry]) -> RegisterEntry:
    entry = max(incident, key=_gravity)
    if entry.killed is None:
        killed = next((one.killed for one in incident if one.killed is not None), None)
        return entry.model_copy(update={"killed": killed}) if killed else entry
    return entry


def _gravity(entry: RegisterEntry) -> tuple[bool, bool, float]:
    return entry.stands, entry.status == "confirmed", entry.p_inside or 0.0


def looks(entry: RegisterEntry) -> str:
    """The class of an entry's outline: what is no breach, or is closed, is drawn hollow."""
    return entry.status if entry.is_breach else "nobreach"


def incidents(
    on: Projection, agreement: Agreement, entries: Sequence[RegisterEntry], rows: Mapping[str, str]
) -> Html:
    """All symbols that fall on the drawing, the biggest first so that the small ones stay visible."""
    return join(_symbol(on, agreement, group, rows) for group in _groups(on, entries))


def discs(on: Projection, entries: Sequence[RegisterEntry]) -> list[tuple[float, float, float]]:
    """Where the symbols lie, and how far they reach: x, y and radius in points."""
    return [(*_at(on, group[0]), radius(_size(group))) for group in _groups(on, entries)]


def _groups(on: Projection, entries: Sequence[RegisterEntry]) -> list[list[RegisterEntry]]:
    groups: dict[_Key, list[RegisterEntry]] = {}
    for entry in distinct(entries):
        if entry.lat is not None and entry.lon is not None and on.holds(entry.lon, entry.lat):
            groups.setdefault(_key(entry), []).append(entry)
    return sorted(groups.values(), key=lambda group: (-_size(group), group[0].entry_id))


def _at(on: Projection, entry: RegisterEntry) -> tuple[float, float]:
    assert entry.lat is not None
    assert entry.lon is not None
    return on.point(entry.lon, entry.lat)


def _key(entry: RegisterEntry) -> _Key:
    assert entry.lat is not None
    assert entry.lon is not None
    p = None if entry.p_inside is None else round(entry.p_inside, 1)
    return round(entry.lat, 4), round(entry.lon, 4), mark_of(entry.act).key, looks(entry), p


def _symbol(
    on: Projection, agreement: Agreement, group: Sequence[RegisterEntry], rows: Mapping[str, str]
) -> Html:
    first = group[0]
    x, y = _at(on, first)
    mark = mark_of(first.act)
    p = first.p_inside
    opacity = _UNPLACED if p is None else _FAINTEST + (1 - _FAINTEST) * p
    shape = el(
        "path",
        {
            "class": f"act {mark.key} {looks(first)}",
            "d": mark.path(x, y, radius(_size(group))),
            "opacity": f"{opacity:.2f}",
        },
        el("title", {}, _told(agreement, group)),
    )
    row = rows.get(first.entry_id)
    # Every symbol has its row in the tables; hundreds of tab stops here would only be in the way.
    return el("a", {"href": f"#{row}", "tabindex": -1}, shape) if row else shape


def _size(group: Sequence[RegisterEntry]) -> float:
    killed = sum(least(toll) if toll.best is None else toll.best for toll in tolls(group))
    return max(float(killed), float(len(group) - 1))


def _told(agreement: Agreement, group: Sequence[RegisterEntry]) -> str:
    lines = [_line(agreement, entry) for entry in group[:_TOLD]]
    if len(group) > _TOLD:
        lines.append(f"and {counted(len(group) - _TOLD, 'more entry', 'more entries')} here")
    return "\n".join(lines)


def _line(agreement: Agreement, entry: RegisterEntry) -> str:
    who = party_names(agreement, entry.committed_by or entry.participants, "unattributed")
    killed = f", killed {figures(*entry.killed)}" if entry.killed else ""
    inside = "" if entry.p_inside is None else f", P(inside) {percent(entry.p_inside)}"
    state = entry.status if entry.is_breach else entry.bearing.replace("_", " ")
    when = days(entry.start, entry.end)
    return f"{when}: {plain(entry.act)}, {entry.place or 'place not given'}, {who}{killed}{inside}, {state}"


def incident_legend(used: Sequence[Mark] | None = None) -> Html:
    """Shape and colour by act; outline by state; size by toll; faintness by P(inside)."""
    shown = used or MARKS
    acts = [el("li", {}, swatch(mark), el("span", {}, mark.words)) for mark in shown]
    sample = shown[0]
    states = [
        el("li", {}, swatch(sample, look), el("span", {}, words))
        for look, words in (
            ("confirmed", "confirmed (outlined)"),
            ("opened", "opened, not confirmed (no outline)"),
            ("nobreach", "not attributed, or no breach of the promise (hollow)"),
        )
    ]
    rules = el(
        "li",
        {"class": "rule"},
        "Area: people killed, or number of incidents at one place. "
        f"Fainter: less likely inside the zone (P(inside)); {percent(_UNPLACED)} ink where not computed.",
    )
    return el("ul", {"class": "legend acts"}, acts, states, rules)
