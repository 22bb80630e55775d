"""The form's own way: open it, fill it in, be told what is wrong, be thanked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from truceline.replies.checking import Filled
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import Arrival, Language
from truceline.replies.sealing import Seal
from truceline.replies.store import QueueFull
from truceline.web.guards import BODY_BYTES, is_from_elsewhere
from truceline.web.replies.page import THANKS, TRAP, Opened, form_page, notice_page, thanks_page
from truceline.web.replies.rate import Rate
from truceline.web.replies.stamp import Stamp
from truceline.web.replies.words import WORDS, language_of

LEAST_S = 4.0
"""Nobody reads the form and writes a reply in less."""
MOST_S = 12 * 3600.0
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FIELDS = 12
_IN_TRAP = "the field that people do not see was filled in"
_LINKS = "more links than a reply needs"


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a browser sent, as text."""

    fields: Mapping[str, str] = field(repr=False)
    language: Language
    page: str
    filled: Filled

    @property
    def stamp(self) -> str:
        return self.fields.get("stamp", "")

    @property
    def spam(self) -> str:
        """Why it is taken for spam; empty where it is not."""
        if self.fields.get(TRAP, "").strip():
            return _IN_TRAP
        return _LINKS if self.filled.is_full_of_links else ""


class FormDoor:
    """Shows the form and takes what is filled in."""

    def __init__(self, desk: ReplyDesk, secret: bytes, clock: Callable[[], float]) -> None:
        self._desk = desk
        self._clock = clock
        self._stamp = Stamp(secret)
        self._seal = Seal.of(desk.settings.seal)
        self._tries = Rate(60, 600.0, clock)
        self._kept = Rate(5, 600.0, clock)

    async def show(self, request: Request) -> Response:
        """The empty form for a page."""
        language = _language(request)
        page = self._desk.pages.answerable(request.query_params.get("page", ""))
        if page is None:
            return _notice(language, WORDS[language].not_found, 404)
        opened = self._opened(page, language, self._stamp.made(page, self._clock()))
        return HTMLResponse(form_page(opened), headers=self._advertised())

    async def thanks(self, request: Request) -> Response:
        """That a reply has arrived."""
        language = _language(request)
        page = self._desk.pages.answerable(request.query_params.get("page", ""))
        if page is None:
            return _notice(language, WORDS[language].not_found, 404)
        return HTMLResponse(thanks_page(language, page, self._desk.pages.url(page)))

    async def take(self, request: Request) -> Response:
        """A filled-in form: keep it, or say in words what is wrong."""
        language = _language(request)
        if is_from_elsewhere(request, self._desk.settings.address):
            return _notice(language, WORDS[language].elsewhere, 403)
        if not self._tries.passes(_address(request)):
            return _too_often(language)
        sent = await self._sent(request)
        if sent is None:
            return _notice(language, WORDS[language].not_found, 404)
        return self._again(sent) or await self._keep(request, sent)

    async def _sent(self, request: Request) -> _Sent | None:
        """The fields; None for a page that cannot be answered, HTTPException for what is no form."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
            raise HTTPException(415)
        form = await request.form(max_files=0, max_fields=_FIELDS, max_part_size=BODY_BYTES)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        page = self._desk.pages.answerable(fields.get("page", ""))
        if page is None:
            return None
        return _Sent(fields, language_of(fields.get("lang")), page, Filled.of(fields))

    def _again(self, sent: _Sent) -> Response | None:
        """The form once more, with what was typed and what is wrong; None where all is well."""
        words = WORDS[sent.language]
        wrong = sent.filled.wrong()
        now = self._clock()
        age = self._stamp.age_s(sent.stamp, sent.page, now)
        is_old = age is None or not 0 <= age <= MOST_S
        is_hasty = not (wrong or is_old) and age is not None and age < LEAST_S
        if not (wrong or is_old or is_hasty):
            return None
        # The old stamp stays: who corrects a field has waited already.
        stamp = self._stamp.made(sent.page, now) if is_old else sent.stamp
        opened = self._opened(
            sent.page,
            sent.language,
            stamp,
            sent.filled,
            notice=words.too_old if is_old else words.too_fast if is_hasty else "",
        )
        return HTMLResponse(form_page(opened), 422)

    async def _keep(self, request: Request, sent: _Sent) -> Response:
        if not self._kept.passes(_address(request)):
            return _too_often(sent.language)
        arrival = sent.filled.arrival(sent.page, sent.language)
        sealed = self._seal.close(sent.filled.mailbox)
        try:
            await run_in_threadpool(self._receive, arrival, sealed, sent.spam)
        except QueueFull:
            return _notice(sent.language, WORDS[sent.language].full, 503, {"Retry-After": "86400"})
        # The same answer to spam: who fills in the trap need not learn of it.
        query = urlencode({"page": sent.page, "lang": sent.language})
        return RedirectResponse(f"{THANKS}?{query}", 303)

    def _receive(self, arrival: Arrival, sealed: bytes, spam: str) -> None:
        if spam:
            self._desk.store.receive_spam(arrival, sealed, spam)
        else:
            self._desk.store.receive(arrival, sealed)

    def _opened(
        self, page: str, language: Language, stamp: str, filled: Filled | None = None, *, notice: str = ""
    ) -> Opened:
        wrong = filled.wrong() if filled else None
        return Opened(page, self._desk.pages.url(page), language, stamp, filled, wrong, notice)

    def _advertised(self) -> dict[str, str]:
        """Where notices go, for programs that look at this page."""
        settings = self._desk.settings
        found = {}
        if settings.webmention.receive:
            found["Link"] = f'<{settings.address}webmention>; rel="webmention"'
        if settings.pingback.receive:
            found["X-Pingback"] = f"{settings.address}pingback"
        return found


def _language(request: Request) -> Language:
    return language_of(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"


def _too_often(language: Language) -> Response:
    return _notice(language, WORDS[language].too_often, 429, {"Retry-After": "600"})


def _notice(language: Language, told: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(notice_page(language, told), status, headers=headers)
