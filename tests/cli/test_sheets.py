from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.cli.making import assessment, cited, entry, part, proof, status

from truceline.assess.result import Branch, Due, Posture, PostureEntry, Standing
from truceline.cli.sheets import remarks, words
from truceline.cli.sheets.flat import csv_text
from truceline.cli.sheets.incidents import incidents_of, killed
from truceline.cli.sheets.matrix import due, matrix
from truceline.cli.sheets.posture import silent
from truceline.cli.sheets.register import grouped, summary
from truceline.cli.sheets.supposed import part_is_supposed
from truceline.places.gazetteer import Entry, Gazetteer
from truceline.places.provinces import province_names

SHARES = st.floats(0, 1)
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


def printed(*parts, width=100):
    console = Console(width=width, no_color=True)
    with console.capture() as page:
        for one in parts:
            console.print(one)
    return page.get()


# --- words -------------------------------------------------------------------------------------


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_a_doubt_is_never_rounded_away(p):
    assert words.chance(p) not in {"0%", "100%"}


CHANCES = [(None, "?"), (0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.999, "99%")]


@pytest.mark.parametrize(("p", "told"), CHANCES)
def test_a_chance_is_told_in_per_cent(p, told):
    assert words.chance(p) == told


@given(st.tuples(SHARES, SHARES).map(sorted).map(tuple))
def test_a_degree_is_one_share_or_two(degree):
    assert words.share(degree).endswith("%")


@given(DAYS, st.integers(0, 400))
def test_days_are_one_or_two_iso_days(start, length):
    end = start + timedelta(days=length)
    ends = dict.fromkeys([start.isoformat(), end.isoformat()])
    assert words.days(start, end).split("/") == list(ends)


def test_open_ends_of_days_are_shown_as_open():
    day = date(2030, 1, 5)
    assert [words.days(day, None), words.days(None, day), words.days(None, None)] == [
        "2030-01-05/",
        "/2030-01-05",
        "undated",
    ]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=5).map("-".join))
def test_a_long_id_is_broken_at_its_hyphens_and_nowhere_else(name):
    lines = words.folded(name, 10).split("\n")
    assert "".join(lines) == name
    assert all(len(line) <= 10 for line in lines)


# --- the matrix --------------------------------------------------------------------------------


def test_the_days_a_rule_may_still_choose_between_are_joined_by_or():
    days = (Due(by=date(2030, 1, 10), source="text", certain=False), Due(by=date(2030, 1, 20), source="rule"))
    assert due(status(due=days)) == "2030-01-10 or 2030-01-20"


def test_one_unsure_day_is_told_as_perhaps():
    assert due(status(due=(Due(by=date(2030, 1, 10), source="rule", certain=False),))) == "perhaps 2030-01-10"


@pytest.mark.parametrize("count", [1, 3, 6, 7, 12])
def test_the_matrix_fits_a_page_whatever_the_number_of_parties(count):
    parties = [f"a-rather-long-party-{number}" for number in range(count)]
    name = "coordinated-withdrawal-of-all-heavy-weapons"
    norm = status(name, bearers=tuple(parties), standing=Standing.BREACHED_IN_PART)
    sheet, _ = matrix(assessment(norm), parties, 100)
    lines = printed(sheet, width=100).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 100
    assert all(party.split("-")[-1] in printed(sheet) for party in parties)


def test_a_party_neither_bound_nor_answerable_has_a_dash():
    norm = status(bearers=("north",), answerable=("mission",))
    sheet, _ = matrix(assessment(norm), ["north", "mission", "east"], 100)
    cells = printed(sheet).splitlines()[2].split()
    assert cells[-2:] == ["answers", "-"]


# --- remarks -----------------------------------------------------------------------------------


def test_open_branches_name_what_each_hangs_on():
    norm = status(
        standing=Standing.UNRESOLVED,
        branches=(
            Branch(standing=Standing.BREACHED, condition="if the text stands alone"),
            Branch(standing=Standing.NOT_YET_DUE, condition="the month applies"),
        ),
    )
    told = printed(*remarks.open_branches([norm]))
    assert "guns-out: breached if the text stands alone" in told
    assert "guns-out: not yet due if the month applies" in told


def test_a_remark_on_several_norms_is_told_once():
    told = printed(*remarks.marks([status("a", marks=("no date",)), status("b", marks=("no date",))]))
    assert told.split("\n")[2] == "no date: a, b"


def test_claims_left_out_are_counted_by_reason():
    one = assessment()
    considered = one.considered.model_copy(update={"given": 9, "seen": 3, "not_yet_known": 4, "overtaken": 2})
    told = printed(*remarks.considered(one.model_copy(update={"considered": considered})))
    assert "3 of 9 claims on record by then considered, 4 not yet known then, 2 overtaken." in told


# --- the register ------------------------------------------------------------------------------


def test_an_incident_under_two_norms_is_one_incident_with_both():
    one, other = entry("1", ["a"]), entry("2", ["a"], norm="ceasefire", bearing="no_breach")
    (incident,) = incidents_of([other, one])
    assert [e.norm for e in incident.entries] == ["no-shelling", "ceasefire"]
    assert incident.standing == "confirmed"


def test_reports_that_may_repeat_each_other_stay_two():
    twins = [entry("1", ["a"], may_repeat=("2",)), entry("2", ["b"], may_repeat=("1",))]
    assert len(incidents_of(twins)) == 2


def test_a_norm_with_two_checks_keeps_its_gravest_entry():
    mild = entry("1", ["a"], bearing="no_breach", status="opened")
    (incident,) = incidents_of([mild, entry("2", ["a"])])
    assert [e.entry_id for e in incident.entries] == ["2"]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=8))
def test_joining_loses_no_claim_and_invents_none(claims):
    entries = [entry(str(number), [claim], norm=f"norm-{number % 2}") for number, claim in enumerate(claims)]
    assert {incident.main.claims[0].claim_id for incident in incidents_of(entries)} == set(claims)
    assert len(incidents_of(entries)) == len(set(claims))


def test_the_killed_are_summed_once_for_each_incident_from_least_to_most():
    entries = [
        entry("1", ["a"], killed=(2, 3, 5)),
        entry("2", ["a"], norm="ceasefire", killed=(2, 3, 5)),
        entry("3", ["b"], killed=(None, 4, None)),
        entry("4", ["c"], killed=(5, 3, 1)),
        entry("5", ["d"]),
    ]
    assert killed(incidents_of(entries)) == (2 + 4 + 1, 5 + 4 + 5)


def test_all_counts_each_incident_once_even_by_norm():
    entries = [entry("1", ["a"]), entry("2", ["a"], norm="ceasefire")]
    last = printed(summary(grouped(entries, "norm"))).splitlines()[-1].split()
    assert last[:2] == ["all", "1"]


def test_provinces_spelt_differently_can_share_a_heading():
    spellings = ("Hillside", "Hillside Governorate", None)
    entries = [entry(str(number), [str(number)], adm1=name) for number, name in enumerate(spellings)]
    groups = grouped(entries, "governorate", lambda name: name.split()[0])
    assert list(groups) == ["Hillside", "governorate not given"]


ENTRY = Entry("Hillside", 40.0, 22.0, 1000.0, "town", "Hill Country", "curated")


@pytest.mark.parametrize("name", ["Hillside", "HILLSIDE Governorate", "hillside province"])
def test_a_province_goes_by_the_name_in_the_case_s_own_list(name):
    assert province_names(Gazetteer({"hillside": (ENTRY,)}))(name) == "Hill Country"


def test_a_province_that_no_list_knows_keeps_its_name():
    assert province_names(Gazetteer())("Elsewhere Oblast") == "Elsewhere Oblast"


# --- suppositions ------------------------------------------------------------------------------


def test_only_the_part_whose_proof_cites_a_supposition_is_starred():
    supposed = part("north", proof(proof(supporting=(cited("x", supposed=True),))))
    plain = part("south", proof(opposing=(cited("y"),)))
    norm = status(parts=(supposed, plain), supposed=True)
    assert [part_is_supposed(norm, one) for one in norm.parts] == [True, False]


def test_a_supposition_that_works_through_a_rule_stars_every_part():
    norm = status(parts=(part("north"), part("south")), supposed=True)
    assert all(part_is_supposed(norm, one) for one in norm.parts)


def test_nothing_is_starred_where_nothing_is_supposed():
    norm = status(parts=(part("north"),))
    assert not part_is_supposed(norm, norm.parts[0])


# --- postures ----------------------------------------------------------------------------------


def test_silence_is_told_in_a_line_for_each_party():
    entries = [PostureEntry(party="north", norm=norm, posture=Posture.SILENT) for norm in ("a", "b")]
    assert silent(entries) == ["north is silent on a, b."]


def test_no_cell_of_a_csv_becomes_a_formula():
    rows = [{"place": "=HYPERLINK(1)", "of": ("-1", "b"), "km": -1.5, "known": None, "yes": True}]
    told = csv_text(rows, ["place", "of", "km", "known", "yes"])
    assert told == "place,of,km,known,yes\n'=HYPERLINK(1),'-1 b,-1.5,,true\n"
