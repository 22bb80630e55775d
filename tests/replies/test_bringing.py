from __future__ import annotations

from pathlib import Path

import pytest
from tests.replies.making import arrival, opened

from truceline.case.moving import copy
from truceline.errors import CaseError
from truceline.replies.bringing import bring
from truceline.replies.mentions import Mentions
from truceline.replies.reply import Handled, ReplyState, Via


@pytest.fixture
def filled(folder):
    """A case with replies that were decided on, and a mention that waits."""
    desk = opened(folder)
    name = desk.store.receive(arrival(), b"sealed")
    desk.show(name, "ana", party="north", basis="its letter")
    desk.answer(name, "We looked again.", "ana")
    desk.store.receive_spam(arrival(text="Buy"), b"sealed too", "links")
    Mentions(desk.store).queue(Via.WEBMENTION, "https://blog.example/1", "week-2.html")
    desk.store.close()
    return folder


def test_replies_come_along_to_a_server_and_back(filled, postgresql, worker_id):
    before = opened(filled).store.listed()
    url = postgresql.url(f"brought_{worker_id}")
    copy(str(filled), url, switch=True)
    with pytest.raises(CaseError, match="replies CASE bring"):
        opened(filled)
    assert bring(filled, str(filled / "ledger.sqlite")) == 2
    desk = opened(filled)
    assert desk.store.listed() == before
    assert desk.store.sealed_mailbox(before[0].id) == b"sealed"
    assert len(Mentions(desk.store).waiting(9)) == 1
    desk.refuse(before[0].id, "ben", "taken back")
    for name in ("ledger.sqlite", "replies.sqlite"):
        for path in filled.glob(f"{name}*"):
            path.unlink()
    copy(str(filled), str(filled / "ledger.sqlite"), switch=True)
    assert bring(filled, url) == 2
    reply = opened(filled).store.get(before[0].id)
    assert (reply.state, reply.steps[-1].handled) == (ReplyState.REFUSED, Handled.REFUSED)


def test_what_is_here_is_never_mixed_with_what_comes(filled, folder, tmp_path, made):
    with pytest.raises(CaseError, match="where this case's replies are"):
        bring(filled, str(filled))
    with pytest.raises(CaseError, match="missing"):
        bring(filled, str(tmp_path / "ledger.sqlite"))
    with pytest.raises(CaseError, match="nothing was copied"):
        bring(filled, str(made))
    assert len(opened(filled).store.listed()) == 2
    assert Path(filled / "replies.sqlite").is_file()
