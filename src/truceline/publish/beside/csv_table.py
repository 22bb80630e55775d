"""A table as CSV (RFC 4180): UTF-8, one line of heads, on demand one of HXL tags below it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from truceline.publish.beside.cells import values, written

if TYPE_CHECKING:
    from truceline.publish.beside.tables import Table

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"


def csv_table(table: Table, *, hxl: bool = False) -> bytes:
    """The whole table; where it has no rows, its heads."""
    sink = io.StringIO()
    writer = csv.writer(sink)  # the `excel` dialect is that of RFC 4180
    writer.writerow([column.name for column in table.columns])
    if hxl:
        writer.writerow([column.hxl for column in table.columns])
    writer.writerows([written(value) for value in values(row)] for row in table.rows)
    return sink.getvalue().encode()
