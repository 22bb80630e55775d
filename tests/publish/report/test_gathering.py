"""What a report is gathered from: the period, quotes, sources, the incident it is about."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publish.making import assessment, cited, entry

from truceline.assess.result import NIL
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.publish.report.facts import cited_in
from truceline.publish.report.gathering import Asked, gathered

DAY = date(2018, 10, 19)


@pytest.fixture(scope="module")
def idlib(tmp_path_factory):
    return Case.create(tmp_path_factory.mktemp("gathering") / "case", bundle="idlib-2018")


@pytest.fixture(scope="module")
def weekly(idlib):
    return gathered(idlib, Asked("weekly", Frame(as_of=DAY)), "Idlib")


def test_a_week_is_seven_days_and_a_day_is_one(idlib, weekly):
    assert weekly.since == date(2018, 10, 13)
    daily = gathered(idlib, Asked("daily", Frame(as_of=DAY), outlook=False), "Idlib")
    assert daily.since == DAY
    assert daily.outlook is None


def test_before_is_the_day_before_the_period_with_what_is_known_today(weekly):
    assert weekly.before is not None
    assert weekly.before.frame.as_of == date(2018, 10, 12)
    assert weekly.before.frame.known_at == weekly.now.frame.known_at


def test_before_the_agreement_there_is_nothing_to_compare_with(idlib):
    first = gathered(idlib, Asked("weekly", Frame(as_of=date(2018, 9, 18)), outlook=False), "Idlib")
    assert first.before is None


def test_every_cited_claim_comes_with_its_words(weekly):
    assert set(weekly.quotes) == set(cited_in(weekly.now))


def test_sources_are_counted_by_family_with_their_last_word(weekly):
    families = {one.family: one for one in weekly.sources}
    assert families["sohr"].claims >= families["sohr"].fresh > 0
    assert all(one.last is None or one.last <= DAY for one in weekly.sources)


def test_what_became_known_later_is_not_there(idlib):
    frame = Frame(as_of=DAY, known_at=idlib.agreement.tempo.last_moment(date(2018, 10, 1)))
    early = gathered(idlib, Asked("weekly", frame, outlook=False), "Idlib")
    assert sum(one.claims for one in early.sources) < 60
    assert all((one.published_on or date.min) <= date(2018, 10, 1) for one in early.quotes.values())


@pytest.mark.parametrize("name", ["jurin-oct-13", "ucdp-jurin"])
def test_a_spot_report_takes_an_incident_by_its_handle_or_a_claims_label(idlib, name):
    facts = gathered(idlib, Asked("spot", Frame(as_of=DAY), incident=name), "Idlib")
    entry = next(one for one in facts.now.violations if one.entry_id == facts.incident)
    assert entry.incident == "jurin-oct-13"


@pytest.mark.parametrize(("name", "told"), [(None, "name the incident"), ("moon", "'moon' is no incident")])
def test_a_spot_report_needs_an_incident_on_record(idlib, name, told):
    with pytest.raises(InputError, match=told):
        gathered(idlib, Asked("spot", Frame(as_of=DAY), incident=name), "Idlib")


def shelled(number, **changes):
    return entry(number, norm="no-attack-on-idlib", **changes)


@pytest.mark.parametrize("name", ["e2", "dawn"])
def test_an_id_and_a_handle_come_before_the_label_of_a_claim(idlib, monkeypatch, name):
    register = (
        shelled(1, claims=(cited(1, label=name),)),
        shelled(2, incident="dawn", claims=(cited(2),)),
    )
    monkeypatch.setattr(Case, "assess", lambda *_: assessment(DAY, violations=register))
    facts = gathered(idlib, Asked("spot", Frame(as_of=DAY), incident=name), "Idlib")
    assert facts.incident == "e2"


def test_a_claim_that_is_told_of_two_incidents_names_neither(idlib, monkeypatch):
    both = (cited(1, label="dawn"),), (cited(2, label="dawn"),)
    register = tuple(shelled(number, claims=claims) for number, claims in enumerate(both))
    monkeypatch.setattr(Case, "assess", lambda *_: assessment(DAY, violations=register))
    with pytest.raises(InputError, match="'dawn' is told of 2 incidents; name one"):
        gathered(idlib, Asked("spot", Frame(as_of=DAY), incident="dawn"), "Idlib")


def test_no_spot_report_tells_of_an_incident_that_never_was(idlib, monkeypatch):
    register = (shelled(1, status="closed", bearing="no_breach", reason=NIL),)
    monkeypatch.setattr(Case, "assess", lambda *_: assessment(DAY, violations=register))
    with pytest.raises(InputError, match="'e1' is no incident"):
        gathered(idlib, Asked("spot", Frame(as_of=DAY), incident="e1"), "Idlib")
