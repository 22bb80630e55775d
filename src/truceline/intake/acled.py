"""ACLED exports, old and new column sets: the user's own file, whose rows may never leave.

Event and sub-event types after the ACLED codebook (2019 and later) and its older event types.
What ACLED codes as a strategic development without saying which way it goes is not guessed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, AttributionGrade, Claim, Kind
from truceline.intake import cells
from truceline.intake.columns import Columns, named
from truceline.intake.dataset import (
    Context,
    days_in_words,
    family_of,
    in_words,
    killed_in_words,
    not_before,
    offices,
    side,
    strangers,
)
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.points import point
from truceline.intake.record import Record
from truceline.intake.tables import Table

MARKS = frozenset({"event_id_cnty", "event_date", "actor1"})
"""Columns by which an ACLED export is known."""

REQUIRED = {
    "event_id_cnty": ("event_id_cnty", "data_id"),
    **named("event_date", "event_type", "actor1", "actor2", "latitude", "longitude"),
}
OPTIONAL = {
    **named("sub_event_type", "assoc_actor_1", "assoc_actor_2", "geo_precision", "time_precision"),
    **named("admin1", "admin2", "location", "source", "notes", "fatalities", "timestamp"),
}
LICENCE = "no-redistribution"

ACTS = {
    "armed clash": Act.CLASH,
    "government regains territory": Act.CLASH,
    "non-state actor overtakes territory": Act.CLASH,
    "shelling/artillery/missile attack": Act.SHELL,
    "air/drone strike": Act.AIR_STRIKE,
    "chemical weapon": Act.ATTACK,
    "grenade": Act.ATTACK,
    "remote explosive/landmine/ied": Act.ATTACK,
    "suicide bomb": Act.ATTACK,
    "attack": Act.ATTACK,
    "sexual violence": Act.ATTACK,
    "abduction/forced disappearance": Act.ABDUCT,
    "agreement": Act.AGREE,
    "arrests": Act.ARREST,
    "headquarters or base established": Act.DEPLOY,
    # Whoever takes a place over without a fight is its first actor: it moves in.
    "non-violent transfer of territory": Act.DEPLOY,
    "looting/property destruction": Act.COERCE,
    # Event types of exports from before 2019, which have no sub-event types.
    "battle-no change of territory": Act.CLASH,
    "battle-government regains territory": Act.CLASH,
    "battle-non-state actor overtakes territory": Act.CLASH,
    "remote violence": Act.ATTACK,
    "violence against civilians": Act.ATTACK,
    "battles": Act.CLASH,
    "explosions/remote violence": Act.ATTACK,
}
"""Sub-event types (or old event types) and the act each one says."""

UNMAPPED = frozenset(
    {
        # Movements of either direction stand under this one word: a withdrawal would come in as its opposite.
        "change to group/activity",
        # Its first actor are the protesters: a one-sided claim would name them for the force used on them.
        "excessive force against protesters",
        "disrupted weapons use",
        "mob violence",
        "non-violent activity",
        "other",
        "peaceful protest",
        "protest with intervention",
        "protests",
        "riots",
        "riots/protests",
        "strategic development",
        "strategic developments",
        "violent demonstration",
    }
)
"""Types that say no act of the vocabulary: skipped and counted, not taken for something else."""

_WHERE = {"1": 1, "2": 2, "3": 4}
"""ACLED geo_precision (place, part of a region, region) as UCDP where_prec."""
_WHEN = {"1": 1, "2": 3, "3": 4}
"""ACLED time_precision (day, week, month) as UCDP date_prec."""
_DID = {
    Act.CLASH: "fought",
    Act.SHELL: "shelled",
    Act.AIR_STRIKE: "struck from the air",
    Act.ATTACK: "attacked",
    Act.ABDUCT: "abducted",
    Act.AGREE: "made an agreement with",
    Act.ARREST: "arrested people of",
    Act.DEPLOY: "moved in, displacing",
    Act.COERCE: "looted or destroyed property of",
}


class AcledRows:
    """Makes claims of the rows of one ACLED export."""

    def __init__(self, path: Path, table: Table, context: Context) -> None:
        self.records = table.records
        self._context = context
        self._columns = Columns.find(path, table.columns, REQUIRED, OPTIONAL)

    def origin(self) -> tuple[str, ...]:
        """The columns that say which family of sources a row comes from."""
        return self._columns.present("source")

    def family(self, record: Record) -> str | None:
        """The family of sources that a row comes from."""
        return family_of(offices(self._cell(record, "source")), "acled")

    def key(self, record: Record) -> str:
        """ACLED's id of the event."""
        return self._cell(record, "event_id_cnty")

    def claim(self, record: Record, doubts: list[Doubt]) -> Claim:
        """The claim of one row; UnusableRow where its type says no act of the vocabulary."""
        act = self._act(record)
        told = self._cell(record, "event_date")
        on = cells.day(told, "event_date", self._context.orders, self._context.clock)
        sides = self._sides(record, act, on)
        doubts.extend(strangers((*sides["actor"], *sides.get("target", ())), "actor1"))
        killed = self._cell(record, "fatalities")
        deaths = cells.whole(killed, "fatalities") if killed else None
        return Claim.model_validate(
            {
                "kind": Kind.EVENT,
                "act": act,
                "incident": f"acled:{self.key(record)}",
                **sides,
                "place": (self._place(record, doubts),),
                "time": {
                    "start": on,
                    "end": on,
                    "precision": self._precision(record, "time_precision", doubts),
                },
                "casualties": None if deaths is None else {"killed": {"best": deaths}},
                **self._origin(record, on, doubts),
                "evidence": {
                    "file": self._context.sha256,
                    "row": record.number,
                    "quote": self._cell(record, "notes") or None,
                },
                "licence": LICENCE,
                "says": self._says(record, act, on, deaths),
            }
        )

    def _cell(self, record: Record, name: str) -> str:
        return self._columns.cell(record, name)

    def _act(self, record: Record) -> Act:
        kinds = [self._cell(record, name) for name in ("sub_event_type", "event_type")]
        kind = next((one for one in kinds if one), "")
        act = ACTS.get(kind.casefold())
        if act is not None:
            return act
        if kind.casefold() in UNMAPPED:
            raise UnusableRow(Fault.UNMAPPED_TYPE, f"{kind!r} says no act of ours", "sub_event_type")
        raise UnusableRow(Fault.UNKNOWN_TYPE, f"{kind!r} is no type of ACLED's", "sub_event_type")

    def _sides(self, record: Record, act: Act, on: date) -> dict[str, Any]:
        """Both sides of a battle or an agreement; else the first actor does it to the second."""
        first, second = self._named(record, "actor1", on), self._named(record, "actor2", on)
        if act == Act.CLASH:
            allies = [*self._allies(record, "assoc_actor_1", on), *self._allies(record, "assoc_actor_2", on)]
            sides = tuple(dict.fromkeys((*first, *second, *allies)))
            return {"actor": sides, "attribution_grade": AttributionGrade.NONE}
        if act == Act.AGREE:
            return {"actor": first + second, "attribution_grade": AttributionGrade.ASSESSED}
        known = any("unidentified" not in actor.text.casefold() for actor in first)
        grade = AttributionGrade.ASSESSED if known else AttributionGrade.NONE
        return {"actor": first, "target": second, "attribution_grade": grade}

    def _named(self, record: Record, column: str, on: date) -> tuple[Actor, ...]:
        return side(self._context.names, self._cell(record, column), on)

    def _allies(self, record: Record, column: str, on: date) -> list[Actor]:
        """Associated actors that are parties; the rest may be professions or identities."""
        return [actor for actor in self._named(record, column, on) if actor.party]

    def _place(self, record: Record, doubts: list[Doubt]) -> dict[str, Any]:
        where = point(
            self._cell(record, "latitude"), self._cell(record, "longitude"), self._context.bounds, doubts
        )
        return {
            "text": self._cell(record, "location"),
            "lat": where.lat,
            "lon": where.lon,
            "precision": self._precision(record, "geo_precision", doubts),
            "adm1": self._cell(record, "admin1") or None,
            "adm2": self._cell(record, "admin2") or None,
        }

    def _precision(self, record: Record, name: str, doubts: list[Doubt]) -> int | None:
        grades = _WHERE if name == "geo_precision" else _WHEN
        text = self._cell(record, name).removesuffix(".0")
        if text and text not in grades:
            doubts.append(Doubt(Fault.BAD_PRECISION, f"{text!r}: expected 1 to 3; kept without it", name))
        return grades.get(text)

    def _origin(self, record: Record, on: date, doubts: list[Doubt]) -> dict[str, Any]:
        found = offices(self._cell(record, "source"))
        if not found:
            told = "names no source; counted as one family with all such rows"
            doubts.append(Doubt(Fault.MISSING_SOURCE, told, "source"))
        source = {
            "id": "acled",
            "family": family_of(found, "acled"),
            "reliability": "B",
            "credibility": 2 if len(found) > 1 else 3,
        }
        published = not_before(self._published(record, doubts), on, "timestamp", doubts)
        return {"source": source, "published_on": published}

    def _published(self, record: Record, doubts: list[Doubt]) -> date | None:
        """The day ACLED last published the row: its `timestamp` (seconds since 1970)."""
        text = self._cell(record, "timestamp")
        if not text:
            return None
        try:
            return datetime.fromtimestamp(cells.whole(text, "timestamp"), UTC).date()
        except (UnusableRow, ValueError, OverflowError, OSError):
            doubts.append(Doubt(Fault.BAD_DATE, f"{text[:40]!r} is no time of publication", "timestamp"))
            return None

    def _says(self, record: Record, act: Act, on: date, deaths: int | None) -> str:
        whom = self._cell(record, "actor2")
        did = _DID[act] if whom else f"{_DID[act].split(',')[0]} (nobody else named)"
        where = [self._cell(record, name) for name in ("location", "admin1")]
        place = ", ".join(name for name in where if name)
        toll = killed_in_words(deaths, None, None)
        told = [did, whom, place and f"at {place}", days_in_words(on, on), toll and f"- {toll}"]
        return in_words([self._cell(record, "actor1"), *told])
