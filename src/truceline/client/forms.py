"""Documents about telephone forms, their submissions, and the drawings of a boundary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AwareDatetime, Field

from truceline.client.orders import Name
from truceline.client.receipts import ActPrepared
from truceline.evidence.issue import Issue
from truceline.evidence.strict import Strict

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class FormTold(Strict):
    """A form for telephones."""

    kind: str
    """Of act that its submissions become."""
    name: str
    """With its version, as submissions say it."""
    title: str
    given_out: bool
    """Whether this version was given out."""


class FormsTold(Strict):
    """The forms that there are."""

    forms: tuple[FormTold, ...]


class SubmissionsPrepared(Strict):
    """What a file of submissions would come to; nothing was entered."""

    sha256: str
    """Of the file."""
    made_at: AwareDatetime
    """The instant of acts whose submission tells none: send it back."""
    submissions: int
    new: int
    edited: int
    """Later editions, each in place of the one before."""
    already_there: int
    issues: tuple[Issue, ...]
    """What is wrong, row by row."""
    acts: tuple[ActPrepared, ...]
    """Look at them before you sign: the server has read the file for you."""


class SendSubmissions(Strict):
    """A file of submissions, and the signatures of the acts that it comes to."""

    name: Annotated[str, Field(min_length=1, max_length=400)]
    """What the file is called; its ending says how it is read."""
    content: Annotated[str, Field(min_length=4)]
    """Its bytes, in base 64."""
    kind: Annotated[str, Field(max_length=200)] = ""
    """The kind of act that a plain table is of."""
    key: Name
    """The public key that signed: `tk1...`."""
    made_at: AwareDatetime
    """As it was prepared."""
    signatures: Annotated[Mapping[Digest, Name], Field(max_length=40_000)]
    """Of each act, by its SHA-256."""


class SubmissionsTaken(Strict):
    """What taking in a file of submissions did."""

    submissions: int
    new: int
    edited: int
    already_there: int
    issues: tuple[Issue, ...]
    claims: tuple[str, ...]
    """The claims that the acts became, as far as the caller may read them."""
    position: int


class RivalsTold(Strict):
    """Two drawings of one segment, held against each other on the plane round their middle."""

    segment: str
    first: str
    second: str
    area: bool
    """Whether they are areas; else lines."""
    first_km: float
    second_km: float
    apart_km: float
    """The farthest that any point of one lies from the other."""
    only_first_km2: float
    only_second_km2: float
    common_km2: float
    between_km2: float


class DifferencesTold(Strict):
    """How far rival drawings of a boundary differ."""

    rivals: tuple[RivalsTold, ...]
    position: int
