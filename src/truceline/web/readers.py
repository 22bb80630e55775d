"""What readers see, on the same server: the public site of each case, and the form to answer it.

For one machine that shows it all, as the demonstration does. Elsewhere the site lies on a web server of its
own, and `truceline replies CASE serve` answers readers: what everybody reaches stays apart from the console.
"""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount

from truceline.replies.desk import ReplyDesk
from truceline.replies.settings import is_set_up
from truceline.web.console.bulletin import FIRST, READ, page_of, room_of, site_of
from truceline.web.guards import Named
from truceline.web.house import Held, House
from truceline.web.replies.app import replies_app

ANSWERS = "answers"
"""Where in a case's room the form is."""


def readers_rooms(house: House) -> list[BaseRoute]:
    """The routes of every case's public site, without any right: it shows what was issued to everybody."""
    return [route for held in house.cases.values() for route in _room(held)]


def _room(held: Held) -> Iterator[BaseRoute]:
    room, folder = room_of(held.slug), held.case.folder
    if is_set_up(folder):
        yield Mount(f"{room}{ANSWERS}", replies_app(ReplyDesk(folder)))

    def page(request: Request) -> Response:
        """A page of the site, as it was issued last and with the replies that are shown."""
        path = request.path_params["path"]
        if not path or path.endswith("/"):
            return RedirectResponse(f"{room}{path}{FIRST}", 303)
        return page_of(site_of(held, held.position), path, READ)

    yield Named(f"{room}{{path:path}}", page, methods=["GET"])
