"""A table of millions of rows counted against the norms of a case, without becoming its claims."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from truceline.agreement.naming import Names
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into
from truceline.assess.inquiry import chosen_readings
from truceline.case.setups import Resting, kept_setup
from truceline.intake.faults import Fault, UnusableRow
from truceline.intake.readers import maker_of
from truceline.intake.record import Record
from truceline.intake.streams import sha256_of
from truceline.intake.tables import as_text

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.inquiry import Inquiry
    from truceline.bulk.asking import Asked
    from truceline.bulk.assessing import Days, Setup
    from truceline.bulk.layout import Layout, Telling
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim
    from truceline.intake.mapping import TableMapping
    from truceline.intake.readers import TableRows

_KEPT = 16
_ANY_DAY = date(2000, 1, 1)
_PROVINCE = MappingProxyType({"ucdp-ged": "adm_1", "acled": "admin1"})
_STAND_IN = "table"
"""Stands for a source that differs from row to row: on it hangs a claim's weight, not what it counts for."""


@dataclass(frozen=True)
class Form:
    """How the rows of one table are understood."""

    kind: str
    sha256: str
    maker: TableRows
    mapping: TableMapping | None
    names: Names

    @classmethod
    def of(
        cls,
        path: Path,
        columns: Iterable[str],
        agreement: Agreement,
        mapping: Path | None,
        sha256: str | None = None,
    ) -> Form:
        """Tell what the table is; InputError where that is not plain.

        `sha256` is given where others read the file's bytes.
        """
        sha256 = sha256_of(path) if sha256 is None else sha256
        kind, maker, rules = maker_of(path, sha256, tuple(columns), agreement, mapping)
        return cls(kind, sha256, maker, rules, _names_of(agreement))

    def province(self, columns: Iterable[str]) -> str | None:
        """The column that names the province of a row; None where there is none."""
        named = (self.slots or {}).get("place.adm1", _PROVINCE.get(self.kind))
        return named if named and named in columns else None

    @property
    def slots(self) -> Mapping[str, str] | None:
        """Slot of the claim -> column, where a mapping says so."""
        return self.mapping.columns if self.mapping else None


_names: dict[str, Names] = {}
"""By digest of the agreement: what names were found to mean is remembered with them."""


def _names_of(agreement: Agreement) -> Names:
    digest = agreement.content_digest
    known = _names.get(digest)
    if known is None:
        if len(_names) >= _KEPT:
            _names.clear()
        known = _names[digest] = Names.of(agreement)
    return known


def setup_of(
    case: Case,
    frame: Frame,
    path: Path,
    schema: Any,
    mapping: Path | None = None,
    *,
    days: Days = "spread",
    window: bool = True,
    paces: bool = False,
    sha256: str | None = None,
) -> tuple[Setup, Form]:
    """What is counted of a table in a frame: the case's own claims say which norms bind when.

    Of several files of one table `path` is the first; `sha256` is given where others read its bytes.
    Without `window` every day is counted, whatever binds then; with `paces` also what duties to refrain
    forbid, from years before the agreement on. InputError where the table's columns
    do not say who did what, where and when.
    """
    # Numba alone takes half a second to load.
    from truceline.bulk.layout import layout_of, require_types, telling_of  # noqa: PLC0415

    law = case.law(frame)
    form = Form.of(path, schema.names, law.agreement, mapping, sha256)
    layout = layout_of(path, schema.names, form.slots)
    telling = telling_of(path, schema.names, form.slots)
    require_types(path, schema, layout, telling)
    table = (tuple(schema.names), form.kind, form.mapping)
    made = kept_setup(
        lambda: Resting.of(case, case.law(frame), frame, table, (days, window, paces)),
        lambda: _setup_of(case, frame, form, (layout, telling), days=days, window=window, paces=paces),
    )
    return made, form


def _setup_of(
    case: Case,
    frame: Frame,
    form: Form,
    columns: tuple[Layout, Telling],
    *,
    days: Days,
    window: bool,
    paces: bool,
) -> tuple[Setup, int]:
    """The same for a table that is understood, from what the ledger holds: of how many claims."""
    from truceline.bulk.asking import obligations_of, paces_of  # noqa: PLC0415 - as above
    from truceline.bulk.assessing import Setup  # noqa: PLC0415
    from truceline.bulk.locating import Periods  # noqa: PLC0415

    law, inquiry = case.law(frame), inquiry_of(case, frame)
    drawn = [zone.id for zone in law.agreement.zones if law.atlas.ground(zone.id) is not None]
    obligations: list[Asked] = [*obligations_of(inquiry, drawn, window=window)]
    if paces:
        together = [*obligations, *paces_of(inquiry, drawn)]
        obligations = sorted(together, key=lambda one: (one.zone or "", one.norm, one.check))
    zones = [zone for zone in drawn if any(one.zone == zone for one in obligations)]
    periods = Periods.of(law.atlas, zones, inquiry.frame.readings)
    changes = name_changes(form.names)
    readings = (ClaimMaker(form), SideFold(form.names, _sides_of(form)))
    setup = Setup(obligations, periods, *columns, changes, readings, days)
    return setup, len(inquiry.docket.claims)


def about(case: Case, frame: Frame) -> dict[str, Any]:
    """What a count rests on besides its table: what it must share with another to be added to it."""
    law = case.law(frame)
    return {
        "agreement": case.agreement.id,
        "digest": law.agreement.content_digest,
        "zones": law.atlas.digest,
        "as_of": str(frame.as_of),
        "readings": dict(sorted(chosen_readings(law.agreement, frame.readings).items())),
    }


def inquiry_of(case: Case, frame: Frame) -> Inquiry:
    """The case's own claims in a frame, ready to be asked which norms bind when."""
    law = case.law(frame)
    docket = Docket.of(law.agreement, law.atlas, case.selected(frame), frame)
    return inquiry_into(law.agreement, docket, frame)


def name_changes(names: Names) -> list[date]:
    """The days on which a name begins or ceases to mean a party."""
    bearings = [one for of_name in names.bearings.values() for one in of_name]
    begun = {one.start for one in bearings if one.start}
    ended = {one.until + timedelta(days=1) for one in bearings if one.until}
    return sorted(begun | ended)


@dataclass(frozen=True)
class ClaimMaker:
    """Makes a claim of the cells that say who did what: place, toll and source are left out.

    A dataclass rather than a closure, since a cluster sends it to its workers; so are those below.
    """

    form: Form

    def __call__(self, cells: Mapping[str, object], on: date | None) -> Claim | str:
        day = on or _ANY_DAY
        # Of two days, so that the claim tells whether what is told of several holds on each.
        record = Record(
            2,
            {
                **_filled(self.form, day, day + timedelta(days=1)),
                **{name: as_text(value) for name, value in cells.items()},
            },
        )
        try:
            return self.form.maker.claim(record, [])
        except UnusableRow as unusable:
            return unusable.doubt.fault.value
        except ValidationError:
            return Fault.BAD_VALUE.value


@dataclass(frozen=True)
class FamilyOf:
    """The family of sources behind the cells that say who told it."""

    form: Form

    def __call__(self, cells: Mapping[str, object]) -> str | None:
        texts = {name: as_text(value) for name, value in cells.items()}
        return self.form.maker.family(Record(2, texts))


@dataclass(frozen=True)
class SideFold:
    """Which cells come to the same: those of one side that name the same parties."""

    names: Names
    sides: Mapping[str, Mapping[str, str]]
    """The columns that name a side, with what their words mean."""

    def __call__(self, column: str, value: object, on: date | None) -> Hashable:
        text = as_text(value).strip()
        if column not in self.sides:
            return text
        named = self.names.split(self.sides[column].get(text.casefold(), text), on)
        # That somebody says who did it is told from the words, too.
        unknown = all("unidentified" in name.casefold() for name, _ in named)
        return (unknown, *dict.fromkeys(party for _, party in named))


def _sides_of(form: Form) -> Mapping[str, Mapping[str, str]]:
    """The columns that name a side, with what their words mean."""
    if form.mapping is None:
        return {column: {} for column in _SIDES}
    columns, values = form.mapping.columns, form.mapping.values
    return {columns[one]: values.get(one, {}) for one in ("actor", "target") if one in columns}


_SIDES = frozenset({"side_a", "side_b", "actor1", "actor2", "assoc_actor_1", "assoc_actor_2"})


def _filled(form: Form, first: date, last: date) -> dict[str, str]:
    """Cells that a claim must have and that do not tell one sort of rows from another."""
    if form.kind == "ucdp-ged":
        return {"date_start": str(first), "date_end": str(last), "where_prec": "1"}
    if form.kind == "acled":
        return {"event_date": str(first)}
    assert form.mapping is not None, "a table that is no data set is understood by its mapping"
    columns = form.mapping.columns
    stand_ins = {
        columns[slot]: next(iter(form.mapping.values.get(slot, ())), _STAND_IN)
        for slot in ("source.id", "source.family")
        if slot in columns
    }
    days = {"time.start": str(first), "time.end": str(last)}
    return {**stand_ins, **{columns[slot]: day for slot, day in days.items() if slot in columns}}
