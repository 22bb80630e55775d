"""An act of the mechanism: one typed record, made once by one person for one party, never edited.

The program calls it a deed, because `act` is the claim's word for what somebody did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field

from truceline.core.canonical import canonical_json
from truceline.core.spelling import HANDLE, SHA256
from truceline.evidence.strict import Strict
from truceline.ledger.signers import Role

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.mechanism.scene import Scene

Handle = Annotated[str, Field(pattern=HANDLE)]
"""A short name for people and programs: small letters, digits, `-`, `_` and `.`."""
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Sensitivity = Literal["public", "restricted", "secret"]


ANY_ROLE = frozenset(Role)
LIAISON = frozenset({Role.LIAISON})


class Submitted(Strict):
    """The form submission an act was made from; who filled it in is not kept."""

    form: Annotated[str, Field(pattern=r"^[a-z_]{1,40}/[0-9a-f]{12}$")]
    """The form and its version: `route/3f2a90c1d4e5`."""
    instance: Annotated[str, Field(min_length=1, max_length=200)]
    """The submission: the same one is taken once, whatever file it comes in."""
    edition: Annotated[str, Field(min_length=1, max_length=200)]
    """Which edition of it; the first is called as the submission is."""
    edits: str | None = None
    """The edition that this one replaces."""
    number: Annotated[int, Field(ge=0)] | None = None
    """How often it had been edited, where the server says so."""
    received_at: AwareDatetime | None = None
    """When the server had it; `made_at` is when it was filled in."""
    photographs: tuple[Annotated[str, Field(pattern=SHA256)], ...] = ()
    """SHA-256 of the photographs, which the ledger keeps as documents."""


class Deed(Strict):
    """What every act of the mechanism says: who makes it, for whom, as what, and when.

    A kind of act is a subclass. It names the sort of matter it moves, whether it opens one, the
    fields that name the matter and what is meant in it, and the roles that may make it.
    """

    sort: ClassVar[str]
    opens: ClassVar[bool] = False
    named: ClassVar[tuple[str, ...]]
    """Fields that are arguments of the command; the first names the matter."""
    roles: ClassVar[frozenset[Role]] = ANY_ROLE
    partisan: ClassVar[bool] = True
    """Whether only somebody who acts for a party can make it."""

    format: Literal["truceline/deed/1"] = "truceline/deed/1"
    agreement: str
    """Id of the agreement; an act for one mechanism is none in another."""
    party: str | None = None
    """The party whose cell makes the act; null for whoever acts for none."""
    signer: Annotated[str, Field(min_length=1, max_length=200)]
    """Who signs, by the name their key is trusted under: a post, never a private person's name."""
    made_at: AwareDatetime
    """When the act was made, as its maker says."""
    note: Annotated[str, Field(max_length=20_000)] = ""
    """A remark for the record."""
    sensitivity: Sensitivity = "restricted"
    """Who may see it: `secret` is left out of every list unless asked for."""
    submitted: Submitted | None = None
    """The form submission it was made from; left out by acts made otherwise."""

    @property
    def name(self) -> str:
        """The kind of act: its discriminator."""
        return str(getattr(self, "kind", ""))

    @property
    def side(self) -> str:
        """The party of an act that only a party's cell can make."""
        assert self.party is not None, self.name
        return self.party

    @property
    def voice(self) -> str:
        """Whose word it is: the party's, or that of a signer who acts for none."""
        return self.party or self.signer

    @property
    def own(self) -> tuple[str, ...]:
        """The maker's own side, where there is one."""
        return (self.party,) if self.party else ()

    @property
    def matter(self) -> str:
        """The handle of the matter this act opens or moves."""
        return str(getattr(self, self.named[0]))

    def content(self) -> bytes:
        """Canonical JSON: what is signed."""
        return canonical_json(self.model_dump(mode="json", exclude_none=True))

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """What the record says once this act is made, one claim or more."""
        raise NotImplementedError(type(self).__name__)
