"""Composes a report of facts: which sections it has, in which order, and who may read it."""

from __future__ import annotations

from dataclasses import replace

from truceline.core.canonical import digest
from truceline.publish.report.ahead import outlook, tensions
from truceline.publish.report.basis import limits, made, sources
from truceline.publish.report.by_day import dual_counts, killed_by_week, toll_by_day
from truceline.publish.report.changed import changed, corrections
from truceline.publish.report.composed import MANY, OPEN, Block, Bullets, Report, Section, Table
from truceline.publish.report.dealings import dealings
from truceline.publish.report.figures import fans, map_of, timeline
from truceline.publish.report.ground import access, patrols, withdrawals, zones
from truceline.publish.report.happened import casualties, counts, violations
from truceline.publish.report.owed import owed
from truceline.publish.report.proofs import proofs
from truceline.publish.report.setting import Setting
from truceline.publish.report.spoken import spoken
from truceline.publish.report.spot import spot_sections


def composed(on: Setting) -> Report:
    """The report in the setting's language; the same facts give the same report."""
    sections = spot_sections(on) if on.facts.kind == "spot" else _sections(on)
    return Report(
        id=on.facts.report,
        language=on.tongue.code,
        direction=on.tongue.direction,
        title=on.title,
        subtitle=_subtitle(on),
        notice=_notice(on),
        sections=tuple(_set_apart(on, one) for one in sections if one is not None),
        digest=digest(on.facts.model_dump(mode="json")),
        contents=on.tongue.say("Contents"),
        one_sheet=on.facts.kind == "spot",
    )


def _set_apart(on: Setting, one: Section) -> Section:
    """The section with cells in other letters than the report's set apart, and long lists to be folded."""
    return replace(one, blocks=tuple(_block(on, each) for each in one.blocks))


def _block(on: Setting, block: Block) -> Block:
    match block:
        case Table():
            return _table(on, block)
        case Bullets() if len(block.items) > MANY:
            rest = on.tongue.count("{n} more", "{n} more", len(block.items) - OPEN)
            return replace(block, rest=rest)
        case _:
            return block


def _table(on: Setting, block: Table) -> Table:
    rows = (
        replace(row, cells=tuple(replace(cell, text=on.tongue.apart(cell.text)) for cell in row.cells))
        for row in block.rows
    )
    return replace(block, heads=tuple(map(on.tongue.apart, block.heads)), rows=tuple(rows))


def _sections(on: Setting) -> tuple[Section | None, ...]:
    return (
        changed(on),
        corrections(on),
        owed(on, *timeline(on)),
        zones(on, *map_of(on)),
        withdrawals(on),
        violations(on, *toll_by_day(on)),
        casualties(on, *killed_by_week(on)),
        counts(on, *dual_counts(on)),
        spoken(on),
        tensions(on),
        patrols(on),
        access(on),
        dealings(on),
        outlook(on, *fans(on)),
        limits(on),
        sources(on),
        proofs(on),
        made(on),
    )


def _subtitle(on: Setting) -> str:
    days = on.tongue.days(on.facts.since, on.facts.as_of)
    match on.facts.kind:
        case "daily":
            return on.tongue.say("Daily report, {days}", days=days)
        case "weekly":
            return on.tongue.say("Weekly report, {days}", days=days)
        case "spot":
            return on.tongue.say("Spot report, {days}", days=days)


def _notice(on: Setting) -> str:
    if on.facts.is_public:
        return on.tongue.say("Public. Places are coarse and positions delayed by rule; see the last section.")
    return on.tongue.say(
        "Private: exact positions, sources and parties without the delay and blur of public output. "
        "Do not publish it or pass it on."
    )
