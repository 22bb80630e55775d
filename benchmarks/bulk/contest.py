"""Who takes part: truceline at the head of the list, then what a bare read costs, then its peers."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.bulk import peers
from benchmarks.bulk.arena import Answer, Arena, Contestant, Work
from benchmarks.bulk.stage import LAST_DAY, staged
from truceline.bulk.assessing import BATCH, assess_rows
from truceline.bulk.survey import Survey
from truceline.bulk.tables import Source
from truceline.case.counting import setup_of
from truceline.core.frame import Frame

SCANNED = (
    "lon", "lat", "radius_m", "date", "date_end", "actor_a", "actor_b", "category",
    "deaths_low", "deaths_best", "deaths_high",
)  # fmt: skip
"""The columns that assessing needs, and so what a bare scan has to read."""
ENGINE = "truceline assess"
SCAN = "pyarrow scan"
_ALL = 1 << 62
_DISTANCES = "projected; distances to 15 boundaries"


def assess(arena: Arena) -> Work:
    """Every event for the norms that it bears on: P(inside), counted by norm, party and day."""
    folder = Path(tempfile.mkdtemp(prefix="truceline-stage-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    case, mapping = staged(arena.scene, folder)
    setup, _ = setup_of(case, Frame(as_of=LAST_DAY), arena.path, Source(arena.path).schema, mapping)

    def work() -> Answer:
        assess_rows(setup, arena.batches(setup.columns, BATCH))
        return Answer()

    return work


def locate(arena: Arena) -> Work:
    """Signed distances and P(inside) for every event and zone."""
    survey = Survey.of(arena.scene.grounds)

    def work() -> Answer:
        pairs = 0
        for batch in arena.batches(("lon", "lat", "radius_m")):
            lon, lat, radius = (column.to_numpy().astype(np.float64) for column in batch.columns)
            pairs += int(np.count_nonzero(survey.measure(lon, lat, radius).distance_m >= 0))
        return Answer(pairs)

    return work


def distances(arena: Arena) -> Work:
    """Signed distances of every event from fifteen boundaries: the front itself, and the areas' outlines."""
    strip, *others = arena.scene.grounds
    survey = Survey.of([strip, *(one for one in others if not one.is_strip)], lines=(0,))

    def work() -> Answer:
        total = 0.0
        for batch in arena.batches(("lon", "lat"), BATCH):
            lon, lat = (column.to_numpy().astype(np.float64) for column in batch.columns)
            total += float(np.abs(survey.distances(lon, lat)).sum())
        return Answer(mean_m=total / arena.rows / len(arena.scene.boundaries))

    return work


def scan(arena: Arena) -> Work:
    """The columns that assessing needs, read and nothing more."""

    def work() -> Answer:
        rows = sum(batch.num_rows for batch in arena.batches(SCANNED))
        assert rows == arena.rows, "a scan reads every row"
        return Answer()

    return work


_JOIN = "in degrees; join with 20 zones"
_GEOPANDAS = ("geopandas", "shapely")
_DUCKDB = ("duckdb", "duckdb-extension-spatial", "geopandas")
_SEDONA = ("sedonadb", "geoarrow-pyarrow", "geopandas")
_POLARS = ("polars", "polars-st", "geopandas")

CONTESTANTS: tuple[Contestant, ...] = (
    Contestant(ENGINE, "60 norms in 20 zones: P(inside), by norm, party and day", ("numba",), _ALL, assess),
    Contestant("truceline locate", "20 signed distances, 20 P(inside)", ("numba",), 300_000, locate),
    Contestant("truceline distances", "15 signed distances", ("numba",), 1_000_000, distances),
    Contestant(SCAN, "reads the columns an assessment needs", ("pyarrow",), _ALL, scan),
    Contestant("geopandas", "projected; join with 20 zones; distances to 15 boundaries", _GEOPANDAS, 5_000,
               peers.geopandas_all),
    Contestant("geopandas sjoin", "projected; join with 20 zones", _GEOPANDAS, 50_000, peers.geopandas_join),
    Contestant("geopandas distance", _DISTANCES, _GEOPANDAS, 5_000, peers.geopandas_distances),
    Contestant("shapely prepared", "in degrees; which of 20 zones, one by one", ("shapely",), 1_000_000,
               peers.shapely_prepared),
    Contestant("shapely STRtree", "in degrees; a tree of events asked by 20 zones", ("shapely",), 300_000,
               peers.shapely_tree),
    Contestant("shapely nearest", f"{_DISTANCES}, by trees of edges", _GEOPANDAS, 50_000,
               peers.shapely_distances),
    Contestant("DuckDB join", _JOIN, _DUCKDB, 50_000, peers.duckdb_join),
    Contestant("DuckDB distance", _DISTANCES, _DUCKDB, 2_000, peers.duckdb_distances),
    Contestant("SedonaDB join", _JOIN, _SEDONA, 5_000_000, peers.sedona_join),
    Contestant("SedonaDB distance", _DISTANCES, _SEDONA, 2_000, peers.sedona_distances),
    Contestant("polars-st sjoin", _JOIN, _POLARS, 50_000, peers.polars_join),
    Contestant("polars-st distance", _DISTANCES, _POLARS, 2_000, peers.polars_distances),
)  # fmt: skip
"""In the order of the table. `rows` keeps a slow one's turn to some seconds; it is told per event."""
