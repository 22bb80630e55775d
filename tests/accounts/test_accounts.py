"""What every door relies on: the parts there are, and that none of them tells a secret."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from datetime import timedelta

import pytest
from tests.accounts.making import ANALYST, HERE, NOW, PASSWORD, opened, with_factor, with_owner

from truceline.accounts.account import Scope
from truceline.accounts.credentials import Credential
from truceline.errors import TrucelineError

PARTS = {
    "answers": {"begin", "drop", "keep"},
    "factors": {"begin", "codes_left", "confirm", "drop", "remove", "renew_codes"},
    "identities": {"accept", "bind", "log_in"},
    "invitations": {
        "accept",
        "first_link",
        "invite",
        "listed",
        "look",
        "offer_reset",
        "rescue",
        "reset",
        "withdraw",
    },
    "journal": {"listed"},
    "keyring": {"forget", "keep", "keys_of", "open"},
    "people": {
        "disable",
        "enable",
        "find",
        "get",
        "listed",
        "set_language",
        "set_owner",
        "unlock",
        "waits_s",
    },
    "proofs": {"change_password", "prove"},
    "roles": {"give", "listed", "take"},
    "sessions": {"end", "end_others", "listed", "log_out", "seen"},
    "tokens": {"end", "listed", "make", "used"},
}


def public(thing) -> set[str]:
    return {name for name in dir(thing) if not name.startswith("_")}


def test_the_door_to_the_room_is_this_wide(accounts):
    own = {"close", "first_link", "home", "log_in", "log_out", "open", "second_step", "session", "token"}
    assert public(accounts) == own | PARTS.keys()
    assert {name: public(getattr(accounts, name)) for name in PARTS} == PARTS


def test_no_object_shows_a_secret(accounts, owner):
    link = accounts.invitations.invite(owner.id, [ANALYST])
    ana = accounts.invitations.accept(link.secret.text, "Ana", PASSWORD)
    begun = accounts.factors.begin(ana.id, PASSWORD, HERE)
    app, paper = with_factor(accounts, ana)
    session = accounts.log_in("Ana", PASSWORD, paper[0], HERE)
    token = accounts.tokens.make(ana.id, "t", "river", {Scope.READ}, NOW + timedelta(days=1))
    made = [
        link,
        ana,
        begun,
        session,
        token,
        accounts.session(session.token.text),
        accounts.token(token.secret.text),
    ]
    made += [
        accounts,
        *(getattr(accounts, name) for name in PARTS),
        accounts.home.key,
        accounts.home.passwords,
    ]
    made += [accounts.journal.listed(), accounts.sessions.listed(ana.id), accounts.invitations.listed()]
    shown = "".join(f"{thing!r}{thing}" for thing in made)
    handed_out = [Credential.of(text).secret.text for text in (link.secret.text, session.token.text)]
    handed_out += [token.secret.text.partition(".")[2], begun.secret.text, app.secret, PASSWORD, *paper]
    assert not [secret for secret in handed_out if secret in shown]


def test_no_error_and_no_log_shows_a_secret(accounts, owner, caplog):
    caplog.set_level(logging.DEBUG)
    canary = "canary-typed-secret"
    told = []
    for act in (
        lambda: accounts.log_in(canary, canary, canary, canary),
        lambda: accounts.session(canary),
        lambda: accounts.token(f"tlc_{canary}"),
        lambda: accounts.second_step(canary, canary, canary),
        lambda: accounts.invitations.accept(canary, canary, canary),
        lambda: accounts.invitations.accept(
            accounts.invitations.invite(owner.id).secret.text, canary, canary
        ),
        lambda: accounts.proofs.prove(owner.id, canary, canary),
        lambda: accounts.factors.confirm(owner.id, canary),
        lambda: accounts.keyring.keep(owner.id, "river", canary),
        lambda: accounts.keyring.open(owner.id, "river", canary, HERE),
    ):
        with pytest.raises(TrucelineError) as caught:
            act()
        told.append("".join(traceback.format_exception(caught.value)))
        told.append(repr(caught.value))
    messages = [line for text in told for line in text.splitlines() if not line.startswith("    ")]
    assert canary not in "\n".join(messages)
    assert canary not in caplog.text


_ELSEWHERE = """
import sys
from pathlib import Path
from tests.accounts.making import opened, PASSWORD
from truceline.accounts.refusal import LinkSpent
accounts = opened(Path(sys.argv[1]))
sys.stdin.readline()
try:
    print(accounts.invitations.accept(sys.argv[2], sys.argv[3], PASSWORD).name)
except LinkSpent:
    print("spent")
"""


def test_a_link_used_in_two_processes_at_once_makes_one_account(folder, root):
    accounts = opened(folder)
    link = accounts.invitations.invite(with_owner(accounts).id).secret.text
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _ELSEWHERE, str(folder), link, name],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Ana", "Ben")
    ]
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].strip() for process in running]
    assert said.count("spent") == 1
    assert len(accounts.people.listed()) == 2


def test_a_server_without_providers_loads_nothing_of_theirs(root):
    asked = (
        "import sys, truceline.accounts.accounts; print({'authlib', 'joserfc', 'httpx'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
