"""Browsers that an account logged in from before: wrong tries elsewhere do not keep them waiting.

Otherwise whoever knows a name could lock its person out for good, by trying five times an hour. A browser
carries a text that only this server can make; it lets nobody in, its tries are merely counted apart.
"""

from __future__ import annotations

import secrets

from truceline.accounts.account import folded
from truceline.accounts.credentials import Secret
from truceline.accounts.home import Home
from truceline.accounts.people import name_key

_PURPOSE = "device"
_NAME_BYTES = 9
_LONGEST = 128


def handed_out(home: Home, name: str) -> Secret:
    """What a browser keeps after a log-in under a name: for a cookie of a year."""
    device = secrets.token_urlsafe(_NAME_BYTES)
    return Secret(f"{device}.{home.key.digest(_PURPOSE, folded(name), device)}")


def counted_by(home: Home, name: str, text: str) -> str:
    """By what tries at a name are counted: by the browser where it is known, else by the name."""
    device, _, digest = text[:_LONGEST].partition(".")
    if home.key.fits(digest, _PURPOSE, folded(name), device):
        return home.key.digest("tries of a device", folded(name), device)
    return name_key(home, name)
