"""A visit: somebody with a right looks at one case in one frame. Every route of a case begins with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlencode

from starlette.requests import Request

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.case.framing import FrameWords, frame_from
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.mechanism.sight import Viewer
from truceline.publish.report.facts import Facts
from truceline.publish.report.setting import Setting
from truceline.publish.report.unseen import Unseen
from truceline.publish.report.withheld import without_words
from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.publish.tongue.tongue import Tongue, tongue
from truceline.web.asker import Asker
from truceline.web.house import Held, House, frame_key
from truceline.web.refusals import Forbidden, NotFound, SignedOut
from truceline.web.rights import Right
from truceline.web.voice import Voice

if TYPE_CHECKING:
    from truceline.web.asker import Door

T = TypeVar("T")
READING = "reading."
"""How a parameter that chooses a reading begins: `reading.zone_depth=twenty`."""
_SECRET = "secret"  # noqa: S105 - a sensitivity
_PATIENCE_S = 0.4
_PAGES = "/cases/"
_FRAME = ("as_of", "known_at", "instruments")


def house_of(request: Request) -> House:
    """The cases of the app that answers."""
    return cast("House", request.app.state.house)


def door_of(request: Request) -> Door:
    """Whoever knows who asks."""
    return cast("Door", request.app.state.door)


def asker_of(request: Request) -> Asker:
    """Who asks; SignedOut where nobody known does. Looked up once for each request."""
    if not hasattr(request.state, "asker"):
        request.state.asker = door_of(request).asker(request)
    asker = cast("Asker | None", request.state.asker)
    if asker is None:
        raise SignedOut
    return asker


def language_of(request: Request, asker: Asker | None = None) -> str:
    """The reader's language: as the address says, else as the account has it, else as the browser asks."""
    known = ("en", *LANGUAGES)
    wanted = (request.query_params.get("language"), asker.language if asker else None)
    asked = request.headers.get("accept-language", "").split(",")
    accepted = (one.split(";")[0].strip().split("-")[0].lower() for one in asked)
    return next((one for one in (*wanted, *accepted) if one in known), "en")


def words_of(request: Request) -> FrameWords:
    """The frame as the address has it; an empty parameter counts as none."""
    given = request.query_params
    readings = tuple(
        f"{name.removeprefix(READING)}={value}"
        for name, value in given.multi_items()
        if name.startswith(READING) and value
    )
    as_of, known_at, instruments = (given.get(name) or None for name in _FRAME)
    return FrameWords(as_of, known_at, readings, instruments)


@dataclass(frozen=True)
class Visit:
    """Who looks at which case, in which frame and language. What is asked of it is worked out when asked."""

    request: Request
    asker: Asker
    held: Held

    @cached_property
    def position(self) -> int:
        """The ledger's position when the visit began to look: all of one page is of one position."""
        return self.held.position

    @cached_property
    def language(self) -> str:
        """The reader's language."""
        return language_of(self.request, self.asker)

    @property
    def tongue(self) -> Tongue:
        """The language to write in."""
        return tongue(self.language)

    @cached_property
    def rights(self) -> frozenset[Right]:
        """What the asker may do here."""
        return self.asker.rights(self.held.slug)

    @property
    def sees_secrets(self) -> bool:
        """Whether they may read the words of secret claims."""
        return Right.SECRET in self.rights

    def may_read(self, claim: Claim) -> bool:
        """Whether they may read the words of a claim.

        A secret act of the mechanism is for those it concerns alone, whoever else may read secrets.
        """
        if claim.sensitivity != _SECRET:
            return True
        return self.sees_secrets and (claim.evidence.document, claim.evidence.row) not in self.unseen

    @cached_property
    def unseen(self) -> frozenset[tuple[str | None, int | None]]:
        """Documents and rows of the acts that they may not see."""
        mechanism = self.held.case.mechanism

        def found() -> frozenset[tuple[str | None, int | None]]:
            record = mechanism.record(position=self.position)
            seen = {one.signed.digest for one in self.viewer.acts(record)}
            acts = mechanism.acts(position=self.position)
            return frozenset((one.document, one.row) for one in acts if one.signed.digest not in seen)

        return self.held.kept(("acts unseen", self.position, self.viewer), found)

    @cached_property
    def _unseen_rows(self) -> Unseen:
        """Which rows of a report rest on acts that they may not see."""
        mechanism = self.held.case.mechanism
        key = ("rows unseen", self.position, self.viewer)
        return self.held.kept(key, lambda: Unseen.of(mechanism.record(position=self.position), self.viewer))

    def unreadable(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some claims whose words they may not read."""
        if self.sees_secrets and not self.unseen:
            return frozenset()
        asked = tuple(ids)
        found = self.held.claims(asked)
        readable = {name for name, claim in found.items() if self.may_read(claim)}
        # Of a claim that the ledger has no more nothing is known.
        gone = {name for name in asked if name not in found} if self.sees_secrets else set()
        return frozenset(asked) - readable - gone

    def readable(self, facts: Facts) -> Facts:
        """What a private report is written from, as far as they may read it."""
        facts = self._unseen_rows.apart(facts)
        quoted = {id_: one.sensitivity for id_, one in facts.quotes.items()}
        hidden = self.unreadable(id_ for id_, one in (facts.weighed | quoted).items() if one == _SECRET)
        return without_words(facts, hidden, self.tongue.say("a secret claim")) if hidden else facts

    def shows(self, claims: Iterable[Claim]) -> None:
        """Write down which restricted and secret claims the page shows them; asked before it does."""
        told = [claim for claim in claims if self.may_read(claim)]
        self.held.shown.note(self.asker.account, self.asker.name, told)

    @property
    def viewer(self) -> Viewer:
        """What they may see of the mechanism."""
        return self.asker.viewer(self.held.slug)

    @cached_property
    def frame(self) -> Frame:
        """The frame asked for; without a day, today."""
        words = words_of(self.request)
        return frame_from(words, self.held.agreement(self.position), lambda name: name)

    @property
    def today(self) -> bool:
        """Whether the frame's day is today, on the agreement's clock."""
        return self.frame.as_of == self.agreement.tempo.day_of(datetime.now(UTC))

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement with what was granted, as known in the frame."""
        return self.held.agreement(self.position, self.frame)

    @cached_property
    def assessment(self) -> Assessment:
        """The case as judged in the frame."""
        return self.held.assessment(self.frame, self.position, self._patience_s)

    @property
    def _patience_s(self) -> float | None:
        """How long it waits for what is worked out apart: a page not long, all others until it is there."""
        given = self.request
        is_page = given.method in ("GET", "HEAD") and "hx-request" not in given.headers
        return _PATIENCE_S if is_page and given.url.path.startswith(_PAGES) else None

    def earlier(self) -> Visit | None:
        """The same visit at the last position whose assessment is kept; null where there is none to show."""
        position = self.held.judged_at(self.frame)
        if position is None:
            return None
        visit = Visit(self.request, self.asker, self.held)
        vars(visit).update(position=position, frame=self.frame)
        return visit

    def kept_part(self, name: str, make: Callable[[], T]) -> T:
        """A part of a page that is the same for all who have the same rights, language and frame.

        `name` says which, with whatever else it hangs on.
        """
        asked = tuple(sorted(self.frame_query.items()))
        frame = frame_key(self.frame)
        rights = tuple(sorted(self.rights))
        # The sliders of a case that goes on end today.
        key = ("part", name, self.position, frame, asked, self.language, rights, datetime.now(UTC).date())
        return self.held.kept(key, make)

    def facts(self, *, outlook: bool = False) -> Facts:
        """What a weekly report up to the frame's day is written from, as far as they may read it."""
        patience_s = self._patience_s
        whole = self.held.facts(self.frame, self.position, outlook=outlook, patience_s=patience_s)
        who = (self.sees_secrets, self.viewer)
        key = ("as far as read", self.position, frame_key(self.frame), outlook, self.language, who)
        return self.held.kept(key, lambda: self.readable(whole))

    def setting(self, *, outlook: bool = False) -> Setting:
        """The same, in the reader's language."""
        return self.held.settings(self.facts(outlook=outlook), self.language)

    @cached_property
    def voice(self) -> Voice:
        """Names and sentences in the reader's language."""
        return Voice(self.agreement, self.tongue, self.held.names(self.language), self.held.province)

    @cached_property
    def title(self) -> str:
        """The agreement's title in the reader's language."""
        return self.held.names(self.language).of("agreements", self.agreement.id) or self.agreement.title

    @cached_property
    def frame_query(self) -> dict[str, str]:
        """The parameters that keep the frame in the next address."""
        given = self.request.query_params
        keep = (*_FRAME, "language")
        return {name: value for name, value in given.items() if value and (name in keep or READING in name)}

    def url(self, path: str = "", **changes: str | None) -> str:
        """An address within the case that keeps the frame; `changes` set or (null) drop parameters."""
        query = {**self.frame_query, **{name.replace("__", "."): one for name, one in changes.items()}}
        told = urlencode({name: value for name, value in query.items() if value})
        mark = "&" if "?" in path else "?"
        return f"/cases/{self.held.slug}/{path}" + (f"{mark}{told}" if told else "")


@dataclass(frozen=True)
class Needs:
    """What a route asks for: a right in the case that its address names. Gives the visit."""

    right: Right

    def __call__(self, request: Request, case: str) -> Visit:
        """The visit; SignedOut, NotFound or Forbidden where there can be none."""
        asker = asker_of(request)
        held = house_of(request).held(case)
        # Whoever has no role in a case does not learn that it is here.
        if held is None or not asker.roles.get(case):
            raise NotFound
        if self.right not in asker.rights(case):
            raise Forbidden(self.right)
        return Visit(request, asker, held)
