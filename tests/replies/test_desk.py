from __future__ import annotations

import json

import pytest
from tests.case.conftest import write_source
from tests.replies.making import ADDRESS, CANARY, SITE, arrival, new_key, opened

from truceline.case.folder import Case
from truceline.errors import CaseError, InputError
from truceline.ledger.store import Ledger
from truceline.replies.desk import set_up, shown_for
from truceline.replies.pages import Pages
from truceline.replies.reply import Handled, ReplyState, Via
from truceline.replies.sealing import Seal
from truceline.replies.settings import NAME
from truceline.replies.shown import ShownReply

PUBLIC_FIELDS = {
    "id",
    "page",
    "name",
    "text",
    "language",
    "received_on",
    "via",
    "source",
    "weight",
    "speaks_for",
    "answers",
}


@pytest.fixture
def name(desk):
    """A reply that is held, with a sealed address."""
    return desk.store.receive(arrival(), Seal.of(desk.settings.seal).close(CANARY))


def test_nothing_is_public_before_a_person_accepts_it(desk, name):
    assert desk.shown("week-2.html").replies == ()
    desk.show(name, "ana")
    assert [reply.id for reply in desk.shown("week-2.html").replies] == [name]
    assert desk.shown("week-3.html").replies == ()
    desk.refuse(name, "ana", "taken back")
    desk.mark_spam(name, "ana")
    assert desk.shown().replies == ()


def test_what_is_public_is_an_allow_list(desk, name):
    desk.show(name, "Moderator Canary", "Reason Canary", "north", "its spokesman said so")
    desk.answer(name, "We looked again.", "Moderator Canary")
    told = desk.shown().model_dump_json()
    assert set(json.loads(told)["replies"][0]) == PUBLIC_FIELDS == set(ShownReply.model_fields)
    assert [word for word in ("Moderator", "Reason", CANARY) if word in told] == []


def test_a_party_is_heard_with_equal_weight_and_first(desk, name):
    desk.show(name, "ana")
    spoken = desk.store.receive(arrival(name="The ministry", text="We were not there."))
    desk.show(spoken, "ana", party="north", basis="its letter of 1 June")
    first, second = desk.shown("week-2.html").replies
    assert (first.id, first.weight, first.speaks_for.party) == (spoken, "equal", "north")
    assert (first.speaks_for.name, first.speaks_for.basis) == ("north", "its letter of 1 June")
    assert (second.id, second.weight, second.speaks_for) == (name, "reader", None)


@pytest.mark.parametrize(
    ("party", "basis", "told"),
    [
        ("nobody", "a letter", "--party: the agreement has no party 'nobody'"),
        ("north", None, "--basis: is kept"),
        ("north", "wrote from press@north.example", "--basis: would be public"),
        ("north", " \u202e ", "--basis: is kept"),
        (None, "a letter", "--basis: goes with --party"),
    ],
)
def test_for_whom_it_speaks_is_stated_with_a_basis(desk, name, party, basis, told):
    with pytest.raises(InputError, match=told):
        desk.show(name, "ana", "", party, basis)
    assert desk.store.get(name).state is ReplyState.HELD


def test_an_answer_is_public_and_only_to_what_is_shown(desk, name):
    with pytest.raises(InputError, match="is not shown"):
        desk.answer(name, "No.", "ana")
    desk.show(name, "ana")
    for wrong in ("", " \n", "a" * 5001):
        with pytest.raises(InputError, match="an answer has words"):
            desk.answer(name, wrong, "ana")
    with pytest.raises(InputError, match="would be public"):
        desk.answer(name, "write to a@b.example", "ana")
    desk.answer(name, "We looked\x00 again.", "ana")
    assert [answer.text for answer in desk.shown().replies[0].answers] == ["We looked again."]


def test_a_refusal_needs_a_reason_and_reasons_have_an_end(desk, name):
    with pytest.raises(InputError, match="--why: is kept"):
        desk.refuse(name, "ana", " ")
    with pytest.raises(InputError, match="at most 2000"):
        desk.mark_spam(name, "ana", "w" * 2001)


def test_an_address_is_opened_with_the_key_and_the_look_is_kept(desk, name, key, folder, tmp_path):
    assert desk.mailbox(name, key, None, "ana", "to ask when") == CANARY
    last = desk.store.get(name).steps[-1]
    assert (last.handled, last.by, last.why) == (Handled.ADDRESS_READ, "ana", "to ask when")
    for wrong, told in (
        (new_key(tmp_path / "other.key"), "does not open"),
        (new_key(folder / "k"), "in the case"),
    ):
        with pytest.raises(InputError, match=told) as caught:
            desk.mailbox(name, wrong, None, "ana", "to ask")
        assert CANARY not in str(caught.value)
    with pytest.raises(InputError, match="--why"):
        desk.mailbox(name, key, None, "ana", "")
    assert len(desk.store.get(name).steps) == 2


def test_a_reply_that_came_by_letter_is_held_like_any_other(desk):
    reply = desk.store.get(desk.add("week-2.html", "The ministry", "We were not there."))
    assert (reply.state, reply.via, reply.name) == (ReplyState.HELD, Via.HAND, "The ministry")
    with pytest.raises(InputError) as caught:
        desk.add("week-2.html", "", "write to a@b.example")
    assert str(caught.value).splitlines() == [
        "--name: cannot be empty",
        "FILE: would be public: leave e-mail addresses out",
    ]


def test_whoever_builds_a_page_gets_its_replies_by_path_or_address(desk, folder, name, tmp_path):
    desk.show(name, "ana")
    for page in ("week-2.html", SITE + "week-2.html"):
        assert [reply.id for reply in shown_for(folder, page).replies] == [name]
    assert len(shown_for(folder).replies) == 1
    assert shown_for(folder, "https://other.example/").replies == ()
    (folder / NAME).unlink()
    assert shown_for(folder, "week-2.html").replies == ()


def test_a_case_is_set_up_once_with_a_key_that_lies_elsewhere(folder, key):
    case = Case.open(folder)
    with pytest.raises(CaseError, match="takes replies already"):
        set_up(case, key, None, site=SITE, address=ADDRESS)
    (folder / NAME).unlink()
    with pytest.raises(InputError, match="lies in the case's folder"):
        set_up(case, new_key(folder / "inside.key"), None, site=SITE, address=ADDRESS)
    set_up(case, key, None, site=SITE, address=ADDRESS)  # the store that is there is used


def test_a_page_that_is_none_is_told(desk):
    assert desk.page(SITE) == "index.html"
    with pytest.raises(InputError, match="is no page under"):
        desk.page("https://other.example/")


def test_a_letter_answers_a_page_that_is_there(desk, folder):
    (folder / "site").mkdir()
    (folder / "site" / "week-2.html").write_text("<p>")
    desk.pages = Pages(desk.settings.model_copy(update={"pages": "site"}), folder)
    assert desk.page("week-2.html", is_built=True) == "week-2.html"
    with pytest.raises(InputError, match="is no page that is built under"):
        desk.page("week-3.html", is_built=True)


def test_what_answers_to_the_web_never_opens_the_ledger(folder, monkeypatch):
    def fails(*_args, **_more):
        raise AssertionError("the ledger was opened")

    monkeypatch.setattr(Ledger, "open", fails)
    desk = opened(folder)
    desk.show(desk.store.receive(arrival()), "ana", party="north", basis="its letter")
    assert len(desk.shown().replies) == 1


@pytest.fixture
def shared(postgresql, worker_id, tmp_path, key):
    """The folder of a case on a server, and the case's schema."""
    schema = f"replied_{worker_id}"
    agreement = write_source(tmp_path / "source") / "river.yaml"
    case = Case.create(tmp_path / "shared", agreement=agreement, store=postgresql.url(schema))
    set_up(case, key, None, site=SITE, address=ADDRESS)
    return case.folder, schema


def test_replies_of_a_shared_case_lie_apart_and_their_keeper_needs_no_right_on_the_ledger(postgresql, shared):
    folder, schema = shared
    opened(folder).store.receive(arrival(text="before"))
    keeper = f"keeper_{schema}"
    postgresql.sql(
        f"CREATE ROLE {keeper} LOGIN; GRANT USAGE ON SCHEMA {schema}_replies TO {keeper}; "
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}_replies TO {keeper}"
    )
    about = json.loads((folder / "case.json").read_text())
    about["store"] = postgresql.url(schema, user=keeper)
    (folder / "case.json").write_text(json.dumps(about))
    desk = opened(folder)
    name = desk.store.receive(arrival(), b"sealed")
    desk.show(name, "ana")
    assert [reply.id for reply in desk.shown().replies] == [name]
    assert len(desk.store.listed()) == 2
    desk.store.forget(name, "ana", "asked")
    assert "only the owner" in (desk.store.purge() or "")
    with pytest.raises(CaseError):
        _ = desk.case
