"""A setup is used again as long as all that it rests on stands as it stood, and no longer."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from truceline.bulk import keeping
from truceline.bulk.profiles import Meaning
from truceline.case import counting, setups
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame

FRAME = Frame(as_of=date(2020, 4, 20))
MAPPING = """
format: truceline/table/1
columns: {act: What, actor: Who, time.start: Day, place.lat: Lat, place.lon: Lon}
constants: {kind: event, source.id: forms, source.family: mission}
values:
  act: {Shelling: shell}
  actor: {Army: PARTY}
"""
COLUMNS = (
    *("kind", "act", "actor", "place.lon", "place.lat", "place.radius_m", "time.start"),
    *("source.id", "source.family", "says"),
)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(setups, "_setups", [])


def made(case, frame=FRAME, name="reports.csv", columns=COLUMNS, **options):
    schema = pa.schema([(column, pa.string()) for column in columns])
    return setup_of(case, frame, Path(name), schema, sha256="", **options)[0]


def test_table_after_table_of_a_case_has_one_setup(case):
    first = made(case)
    assert made(case, name="later.csv") is first
    assert made(Case.open(case.folder)) is first


@pytest.mark.parametrize(
    "otherwise",
    [
        {"frame": FRAME.on(date(2020, 4, 21))},
        {"frame": replace(FRAME, instruments=frozenset())},
        {"columns": (*COLUMNS, "target")},
        {"days": "first"},
        {"window": False},
        {"paces": True},
    ],
)
def test_whoever_asks_otherwise_has_a_setup_of_his_own(case, otherwise):
    first = made(case)
    assert made(case, **otherwise) is not first
    assert made(case) is first


def test_a_claim_that_is_entered_makes_another(case, claims_file):
    first = made(case)
    case.import_file(claims_file)
    second = made(case)
    assert second is not first
    assert second is made(case)


def test_a_zone_that_is_drawn_otherwise_makes_another(case):
    first = made(case)
    drawn = case.agreement_folder / "zones" / "strip.geojson"
    drawn.write_text(drawn.read_text().replace("36.5", "36.4"))
    assert made(Case.open(case.folder)) is not first


def test_what_is_entered_meanwhile_is_not_taken_for_what_stood_before(case, claims_file, monkeypatch):
    inquiry_of = counting.inquiry_of

    def entered(*asked):
        case.import_file(claims_file)
        return inquiry_of(*asked)

    monkeypatch.setattr(counting, "inquiry_of", entered)
    made(case)
    assert setups._setups == []


def test_a_setup_of_many_claims_is_not_kept(case, claims_file, monkeypatch):
    monkeypatch.setattr(setups, "_MOST_CLAIMS", 1)
    case.import_file(claims_file)
    assert made(case) is not made(case)


def test_a_setup_that_has_met_too_many_sorts_is_made_anew(case, monkeypatch):
    first = made(case)
    monkeypatch.setattr(setups, "_MOST_SORTS", 0)
    first.meanings["met",] = Meaning(())
    second = made(case)
    assert second is not first
    assert [known for _, known in setups._setups] == [second]


def test_a_setup_whose_index_was_removed_is_made_anew(case, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: tmp_path)
    first = made(case)
    assert made(case) is first
    for folder in tmp_path.glob("index-*"):
        shutil.rmtree(folder)
    second = made(case)
    assert second is not first
    assert [known for _, known in setups._setups] == [second]
    assert all((tmp_path / survey.kept_as).is_dir() for survey in second.periods.surveys)


def test_where_no_index_can_be_kept_a_setup_stands_all_the_same(case, monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: None)
    assert made(case) is made(case)


def test_claims_of_a_ledger_that_moved_on_go_from_memory(case, claims_file):
    before = made(case)
    case.import_file(claims_file)
    after = made(case)
    assert [known for _, known in setups._setups] == [after]
    assert after is not before


def test_words_that_were_withdrawn_go_from_memory(case, monkeypatch):
    made(case)
    monkeypatch.setattr(type(case.ledger), "erasures", 1)
    after = made(case)
    assert [known for _, known in setups._setups] == [after]


def test_a_mapping_that_says_otherwise_makes_another(case, tmp_path):
    mapping = tmp_path / "mapping.yaml"
    found = []
    for party in ("north", "north", "south"):
        mapping.write_text(MAPPING.replace("PARTY", party), encoding="utf-8")
        found.append(made(case, columns=("What", "Who", "Day", "Lat", "Lon"), mapping=mapping))
    assert found[0] is found[1]
    assert found[2] is not found[0]


def test_threads_that_ask_at_once_have_setups_alike(case):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: made(Case.open(case.folder)), range(4)))
    kept = made(case)
    assert len(setups._setups) == 1
    assert kept in found
    assert {len(one.obligations) for one in found} == {len(kept.obligations)}


def test_few_setups_are_kept(case):
    for day in range(1, 2 + setups._KEPT):
        made(case, FRAME.on(date(2020, 4, day)))
    assert len(setups._setups) == setups._KEPT
