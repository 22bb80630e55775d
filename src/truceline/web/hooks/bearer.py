"""Whom a hook stands for: its account, with the roles that it had when the hook was made, and has still."""

from __future__ import annotations

from truceline.accounts.accounts import Accounts
from truceline.errors import CaseError, InputError
from truceline.hooks.hook import Hook
from truceline.web.asker import Asker, Membership
from truceline.web.door import limit_of
from truceline.web.rights import Right


def bearer_of(accounts: Accounts, hook: Hook) -> Asker | None:
    """Who is told, with what they may see; null where nobody may be told any more.

    A role that was taken and given again is another role: the hook does not come back with it.
    """
    try:
        account = accounts.people.get(hook.account)
    except CaseError:
        raise
    except InputError:
        return None
    given = accounts.roles.listed(account=hook.account, case=hook.case)
    held = tuple(Membership(one.grant.role, one.grant.party) for one in given if one.since <= hook.made_at)
    limit = None
    if hook.token is not None:
        token = next((one for one in accounts.tokens.listed(hook.account) if one.id == hook.token), None)
        if token is None:
            return None
        limit = limit_of(token)
    asker = Asker(account.id, account.name, roles={hook.case: held}, limit=limit, is_program=True)
    is_open = account.disabled_at is None and Right.READ in asker.rights(hook.case)
    return asker if is_open else None
