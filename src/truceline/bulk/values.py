"""Columns of an Arrow batch as NumPy arrays; what cannot be read becomes NaN, or no day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Days = NDArray[np.int32]

NO_DAY = -(2**31)
"""Stands where a cell tells no day."""
# Days since 1970 of the years 1 to 9999: others cannot be told as dates.
_FIRST, _LAST = -719162, 2932896
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def numbers(batch: Any, name: str) -> Floats:
    """A column as floats; what is no finite number becomes NaN."""
    import pyarrow as pa
    from pyarrow import compute

    column = _plain(batch.column(name))
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = compute.utf8_trim_whitespace(column)
        number = compute.match_substring_regex(text, _NUMBER)
        column = compute.if_else(number, text, pa.scalar(None, text.type))
    # Whole numbers that a float cannot hold to the last digit are far beyond any that means something.
    floats = column.cast(pa.float64(), safe=False)
    values = np.asarray(floats.to_numpy(zero_copy_only=False), np.float64)
    finite = np.isfinite(values)
    # Most columns are whole, and then need no copy.
    return values if finite.all() else np.where(finite, values, np.nan)


def days(batch: Any, name: str | None) -> Days:
    """Days since 1970; `NO_DAY` where a cell is no date."""
    import pyarrow as pa
    from pyarrow import compute

    if name is None:
        return np.full(batch.num_rows, NO_DAY, np.int32)
    column = _plain(batch.column(name))
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        head = compute.utf8_slice_codeunits(compute.utf8_trim_whitespace(column), 0, 10)
        column = compute.strptime(head, format="%Y-%m-%d", unit="s", error_is_null=True)
    if not pa.types.is_temporal(column.type):
        return np.full(batch.num_rows, NO_DAY, np.int32)
    if not pa.types.is_date32(column.type):
        column = column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False)
    found = np.asarray(column.cast(pa.int32()).fill_null(NO_DAY), np.int32)
    return np.where((found >= _FIRST) & (found <= _LAST), found, np.int32(NO_DAY))


def _plain(column: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    # Views know no regular expressions.
    return column.cast(pa.large_string()) if pa.types.is_string_view(column.type) else column
