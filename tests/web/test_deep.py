"""Nested, repeated or swollen beyond sense: refused in words at once, and nothing is kept."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from tests.web.console.one_table import PASSPHRASE, Table

from truceline.web.guards import BODY_BYTES

DEEP = 50_000
KEY = {"passphrase": PASSPHRASE}
PARTS = "multipart/form-data; boundary=e"
WHO = "turkey-observer"
XML = "<data>" + "<a>" * DEEP + "</a>" * DEEP + "</data>"
_PAIRS = zip("abcdef", "bcdefg", strict=True)
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in _PAIRS)
    + "]><data>&g;</data>"
)


def archive(name: str, size: int, copies: int = 1) -> bytes:
    """A ZIP archive of files of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(copies):
            package.writestr(f"{number or ''}{name}", b"\0" * size)
    return out.getvalue()


@pytest.fixture
def unmoved(table: Table):
    """A table at which nothing may have been entered, and nobody waited for long."""
    before, began = table.held.position, time.process_time()
    yield table
    assert table.held.position == before
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.json", "[" * DEEP + "]" * DEEP),
        ("deep.json", '{"a":' * DEEP + "1" + "}" * DEEP),
        ("wide.json", "[" + "[]," * 200_000 + "[]]"),
        ("number.json", '[{"firings": 1' + "0" * 100_000 + "}]"),
        ("deep.xml", XML),
        ("laughs.xml", LAUGHS),
        ("swollen.zip", archive("figures.csv", 200 << 20)),
        ("many.zip", archive("figures.csv", 1, 3000)),
        ("wide.csv", "," * 500_000 + "\n" + "," * 500_000),
        ("long.csv", "where\n" + '"' + "x" * 2_000_000),
        ("..\\..\\con.csv", "where,on\n"),
    ],
)
def test_submissions_beyond_sense_are_refused(unmoved: Table, name: str, content: str | bytes):
    files = {"file": (name, content)}
    answer = unmoved.post(
        "mechanism/forms", name=WHO, files=files, data={"do": "enter", "kind": "count", **KEY}
    )
    assert answer.status_code in {200, 422}, answer.text
    assert "Traceback" not in answer.text
    assert "/tmp" not in answer.text  # noqa: S108 - where the file lay is nobody's


@pytest.mark.parametrize(
    "content", ["[" * DEEP, '{"type":"FeatureCollection","features":' + "[" * DEEP, "nan"]
)
def test_drawings_beyond_sense_are_refused(unmoved: Table, content: str):
    path = "mechanism/boundary/zone/drawings"
    zones = [name for sort, name in unmoved.record.matters if sort == "boundary"]
    assert zones
    path = f"mechanism/boundary/{zones[0]}/drawings"
    answer = unmoved.post(path, name="turkey-liaison", files={"file": ("a.geojson", content)})
    assert answer.status_code == 422
    assert 'class="problems"' in answer.text


@pytest.mark.parametrize(
    "deeds", ["[" * 30_000, '{"a":' * 10_000, "[]", "1" * 60_000, "null", '{"kind":"send"}']
)
def test_acts_that_nobody_was_shown_are_not_signed(unmoved: Table, deeds: str):
    answer = unmoved.post("mechanism/sign", name="turkey-liaison", data={"deeds": deeds, **KEY})
    assert answer.status_code in {400, 404, 409, 422}


@pytest.mark.parametrize("path", ["/login", "desk/new", "mechanism/new/send", "mechanism/key/new"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a&" * (BODY_BYTES // 2), "application/x-www-form-urlencoded"),
        (b"%" * BODY_BYTES, "application/x-www-form-urlencoded"),
        (
            b"--e\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n" * 2400,
            "multipart/form-data; boundary=e",
        ),
        (b"--e\r\n" + b"A: b\r\n" * 20_000, "multipart/form-data; boundary=e"),
        (b"x" * 1000, "multipart/form-data"),
        (b"[" * BODY_BYTES, "application/json"),
    ],
)
def test_forms_of_very_many_fields_are_no_forms(unmoved: Table, path: str, body: bytes, kind: str):
    answer = unmoved.post(path, name="turkey-liaison", content=body, headers={"content-type": kind})
    assert answer.status_code < 500, f"{answer.status_code}: {answer.text[:300]}"
    assert answer.status_code != 303


@pytest.mark.parametrize("path", ["/login", "desk/new", "/api/v1/cases/idlib/claims"])
@pytest.mark.parametrize(("status", "words"), [(413, "What was sent is longer"), (408, "took too long")])
def test_a_body_out_of_bounds_is_told_in_words(
    unmoved: Table, path: str, status: int, words: str, monkeypatch
):
    if status == 408:
        monkeypatch.setattr("asyncio.timeout", _never)
    content = b"name=" + b"x" * (BODY_BYTES if status == 413 else 10)
    headers = {"content-type": "application/x-www-form-urlencoded", "idempotency-key": "a"}
    answer = unmoved.post(path, name="analyst", content=content, headers=headers)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.headers["connection"] == "close"


def _never(_seconds: float):
    raise TimeoutError
