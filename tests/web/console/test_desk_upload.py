from __future__ import annotations

import io
import re
import threading
import time
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.formats.print_shop import protected
from tests.web.console.reports import REPORT, SHA256
from tests.web.console.visiting import Visitor

from truceline.case import reading as case_reading
from truceline.web import bringing
from truceline.web.app import UPLOAD_BYTES
from truceline.web.bringing import called
from truceline.web.jobs import State


def upload(visitor: Visitor, content: bytes, name: str = "report.txt", who: str | None = None, **fields: str):
    return visitor.post("desk/documents", files={"file": (name, content)}, data=fields, name=who)


def ended(visitor: Visitor):
    until = time.monotonic() + 60
    (job, *_) = reversed(visitor.app.state.jobs._jobs.values())
    while job.is_open:
        assert time.monotonic() < until
        time.sleep(0.01)
    return job


def held(visitor: Visitor) -> list[str]:
    return [one.name for one in visitor.held.case.ledger.documents()]


def word(text: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def test_a_document_is_read_into_proposed_claims(visitor: Visitor):
    answer = upload(visitor, REPORT, published="2018-10-12", source="our-radio", who="observer")
    assert answer.status_code == 303
    job = ended(visitor)
    assert (job.state, job.outcome.path) == (State.DONE, f"desk/{SHA256}")
    page = visitor.get(answer.headers["location"], name="observer").text
    assert "6 claims are proposed." in page
    ledger = visitor.held.case.ledger
    claims = list(ledger.waiting.claims(one.claim_id for one in ledger.of_document(SHA256)).values())
    assert {(one.status.value, one.source.id, str(one.published_on)) for one in claims} == {
        ("proposed", "our-radio", "2018-10-12")
    }
    assert {one.by for one in ledger.waiting.makers(one.claim_id for one in claims).values()} == {"observer"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (word("On October 3, 2018 Turkey shelled Aleppo."), "report.docx"),
        (b"<html><body><p>On October 3, 2018 Turkey shelled Aleppo.</p></body></html>", "page.html"),
        (b"# Day\n\nOn October 3, 2018 Turkey shelled Aleppo.\n", "day.md"),
    ],
)
def test_files_of_every_kind_are_read(visitor: Visitor, content: bytes, name: str):
    upload(visitor, content, name)
    assert ended(visitor).state is State.DONE
    assert held(visitor)[-1] == name


def test_the_same_file_twice_is_told_and_nothing_doubled(visitor: Visitor):
    upload(visitor, REPORT)
    ended(visitor)
    before = visitor.held.position
    again = upload(visitor, REPORT, "other name.txt", source="elsewhere")
    assert again.status_code == 409
    assert "holds this very file already" in again.text
    assert f"desk/{SHA256}" in again.text
    assert visitor.held.position == before


def test_two_who_bring_in_the_same_file_at_the_same_time_keep_it_once(visitor: Visitor):
    for name in ("analyst", "observer"):
        assert upload(visitor, REPORT, who=name).status_code == 303
    for job in list(visitor.app.state.jobs._jobs.values()):
        while job.is_open:
            time.sleep(0.01)
        assert job.state is State.DONE
    assert held(visitor).count("report.txt") == 1
    assert len(visitor.held.case.ledger.of_document(SHA256)) == 6


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", b"\0" * (300 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "empty.txt", "is empty"),
        (b"PK\x03\x04" + b"x" * 100, "archive.zip", "is a zip"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "report.pdf", "is an image"),
        (b"SQLite format 3\0" + b"x" * 100, "report.txt", "is a database"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old.doc", "save it as DOCX"),
        (b"MIME-Version: 1.0\nFrom: x\n\nhello", "mail.eml", "is an e-mail"),
    ],
)
def test_what_is_no_report_is_refused_at_once(visitor: Visitor, content: bytes, name: str, told: str):
    before = visitor.held.position
    answer = upload(visitor, content, name)
    assert answer.status_code == 422
    assert told in answer.text
    assert 'id="file-wrong"' in answer.text
    assert (visitor.held.position, list(visitor.app.state.jobs._jobs)) == (before, [])


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (bomb(), "bomb.docx", "zip bomb"),
        (b"%PDF-1.7\nbroken", "broken.pdf", "PDF"),
        (protected(), "locked.pdf", "password"),
        (b"PK\x03\x04word/" + b"x" * 100, "cut.docx", "cut Word file"),
        (b"   \n\n  ", "blank.txt", "no text"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error_and_nothing_kept(
    visitor: Visitor, content: bytes, name: str, told: str
):
    before = visitor.held.position
    answer = upload(visitor, content, name)
    job = ended(visitor)
    assert job.state is State.FAILED
    assert len(job.problems) == 1
    page = visitor.get(answer.headers["location"]).text
    assert told in page
    assert 'href="/cases/idlib/desk/documents"' in page
    assert visitor.held.position == before
    documents = visitor.held.case.folder / "documents"
    assert not documents.exists() or not any(documents.iterdir())


def test_more_than_32_megabytes_are_not_taken(visitor: Visitor):
    answer = upload(visitor, b"a" * (UPLOAD_BYTES + 1))
    assert answer.status_code == 413
    assert held(visitor) == []


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/abs/olute.txt", "olute.txt"),
        ("..", "document"),
        ("", "document"),
        (None, "document"),
        ("a\0b\n.txt", "ab.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("x" * 400 + ".pdf", "x" * 156 + ".pdf"),
        ("<script>.html", "script.html"),
    ],
)
def test_a_name_is_only_a_name(told: str | None, name: str):
    assert called(told) == name


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(told: str):
    name = called(told)
    assert 0 < len(name) <= 160
    assert not re.search(r"[/\\\0-\x1f]", name)
    assert name not in (".", "..")


def test_a_document_s_name_leads_nowhere(visitor: Visitor):
    upload(visitor, REPORT, "../../../../escaped.txt")
    ended(visitor)
    assert held(visitor) == ["escaped.txt"]
    assert not list(visitor.held.case.folder.parent.rglob("escaped.txt"))


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"published": "soon"}, "published-wrong"),
        ({"source": "two\nlines"}, "source-wrong"),
        ({"source": "x" * 101}, "source-wrong"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(visitor: Visitor, fields: dict[str, str], beside: str):
    answer = upload(visitor, REPORT, **fields)
    assert answer.status_code == 422
    assert f'id="{beside}"' in answer.text
    assert held(visitor) == []


def test_a_form_without_a_file_asks_for_one(visitor: Visitor):
    assert "Choose a file." in visitor.post("desk/documents", data={"source": "x"}).text
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert visitor.post("desk/documents", content=b"--y\r\nbroken", headers=headers).status_code in (400, 422)


def test_reading_can_be_cancelled_and_keeps_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    begun, let = threading.Event(), threading.Event()
    first = case_reading.read_report

    def slow(*args, progress, **more):
        begun.set()
        assert let.wait(20)
        return first(*args, progress=progress, **more)

    monkeypatch.setattr(bringing, "read_report", slow)
    before = visitor.held.position
    answer = upload(visitor, REPORT)
    assert begun.wait(20)
    visitor.post(f"{answer.headers['location']}/cancel")
    let.set()
    assert ended(visitor).state is State.CANCELLED
    assert (visitor.held.position, held(visitor)) == (before, [])


@pytest.mark.parametrize(("name", "status"), [("auditor", 403), ("liaison", 403), ("nobody", 404), ("", 401)])
def test_only_those_who_propose_bring_in(visitor: Visitor, name: str, status: int):
    assert upload(visitor, REPORT, who=name).status_code == status
    assert held(visitor) == []
