"""Publishing from afar: reports are issued, the bulletin taken away, replies decided on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.orders import ClaimOfReply, IssueReport, JudgeReply
from truceline.client.receipts import ClaimMade, ReplyTold, ReportMade


@dataclass(frozen=True)
class Publishing:
    """What a publisher does in one case. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str

    def issue(self, report: IssueReport, *, seen: int | None = None, key: str | None = None) -> ReportMade:
        """Issue a report; with `seen` only while the ledger stands at that position: else Stale."""
        return self.calling.sent(f"{self.path}/reports", ReportMade, report, seen=seen, key=key)

    def bulletin(self) -> bytes:
        """The site of the public reports, as a ZIP file; NotFound where none was issued."""
        return self.calling.content(f"{self.path}/bulletin.zip")

    def replies(self, state: str = "held") -> Iterator[ReplyTold]:
        """Readers' replies in a state, the newest first."""
        return self.calling.pages(f"{self.path}/replies", ReplyTold, {"state": state})

    def reply(self, reply: str) -> ReplyTold:
        """One reply as it stands."""
        return self.calling.read(self._of(reply), ReplyTold)

    def judge(self, reply: str, decision: JudgeReply, *, key: str | None = None) -> ReplyTold:
        """Show, refuse or answer a reply, or call it spam; Stale where it stands otherwise by now."""
        return self.calling.sent(f"{self._of(reply)}/decisions", ReplyTold, decision, key=key)

    def claim(self, reply: str, stated: ClaimOfReply, *, key: str | None = None) -> ClaimMade:
        """Propose a claim: what a party states in a reply that is shown as its word."""
        return self.calling.sent(f"{self._of(reply)}/claims", ClaimMade, stated, key=key)

    def _of(self, reply: str) -> str:
        return f"{self.path}/replies/{quote(reply, safe='')}"
