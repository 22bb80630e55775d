"""Every route, asked by everybody: each role, an owner without any, programs of each scope, and nobody."""

from __future__ import annotations

import base64
import logging
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.routing import Mount, Route
from tests.accounts.making import PASSWORD, with_factor, with_owner, with_person
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.signed import OURS, Browser, Server

from truceline.accounts.account import Grant, Scope
from truceline.accounts.tables import metadata
from truceline.ledger.signers import Role
from truceline.web.api.calls import Call
from truceline.web.api.posts import Writer
from truceline.web.door import _OF_SCOPE
from truceline.web.insider import Inside
from truceline.web.rights import Right, rights_of
from truceline.web.visit import Needs

PUBLIC = {
    "/static/{name}": "style and script, the same for everybody; nothing of any case",
    "/login": "who is not signed in has to come in somewhere",
    "/login/code": "a session that waits for its second factor is nobody's yet",
    "/login/with/{provider}": "as /login",
    "/login/back": "as /login: what was begun is proven by a sealed cookie",
    "/login/join": "as /welcome, by an identity that the server itself has sealed",
    "/logout": "whoever shows no session has none to end",
    "/welcome/{link}": "the link itself is the proof",
    "/welcome/{link}/with/{provider}": "as /welcome",
    "/": "asks who it is by itself, and lists the cases that they have a role in",
    "/api/v1/cases": "as /",
    "/api/v1/openapi.json": "describes what may be asked; it is the same in the documentation",
    "/health": "says that the server is there, to what watches over it",
    "/ready": "says whether the server can answer, to what watches over it",
    "/metrics": "counts, without a name of anybody or any case; a proxy does not pass it on",
}
"""Routes without a right, each with the reason; a new one has to be put here by hand."""
STREAM = "/cases/{case}/changes"
FRAME = "as_of=2018-10-19"
NOBODY, OWNER = "nobody", "owner"
Rights = frozenset[Right]


def needs_of(dependant: Dependant) -> Iterator[Needs | Inside]:
    if isinstance(dependant.call, Needs | Inside):
        yield dependant.call
    if isinstance(dependant.call, Call | Writer):
        yield Needs(dependant.call.right)
    for below in dependant.dependencies:
        yield from needs_of(below)


def routes_of(app) -> list[tuple[str, str, Needs | Inside | None]]:
    """Every method and path of an app, with what it asks for first."""
    found = []
    for path, route in walked(app.routes):
        needs = next(needs_of(route.dependant), None) if isinstance(route, APIRoute) else None
        found += [(method, path, needs) for method in sorted(route.methods or ()) if method != "HEAD"]
    assert len(found) > 50, "the walk has lost its way"
    return found


def walked(routes, before: str = "") -> Iterator[tuple[str, Route | APIRoute]]:
    """Routes of an app and of the routers in it, with their whole paths."""
    for route in routes:
        if inner := getattr(route, "original_router", None):
            yield from walked(inner.routes, before + route.include_context.prefix)
        else:
            assert not isinstance(route, Mount), "a mounted app has rights of its own: walk it here, too"
            assert isinstance(route, Route | APIRoute)
            yield before + route.path, route


class Peopled(Server):
    """A server with somebody of each role, an owner without any, and programs of each scope."""

    def __init__(self, case, folder):
        super().__init__(case, folder)
        self.secret_norm = secret_claim(self.house.cases["idlib"].case)
        self.owner = with_owner(self.accounts)
        self.browsers: dict[str, tuple[Browser, Rights, dict[str, str]]] = {
            NOBODY: (self.browser(), frozenset(), {}),
            OWNER: (self.browser("Olga"), frozenset(), {}),
            "no role": (self.with_role("Nora"), frozenset(), {}),
        }
        for role in Role:
            grant = Grant("idlib", role, "turkey" if role is Role.LIAISON else None)
            self.browsers[role.value] = (self.with_role(f"the {role.value}", grant), rights_of([role]), {})
        for scope in Scope:
            self.browsers[f"program: {scope.value}"] = self.program(scope)

    def with_role(self, name, *grants) -> Browser:
        with_person(self.accounts, self.owner, name, *grants)
        return self.browser(name)

    def program(self, scope) -> tuple[Browser, Rights, dict[str, str]]:
        """A token of one scope, of somebody who is everything in the case."""
        every = [Grant("idlib", role, "russia" if role is Role.LIAISON else None) for role in Role]
        person = with_person(self.accounts, self.owner, f"everything for {scope}", *every)
        case = "idlib"
        if scope is Scope.ADMIN:
            self.accounts.people.set_owner(person.id, self.owner.id, owner=True)
            case = None
        until = self.clock.at + timedelta(days=30)
        made = self.accounts.tokens.make(person.id, "cron", case, [scope], until)
        held = rights_of(Role) & _OF_SCOPE[scope] if case else frozenset()
        return Browser(self.app), held, {"authorization": f"Bearer {made.secret.text}"}

    def ask(self, who, method, path, **more):
        browser, _, bearer = self.browsers[who]
        kept = httpx.Cookies(browser.jar)
        answer = browser.ask(method, path, headers={**OURS, **bearer, **more.pop("headers", {})}, **more)
        browser.jar = kept
        return answer


@pytest.fixture(scope="module")
def peopled(idlib_made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("matrix")
    made = Peopled(shutil.copytree(idlib_made, folder / "idlib"), folder / "home")
    yield made
    made.accounts.close()


def filled(path: str) -> str:
    """A path with something in its places that is nowhere: what is looked for is only who may look."""
    whole = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: "idlib" if found[1] == "case" else "nothing", path)
    return f"{whole}?{FRAME}"


def refused_with(
    path: str, method: str, who: str, needs: Needs | Inside | None, held: Rights, *, case: bool
) -> int | None:
    """The status by which somebody is turned away; null: they are let in."""
    if who == NOBODY:
        return 303 if method == "GET" and not path.startswith("/api/") else 401
    if isinstance(needs, Inside):
        allowed = who in (OWNER, "program: admin") if needs.owner else not who.startswith("program")
        return None if allowed else 403
    assert needs is not None
    if case and not held and (not who.startswith("program") or who == "program: admin"):
        return 404
    return None if needs.right in held else 403


def test_each_route_names_a_right_or_is_on_the_list_of_those_for_everybody(peopled):
    for method, path, needs in routes_of(peopled.app):
        if needs is None:
            assert path in PUBLIC, f"{method} {path} asks for no right: name one, or say why not"
        else:
            assert path not in PUBLIC, f"{path} asks for a right; it is no longer public"
        assert ("{case}" in path) == isinstance(needs, Needs), f"{method} {path}"


def test_nobody_gets_further_than_their_rights(peopled, caplog):
    """Whoever lacks the right is turned away before anything else is looked at, and nobody sees a 5xx."""
    caplog.set_level(logging.INFO)
    asked = 0
    for (method, path, needs), who in product(routes_of(peopled.app), peopled.browsers):
        if needs is None or path == STREAM or path.startswith("/account/sessions"):
            continue
        expected = refused_with(path, method, who, needs, peopled.browsers[who][1], case="{case}" in path)
        if expected is None and method != "GET":
            continue  # what it does is for tests of its own
        answer = peopled.ask(who, method, filled(path))
        asked += 1
        if expected is None:
            let_in = answer.status_code < 500 and answer.status_code not in (401, 403)
            assert let_in, f"{who}: {method} {path}: {answer.status_code}"
        else:
            assert answer.status_code == expected, f"{who}: {method} {path}: {answer.status_code}"
    assert asked > 400


def test_who_may_not_listen_hears_nothing(peopled):
    for who, (_, held, _) in peopled.browsers.items():
        if Right.READ not in held:
            answer = peopled.ask(who, "GET", "/cases/idlib/changes")
            expected = refused_with(STREAM, "GET", who, Needs(Right.READ), held, case=True)
            assert answer.status_code == expected, who
            assert "position" not in answer.text.replace("data-position", "")


def test_secrets_are_in_no_answer_and_no_log_of_those_who_may_not_see_them(peopled, caplog):
    """Words and sources of secret claims, passwords, tokens, and the letters of a second factor."""
    caplog.set_level(logging.INFO)
    person = with_person(peopled.accounts, peopled.owner, "With a factor")
    app, paper = with_factor(peopled.accounts, person)
    never = [PASSWORD, app.secret, *paper, *kept_secrets(peopled.accounts)]
    never += [bearer["authorization"][7:] for _, _, bearer in peopled.browsers.values() if bearer]
    never += [dict(browser.jar).get("truceline") or PASSWORD for browser, _, _ in peopled.browsers.values()]
    pages = [path for method, path, needs in routes_of(peopled.app) if method == "GET" and path != STREAM]
    extra = [f"/cases/idlib/promises/{peopled.secret_norm}", f"/cases/idlib/proofs/{peopled.secret_norm}"]
    seen = False
    for who, (_, held, _) in peopled.browsers.items():
        for path in (*map(filled, pages), *(f"{one}?{FRAME}" for one in extra)):
            if "logout" in path:
                continue
            answer = peopled.ask(who, "GET", path)
            assert answer.status_code < 500, f"{who}: {path}"
            told = f"{answer.headers}\n{answer.text}"
            assert not [one for one in never if one in told], f"{who}: {path}"
            if Right.SECRET not in held:
                assert CANARY not in answer.text, f"{who}: {path}"
            seen = seen or CANARY in answer.text
    assert seen, "whoever may read secret words reads them: the canary sings"
    assert not [one for one in (*never, CANARY) if one in caplog.text]


def kept_secrets(accounts) -> list[str]:
    """The server's key, and what stands in the accounts' database: hashes, digests, sealed secrets."""
    key = (accounts.home.folder / "server.key").read_bytes()
    found = [key.hex(), base64.b64encode(key).decode()]
    with accounts.home.reading() as connection:
        for table in metadata.sorted_tables:
            named = [one for one in table.c if re.search("password|factor$|digest|mark", one.name)]
            rows = connection.execute(select(*named)).all() if named else []
            values = [value for row in rows for value in row if value]
            found += [one.hex() if isinstance(one, bytes) else str(one) for one in values]
    assert len(found) > 20
    return [one for one in found if len(one) >= 16]


def test_every_page_of_a_case_or_of_somebody_says_that_no_one_else_keeps_a_copy(peopled):
    for method, path, needs in routes_of(peopled.app):
        if method != "GET" or needs is None or path == STREAM:
            continue
        for who in (OWNER, "auditor"):
            told = peopled.ask(who, "GET", filled(path)).headers.get("cache-control", "")
            assert "no-store" in told or "private" in told, f"{path}: {told}"
            assert "public" not in told, path
