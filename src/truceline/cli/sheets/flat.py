"""Assessments, registers and postures as CSV: one flat row for each status, entry or posture."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from truceline.assess.result import Assessment, NormStatus, PartStatus, PostureEntry, RegisterEntry
from truceline.cli.sheets.supposed import part_is_supposed
from truceline.publish.beside.cells import guarded

Row = Mapping[str, Any]


def csv_text(rows: Iterable[Row], columns: Iterable[str]) -> str:
    """CSV with a header; lists are joined by a space, absent values left empty, formulas defused."""
    sink = io.StringIO()
    writer = csv.DictWriter(sink, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return sink.getvalue()


def assessment_csv(assessment: Assessment) -> str:
    """A row for each norm (`part` empty) and for each of its parts."""
    frame = _frame(assessment)
    rows = [frame | row for status in assessment.norms for row in _norm_rows(status)]
    return csv_text(rows, _STATUS_COLUMNS)


def register_csv(assessment: Assessment, entries: Iterable[RegisterEntry]) -> str:
    """A row for each entry of the register."""
    frame = _frame(assessment)
    return csv_text((frame | _entry_row(entry) for entry in entries), _ENTRY_COLUMNS)


def posture_csv(assessment: Assessment, entries: Iterable[PostureEntry]) -> str:
    """A row for each party and norm."""
    frame = _frame(assessment)
    return csv_text((frame | _posture_row(entry) for entry in entries), _POSTURE_COLUMNS)


_FRAME_COLUMNS = ("agreement", "revision", "as_of", "known_at")
_STATUS_COLUMNS = (
    *_FRAME_COLUMNS,
    "norm",
    "part",
    "party",
    "title",
    "instrument",
    "authority",
    "para",
    "kind",
    "mode",
    "bearers",
    "answerable",
    "phase",
    "starts",
    "until",
    "due",
    "due_certain",
    "performance",
    "degree_low",
    "degree_high",
    "standing",
    "branches",
    "pace",
    "supposed",
)
_ENTRY_COLUMNS = (
    *_FRAME_COLUMNS,
    "entry_id",
    "norm",
    "status",
    "bearing",
    "reason",
    "act",
    "start",
    "end",
    "place",
    "adm1",
    "lat",
    "lon",
    "radius_km",
    "p_inside",
    "committed_by",
    "attribution",
    "participants",
    "answerable",
    "target",
    "count_low",
    "count_best",
    "count_high",
    "killed_low",
    "killed_best",
    "killed_high",
    "support",
    "opposition",
    "claims",
    "against",
    "incident",
    "may_repeat",
    "supposed",
)
_POSTURE_COLUMNS = (*_FRAME_COLUMNS, "party", "norm", "posture", "since", "claims")


def _frame(assessment: Assessment) -> dict[str, Any]:
    return {
        "agreement": assessment.agreement.id,
        "revision": assessment.agreement.revision,
        "as_of": assessment.frame.as_of,
        "known_at": assessment.frame.known_at,
    }


def _norm_rows(status: NormStatus) -> Iterator[dict[str, Any]]:
    whole = status.model_dump(
        include={
            "norm",
            "title",
            "instrument",
            "authority",
            "para",
            "kind",
            "mode",
            "bearers",
            "answerable",
            "phase",
            "starts",
            "until",
            "performance",
            "standing",
            "pace",
            "supposed",
        }
    ) | {
        "due": [due.by.isoformat() for due in status.due],
        "due_certain": all(due.certain for due in status.due) if status.due else None,
        "degree_low": status.degree[0],
        "degree_high": status.degree[1],
        "branches": [branch.standing.value for branch in status.branches],
    }
    yield whole
    for part in status.parts:
        yield whole | _part(status, part)


def _part(status: NormStatus, part: PartStatus) -> dict[str, Any]:
    return {
        "part": part.part,
        "party": part.party,
        "performance": part.performance,
        "degree_low": part.degree[0],
        "degree_high": part.degree[1],
        "standing": part.standing,
        "branches": [],
        "supposed": part_is_supposed(status, part),
    }


def _entry_row(entry: RegisterEntry) -> dict[str, Any]:
    row = entry.model_dump(exclude={"count", "killed", "claims", "against"})
    low, best, high = entry.count
    killed_low, killed_best, killed_high = entry.killed or (None, None, None)
    return row | {
        "count_low": low,
        "count_best": best,
        "count_high": high,
        "killed_low": killed_low,
        "killed_best": killed_best,
        "killed_high": killed_high,
        "claims": [claim.claim_id for claim in entry.claims],
        "against": [claim.claim_id for claim in entry.against],
    }


def _posture_row(entry: PostureEntry) -> dict[str, Any]:
    return entry.model_dump(exclude={"claims"}) | {"claims": [claim.claim_id for claim in entry.claims]}


def _cell(value: object) -> object:
    match value:
        case list() | tuple():
            return guarded(" ".join(str(item) for item in value))
        case str():
            return guarded(str(value))
        case bool():
            return "true" if value else "false"
        case _:
            return value
