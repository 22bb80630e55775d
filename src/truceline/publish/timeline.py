"""The timeline: law on top, deadlines under it, then what was registered and when it became known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from truceline.agreement.model import Agreement
from truceline.assess.result import NormStatus
from truceline.evidence.claim import Claim
from truceline.publish.lanes import heading, label
from truceline.publish.markup import Html, Value, el, join
from truceline.publish.timescale import Timescale
from truceline.publish.views import View, known, per_view
from truceline.publish.weeks import claim_lane, incident_lane
from truceline.publish.wording import Wording
from truceline.publish.words import day

_WIDTH, _LEFT, _RIGHT = 1160.0, 276.0, 1148.0
_ROW, _GAP, _FLAG = 19.0, 26.0, 17.0
_BEFORE, _AFTER = timedelta(days=10), timedelta(days=18)


@dataclass
class Timeline:
    """Draws one case; lanes are stacked from the top."""

    agreement: Agreement
    views: Sequence[View]
    claims: Sequence[Claim]
    scale: Timescale = field(init=False)

    def __post_init__(self) -> None:
        first, last = _extent(self.agreement, self.views)
        self.scale = Timescale(first, last, _LEFT, _RIGHT)

    def html(self) -> Html:
        """The whole drawing."""
        flags_at, top = 18.0, 48.0
        law, top = self._instruments(top)
        dues, top = self._deadlines(top + _GAP)
        entries, top = incident_lane(self.scale, self.views, top + _GAP)
        claims, bottom = claim_lane(self.scale, self.agreement, self.claims, top + _GAP)
        looks: dict[str, Value] = {
            "class": "timeline",
            "viewBox": f"0 0 {_WIDTH:.0f} {bottom + 8:.0f}",
            "role": "img",
            "aria-label": f"Timeline, {day(self.scale.first)} to {day(self.scale.last)}: instruments, "
            "deadlines, incidents by week, and claims by week of happening and of becoming known",
        }
        return el(
            "svg",
            looks,
            self.scale.axis(2, bottom),
            law,
            dues,
            entries,
            claims,
            self._flags(flags_at, bottom),
        )

    def _instruments(self, top: float) -> tuple[Html, float]:
        parts = [heading(top, "In force")]
        for number, one in enumerate(self.agreement.instruments):
            y = top + 8 + number * _ROW
            left = self.scale.x(one.in_force.start)
            right = self.scale.x(one.in_force.until or self.scale.last, 1.0)
            words = f"{one.title or one.id} ({one.authority})"
            parts += [
                label(y + 10, words),
                el(
                    "rect",
                    {
                        "class": f"law {one.authority}",
                        "x": f"{left:.1f}",
                        "y": y,
                        "width": f"{right - left:.1f}",
                        "height": 11,
                        "rx": 2,
                    },
                    el("title", {}, words),
                ),
            ]
        return el("g", {}, parts), top + 8 + len(self.agreement.instruments) * _ROW

    def _deadlines(self, top: float) -> tuple[Html, float]:
        rows: dict[str, int] = {}
        for view in self.views:
            for status in view.assessment.norms:
                if status.due:
                    rows.setdefault(status.norm, len(rows))
        names = [
            label(top + 18 + row * _ROW, Wording(self.agreement).title(norm)) for norm, row in rows.items()
        ]
        lines = [
            (
                view.index,
                join(
                    _dues(self.scale, status, top + 14 + rows[status.norm] * _ROW)
                    for status in view.assessment.norms
                    if status.due
                ),
            )
            for view in self.views
        ]
        return el("g", {}, heading(top, "Deadlines"), names, per_view("g", lines)), top + 8 + len(rows) * _ROW

    def _flags(self, y: float, bottom: float) -> Html:
        edge, flags = 0.0, []
        for view in sorted(self.views, key=lambda one: (one.assessment.frame.as_of, one.index)):
            as_of = view.assessment.frame.as_of
            x = edge = max(self.scale.x(as_of, 1.0), edge + _FLAG)
            words = f"{view.index + 1}: as of {day(as_of)}, {known(view, self.agreement)}"
            flag = [
                el("title", {}, words),
                el("rect", {"x": f"{x - 7:.1f}", "y": y, "width": 15, "height": 15, "rx": 3}),
                el("text", {"x": f"{x + 0.5:.1f}", "y": y + 11.5, "text-anchor": "middle"}, view.index + 1),
            ]
            flags.append(el("g", {"class": "flag"}, flag))
        lines = [(view.index, self._cursor(view, y, bottom)) for view in self.views]
        return join([per_view("g", lines), el("g", {"class": "flags"}, flags)])

    def _cursor(self, view: View, y: float, bottom: float) -> Html:
        frame = view.assessment.frame
        x = self.scale.x(frame.as_of, 1.0)
        lines = [el("path", {"class": "cursor", "d": f"M{x:.1f} {y + 15}V{bottom:.0f}"})]
        known_day = self.agreement.tempo.day_of(frame.known_at) if frame.known_at else None
        if known_day and known_day != frame.as_of and self.scale.holds(known_day):
            at = self.scale.x(known_day, 1.0)
            lines.append(
                el(
                    "path",
                    {"class": "cursor known", "d": f"M{at:.1f} {y + 20}V{bottom:.0f}"},
                    el("title", {}, f"known by {day(known_day)}"),
                )
            )
        return join(lines)


def _extent(agreement: Agreement, views: Sequence[View]) -> tuple[date, date]:
    starts = [one.in_force.start for one in agreement.instruments]
    frames = [view.assessment.frame.as_of for view in views]
    dues = [due.by for view in views for status in view.assessment.norms for due in status.due]
    return min([*starts, *frames]) - _BEFORE, max([*starts, *frames, *dues]) + _AFTER


def _dues(scale: Timescale, status: NormStatus, y: float) -> Html:
    spots = [(scale.x(due.by, 1.0), due) for due in status.due]
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    parts = [el("path", {"class": "reach", "d": f"M{left:.1f} {y:.1f}H{right:.1f}"})] if right > left else []
    for x, due in spots:
        looks = "due" if due.certain else "due possible"
        words = f"{day(due.by)}, {due.source}{'' if due.certain else ' (may apply)'}"
        parts += [
            el(
                "path", {"class": looks, "d": f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6Z"}, el("title", {}, words)
            ),
            el("text", {"x": f"{x + 10:.1f}", "y": f"{y + 4:.1f}"}, day(due.by)),
        ]
    return join(parts)
