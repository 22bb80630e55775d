"""A cluster counts to the bit what this machine counts. Sail is one that starts in a blink, without Java."""

import os
import pickle
import random
import warnings
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.case.test_counting import FRAME, rows, same
from truceline.bulk.engines import count_here, place_of
from truceline.bulk.files import files_of
from truceline.bulk.parcel import Parcel
from truceline.bulk.parts import footers, parts_of
from truceline.bulk.spark import count_on_spark
from truceline.bulk.tables import Source
from truceline.case.counting import setup_of
from truceline.errors import InputError


@pytest.fixture(scope="module")
def master():
    try:
        from pysail.spark import SparkConnectServer
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no Sail here (pip install pysail pyspark-client)")
    server = SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://localhost:{port}"
    server.stop()


def written(path, given, group):
    table = pa.Table.from_pylist(given)
    parquet.write_table(table, path, row_group_size=group)
    return str(path)


@pytest.fixture
def files(tmp_path):
    """A table of three files in a folder, with a doubtful row in each."""
    given = [*rows(700)]
    given[20] |= {"act": "dance"}
    given[450] |= {"time.start": "soon"}
    given[690] |= {"place.lat": None}
    folder = tmp_path / "table"
    folder.mkdir()
    for number, (first, last, group) in enumerate([(0, 300, 50), (300, 301, 50), (301, 700, 90)]):
        written(folder / f"part-{number}.parquet", given[first:last], group)
    return files_of([str(folder)])


def setup(case, files, **options):
    found, _ = setup_of(case, FRAME, Path(files[0]), Source(Path(files[0])).schema, sha256="", **options)
    return found


def alike(one, other):
    return same(one.tally, other.tally) and one.files == other.files and one.issues == other.issues


@pytest.mark.parametrize("days", ["spread", "first"])
def test_a_cluster_counts_the_same_to_the_bit(case, files, master, days):
    what = setup(case, files, days=days)
    here = count_here(what, files)
    advanced = []
    there = count_on_spark(what, footers(files), master, rows=60, advance=advanced.append)
    assert alike(here, there)
    assert here.rows == sum(advanced) == 700
    assert {line.norm for line in here.tally.counts} == {"no-fire", "guns-out", "they-meet"}


def test_one_file_is_numbered_as_ever_and_several_are_numbered_through(case, files, tmp_path):
    whole = pa.concat_tables([parquet.read_table(file) for file in files])
    parquet.write_table(whole, tmp_path / "whole.parquet")
    one = count_here(setup(case, files), [str(tmp_path / "whole.parquet")])
    several = count_here(setup(case, files), files)
    assert same(one.tally, several.tally)
    assert one.issues == several.issues
    assert one.issues.first == {"bad-value": [22], "bad-date": [452], "missing-coordinates": [692]}
    assert place_of(22, several.files) == ("part-0.parquet", 22)
    assert place_of(302, several.files) == ("part-1.parquet", 2)
    assert place_of(692, several.files) == ("part-2.parquet", 391)
