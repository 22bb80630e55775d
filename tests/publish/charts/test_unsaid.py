from __future__ import annotations

from tests.publish.charts.drawing import NAMES, outlook, shelled, strand, subject, unseen

from truceline.publish.charts.unsaid import unsaid


def test_what_is_missing_is_told_and_who_fell_silent():
    one = shelled(observed=unseen(400, 424), too_wide=3)
    told = unsaid(outlook(one), [subject(one)], NAMES).replace("\N{NO-BREAK SPACE}", " ")
    assert "No forecast" not in told
    assert "no forecast; nobody has told anything since" in told
    assert "Nobody has told anything since 1 Jan 2030" in told
    assert "3 reports left out" in told
    assert "watch since 1 Jan 2030" in told


def test_a_comparison_that_cannot_be_made_says_how_much_is_missing():
    one = strand([1] * 40, [1] * 4)
    assert "no comparison; 4 days were observed since: 10 more needed." in unsaid(outlook(one), [], NAMES)


def test_where_nothing_is_missing_there_is_no_panel():
    assert unsaid(outlook(shelled()), [subject(shelled())], NAMES) is None
