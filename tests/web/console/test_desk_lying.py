from __future__ import annotations

import pytest
from tests.web.console.test_desk_upload import ended, held
from tests.web.console.visiting import Visitor

from truceline.web.jobs import State

REPORT = "hts-statement.txt"


def test_a_report_that_lies_with_the_case_is_read_from_there(visitor: Visitor):
    assert f"Read {REPORT}" in visitor.get("desk").text
    assert visitor.post("desk/lying", data={"name": REPORT}).status_code == 303
    assert ended(visitor).state is State.DONE
    assert REPORT in held(visitor)
    page = visitor.get("desk").text
    assert f"Read {REPORT}" not in page
    assert "Read sohr.txt" in page
    assert visitor.post("desk/lying", data={"name": REPORT}).status_code == 409


@pytest.mark.parametrize("name", ["../case.json", "/etc/passwd", "README.md", "gone.txt", "link.txt", ""])
def test_nothing_but_a_listed_report_can_be_named(visitor: Visitor, name: str):
    folder = visitor.held.case.folder
    (folder / "reports" / "link.txt").symlink_to(folder / "case.json")
    assert "link.txt" not in visitor.get("desk").text
    assert visitor.post("desk/lying", data={"name": name}).status_code in (404, 422)


def test_who_does_not_decide_on_claims_is_not_told_what_lies_there(reading: Visitor):
    page = reading.get("desk", name="observer").text
    assert REPORT not in page
    assert reading.post("desk/lying", name="observer", data={"name": REPORT}).status_code == 403


def test_a_file_that_is_no_report_inside_is_told_of_and_left(visitor: Visitor):
    (visitor.held.case.folder / "reports" / "broken.txt").write_bytes(b"SQLite format 3\0" + b"x" * 100)
    answer = visitor.post("desk/lying", data={"name": "broken.txt"})
    assert answer.status_code == 422
    assert "broken.txt" not in held(visitor)


def test_a_case_without_such_a_folder_has_nothing_lying(visitor: Visitor):
    (visitor.held.case.folder / "reports").rename(visitor.held.case.folder / "elsewhere")
    assert "lie with the case" not in visitor.get("desk").text
