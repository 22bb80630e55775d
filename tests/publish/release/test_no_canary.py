"""A case in which whatever somebody wrote is a canary: none of them is in public facts, errors or logs."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import open_case
from tests.publish.release.canaries import leaks
from tests.publish.release.full_case import Birds, told

from truceline.core.frame import Frame
from truceline.errors import CaseError, InputError
from truceline.ledger.entry import Origin
from truceline.publish.release.key import KEY_FILE
from truceline.publish.release.release import released_from
from truceline.publish.release.rules import SETTINGS
from truceline.publish.report.facts import Facts
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue


def test_the_private_facts_are_full_of_them(full):
    _, birds, facts = full
    found = leaks(facts.model_dump_json(), birds)
    assert len(found) > 60
    assert facts.patrols
    assert facts.meetings
    assert facts.denials
    assert facts.withdrawals[0].seen.seen
    assert facts.inquiries
    assert facts.tallies
    assert facts.outlook


def test_the_public_facts_have_none(full, caplog, capsys):
    case, birds, facts = full
    with caplog.at_level(logging.DEBUG):
        public = released_from(case, facts)
    assert leaks(public.model_dump_json(), birds) == set()
    assert leaks(caplog.text, birds) == set()
    assert leaks("".join(capsys.readouterr()), birds) == set()


def test_they_tell_what_may_be_told_all_the_same(full):
    case, _, facts = full
    public = released_from(case, facts)
    assert len(public.now.violations) >= 3
    assert [one.place for one in public.tallies] == ["Hama"]
    assert [one.attributed_to for one in public.inquiries] == ["south"]
    assert len(public.patrols) == len(public.meetings) == len(public.denials) == len(public.routes) == 1
    gun, at_the_site = public.withdrawals[0].seen.seen
    assert gun.lat is not None
    assert (at_the_site.lat, at_the_site.depth_km) == (None, None)
    assert public.sites[0].expected == {"guns": 3}
    assert public.now.postures


def test_no_refusal_names_one(full):
    case, birds, facts = full
    hidden = next(
        one.entry_id
        for one in facts.now.violations
        if all(case.ledger.claim(each.claim_id).sensitivity == "secret" for each in one.claims)
    )
    spot = facts.model_copy(update={"kind": "spot", "incident": hidden})
    with pytest.raises(InputError) as refused:
        released_from(case, spot)
    assert leaks(str(refused.value), [*birds, hidden]) == set()


def test_reports_that_were_issued_hold_the_key_and_are_compared_with(tmp_path):
    birds = Birds()
    case = open_case(tmp_path / "case")
    case.ledger.append(Origin("claims", "claims.jsonl"), told(birds), days=case.agreement.tempo)
    case.ledger._clock.at += timedelta(days=90)

    def asked(day: int) -> Facts:
        frame = Frame(as_of=date(2030, 1, day))
        return gathered(case, Asked("weekly", frame, public=True, outlook=False), "title")

    first = released_from(case, asked(24))
    issue(case, first, "the desk")
    second = released_from(case, asked(31))
    assert (second.previous, second.before) == (first.report, first.now)
    assert second.released is not None
    assert first.released is not None
    assert second.released.key == first.released.key
    (case.folder / KEY_FILE).unlink()
    with pytest.raises(CaseError, match="restore it from a copy"):
        released_from(case, asked(31))


def test_a_wrong_settings_file_is_told_before_anything_is_made(tmp_path):
    case = open_case(tmp_path / "case")
    (case.folder / SETTINGS).write_text("format: truceline/release/1\nleast: 1\n", encoding="utf-8")
    frame = Frame(as_of=date(2030, 1, 24))
    facts = gathered(case, Asked("weekly", frame, outlook=False), "title")
    with pytest.raises(InputError, match="least"):
        released_from(case, facts)
    assert not (case.folder / KEY_FILE).exists()
