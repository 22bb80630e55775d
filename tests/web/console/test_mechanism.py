"""What each person sees of the mechanism, on every page of it."""

from __future__ import annotations

import re

import pytest
from tests.life.cells import CAST
from tests.life.script import WITHHELD
from tests.web.api.posting import ROOT
from tests.web.console.one_table import Table

from truceline.mechanism.kinds import KINDS
from truceline.mechanism.sight import Viewer

AHEAD = {
    "patrol": "night-road", "zone": "dmz", "manner": "coordinated", "partners": "russia",
    "starts": "2030-01-01T08:00", "ends": "2030-01-01T12:00", "note": "kanarienvogel by the mill",
}  # fmt: skip
PAGES = (
    "mechanism",
    "mechanism?sort=tally",
    "mechanism?sort=message",
    "mechanism/counts",
    "mechanism/boundary/dmz",
    "mechanism/boundary/dmz/lines.geojson",
    "mechanism/extension/month",
    "mechanism/inquiry/jarjanaz-1",
    "mechanism/withdrawal/guns-opposition",
    "mechanism/meeting/weekly-1",
    "mechanism/patrol/wide-look",
    "withdrawals",
)
ACTING = ("mechanism/key", "mechanism/forms", "mechanism/new/send", "mechanism/boundary/dmz/drawings")
EVERYBODY = (*CAST, "auditor", "iran-liaison")


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_with_a_role_reads_the_mechanism(seen: Table, name: str):
    for path in PAGES:
        answer = seen.get(path, name=name)
        assert answer.status_code == 200, path
    for path in ACTING:
        assert seen.get(path, name=name).status_code == (403 if name == "auditor" else 200), path


@pytest.mark.parametrize("name", ["nobody", "owner"])
def test_without_a_role_there_is_no_mechanism(seen: Table, name: str):
    for path in (*PAGES, *ACTING, "mechanism/key/unlock"):
        assert seen.get(path, name=name).status_code in (404, 405), path
    for path in ("mechanism/sign", "mechanism/key/new", "mechanism/forms", "mechanism/new/send"):
        assert seen.post(path, name=name, data={"deeds": "{}"}).status_code == 404, path


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_list_has_what_sight_allows_and_no_more(seen: Table, name: str):
    viewer = _viewer(seen, name)
    record = seen.record
    page = seen.get("mechanism", name=name).text
    for (sort, handle), matter in record.matters.items():
        if sort == "tally":
            continue
        there = f'/mechanism/{sort}/{handle}"' in page or f"/mechanism/{sort}/{handle}?" in page
        assert there == viewer.sees(matter), (sort, handle)
        status = seen.get(f"mechanism/{sort}/{handle}", name=name).status_code
        assert status == (200 if viewer.sees(matter) else 404), (sort, handle)


def _viewer(table: Table, name: str) -> Viewer:
    asker = table.door.people[name]
    return asker.viewer(table.slug)


@pytest.mark.parametrize("name", ["russia-liaison", "iran-liaison", "analyst", "team-publisher"])
def test_a_storage_site_is_its_owner_s_and_the_inspectors_alone(seen: Table, name: str):
    assert seen.get("mechanism/site/depot-1", name=name).status_code == 404
    for path in ("mechanism", "withdrawals?as_of=2018-11-16", "mechanism?sort=site"):
        page = seen.get(path, name=name).text
        assert "depot-1" not in page, path
        assert WITHHELD not in page, path


@pytest.mark.parametrize("name", ["turkey-liaison", "team-observer", "team-verifier", "auditor"])
def test_its_owner_and_the_inspectors_read_the_site(seen: Table, name: str):
    assert seen.get("mechanism/site/depot-1", name=name).status_code == 200
    assert "depot-1" in seen.get("withdrawals?as_of=2018-11-16", name=name).text


@pytest.mark.parametrize("name", ["iran-liaison", "analyst", "team-observer", "team-verifier"])
def test_what_the_cells_write_to_one_another_is_for_the_two_alone(seen: Table, name: str):
    assert seen.get("mechanism/message/tr-1", name=name).status_code == 404
    page = seen.get("mechanism?sort=message", name=name).text
    assert "Two shells at dawn" not in page


def test_a_patrol_ahead_is_known_to_those_whose_it_is_and_nowhere_else(table: Table):
    assert table.act("turkey-liaison", "plan", **AHEAD).status_code == 303
    for name in ("turkey-liaison", "turkey-observer", "russia-liaison", "russia-observer", "auditor"):
        page = table.get("mechanism/patrol/night-road", name=name)
        assert "kanarienvogel" in page.text, name
    for name in ("iran-liaison", "analyst", "team-observer", "team-verifier", "team-publisher"):
        assert table.get("mechanism/patrol/night-road", name=name).status_code == 404, name
        for path in (*PAGES, "", "register", "documents"):
            page = table.get(path, name=name)
            assert "kanarienvogel" not in page.text, (name, path)
            assert "night-road" not in page.text, (name, path)


@pytest.mark.parametrize("kind", ["finish", "abort", "deny", "set_out", "take_part"])
def test_forms_tell_nothing_of_what_is_hidden(table: Table, kind: str):
    assert table.act("turkey-liaison", "plan", **AHEAD).status_code == 303
    given = {
        "why": "x",
        "reason": "x",
        "started": "2020-01-01T08:00",
        "ended": "2020-01-01T09:00",
        "covered": "0.1",
    }
    there = table.fill("team-observer", kind, patrol="night-road", **given)
    not_there = table.fill("team-observer", kind, patrol="no-such-road", **given)
    assert there.status_code == not_there.status_code == 422
    assert there.text.replace("night-road", "") == not_there.text.replace("no-such-road", "")


def test_a_name_that_a_hidden_matter_has_is_taken_and_no_more(table: Table):
    assert table.act("turkey-liaison", "plan", **AHEAD).status_code == 303
    answer = table.fill("team-observer", "plan", **(AHEAD | {"manner": "single", "partners": "", "note": ""}))
    assert answer.status_code == 422
    assert "This name is taken" in answer.text
    assert "patrol of" not in answer.text


def test_a_figure_counted_in_secret_keeps_nobody_from_giving_their_own(table: Table):
    day = {"where": "vogelheim", "on": "2018-10-15"}
    hidden = day | {"firings": "4711", "adm1": "Geheimland", "sensitivity": "secret"}
    assert table.act("turkey-liaison", "count", **hidden).status_code == 303
    first = table.fill("russia-liaison", "count", **day, firings="3")
    free = table.fill("russia-liaison", "count", **day | {"where": "elsewhere"}, firings="3")
    assert first.status_code == free.status_code == 200
    assert "4711" not in first.text
    assert table.act("russia-liaison", "count", **day, firings="3").status_code == 303
    for path in ("mechanism?sort=tally", "mechanism/counts", "mechanism/tally/vogelheim.2018-10-15"):
        page = table.get(path, name="russia-liaison")
        assert page.status_code == 200, path
        assert "4711" not in page.text, path
        assert "Geheimland" not in page.text, path


@pytest.mark.parametrize("order", [("turkey", "russia"), ("russia", "turkey")])
@pytest.mark.parametrize("figure", ["3", "4"])
def test_a_figure_counted_in_secret_changes_nothing_that_the_other_side_is_shown(
    table: Table, order: tuple[str, str], figure: str
):
    day = {"where": "vogelheim", "on": "2018-10-15"}
    given = {"russia": {"firings": "3"}, "turkey": {"firings": figure, "sensitivity": "secret"}}
    for side in order:
        assert table.act(f"{side}-liaison", "count", **day, **given[side]).status_code == 303
    page = table.get("mechanism/tally/vogelheim.2018-10-15", name="russia-liaison").text
    listed = table.get("mechanism?sort=tally&find=vogelheim", name="russia-liaison").text
    days = table.get("mechanism/counts?place=vogelheim", name="russia-liaison").text
    for told in (page, listed, days):
        assert "vogelheim" in told
        stands = set(re.findall(r">\s*(one side|same|differ)\s*<(?!/option)", told))
        assert stands == {"one side"}
    asked = f"{ROOT}/cases/{table.slug}/matters/tally/vogelheim.2018-10-15"
    told = table.get(asked, name="russia-liaison").json()
    assert (told["state"], told["told"], told["details"]) == ("one side", "russia 3", {"russia": 3})
    assert (len(told["acts"]), told["whole"]) == (1, True)


def test_what_was_granted_in_secret_is_told_to_nobody_else(table: Table):
    norms = table.record.matters["extension", "month"].request.norms
    asked = {"extension": "again", "norms": " ".join(norms), "until": "2018-12-24", "why": "Rain."}
    assert table.act("turkey-liaison", "request", **asked).status_code == 303
    granted = {"extension": "again", "until": "2018-12-20", "sensitivity": "secret"}
    assert table.act("turkey-liaison", "grant", **granted).status_code == 303
    page = table.get("mechanism/extension/again", name="russia-liaison").text
    told = table.get(f"{ROOT}/cases/{table.slug}/matters/extension/again", name="russia-liaison").json()
    assert (told["state"], told["details"]["granted"], len(told["acts"])) == ("asked", {}, 1)
    listed = table.get("mechanism?sort=extension&find=again", name="russia-liaison").text
    for text in (page, listed, str(told)):
        assert not re.search(r">\s*half granted\s*<(?!/option)", text)
        assert "2018-12-20" not in text
        assert "20 December 2018" not in text
    own = table.get(f"{ROOT}/cases/{table.slug}/matters/extension/again", name="turkey-liaison").json()
    assert own["state"] == "half granted"


def test_a_hidden_stretch_of_a_route_keeps_its_zone_to_itself(table: Table):
    stretch = {"route": "eulenweg", "stretch": "eulenweg", "stands": "closed", "on": "2018-10-15"}
    assert table.act("turkey-liaison", "route", **stretch, zone="m4", sensitivity="secret").status_code == 303
    answer = table.fill("russia-liaison", "route", **stretch, zone="m5")
    assert answer.status_code == 422
    assert "This name is taken" in answer.text
    assert "is a stretch of" not in answer.text


def test_what_waits_for_somebody_is_what_the_record_would_take_from_them(seen: Table):
    page = seen.get("mechanism", name="turkey-liaison").text
    assert "Close the message" in page
    assert "Nothing waits for you" in seen.get("mechanism", name="iran-liaison").text
    verifier = seen.get("mechanism", name="team-verifier").text
    assert "Close the file" in verifier
    assert "Waits for you" not in seen.get("mechanism", name="auditor").text


def test_a_message_waits_for_whoever_it_is_for_until_it_is_answered(table: Table):
    sent = {"message": "tr-9", "to": "russia", "subject": "Who flew?", "text": "Last night."}
    assert table.act("turkey-liaison", "send", **sent).status_code == 303
    assert "tr-9" in _waiting(table, "russia-liaison")
    assert "tr-9" not in _waiting(table, "turkey-liaison")
    assert table.act("russia-liaison", "acknowledge", message="tr-9").status_code == 303
    assert "Answer" in _waiting(table, "russia-liaison")
    assert table.act("russia-liaison", "answer", message="tr-9", text="Not us.").status_code == 303
    assert "tr-9" not in _waiting(table, "russia-liaison")
    assert "tr-9" in _waiting(table, "turkey-liaison")


def _waiting(table: Table, name: str) -> str:
    page = table.get("mechanism", name=name).text
    start = page.index('id="waiting-h"')
    return page[start : page.index("</section>", start)]


def test_matters_are_found_by_sort_state_and_words(seen: Table):
    patrols = seen.get("mechanism?sort=patrol", name="turkey-liaison").text
    assert "joint-2018-11-10" in patrols
    assert "weekly-1" not in patrols
    denied = seen.get("mechanism?state=denied", name="turkey-liaison").text
    assert "joint-2018-10-27" in denied
    assert "joint-2018-11-10" not in denied
    assert "No matter that you may see" in seen.get("mechanism?find=zebra", name="turkey-liaison").text


def test_pages_beyond_the_last_show_the_last(seen: Table):
    page = seen.get("mechanism?sort=tally&page=9999", name="turkey-liaison")
    assert page.status_code == 200
    assert "Newer" in page.text
    assert seen.get("mechanism?page=none", name="turkey-liaison").status_code == 422


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_in_arabic_too(seen: Table, path: str):
    if path.endswith("geojson"):
        return
    page = seen.get(path + ("&" if "?" in path else "?") + "language=ar", name="turkey-liaison").text
    assert 'dir="rtl"' in page
    for english in ("Waits for you", "Matters", "Signed by", "What you can do next", "Dual count"):
        assert english not in page


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_there_is_a_form_for_every_kind_of_act_in_both_languages(seen: Table, kind: str):
    for language in ("en", "ar"):
        page = seen.get(f"mechanism/new/{kind}?language={language}", name="turkey-liaison")
        assert page.status_code == 200
        assert "<form" in page.text
    assert seen.get("mechanism/new/peace", name="turkey-liaison").status_code == 404
