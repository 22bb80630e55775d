"""An agreement as people read it: its texts, parties, readings and norms, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.agreement.checks import ByReading
from truceline.agreement.model import Agreement, Provision, Zone
from truceline.agreement.norms import Constitutive, Deadline, Duty, Norm, Power, Rule
from truceline.assess.trial import TrialResult
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading, table
from truceline.errors import Problem


def agreement_sheet(agreement: Agreement) -> Iterator[RenderableType]:
    """The whole agreement, in the order of its text."""
    yield Text(visible(agreement.title), style="bold")
    encoding = agreement.encoding
    yield faint(
        f"{agreement.id}, encoding {encoding.revision} of {encoding.date} "
        f"by {words.listed(encoding.encoded_by)}; days in {agreement.clock.timezone}"
    )
    yield heading("Texts")
    yield _instruments(agreement)
    yield heading("Parties")
    yield _parties(agreement)
    if agreement.readings:
        yield heading("Readings")
        yield from _readings(agreement)
    if agreement.zones:
        yield heading("Zones")
        yield _zones(agreement.zones)
    yield heading("Paragraphs and their norms")
    yield from _provisions(agreement)


def _instruments(agreement: Agreement) -> Table:
    sheet = table("Text", "Authority", "In force", "Source")
    for text in agreement.instruments:
        until = f" to {text.in_force.until}" if text.in_force.until else ""
        sheet.add_row(text.id, text.authority, f"{text.in_force.start}{until}", visible(text.source))
    return sheet


def _parties(agreement: Agreement) -> Table:
    sheet = table("Party", "Name", "Kind", "Roles")
    for party in agreement.parties:
        roles = words.listed(words.plain(role) for role in party.roles)
        sheet.add_row(party.id, visible(party.name or ""), words.plain(party.kind), roles)
    return sheet


def _readings(agreement: Agreement) -> Iterator[Text]:
    for name, choices in agreement.readings.items():
        for choice, meaning in choices.items():
            default = " (default)" if agreement.default_readings.get(name) == choice else ""
            yield Text(f"{name}={choice}{default}: {visible(meaning)}")


def _zones(zones: Iterable[Zone]) -> Table:
    sheet = table("Zone", "Shape", "Lines", "Drawn to")
    for zone in zones:
        drawn = f"{zone.geometry.uncertainty_km:g} km" if zone.geometry.file else "not drawn"
        sheet.add_row(zone.id, zone.shape, zone.geometry.status, drawn)
    return sheet


def _provisions(agreement: Agreement) -> Iterator[Text]:
    """Each paragraph's gloss, and under it its norms."""
    for provision in agreement.provisions:
        yield Text.assemble((_number(provision, agreement), "bold"), f"  {visible(provision.says)}")
        if provision.not_encoded:
            yield faint(f"{_INDENT}not encoded: {visible(provision.not_encoded)}")
        for norm in provision.norms:
            yield Text.assemble(_INDENT, (norm.id, "cyan"), f": {_who(norm)}{_by(norm)}")


_INDENT = "    "


def _number(provision: Provision, agreement: Agreement) -> str:
    if provision.instrument in (None, agreement.home):
        return visible(provision.para)
    return visible(f"{provision.instrument} {provision.para}")


def _who(norm: Norm) -> str:
    match norm:
        case Duty():
            return f"{words.listed(norm.bearer)} must {norm.mode}"
        case Power():
            return f"{words.listed(norm.holder)} may"
        case Constitutive():
            return f"settles {norm.fixes}"
        case Rule():
            return f"{words.plain(norm.effect)} of {words.listed(norm.of)}"


def _by(norm: Norm) -> str:
    deadline = norm.deadline if isinstance(norm, Duty) else norm.to if isinstance(norm, Rule) else None
    return f", {_day(deadline)}" if deadline else ""


def _day(deadline: Deadline) -> str:
    if deadline.after is not None:
        return f"{deadline.days} days after {deadline.after}"
    if isinstance(deadline.by, ByReading):
        return "by " + " or ".join(f"{day} ({name})" for name, day in deadline.by.options.items())
    return f"by {deadline.by}"


def trial_sheet(results: Sequence[TrialResult], *, every: bool) -> Iterator[RenderableType]:
    """The tests that do not hold, each with what was expected and found; with `every` the others too."""
    for result in results:
        if result.ok and not every:
            continue
        sign = Text("holds ", style="green") if result.ok else Text("FAILS ", style="bold red")
        yield sign + Text(f"{result.norm}: {visible(result.name)}")
        for difference in result.differences:
            yield Text(f"      {visible(difference)}")
        if result.why and not result.ok:
            yield faint(f"      why it should: {visible(result.why)}")


def warning_lines(warnings: Iterable[Problem]) -> Iterator[Text]:
    """Lint findings, one a line whatever the width: they are read by editors and grep, too."""
    for warning in warnings:
        words_of_it = visible(str(warning))
        yield Text.assemble(("warning: ", "yellow"), words_of_it, no_wrap=True, overflow="ignore")
