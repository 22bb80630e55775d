from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from truceline.errors import InputError
from truceline.mechanism.forms import form_kinds, form_of
from truceline.mechanism.xlsform import workbook


@pytest.fixture
def rows(case):
    """A sheet of a form's workbook as dictionaries: `rows("route", "survey")`."""

    def read(kind, sheet):
        book = load_workbook(BytesIO(workbook(form_of(kind, case.agreement))))
        head, *others = book[sheet].iter_rows(values_only=True)
        return [{name: value for name, value in zip(head, row, strict=True) if value} for row in others]

    return read


@pytest.mark.parametrize("kind", form_kinds())
def test_pyxform_takes_every_form_without_a_warning(case, kind):
    made = convert(workbook(form_of(kind, case.agreement)), file_type=".xlsx")
    assert made.warnings == []
    assert f'id="river-2030-{kind}"' in made.xform
    assert f'version="{form_of(kind, case.agreement).version}"' in made.xform
    assert "<instanceID/>" in made.xform


def test_a_form_says_which_it_is_when_it_was_filled_in_and_not_by_whom(case, rows):
    types = {row["type"]: row for row in rows("route", "survey")}
    assert types["calculate"]["calculation"] == f"'{form_of('route', case.agreement).name}'"
    assert {"start", "end"} <= set(types)
    assert not {"username", "deviceid", "phonenumber", "email", "audit"} & set(types)


def test_questions_have_labels_in_two_languages_limits_and_choices(rows):
    survey = {row["name"]: row for row in rows("finish", "survey")}
    assert survey["covered"]["constraint"] == ". >= 0 and . <= 1"
    assert survey["covered"]["required"] == "yes"
    assert survey["none_of"]["type"] == "select_multiple none_of"
    assert survey["patrol"]["label::العربية (ar)"] == "رمز الدورية"
    assert survey["patrol"]["constraint"].startswith("regex(., '^[a-z0-9]")
    assert survey["photograph"]["type"] == "image"
    choices = [row for row in rows("route", "choices") if row["list_name"] == "stands"]
    assert [row["name"] for row in choices] == ["open", "limited", "closed"]
    assert choices[0]["label::العربية (ar)"] == "مفتوح"


def test_a_name_that_looks_like_a_formula_stays_a_name(case):
    form = form_of("route", case.agreement)
    zone = form.questions[1]
    evil = zone.choices[0].model_copy(update={"label": '=HYPERLINK("x")'})
    changed = form.model_copy(
        update={"questions": (form.questions[0], zone.model_copy(update={"choices": (evil,)}))}
    )
    book = load_workbook(BytesIO(workbook(changed)))
    cell = next(cell for row in book["choices"].iter_rows() for cell in row if cell.value == evil.label)
    assert cell.data_type == "s"


@pytest.mark.parametrize("label", ["${nothing}", "a\x00b"])
def test_an_agreement_that_no_form_can_be_made_of_is_told(case, label):
    form = form_of("route", case.agreement)
    question = form.questions[0].model_copy(update={"label": label})
    with pytest.raises(InputError, match="the form route cannot be made"):
        workbook(form.model_copy(update={"questions": (question,)}))
