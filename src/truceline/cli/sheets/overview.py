"""All norms on all days at a glance: one column for each frame."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment, NormStatus
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import table
from truceline.cli.sheets.matrix import NORM, NOTHING_SHOWN


def overview(assessments: Sequence[Assessment], agreement: Agreement) -> Table:
    """Norms by frames; each cell the standing, and under it what is shown."""
    sheet = table("Promise", *(_head(assessment, agreement) for assessment in assessments), gap=1)
    sheet.columns[0].width = NORM
    for column in sheet.columns[1:]:
        column.min_width = len("11 Oct 2018")
    for norm in dict.fromkeys(status.norm for one in assessments for status in one.norms):
        cells = [_cell(assessment, norm) for assessment in assessments]
        sheet.add_row(Text(words.folded(norm, NORM), style="bold"), *cells)
    return sheet


def _head(assessment: Assessment, agreement: Agreement) -> str:
    """The day; where it is another, the day of knowledge; where they are few, the texts applied."""
    frame = assessment.frame
    lines = [words.day(frame.as_of)]
    if frame.known_at is not None and agreement.tempo.day_of(frame.known_at) != frame.as_of:
        lines += ["as known", words.moment(frame.known_at, agreement)]
    if set(frame.instruments) != set(agreement.instrument):
        lines += [f"{words.listed(frame.instruments)} alone"]
    return "\n".join(lines)


def _cell(assessment: Assessment, norm: str) -> Text:
    status: NormStatus | None = next((s for s in assessment.norms if s.norm == norm), None)
    if status is None:
        return Text(words.NOBODY, style="dim")
    standing = words.standing(status.standing, supposed=status.supposed)
    if status.kind == "constitutive" or status.degree == NOTHING_SHOWN:
        return standing
    return standing + Text(f"\n{words.share(status.degree)}", style="dim")
