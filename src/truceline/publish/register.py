"""The register of incidents by province: who committed, who answers, how sure, how many, on whose word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from truceline.agreement.model import Agreement
from truceline.assess.result import Cited, RegisterEntry
from truceline.assess.toll import least, most, tolls
from truceline.core.quantity import Bounds
from truceline.publish.chips import ENTRY_STATES, NO_BREACH, NOT_ATTRIBUTED, SUPPOSED, chip
from truceline.publish.cited import Citations
from truceline.publish.incidents import distinct
from truceline.publish.markup import Html, el, join, slug
from truceline.publish.projection import Projection
from truceline.publish.symbols import mark_of, swatch
from truceline.publish.views import View, gather, per_view, shown
from truceline.publish.words import (
    DASH,
    counted,
    days,
    figures,
    party_names,
    percent,
    plain,
)

NOWHERE = "Province not given"
_HEADS = (
    "When",
    "What",
    "Where",
    "Committed by",
    "Answerable",
    "Attribution",
    "Killed",
    "P(inside)",
    "Status",
    "Sources",
)
_Variant = tuple[RegisterEntry, tuple[int, ...]]
_SOURCES = 6


@dataclass(frozen=True)
class Register:
    """The entries of every view, each different one written once."""

    agreement: Agreement
    citations: Citations
    views: Sequence[View]
    variants: tuple[_Variant, ...]

    @classmethod
    def of(cls, agreement: Agreement, views: Sequence[View], citations: Citations) -> Register:
        """Gather equal entries, in order of time."""
        found = [(view.index, entry) for view in views for entry in once(view.assessment.violations)]
        variants = gather(found, key=lambda entry: entry.model_dump_json())
        ordered = sorted(variants, key=lambda pair: (str(pair[0].start), pair[0].entry_id, pair[1]))
        return cls(agreement, citations, views, tuple(ordered))

    @property
    def rows(self) -> dict[tuple[int, str], str]:
        """(view, entry id) -> id of its row."""
        return {
            (index, entry.entry_id): _row_id(entry, seen) for entry, seen in self.variants for index in seen
        }

    def html(self) -> Html:
        """Norm by norm, province by province; each province unfolds."""
        norms = dict.fromkeys(entry.norm for entry, _ in self.variants)
        order = {norm: place for place, norm in enumerate(self.agreement.norms)}
        ranked = sorted(norms, key=lambda norm: order.get(norm, len(order)))
        empty = [
            (view.index, el("p", {}, "The register is empty in this view."))
            for view in self.views
            if not view.assessment.violations
        ]
        return join([per_view("div", empty), *(self._norm(norm) for norm in ranked)])

    def _norm(self, norm: str) -> Html:
        mine = [pair for pair in self.variants if pair[0].norm == norm]
        provinces = sorted({_province(entry) for entry, _ in mine}, key=lambda name: (name == NOWHERE, name))
        parts = [self._provinces([p for p in mine if _province(p[0]) == name], name) for name in provinces]
        head = el("h3", {"dir": "auto"}, self.citations.wording.title(norm))
        return el("section", {"class": f"{_seen(mine)} ofnorm"}, head, parts)

    def _provinces(self, mine: Sequence[_Variant], name: str) -> Html:
        totals = [
            (view.index, _totals([entry for entry, seen in mine if view.index in seen]))
            for view in self.views
        ]
        summary = el("summary", {}, el("b", {"dir": "auto"}, name), " ", per_view("span", totals, "totals"))
        heads = el(
            "tr",
            {"role": "row"},
            [el("th", {"scope": "col"}, head) for head in _HEADS],
        )
        table = el(
            "table",
            {"class": "register"},
            el("thead", {}, heads),
            el("tbody", {}, [self._row(entry, seen) for entry, seen in mine]),
        )
        return el("details", {"class": _seen(mine)}, summary, el("div", {"class": "wide"}, table))

    def _row(self, entry: RegisterEntry, seen: tuple[int, ...]) -> Html:
        cells = (
            days(entry.start, entry.end),
            el("span", {}, swatch(mark_of(entry.act)), " ", plain(entry.act)),
            el("span", {"dir": "auto"}, entry.place or "not given"),
            self._committed(entry),
            el("span", {"dir": "auto"}, party_names(self.agreement, entry.answerable, DASH)),
            entry.attribution,
            figures(*entry.killed) if entry.killed else DASH,
            DASH if entry.p_inside is None else percent(entry.p_inside),
            _state(entry),
            self._sources(entry),
        )
        told = [el("td", {}, cell) for cell in cells]
        looks = shown(seen) if entry.is_breach else f"{shown(seen)} nobreach"
        return el("tr", {"class": looks, "id": _row_id(entry, seen)}, told)

    def _committed(self, entry: RegisterEntry) -> Html:
        if entry.committed_by:
            return el("span", {"dir": "auto"}, party_names(self.agreement, entry.committed_by))
        between = party_names(self.agreement, entry.participants, "")
        words = f"not known; between {between}" if between else "not known"
        return el("span", {"class": "quiet", "dir": "auto"}, words)

    def _sources(self, entry: RegisterEntry) -> Html:
        everyone = (*entry.claims, *entry.against)
        summary = el(
            "summary",
            {},
            counted(len(everyone), "claim"),
            f", for {entry.support:.2f}",
            f", against {entry.opposition:.2f}" if entry.against else "",
        )
        lists = [self._brief("For", entry.claims), self._brief("Against", entry.against)]
        repeat = (
            f"May be the same incident as {counted(len(entry.may_repeat), 'other entry', 'other entries')}; "
            "not merged without an analyst's word."
            if entry.may_repeat
            else None
        )
        return el(
            "details",
            {},
            summary,
            el("p", {"class": "reason", "dir": "auto"}, self.citations.wording.told(entry.reason)),
            lists,
            el("p", {"class": "reason"}, repeat) if repeat else None,
        )

    def _brief(self, heading: str, cited: Sequence[Cited]) -> Html | None:
        if not cited:
            return None
        items = [el("li", {}, self.citations.brief(one)) for one in cited[:_SOURCES]]
        more = [el("li", {}, f"and {len(cited) - _SOURCES} more")] if len(cited) > _SOURCES else []
        return el("ul", {"aria-label": heading, "class": heading.lower()}, items, more)

    def unplaced(self, on: Projection | None) -> Html:
        """Per view, the incidents that the map cannot show, counted by province."""
        told = [(view.index, _unplaced(distinct(view.assessment.violations), on)) for view in self.views]
        return per_view("div", told)


def once(entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    """One entry per id: a norm whose check has several parts may weigh one incident several times.

    What is a breach under any part counts as one; otherwise the reasons of all parts are told.
    """
    found: dict[str, RegisterEntry] = {}
    for entry in entries:
        known = found.setdefault(entry.entry_id, entry)
        if known is entry or known.is_breach:
            continue
        reasons = dict.fromkeys((*known.reason.split("; "), entry.reason))
        merged = known.model_copy(update={"reason": "; ".join(reasons)})
        found[entry.entry_id] = entry if entry.is_breach else merged
    return list(found.values())


# Whoever was killed likelier outside the zone than in it is listed, not summed.
_LIKELY = 0.5


def _province(entry: RegisterEntry) -> str:
    return entry.adm1 or NOWHERE


def _seen(variants: Sequence[_Variant]) -> str:
    return shown(sorted({index for _, seen in variants for index in seen}))


def _row_id(entry: RegisterEntry, seen: tuple[int, ...]) -> str:
    return f"r{seen[0]}-{slug(entry.entry_id)}"


def _state(entry: RegisterEntry) -> Html:
    aside = {"not_attributed": NOT_ATTRIBUTED, "no_breach": NO_BREACH}
    sign = aside.get(entry.bearing) or ENTRY_STATES[entry.status]
    mark = chip(SUPPOSED, "Rests on a hypothetical claim") if entry.supposed else None
    return join([chip(sign), mark])


def _totals(entries: Sequence[RegisterEntry]) -> Html:
    if not entries:
        return Html()
    counts = [
        (sum(one.status == state and one.is_breach for one in entries), state)
        for state in ("confirmed", "opened", "closed")
    ]
    counts += [
        (sum(one.bearing == bearing for one in entries), bearing.replace("_", " "))
        for bearing in ("not_attributed", "no_breach")
    ]
    told = [f"{number} {state}" for number, state in counts if number]
    found = tolls(one for one in entries if one.p_inside is None or one.p_inside >= _LIKELY)
    if found:
        told.append(f"killed {_sum(found)}")
    return join([", ".join(told)])


def _sum(found: Sequence[Bounds]) -> str:
    """A sum keeps a bound only where every entry has one; a best figure nobody gives is not made up."""
    whole = reduce(Bounds.__add__, found)
    if whole.best is not None:
        return figures(whole.low, whole.best, whole.high)
    lowest, highest = sum(map(least, found)), sum(map(most, found))
    bounded = all(toll.high is not None or toll.best is not None for toll in found)
    return figures(lowest, None, highest if bounded else None)


def _unplaced(entries: Sequence[RegisterEntry], on: Projection | None) -> Html:
    nowhere = Counter(_province(entry) for entry in entries if entry.lat is None or entry.lon is None)
    spots = [(entry.lon, entry.lat) for entry in entries]
    beyond = sum(
        on is not None and lon is not None and lat is not None and not on.holds(lon, lat)
        for lon, lat in spots
    )
    told = [f"{name} {number}" for name, number in sorted(nowhere.items())]
    parts = [f"Without coordinates, so not on the map: {', '.join(told)}."] if told else []
    parts += [f"Beyond the edge of the map: {beyond}."] if beyond else []
    return el("p", {"class": "unplaced", "dir": "auto"}, " ".join(parts)) if parts else Html()
