"""Insiders: whoever is signed in, on pages of no case: one's own account and, for owners, everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from truceline.accounts.accounts import Accounts
from truceline.accounts.caller import Caller
from truceline.publish.tongue.tongue import Tongue, tongue
from truceline.web.asker import Asker
from truceline.web.door import AccountsDoor, address_of
from truceline.web.house import House
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.visit import asker_of, door_of, house_of, language_of


@dataclass(frozen=True)
class Insider:
    """Somebody signed in, and the accounts of the server."""

    request: Request
    asker: Asker
    caller: Caller
    door: AccountsDoor

    @property
    def id(self) -> str:
        """Their account's id."""
        return self.caller.account.id

    @property
    def accounts(self) -> Accounts:
        """The accounts of the server."""
        return self.door.accounts

    @property
    def house(self) -> House:
        """The cases of the server."""
        return house_of(self.request)

    @property
    def address(self) -> str:
        """Where they ask from."""
        return address_of(self.request)

    @cached_property
    def tongue(self) -> Tongue:
        """Their language."""
        return tongue(language_of(self.request, self.asker))

    @property
    def here(self) -> str:
        """Where browsers see this server, as the beginning of an address."""
        return seen_at(self.request)


def seen_at(request: Request) -> str:
    """Where browsers see this server, as the beginning of an address."""
    told: str = request.app.state.serving.address
    return told or str(request.base_url).rstrip("/")


@dataclass(frozen=True)
class Inside:
    """What a route of no case asks for. Gives the insider."""

    owner: bool = False
    """Whether it is for owners of the server alone; else it is for a person's own session, and no program."""

    def __call__(self, request: Request) -> Insider:
        """The insider; SignedOut, or Forbidden. NotFound on a server without accounts."""
        asker, door = asker_of(request), door_of(request)
        caller = door.caller(request) if isinstance(door, AccountsDoor) else None
        if caller is None or not isinstance(door, AccountsDoor):
            raise NotFound
        if not (caller.owner if self.owner else caller.session is not None):
            raise Forbidden
        return Insider(request, asker, caller, door)
