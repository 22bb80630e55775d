"""One page, several assessments: what differs is told once per variant and shown per view.

A view is chosen by a radio input and plain CSS, so that the page needs no script. Anything that
looks the same in several views is written once: that keeps a page with hundreds of entries small.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.publish.markup import Html, el, join
from truceline.publish.words import day, listed, moment, plain

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """One assessment as the page offers it."""

    index: int
    assessment: Assessment
    caption: str = ""

    @property
    def control(self) -> str:
        """Id of the radio input that chooses it."""
        return f"view-{self.index}"


def views_of(assessments: Sequence[Assessment], captions: Sequence[str]) -> tuple[View, ...]:
    """The assessments in the order given, with their captions where there are any."""
    padded = (*captions, *[""] * len(assessments))
    return tuple(View(n, one, padded[n]) for n, one in enumerate(assessments))


def shown(views: Sequence[int]) -> str:
    """The class that shows an element in these views only."""
    return " ".join(("v", *(f"i{index}" for index in views)))


def gather(items: Sequence[tuple[int, T]], key: Callable[[T], Hashable]) -> list[tuple[T, tuple[int, ...]]]:
    """Equal things from several views joined, in the order they were first met."""
    found: dict[Hashable, tuple[T, list[int]]] = {}
    for index, item in items:
        seen = found.setdefault(key(item), (item, []))[1]
        if index not in seen:
            seen.append(index)
    return [(item, tuple(seen)) for item, seen in found.values()]


def per_view(tag: str, contents: Sequence[tuple[int, Html]], extra: str = "") -> Html:
    """One element for each different content, shown in the views that have it."""
    return join(
        el(tag, {"class": f"{shown(seen)} {extra}".strip()}, html)
        for html, seen in gather(contents, str)
        if html
    )


def known(view: View, agreement: Agreement) -> str:
    """As known when, and under which law and readings where they are not the usual ones, in words."""
    frame = view.assessment.frame
    at = "now" if frame.known_at is None else moment(frame.known_at, agreement)
    told = [f"as known {at}"]
    if set(frame.instruments) < set(agreement.instrument):
        told.append(f"{listed(frame.instruments)} only")
    usual = agreement.default_readings
    told += [
        f"{plain(key)}: {value}" for key, value in sorted(frame.readings.items()) if usual.get(key) != value
    ]
    return ", ".join(told)


def controls(views: Sequence[View], agreement: Agreement) -> Html:
    """The radio inputs; they stand before everything that they show and hide."""

    def control(view: View) -> Html:
        name = f"As of {day(view.assessment.frame.as_of)}, {known(view, agreement)}. {view.caption}"
        return el(
            "input",
            {
                "type": "radio",
                "name": "view",
                "class": "viewer",
                "id": view.control,
                "checked": view.index == len(views) - 1,
                "autocomplete": "off",
                "aria-label": name,
            },
        )

    return join(control(view) for view in views)


def tabs(views: Sequence[View], agreement: Agreement) -> Html:
    """The labels of the radio inputs, as a row of tabs."""

    def tab(view: View) -> Html:
        return el(
            "label",
            {"for": view.control, "title": view.caption or None},
            el("span", {"class": "no", "aria-hidden": "true"}, view.index + 1),
            el("b", {}, "As of ", day(view.assessment.frame.as_of)),
            el("small", {}, known(view, agreement)),
        )

    return el("div", {"class": "tabs"}, [tab(view) for view in views])


def view_rules(count: int) -> str:
    """The style rules that make the radio inputs work."""
    rules = []
    for index in range(count):
        on = f"#view-{index}:checked~"
        label = f"label[for=view-{index}]"
        rules += [
            f"{on}* .v:not(.i{index}){{display:none}}",
            f"{on}.viewbar {label}{{background:var(--panel);color:var(--ink);border-color:var(--gold)}}",
            f"#view-{index}:focus-visible~.viewbar {label}{{outline:3px solid var(--gold)}}",
        ]
    return "\n".join(rules)
