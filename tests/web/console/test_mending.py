from __future__ import annotations

import ast
from pathlib import Path

import truceline.accounts
from truceline.accounts import account, passwords
from truceline.accounts.refusal import LinkSpent, NotAllowed, NotLoggedIn, ProviderFailed, Refused, Wait
from truceline.publish.tongue.tongue import tongue
from truceline.web.console.mending import refusal, status_of, words

ROOM = Path(truceline.accounts.__file__).parent
# Keys are put in keeping where acts are signed; `rescue` and readers of files speak on a terminal.
ELSEWHERE = ("keyring.py",)
ON_A_TERMINAL = "no owner of the server has this name; an owner can help all others"


def told_in(path: Path) -> set[str]:
    """Every message that a module of accounts finds wrong in a form."""
    room = {
        **vars(account),
        **vars(passwords),
        "_LONGEST_PARTY": 64,
        "_LONGEST_NAME": 64,
        "LONGEST": passwords.LONGEST,
    }
    found = set()
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "wrong":
            message = ast.unparse(call.args[1])
            found.add(message if "LONGEST.days" in message else eval(message, room))  # noqa: S307 - our own code
    return found


def test_everything_that_accounts_find_wrong_has_words_in_both_languages():
    said = set().union(*(told_in(path) for path in ROOM.glob("*.py") if path.name not in ELSEWHERE))
    said -= {ON_A_TERMINAL}
    said = {"a token ends within 366 days" if "LONGEST.days" in one else one for one in said}
    english, arabic = words(tongue("en")), words(tongue("ar"))
    assert said == set(english)
    assert all(arabic[one] != english[one] for one in said)


def test_each_refusal_has_words_and_a_status_of_its_own():
    errors = (Wait(30), NotAllowed(), LinkSpent(), ProviderFailed(), Refused(), NotLoggedIn())
    assert [status_of(error) for error in errors] == [429, 403, 410, 502, 422, 401]
    assert "30" in refusal(tongue("ar"), errors[0])
    assert len({refusal(tongue("en"), error) for error in errors[:5]}) == 5
