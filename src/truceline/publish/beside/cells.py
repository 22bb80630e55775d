"""Values as cells of a table hold them: lists joined, and texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truceline.publish.beside.columns import Row

BETWEEN = "; "
"""What stands between the items of a list."""
# What a spreadsheet reads as the start of a formula, full-width forms and leading blanks included (OWASP, CSV
# injection). An apostrophe before it would be taken for ours, so that gets one, too.
_FORMULA = re.compile("['\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]")


def values(row: Row) -> Iterator[Any]:
    """A row's values in the order of its columns."""
    for name in type(row).model_fields:
        value = getattr(row, name)
        yield BETWEEN.join(map(str, value)) if isinstance(value, tuple) else value


def written(value: Any) -> str:
    """A value as CSV has it: ISO days, instants in UTC, `true`, `false`, nothing for what is absent."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case str():
            return guarded(value)
        case _:
            return repr(value)


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
