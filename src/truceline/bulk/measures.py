"""What is counted of rows, and in which units: known without the compiled code that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.assess.scales import MEASURES, RELEVANT_P

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ranks = NDArray[np.int64]

ONE = 1 << 20
"""A whole, in the units that are added up. `rows` alone is of whole rows."""
WIDTH = len(MEASURES)
REMEMBERED = 1 << 18
"""So many chances are remembered by each thread: eight megabytes."""
ROWS = 1 << 42
"""More than any table has rows."""
RELEVANT = int(RELEVANT_P * ONE)
"""Below this chance an event is of some other place: an assessment does not show it either."""


def ranked(chance: Ranks, row: Ranks) -> Ranks:
    """What orders rows of a day: the likelier before, of like ones the first. `chance` is in 2^-20."""
    return chance * ROWS - row


def chance_and_row(rank: Ranks) -> tuple[Ranks, Ranks]:
    """The chance (2^-20) and the number of the row that have this rank."""
    chance = -(-rank // ROWS)
    return chance, chance * ROWS - rank
