"""A long table attached to a case says what it would say imported, and is gone once it is detached."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from pyarrow import csv, parquet
from tests.case.conftest import NOW
from tests.case.test_counting import rows, write

from truceline.bulk.opening import Wanted, rows_of
from truceline.bulk.tables import Source
from truceline.case.attaching import attach, detach
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.case.tables import tables_of
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.claim import Status

AS_OF = (date(2020, 3, 5), date(2020, 3, 20), date(2020, 4, 1), date(2020, 4, 20), date(2020, 5, 20))
FRAME = Frame(as_of=date(2020, 4, 20))


def reports(count, seed=7):
    """Reports of one source, none of them denied: of such a table the likeliest rows weigh as much as all."""
    return [
        {**row, "source.family": "post", "polarity": "positive", "modality": "asserted"}
        for row in rows(count, seed)
    ]


@pytest.fixture
def table(tmp_path):
    return write(tmp_path / "reports.csv", reports(300))


@pytest.fixture
def other(source, tmp_path):
    """The same case, into which the table is imported."""
    return Case.create(tmp_path / "other", agreement=source / "river.yaml", clock=lambda: NOW)


def standings(case, on):
    found = case.assess(Frame(as_of=on)).norms
    return {
        one.norm: (one.standing, one.performance, one.degree, [part.standing for part in one.parts])
        for one in found
    }


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_every_status_on_any_day_is_the_one_of_the_imported_table(case, other, tmp_path, seed):
    table = write(tmp_path / "reports.csv", reports(60, seed))
    attach(case, [table])
    other.import_file(table)
    for on in AS_OF:
        assert standings(case, on) == standings(other, on)


def test_only_the_likeliest_rows_become_claims_and_they_are_those_an_import_makes(case, other, table):
    done = attach(case, [table])[0]
    other.import_file(table)
    made = {claim.claim_id for claim in case.ledger.claims()}
    assert len(made) == done.added
    assert 0 < done.added < done.rows == 300
    assert made < {claim.claim_id for claim in other.ledger.claims()}


def test_the_counts_are_those_of_the_register_of_the_imported_table(case, other, table):
    attach(case, [table])
    other.import_file(table)
    counted = {
        (one.bearing, one.party): one.rows for one in case.assess(FRAME).counted if one.norm == "no-fire"
    }
    slow = {}
    for entry in other.assess(FRAME).violations:
        if entry.norm == "no-fire":
            parties = (None, *(entry.committed_by if entry.bearing == "breach" else ()))
            for party in parties:
                slow[entry.bearing, party] = slow.get((entry.bearing, party), 0) + 1
    # An event that began before the window, or ends after it, is counted with the days that lie in it.
    assert counted.keys() == slow.keys()
    assert all(abs(counted[key] - slow[key]) <= 12 for key in slow)


def test_the_rows_behind_a_count_can_be_told(case, table):
    attach(case, [table])
    source = Source(table)
    setup, _ = setup_of(case, FRAME, table, source.schema)
    imported = Case.create(table.parent / "third", agreement=case.agreement_folder / "agreement.yaml")
    imported.import_file(table)
    shown = {
        int(entry.claims[0].rests_on.split("row ")[1]): entry
        for entry in imported.assess(FRAME).violations
        if entry.norm == "no-fire" and entry.bearing == "breach"
    }
    wanted = Wanted("no-fire", lambda line: line.bearing == "breach" and not line.party)
    found = {one.row: one for one in rows_of(setup, source, wanted)}
    assert found.keys() == shown.keys()
    for row, one in found.items():
        assert one.p_inside == pytest.approx(shown[row].p_inside, abs=0.01)
        assert set(one.parties) == set(shown[row].committed_by)
        assert (one.start, one.end) == (shown[row].start, shown[row].end)


def test_rows_are_told_by_party_and_day(case, table):
    source = Source(table)
    setup, _ = setup_of(case, FRAME, table, source.schema)
    first, last = date(2020, 3, 10), date(2020, 3, 12)
    wanted = Wanted("no-fire", lambda line: line.party == "south", first, last)
    found = list(rows_of(setup, source, wanted))
    assert found
    assert all("south" in one.parties and one.start <= last and one.end >= first for one in found)


def test_a_parquet_table_makes_the_same_claims(case, other, table, tmp_path):
    words = csv.ConvertOptions(column_types={"time.start": pa.string(), "time.end": pa.string()})
    path = tmp_path / "reports.parquet"
    parquet.write_table(csv.read_csv(table, convert_options=words), path)
    attach(case, [path])
    attach(other, [table])
    without_file = [
        [claim.model_dump(exclude={"claim_id", "evidence"}) for claim in one.ledger.claims()]
        for one in (case, other)
    ]
    assert without_file[0] == without_file[1]


def test_what_is_detached_is_gone_from_statuses_register_and_counts(case, table):
    before = case.assess(FRAME)
    attach(case, [table])
    assert case.assess(FRAME).violations
    gone = detach(case, "reports.csv", by="ana", why="the file was a draft")
    after = case.assess(FRAME)
    assert gone.withdrawn > 0
    assert after.norms == before.norms
    assert not after.violations
    assert not after.tables
    assert not after.counted


def test_an_assessment_made_while_it_was_attached_still_replays(case, table):
    attach(case, [table])
    made = case.assess(FRAME)
    detach(case, "reports.csv", by="ana", why="the file was a draft")
    assert made.counted
    assert case.replay(made)


def test_before_it_was_attached_nobody_knew_of_it(source, tmp_path, table):
    moments = iter(NOW + timedelta(hours=hour) for hour in range(1000))
    case = Case.create(tmp_path / "clocked", agreement=source / "river.yaml", clock=lambda: next(moments))
    attach(case, [table])
    early = case.assess(Frame(as_of=FRAME.as_of, known_at=NOW))
    late = case.assess(Frame(as_of=FRAME.as_of, known_at=datetime(2020, 7, 30, tzinfo=UTC)))
    assert (early.tables, early.counted, early.violations) == ((), (), ())
    assert late.counted


def test_attached_again_its_claims_stand_again(case, table):
    attach(case, [table])
    whole = case.assess(FRAME)
    detach(case, "reports.csv", by="ana", why="was it a draft?")
    done = attach(case, [table], by="ana")[0]
    again = case.assess(FRAME)
    assert done.already_there == 0
    assert again.counted == whole.counted
    assert [one.standing for one in again.norms] == [one.standing for one in whole.norms]
    assert [one.claims for one in again.violations] == [one.claims for one in whole.violations]


def test_a_claim_that_a_person_withdrew_stays_withdrawn(case, table):
    attach(case, [table])
    wrong = next(iter(case.ledger.claims()))
    case.ledger.decide(wrong.claim_id, Status.WITHDRAWN, "ben", "the village is another one")
    detach(case, "reports.csv", by="ana", why="was it a draft?")
    attach(case, [table], by="ana")
    assert case.ledger.claim(wrong.claim_id).status is Status.WITHDRAWN


def test_imported_after_it_was_detached_every_row_counts(case, other, table):
    other.import_file(table)
    attach(case, [table])
    detach(case, "reports.csv", by="ana", why="to be imported")
    dry = case.import_file(table, dry_run=True)
    done = case.import_file(table)
    assert (done.added, done.message) == (len(list(other.ledger.claims())), dry.message)
    assert dry.added == done.added
    for on in AS_OF:
        assert standings(case, on) == standings(other, on)
    assert {one.status for one in case.ledger.claims()} == {Status.ACCEPTED}
    assert case.import_file(table).added == 0


def test_one_table_under_two_names_is_not_attached_at_once(case, table, tmp_path):
    copy = tmp_path / "copy.csv"
    copy.write_bytes(table.read_bytes())
    for pair in ([table, copy], [table, table]):
        with pytest.raises(InputError, match="nothing is counted twice"):
            attach(case, pair)
    assert list(case.ledger.claims()) == []


def test_a_table_is_attached_or_imported_and_never_twice(case, other, table):
    attach(case, [table])
    with pytest.raises(InputError, match="is attached already; nothing is counted twice"):
        attach(case, [table])
    with pytest.raises(InputError, match="is attached to the case: its rows count already"):
        case.import_file(table)
    other.import_file(table)
    with pytest.raises(InputError, match="was imported on 2020-06-01: its rows are claims already"):
        attach(other, [table])


def test_of_several_files_nothing_is_kept_where_one_is_bad(case, table, tmp_path):
    bad = write(tmp_path / "bad.csv", [])
    bad.write_text("lon,lat\n1,2\n", encoding="utf-8")
    position = case.ledger.position
    with pytest.raises(InputError, match=r"bad\.csv"):
        attach(case, [table, bad])
    assert case.ledger.position == position
    assert tables_of(case.ledger) == ()


def test_a_table_is_detached_by_its_name_or_digest_and_no_other(case, table):
    done = attach(case, [table])[0]
    with pytest.raises(InputError, match=r"no table 'post.csv' is attached \(allowed: reports.csv"):
        detach(case, "post.csv", by="ana", why="?")
    assert detach(case, done.sha256[:8], by="ana", why="a draft").name == "reports.csv"


def test_a_format_that_cannot_be_attached_is_told(case, tmp_path):
    path = tmp_path / "reports.arrow"
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"no table that can be attached \(allowed: .parquet, .csv"):
        attach(case, [path])


def test_a_table_counted_for_another_encoding_is_named_and_not_used(case, table):
    attach(case, [table])
    file = case.agreement_folder / "agreement.yaml"
    file.write_text(file.read_text().replace("revision: 1", "revision: 2"))
    found = Case.open(case.folder, clock=lambda: NOW).assess(FRAME)
    assert [one.used for one in found.tables] == [False]
    assert found.counted == ()


def test_a_table_counted_for_zones_that_are_drawn_otherwise_now_is_named_and_not_used(case, table):
    attach(case, [table])
    file = case.agreement_folder / "zones" / "strip.geojson"
    file.write_text(file.read_text().replace("36.5", "36.4"))
    found = Case.open(case.folder, clock=lambda: NOW).assess(FRAME)
    assert [one.used for one in found.tables] == [False]
    assert found.counted == ()


def test_under_each_depth_of_a_zone_the_counts_are_its_own(source, tmp_path, table):
    text = (source / "river.yaml").read_text()
    band = """  - id: band
    shape: band
    along: front
    depth_km: {reading: depth, near: 2, far: 12}
    geometry: {status: agreed}
gazetteer"""
    readings = "readings:\n  depth: {near: 2 km, far: 12 km}\ngazetteer"
    text = text.replace("gazetteer", band, 1).replace("gazetteer", readings, 1)
    (source / "river.yaml").write_text(text.replace("by: [north, south], where: strip", "where: band"))
    case = Case.create(tmp_path / "deep", agreement=source / "river.yaml", clock=lambda: NOW)
    attach(case, [table])
    expected = {}
    for depth in ("near", "far"):
        frame = Frame(as_of=FRAME.as_of, readings={"depth": depth})
        counted = [one for one in case.assess(frame).counted if one.norm == "no-fire" and not one.party]
        expected[depth] = sum(one.expected for one in counted)
        imported = sum(entry.p_inside for entry in case.assess(frame).violations if entry.norm == "no-fire")
        assert expected[depth] >= 0.95 * imported
    assert expected["far"] > 2 * expected["near"]


def test_without_pyarrow_it_says_what_the_counts_need(case, table, monkeypatch):
    attach(case, [table])
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"needs pyarrow: pip install 'truceline\[tables\]'"):
        case.assess(FRAME)
