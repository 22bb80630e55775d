"""The net itself: a canary is caught in whatever spelling it left."""

from __future__ import annotations

import base64
import html
import zipfile
import zlib
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.publish.release.canaries import leaks
from tests.publish.report.materials import full, written

from truceline.publish.report.printed import printed

CANARY = "Canary & 'bird' ق 7"


def packed() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<c>{CANARY}</c>")
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        f"as it is: {CANARY}.",
        CANARY.upper(),
        html.escape(CANARY),
        base64.b64encode(f"x{CANARY}yy".encode()),
        base64.b64encode(f"xx{CANARY}yy".encode()),
        b"1 0 obj stream\r\n" + zlib.compress(CANARY.encode()) + b"endstream",
        CANARY.encode("utf-16-le"),
        packed(),
    ],
)
def test_a_canary_is_caught_however_it_is_written(content):
    assert leaks(content, [CANARY, "another"]) == {CANARY}


def test_it_is_caught_in_the_letters_of_a_pdf_and_in_the_packed_cells_of_a_table():
    bird = "canary001xlabel"
    assert leaks(printed(written(full(bird))), [bird, "another"]) == {bird}
    stream = BytesIO()
    pq.write_table(pa.table({"says": [bird] * 100}), stream, compression="gzip")
    assert leaks(stream.getvalue(), [bird, "another"]) == {bird}


def test_a_clean_text_has_none():
    assert leaks("nothing to see", [CANARY]) == set()
