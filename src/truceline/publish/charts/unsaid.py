"""What cannot be said, each with what is missing, and who fell silent: said as loudly as the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import panel
from truceline.publish.markup import Html, el
from truceline.publish.words import counted, day

if TYPE_CHECKING:
    from truceline.outlook.document import Outlook
    from truceline.publish.charts.subject import Names, Subject


def unsaid(found: Outlook, subjects: Sequence[Subject], names: Names) -> Html | None:
    """The panel; None where nothing is missing."""
    lines = [*_lines(found, names), *_left_out(subjects)]
    silent = dict.fromkeys(name for one in subjects for name in _silent(one))
    if not lines and not silent:
        return None
    told = el("ul", {"class": "unsaid"}, [el("li", {}, line) for line in lines]) if lines else None
    return panel("unsaid", "What cannot be said", None, told, _fell_silent(list(silent)))


def _lines(found: Outlook, names: Names) -> Iterator[str]:
    for one in found.comparisons:
        if one.cannot_say:
            named = f"{names.promise(one.norm, one.table)}, {names.by(one.party)}"
            yield f"{named}: no comparison; {one.cannot_say}."
    for since in sorted({one.quiet_since for one in found.comparisons if one.quiet_since}):
        yield f"Nobody has told anything since {day(since)}: calm or silence, nobody can say."
    for promise in found.fulfilments:
        if promise.cannot_say:
            yield f"{names.promise(promise.norm)}: no date; {promise.cannot_say}."
        for rule in promise.more_time:
            if rule.cannot_say:
                named = f"{names.promise(promise.norm)}, more time by {rule.rule}"
                yield f"{named}: no chance; {rule.cannot_say}."
    for missing in found.unsaid:
        named = names.promise(missing.norm, missing.table)
        yield f"{named}, {missing.days} days ahead: no forecast; {missing.why}."


def _left_out(subjects: Sequence[Subject]) -> Iterator[str]:
    for one in subjects:
        if one.strand.too_wide:
            number = counted(one.strand.too_wide, "report")
            yield f"{one.title}: {number} left out, as nobody can say on which of many days it was."


def _silent(subject: Subject) -> Iterator[str]:
    last_first = sorted(subject.strand.observed.silent, key=lambda one: (one.last, one.family), reverse=True)
    yield from (f"{one.family} since {day(one.last)}" for one in last_first)


def _fell_silent(silent: list[str]) -> Html | None:
    if not silent:
        return None
    told = "Sources that fell silent: their days count as less observed, which is not calm."
    items = [el("li", {"dir": "auto"}, name) for name in silent]
    return el("div", {}, el("h3", {}, "Fell silent"), el("p", {}, told), el("ul", {"class": "silent"}, items))
