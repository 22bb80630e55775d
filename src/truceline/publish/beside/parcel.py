"""All files that lie beside a report, each with what it holds; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from truceline.publish.beside import alert, csv_table, diary, geojson, geoparquet, provenance, workbook
from truceline.publish.beside.columns import Column
from truceline.publish.beside.figures import Figures, figures_of
from truceline.publish.beside.layers import layers

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.places.atlas import Atlas
    from truceline.publish.report.facts import Facts


class Packed(NamedTuple):
    """One file, as it will be written."""

    path: str
    """Below the folder, with slashes."""
    media_type: str
    holds: str
    content: bytes
    rows: int | None = None
    """Of a table or a layer: how many it has."""
    columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()


class Parcel(NamedTuple):
    """The figures, and the files that they were made into."""

    figures: Figures
    files: tuple[Packed, ...]


def parcel(
    facts: Facts, agreement: Agreement, atlas: Atlas, *, hxl: bool, status: alert.Status, sender: str
) -> Parcel:
    """Every file but the index."""
    figures = figures_of(facts, agreement, atlas)
    files = (
        *_whole(figures, hxl=hxl),
        *_tables(figures, hxl=hxl),
        *_layers(figures, atlas),
        *_days_and_trail(facts, agreement),
        *_alert(figures, agreement, status, sender),
    )
    return Parcel(figures, files)


def _whole(figures: Figures, *, hxl: bool) -> Iterator[Packed]:
    told = "All tables as one JSON document; its schema: truceline schema report."
    content = (figures.model_dump_json(indent=1) + "\n").encode()
    yield Packed("report.json", "application/json", told, content)
    told = "All tables as one workbook, a sheet each; the first says what it is and how to read it."
    yield Packed("report.xlsx", workbook.MEDIA_TYPE, told, workbook.workbook(figures, hxl=hxl))


def _tables(figures: Figures, *, hxl: bool) -> Iterator[Packed]:
    for table in figures.each:
        content = csv_table.csv_table(table, hxl=hxl)
        path = f"tables/{table.name}.csv"
        about = (table.about, content, len(table.rows), table.columns, table.notes)
        yield Packed(path, csv_table.MEDIA_TYPE, *about)


def _layers(figures: Figures, atlas: Atlas) -> Iterator[Packed]:
    for layer in layers(figures, atlas):
        told = (len(layer.features), layer.columns, layer.notes)
        content = geojson.geojson(layer, figures.about)
        yield Packed(f"maps/{layer.name}.geojson", geojson.MEDIA_TYPE, layer.about, content, *told)
        content = geoparquet.geoparquet(layer, figures.about)
        yield Packed(f"maps/{layer.name}.parquet", geoparquet.MEDIA_TYPE, layer.about, content, *told)


def _days_and_trail(facts: Facts, agreement: Agreement) -> Iterator[Packed]:
    told = "Deadlines, meetings that were called, and dates of reports, for a calendar."
    yield Packed("dates.ics", diary.MEDIA_TYPE, told, diary.diary(facts, agreement))
    trail = provenance.provenance(facts)
    told = "Where the report comes from, as W3C PROV"
    yield Packed("provenance.json", provenance.JSON_TYPE, f"{told} (PROV-JSON).", trail.prov_json)
    yield Packed("provenance.provn", provenance.N_TYPE, f"{told} (PROV-N).", trail.prov_n)


def _alert(figures: Figures, agreement: Agreement, status: alert.Status, sender: str) -> Iterator[Packed]:
    content = alert.alert(figures, agreement, status=status, sender=sender)
    if content is not None:
        told = f"The incident as an alert (CAP 1.2), status {status}."
        yield Packed("alert.xml", alert.MEDIA_TYPE, told, content)
