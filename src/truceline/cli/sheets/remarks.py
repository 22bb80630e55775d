"""What stands above and below a matrix: the frame, open branches, readings, marks, the claims used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment, NormStatus
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading


def frame_line(assessment: Assessment, agreement: Agreement) -> str:
    """`As of 11 Oct 2018, as known on 19 Oct 2018; texts: ...; readings: ...`."""
    frame = assessment.frame
    known = f", as known on {words.moment(frame.known_at, agreement)}" if frame.known_at else ""
    line = f"As of {words.day(frame.as_of)}{known}"
    if set(frame.instruments) != set(agreement.instrument):
        line += f"; by {words.listed(frame.instruments)} alone"
    chosen = set(frame.readings.items()) - set(agreement.default_readings.items())
    if chosen:
        line += "; reading " + ", ".join(f"{name}={choice}" for name, choice in sorted(chosen))
    return line


def title_lines(assessment: Assessment, agreement: Agreement) -> Iterator[Text]:
    """The agreement's title and the frame."""
    yield Text(visible(assessment.agreement.title), style="bold")
    yield Text(frame_line(assessment, agreement))


def open_branches(norms: Iterable[NormStatus]) -> Iterator[Text]:
    """Every way an unresolved standing can come out, and what it hangs on."""
    lines = [
        Text.assemble(
            (status.norm, "bold"), ": ", words.standing(branch.standing), f" {_condition(branch.condition)}"
        )
        for status in norms
        for branch in status.branches
    ]
    if lines:
        yield heading("Open")
        yield from lines


def _condition(text: str) -> str:
    """The condition as it is, led in by `if` unless it brings its own word."""
    clean = visible(text)
    return clean if clean.split(" ", 1)[0] in {"if", "unless", "when", "under"} else f"if {clean}"


def by_reading(norms: Iterable[NormStatus]) -> Iterator[Text]:
    """The standings that differ from reading to reading."""
    lines = [
        Text(
            f"{status.norm}, {visible(reading)}: "
            + "; ".join(f"{choice} - {words.plain(standing)}" for choice, standing in outcomes.items())
        )
        for status in norms
        for reading, outcomes in status.depends_on_reading.items()
    ]
    if lines:
        yield heading("Depends on the reading")
        yield from lines


def marks(norms: Iterable[NormStatus]) -> Iterator[Text]:
    """Remarks, each with the norms it is about; a norm met twice (in two frames) is named once."""
    about: dict[str, dict[str, None]] = {}
    for status in norms:
        for mark in status.marks:
            about.setdefault(mark, {})[status.norm] = None
    if about:
        yield heading("Remarks")
    for mark, names in about.items():
        yield Text(f"{visible(mark)}: ") + faint(words.listed(names))


def considered(assessment: Assessment) -> Iterator[Text]:
    """How many claims were considered and left out, and what the star means."""
    used = assessment.considered
    line = f"{used.seen} of {used.given} claims on record by then considered"
    left = [
        f"{number} {why}"
        for number, why in (
            (used.not_yet_known, "not yet known then"),
            (used.not_accepted, "not accepted"),
            (used.overtaken, "overtaken"),
        )
        if number
    ]
    yield faint("\n" + ", ".join([line, *left]) + ".")
    if used.supposed:
        yield faint(f"{words.SUPPOSED} rests on {used.supposed} hypothetical claim(s).")
