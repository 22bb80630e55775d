"""Who looks at the map, and what they may see on it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.mechanism.sight import Viewer


@dataclass(frozen=True)
class Reader:
    """Somebody who sees `secret` rows (and restricted and embargoed ones), or public ones alone.

    `viewer` tells what of the mechanism they see: drawings, patrols, withdrawals.
    """

    secret: bool = False
    viewer: Viewer = Viewer()  # noqa: RUF009 - a tuple, which cannot change
