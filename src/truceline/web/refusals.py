"""Why a request is not answered as asked. Pages and the API tell each in their own way.

Refusal
SignedOut     nobody known asks: sign in
NotFound      there is no such thing, or none for whoever asks
Forbidden     it is there, and needs a right that whoever asks does not have
BadRequest    it makes no sense
Conflict      it changed meanwhile, or was done already
UnderWay      the same request is being answered
MovedOn       the ledger is not where whoever asks believed it to be
WrongKind     it was sent as something that is not taken here
LookFirst     it names no state that whoever asks has looked at
TooOften      too many requests in a short time
Unchanged     whoever asks has the answer already
"""

from __future__ import annotations

from collections.abc import Mapping

from truceline.web.rights import Right

AGAIN_S = 5
"""When whoever meets a ledger that cannot be had just now may ask again."""


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

    def __init__(self, right: Right | None = None, why: str = "") -> None:
        super().__init__(right.value if right else why)
        self.right = right


class Conflict(Refusal):
    """It changed meanwhile, or was done already."""

    status = 409


class BadRequest(Refusal):
    """It makes no sense."""


class UnderWay(Refusal):
    """The same request is being answered."""

    status = 409
    wait_s = 1


class WrongKind(Refusal):
    """It was sent as something that is not taken here."""

    status = 415


class LookFirst(Refusal):
    """It names no state that whoever asks has looked at."""

    status = 428


class MovedOn(Refusal):
    """The ledger is not where whoever asks believed it to be."""

    status = 412


class TooOften(Refusal):
    """Too many requests in a short time; `wait_s` seconds would help."""

    status = 429

    def __init__(self, wait_s: int = 60) -> None:
        super().__init__()
        self.wait_s = wait_s


class Unchanged(Refusal):
    """Whoever asks has the answer already; `headers` say so."""

    status = 304

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.headers = headers
