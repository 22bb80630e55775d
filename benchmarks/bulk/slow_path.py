"""Hold the counts of a real table to the register of a case that has imported it, row by row.

`TRUCELINE_DATA=... python -m benchmarks.bulk.slow_path` does so for the Syria and Ukraine files of UCDP
against the bundled cases. An assessment shows an event from a chance of 0.01 on; a row of about that
chance may fall on either side. It ends with 1 where counts differ by more than one in twenty.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from truceline.assess.result import RegisterEntry
from truceline.bulk.assessing import assess_table
from truceline.bulk.tables import Source
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.intake.streams import sha256_of

SHARE = 0.05


class Pairing(NamedTuple):
    """A table, the bundled case it belongs to, and the day asked about."""

    file: str
    bundle: str
    as_of: date


PAIRINGS = (
    Pairing("ucdp-ged-syria-2016-2019.csv.gz", "idlib-2018", date(2018, 12, 31)),
    Pairing("ucdp-ged-ukraine-2014-2019.csv.gz", "minsk-2015", date(2015, 12, 31)),
)


def counts(pairing: Pairing, data: Path) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Entries by norm and bearing: of the register, and rows counted without importing them."""
    path, frame = data / pairing.file, Frame(as_of=pairing.as_of)
    with tempfile.TemporaryDirectory() as folder:
        case = Case.create(Path(folder) / "case", bundle=pairing.bundle)
        source = Source(path)
        setup, _ = setup_of(case, frame, path, source.schema)
        start = time.perf_counter()
        found = assess_table(setup, source)
        took = time.perf_counter() - start
        print(f"{pairing.file}: {found.rows:,} rows counted in {took:.2f} s")
        case.import_file(path)
        start = time.perf_counter()
        violations = case.assess(frame).violations
        print(f"register of {len(violations):,} entries in {time.perf_counter() - start:.1f} s")
    slow: Counter[tuple[str, str]] = Counter(
        (one.norm, one.bearing) for one in violations if _is_of(one, sha256_of(path))
    )
    fast: Counter[tuple[str, str]] = Counter()
    for line, total in found.tally.totals().items():
        if not line.party and line.bearing != "done":
            # Two checks of a norm that ask about one event list its rows once in a register.
            fast[line.norm, line.bearing] = max(fast[line.norm, line.bearing], int(total[0]))
    return slow, fast


def _is_of(entry: RegisterEntry, sha256: str) -> bool:
    return any(claim.origin == sha256 for claim in entry.claims)


def main() -> int:
    """Print both counts side by side; 1 where they differ."""
    differing = 0
    for pairing in PAIRINGS:
        slow, fast = counts(pairing, Path(os.environ["TRUCELINE_DATA"]))
        for key in sorted({*slow, *fast}):
            off = abs(slow[key] - fast[key])
            differing += off > SHARE * slow[key]
            print(f"  {key[0]:<32}{key[1]:<16}{slow[key]:>8,}{fast[key]:>8,}{f'{off:+,}' if off else '':>6}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
