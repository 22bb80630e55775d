"""Time one full assessment of a case in a fresh process: `python -m benchmarks.assessing CASE DAY`.

The imports and the reading of the agreement file are left out; the ledger's reading, the geometry
and the proofs are not: this is what an answer costs once a case is open. The whole command is
measured beside it.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

from truceline.case.folder import Case
from truceline.core.frame import Frame


def main(folder: str, day: str) -> None:
    """Print the seconds that the assessment of an opened case took."""
    case = Case.open(Path(folder))
    start = time.perf_counter()
    assessment = case.assess(Frame(date.fromisoformat(day)))
    seconds = time.perf_counter() - start
    assert assessment.norms, "an agreement without norms measures nothing"
    print(f"{seconds:.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
