from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.beside.making import HOSTILE, atlas, empty, facts, figures, quotes, released
from tests.publish.making import agreement, assessment, cited, entry, status

from truceline.assess.result import CountedEntry, TableRef
from truceline.publish.beside.figures import Figures, figures_of
from truceline.publish.beside.tables import Tables
from truceline.publish.report.facts import KEPT_BACK


def test_there_is_a_row_in_every_table_of_full_facts():
    told = figures()
    bare = {"counts", "forecasts", "fulfilments", "scores"}
    bare |= {"comparisons", "changes", "displacement", "infighting"}
    assert {table.name for table in told.each if not table.rows} == bare
    assert figures(empty()).tables.violations == ()


def test_an_obligation_is_a_promise_and_a_party_with_days_left_and_where_it_stood():
    north, south = figures().tables.obligations
    assert (north.party, north.party_name, north.owed) == ("north", "The North", "alone")
    assert (north.standing, north.degree_low, north.standing_before) == ("fulfilled", 1.0, "not_yet_due")
    assert (south.standing, south.party_name, south.answerable) == ("unproven", "The South", ("patron",))
    assert (south.deadline, south.deadline_certain, south.days_left) == (date(2030, 2, 1), False, -9)


def test_a_promise_that_is_not_divided_is_owed_jointly():
    now = assessment(norms=(status(),), violations=())
    assert {row.owed for row in figures(facts(now=now)).tables.obligations} == {"jointly"}


def test_a_promise_names_its_first_deadline_and_what_may_move_it():
    (row,) = figures().tables.promises
    assert (row.deadline, row.deadline_source) == (date(2030, 2, 1), "text")
    assert row.perhaps == ("2030-03-01 (grace)",)


def test_a_violation_keeps_who_did_it_and_who_answers_apart_and_its_bounds():
    (row,) = figures().tables.violations
    assert (row.committed_by, row.answerable) == (("north",), ("patron",))
    assert (row.killed_low, row.killed_best, row.killed_high) == (2, 3, 5)
    assert (row.kind, row.governorate, row.p_inside, row.in_period) == ("shell", "Riverland", 0.8, False)
    assert (row.reports, row.families, row.claims) == (1, ("press",), (f"{1:064x}",))


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (date(2030, 2, 3), date(2030, 2, 4), True),
        (date(2030, 2, 10), None, True),
        (None, date(2030, 2, 3), False),
        (date(2030, 2, 11), date(2030, 2, 12), False),
        (None, None, False),
    ],
)
def test_an_incident_is_of_the_period_where_its_days_touch_it(start, end, held):
    now = assessment(violations=(entry(start=start, end=end),))
    (row,) = figures(facts(now=now, quotes=quotes(now))).tables.violations
    assert row.in_period is held


def test_a_zone_has_its_status_its_uncertainty_and_its_depths():
    rows = {row.zone: row for row in figures().tables.zones}
    strip = rows["river-strip"]
    assert (strip.name, strip.status, strip.uncertainty_km, strip.along) == (
        "The strip",
        "undelineated",
        3,
        "front",
    )
    assert (strip.depth_least_km, strip.depth_most_km) == (5.0, 5.0)
    assert strip.area_km2 == pytest.approx(90.6 * 10 + 3.14159 * 25, rel=0.02)
    assert (rows["front"].depth_most_km, rows["front"].area_km2) == (None, None)


def test_a_zone_that_nobody_drew_says_so():
    told = figures_of(facts(), agreement(), atlas().__class__(agreement()))
    assert not any(row.is_drawn for row in told.tables.zones)


def test_what_attached_tables_count_has_its_row():
    count = CountedEntry(
        table="ged",
        sha256="a" * 64,
        norm="no-fire",
        check=1,
        what="fire",
        bearing="breach",
        start=date(2030, 1, 2),
        end=date(2030, 2, 2),
        rows=40,
        certain=10.5,
        inside=12,
        expected=13.25,
        low=1,
        best=2,
        high=3,
        least=0,
        most=9,
    )
    table = TableRef(
        name="ged", sha256="a" * 64, rows=50, issues=0, attached_at="2030-02-03T00:00:00Z", used=True
    )
    now = assessment(counted=(count,), tables=(table,))
    told = figures(facts(now=now, quotes=quotes(now)))
    (row,) = told.tables.counts
    assert (row.expected, row.certain, row.killed_best, row.party) == (13.25, 10.5, 2, None)
    assert any("two tables" in sentence for sentence in told.about.limits)


# Licences


def test_rows_whose_licence_forbids_passing_on_are_counted_and_stay():
    now = assessment(
        violations=(entry(1), entry(2, claims=(cited(2, family="acled", source="acled"), cited(3))))
    )
    kept = quotes(now)
    kept[f"{2:064x}"] = kept[f"{2:064x}"].model_copy(update={"licence": KEPT_BACK})
    told = figures(facts(now=now, quotes=kept))
    assert [row.entry for row in told.tables.violations] == ["e1"]
    assert told.notes["violations"] == ("1 row left out: the licence of acled lets nobody pass them on.",)
    assert "acled" not in told.tables.model_dump_json()


def test_a_row_names_the_licences_that_bind_whoever_passes_it_on():
    now = assessment(violations=(entry(1, claims=(cited(1), cited(2))),))
    (row,) = figures(facts(now=now, quotes=quotes(now, licence="CC BY 4.0"))).tables.violations
    assert row.licences == ("CC BY 4.0",)
    (row,) = figures(facts(now=now, quotes=quotes(now))).tables.violations
    assert row.licences == ()


def test_a_denial_that_may_not_be_passed_on_keeps_its_row_back_too():
    now = assessment(violations=(entry(1, against=(cited(4, family="acled"),)),))
    kept = quotes(now)
    kept[f"{4:064x}"] = kept[f"{4:064x}"].model_copy(update={"licence": KEPT_BACK})
    assert figures(facts(now=now, quotes=kept)).tables.violations == ()


def test_of_private_facts_a_claim_whose_licence_is_not_known_stays_and_of_released_ones_it_was_looked_at():
    assert figures(facts(quotes={})).tables.violations == ()
    assert figures(facts(quotes={})).tables.sightings == ()
    assert len(figures(facts(quotes={}, released=released())).tables.violations) == 1


def test_sightings_postures_and_corrections_are_kept_back_alike():
    told = facts()
    kept = {claim: quote.model_copy(update={"licence": KEPT_BACK}) for claim, quote in told.quotes.items()}
    held = figures(told.model_copy(update={"quotes": kept}))
    assert (held.tables.sightings, held.tables.postures, held.tables.violations) == ((), (), ())
    assert set(held.notes) == {"sightings", "postures", "violations", "corrections"}
    assert [row.position for row in held.tables.corrections] == [8]
    assert "Kept words" not in held.model_dump_json()


def test_what_is_secret_stays_and_its_source_is_not_named():
    now = assessment(violations=(entry(1, claims=(cited(1, family="agent"), cited(2))),))
    kept = quotes(now)
    kept[f"{1:064x}"] = kept[f"{1:064x}"].model_copy(update={"sensitivity": "secret", "licence": KEPT_BACK})
    told = figures(facts(now=now, quotes=kept))
    assert told.tables.violations == ()
    assert told.notes["violations"] == ("1 row left out: they rest on what is secret.",)
    assert "agent" not in told.model_dump_json()


def test_a_correction_of_what_is_secret_moves_standings_and_tells_no_words():
    (first, *_) = facts().corrections
    told = figures(facts(corrections=(first.model_copy(update={"is_secret": True, "says": "Hush."}),)))
    assert told.tables.corrections == ()
    assert [row.now for row in told.tables.moved] == ["unproven"]
    assert told.notes["corrections"] == ("1 row left out: they rest on what is secret.",)
    assert "Hush" not in told.model_dump_json()


def test_of_a_sighting_that_stays_the_number_alone_is_told():
    told = facts()
    assert figures(told).tables.withdrawals[0].deepest_km == 3.22
    kept = {claim: quote.model_copy(update={"licence": KEPT_BACK}) for claim, quote in told.quotes.items()}
    (row,) = figures(told.model_copy(update={"quotes": kept})).tables.withdrawals
    assert (row.sightings, row.deepest_km) == (1, None)


# Public facts


def test_a_public_release_says_how_it_was_made_and_what_was_left_out():
    about = figures(
        facts(released=released(licences=("acled",), left_out={"under the delay": 5, "secret": 0}))
    ).about
    assert about.is_public
    assert "Left out: 5 (under the delay)." in about.limits
    assert "Left out: fewer than 5 (secret)." in about.limits
    assert "Counted and not passed on: acled." in about.limits


# Whatever is written


def test_hostile_text_is_harmless_in_every_table():
    now = assessment(
        norms=(status(title=HOSTILE, marks=(HOSTILE,)),),
        violations=(entry(place=HOSTILE, target=(HOSTILE,), reason=HOSTILE),),
    )
    told = figures(facts(now=now, quotes=quotes(now), title=HOSTILE)).model_dump_json()
    assert not set("\x00\x07\r\u202e\u2066") & set(told)
    assert "\\u0000" not in told


def test_the_document_round_trips_and_fits_its_schema():
    told = figures()
    assert Figures.model_validate_json(told.model_dump_json()) == told
    schema = Figures.model_json_schema(mode="serialization")
    assert set(schema["$defs"]["Tables"]["properties"]) == set(Tables.model_fields)


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.dates(date(2029, 1, 1), date(2031, 1, 1))),
            st.integers(0, 10**6),
            st.text(max_size=30),
            st.sampled_from([None, KEPT_BACK, "cc-by"]),
        ),
        max_size=8,
    )
)
def test_every_entry_is_either_told_with_its_figures_or_counted_as_kept_back(rows):
    entries = tuple(
        entry(
            number, start=day, end=day, killed=(killed, killed, killed), place=place, claims=(cited(number),)
        )
        for number, (day, killed, place, _) in enumerate(rows)
    )
    now = assessment(norms=(), violations=entries)
    words = quotes(now)
    for number, (_, _, _, licence) in enumerate(rows):
        claim = f"{number:064x}"
        words[claim] = words[claim].model_copy(update={"licence": licence})
    told = figures(facts(now=now, quotes=words))
    allowed = [(f"e{n}", killed) for n, (_, killed, _, licence) in enumerate(rows) if licence != KEPT_BACK]
    assert [(row.entry, row.killed_best) for row in told.tables.violations] == allowed
    kept = sum(int(note.partition(" ")[0]) for note in told.notes.get("violations", ()))
    assert len(allowed) + kept == len(rows)
