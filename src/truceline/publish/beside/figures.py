"""The figures of a report as one document: what it is and how it was made, and every table with its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from truceline.evidence.strict import Strict
from truceline.publish.beside import ahead, doings, ground, incidents, promises, record, trends
from truceline.publish.beside.about import About, about
from truceline.publish.beside.licences import Licences
from truceline.publish.beside.plain_text import Text
from truceline.publish.beside.tables import Table, Tables, walked

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.places.atlas import Atlas
    from truceline.publish.report.facts import Facts

FORMAT: Final = "truceline/report-figures/1"


class Figures(Strict):
    """The figures of a report, complete; what every other format is written from."""

    format: Literal["truceline/report-figures/1"] = FORMAT
    about: About
    tables: Tables
    notes: dict[str, tuple[Text, ...]]
    """Of tables that are not whole: what was left out, and why."""

    @property
    def each(self) -> Iterator[Table]:
        """The tables, in order."""
        return walked(self.tables, self.notes)


def figures_of(facts: Facts, agreement: Agreement, atlas: Atlas) -> Figures:
    """All figures of a report; what may not be passed on is counted in `notes` and left out."""
    licences = Licences(facts)
    tables = Tables(**{name: tuple(rows) for name, rows in _rows(facts, agreement, atlas, licences).items()})
    notes = {name: licences.notes(name) for name in Tables.model_fields if licences.notes(name)}
    return Figures(about=about(facts, agreement, atlas), tables=tables, notes=notes)


def _rows(
    facts: Facts, agreement: Agreement, atlas: Atlas, licences: Licences
) -> Mapping[str, Iterator[Any]]:
    return {
        "promises": promises.promises(facts),
        "obligations": promises.obligations(facts, agreement),
        "postures": promises.postures(facts, licences),
        "violations": incidents.violations(facts, licences),
        "counts": incidents.counts(facts),
        "zones": ground.zones(facts, agreement, atlas),
        "segments": ground.segments(facts),
        "routes": ground.routes(facts),
        "withdrawals": ground.withdrawals(facts, licences),
        "sightings": ground.sightings(facts, licences),
        "sites": ground.sites(facts),
        "patrols": doings.patrols(facts),
        "coverage": doings.coverage(facts),
        "denials": doings.denials(facts),
        "messages": doings.waits(facts),
        "meetings": doings.meetings(facts),
        "extensions": doings.extensions(facts),
        "inquiries": doings.inquiries(facts),
        "tallies": doings.tallies(facts),
        "counts_compared": doings.agreement_of_counts(facts),
        "forecasts": ahead.forecasts(facts),
        "fulfilments": ahead.fulfilments(facts),
        "comparisons": trends.comparisons(facts),
        "changes": trends.changes(facts),
        "displacement": trends.displacement(facts),
        "infighting": trends.infighting(facts),
        "scores": ahead.scores(facts),
        "corrections": record.corrections(facts, licences),
        "moved": record.moved(facts),
        "sources": record.sources(facts),
        "parties": promises.parties(agreement),
    }
