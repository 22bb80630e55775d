"""An aggregate is kept as a plain table, and read back to the last unit."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from truceline.bulk.aggregates import (
    Aggregate,
    Counted,
    read_aggregate,
    read_ahead,
    to_table,
    write_aggregate,
)
from truceline.bulk.measures import ONE, WIDTH, ranked
from truceline.bulk.obligations import Line
from truceline.bulk.tally import Tally
from truceline.errors import InputError

LINES = [Line(norm, check, "breach", party) for norm in "ab" for check in (0, 1) for party in ("", "north")]
COUNTED = Counted("00", "events.parquet", 3, {"bad-coordinates": 1})
likely = st.none() | st.tuples(st.integers(1, ONE), st.integers(2, 1 << 40))
told = st.dictionaries(
    st.sampled_from(LINES),
    st.dictionaries(
        st.integers(-400, 20_000),
        st.tuples(
            st.integers(1, 1 << 52), st.none() | st.tuples(st.integers(1, ONE), st.integers(2, 1 << 40))
        ),
        min_size=1,
        max_size=6,
    ),
)


def tally(given_):
    counts, best = {}, {}
    for line, its in sorted(given_.items()):
        days = np.array(sorted(its), np.int64)
        values = np.array([[its[day][0] - n % 2 for n in range(WIDTH)] for day in days.tolist()], np.int64)
        counts[line] = (days, values)
        known = [(day, *its[day][1]) for day in days.tolist() if its[day][1]]
        if known:
            day, chance, row = np.array(known, np.int64).T
            best[line] = (day, ranked(chance, row))
    return Tally(counts, best)


def plain(parts):
    return {line: (days.tolist(), values.tolist()) for line, (days, values) in parts.items()}


@given(told)
def test_what_is_written_is_read_back_to_the_bit(tmp_path_factory, given_):
    path = tmp_path_factory.mktemp("aggregate") / "counted.parquet"
    whole = Aggregate("setup", {"agreement": "river"}, (COUNTED,), tally(given_))
    write_aggregate(path, whole, [])
    back, bare = read_aggregate(path), read_ahead(path).result()
    assert (back.setup, back.about, back.sources) == (whole.setup, whole.about, whole.sources)
    assert plain(back.tally.counts) == plain(bare.tally.counts) == plain(whole.tally.counts)
    assert plain(back.tally.best) == plain(whole.tally.best)
    assert bare.tally.best == {}
    assert parquet.read_table(path) == to_table(whole, [])


def test_others_read_it_as_plain_columns(tmp_path):
    path = tmp_path / "counted.parquet"
    write_aggregate(path, Aggregate("", {}, (), tally({LINES[1]: {20: (1, None)}})), [])
    schema = parquet.read_schema(path)
    words = ["norm", "what", "zone", "bearing", "party"]
    assert {schema.field(name).type for name in words} == {pa.string()}
    assert schema.field("day").type == pa.date32()
    assert list(schema.metadata) == [b"truceline"]


@pytest.mark.parametrize(("content", "said"), [(None, "there is no such file"), (b"PAR1", "is no aggregate")])
def test_what_is_none_is_refused_before_anything_is_counted(tmp_path, content, said):
    path = tmp_path / "counted.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_ahead(path)


def test_an_aggregate_of_another_format_is_refused(tmp_path):
    path = tmp_path / "counted.parquet"
    other = {b"truceline": json.dumps({"format": "truceline/aggregate/1"}).encode()}
    parquet.write_table(to_table(Aggregate("", {}, (), tally({})), []).replace_schema_metadata(other), path)
    with pytest.raises(InputError, match="truceline/aggregate/2"):
        read_ahead(path)


def test_an_aggregate_that_breaks_off_is_told_when_it_is_asked_for(tmp_path):
    path = tmp_path / "counted.parquet"
    write_aggregate(
        path, Aggregate("", {}, (), tally({LINES[0]: {day: (day + 1, None) for day in range(500)}})), []
    )
    content = bytearray(path.read_bytes())
    content[4:2000] = bytes(1996)
    path.write_bytes(content)
    before = read_ahead(path)
    with pytest.raises(InputError, match="is no aggregate"):
        before.result()
