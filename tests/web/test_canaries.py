"""Words planted where only some may look, and looked for in every answer that everybody else can get."""

from __future__ import annotations

import html
import logging
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from starlette.routing import compile_path
from tests.replies.making import ADDRESS, SITE, new_key
from tests.web.api.calling import ROOT
from tests.web.api.posting import post
from tests.web.console import secrets
from tests.web.console.one_table import Table
from tests.web.console.test_mechanism import AHEAD
from tests.web.test_matrix import STREAM, filled, walked

from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival
from truceline.web.drafts import Cell
from truceline.web.guards import SECURITY

EMAIL = "zinnia.quetzal@canary.example"
DRAFT = {"turkey": "ourunsentwords", "russia": "theirunsentwords"}
PATROL = ("nachtigall", "night-road")
"""What stands in the plan of a patrol that is ahead, and what the patrol is called."""
SECRET = (secrets.CANARY, secrets.PLACE)
"""What stands in secret claims: words, source, place."""
OF_EACH = 1
"""So many addresses of each route that lead somewhere are asked for by each person."""
SEES_SECRETS = {"analyst", "team-verifier", "auditor"}
KNOWS_THE_PATROL = {"turkey-liaison", "turkey-observer", "russia-liaison", "russia-observer", "auditor"}
PEOPLE = ("russia-liaison", "team-publisher", "nobody")


@pytest.fixture(scope="module")
def planted(table_made: Path, tmp_path_factory) -> Table:
    """A table at which each of these has been said where it belongs."""
    tmp_path = tmp_path_factory.mktemp("planted")
    table = Table(Path(shutil.copytree(table_made, tmp_path / "idlib")))
    case = table.held.case
    secrets.secret_claim(case)
    secrets.secret_statement(case)
    ahead = AHEAD | {"note": f"{PATROL[0]} by the mill"}
    assert table.act("turkey-liaison", "plan", **ahead).status_code == 303
    for party, words in DRAFT.items():
        fields = {"text": (words,), "subject": (words,)}
        table.drafts.save(Cell(case="idlib", party=party), "send", f"{party}-liaison", fields)
    set_up(case, new_key(tmp_path / "desk.key"), None, site=SITE, address=ADDRESS)
    desk = ReplyDesk(case.folder)
    desk.store.receive(Arrival(page="index.html", name="A reader", text="It was open."), EMAIL.encode())
    desk.store.close()
    return table


def never_for(name: str) -> tuple[str, ...]:
    """What somebody must not find in any answer."""
    party = name.partition("-")[0]
    drafts = tuple(words for whose, words in DRAFT.items() if party != whose or not name.endswith("liaison"))
    secret = () if name in SEES_SECRETS else SECRET
    patrol = () if name in KNOWS_THE_PATROL else PATROL
    return (EMAIL, EMAIL.partition("@")[0], *drafts, *secret, *patrol)


def crawled(table: Table, name: str) -> Iterator[tuple[str, str]]:
    """Addresses that somebody is led to, one of each route, and every route with nothing in its places."""
    routes = [(path, compile_path(path)[0]) for path, one in walked(table.app.routes) if "GET" in one.methods]
    waiting = [filled(path) for path, _ in routes if path.startswith("/cases/") and path != STREAM]
    waiting += [
        "/",
        "/nowhere",
        "/metrics",
        f"{ROOT}/cases/idlib/claims?limit=500",
        f"{ROOT}/cases/idlib/matters",
    ]
    waiting += ["/cases/idlib/mechanism/patrol/night-road", "/cases/idlib/mechanism?find=night-road"]
    waiting += called_for(table)
    seen, asked = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = table.get(path, name=name)
        heads = "\n".join(f"{key}: {value}" for key, value in answer.headers.items() if key not in SECURITY)
        yield path, f"{heads}\n{answer.text}"
        for found in map(html.unescape, re.findall(r'(?:href|src|hx-get)="(/cases/[^"#]*)', answer.text)):
            route = next((path for path, known in routes if known.match(found.partition("?")[0])), "")
            if found not in seen and route != STREAM and asked[route] < OF_EACH:
                seen.add(found)
                asked[route] += 1
                waiting.append(found)


def called_for(table: Table) -> Iterator[str]:
    """Every reading call of the API, in a frame where it takes one, and what hides by its name."""
    for path, one in walked(table.app.routes):
        if path.startswith(f"{ROOT}/cases/") and "GET" in one.methods:
            assert isinstance(one, APIRoute)
            takes_frame = "as_of" in {each.alias for each in get_flat_params(one.dependant)}
            yield filled(path) if takes_frame else filled(path).partition("?")[0]
    yield f"{ROOT}/cases/idlib/matters/patrol/{PATROL[1]}"
    yield f"{ROOT}/cases/idlib/reports/preview?as_of=2018-10-19&public=true"
    for party in DRAFT:
        for kept in table.drafts.of(Cell(case="idlib", party=party)):
            yield f"{ROOT}/cases/idlib/drafts/{kept.id}"


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_finds_what_is_not_for_them_in_any_answer(planted: Table, name: str, caplog):
    caplog.set_level(logging.DEBUG)
    never, pages = never_for(name), 0
    for path, told in crawled(planted, name):
        # What was asked for is told back in links to the same page.
        found = [one for one in never if one in told and one not in path]
        assert not found, f"{name}: {path}: {found}"
        pages += 1
    assert pages > 40
    logged = "".join(
        one.getMessage() for one in caplog.records if one.name.startswith(("truceline", "uvicorn"))
    )
    assert not [one for one in (EMAIL, *DRAFT.values(), *SECRET, *PATROL) if one in logged]


@pytest.mark.parametrize("name", ["turkey-liaison", "auditor"])
def test_who_may_find_it_does(planted: Table, name: str):
    """Else the canaries would be looked for where none is."""
    told = "".join(told for _, told in crawled(planted, name))
    assert PATROL[0] in told
    assert (DRAFT["turkey"] in told) == (name == "turkey-liaison")
    assert (SECRET[0] in told) == (name in SEES_SECRETS)


def test_what_is_sent_back_to_forms_that_are_refused_tells_nothing(planted: Table):
    """Posts of somebody without the right, and of somebody whose form is wrong."""
    routes = walked(planted.app.routes)
    posts = [path for path, one in routes if isinstance(one, APIRoute) and "POST" in one.methods]
    asked = 0
    for name in ("russia-liaison", "team-publisher"):
        for path in posts:
            if path.startswith("/cases/"):
                answer = planted.post(filled(path), name=name, data={"do": "look"})
            elif path.startswith(f"{ROOT}/cases/"):
                answer = post(planted, filled(path).partition("?")[0].removeprefix(ROOT), {}, name=name)
            else:
                continue
            assert not [one for one in never_for(name) if one in answer.text], f"{name}: {path}"
            asked += 1
    assert asked > 90
