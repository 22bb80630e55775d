from __future__ import annotations

from tests.life.cells import SIGNERS
from tests.web.api.calling import ROLES, ROOT
from tests.web.console.one_table import Table
from tests.web.console.visiting import Visitor


def told(visitor: Visitor, path: str, name: str):
    return visitor.get(f"{ROOT}/cases/idlib/{path}", name=name)


def test_settings_say_what_the_page_says(seen: Table):
    page = seen.get("settings", name="auditor").text
    found = told(seen, "settings", "auditor").json()
    assert found["digest"] in page
    assert {one["signer"] for one in found["keys"]} == set(SIGNERS)
    assert all(one["key"].startswith("tk1") and one["trusted"] for one in found["keys"])


def test_rules_and_members_are_for_those_who_need_them(reading: Visitor):
    for name in ROLES:
        found = told(reading, "settings", name).json()
        assert (found["rules"] is not None) == (name in ("publisher", "auditor")), name
        assert (found["members"] is not None) == (name == "auditor"), name
    assert told(reading, "settings", "nobody").status_code == 404


def test_a_kept_key_is_told_by_its_public_half_to_its_own_account_alone(seen: Table):
    name = "turkey-liaison"
    found = told(seen, "key", name)
    assert found.json() == {
        "signer": name,
        "key": str(SIGNERS[name].public),
        "role": "liaison",
        "party": "turkey",
        "trusted": True,
    }
    kept = seen.ring.files[f"id-of-{name}", "idlib"]
    assert kept.closed is not None
    assert kept.closed.salt not in found.text
    assert told(seen, "key", "russia-liaison").json()["key"] == str(SIGNERS["russia-liaison"].public)


def test_where_no_key_is_kept_there_is_none(seen: Table):
    assert told(seen, "key", "iran-liaison").status_code == 404
    assert told(seen, "key", "auditor").status_code == 403
