from __future__ import annotations

from pathlib import Path

import pytest

from truceline.agreement.load import load_agreement
from truceline.ledger.signers import Role
from truceline.mechanism.form_words import ARABIC
from truceline.mechanism.forms import NOT_FORMS, form_from, form_kinds, form_of, give_out, given_out
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.people import OfPeople

ROOT = Path(__file__).parents[2]
AGREEMENTS = (
    ROOT / "tests" / "cli" / "tiny" / "agreement.yaml",
    *sorted((ROOT / "src" / "truceline" / "cases").glob("*/agreement.yaml")),
)


@pytest.fixture(scope="module", params=AGREEMENTS, ids=lambda path: path.parent.name)
def agreement(request):
    return load_agreement(request.param)


@pytest.fixture
def question(case):
    """A question of a form: `question("route", "zone")`."""
    return lambda kind, name: next(one for one in form_of(kind, case.agreement).questions if one.name == name)


def test_every_kind_of_act_has_a_form_or_a_reason_why_not():
    assert set(NOT_FORMS) <= set(KINDS)
    assert all(NOT_FORMS.values())
    assert set(form_kinds()) == set(KINDS) - set(NOT_FORMS)


@pytest.mark.parametrize("kind", form_kinds())
def test_a_form_asks_for_every_field_that_its_maker_says_and_for_no_other(agreement, kind):
    form = form_of(kind, agreement)
    from_desk = {"format", "kind", "agreement", "party", "signer", "made_at", "submitted", "sensitivity"}
    said = set(KINDS[kind].model_fields) - from_desk
    if issubclass(KINDS[kind], OfPeople):
        said -= {"note"}
    if "lat" in said:
        said -= {"lon"}
    assert {one.field for one in form.questions} == said
    assert len({one.name for one in form.questions}) == len(form.questions)


@pytest.mark.parametrize("kind", form_kinds())
def test_a_form_comes_back_from_what_the_ledger_keeps_of_it(agreement, kind):
    form = form_of(kind, agreement)
    assert form_from(form.content()) == form
    assert form_from(form.content()).version == form.version


def test_choices_come_from_the_agreement(question):
    assert [one.name for one in question("route", "zone").choices] == ["strip", "river"]
    assert question("route", "by").choices[0].label == "Northern Force"
    assert [one.name for one in question("finish", "none_of").choices] == ["guns", "howitzers"]
    assert question("hold", "about").choices[0].name == "guns-out"
    bodies = [one.name for one in question("attest", "counted_by").choices]
    assert (bodies[0], bodies[-3:]) == ("icrc", ["north", "south", "mission"])


@pytest.mark.parametrize(
    ("kind", "name", "asks"),
    [
        ("route", "on", "date"),
        ("route", "stands", "select_one"),
        ("route", "whole", "select_one"),
        ("route", "closed_for", "select_multiple"),
        ("finish", "started", "dateTime"),
        ("finish", "covered", "decimal"),
        ("finish", "area", "geotrace"),
        ("count", "firings", "integer"),
        ("allege", "point", "geopoint"),
        ("allege", "text", "text"),
        ("inspect", "seen__howitzers", "integer"),
    ],
)
def test_each_sort_of_field_is_asked_for_as_what_it_is(question, kind, name, asks):
    assert question(kind, name).asks == asks


def test_limits_defaults_and_needs_are_those_of_the_act(question):
    covered = question("finish", "covered")
    assert (covered.low, covered.high, covered.required) == (0, 1, True)
    assert question("route", "whole").default == "no"
    assert question("allege", "radius_m").default == "1000"
    assert question("come_back", "freely").default == "not_known"
    assert question("attest", "release").pattern == "^[a-z](-[0-9]{1,4}){1,4}$"
    assert question("allege", "text").long
    assert not question("route", "by").required


def test_a_form_that_asks_otherwise_is_another_version(case):
    form = form_of("route", case.agreement)
    changed = form.model_copy(update={"questions": form.questions[1:]})
    assert changed.version != form.version
    assert form_of("route", case.agreement).version == form.version


def test_photographs_come_with_what_observers_see_and_never_with_people(case):
    for kind, cls in form_kinds().items():
        wanted = Role.OBSERVER in cls.roles and not issubclass(cls, OfPeople)
        assert form_of(kind, case.agreement).photographs is wanted


def test_what_is_given_out_is_kept_once_for_its_own_agreement(case):
    form = form_of("route", case.agreement)
    assert given_out(case.mechanism) == {}
    for _ in range(2):
        give_out(case.mechanism, form)
    give_out(case.mechanism, form.model_copy(update={"agreement": "elsewhere"}))
    assert given_out(case.mechanism) == {form.name: form}
    assert len(case.ledger.documents()) == 2


def test_arabic_words_are_of_fields_and_choices_that_there_are(case):
    forms = [form_of(kind, case.agreement) for kind in form_kinds()]
    asked = {one.field for form in forms for one in form.questions}
    chosen = {choice.name for form in forms for one in form.questions for choice in one.choices}
    assert set(ARABIC) <= asked | chosen | {"photograph"}, "nothing is translated that nobody asks"
