"""Documents of one's own seat in a case: drafts of one's cell, the key that is kept, the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AwareDatetime, Field

from truceline.client.orders import Name
from truceline.evidence.strict import Strict

Answers = tuple[Annotated[str, Field(max_length=100_000)], ...]


class SaveDraft(Strict):
    """An act as far as it is written; nobody outside one's cell is told of it."""

    kind: Name
    """Of act."""
    fields: Annotated[Mapping[Name, Answers], Field(max_length=100)]
    """The fields of its form, each with what was typed."""
    draft: Annotated[str, Field(max_length=200)] = ""
    """The draft in whose place it is kept; empty: a draft of its own."""


class DraftKept(Strict):
    """A draft that is kept."""

    id: str
    kind: str
    by: str
    """Who saved it last."""
    saved_at: AwareDatetime


class DraftTold(DraftKept):
    """A draft of one's cell, with what it says so far."""

    fields: Mapping[str, tuple[str, ...]]


class DraftsTold(Strict):
    """The drafts of one's cell, the newest first."""

    drafts: tuple[DraftTold, ...]


class KeyTold(Strict):
    """A key that signs in a case: its public half."""

    signer: str
    key: str
    """The public key: `tk1...`."""
    role: str | None
    """As what the register of signers trusts it; null: it does not."""
    party: str | None
    trusted: bool


class RulesTold(Strict):
    """How public facts are made from private ones."""

    delay_hours: int
    town_km: float
    open_km: float
    least: int
    """Fewest people told with their place."""
    reply_days: int
    grades: tuple[str, ...]


class MemberTold(Strict):
    """A role that somebody has in the case."""

    name: str
    role: str
    party: str | None
    shut: bool
    """Whether the account is shut."""


class SettingsTold(Strict):
    """What a case is set up with; it is changed where the case is kept."""

    agreement: str
    title: str
    revision: int
    digest: str
    """Of the encoding: two sides that see the same digest judge by the same rules."""
    created: AwareDatetime
    truceline: str
    """The version that made the case."""
    keys: tuple[KeyTold, ...]
    """The register of signers."""
    rules: RulesTold | None
    """For those who publish or audit."""
    members: tuple[MemberTold, ...] | None
    """For auditors."""
