"""Drafts from afar: acts as far as they are written, for one's own cell and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.receipts import Ended
from truceline.client.seats import DraftKept, DraftsTold, DraftTold, SaveDraft


@dataclass(frozen=True)
class Drafting:
    """The drafts of one's cell. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str

    def listed(self) -> tuple[DraftTold, ...]:
        """All of them, the newest first."""
        return self.calling.read(self.path, DraftsTold).drafts

    def one(self, draft: str) -> DraftTold:
        """A draft by its id."""
        return self.calling.read(self._of(draft), DraftTold)

    def save(
        self,
        kind: str,
        fields: Mapping[str, str | tuple[str, ...]],
        draft: str = "",
        *,
        key: str | None = None,
    ) -> DraftKept:
        """Keep an act as far as it is written; `draft`: in place of this one."""
        told = {name: (one,) if isinstance(one, str) else one for name, one in fields.items()}
        body = SaveDraft(kind=kind, fields=told, draft=draft)
        return self.calling.sent(self.path, DraftKept, body, key=key)

    def drop(self, draft: str, *, key: str | None = None) -> Ended:
        """Keep a draft no more."""
        return self.calling.sent(f"{self._of(draft)}/drop", Ended, key=key)

    def _of(self, draft: str) -> str:
        return f"{self.path}/{quote(draft, safe='')}"
