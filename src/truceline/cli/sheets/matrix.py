"""The obligation matrix: every norm, what each party owes under it, and how far it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from truceline.assess.result import Assessment, NormStatus, PartStatus
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import table
from truceline.cli.sheets.supposed import part_is_supposed

# `sustainable-ceasefire` and `breached in part 33-67%` fit in 23 columns, one word of a standing and
# an ISO day in 10: six parties fit on a page of 100.
NORM = 23
CELL = 10
ANSWERS = "answers"
JOINTLY = "jointly"
NOTHING_SHOWN = (0.0, 1.0)
LEGEND = (
    "Cells: the party's standing, and the share of the promise shown (to: not yet refuted). "
    f"'{JOINTLY}': owed together, not divided. '{ANSWERS}': answers for others, not bound itself. "
    "'-': not bound."
)
LEGEND_LONG = "Shown: the share of the promise that is shown, to the share that is not yet refuted."


def parties_of(assessment: Assessment, agreement_parties: Iterable[str]) -> tuple[str, ...]:
    """The parties that any of the norms binds or makes answerable, in the agreement's order."""
    named = {p for status in assessment.norms for p in (*status.bearers, *status.answerable)}
    return tuple(party for party in agreement_parties if party in named)


def matrix(assessment: Assessment, parties: Sequence[str], width: int) -> tuple[Table, str]:
    """The widest form that fits the width, with its legend."""
    if NORM + (1 + len(parties)) * (CELL + 1) - 1 <= width:
        return _wide(assessment, parties), LEGEND
    return _long(assessment, parties), LEGEND_LONG


def _wide(assessment: Assessment, parties: Sequence[str]) -> Table:
    sheet = table("Promise", "Due, phase", *(words.folded(party, CELL) for party in parties), gap=1)
    sheet.columns[0].width = NORM
    for column in sheet.columns[1:]:
        column.width = CELL
    for number, status in enumerate(assessment.norms):
        if number:
            sheet.add_row()
        cells = [_cell(status, party) for party in parties]
        sheet.add_row(_promise(status), _timing(status), *cells)
    return sheet


def _promise(status: NormStatus) -> Text:
    whole = Text.assemble((words.folded(status.norm, NORM), "bold"), "\n")
    return whole + _judged(status)


def _judged(status: NormStatus) -> Text:
    """Standing and degree of the whole promise; of a constitutive fact, the standing alone."""
    standing = words.standing(status.standing, supposed=status.supposed)
    return standing + Text(f" {_degree(status.degree)}") if _has_degree(status) else standing


def _has_degree(status: NormStatus) -> bool:
    """A constitutive fact is made or not; and where nothing is shown there is no figure to give."""
    return status.kind == "duty" and status.degree != NOTHING_SHOWN


def _degree(degree: tuple[float, float]) -> str:
    return "" if degree == NOTHING_SHOWN else words.share(degree)


def _timing(status: NormStatus) -> Text:
    lines = [due(status, "\n"), words.plain(status.phase.value)]
    if status.pace:
        lines.append(words.plain(status.pace.value))
    return Text("\n".join(lines), style="dim")


def due(status: NormStatus, space: str = " ") -> str:
    """The deadline; `or` between the days that are possible, `perhaps` before a single unsure one."""
    days = [entry.by.isoformat() for entry in status.due]
    if len(days) == 1 and not status.due[0].certain:
        return f"perhaps{space}{days[0]}"
    return f"{space}or{space}".join(days) or words.NOBODY


def _cell(status: NormStatus, party: str) -> Text:
    if party not in status.bearers:
        return Text(ANSWERS if party in status.answerable else words.NOBODY, style="dim")
    part = status.of_party(party)
    if part is None:
        standing = words.standing(status.standing, supposed=status.supposed)
        return _under(standing, JOINTLY if len(status.bearers) > 1 else _degree(status.degree))
    return _under(_standing_of(status, part), _degree(part.degree))


def _under(standing: Text, words_below: str) -> Text:
    return standing + Text(f"\n{words_below}", style="dim") if words_below else standing


def _standing_of(status: NormStatus, part: PartStatus) -> Text:
    return words.standing(part.standing, supposed=part_is_supposed(status, part))


def _long(assessment: Assessment, parties: Sequence[str]) -> Table:
    """One line for each norm, and one for each party that owes a part of its own."""
    sheet = table("Promise", "Standing", "Shown", "Due", "Phase, pace")
    for number, status in enumerate(assessment.norms):
        if number:
            sheet.add_row()
        pace = f", {words.plain(status.pace.value)}" if status.pace else ""
        sheet.add_row(
            Text(words.folded(status.norm, NORM), style="bold"),
            words.standing(status.standing, supposed=status.supposed),
            words.share(status.degree) if status.kind == "duty" else words.NOBODY,
            due(status),
            words.plain(status.phase.value) + pace,
        )
        for party, standing, degree in _owed(status, parties):
            sheet.add_row(Text(f"  {party}"), standing, degree)
    return sheet


def _owed(status: NormStatus, parties: Sequence[str]) -> Iterable[tuple[str, Text, str]]:
    bound = [party for party in parties if party in status.bearers]
    for party in bound:
        part = status.of_party(party)
        if part is not None:
            yield party, _standing_of(status, part), words.share(part.degree)
    if not any(status.of_party(party) for party in bound):
        jointly = Text(JOINTLY if len(status.bearers) > 1 else "", style="dim")
        yield from ((party, jointly, "") for party in bound)
    for party in parties:
        if party in status.answerable and party not in status.bearers:
            yield party, Text(ANSWERS, style="dim"), ""
