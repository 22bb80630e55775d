"""By what rows of tables are counted: words and figures that those who judge and those who count share.

Nothing is imported here: whoever only counts need not load what judging takes.
"""

from __future__ import annotations

from typing import Literal

MEASURES = ("rows", "certain", "inside", "expected", "low", "best", "high", "least", "most")
"""What is counted a day: see `CountedEntry`."""
RELEVANT_P = 0.01
"""Below this chance of lying inside, a claim is about some other place and is not shown at all."""
WIDEST = 7
"""Days over which a report may spread; what happened some day in a month tells no day's pace."""
Bearing = Literal["breach", "not_attributed", "no_breach", "done"]
"""How reports of one sort bear on a check."""
Paced = Literal["pace", "too_wide", "near", "elsewhere", "province", "force", "infighting", "killed"]
"""Reports that tell a day's pace, and those whose days are too many for that.

What goes with a pace: what lies just outside the zone, or farther off; what is inside, by province. And in
the zone all force, fights within one side, and their dead.
"""
