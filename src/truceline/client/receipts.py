"""What the API says of something that it changed, or that is under way: the server writes these."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from truceline.assess.result import Standing
from truceline.client.orders import GrantSent, ReplyStanding
from truceline.core.degree import Performance
from truceline.evidence.claim import Claim
from truceline.evidence.strict import Strict


class ClaimMade(Strict):
    """A claim that was entered, proposed."""

    claim_id: str
    claim: Claim | None
    """Null: it is secret, and whoever entered it may not read secrets."""
    position: int


class Decided(Strict):
    """Claims that were decided on."""

    claims: tuple[str, ...]
    position: int


class StandingTold(Strict):
    """Where a promise, or a part of it, stands."""

    performance: Performance
    degree: tuple[float, float]
    """Shown and possible share, 0-1."""
    standing: Standing
    support: float
    opposition: float


class ChangeTold(Strict):
    """A promise, or a part of it, before and after."""

    norm: str
    part: str | None
    """Null: the promise as a whole."""
    before: StandingTold
    after: StandingTold
    is_change: bool
    """Whether the answer itself changes, and not only what weighs for and against it."""


class EffectTold(Strict):
    """What accepting a claim would change; nothing is stored by asking."""

    claim: str
    as_of: date
    changes: tuple[ChangeTold, ...]
    position: int


class LeftTold(Strict):
    """A claim that is not accepted with others at once."""

    claim: str
    why: Literal["not_done", "own"]
    """Denied, planned or conditional; or one's own, which somebody else accepts."""


class TogetherTold(Strict):
    """What waits in a document, and what of it may be accepted at once."""

    claims: tuple[str, ...]
    digest: str
    left: tuple[LeftTold, ...]
    position: int


class JobTold(Strict):
    """Long work of one's own, and how far it is; interrupted where the server ended before it."""

    id: str
    name: str
    state: Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]
    share: float
    """How much of it is done, 0-1."""
    may_cancel: bool
    told: tuple[str, ...] = ()
    """What came of it."""
    problems: tuple[str, ...] = ()
    """What was wrong with what was given; of a failure of ours nothing is told."""
    document: str | None = None
    """SHA-256 of the document that it read, once it is done."""


class Jobs(Strict):
    """One's own work in a case, the latest first."""

    jobs: tuple[JobTold, ...]


class Taken(Strict):
    """A document that was taken in, and the work that reads it."""

    sha256: str
    name: str
    """As it is kept: without folders, and without what is no name."""
    job: JobTold


class ActsEntered(Strict):
    """What entering signed acts did."""

    entered: tuple[str, ...]
    """SHA-256 of those that are new."""
    already_there: int
    claims: tuple[str, ...]
    """The claims that they became, as far as the caller may read them."""
    position: int


class ActPrepared(Strict):
    """An act as it would be signed."""

    kind: str
    sort: str
    matter: str
    deed: str
    """The canonical JSON: send it back as it is, parsed."""
    sha256: str
    """The act's own name."""
    to_sign: str
    """The very text (UTF-8) to sign with the Ed25519 key."""


class ActsPrepared(Strict):
    """Acts as they would be signed; nothing was entered."""

    acts: tuple[ActPrepared, ...]
    position: int


class ReplyTold(Strict):
    """A reply of a reader, without how to reach them."""

    id: str
    page: str
    name: str
    text: str
    state: ReplyStanding
    party: str | None
    basis: str | None
    via: str
    received_at: AwareDatetime


class ReportMade(Strict):
    """A report that was issued."""

    report: str
    sha256: str
    is_new: bool
    """No: this very one was issued before."""
    position: int


class AccountTold(Strict):
    """Somebody who may sign in, as owners of the server see them."""

    id: str
    name: str
    owner: bool
    disabled: bool
    has_factor: bool
    grants: tuple[GrantSent, ...]


class Accounts(Strict):
    """Everybody."""

    accounts: tuple[AccountTold, ...]


class LinkTold(Strict):
    """A link that opens one thing once; it is told to whoever asked for it, and to nobody else."""

    id: str
    url: str
    until: AwareDatetime


class Ended(Strict):
    """Something that opens nothing any more."""

    id: str


class FeedChanged(Strict):
    """A feed that was added, changed or removed."""

    id: str
    what: Literal["added", "changed", "removed"]


class Lying(Strict):
    """Reports that lie in the case's folder and are not read yet, by name."""

    names: tuple[str, ...]
