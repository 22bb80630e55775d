"""Forms made from the kinds of act: every kind can be asked; what is typed gives an act, or a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.console.one_table import Table

from truceline.case.names import Names
from truceline.errors import InputError
from truceline.mechanism.kinds import KINDS, deed_from
from truceline.publish.tongue.tongue import tongue
from truceline.web.console.mechanism_fields import Asking
from truceline.web.console.mechanism_probe import probe_values
from truceline.web.voice import Voice

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def asking(table: Table, kind: str, language: str = "en") -> Asking:
    agreement = table.held.case.agreement
    return Asking(kind, agreement, Voice(agreement, tongue(language), Names()), {})


def usual(table: Table) -> dict[str, str]:
    return {
        "agreement": table.held.case.agreement.id,
        "signer": "turkey-liaison",
        "party": "turkey",
        "made_at": NOW.isoformat(),
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_made_up_answers_make_an_act_of_every_kind(seen: Table, kind: str):
    values = probe_values(KINDS[kind], seen.held.case.agreement, NOW.date(), NOW)
    assert deed_from({**usual(seen), **values, "kind": kind}).name == kind


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_an_act_is_asked_for(seen: Table, kind: str):
    asked = {one.name.partition("__")[0] for one in asking(seen, kind).fields({})}
    needed = {name for name, info in KINDS[kind].model_fields.items() if info.is_required()}
    lat_lon = {"lat", "lon"} if "point" in asked else set()
    assert needed - {"kind", "agreement", "signer", "made_at"} <= asked | lat_lon


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_label_is_told_in_arabic(seen: Table, kind: str):
    for one in asking(seen, kind, "ar").fields({}):
        if not one.name.partition("__")[2]:  # the names of categories are the agreement's own
            assert any("\u0600" <= letter <= "\u06ff" for letter in one.label), one


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_whatever_is_typed_gives_an_act_or_tells_what_is_wrong(seen: Table, kind: str, data: st.DataObject):
    form = asking(seen, kind)
    typed = {}
    for one in form.fields({}):
        names = ("lat", "lon") if one.asks == "point" else (one.name,)
        values = [value for value, _ in one.choices] or [
            "2018-10-10",
            "2018-10-10T08:00",
            "7",
            "x-1",
            "-0.5",
            "{}",
        ]
        for name in names:
            answer = st.one_of(st.text(max_size=30), st.sampled_from(values))
            typed[name] = tuple(data.draw(st.lists(answer, max_size=2)))
    try:
        deed = form.deed(typed, usual(seen))
    except InputError as error:
        form.fields(typed, error.problems)
    else:
        assert deed.name == kind
        assert deed_from(deed.model_dump(mode="json", exclude_none=True)).content() == deed.content()


def test_what_a_field_holds_is_what_the_act_says(seen: Table):
    typed = {
        "patrol": ("north",), "zone": ("dmz",), "manner": ("joint",), "partners": ("russia", "iran"),
        "means": ("boat",), "starts": ("2018-10-10T08:00",), "ends": ("2018-10-10T12:30",), "note": ("x",),
        "route": ('{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}',),
        "sensitivity": ("secret",),
    }  # fmt: skip
    deed = asking(seen, "plan").deed(typed, usual(seen))
    plain = deed.model_dump(mode="json")
    assert plain["partners"] == ["russia", "iran"]
    assert plain["route"] == {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    local = seen.held.case.agreement.tempo.zone
    assert datetime.fromisoformat(plain["starts"]) == datetime(2018, 10, 10, 8, tzinfo=local)


def test_a_number_of_each_thing_becomes_one_list(seen: Table):
    typed = {
        "site": ("depot-9",), "holds__mortars": ("12",), "holds__artillery": ("3",), "holds__tanks": ("",),
        "lat": ("35.9",), "lon": ("36.6",), "radius_m": ("200",),
    }  # fmt: skip
    deed = asking(seen, "store").deed(typed, usual(seen))
    assert sorted(deed.model_dump()["holds"]) == ["artillery=3", "mortars=12"]
    assert deed.sensitivity == "secret"


def test_a_day_is_a_day(seen: Table):
    typed = {"where": ("idlib",), "on": ("2018-10-10",), "firings": ("0",)}
    assert asking(seen, "count").deed(typed, usual(seen)).model_dump()["on"] == date(2018, 10, 10)
    with pytest.raises(InputError) as found:
        asking(seen, "count").deed({**typed, "on": ("2018-02-30",)}, usual(seen))
    assert [one.field for one in found.value.problems] == ["on"]
