"""Two months of the mechanism on Idlib, lived by two guarantors' cells and an observer team."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime

import pytest
from tests.life.cells import CAST, SIGNERS, Clock, Life, trust
from tests.life.script import PATROLS, WITHHELD, play

from truceline.case.folder import Case
from truceline.case.retracted import Aftermath
from truceline.case.watching import watched
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.ledger.checkpoint import require_vouched, vouchers
from truceline.ledger.faults import FaultKind
from truceline.ledger.signers import Signers
from truceline.ledger.signing import Signer
from truceline.mechanism.entering import Given
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.messages import Message
from truceline.mechanism.sight import Viewer
from truceline.mechanism.signed import Signed
from truceline.mechanism.tallies import Tally, agreement_by_week
from truceline.publish.page import case_page
from truceline.publish.report.gathering import Asked, gathered


@pytest.fixture(scope="session")
def life(tmp_path_factory) -> Life:
    """The whole of it, lived once."""
    return play(tmp_path_factory.mktemp("life"))


@pytest.fixture
def asked(life):
    """Standing and performance of a promise, as a cell was told at some point: `asked("...", norm)`."""

    def look_up(name: str, norm: str) -> tuple[str, str]:
        status = life.asked[name].status(norm)
        return status.performance, status.standing

    return look_up


# The boundary, in segments


def test_lines_are_made_with_the_last_key_for_the_last_stretch(asked):
    assert asked("nothing is agreed yet", "dmz-lines") == ("unknown", "not_made")
    assert asked("one key is wanting", "dmz-lines") == ("unknown", "not_made")
    assert asked("the lines are agreed", "dmz-lines") == ("fulfilled", "made")


def test_until_then_every_status_on_the_zone_says_whose_key_is_wanting(life):
    def remarks(name):
        return " ".join(life.asked[name].status("heavy-weapons-out").marks)

    assert "2 of 3 segments approved, wanting turkey" in remarks("one key is wanting")
    assert "3 of 3 segments approved by turkey and russia" in remarks("the lines are agreed")


# Withdrawals, claimed and verified


@pytest.mark.parametrize("name", ["withdrawals are promised", "both say that it is done"])
def test_neither_a_promise_nor_a_guarantor_s_word_is_a_withdrawal(asked, name):
    assert asked(name, "heavy-weapons-out")[0] == "unknown"


def test_what_was_claimed_stands_beside_what_was_counted(life):
    matters = life.cases["russia"].mechanism.record().matters
    assert matters["withdrawal", "guns-opposition"].details == {"declared": 60, "counted": 54, "missing": 6}
    assert matters["withdrawal", "guns-government"].state == "verified"


def test_a_site_s_owner_and_the_team_know_what_is_missing_there_and_the_other_side_nothing(life):
    for cell in ("turkey", "team"):
        assert life.cases[cell].mechanism.record().matters["site", "depot-1"].missing == {"artillery": 6}
    assert ("site", "depot-1") not in life.cases["russia"].mechanism.record().matters


# Patrols


def test_patrols_by_both_guarantors_keep_the_promise_and_a_week_without_one_does_not(asked):
    assert asked("patrols are weekly", "coordinated-patrols") == ("fulfilled", "fulfilled")
    assert asked("a week went by without a patrol", "coordinated-patrols")[0] == "unknown"
    assert asked("patrols are weekly again", "coordinated-patrols") == ("fulfilled", "fulfilled")


def test_coverage_shows_the_week_in_which_nobody_looked(life):
    weeks = watched(life.cases["team"], "dmz")
    assert [week.patrols for week in weeks] == [2, 1, 0, 1, 1]
    assert weeks[0].hours == pytest.approx(8.0)


# An inquiry


def test_an_allegation_breaks_nothing_and_a_verified_finding_with_its_attribution_does(asked):
    assert asked("it is alleged", "no-attack-on-idlib") == ("unknown", "presumed_kept")
    assert asked("it is verified", "no-attack-on-idlib") == ("not_fulfilled", "breached")


def test_nobody_who_alleged_or_found_it_could_have_released_the_finding(life):
    acts = life.cases["team"].mechanism.record().matters["inquiry", "jarjanaz-1"].acts
    did = {one.signed.deed.name: one.signed.deed.signer for one in acts}
    assert len({did["allege"], did["report"], did["conclude"], did["publish"]}) == 4


# More time


def test_more_time_moves_the_deadline_once_both_have_granted_it_and_by_the_shorter_grant(life, asked):
    def due(name):
        return [str(one.by) for one in life.asked[name].status("radicals-out").due]

    assert due("more time is half granted") == ["2018-10-15"]
    assert due("more time is granted") == ["2018-11-01"]
    assert asked("more time is half granted", "radicals-out")[1] == "unproven"
    assert asked("more time is granted", "radicals-out")[1] == "not_yet_due"
    assert asked("the time granted is over", "radicals-out")[1] == "unproven"


# A correction


def test_a_correction_changes_the_status_that_was_told_before(life, asked):
    assert asked("none were found", "heavy-weapons-out") == ("fulfilled", "fulfilled_late")
    assert asked("the look was corrected", "heavy-weapons-out") == ("unknown", "unproven")


def test_whoever_published_the_old_status_is_told_of_it(life):
    case = life.cases["turkey"]
    published = life.asked["more time is half granted"].answer
    found = Aftermath(case, Frame(as_of=published.frame.as_of)).since(published.ledger_position)
    changed = {one.norm for retracted in found for one in retracted.touched if one.is_changed}
    assert "heavy-weapons-out" in changed


def test_a_report_tells_matters_as_they_stood_on_its_last_day_though_more_is_known(life):
    case = life.cases["turkey"]
    asked = Frame(as_of=date(2018, 10, 18), known_at=_at("2018-11-20"))
    facts = gathered(case, Asked("weekly", asked, outlook=False), "Idlib")
    # The patrol of Saturday the 20th is of the same week, and not yet; that the drone saw less is known.
    (week,) = facts.watched["dmz"]
    assert (week.week, week.patrols, week.most_covered) == (date(2018, 10, 8), 2, 0.3)
    assert all(one.day <= asked.as_of for one in facts.routes)


def test_what_was_granted_after_the_last_day_is_not_granted_yet(life):
    asked = Frame(as_of=date(2018, 10, 16), known_at=_at("2018-11-20"))
    facts = gathered(life.cases["turkey"], Asked("weekly", asked, outlook=False), "Idlib")
    (month,) = facts.extensions
    assert set(month.granted) == {"turkey"}


def test_what_was_told_before_the_correction_can_be_told_again_as_it_was_known_then(life):
    case = life.cases["team"]
    then = case.assess(
        Frame(as_of=life.asked["none were found"].answer.frame.as_of, known_at=_at("2018-10-15"))
    )
    assert then.status("heavy-weapons-out").standing == "fulfilled_late"


def _at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+03:00")


# Figures that differ


def test_how_far_the_sides_figures_agree_is_told_by_the_week(life):
    record = life.cases["russia"].mechanism.record()
    weeks = [one for one in agreement_by_week(record.each(Tally)) if (one.first, one.second) == SIDES]
    assert [one.both for one in weeks] == [28, 28, 28, 28]
    assert all(0 < one.same < one.both for one in weeks)
    assert all(one.first_sum < one.second_sum for one in weeks)


SIDES = ("russia", "turkey")


# One record


def test_every_answer_along_the_way_is_given_again_byte_for_byte(life):
    assert len(life.asked) > 10
    for name, asked in life.asked.items():
        assert life.cases[asked.cell].replay(asked.answer), name


def test_the_cells_have_come_to_one_record_of_what_they_share(life):
    records = {cell: case.mechanism.record() for cell, case in life.cases.items()}
    assert all(not record.left_out for record in records.values())
    shared = set.intersection(*(set(record.matters) for record in records.values()))
    assert {sort for sort, _ in shared} >= {"boundary", "patrol", "inquiry", "extension", "tally", "meeting"}
    for key in shared:
        assert (
            len({(record.matters[key].state, record.matters[key].told) for record in records.values()}) == 1
        )


def test_between_the_exchanges_neither_side_saw_the_other_s_plans(life):
    record = life.cases["russia"].mechanism.record()
    for act in life.cases["turkey"].mechanism.record().acts:
        if act.signed.deed.sensitivity == "secret" and act.signed.deed.sort == "site":
            assert not record.has(act.signed.digest)


# Checkpoints


def test_each_cell_finds_the_other_s_record_whole_against_all_checkpoints_it_was_given(life, tmp_path):
    assert len(life.checkpoints) == 20
    for cell in ("turkey", "russia"):
        marks = [made.mark for owner, made in life.checkpoints if owner == cell]
        found = life.copy_of(cell, tmp_path / cell).ledger.verify(marks)
        assert found.holds
        assert marks[-1].position <= found.mark.position


def test_a_checkpoint_is_checked_without_any_ledger_by_the_key_that_was_read_out(life):
    for cell, made in life.checkpoints:
        key = SIGNERS[f"{cell}-liaison"].public
        require_vouched(vouchers(made, Signers(()), (key,)), (key,))


def test_who_changes_a_figure_in_its_own_database_is_found_out(life, tmp_path):
    case = life.copy_of("turkey", tmp_path / "turkey")
    database = case.folder / "ledger.sqlite"
    with closing(sqlite3.connect(database)) as hand, hand:
        for (name,) in hand.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            hand.execute(f'DROP TRIGGER "{name}"')
        changed = hand.execute(
            "UPDATE claims SET content = replace(content, '60 of', '54 of') WHERE content LIKE '%60 of%'"
        )
        assert changed.rowcount > 0
    faults = Case.open(case.folder).ledger.verify().faults
    assert {fault.kind for fault in faults} >= {FaultKind.EDITED}
    assert "claims" in {fault.table for fault in faults}


def test_who_tells_its_story_anew_without_one_act_is_found_out_by_the_other_s_checkpoint(life, tmp_path):
    """The hardest case: a record that is whole in itself, each act in it signed by its maker."""
    old = life.cases["turkey"]
    left_out = {"guns-opposition"}
    kept = [
        one
        for one in old.mechanism.record().acts
        if getattr(one.signed.deed, "withdrawal", None) not in left_out
    ]
    clock = Clock()
    forged = Case.create(tmp_path / "turkey", agreement="idlib-2018", clock=clock)
    forged.ledger.trust([trust(name) for name in CAST])
    for one in kept:
        clock.at = one.recorded_at
        forged.mechanism.enter([Given(one.signed)])
    assert forged.ledger.verify().holds
    marks = [made.mark for owner, made in life.checkpoints if owner == "turkey"]
    assert not forged.ledger.verify(marks).holds


def test_what_one_cell_leaves_out_the_other_still_has_signed(life):
    signed = {one.signed.digest for one in life.cases["russia"].mechanism.record().acts}
    declared = [
        one
        for one in life.cases["turkey"].mechanism.record().acts
        if getattr(one.signed.deed, "withdrawal", None) == "guns-opposition"
    ]
    assert len(declared) == 3
    assert {one.signed.digest for one in declared} <= signed


# Outsiders


def test_an_outsider_sees_no_matter_and_no_act(life):
    outsider = Viewer.named("public", Signers(()))
    for case in life.cases.values():
        record = case.mechanism.record()
        assert not [matter for matter in record.matters.values() if outsider.sees(matter)]
        assert outsider.acts(record) == []


def test_a_third_party_s_liaison_sees_neither_messages_nor_patrols_ahead_nor_sites(life):
    third = Viewer("iran-liaison", "iran", Viewer.named("turkey-liaison", _register(life)).role)
    record = life.cases["turkey"].mechanism.record()
    seen = {matter.sort for matter in record.matters.values() if third.sees(matter)}
    assert not seen & {Message.sort, "site"}
    assert "boundary" in seen


def _register(life: Life) -> Signers:
    return life.cases["turkey"].ledger.signers()


def test_an_outsider_s_key_makes_no_act(life, tmp_path):
    case = life.copy_of("russia", tmp_path / "russia")
    stranger = Signer("russia-liaison", bytes([99]) * 32)
    deed = deed_from(
        {
            "agreement": case.agreement.id,
            "party": "russia",
            "signer": "russia-liaison",
            "made_at": "2018-11-16T09:00:00+03:00",
            "kind": "send",
            "message": "forged",
            "to": "turkey",
            "subject": "We agree",
            "text": "To everything.",
        }
    )
    before = case.ledger.position
    with pytest.raises(InputError, match="nobody trusted that key"):
        case.mechanism.enter([Given(Signed.by(stranger, deed))])
    assert case.ledger.position == before


def test_the_page_tells_no_word_that_was_meant_for_the_cells(life):
    case = life.cases["turkey"]
    answer = life.asked["the time granted is over"].answer
    html = case_page("Idlib", case.agreement, case.atlas, [answer], list(case.ledger.claims()))
    for word in (WITHHELD, "Whose were they?", "We are asking.", "35.93", "No passage today."):
        assert word not in html


def test_every_patrol_of_the_script_came_about(life):
    record = life.cases["russia"].mechanism.record()
    done = [
        matter.id
        for (sort, _), matter in record.matters.items()
        if sort == "patrol" and matter.state == "done"
    ]
    assert {f"joint-{day}" for day in PATROLS} <= set(done)
