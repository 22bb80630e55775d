"""Time `truceline bulk sort`: `python -m benchmarks.sorting ROWS FOLDER [--duckdb]`.

Prints seconds and the peak of memory (MB). With `--duckdb` that database sorts the same table by the same
codes within 600 MB instead: it is quicker where all fits into memory, and loses types.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.event_tables import write_events
from benchmarks.measure import TRUCELINE, run

_DUCKDB = """
import duckdb, sys
source, out, folder = sys.argv[1:]
con = duckdb.connect(config={"memory_limit": "600MB", "temp_directory": folder})
for shift, mask in ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F),
                    (2, 0x3333333333333333), (1, 0x5555555555555555)):
    con.execute(f"CREATE MACRO spread{shift}(v) AS ((v | (v << {shift})) & {mask}::UBIGINT)")
con.execute("CREATE MACRO steps(d, span) AS floor((d + span / 2) / span * 4294967296)::UBIGINT")
x = "spread1(spread2(spread4(spread8(spread16(steps(longitude, 360))))))"
y = x.replace("longitude, 360", "latitude, 180")
con.execute(f'''COPY (SELECT * EXCLUDE file_row_number, {x} | ({y} << 1) AS morton
    FROM read_parquet('{source}', file_row_number=true) ORDER BY morton, file_row_number)
    TO '{out}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 131072)''')
"""


def main(rows: str, folder: str, *options: str) -> None:
    """Print the two figures."""
    source, out = Path(folder, f"events-{rows}.parquet"), Path(folder, f"sorted-{rows}.parquet")
    if not source.exists():
        write_events(source, int(rows))
    if "--duckdb" in options:
        done = run([sys.executable, "-c", _DUCKDB, source, out, folder], Path(folder))
    else:
        done = run([TRUCELINE, "bulk", "sort", source, "--out", out], Path(folder))
    print(f"{done.seconds:.1f} s, {done.peak_mb:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
