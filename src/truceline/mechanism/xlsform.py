"""Forms as XLSForm workbooks, for ODK Central, KoboToolbox and whatever else reads them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from truceline.errors import InputError, Problem
from truceline.extras import require_extra
from truceline.mechanism.form_words import ARABIC
from truceline.mechanism.forms import ASKED, PHOTOGRAPH, Form
from truceline.mechanism.questions import Question

_SURVEY = (
    "type",
    "name",
    "label::English (en)",
    "label::العربية (ar)",
    "required",
    "constraint",
    "default",
    "calculation",
    "appearance",
    "parameters",
)
_CHOICES = ("list_name", "name", "label::English (en)", "label::العربية (ar)")
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_WIDEST_PIXELS = 2048


def workbook(form: Form) -> bytes:
    """The form as an .xlsx file that pyxform takes; InputError where the extra `forms` is not installed."""
    require_extra("forms", "mechanism forms")
    try:
        content = _written(form)
        _require_valid(content)
    except (ValueError, IllegalCharacterError) as error:
        message = f"the form {form.kind} cannot be made: {error}"
        raise InputError(Problem(form.agreement, 0, "", message)) from None
    return content


def _written(form: Form) -> bytes:
    made = Workbook()
    survey = made.active
    assert isinstance(survey, Worksheet)
    survey.title = "survey"
    _fill(survey, _SURVEY, _rows(form))
    _fill(made.create_sheet("choices"), _CHOICES, _choice_rows(form))
    settings = {
        "form_title": form.title,
        "form_id": form.id,
        "version": form.version,
        "default_language": "English (en)",
    }
    _fill(made.create_sheet("settings"), _SETTINGS, iter([settings]))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _require_valid(content: bytes) -> None:
    """Let pyxform turn the workbook into an XForm: what it refuses (ValueError), no server would take."""
    # 600 ms, and an extra.
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    try:
        convert(content, file_type=".xlsx")
    except PyXFormError as error:
        raise ValueError(str(error)) from None


def _fill(sheet: Worksheet, columns: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> None:
    sheet.append(columns)
    for number, row in enumerate(rows, start=2):
        sheet.append([row.get(column, "") for column in columns])
        for cell in sheet[number]:
            # A name of the agreement that begins with `=` is no formula.
            cell.data_type = "s" if cell.value else cell.data_type


def _rows(form: Form) -> Iterator[dict[str, Any]]:
    """When it was filled in, which form it is, and the questions; not by whom, nor on what device."""
    yield {"type": "start", "name": "start"}
    yield {"type": "end", "name": "end"}
    yield {"type": "calculate", "name": ASKED, "calculation": f"'{form.name}'"}
    for question in form.questions:
        yield _row(question)
    if form.photographs:
        label = "A photograph; no faces."
        yield _labelled(PHOTOGRAPH, label) | {
            "type": "image",
            "name": PHOTOGRAPH,
            "parameters": f"max-pixels={_WIDEST_PIXELS}",
        }


def _row(question: Question) -> dict[str, Any]:
    listed = f" {question.name}" if question.choices else ""
    appearance = {"geopoint": "placement-map", "text": "multiline" if question.long else ""}
    return _labelled(question.field if question.item is None else "", question.label) | {
        "type": f"{question.asks}{listed}",
        "name": question.name,
        "required": "yes" if question.required else "",
        "constraint": " and ".join(_constraints(question)),
        "default": question.default,
        "appearance": appearance.get(question.asks, ""),
    }


def _labelled(name: str, english: str) -> dict[str, str]:
    return {"label::English (en)": english, "label::العربية (ar)": ARABIC.get(name, english)}


def _constraints(question: Question) -> Iterator[str]:
    if question.low is not None:
        yield f". >= {question.low:g}"
    if question.high is not None:
        yield f". <= {question.high:.15g}"
    if question.pattern is not None:
        yield f"regex(., '{question.pattern}')"


def _choice_rows(form: Form) -> Iterator[dict[str, Any]]:
    for question in form.questions:
        for choice in question.choices:
            arabic = choice.arabic or ARABIC.get(choice.name, choice.label)
            yield {
                "list_name": question.name,
                "name": choice.name,
                "label::English (en)": choice.label,
                "label::العربية (ar)": arabic,
            }
