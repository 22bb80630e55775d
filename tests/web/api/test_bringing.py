from __future__ import annotations

import io
import threading
import zipfile

import pytest
from tests.web.api.calling import ROOT
from tests.web.api.posting import ended, post, upload
from tests.web.console.reports import REPORT, SHA256
from tests.web.console.visiting import Visitor

from truceline.case import reading as case_reading
from truceline.web import bringing
from truceline.web.app import UPLOAD_BYTES


def bomb(name: str = "word/document.xml", size: int = 300_000_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open(name, "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def test_a_document_is_read_into_proposed_claims(visitor: Visitor):
    query = {"published": "2018-10-12", "source": "our-radio"}
    answer = upload(visitor, REPORT, query=query, name="observer")
    assert answer.status_code == 202, answer.text
    told = answer.json()
    assert (told["sha256"], told["name"]) == (SHA256, "report.txt")
    assert answer.headers["location"] == f"{ROOT}/cases/idlib/jobs/{told['job']['id']}"
    done = ended(visitor, told["job"]["id"], "observer")
    assert (done["state"], done["document"], done["share"]) == ("done", SHA256, 1.0)
    claims = list(visitor.held.case.ledger.of_document(SHA256))
    assert len(claims) == 6
    makers = visitor.held.case.ledger.waiting.makers(one.claim_id for one in claims)
    assert {one.by for one in makers.values()} == {"observer"}


def test_the_same_file_is_taken_in_once(visitor: Visitor):
    first = upload(visitor, REPORT, key="k")
    ended(visitor, first.json()["job"]["id"])
    before = visitor.held.position
    assert upload(visitor, REPORT, key="k").content == first.content
    assert upload(visitor, REPORT).status_code == 409
    assert visitor.held.position == before


def test_work_is_one_s_own_and_can_be_cancelled(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    begun, let = threading.Event(), threading.Event()
    first = case_reading.read_report

    def slow(*args, progress, **more):
        begun.set()
        assert let.wait(20)
        return first(*args, progress=progress, **more)

    monkeypatch.setattr(bringing, "read_report", slow)
    before = visitor.held.position
    job = upload(visitor, REPORT).json()["job"]["id"]
    assert begun.wait(20)
    assert post(visitor, f"jobs/{job}/cancel", name="observer").status_code == 404
    listed = visitor.get(f"{ROOT}/cases/idlib/jobs", name="observer").json()
    assert listed == {"jobs": []}
    assert post(visitor, f"jobs/{job}/cancel").status_code == 200
    let.set()
    assert ended(visitor, job)["state"] == "cancelled"
    assert visitor.held.position == before
    assert post(visitor, f"jobs/{job}/cancel").status_code in (200, 409)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "document"),
        ("..", "document"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("x" * 400, "x" * 160),
    ],
)
def test_a_name_leads_nowhere(visitor: Visitor, told: str, kept: str):
    answer = upload(visitor, REPORT, told)
    assert (answer.status_code, answer.json()["name"]) == (202, kept)


@pytest.mark.parametrize(
    ("content", "query", "status"),
    [
        (b"", {}, 422),
        (REPORT, {"published": "soon"}, 422),
        (REPORT, {"published": "x" * 21}, 422),
        (REPORT, {"source": "a\nb"}, 422),
        (REPORT, {"source": "x" * 101}, 422),
        (REPORT, {"name": ""}, 422),
        (REPORT, {"name": "x" * 401}, 422),
        (REPORT, {"nothing": "x"}, 422),
    ],
)
def test_what_does_not_fit_is_refused_at_once(
    visitor: Visitor, content: bytes, query: dict[str, str], status: int
):
    before = visitor.held.position
    assert upload(visitor, content, query=query).status_code == status
    assert visitor.held.position == before


def test_a_bomb_does_not_go_off(visitor: Visitor):
    before = visitor.held.position
    answer = upload(visitor, bomb(), "report.docx")
    if answer.status_code == 202:
        told = ended(visitor, answer.json()["job"]["id"])
        assert told["state"] == "failed"
        assert told["problems"]
    assert visitor.held.position == before


def test_a_file_that_is_too_large_is_not_taken(visitor: Visitor):
    answer = upload(visitor, b"x" * (UPLOAD_BYTES + 1))
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_of_a_page_brings_in_nothing(visitor: Visitor):
    answer = post(visitor, "documents?name=x", files={"file": ("x", REPORT)})
    assert answer.status_code == 415


LIES = "hts-statement.txt"


def test_a_report_that_lies_with_the_case_is_read_from_there(visitor: Visitor):
    path = f"{ROOT}/cases/idlib/lying"
    assert LIES in visitor.get(path).json()["names"]
    taken = post(visitor, "lying", {"name": LIES})
    assert taken.status_code == 202, taken.text
    assert ended(visitor, taken.json()["job"]["id"])["state"] == "done"
    assert LIES not in visitor.get(path).json()["names"]
    assert post(visitor, "lying", {"name": LIES}).status_code == 409


def test_nothing_but_a_listed_report_is_read_from_the_folder(visitor: Visitor):
    before = visitor.held.position
    for name in ("../case.json", "/etc/passwd", "README.md", "gone.txt"):
        assert post(visitor, "lying", {"name": name}).status_code == 404
    assert post(visitor, "lying", {"name": LIES}, name="observer").status_code == 403
    assert visitor.get(f"{ROOT}/cases/idlib/lying", name="observer").status_code == 403
    assert visitor.held.position == before
