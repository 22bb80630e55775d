"""A cluster counts to the bit what this machine counts. Sail is one that starts in a blink, without Java."""

import os
import pickle
import random
import re
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.case.test_counting import FRAME, rows, same

from truceline.bulk.answers import columns_of, read_back
from truceline.bulk.engines import count_here, extent, place_of, require_local
from truceline.bulk.files import files_of
from truceline.bulk.masters import reason, require_master, session
from truceline.bulk.parcel import Parcel, code_digest
from truceline.bulk.parts import footers, parts_of
from truceline.bulk.spark import count_on_spark, whole_of
from truceline.bulk.tables import Source
from truceline.bulk.tasks import CountParts, gather
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
    with pytest.MonkeyPatch.context() as patch:
        # The client takes a program without a file, as a worker of the tests is, for its own tests.
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
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
    extents = [(file.name, extent(file)) for file in several.files]
    assert place_of(22, extents) == ("part-0.parquet", 22)
    assert place_of(302, extents) == ("part-1.parquet", 2)
    assert place_of(692, extents) == ("part-2.parquet", 391)


def answers(what, files, order):
    """What workers would answer, one part after another in this order."""
    parts = parts_of(footers(files), 60)
    count = CountParts(Parcel.of(what, None), tuple(parts), code_digest())
    numbers = [*range(len(parts))]
    order(numbers)
    asked = pa.RecordBatch.from_pydict({"id": pa.array(numbers, pa.int64())})
    return list(count([asked]))


def counts(told):
    tally, others = read_back(columns_of(told))
    found = {line: (days.tolist(), counts.tolist()) for line, (days, counts) in tally.counts.items()}
    return found, {line: tally.likeliest(line) for line in tally.best}, others


def test_the_order_of_parts_and_how_often_answers_are_added_up_change_no_bit(case, files):
    what = setup(case, files)
    told = answers(what, files, lambda _: None)
    other = answers(what, files, random.Random(3).shuffle)  # noqa: S311 - any order will do
    assert counts(told) == counts(other) == counts([*gather(told[:5]), *gather(told[5:])])
    here = count_here(what, files)
    assert counts(told)[1] == {line: here.tally.likeliest(line) for line in here.tally.best}


def test_a_part_counted_twice_is_noticed(case, files):
    what = setup(case, files)
    told = answers(what, files, lambda numbers: numbers.append(4))
    parts = parts_of(footers(files), 60)
    with pytest.raises(AssertionError, match="of part 4 with"):
        whole_of(columns_of(told), parts, footers(files))


def test_parts_hold_whole_row_groups_and_number_their_rows(files):
    parts = parts_of(footers(files), 100)
    assert [(part.file, [*part.groups], part.first_row, part.rows) for part in parts] == [
        *((n, [], 0, 0) for n in range(3)),
        *((0, [0, 1], 2, 100), (0, [2, 3], 102, 100), (0, [4, 5], 202, 100), (1, [0], 302, 1)),
        *((2, [0, 1], 303, 180), (2, [2, 3], 483, 180), (2, [4], 663, 39)),
    ]


def test_claims_of_the_case_stay_at_home(case, files, tmp_path):
    line = {"says": "canary-says", "label": "canary-label"}
    given = [one | line for one in rows(5)]
    case.import_file(Path(written(tmp_path / "own.parquet", given, 5)))
    what = setup(case, files)
    parcel = Parcel.of(what, None)
    raw = pa.decompress(parcel.enclosed, parcel.size, codec="lz4").to_pybytes()
    assert b"canary" not in raw
    assert b"canary-says" in pickle.dumps(what.obligations[0].question.inquiry.docket.claims)


def test_a_parcel_is_read_from_its_folder_and_only_as_it_was_packed(case, files, tmp_path, monkeypatch):
    monkeypatch.setattr("truceline.bulk.parcel._OPEN", {})
    parcel = Parcel.of(setup(case, files), str(tmp_path))
    path = Path(parcel.path)
    assert parcel.enclosed is None
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(InputError, match="was changed by somebody"):
        parcel.open()
    path.unlink()
    with pytest.raises(InputError, match="--scratch: workers cannot read"):
        parcel.open()


def test_workers_of_another_version_are_refused(case, files):
    count = CountParts(Parcel.of(setup(case, files), None), (), "another")
    with pytest.raises(InputError, match="another version"):
        next(count([]))


def test_a_damaged_part_is_told_by_its_file(case, files, master):
    what, told = setup(case, files), footers(files)
    damaged = Path(files[2])
    content = bytearray(damaged.read_bytes())
    content[100 : len(content) // 2] = bytes(len(content) // 2 - 100)
    damaged.write_bytes(content)
    with pytest.raises(InputError, match=r"part-2\.parquet: FILE: cannot be read"):
        count_on_spark(what, told, master, rows=60)


def test_a_parcel_left_in_a_folder_is_taken_away_again(case, files, master, tmp_path):
    folder = tmp_path / "scratch"
    folder.mkdir()
    what = setup(case, files)
    assert alike(count_on_spark(what, footers(files), master, scratch=str(folder)), count_here(what, files))
    assert not [*folder.iterdir()]


@pytest.mark.parametrize(
    ("master", "told"),
    [
        ("mesos://here", "'mesos://here' is no master's URL"),
        ("sc://localhost:1", "nobody answers at localhost:1 as Spark Connect does"),
        ("sc://localhost:much", "'sc://localhost:much' is no master's URL"),
        ("local[2]", "needs Spark itself, with Java"),
        ("spark://nowhere:7077", "needs Spark itself, with Java"),
    ],
)
def test_a_master_that_cannot_be_had_is_told(master, told, monkeypatch):
    pytest.importorskip("pyspark")
    monkeypatch.setattr("truceline.bulk.masters._has_spark", lambda: False)
    monkeypatch.setattr("truceline.bulk.masters._PATIENCE_S", 1)
    with pytest.raises(InputError, match=re.escape(told)), session(master):
        pass


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'truceline\[spark\]'"):
        require_master("sc://localhost:15002")


def test_what_is_no_table_of_parts_is_refused(tmp_path, case, files):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no Parquet file lies in this folder"):
        files_of([str(tmp_path / "empty")])
    with pytest.raises(InputError, match="named twice"):
        files_of([*files, files[0]])
    with pytest.raises(InputError, match="a cluster reads Parquet"):
        footers(["events.csv"])
    with pytest.raises(InputError, match="there is no such file"):
        footers([str(tmp_path / "gone.parquet")])
    with pytest.raises(InputError, match="lies elsewhere: `--engine spark` reads it"):
        require_local(["s3://bucket/events.parquet"])
    short = written(tmp_path / "short.parquet", [{"act": "shell"}], 1)
    with pytest.raises(InputError, match=r"short\.parquet:1: place\.lon: lacks what"):
        count_here(setup(case, files), [files[0], short])


@pytest.mark.parametrize(
    ("trace", "told"),
    [
        (
            "Traceback\ntruceline.errors.InputError: a.parquet: FILE: cannot be read: x\n\tat java",
            "a.parquet: FILE",
        ),
        ("ModuleNotFoundError: No module named 'truceline.bulk'", "the workers have no truceline: install"),
        ("Job aborted\n  MemoryError: no room\n", "MemoryError: no room"),
        ("[SESSION_GONE] the session is gone\nmore", "[SESSION_GONE] the session is gone"),
        ("", "says nothing of why"),
    ],
)
def test_of_a_long_trace_one_sentence_is_told(trace, told):
    assert told in reason(trace)
