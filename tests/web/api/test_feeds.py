from __future__ import annotations

from typing import Any

import pytest
from tests.web.api.calling import ROOT
from tests.web.api.posting import ended, post
from tests.web.console.test_feeds import KEY, fed
from tests.web.console.visiting import Visitor

from truceline.feeds.settings import read_settings

__all__ = ["fed"]
WIRE = {"id": "wire", "url": f"https://wire.example/{KEY}", "every_minutes": 15, "silent_after_days": 2.5}


def feeds(visitor: Visitor) -> dict[str, Any]:
    found = visitor.get(f"{ROOT}/cases/idlib/feeds").json()["feeds"]
    return {one["id"]: one for one in found}


def test_a_feed_is_asked_at_once_as_long_work(fed: Visitor):
    answer = post(fed, "feeds/drops/read")
    assert answer.status_code == 202, answer.text
    assert ended(fed, answer.json()["id"])["state"] == "done"
    assert feeds(fed)["drops"]["texts"] == 1
    assert post(fed, "feeds/drops/read").status_code == 409, "it was asked a moment ago"
    assert post(fed, "feeds/nothing/read").status_code == 404


def test_a_web_feed_is_added_changed_and_removed_and_its_address_never_told(fed: Visitor):
    folder = fed.held.case.folder
    added = post(fed, "feeds", WIRE)
    assert (added.status_code, added.json()) == (201, {"id": "wire", "what": "added"})
    one = read_settings(folder).feed("wire")
    assert (one.url, one.every_minutes, one.silent_after_days) == (WIRE["url"], 15, 2.5)
    changed = post(fed, "feeds/wire", {"every_minutes": 60, "language": "ar"})
    assert changed.status_code == 200, changed.text
    one = read_settings(folder).feed("wire")
    assert (one.url, one.every_minutes, one.language) == (WIRE["url"], 60, "ar")
    told = fed.get(f"{ROOT}/cases/idlib/feeds").text
    gone = post(fed, "feeds/wire/remove")
    assert "wire" not in {one.id for one in read_settings(folder).feeds}
    assert KEY not in added.text + changed.text + told + gone.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": f"ftp://{KEY}"}, "url"),
        ({"id": "Up Per"}, "id"),
        ({"id": "news"}, "id"),
        ({"every_minutes": 1}, "every_minutes"),
        ({"language": "la"}, "language"),
        ({"path": "/etc"}, "path"),
    ],
)
def test_what_is_no_feed_is_told_by_its_field_and_not_repeated(
    fed: Visitor, wrong: dict[str, Any], field: str
):
    before = (fed.held.case.folder / "feeds.yaml").read_text()
    answer = post(fed, "feeds", {**WIRE, **wrong})
    assert answer.status_code == 422, answer.text
    assert field in {one["field"] for one in answer.json()["problems"]}
    assert KEY not in answer.text
    assert (fed.held.case.folder / "feeds.yaml").read_text() == before


def test_folders_and_mailboxes_are_not_removed_by_calls(fed: Visitor):
    for name in ("drops", "post"):
        assert post(fed, f"feeds/{name}/remove").status_code == 403
    assert {"drops", "post"} <= feeds(fed).keys()


def test_feeds_are_set_by_those_who_decide_and_asked_by_those_who_propose(fed: Visitor):
    for name in ("observer", "liaison", "publisher", "auditor", "verifier"):
        for path in ("feeds", "feeds/news", "feeds/news/remove"):
            assert post(fed, path, WIRE, name=name).status_code == 403
        expected = 202 if name == "observer" else 403
        assert post(fed, "feeds/drops/read", name=name).status_code == expected
