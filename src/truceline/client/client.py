"""The client: cases of a server, everything that one of them tells in any frame, and what is done there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment, NormStatus, PostureEntry, RegisterEntry
from truceline.client.acting import Acting
from truceline.client.auditing import Auditing
from truceline.client.calling import Calling, Query
from truceline.client.desk import Desk
from truceline.client.documents import (
    ActTold,
    Cases,
    CaseTold,
    ClaimTold,
    Coverage,
    DocumentText,
    DocumentTold,
    EntryShown,
    EntryTold,
    Explanation,
    IssuedTold,
    LedgerTold,
    MatterTold,
    Postures,
    Promises,
    PromiseTold,
    SightingsTold,
    WeekTold,
    Withdrawals,
)
from truceline.client.drafting import Drafting
from truceline.client.feeds import Feeds
from truceline.client.hooks import Hooks
from truceline.client.people import People
from truceline.client.publishing import Publishing
from truceline.client.seats import KeyTold, SettingsTold
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.outlook.document import Outlook
from truceline.publish.report.facts import Facts


class Client:
    """A server's API with a token: `with Client(url, token) as client: client.case("idlib").promises()`."""

    def __init__(self, url: str, token: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._calling = Calling(url, token, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections."""
        self._calling.close()

    def cases(self) -> tuple[CaseTold, ...]:
        """The cases in which the token's account has a role."""
        return self._calling.read("/cases", Cases).cases

    @property
    def people(self) -> People:
        """Accounts, roles and links; for a token of no case, with the scope `admin`."""
        return People(self._calling)

    def case(self, case: str) -> CaseAt:
        """One case, as of today and as known now; nothing is asked yet."""
        return CaseAt(self._calling, case)


@dataclass(frozen=True)
class CaseAt:
    """One case in one frame. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    case: str
    as_of: date | None = None
    known_at: date | datetime | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()

    def at(
        self,
        as_of: date | None = None,
        known_at: date | datetime | None = None,
        *,
        readings: Mapping[str, str] | None = None,
        instruments: tuple[str, ...] = (),
    ) -> CaseAt:
        """The same case in another frame."""
        chosen = dict(readings or {})
        return replace(self, as_of=as_of, known_at=known_at, readings=chosen, instruments=instruments)

    @property
    def desk(self) -> Desk:
        """Claims entered, decided on and corrected; documents brought in."""
        return Desk(self.calling, self._path())

    @property
    def mechanism(self) -> Acting:
        """Acts, signed with a key that stays here."""
        return Acting(self.calling, self._path())

    @property
    def hooks(self) -> Hooks:
        """Addresses of one's own that are told what happens in it."""
        return Hooks(self.calling, self._path("hooks"))

    @property
    def drafts(self) -> Drafting:
        """Drafts of one's own cell."""
        return Drafting(self.calling, self._path("drafts"))

    @property
    def auditing(self) -> Auditing:
        """Whether the record is whole, and states of it that others keep."""
        return Auditing(self.calling, self._path())

    @property
    def publishing(self) -> Publishing:
        """Reports issued, and what is done with replies."""
        return Publishing(self.calling, self._path())

    def about(self) -> CaseTold:
        """What one may do in it, and where its ledger stands."""
        return self.calling.read(self._path(), CaseTold, self._frame())

    def settings(self) -> SettingsTold:
        """What it is set up with, as far as one may know it."""
        return self.calling.read(self._path("settings"), SettingsTold)

    def key(self) -> KeyTold:
        """The public half of the key that the server keeps for the account; NotFound where it keeps none."""
        return self.calling.read(self._path("key"), KeyTold)

    def agreement(self) -> Agreement:
        """The agreement as encoded, with what was granted since."""
        return self.calling.read(self._path("agreement"), Agreement, self._frame())

    def assessment(self, *norms: str, party: str | None = None) -> Assessment:
        """The whole answer, of some promises or all."""
        query = {"norm": list(norms) or None, "party": party}
        return self.calling.read(self._path("assessment"), Assessment, self._frame(query))

    def promises(self, party: str | None = None) -> tuple[PromiseTold, ...]:
        """Where each promise stands."""
        return self.calling.read(self._path("promises"), Promises, self._frame({"party": party})).promises

    def promise(self, norm: str) -> NormStatus:
        """One promise with its proof."""
        return self.calling.read(self._path("promises", norm), NormStatus, self._frame())

    def explanation(self, norm: str, party: str | None = None) -> str:
        """The same in plain sentences."""
        path = self._path("promises", norm, "explanation")
        return self.calling.read(path, Explanation, self._frame({"party": party})).text

    def postures(self) -> tuple[PostureEntry, ...]:
        """What each party says."""
        return self.calling.read(self._path("postures"), Postures, self._frame()).postures

    def register(self, norm: str = "", party: str = "", bearing: str = "") -> Iterator[RegisterEntry]:
        """Incidents, the newest first."""
        query = {"norm": norm, "party": party, "bearing": bearing}
        return self.calling.pages(self._path("register"), RegisterEntry, self._frame(query))

    def incident(self, entry: str) -> EntryTold:
        """One entry of the register."""
        return self.calling.read(self._path("register", entry), EntryTold, self._frame())

    def withdrawals(self) -> tuple[SightingsTold, ...]:
        """Withdrawals: declared, counted, seen."""
        return self.calling.read(self._path("withdrawals"), Withdrawals, self._frame()).withdrawals

    def coverage(self) -> tuple[WeekTold, ...]:
        """How much of each zone was watched, by week."""
        return self.calling.read(self._path("coverage"), Coverage, self._frame()).weeks

    def outlook(self) -> Outlook:
        """Comparisons and forecasts."""
        return self.calling.read(self._path("outlook"), Outlook, self._frame())

    def claims(
        self,
        *,
        document: str | None = None,
        status: Status | None = None,
        norm: str | None = None,
        source: str | None = None,
    ) -> Iterator[Claim]:
        """Claims in the order they were entered."""
        query = {"document": document, "status": status, "norm": norm, "source": source}
        return self.calling.pages(self._path("claims"), Claim, self._frame(query))

    def claim(self, claim_id: str) -> ClaimTold:
        """One claim with what was decided on it."""
        return self.calling.read(self._path("claims", claim_id), ClaimTold, self._frame())

    def documents(self) -> Iterator[DocumentTold]:
        """The documents that the case holds."""
        return self.calling.pages(self._path("documents"), DocumentTold, self._frame())

    def document(self, sha256: str) -> DocumentText:
        """One document as text, with the claims that rest on it."""
        return self.calling.read(self._path("documents", sha256), DocumentText, self._frame())

    def content(self, sha256: str) -> bytes:
        """The bytes of a document."""
        return self.calling.content(self._path("documents", sha256, "content"), self._frame())

    def matters(self, sort: str | None = None) -> Iterator[MatterTold]:
        """Matters of the mechanism."""
        return self.calling.pages(self._path("matters"), MatterTold, self._frame({"sort": sort}))

    def matter(self, sort: str, name: str) -> MatterTold:
        """One matter with its acts."""
        return self.calling.read(self._path("matters", sort, name), MatterTold, self._frame())

    def acts(self) -> Iterator[ActTold]:
        """Signed acts, in order."""
        return self.calling.pages(self._path("acts"), ActTold, self._frame())

    def reports(self) -> Iterator[IssuedTold]:
        """Reports that were issued."""
        return self.calling.pages(self._path("reports"), IssuedTold, self._frame())

    def report(self, sha256: str) -> Facts:
        """The facts of a report that was issued."""
        return self.calling.read(self._path("reports", sha256), Facts, self._frame())

    def preview(self, kind: str = "weekly", *, incident: str = "", public: bool = False) -> Facts:
        """What the next report would be written from; with `public` what everybody would be told."""
        query = {"kind": kind, "incident": incident or None, "public": "true" if public else None}
        return self.calling.read(self._path("reports", "preview"), Facts, self._frame(query))

    def written(self, sha256: str, form: str = "html", tongue: str = "") -> bytes:
        """A report that was issued, as a page or as a PDF (`pdf`)."""
        query = {"form": form, "tongue": tongue or None}
        return self.calling.content(self._path("reports", sha256, "written"), query)

    @property
    def feeds(self) -> Feeds:
        """Where texts come from by themselves, whatever the frame."""
        return Feeds(self.calling, self._path("feeds"))

    def ledger(self) -> LedgerTold:
        """Where the ledger stands."""
        return self.calling.read(self._path("ledger"), LedgerTold, self._frame())

    def entries(self) -> Iterator[EntryShown]:
        """What came in, when and by whom."""
        return self.calling.pages(self._path("ledger", "entries"), EntryShown, self._frame())

    def issues(self) -> Iterator[Issue]:
        """What was doubtful in rows that came in."""
        return self.calling.pages(self._path("issues"), Issue, self._frame())

    def _path(self, *parts: str) -> str:
        return "/".join(["/cases", *(quote(one, safe="") for one in (self.case, *parts))])

    def _frame(self, query: Query | None = None) -> Query:
        known = self.known_at.isoformat() if self.known_at else None
        readings = {f"reading.{name}": choice for name, choice in self.readings.items()}
        frame = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_at": known,
            "instruments": ",".join(self.instruments) or None,
        }
        return {**frame, **readings, **(query or {})}
