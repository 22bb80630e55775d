from __future__ import annotations

import pytest
from tests.client.bridge import Bridge
from tests.life.cells import SIGNERS
from tests.web.console.one_table import Table, table, table_made

from truceline.client.client import CaseAt, Client
from truceline.client.errors import NotFound

__all__ = ["table", "table_made"]


def at(table: Table, name: str) -> CaseAt:
    return Client("http://localhost", "tlc_x", transport=Bridge(table.app, name)).case("idlib")


def test_drafts_are_kept_told_and_dropped_within_a_cell(table: Table):
    ours, theirs = at(table, "turkey-liaison").drafts, at(table, "russia-liaison").drafts
    kept = ours.save("send", {"subject": "Who flew?", "to": ("russia",)})
    assert ours.one(kept.id).fields == {"subject": ("Who flew?",), "to": ("russia",)}
    assert ours.save("send", {"subject": "Who flew there?"}, kept.id).id == kept.id
    assert [one.fields["subject"] for one in ours.listed()] == [("Who flew there?",)]
    assert theirs.listed() == ()
    with pytest.raises(NotFound):
        theirs.drop(kept.id)
    assert ours.drop(kept.id).id == kept.id
    assert ours.listed() == ()


def test_the_key_that_is_kept_is_told_by_its_public_half(table: Table):
    assert at(table, "turkey-liaison").key().key == str(SIGNERS["turkey-liaison"].public)
    with pytest.raises(NotFound):
        at(table, "iran-liaison").key()
