"""Where violence went, infighting and provinces of an attached table are those of the same table imported."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from tests.case.conftest import NOW, line, write_source
from tests.case.test_attaching import reports

from truceline.bulk import attachment
from truceline.case.attaching import attach
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.outlook.document import outlook_of
from truceline.outlook.stage import Stage
from truceline.publish.charts.page import outlook_page

TABLE = "reports.csv"
FRAME = Frame(as_of=date(2020, 4, 20))
LATE = Frame(as_of=date(2020, 5, 20))
EDGE = date(2020, 3, 25)
"""Reports of many days begin later: of claims those count that lie whole in the days looked at."""
PROVINCES = ("Riverside", "Hills", "")


def told(count, seed):
    """Reports of a day each, and now and then of many; some far off, in three provinces or none."""
    for number, row in enumerate(reports(count, seed)):
        start = date.fromisoformat(row["time.start"])
        last = start + timedelta(days=9 if number % 17 == 0 and start > EDGE else 0)
        place = {"place.lat": "36.5"} if number % 5 == 0 else {}
        yield {
            **row,
            **place,
            "source.family": "post",
            "time.end": last.isoformat(),
            "time.kind": "on",
            "place.adm1": PROVINCES[number % 3],
        }


@pytest.fixture
def both(tmp_path):
    """The same table attached to one case and imported into another."""
    source = write_source(tmp_path / "source")

    def bring(seed=7):
        given = list(told(900, seed))
        with (tmp_path / TABLE).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(given[0]))
            writer.writeheader()
            writer.writerows(given)
        one, other = (
            Case.create(tmp_path / name, agreement=source / "river.yaml", clock=lambda: NOW)
            for name in ("attached", "imported")
        )
        attach(one, [tmp_path / TABLE])
        other.import_file(tmp_path / TABLE)
        return one, other

    return bring


@pytest.mark.parametrize("seed", [7, 8])
def test_where_violence_went_is_as_of_the_imported_table(both, seed):
    ours, theirs = (outlook_of(case, FRAME).displacement for case in both(seed))
    assert {one.table for one in ours} == {TABLE}
    assert [(one.norm, one.zone, one.ring) for one in ours] == [
        (one.norm, one.zone, one.ring) for one in theirs
    ]
    for one, other in zip(ours, theirs, strict=True):
        assert other.before + other.since > 1
        assert (one.before, one.since) == (
            pytest.approx(other.before, abs=0.1),
            pytest.approx(other.since, abs=0.1),
        )
        assert one.excess == pytest.approx(other.excess, abs=0.01)
        assert one.ratio.ratio == pytest.approx(other.ratio.ratio, rel=0.02)


def test_infighting_is_as_of_the_imported_table(both):
    ours, theirs = (outlook_of(case, LATE).infighting for case in both())
    assert {one.side for one in theirs} == {"north", "south"}
    for one, other in zip(ours, theirs, strict=True):
        assert (one.side, one.where, one.table) == (other.side, other.where, TABLE)
        for name in ("events", "killed", "before", "share"):
            assert getattr(one, name) == pytest.approx(getattr(other, name), abs=0.1)


def test_each_province_has_the_series_of_the_imported_table(both):
    ours, theirs = (
        next(one for one in Stage.of(case, FRAME).strands() if one.name.party is None) for case in both()
    )
    assert ours.provinces.keys() == theirs.provinces.keys() == set(PROVINCES)
    for name, series in theirs.provinces.items():
        assert series.sum() > 1
        assert ours.provinces[name] == pytest.approx(series, abs=0.02)
    assert sum(ours.provinces.values()) == pytest.approx(ours.expected, abs=1e-3)


def test_forecasts_by_province_name_their_table(both):
    ours, theirs = (outlook_of(case, FRAME) for case in both())
    told = {(one.province, one.days, one.why) for one in ours.unsaid_by_province}
    assert told == {(one.province, one.days, one.why) for one in theirs.unsaid_by_province}
    assert {one.table for one in (*ours.by_province, *ours.unsaid_by_province)} == {TABLE}


def test_claims_and_a_table_are_never_added_up(both, tmp_path):
    attached, _ = both()
    before = outlook_of(attached, FRAME).displacement
    (tmp_path / "more.jsonl").write_text("".join(line(number) for number in range(5)))
    attached.import_file(tmp_path / "more.jsonl")
    found = outlook_of(attached, FRAME).displacement
    assert [one.table for one in found] == [None] * 3 + [TABLE] * 3
    assert found[0].since == 5
    assert [(one.before, one.since) for one in found[3:]] == [(one.before, one.since) for one in before]


def test_a_table_attached_before_these_were_counted_is_named(both, monkeypatch):
    attached, _ = both()
    # As an older truceline wrote it down: the format alone tells that nothing of this is in it.
    monkeypatch.setattr(attachment, "FORMAT", "truceline/attachment/4")
    monkeypatch.setattr(attachment, "OLDER", (*attachment.OLDER, "truceline/attachment/3"))
    found = outlook_of(attached, FRAME)
    assert (found.counted, found.counted_in_part, found.infighting) == ((TABLE,), (TABLE,), ())
    assert {one.table for one in found.displacement} == {None}
    assert {one.table for one in found.comparisons} == {TABLE}


def test_a_page_tells_the_table_beside_each_figure(both):
    attached, _ = both()
    frame_outlook = outlook_of(attached, FRAME)
    page = outlook_page(attached.agreement, frame_outlook, Stage.of(attached, FRAME).strands())
    assert f"(table {TABLE})" in page
    assert "Riverside" in page
    assert "know no provinces" not in page
