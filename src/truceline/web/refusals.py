"""Why a request is not answered as asked. Pages and the API tell each in their own way.

Refusal
SignedOut     nobody known asks: sign in
NotFound      there is no such thing, or none for whoever asks
Forbidden     it is there, and needs a right that whoever asks does not have
Conflict      it changed meanwhile, or was done already
TooOften      too much was asked for in a short time
"""

from __future__ import annotations

from truceline.web.rights import Right


class Refusal(Exception):  # noqa: N818 - it says what is so
    """A request that is refused; `status` as HTTP counts."""

    status = 400


class SignedOut(Refusal):
    """Nobody known asks."""

    status = 401


class NotFound(Refusal):
    """There is no such thing, or none for whoever asks."""

    status = 404


class Forbidden(Refusal):
    """It needs a right that whoever asks does not have."""

    status = 403

    def __init__(self, right: Right | None = None) -> None:
        super().__init__(right.value if right else "")
        self.right = right


class Conflict(Refusal):
    """It changed meanwhile, or was done already."""

    status = 409


class TooOften(Refusal):
    """Too much was asked for in a short time."""

    status = 429
