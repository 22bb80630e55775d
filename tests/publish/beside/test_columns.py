from __future__ import annotations

import re
from typing import get_args

import pytest

from truceline.publish.beside.columns import columns_of
from truceline.publish.beside.incidents import ViolationRow
from truceline.publish.beside.promises import PromiseRow
from truceline.publish.beside.tables import Tables

ROWS = {name: get_args(field.annotation)[0] for name, field in Tables.model_fields.items()}
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")

CORE = frozenset([
    "access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary",
    "capacity", "cause", "channel", "contact", "country", "crisis", "currency", "date", "delivery",
    "description", "event", "frequency", "geo", "group", "impact", "indicator", "inneed", "item",
    "loc", "meta", "modality", "need", "operations", "org", "output", "population", "reached",
    "region", "respondee", "sector", "service", "severity", "status", "subsector", "targeted",
    "value",
])  # fmt: skip
"""The core hashtags of the Humanitarian Exchange Language 1.1."""


@pytest.mark.parametrize("name", ROWS)
def test_every_tag_is_of_the_standard_and_repeats_no_attribute(name: str):
    for column in columns_of(ROWS[name]):
        hashtag, *attributes = column.hxl.removeprefix("#").split("+")
        assert hashtag in CORE, column
        assert len(set(attributes)) == len(attributes), column


@pytest.mark.parametrize("name", ROWS)
def test_every_column_says_what_it_means_and_has_a_tag_of_its_own(name: str):
    columns = columns_of(ROWS[name])
    assert all(column.means.endswith(".") for column in columns)
    assert all(TAG.fullmatch(column.hxl) for column in columns)
    assert len({column.hxl for column in columns}) == len(columns)


@pytest.mark.parametrize("name", ROWS)
def test_a_share_a_distance_and_a_figure_of_persons_name_their_unit(name: str):
    for column in columns_of(ROWS[name]):
        if column.name.endswith("_km"):
            assert column.unit == "km", column
        if column.name in ("p_inside", "covered", "degree_low"):
            assert column.unit == "share, 0-1", column
        if column.hxl.startswith("#affected"):
            assert column.unit == "persons", column


def test_kinds_are_read_from_the_types():
    kinds = {column.name: column.kind for column in (*columns_of(ViolationRow), *columns_of(PromiseRow))}
    assert kinds["entry"] == kinds["incident"] == kinds["mode"] == "text"
    assert (kinds["start"], kinds["lat"], kinds["killed_low"]) == ("date", "number", "integer")
    assert (kinds["in_period"], kinds["deadline_certain"], kinds["claims"]) == ("boolean", "boolean", "list")


def test_the_schema_has_meaning_unit_and_tag():
    told = ViolationRow.model_json_schema()["properties"]["radius_km"]
    assert told["description"] == "How far from the point it may truly be."
    assert (told["unit"], told["hxl"]) == ("km", "#geo+radius+num")
