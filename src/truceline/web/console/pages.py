"""Pages of the console: templates filled in the reader's language, with the ways open to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from truceline.publish.report.composed import Section
from truceline.publish.report.page import section_of, worded
from truceline.publish.tongue.tongue import Tongue, Value, tongue
from truceline.web.asker import Asker
from truceline.web.console.span import Span
from truceline.web.console.statics import FILES
from truceline.web.console.ways import Way, name_of, ways_about
from truceline.web.rights import Right
from truceline.web.visit import Visit, language_of

_VERSION = 12
"""Digits of a digest that tell one edition of a file from the next."""


@cache
def environment() -> Environment:
    """Templates of the console; whatever comes from data is escaped, and a missing value is an error."""
    made = Environment(
        loader=PackageLoader("truceline.web.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static
    made.filters["worded"] = marked
    made.filters["section"] = told_section
    return made


@cache
def static(name: str) -> str:
    """The address of a file that comes with the console; another edition has another address."""
    return f"/static/{name}?v={sha256(FILES[name].content).hexdigest()[:_VERSION]}"


def marked(told: str) -> Markup:
    """Text with what was set apart in elements of its own, safe to stand in a page."""
    return Markup(worded(told))  # noqa: S704 - `worded` escapes


def told_section(section: Section, known: frozenset[str] = frozenset()) -> Markup:
    """A section as reports have it; its sentences lead to what is `known` on the page."""
    return Markup(section_of(section, known))  # noqa: S704 - built of escaped parts


@dataclass(frozen=True)
class Speaking:
    """What templates say words with: whole messages of the catalogue, never pieces."""

    reader: Tongue

    def say(self, message: str, /, **values: Value) -> Markup:
        """A message with its places filled."""
        return marked(self.reader.say(message, **values))

    def plain(self, message: str, /, **values: Value) -> str:
        """The same for an attribute, where there are no elements."""
        return self.reader.say(message, **values)

    def count(self, one: str, many: str, n: int, /, **values: Value) -> Markup:
        """A message that depends on a number."""
        return marked(self.reader.count(one, many, n, **values))

    def term(self, word: str) -> str:
        """A word of a closed vocabulary."""
        return self.reader.term(word)


def moment(at: datetime) -> Markup:
    """A moment to the minute, on the clock that all of a mission share."""
    utc = at.astimezone(UTC)
    told = f'<time dir="ltr" datetime="{utc:%Y-%m-%dT%H:%M:%SZ}">{utc:%Y-%m-%d %H:%M} UTC</time>'
    return Markup(told)  # noqa: S704 - digits


def spoken(tongue_: Tongue) -> Mapping[str, Any]:
    """What every template has of a language."""
    words = Speaking(tongue_)
    return {
        "say": words.say,
        "plain": words.plain,
        "count": words.count,
        "term": words.term,
        "day": tongue_.day,
        "moment": moment,
        "number": tongue_.number,
        "percent": tongue_.percent,
        "tongue": tongue_,
        "way_name": lambda key: name_of(key, tongue_),
        "language": tongue_.code,
        "direction": tongue_.direction,
    }


def filled(template: str, tongue_: Tongue, /, **context: Any) -> Markup:
    """A template filled, as a part of a page."""
    whole = environment().get_template(template).render(**spoken(tongue_), **context)
    return Markup(whole)  # noqa: S704 - the environment escapes


def case_page(visit: Visit, template: str, /, *, here: str, status: int = 200, **context: Any) -> Response:
    """A page of a case; `here` is the way about (see `ways`) that it stands on."""
    ways = ways_about(visit.rights)
    return _answer(
        visit.request,
        filled(
            template,
            visit.tongue,
            visit=visit,
            voice=visit.voice,
            asker=visit.asker,
            ways=ways,
            here=here,
            may_publish=Right.PUBLISH in visit.rights,
            htmx=visit.request.headers.get("hx-request") == "true",
            languages=languages(visit.request),
            **context,
        ),
        status,
    )


def part_of(visit: Visit, template: str, /, **context: Any) -> Markup:
    """A part of a page that has nothing of its reader but what `Visit.kept_part` goes by."""
    return filled(template, visit.tongue, visit=visit, **context)


def sections_page(visit: Visit, heading: str, sections: Sequence[Section | None], *, here: str) -> Response:
    """A page of sections as reports have them, under the frame's controls."""
    there = tuple(one for one in sections if one is not None)
    return case_page(
        visit,
        "sections.html",
        here=here,
        heading=heading,
        sections=there,
        span=Span.of(visit),
        part_path=here,
    )


def plain_page(
    request: Request,
    template: str,
    /,
    *,
    asker: Asker | None = None,
    status: int = 200,
    once: bool = False,
    **context: Any,
) -> Response:
    """A page of no case: signing in, the list of cases, an account. `once`: no browser keeps a copy."""
    told = tongue(language_of(request, asker))
    ways: tuple[Way, ...] = ()
    whole = filled(
        template, told, visit=None, asker=asker, ways=ways, here="", languages=languages(request), **context
    )
    if once:
        return HTMLResponse(whole, status, {"Cache-Control": "no-store"})
    return _answer(request, whole, status)


def languages(request: Request) -> tuple[tuple[str, str, str], ...]:
    """The languages to change to: code, name in itself, and this page's address in it."""
    known = (("en", "English"), ("ar", "العربية"))
    return tuple((code, name, str(request.url.include_query_params(language=code))) for code, name in known)


def _answer(request: Request, content: str, status: int) -> Response:
    """The page, or only that it is the same as the browser has."""
    body = content.encode()
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, HX-Request"}
    if status == 200 and request.headers.get("if-none-match") == tag:  # noqa: PLR2004 - all is well
        return Response(status_code=304, headers=headers)
    return HTMLResponse(body, status, headers)
