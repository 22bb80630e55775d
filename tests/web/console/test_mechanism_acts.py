"""Acts signed in the console: what is shown is what is signed; conflicts, drafts, keys of the wrong side."""

from __future__ import annotations

import json
import logging

import pytest
from tests.life.cells import CAST, SIGNERS, trust
from tests.web.console.one_table import PASSPHRASE, Table, hidden, key_file

from truceline.ledger.signing import Signer
from truceline.mechanism.signed import Signed

CANARY = "kanarienvogel"
SENT = {"message": "tr-9", "to": "russia", "subject": "Who flew?", "text": "Last night,\nat two."}
EVERY_PAGE = (
    "mechanism", "mechanism?sort=message", "mechanism/counts", "mechanism/forms", "mechanism/key", "",
    "register", "documents", "postures", "withdrawals", "mechanism/new/send",
)  # fmt: skip


def test_what_was_shown_is_signed_byte_for_byte(table: Table):
    looked = table.fill("turkey-liaison", "send", **SENT)
    shown = hidden(looked.text)["deeds"]
    answer = table.sign("turkey-liaison", looked.text)
    assert answer.status_code == 303
    act = table.record.matters["message", "tr-9"].last
    assert act.written.decode() == shown
    assert json.loads(shown)["text"] == SENT["text"]
    assert act.key == str(SIGNERS["turkey-liaison"].public)
    done = table.get(answer.headers["location"], name="turkey-liaison")
    assert "Signed and entered" in done.text


def test_nothing_is_entered_by_looking(table: Table):
    before = table.held.position
    assert table.fill("turkey-liaison", "send", **SENT).status_code == 200
    assert table.held.position == before


def test_line_ends_as_browsers_send_them_change_nothing(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    given = hidden(page)
    given["deeds"] = given["deeds"].replace("\n", "\r\n") + "\r\n"
    answer = table.post("mechanism/sign", name="turkey-liaison", data={**given, "passphrase": PASSPHRASE})
    assert answer.status_code == 303


def test_an_act_sent_twice_stands_once(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    assert table.sign("turkey-liaison", page).status_code == 303
    position = table.held.position
    assert table.sign("turkey-liaison", page).status_code == 303
    assert table.held.position == position


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(table: Table):
    answer = table.fill("turkey-liaison", "send", message="TR 9", to="mars", subject=CANARY, text="")
    assert answer.status_code == 422
    assert f'value="{CANARY}"' in answer.text
    assert answer.text.count('aria-invalid="true"') >= 2
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("declare", {"count": "many", "by": "soon"}),
        ("finish", {"started": "early", "covered": "most"}),
        ("plan", {"route": "{"}),
        ("plan", {"route": "[" * 20_000}),
        ("allege", {"lat": "north", "lon": "nan"}),
        ("divide", {"zone": "dmz", "segments": "A B, \x00"}),
        ("store", {"holds__mortars": "-1"}),
        ("send", {"message": "<script>alert(1)</script>"}),
        ("count", {"where": "x" * 70_000, "on": "2018-13-45", "firings": "9" * 400}),
    ],
)
def test_whatever_is_typed_there_is_an_answer(table: Table, kind: str, given: dict[str, str]):
    answer = table.fill("turkey-liaison", kind, **given)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_a_wrong_passphrase_signs_nothing_and_says_so(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    before = table.held.position
    data = {**hidden(page), "passphrase": f"{CANARY} {CANARY}"}
    answer = table.post("mechanism/sign", name="turkey-liaison", data=data)
    assert answer.status_code == 422
    assert "does not open the key" in answer.text
    assert CANARY not in answer.text
    assert table.held.position == before


def test_nobody_signs_what_another_was_shown(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    before = table.held.position
    for name in ("russia-liaison", "team-observer", "turkey-observer"):
        assert table.sign(name, page).status_code == 422
    assert table.held.position == before


@pytest.mark.parametrize("deeds", ["", "{}", "[]", "null", "{" * 9999, '{"kind":"peace"}', "\x00"])
def test_what_is_no_act_is_not_signed(table: Table, deeds: str):
    before = table.held.position
    data = {"deeds": deeds, "passphrase": PASSPHRASE}
    assert table.post("mechanism/sign", name="turkey-liaison", data=data).status_code == 422
    assert table.held.position == before


@pytest.mark.parametrize("made_at", ["2018-10-10T12:00:00+03:00", "2199-01-01T00:00:00Z"])
def test_an_act_of_another_day_is_looked_at_again_first(table: Table, made_at: str):
    page = table.fill("turkey-liaison", "send", **SENT).text
    given = hidden(page)
    deed = json.loads(given["deeds"]) | {"made_at": made_at}
    data = {**given, "deeds": json.dumps(deed), "passphrase": PASSPHRASE}
    answer = table.post("mechanism/sign", name="turkey-liaison", data=data)
    assert answer.status_code == 422
    assert ("message", "tr-9") not in table.record.matters


def test_whoever_was_overtaken_is_told_by_what(table: Table):
    page = table.fill("turkey-liaison", "close", message="tr-1", outcome="So be it.").text
    answer = table.act("turkey-liaison", "close", message="tr-1")
    assert answer.status_code == 303
    before = table.held.position
    late = table.sign("turkey-liaison", page)
    assert late.status_code == 409
    assert "What happened meanwhile" in late.text
    assert "nothing more can follow" in late.text.lower() or "closed" in late.text
    assert "So be it." in late.text
    assert table.held.position == before


def test_a_key_of_the_other_side_signs_nothing_for_this_one(table: Table, tmp_path):
    table.ring.keep("id-of-turkey-liaison", table.slug, key_file("russia-liaison", tmp_path))
    answer = table.fill("turkey-liaison", "send", **SENT)
    assert answer.status_code == 422
    assert "something else than your role" in answer.text
    page = table.fill("russia-liaison", "send", message="ru-9", to="turkey", subject="x", text="x").text
    assert table.sign("turkey-liaison", page).status_code == 422
    assert ("message", "ru-9") not in table.record.matters


def test_a_key_file_that_names_another_s_key_shows_nothing_of_theirs(table: Table, tmp_path):
    """A file may claim any public key: only opening it shows whose it is."""
    stolen = json.loads(key_file("team-observer", tmp_path))
    stranger = json.loads(key_file("stranger", tmp_path, Signer("stranger", bytes([77]) * 32)))
    stranger["public"] = stolen["public"]
    table.ring.keep("id-of-turkey-observer", table.slug, json.dumps(stranger))
    assert table.get("mechanism", name="turkey-observer").status_code == 200
    answer = table.post("mechanism/key/unlock", name="turkey-observer", data={"passphrase": PASSPHRASE})
    assert answer.status_code == 422


def test_a_revoked_key_signs_nothing_more(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    held = trust("turkey-liaison")
    gone = held._replace(standing="revoked", at=table.held.case.ledger.now, why="lost")
    table.held.case.ledger.trust([gone])
    assert table.sign("turkey-liaison", page).status_code == 422
    assert ("message", "tr-9") not in table.record.matters


def test_who_wrote_a_report_does_not_conclude_it_and_is_told_why(table: Table):
    page = table.get("mechanism/inquiry/jarjanaz-1", name="team-publisher").text
    assert "/new/publish" not in page
    table.act(
        "russia-liaison", "allege", incident="ru-1", what="shell", on="2018-10-30", text="Six.",
        accused="turkey", radius_m="1000",
    )  # fmt: skip
    found = {"finding": "verified", "basis": "b", "attributed_to": "turkey", "grade": "assessed"}
    assert table.act("team-verifier", "take_up", incident="ru-1").status_code == 303
    assert table.act("team-verifier", "conclude", incident="ru-1", **found).status_code == 303
    page = table.get("mechanism/inquiry/ru-1", name="team-publisher").text
    assert "may reply until" in page
    answer = table.fill("team-publisher", "publish", incident="ru-1")
    assert answer.status_code == 422
    assert "may reply until" in answer.text


def test_an_auditor_makes_no_act(seen: Table):
    for path in ("mechanism/new/send", "mechanism/sign", "mechanism/key/new"):
        assert seen.post(path, name="auditor", data={"deeds": "{}"}).status_code == 403


# Drafts


@pytest.fixture
def drafted(table: Table) -> Table:
    given = {**SENT, "message": f"{CANARY}-1", "subject": CANARY, "text": f"{CANARY} sings"}
    answer = table.post("mechanism/new/send", name="turkey-liaison", data={"do": "draft", **given})
    assert answer.status_code == 303
    return table


def test_a_draft_is_seen_by_its_own_cell_and_filled_in_again(drafted: Table):
    for name in ("turkey-liaison", "second-turkey-liaison"):
        page = drafted.get("mechanism", name=name).text
        assert CANARY in page
        path = _draft_path(page)
        assert f"{CANARY} sings" in drafted.get(path, name=name).text


def _draft_path(page: str) -> str:
    import re

    found = re.search(r'href="(/cases/[^"]*new/send\?[^"]*draft=[0-9a-f]{32})"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize(
    "name", [*(one for one in CAST if one != "turkey-liaison"), "auditor", "iran-liaison", "owner", "nobody"]
)
def test_nobody_else_sees_a_draft_in_any_page_error_or_log(
    drafted: Table, name: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    path = _draft_path(drafted.get("mechanism", name="turkey-liaison").text)
    name_of_it = path.rpartition("=")[2]
    for page in EVERY_PAGE:
        answer = drafted.get(page, name=name)
        assert CANARY not in answer.text
        assert name_of_it not in answer.text
    assert drafted.get(path, name=name).status_code in (403, 404)
    gone = drafted.post(f"mechanism/drafts/{name_of_it}/delete", name=name)
    assert gone.status_code in (403, 404)
    taken = drafted.post(
        "mechanism/new/send", name=name, data={"do": "look", "draft": name_of_it, "message": "x"}
    )
    assert CANARY not in taken.text
    assert CANARY not in caplog.text
    assert CANARY in drafted.get("mechanism", name="turkey-liaison").text


def test_a_draft_leaves_no_trace_in_the_ledger(drafted: Table):
    folder = drafted.held.case.folder
    for file in (one for one in folder.rglob("*") if one.is_file()):
        assert CANARY.encode() not in file.read_bytes()


def test_a_draft_is_gone_once_its_act_is_sent_and_stays_until_then(drafted: Table):
    path = _draft_path(drafted.get("mechanism", name="turkey-liaison").text)
    name = path.rpartition("=")[2]
    given = {**SENT, "draft": name}
    looked = drafted.fill("turkey-liaison", "send", **given)
    assert CANARY in drafted.get("mechanism", name="turkey-liaison").text
    assert drafted.sign("turkey-liaison", looked.text).status_code == 303
    assert CANARY not in drafted.get("mechanism", name="turkey-liaison").text
    assert list(drafted.drafts.folder.rglob("*.json")) == []


def test_a_draft_is_deleted_by_its_cell(drafted: Table):
    path = _draft_path(drafted.get("mechanism", name="turkey-liaison").text)
    answer = drafted.post(f"mechanism/drafts/{path.rpartition('=')[2]}/delete", name="second-turkey-liaison")
    assert answer.status_code == 303
    assert CANARY not in drafted.get("mechanism", name="turkey-liaison").text


def test_whoever_acts_for_no_party_drafts_for_themselves_alone(table: Table):
    given = {"patrol": f"{CANARY}-2", "zone": "dmz", "do": "draft"}
    assert table.post("mechanism/new/plan", name="team-observer", data=given).status_code == 303
    assert CANARY in table.get("mechanism", name="team-observer").text
    assert CANARY not in table.get("mechanism", name="team-verifier").text


def test_act_names_fit_what_is_signed(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    shown = hidden(page)["deeds"]
    from truceline.mechanism.kinds import deed_from

    signed = Signed.by(SIGNERS["turkey-liaison"], deed_from(json.loads(shown)))
    assert signed.name in page
