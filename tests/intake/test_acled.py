"""ACLED exports of both column sets: acts by sub-event type, rows that may not leave."""

from __future__ import annotations

from datetime import date

import pytest
from tests.intake.making import BOUNDS, table

from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade
from truceline.intake.acled import ACTS, UNMAPPED

ROW = {
    "event_id_cnty": "NOR7",
    "event_date": "02 February 2020",
    "time_precision": "1",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Northland (2011-)",
    "assoc_actor_1": "",
    "actor2": "RF: River Front",
    "assoc_actor_2": "",
    "interaction": "12",
    "admin1": "West",
    "admin2": "Ford",
    "location": "Ford town",
    "latitude": "11.5",
    "longitude": "42.25",
    "geo_precision": "3",
    "source": "Wire; Daily Post",
    "source_scale": "National",
    "notes": "Shells fell on the ford.",
    "fatalities": "2",
    "timestamp": "1581292800",
}


def acled(*rows: dict[str, object], upper: bool = False, drop: tuple[str, ...] = ()) -> str:
    names = [name for name in ROW if name not in drop]
    return table(
        [name.upper() if upper else name for name in names],
        *[[{**ROW, **row}[name] for name in names] for row in rows],
    )


def test_a_one_sided_act_has_its_author_and_its_target(take) -> None:
    taken = take(acled({}))
    claim = taken.claim
    assert taken.reading.kind == "acled"
    assert (claim.act, claim.attribution_grade) == (Act.SHELL, AttributionGrade.ASSESSED)
    assert claim.parties == {"northland"}
    assert [victim.party for victim in claim.target] == ["river-front"]
    assert claim.says == (
        "Military Forces of Northland (2011-) shelled RF: River Front "
        "at Ford town, West on 2020-02-02 - 2 killed."
    )
    assert (claim.place[0].precision, claim.time.precision) == (4, 1)
    assert (claim.source.family, claim.published_on) == ("daily-post+wire", date(2020, 2, 10))
    assert claim.evidence.quote == "Shells fell on the ford."


def test_no_row_may_ever_be_passed_on(take) -> None:
    claims = take(acled(*[{"sub_event_type": kind, "event_id_cnty": kind} for kind in ACTS])).claims
    assert len(claims) == len(ACTS)
    assert {claim.licence for claim in claims} == {"no-redistribution"}


def test_a_battle_names_both_sides_with_allied_parties_and_blames_nobody(take) -> None:
    claim = take(
        acled(
            {
                "sub_event_type": "Armed clash",
                "assoc_actor_2": "Hill Brigade; Farmers",
                "actor1": "RF",
                "actor2": "Military Forces of Northland (2011-)",
            }
        )
    ).claim
    assert claim.attribution_grade == AttributionGrade.NONE
    assert claim.parties == {"river-front", "northland", "hill-brigade"}
    assert "Farmers" not in [actor.text for actor in claim.actor]
    assert claim.target == ()


def test_an_agreement_is_made_by_both(take) -> None:
    claim = take(acled({"sub_event_type": "Agreement"})).claim
    assert claim.act == Act.AGREE
    assert claim.parties == {"northland", "river-front"}


def test_unidentified_gunmen_are_nobody_to_blame(take) -> None:
    claim = take(acled({"sub_event_type": "Attack", "actor1": "Unidentified Armed Group (Northland)"})).claim
    assert claim.attribution_grade == AttributionGrade.NONE


@pytest.mark.parametrize(
    "day", ["2020-02-25", "25 February 2020", "25-Feb-2020", "February 25, 2020", "25/02/2020"]
)
def test_every_style_of_date_that_means_one_day_is_read(take, day) -> None:
    assert take(acled({"event_date": day, "timestamp": ""})).claim.time.start == date(2020, 2, 25)


def test_a_date_that_may_mean_two_days_is_not_guessed(take) -> None:
    assert take(acled({"event_date": "02/03/2020"})).kinds == [(2, "ambiguous-date", "skipped")]


@pytest.mark.parametrize("kind", sorted(UNMAPPED))
def test_types_that_say_no_act_are_skipped_and_counted(take, kind) -> None:
    assert take(acled({"sub_event_type": kind})).kinds == [(2, "unmapped-type", "skipped")]


def test_a_type_that_is_not_acleds_is_told_apart(take) -> None:
    assert take(acled({"sub_event_type": "Dance"})).kinds == [(2, "unknown-type", "skipped")]


def test_exports_from_before_sub_event_types_are_read_by_event_type(take) -> None:
    taken = take(acled({"event_type": "Battle-No change of territory"}, drop=("sub_event_type",), upper=True))
    assert taken.claim.act == Act.CLASH


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"geo_precision": "7"}, "bad-precision"),
        ({"source": ""}, "missing-source"),
        ({"timestamp": "never"}, "bad-date"),
        ({"timestamp": "99999999999999999999"}, "bad-date"),
        ({"timestamp": "1500000000"}, "published-earlier"),
        ({"latitude": "42.25", "longitude": "11.5"}, "swapped-coordinates"),
    ],
)
def test_a_doubtful_row_is_kept_and_flagged(take, change, kind) -> None:
    taken = take(acled(change), bounds=BOUNDS)
    assert taken.kinds == [(2, kind, "flagged")]
    assert taken.claim.act == Act.SHELL


def test_a_row_without_a_toll_or_a_second_actor_still_says_what_happened(take) -> None:
    claim = take(acled({"fatalities": "", "actor2": ""})).claim
    assert claim.casualties is None
    assert "shelled (nobody else named)" in claim.says


def test_missing_columns_are_told_at_once(take) -> None:
    with pytest.raises(InputError, match="missing columns: actor2, latitude"):
        take(acled({}, drop=("latitude", "actor2")))


def test_a_quotation_mark_left_open_never_gives_a_row_the_next_ones_toll(take) -> None:
    first = acled({"notes": "OPEN"}).replace("OPEN", '"Shells fell, no more')
    rest = acled({"event_id_cnty": "NOR8", "fatalities": "30", "notes": "Q"}).splitlines()[1]
    last = acled({"event_id_cnty": "NOR9"}).splitlines()[1]
    for notes in ('"Shells."', 'Shells."', '"Shells, ""again""."'):
        taken = take(f"{first}{rest.replace('Q', notes)}\n{last}\n")
        assert [(kind, effect) for _, kind, effect in taken.kinds] == [("stray-quote", "skipped")], notes
        assert "2 lines" in taken.issues[0].message
        assert [claim.incident for claim in taken.claims] == ["acled:NOR9"]


def test_line_breaks_in_quoted_notes_are_text(take) -> None:
    notes = 'Shells fell, twice;\nthen "they" left, and came back,\nand left.'
    taken = take(acled({"notes": notes}))
    assert taken.issues == []
    assert taken.claim.evidence.quote == notes


def test_a_bracketed_country_is_nobody_to_blame_and_each_unknown_name_is_told_once(take) -> None:
    who = "Sole Perpetrator (Government of Northland)"
    taken = take(acled(*[{"actor1": who, "event_id_cnty": f"NOR{number}"} for number in range(5)]))
    assert [claim.parties for claim in taken.claims] == [set()] * 5
    assert taken.kinds == [(2, "unknown-party", "flagged")]


def test_the_point_nought_nought_is_an_empty_value(take) -> None:
    taken = take(acled({"latitude": "0", "longitude": "0.0"}))
    assert taken.kinds == [(2, "bad-coordinates", "flagged")]
    assert not taken.claim.place[0].is_point
