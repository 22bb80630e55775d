"""Morton codes (Z-order): one number for a place, so that places near each other mostly have near numbers.

32 bits each of longitude (even bits) and latitude (odd bits), counted from the south-west corner of the
map: a step is less than a centimetre. Codes with the same first 2n bits lie in one cell of 2^n by 2^n.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.uint64]

BITS = 32
_STEPS = 1 << BITS
_TURN, _HALF_TURN = 360.0, 180.0
# Each step moves the upper half of every group of bits away from its lower half.
_MASKS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
_ALL = 0xFFFFFFFF


def codes_of(lon: Floats, lat: Floats) -> Codes:
    """The codes of places (degrees); what is NaN gets a code that means nothing."""
    return interleaved(_steps(lon, _TURN), _steps(lat, _HALF_TURN))


def degrees_of(codes: Codes) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of the middles of the codes' smallest cells."""
    x, y = (steps.astype(np.float64) for steps in steps_of(codes))
    return degrees_at(x, y)


def steps_of(codes: Codes, bits: int = BITS) -> tuple[Codes, Codes]:
    """Steps to the east and to the north of the map's corner, 2^bits to the whole map each way."""
    coarser = np.uint64(BITS - bits)
    return _gathered(codes) >> coarser, _gathered(codes >> np.uint64(1)) >> coarser


def degrees_at(x: Floats, y: Floats, bits: int = BITS) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of the middles of such steps; of their means, those of the places' means."""
    count = 1 << bits
    return (x + 0.5) * (_TURN / count) - _TURN / 2, (y + 0.5) * (_HALF_TURN / count) - _HALF_TURN / 2


def interleaved(x: Codes, y: Codes) -> Codes:
    """Bits of x and y (32 each) in turn, x's the lower of each pair."""
    return _spread(x) | (_spread(y) << np.uint64(1))


def _steps(degrees: Floats, span: float) -> Codes:
    """How many steps from the western or southern end; the far end itself belongs to the last step."""
    steps = np.floor((np.nan_to_num(degrees) + span / 2) * (_STEPS / span))
    return np.clip(steps, 0, _STEPS - 1).astype(np.uint64)


def _spread(bits: Codes) -> Codes:
    for shift, mask in _MASKS:
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits


def _gathered(bits: Codes) -> Codes:
    bits = bits & np.uint64(_MASKS[-1][1])
    shifts = [shift for shift, _ in reversed(_MASKS)]
    masks = [mask for _, mask in reversed(_MASKS[:-1])] + [_ALL]
    for shift, mask in zip(shifts, masks, strict=True):
        bits = (bits | (bits >> np.uint64(shift))) & np.uint64(mask)
    return bits
