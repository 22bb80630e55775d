"""An outsider sees what is public, a cell what its side made or was sent, an auditor all of it."""

from __future__ import annotations

import pytest
from tests.mechanism.test_patrols import PLAN
from tests.mechanism.test_patrols import REPORT as DONE
from tests.mechanism.test_withdrawals import SITE

from truceline.ledger.signers import KeyStanding, Role
from truceline.mechanism.entering import Given
from truceline.mechanism.sight import Viewer

MESSAGE = {"message": "m-1", "to": "south", "subject": "s", "text": "t"}


@pytest.fixture
def seen(case):
    """The matters that somebody sees (`seen("public")`), or the kinds of acts (`acts=True`)."""

    def look(name: str, *, acts: bool = False) -> set[str]:
        record = case.mechanism.record()
        viewer = Viewer.named(name, record.signers)
        assert viewer is not None
        if acts:
            return {one.signed.deed.name for one in viewer.acts(record)}
        return {matter.id for matter in record.matters.values() if viewer.sees(matter)}

    return look


def test_nobody_unknown_or_revoked_has_a_view(case):
    assert Viewer.named("stranger", case.mechanism.record().signers) is None
    held = case.ledger.signers().now()[0]
    case.ledger.trust([held._replace(standing=KeyStanding.REVOKED, at=case.ledger.now, why="lost")])
    assert Viewer.named(held.signer, case.mechanism.record().signers) is None


def test_a_message_is_seen_by_its_two_cells_alone(act, seen):
    act("north-liaison", "send", **MESSAGE)
    assert seen("north-liaison") == seen("south-second") == {"m-1"}
    assert seen("mission-liaison") == seen("analyst") == seen("public") == set()


def test_what_is_public_is_seen_by_everybody(act, seen):
    act("north-liaison", "send", **MESSAGE, sensitivity="public")
    assert seen("public") == seen("mission-liaison") == {"m-1"}
    act("south-liaison", "acknowledge", message="m-1")
    assert seen("public") == set()
    assert seen("public", acts=True) == {"send"}


def test_a_patrol_ahead_is_seen_by_those_whose_patrol_it_is_whatever_its_plan_says(act, seen):
    act("north-liaison", "plan", **PLAN, sensitivity="public")
    assert seen("north-observer") == seen("south-liaison") == {"p-1"}
    assert seen("mission-observer") == seen("public") == set()
    assert seen("mission-observer", acts=True) == seen("public", acts=True) == set()


def test_a_patrol_that_is_over_is_seen_by_all_cells_with_its_plan(act, seen, case):
    act("north-liaison", "plan", **PLAN)
    case.ledger._clock.at = case.ledger.now.replace(day=11)
    act("north-liaison", "finish", **DONE)
    assert seen("mission-observer", acts=True) == {"plan", "finish"}
    assert seen("public") == set()


def test_a_secret_report_of_a_patrol_stays_secret(act, seen, case):
    act("north-liaison", "plan", **PLAN)
    case.ledger._clock.at = case.ledger.now.replace(day=11)
    act("north-liaison", "finish", **DONE, sensitivity="secret")
    assert seen("mission-observer", acts=True) == seen("mission-observer") == set()
    assert seen("north-observer", acts=True) == seen("south-liaison", acts=True) == {"plan", "finish"}


@pytest.mark.parametrize("order", [("north", "south"), ("south", "north")])
@pytest.mark.parametrize("figure", [3, 4])
def test_a_secret_figure_leaves_a_tally_to_others_as_if_it_had_not_been_given(act, case, order, figure):
    case.ledger._clock.at = case.ledger.now.replace(day=11)
    given = {"north": {"firings": figure, "adm1": "Hidden", "sensitivity": "secret"}, "south": {"firings": 3}}
    for side in order:
        act(f"{side}-liaison", "count", where="hama", on="2030-01-07", **given[side])
    record = case.mechanism.record()
    (tally,) = record.matters.values()
    known = {name: Viewer.named(name, record.signers).shown(tally) for name in ("south-second", "analyst")}
    for one in known.values():
        assert (one.state, one.told, one.details) == ("one side", "south 3", {"south": 3})
        assert (one.governorate, one.is_secret) == ("hama", False)
    whole = Viewer.named("north-observer", record.signers).shown(tally)
    assert whole == tally
    assert whole.figures == {"north": figure, "south": 3}
    assert Viewer.named("public", record.signers).shown(tally) is None


def test_a_public_figure_is_for_the_public_though_the_other_side_s_is_secret(act, case):
    case.ledger._clock.at = case.ledger.now.replace(day=11)
    act("south-liaison", "count", where="hama", on="2030-01-07", firings=3, sensitivity="public")
    act("north-liaison", "count", where="hama", on="2030-01-07", firings=4, sensitivity="secret")
    record = case.mechanism.record()
    (tally,) = record.matters.values()
    assert Viewer().shown(tally).figures == {"south": 3}


def test_a_site_is_seen_by_its_owner_and_by_those_who_inspect(act, seen):
    act("south-liaison", "store", **SITE)
    assert seen("south-second") == seen("mission-observer") == seen("mission-verifier") == {"depot-1"}
    assert seen("north-liaison") == seen("mission-liaison") == seen("public") == set()


def test_what_is_taken_back_is_seen_by_those_who_saw_it(act, seen):
    sent = act("north-liaison", "send", **MESSAGE).entered[0].name
    act("north-liaison", "retract", act=sent, why="Too soon.")
    assert seen("south-liaison") == {sent}
    assert seen("south-liaison", acts=True) == {"send", "retract"}
    assert seen("mission-liaison") == seen("mission-liaison", acts=True) == set()


def test_to_take_a_secret_back_does_not_tell_it(act, seen):
    kept = act("south-liaison", "store", **SITE).entered[0].name
    act("south-liaison", "retract", act=kept, why="Moved.")
    assert seen("south-second") == {kept}
    assert seen("north-liaison", acts=True) == seen("public", acts=True) == set()


def test_an_auditor_sees_everything(act, case):
    act("north-liaison", "plan", **PLAN)
    act("south-liaison", "store", **SITE)
    record = case.mechanism.record()
    auditor = Viewer("auditor", None, Role.AUDITOR)
    assert auditor.acts(record) == record.acts
    assert all(auditor.sees(matter) for matter in record.matters.values())


def test_what_one_may_see_another_can_enter(act, case, tmp_path):
    from tests.mechanism.conftest import open_case

    act("north-liaison", "send", **MESSAGE)
    act("south-liaison", "store", **SITE)
    other = open_case(tmp_path / "other")
    other.ledger._clock.at = case.ledger.now
    viewer = Viewer.named("south-liaison", case.ledger.signers())
    handed = [Given(one.signed) for one in viewer.acts(case.mechanism.record())]
    assert len(other.mechanism.enter(handed).entered) == 2
    assert len(other.mechanism.enter(handed).entered) == 0
