from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from tests.accounts.making import with_owner, with_person
from tests.replies.making import PUBLIC, Web
from tests.web.console.signed import Server, shown

from truceline.accounts.account import Grant, Scope
from truceline.core.frame import Frame
from truceline.hooks.hook import Ending, Event
from truceline.ledger.signers import Role
from truceline.publish.release.release import released_from
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue
from truceline.replies.outgoing import Outgoing

URL = "https://programs.example/CANARY?key=CANARY"
PATH = "/cases/idlib/hooks"
CALL = "/api/v1/cases/idlib/hooks"


@pytest.fixture
def server(idlib_made, tmp_path) -> Iterator[Server]:
    made = Server(shutil.copytree(idlib_made, tmp_path / "idlib"), tmp_path / "home")
    owner = with_owner(made.accounts)
    for role in Role:
        grant = Grant("idlib", role, "turkey" if role is Role.LIAISON else None)
        with_person(made.accounts, owner, f"the {role.value}", grant)
    with_person(made.accounts, owner, "nobody here")
    made.app.state.courier._outgoing = Outgoing(resolver=lambda *_: [PUBLIC], inner=Web({}))
    yield made
    made.accounts.close()


def making(events: tuple[str, ...] = ("act_made", "report_published"), url: str = URL) -> dict[str, object]:
    return {"url": url, "event": list(events)}


def bearer(server: Server, *scopes: Scope, name: str = "the analyst") -> dict[str, str]:
    person = next(one for one in server.accounts.people.listed() if one.name == name)
    until = server.clock.at + timedelta(days=30)
    made = server.accounts.tokens.make(person.id, "cron", "idlib", scopes, until)
    return {"authorization": f"Bearer {made.secret.text}"}


def keyed(headers: dict[str, str]) -> dict[str, str]:
    """The headers of a post with a key of its own."""
    return {**headers, "idempotency-key": uuid.uuid4().hex}


def test_the_secret_is_shown_once_and_the_address_never(server):
    mine = server.browser("the liaison")
    made = mine.post(PATH, making())
    assert made.status_code == 200
    assert made.headers["cache-control"] == "no-store"
    secret = shown(made)
    assert secret.startswith("tlh_")
    page = mine.get(PATH).text
    assert "programs.example" in page
    assert "an act of the mechanism was made · a report was issued" in page
    told = mine.get(CALL).text
    for text in (page, told, mine.get(f"{PATH}?language=ar").text, mine.get("/cases/idlib/settings").text):
        assert "CANARY" not in text
        assert secret not in text
    assert f'href="{PATH}"' in mine.get("/cases/idlib/settings").text


def test_everybody_with_a_role_has_hooks_of_their_own_and_auditors_see_whose_there_are(server):
    for role in Role:
        assert server.browser(f"the {role.value}").post(PATH, making()).status_code == 200
    for role in Role:
        page = server.browser(f"the {role.value}").get(PATH).text
        count = len(Role) if role is Role.AUDITOR else 1
        assert page.count("programs.example</span>") == count, role
        assert ("the liaison" in page.partition("<main")[2]) == (role is Role.AUDITOR)
    assert server.browser("nobody here").get(PATH).status_code == 404
    assert server.browser("Olga").get(PATH).status_code == 404


def test_nobody_touches_the_hook_of_another(server):
    server.browser("the liaison").post(PATH, making())
    (hook,) = server.app.state.courier.store.alive()
    for name in ("the analyst", "the auditor"):
        other = server.browser(name)
        for deed in ("end", "trial", "again"):
            assert other.post(f"{PATH}/{hook.id}/{deed}").status_code == 404
        for deed in ("end", "trial", "again"):
            assert other.post(f"{CALL}/{hook.id}/{deed}", headers=keyed({})).status_code == 404
        assert other.get(f"{CALL}/{hook.id}/deliveries").status_code == 404
    assert server.app.state.courier.store.alive() == (hook,)


def test_a_trial_shows_what_came_of_it_and_an_end_is_an_end(server):
    mine = server.browser("the liaison")
    mine.post(PATH, making())
    (hook,) = server.app.state.courier.store.alive()
    assert mine.post(f"{PATH}/{hook.id}/trial").headers["location"] == f"{PATH}?done=trial"
    assert server.app.state.courier.deliver() == 1
    for thread in list(server.app.state.courier._underway.values()):
        thread.join(20)
    page = mine.get(PATH).text
    assert "does not take it" in page
    assert "It answers with status 404." in page
    assert "تجيب بالحالة 404." in mine.get(f"{PATH}?language=ar").text
    assert mine.post(f"{PATH}/{hook.id}/end").headers["location"] == f"{PATH}?done=ended"
    assert "Its owner ended it." in mine.get(PATH).text
    assert mine.post(f"{PATH}/{hook.id}/trial").status_code == 404
    assert server.app.state.courier.store.hook(hook.id).ended_by is Ending.OWNER


def test_what_was_given_up_is_tried_again_by_a_press(server):
    mine = server.browser("the liaison")
    mine.post(PATH, making())
    store = server.app.state.courier.store
    (hook,) = store.alive()
    mine.post(f"{PATH}/{hook.id}/trial")
    for _ in range(8):
        server.clock.move(hours=7)
        (one,) = store.due()
        store.take(one)
        store.ended(one, "it takes too long")
    mine = server.browser("the liaison")
    page = mine.get(PATH).text
    assert "given up" in page
    assert "It takes too long." in page
    assert mine.post(f"{PATH}/{hook.id}/again").status_code == 303
    assert [one.tries for one in store.due()] == [0]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (making(url="http://programs.example/"), "It must begin with https://"),
        (making(url="https://me:word@programs.example/"), "without a name or password"),
        (making(url="file:///etc/passwd"), "An address like https://"),
        (making(url=""), "An address like https://"),
        (making(()), "Choose what it is told of."),
    ],
)
def test_a_form_comes_back_with_what_is_wrong(server, sent, told):
    answer = server.browser("the liaison").post(PATH, sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'role="alert"' in answer.text
    assert server.app.state.courier.store.alive() == ()


def test_a_sixth_hook_is_too_many(server):
    mine = server.browser("the liaison")
    for _ in range(5):
        assert mine.post(PATH, making()).status_code == 200
    assert "five hooks in a case at most" in mine.post(PATH, making()).text


def test_programs_make_read_and_end_hooks_of_their_own(server):
    browser, reads = server.browser(), bearer(server, Scope.READ)
    asked = {"url": URL, "events": ["claim_decided"]}
    made = browser.ask("POST", CALL, json=asked, headers=keyed(reads))
    assert made.status_code == 201, made.text
    told = made.json()
    assert told["secret"].startswith("tlh_")
    assert told["hook"]["host"] == "programs.example"
    (hook,) = server.app.state.courier.store.alive()
    assert hook.token is not None
    assert hook.events == {Event.CLAIM_DECIDED}
    assert browser.ask("POST", f"{CALL}/{hook.id}/trial", headers=keyed(reads)).status_code == 200
    (one,) = browser.ask("GET", f"{CALL}/{hook.id}/deliveries", headers=reads).json()["deliveries"]
    assert (one["event"], one["state"], one["tries"]) == ("trial", "waiting", 0)
    assert browser.ask("POST", f"{CALL}/{hook.id}/again", headers=keyed(reads)).status_code == 200
    assert browser.ask("POST", f"{CALL}/{hook.id}/end", headers=keyed(reads)).status_code == 200
    assert browser.ask("POST", f"{CALL}/{hook.id}/end", headers=keyed(reads)).status_code == 404
    (listed,) = browser.ask("GET", CALL, headers=reads).json()["hooks"]
    assert listed["ended_by"] == "owner"
    assert browser.ask("GET", CALL, headers=bearer(server, Scope.WRITE)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"url": "http://programs.example/CANARY", "events": ["act_made"]}, 422),
        ({"url": URL, "events": ["act_made", "gossip"]}, 422),
        ({"url": URL, "events": []}, 422),
        ({"url": URL, "events": ["trial"]}, 422),
        ({"url": URL}, 422),
        ([], 422),
    ],
)
def test_what_a_program_asks_wrongly_is_refused_and_its_address_not_repeated(server, asked, status):
    answer = server.browser().ask("POST", CALL, json=asked, headers=keyed(bearer(server, Scope.READ)))
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "CANARY" not in answer.text


def test_another_site_makes_no_hook_in_somebody_s_name(server):
    mine = server.browser("the liaison")
    elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert mine.ask("POST", PATH, data=making(), headers=elsewhere).status_code == 403
    assert server.app.state.courier.store.alive() == ()


def test_without_accounts_there_are_no_hooks(reading):
    assert reading.get("hooks").status_code == 404
    assert reading.get("/api/v1/cases/idlib/hooks").status_code == 404


def test_the_journal_tells_auditors_who_made_and_ended_which(server):
    mine = server.browser("the liaison")
    mine.post(PATH, making())
    (hook,) = server.app.state.courier.store.alive()
    mine.post(f"{PATH}/{hook.id}/end")
    page = server.browser("the auditor").get("/cases/idlib/audit/accounts").text
    assert "a hook was made" in page
    assert "a hook was ended" in page


PAGE, ZIP = "/cases/idlib/bulletin.zip", "/api/v1/cases/idlib/bulletin.zip"


@pytest.mark.parametrize("ways", [(PAGE, PAGE), (ZIP, ZIP), (ZIP, PAGE)])
def test_taking_the_bulletin_away_tells_of_it_once_by_whatever_way(server, ways):
    case = server.house.cases["idlib"].case
    facts = gathered(case, Asked("weekly", Frame(date(2018, 10, 19)), public=True), case.agreement.title)
    issue(case, released_from(case, facts), "Paula")
    mine = server.browser("the publisher")
    mine.post(PATH, making(("bulletin_built",)))
    for path in ways:
        assert mine.get(path).status_code == 200
    (hook,) = server.app.state.courier.store.alive()
    assert [one.event for one in server.app.state.courier.store.deliveries(hook.id)] == [Event.BULLETIN_BUILT]
