"""Withdrawals and the dual count: each side's word beside what others counted."""

from __future__ import annotations

import re

from tests.life.cells import SIGNERS
from tests.web.console.one_table import Table

from truceline.mechanism.entering import Given
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed


def test_what_was_declared_stands_beside_what_was_counted(seen: Table):
    page = seen.get("withdrawals?as_of=2018-11-16", name="analyst").text
    assert "Only what somebody else counted is verified" in page
    assert "/mechanism/withdrawal/guns-opposition" in page
    row = next(one for one in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "60" in one and "54" in one)
    assert "Turkey" in row


def test_before_the_count_there_is_none(seen: Table):
    page = seen.get("withdrawals?as_of=2018-10-11", name="analyst").text
    assert "not counted" in page


def test_each_side_s_figure_stands_beside_the_other_s(seen: Table):
    page = seen.get("mechanism/counts", name="iran-liaison").text
    for side in ("Turkey", "Russia", "Team observer"):
        assert side in page
    assert "differ" in page
    assert page.count("<tr>") > 50
    one = seen.get("mechanism/counts?place=hama", name="iran-liaison").text
    assert one.count(">hama<") > 20
    assert seen.get("mechanism/counts?place=moon&page=7", name="iran-liaison").status_code == 200


def test_a_figure_that_one_side_keeps_secret_is_in_no_sum_of_another(table: Table):
    deed = {
        "kind": "count",
        "agreement": table.record.agreement.id,
        "party": "russia",
        "signer": "russia-observer",
        "made_at": "2019-02-01T12:00:00+03:00",
        "where": "kanarienvogel",
        "on": "2019-02-01",
        "firings": 90_001,
        "sensitivity": "secret",
    }
    signed = Signed.by(SIGNERS["russia-observer"], deed_from(deed))
    table.held.case.mechanism.enter([Given(signed)])
    assert "90,001" in table.get("mechanism/counts", name="russia-liaison").text
    for name in ("turkey-liaison", "analyst", "team-observer"):
        page = table.get("mechanism/counts", name=name).text
        assert "90,001" not in page
        assert "kanarienvogel" not in page
        assert "kanarienvogel" not in table.get("mechanism?sort=tally", name=name).text


def test_whoever_reads_another_side_s_secret_stands_in_the_ledger(table: Table):
    before = table.held.position
    assert table.get("mechanism/site/depot-1", name="russia-liaison").status_code == 404
    assert table.get("mechanism/patrol/wide-look", name="russia-liaison").status_code == 200
    assert table.held.position == before
    assert table.get("mechanism/site/depot-1", name="auditor").status_code == 200
    assert table.held.position == before + 1
    table.get("mechanism/site/depot-1", name="auditor")
    assert table.held.position == before + 1


def test_that_something_was_seen_in_secret_is_told_to_those_who_may_read_it_alone(seen: Table):
    told = "secret sightings are counted and not told"
    assert told not in seen.get("withdrawals?as_of=2018-11-16", name="russia-liaison").text
    assert told not in seen.get("withdrawals?as_of=2018-11-16", name="iran-liaison").text
