from __future__ import annotations

import pytest
from tests.client.bridge import Bridge
from tests.life.cells import SIGNERS
from tests.web.console.one_table import Table, table, table_made
from tests.web.console.test_mechanism_forms import GOOD, HEAD
from tests.web.console.test_mechanism_lines import EAST, boundary, geojson

from truceline.client.acting import Acting
from truceline.client.client import Client
from truceline.client.errors import DoesNotFit

__all__ = ["table", "table_made"]


def at(table: Table, name: str) -> Acting:
    return Client("http://localhost", "tlc_x", transport=Bridge(table.app, name)).case("idlib").mechanism


def test_a_form_goes_out_and_its_submissions_come_in(table: Table):
    mechanism, signer = at(table, "turkey-observer"), SIGNERS["turkey-observer"]
    assert mechanism.give_out("count").startswith(b"PK")
    assert [one.kind for one in mechanism.forms() if one.given_out] == ["count"]
    file = (HEAD + GOOD).encode()
    prepared = mechanism.prepare_submissions(signer.public, file, "figures.csv", "count")
    assert [one.kind for one in prepared.acts] == ["count"]
    taken = mechanism.take_in(signer, prepared, file, "figures.csv", "count")
    assert taken.new == 1
    with pytest.raises(DoesNotFit):
        mechanism.take_in(signer, prepared, file + b"x", "figures.csv", "nothing")


def test_a_file_of_drawings_becomes_proposals(table: Table):
    mechanism, signer = at(table, "russia-liaison"), SIGNERS["russia-liaison"]
    prepared = mechanism.prepare_drawings(signer.public, "dmz", geojson(EAST).encode(), "by-program")
    mechanism.enter(mechanism.sign(signer, prepared))
    assert "by-program" in boundary(table).segments["east"].drawings
    assert "east/by-program" in {one["id"] for one in mechanism.lines("dmz")["features"]}
    assert {"first", "rival"} <= {
        name for one in mechanism.differences("dmz") for name in (one.first, one.second)
    }
