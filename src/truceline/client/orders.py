"""What a program sends to have something changed: the client writes these, the server reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality
from truceline.evidence.strict import Strict

Name = Annotated[str, Field(min_length=1, max_length=200)]
Line = Annotated[str, Field(max_length=2000)]
Long = Annotated[str, Field(max_length=8000)]
Texts = Annotated[Mapping[Name, Annotated[str, Field(max_length=4000)]], Field(max_length=60)]
Verdict = Literal["accepted", "rejected"]
ReplyDeed = Literal["show", "refuse", "spam", "answer"]
ReplyStanding = Literal["held", "shown", "refused", "spam"]
AccountDeed = Literal["unlock", "disable", "enable", "make-owner", "no-owner", "drop-factor"]
RoleName = Literal["observer", "analyst", "verifier", "liaison", "publisher", "auditor"]


class HandClaim(Strict):
    """A claim by hand: an observer's own sight, or what was read where the case holds no document."""

    act: Act
    source: Name
    """Whose word it is; its own id."""
    modality: Modality = Modality.ASSERTED
    denied: bool = False
    words: Annotated[str, Field(max_length=4000)] = ""
    """The words that say it, as they were heard or read."""
    cite: Annotated[str, Field(max_length=4000)] = ""
    """Where they stand; words or this must be given."""
    published: date | None = None
    sensitivity: Literal["public", "restricted", "secret"] = "public"
    fields: Texts = Field(default_factory=dict)
    """Other fields as people see them: `who`, `whom`, `what`, `where`, `when`, `count`, `killed`, `injured`,
    `event`, `norms`, `grade`, `says`."""


class DecideClaim(Strict):
    """A decision on a proposed claim."""

    status: Verdict
    why: Line = ""
    """Kept with it; needed to reject what bears on a promise."""


class CorrectClaim(Strict):
    """A correction of a proposed claim; somebody else accepts what comes of it."""

    changes: Annotated[Texts, Field(min_length=1)]
    """Fields as people see them, as `truceline claims CASE edit` takes them; an empty text takes out."""
    why: Line = ""


class AcceptTogether(Strict):
    """Accept at once all that a document tells as done."""

    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Which claims, as `GET .../desk/{document}` told it."""
    why: Annotated[str, Field(min_length=1, max_length=2000)]


class ActSent(Strict):
    """A signed act, as `truceline mechanism` writes it."""

    deed: dict[str, Any]
    key: Name
    """The public key: `tk1...`."""
    signature: Name
    """64 bytes in base 64."""


class SendActs(Strict):
    """Signed acts; all are entered, or none."""

    acts: Annotated[tuple[ActSent, ...], Field(min_length=1, max_length=1000)]


class PrepareActs(Strict):
    """Acts that are not signed yet; what every act says may be left out."""

    key: Name
    """The public key that will sign: `tk1...`."""
    acts: Annotated[tuple[dict[str, Any], ...], Field(min_length=1, max_length=1000)]


class IssueReport(Strict):
    """A report that is to be issued."""

    kind: Literal["daily", "weekly", "spot"]
    as_of: date
    """Its last day."""
    incident: Annotated[str, Field(max_length=200)] = ""
    """Of a spot report: the entry of the register that it is on."""
    public: bool = False


class JudgeReply(Strict):
    """What is done with a reply of a reader."""

    deed: ReplyDeed
    was: ReplyStanding
    """How it stood when it was looked at."""
    why: Line = ""
    party: Annotated[str, Field(max_length=200)] = ""
    """With `show`: for which party it speaks; public."""
    basis: Line = ""
    """With `party`: how that is known; public."""
    words: Long = ""
    """With `answer`: what is answered, in public."""


class ClaimOfReply(Strict):
    """What an analyst reads out of a reply that is shown as a party's word."""

    act: Act
    modality: Modality = Modality.ASSERTED
    quote: Long = ""
    """The words that say it; empty: the whole reply."""
    changes: Texts = Field(default_factory=dict)


class GrantSent(Strict):
    """A role in a case; a liaison officer's with their party."""

    case: Name
    role: RoleName
    party: Name | None = None


class InviteSomebody(Strict):
    """A link for a new account."""

    grants: Annotated[tuple[GrantSent, ...], Field(max_length=100)] = ()
    owner: bool = False


class GiveRoles(Strict):
    """Roles for an account."""

    grants: Annotated[tuple[GrantSent, ...], Field(min_length=1, max_length=100)]


class TakeRole(Strict):
    """A role that an account is to have no more."""

    case: Name
    role: RoleName


class DoToAccount(Strict):
    """What an owner does to an account."""

    deed: AccountDeed


class SetFeed(Strict):
    """How a web feed is to be read; an address that is left out stays, anything else is as by default."""

    url: Line = ""
    """Where it is; a new one needs it. It is told to nobody again."""
    source: Line = ""
    language: Annotated[str, Field(max_length=20)] = ""
    every_minutes: int | None = None
    silent_after_days: float | None = None


class AddFeed(SetFeed):
    """A web feed to be read from now on."""

    id: Name


class ReadLying(Strict):
    """A report that lies in the case's folder, to be read from there."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
