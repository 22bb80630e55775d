"""Accounts from afar, for owners of a server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.orders import (
    AccountDeed,
    DoToAccount,
    GiveRoles,
    GrantSent,
    InviteSomebody,
    RoleName,
    TakeRole,
)
from truceline.client.receipts import Accounts, AccountTold, Ended, LinkTold


@dataclass(frozen=True)
class People:
    """The accounts of a server. Every method asks it; ApiError where it refuses."""

    calling: Calling = field(repr=False)

    def everybody(self) -> tuple[AccountTold, ...]:
        """Everybody who has an account, with their roles."""
        return self.calling.read("/accounts", Accounts).accounts

    def one(self, account: str) -> AccountTold:
        """One account with its roles."""
        return self.calling.read(_of(account), AccountTold)

    def invite(self, *grants: GrantSent, owner: bool = False, key: str | None = None) -> LinkTold:
        """A link by which somebody makes an account with these roles; it opens once."""
        return self.calling.sent(
            "/accounts/links", LinkTold, InviteSomebody(grants=grants, owner=owner), key=key
        )

    def withdraw(self, link: str, *, key: str | None = None) -> Ended:
        """Let a link open nothing any more."""
        return self.calling.sent(f"/accounts/links/{quote(link, safe='')}/withdraw", Ended, key=key)

    def give(self, account: str, grants: Iterable[GrantSent], *, key: str | None = None) -> AccountTold:
        """Give roles."""
        return self.calling.sent(
            f"{_of(account)}/roles", AccountTold, GiveRoles(grants=tuple(grants)), key=key
        )

    def take(self, account: str, case: str, role: RoleName, *, key: str | None = None) -> AccountTold:
        """Take a role away."""
        body = TakeRole(case=case, role=role)
        return self.calling.sent(f"{_of(account)}/roles/take", AccountTold, body, key=key)

    def reset(self, account: str, *, key: str | None = None) -> LinkTold:
        """A link by which somebody sets a password anew; it opens once."""
        return self.calling.sent(f"{_of(account)}/reset", LinkTold, key=key)

    def do(self, account: str, deed: AccountDeed, *, key: str | None = None) -> AccountTold:
        """Shut or open an account, make it an owner or none, drop its second factor, let it try again."""
        return self.calling.sent(f"{_of(account)}/deeds", AccountTold, DoToAccount(deed=deed), key=key)

    def end_token(self, account: str, token: str, *, key: str | None = None) -> Ended:
        """End a program's token of somebody's."""
        return self.calling.sent(f"{_of(account)}/tokens/{quote(token, safe='')}/end", Ended, key=key)


def _of(account: str) -> str:
    return f"/accounts/{quote(account, safe='')}"
