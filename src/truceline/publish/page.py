"""The case page: one self-contained file that answers who kept which promise, and on whose word.

It loads nothing and sends nothing: style, script and pictures are inside, and its content security
policy admits no others. Without script everything still works; the script only opens and closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.evidence.claim import Claim
from truceline.publish.cited import Citations
from truceline.publish.counts import differing
from truceline.publish.incidents import incident_legend
from truceline.publish.map import CaseMap, Drawn, Spot
from truceline.publish.markup import Content, Html, el, join
from truceline.publish.matrix import columns, matrix
from truceline.publish.method import considered, coverage, encoding, replay
from truceline.publish.postures import postures
from truceline.publish.proofs import Proofs
from truceline.publish.register import Register
from truceline.publish.sealed import packed, sealed
from truceline.publish.symbols import MARKS, mark_of, swatches
from truceline.publish.timeline import Timeline
from truceline.publish.views import View, controls, known, per_view, tabs, view_rules, views_of
from truceline.publish.words import counted, day
from truceline.publish.zones import zone_legend

_PRIVATE = (
    "A private page for analysts: it shows exact positions, sources and parties without the delay and blur "
    "that public output must have. Do not publish it or pass it on."
)


def case_page(  # noqa: PLR0917 - the order that the rooms agreed on
    title: str,
    agreement: Agreement,
    atlas: Drawn,
    assessments: Sequence[Assessment],
    claims: Sequence[Claim],
    captions: Sequence[str] = (),
    *,
    spots: Sequence[Spot] = (),
) -> str:
    """One HTML file with every assessment as a view of its own.

    `captions` are one line per assessment, `spots` the places to name on the map, most important
    first. The same input gives the same bytes. Needs at least one assessment.
    """
    assert assessments, "a page shows at least one assessment"
    return _Page(title, agreement, atlas, views_of(assessments, captions), claims, spots).html()


@dataclass
class _Page:
    title: str
    agreement: Agreement
    atlas: Drawn
    views: Sequence[View]
    claims: Sequence[Claim]
    spots: Sequence[Spot]
    proofs: Proofs = field(init=False)
    register: Register = field(init=False)
    citations: Citations = field(init=False)

    def __post_init__(self) -> None:
        self.citations = Citations.of(self.agreement, self.claims)
        self.proofs = Proofs.of(self.agreement, self.views, self.citations)
        self.register = Register.of(self.agreement, self.views, self.citations)

    def html(self) -> str:
        return sealed(
            self.title,
            packed("page.css") + view_rules(len(self.views)),
            packed("page.js"),
            swatches(),
            controls(self.views, self.agreement),
            self._top(),
            self._bar(),
            self._main(),
        )

    def _top(self) -> Html:
        return el(
            "header",
            {"class": "top"},
            el(
                "div",
                {"class": "inner"},
                el("p", {"class": "brand"}, "truceline"),
                el("h1", {"dir": "auto"}, self.title),
                el("p", {"class": "sub", "dir": "auto"}, self.agreement.title),
                el("p", {"class": "private"}, el("b", {}, "Private. "), _PRIVATE),
            ),
        )

    def _bar(self) -> Html:
        return el(
            "nav",
            {"class": "viewbar", "aria-label": "Views"},
            el("div", {"class": "inner"}, tabs(self.views, self.agreement)),
        )

    def _main(self) -> Html:
        return el(
            "main",
            {"id": "main"},
            per_view("div", [(view.index, self._lead(view)) for view in self.views], "lead"),
            _panel("obligations", "Obligations", _KEY_TO_MATRIX, self._matrix()),
            _panel("map", "Map", None, self._map()),
            _panel("timeline", "Timeline", None, self._timeline()),
            _panel("proofs", "Proofs", _KEY_TO_PROOFS, self.proofs.html()),
            self._counts(),
            _panel("register", "Register of incidents", _KEY_TO_REGISTER, self.register.html()),
            _panel(
                "postures",
                "What the parties say",
                "Words about a promise, kept apart from conduct.",
                per_view("div", [(view.index, self._postures(view)) for view in self.views]),
            ),
            self._method(),
        )

    def _lead(self, view: View) -> Html:
        frame = view.assessment.frame
        words = f"As of {day(frame.as_of)}, {known(view, self.agreement)}"
        caption = el("p", {"class": "caption", "dir": "auto"}, view.caption) if view.caption else None
        return join([el("h2", {}, words), caption])

    def _matrix(self) -> Html:
        parties = columns(self.agreement, self.views)
        tables = [
            (view.index, matrix(self.agreement, view, parties, self.proofs.anchors)) for view in self.views
        ]
        return el("div", {"class": "wide"}, per_view("div", tables))

    def _map(self) -> Html:
        case_map = CaseMap(self.agreement, self.atlas, self.views, self.spots)
        drawn = case_map.html(self.register.rows)
        if drawn is None:
            drawn = el("p", {}, "Neither a zone nor an incident has a place that could be drawn.")
        used = {mark_of(entry.act).key for view in self.views for entry in view.assessment.violations}
        legend = el(
            "div",
            {"class": "legends"},
            el("h3", {}, "Incidents"),
            incident_legend([mark for mark in MARKS if mark.key in used]),
            el("h3", {}, "Zones"),
            zone_legend(self.agreement),
            self.register.unplaced(case_map.projection),
        )
        return el("div", {"class": "mapbox"}, el("div", {"class": "wide"}, drawn), legend)

    def _timeline(self) -> Html:
        return el("div", {"class": "wide"}, Timeline(self.agreement, self.views, self.claims).html())

    def _counts(self) -> Html | None:
        found = [(view.index, differing(self.agreement, view.assessment, self.claims)) for view in self.views]
        if not any(table for _, table in found):
            return None
        none = el("p", {}, "No day counted by two voices is known in this view.")
        return _panel(
            "counts",
            "Counts that differ",
            "The same days as different voices count them: side by side, neither merged nor averaged.",
            per_view("div", [(n, table or none) for n, table in found]),
        )

    def _postures(self, view: View) -> Html:
        return postures(self.agreement, self.citations, view.assessment.postures)

    def _method(self) -> Html:
        return _panel(
            "method",
            "Method, coverage and replay",
            None,
            el("h3", {}, "How to read it"),
            coverage(self.agreement, self.views, self.claims),
            el("h3", {}, "Claims considered"),
            el("div", {"class": "wide"}, considered(self.agreement, self.views)),
            el("h3", {}, "Encoding"),
            encoding(self.agreement, self.views),
            el("h3", {}, "How to get the same answer again"),
            replay(self.views),
            el(
                "p",
                {"class": "quiet"},
                f"Made from {counted(len(self.claims), 'claim')}; no network, no tracking.",
            ),
        )


_KEY_TO_MATRIX = (
    "A sign under a party: it owes the promise. Answerable: it answers for a breach another party commits; "
    "the two are never merged. A dash: not bound. The bar: shown (solid), open (pale), refuted (tinted). "
    "Every sign leads to its proof."
)
_KEY_TO_PROOFS = (
    "Each promise opens into its rule, the claims for and against it, those set aside and why, "
    "and what would change the answer."
)
_KEY_TO_REGISTER = (
    "Reported incidents by province. Committed by and answerable are two columns; an act nobody is known "
    "to have committed binds nobody."
)


def _panel(name: str, heading: str, key: str | None, *children: Content) -> Html:
    told = el("p", {"class": "key"}, key) if key else None
    return el(
        "section",
        {"class": "panel", "id": name, "aria-labelledby": f"{name}-h"},
        el("h2", {"id": f"{name}-h"}, heading),
        told,
        *children,
    )
