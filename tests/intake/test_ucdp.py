"""UCDP GED: columns by name in any version, both sides of a fight, tolls kept and flagged."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from datetime import date

import pytest
from tests.intake.making import BOUNDS, packed, table

from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade

ROW = {
    "id": "7001.0",
    "type_of_violence": "1.0",
    "side_a": "Government of Northland",
    "side_b": "River Front, Hill Brigade",
    "source_office": "Wire;Daily Post;Wire",
    "source_date": "2020-02-03;2020-02-05",
    "source_headline": "Shots at the ford",
    "where_prec": "2",
    "where_coordinates": "Ford town",
    "adm_1": "West",
    "adm_2": "Ford",
    "latitude": "11.5",
    "longitude": "42.25",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2020-02-02 00:00:00.000",
    "date_end": "2020-02-02",
    "deaths_a": "1",
    "deaths_b": "2.0",
    "deaths_civilians": "0",
    "deaths_unknown": "1",
    "low": "4",
    "best": "4",
    "high": "6",
}


def ged(*rows: dict[str, object], drop: tuple[str, ...] = (), rename: dict[str, str] | None = None) -> str:
    names = [name for name in ROW if name not in drop]
    filled = [{**ROW, **row} for row in rows]
    return table(
        [(rename or {}).get(name, name) for name in names], *[[row[name] for name in names] for row in filled]
    )


def test_a_battle_names_both_sides_and_blames_neither(take) -> None:
    taken = take(ged({"side_b": "River Front, Hill Brigade, Lowland Guard"}))
    claim = taken.claim
    assert taken.kinds == [(2, "unknown-party", "flagged")]
    assert claim.act == Act.CLASH
    assert claim.attribution_grade == AttributionGrade.NONE
    assert [(actor.text, actor.party) for actor in claim.actor] == [
        ("Government of Northland", "northland"),
        ("River Front", "river-front"),
        ("Hill Brigade", "hill-brigade"),
        ("Lowland Guard", None),
    ]
    assert claim.target == ()


def test_a_fight_between_groups_blames_neither_either(take) -> None:
    claim = take(ged({"type_of_violence": 2, "side_a": "RF", "side_b": "Hill Brigade"})).claim
    assert (claim.act, claim.attribution_grade) == (Act.CLASH, AttributionGrade.NONE)


def test_one_sided_violence_has_an_author_and_victims(take) -> None:
    claim = take(ged({"type_of_violence": 3, "side_b": "Civilians"})).claim
    assert (claim.act, claim.attribution_grade) == (Act.ATTACK, AttributionGrade.ASSESSED)
    assert claim.parties == {"northland"}
    assert [victim.text for victim in claim.target] == ["Civilians"]
    assert "attacked Civilians" in claim.says


def test_a_row_becomes_one_plain_sentence_with_place_time_and_toll(take) -> None:
    taken = take(ged({}))
    claim = taken.claim
    assert claim.says == (
        "Government of Northland and River Front, Hill Brigade fought at Ford town, West "
        "on 2020-02-02 - 4 killed (4 to 6)."
    )
    (place,) = claim.place
    assert (place.lat, place.lon, place.precision, place.adm1, place.adm2) == (11.5, 42.25, 2, "West", "Ford")
    assert (claim.time.start, claim.time.end, claim.time.kind) == (date(2020, 2, 2), date(2020, 2, 2), "on")
    assert claim.casualties.killed.best == 4
    assert claim.casualties.killed_combatants.best == 3
    assert claim.casualties.killed_civilians.best == 0
    assert claim.evidence.row == 2
    assert claim.evidence.file == taken.reading.sha256
    assert claim.evidence.quote == "Shots at the ford"
    assert claim.incident == "ucdp-ged:7001"
    assert claim.licence == "CC BY 4.0"


def test_offices_fold_into_one_family_and_two_of_them_corroborate(take) -> None:
    two, one, unclear = take(
        ged({"id": 1}, {"id": 2, "source_office": "WIRE ; wire (Facebook)"}, {"id": 3, "event_clarity": 2})
    ).claims
    assert (two.source.family, two.source.credibility, two.casualties.corroborated) == (
        "daily-post+wire",
        2,
        True,
    )
    assert (one.source.family, one.source.credibility, one.casualties.corroborated) == ("wire", 3, False)
    assert unclear.source.credibility == 3
    assert two.published_on == date(2020, 2, 5)


def test_a_row_without_an_office_is_flagged_and_counts_with_its_like(take) -> None:
    taken = take(ged({"source_office": ""}))
    assert taken.kinds == [(2, "missing-source", "flagged")]
    assert taken.claim.source.family == "ucdp-ged"


def test_nothing_is_published_before_it_happened(take) -> None:
    taken = take(ged({"source_date": "1753-01-01"}))
    assert taken.kinds == [(2, "published-earlier", "flagged")]
    assert taken.claim.published_on is None


def test_a_source_date_that_cannot_be_read_is_flagged(take) -> None:
    taken = take(ged({"source_date": "2020-02-03;spring"}))
    assert taken.kinds == [(2, "bad-date", "flagged")]
    assert taken.claim.published_on == date(2020, 2, 3)


def test_disordered_tolls_are_kept_as_given_and_flagged(take) -> None:
    taken = take(ged({"low": 9, "best": 3, "high": 6}))
    assert taken.kinds == [(2, "disordered-bounds", "flagged")]
    toll = taken.claim.casualties.killed
    assert (toll.low, toll.best, toll.high) == (9, 3, 6)


def test_the_row_of_hxl_tags_is_no_event(take) -> None:
    lines = ged({}).splitlines()
    tags = ",".join("#date+start" if name == "date_start" else "" for name in ROW)
    taken = take("\n".join([lines[0], tags, lines[1]]))
    assert taken.claim.evidence.row == 3
    assert taken.issues == []


def test_older_versions_name_their_columns_otherwise(take) -> None:
    old = ged({}, rename={"low": "low_est", "best": "BEST_EST", "high": "high_est", "id": "relid"})
    assert take(old).claim.casualties.killed.high == 6


def test_missing_columns_are_told_at_once_with_those_found(take) -> None:
    with pytest.raises(InputError) as caught:
        take(ged({}, drop=("latitude", "low")))
    (problem,) = caught.value.problems
    assert "missing columns: latitude, low" in problem.message
    assert "side_a" in problem.message


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"type_of_violence": 4}, "unknown-type"),
        ({"type_of_violence": ""}, "bad-number"),
        ({"date_start": "soon"}, "bad-date"),
        ({"date_start": "02/03/2020"}, "ambiguous-date"),
        ({"best": "several"}, "bad-number"),
        ({"best": "2.5"}, "bad-number"),
        ({"deaths_a": "-3"}, "bad-value"),
    ],
)
def test_a_row_that_cannot_be_read_is_skipped_with_its_number(take, change, kind) -> None:
    taken = take(ged(change, {"id": 2}))
    assert taken.kinds == [(2, kind, "skipped")]
    assert taken.claim.evidence.row == 3


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"where_prec": 9}, "bad-precision"),
        ({"where_prec": "near"}, "bad-precision"),
        ({"latitude": ""}, "missing-coordinates"),
        ({"latitude": "north"}, "bad-coordinates"),
        ({"latitude": 95, "longitude": 195}, "bad-coordinates"),
        ({"latitude": 120, "longitude": 11}, "swapped-coordinates"),
        ({"latitude": 42.25, "longitude": 11.5}, "swapped-coordinates"),
        ({"date_end": "2020-01-30"}, "reversed-dates"),
    ],
)
def test_a_doubtful_row_is_kept_without_what_is_doubtful(take, change, kind) -> None:
    taken = take(ged(change), bounds=BOUNDS)
    assert taken.kinds == [(2, kind, "flagged")]
    (place,) = taken.claim.place
    assert place.is_point == (kind in ("bad-precision", "reversed-dates"))
    assert (place.precision is None) == (kind == "bad-precision")
    assert (taken.claim.time.start is None) == (kind == "reversed-dates")
    assert place.text == "Ford town"


def test_points_outside_the_agreements_area_are_no_swaps(take) -> None:
    taken = take(ged({"latitude": 50, "longitude": 20}), bounds=BOUNDS)
    assert taken.issues == []
    assert taken.claim.place[0].lat == 50


def test_a_copied_row_is_skipped_and_a_reused_id_flagged(take) -> None:
    taken = take(ged({}, {}, {"best": 5}))
    assert taken.kinds == [(3, "duplicate-row", "skipped"), (4, "repeated-id", "flagged")]
    assert taken.issues[0].message == "the same as row 2"
    assert len(taken.claims) == 2


def test_sides_without_a_name_leave_no_actor(take) -> None:
    assert [one.text for one in take(ged({"side_b": "", "type_of_violence": 3})).claim.target] == [
        "Civilians"
    ]


def test_packed_and_plain_files_are_told_by_their_bytes(take) -> None:
    assert take(packed(ged({})), name="no-suffix").reading.kind == "ucdp-ged"


@pytest.mark.shared_data
def test_the_real_syria_file_gives_every_row_and_flags_the_disordered(take, shared_data) -> None:
    taken = take(shared_data / "ucdp-ged-syria-2016-2019.csv.gz")
    assert len(taken.claims) == 16_566
    counted = Counter((issue.kind, issue.effect) for issue in taken.issues)
    assert counted["disordered-bounds", "flagged"] == 101
    assert not any(effect == "skipped" for _, effect in counted)
    assert all(claim.place[0].is_point and claim.source.family != "ucdp-ged" for claim in taken.claims)


@pytest.mark.shared_data
def test_the_real_ukraine_file_reads_in_another_version_with_tags(take, shared_data) -> None:
    path = shared_data / "ucdp-ged-ukraine-2014-2019.csv.gz"
    taken = take(path)
    with gzip.open(path) as raw:
        known = [row["id"] for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8")) if row["id"]]
    assert [claim.incident for claim in taken.claims] == [f"ucdp-ged:{id_}" for id_ in known]
    assert len(taken.claims) == 1_167


@pytest.mark.parametrize("day", ["9999-12-31", "2101-01-01"])
def test_a_source_of_a_year_that_cannot_be_is_dropped_and_flagged(take, day) -> None:
    taken = take(ged({"source_date": day}))
    assert taken.kinds == [(2, "implausible-date", "flagged")]
    assert taken.claim.published_on is None


def test_an_event_of_a_year_that_cannot_be_is_skipped(take) -> None:
    taken = take(ged({"date_start": "0001-01-01", "date_end": "0001-01-01"}))
    assert taken.kinds == [(2, "bad-date", "skipped")]


def test_names_that_no_party_bears_are_told_once_each_and_only_beside_a_claim(take) -> None:
    strange = {"side_b": "Lowland Guard, Upland Guard"}
    taken = take(
        ged(
            {"id": 1, **strange, "date_start": "soon"},
            {"id": 2, **strange},
            {"id": 3, "side_b": "Lowland Guard"},
        )
    )
    assert taken.kinds == [
        (2, "bad-date", "skipped"),
        (3, "unknown-party", "flagged"),
        (3, "unknown-party", "flagged"),
    ]
