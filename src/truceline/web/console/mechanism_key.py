"""The key that somebody signs with in a case: made or brought, read out, opened and locked."""

from __future__ import annotations

import shlex
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.responses import RedirectResponse, Response

from truceline.errors import CaseError, TrucelineError
from truceline.ledger.keys import save
from truceline.ledger.signing import Signer
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import WRONG, opened, problems_in
from truceline.web.console.pages import case_page
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.signing import Keyring
from truceline.web.visit import Needs, Visit

router = APIRouter()
Actor = Annotated[Visit, Depends(Needs(Right.ACT))]
SHORTEST = 12
"""Characters of a passphrase: whoever gets the file may try as often as they like."""
LONGEST_FILE = 4096
_LONGEST_NAME = 100


@router.get("/cases/{case}/mechanism/key")
def key(visit: Actor) -> Response:
    """The visitor's key in this case."""
    return _page(visit)


@router.post("/cases/{case}/mechanism/key/new")
def make(
    visit: Actor,
    name: Annotated[str, Form()] = "",
    passphrase: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Make a key and keep it, closed with a passphrase that the server does not keep."""
    keyring, say = _keyring(visit), visit.tongue.say
    problems = []
    if not (name.strip() and name.isprintable() and len(name) <= _LONGEST_NAME):
        problems.append(say("Give the post that signs, in one line."))
    if len(passphrase) < SHORTEST:
        problems.append(say("A passphrase has {n} characters or more.", n=SHORTEST))
    if passphrase != again:
        problems.append(say("The two passphrases differ."))
    if problems:
        return _page(visit, problems, name=name)
    return _kept(visit, keyring, _closed(name.strip(), passphrase))


@router.post("/cases/{case}/mechanism/key/bring")
def bring(visit: Actor, file: Annotated[UploadFile, File()]) -> Response:
    """Keep a key file that was made elsewhere; one that lies open is refused."""
    content = file.file.read(LONGEST_FILE + 1)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text or len(content) > LONGEST_FILE:
        return _page(visit, [visit.tongue.say("This is no key file.")])
    return _kept(visit, _keyring(visit), text)


@router.post("/cases/{case}/mechanism/key/unlock")
def unlock(visit: Actor, passphrase: Annotated[str, Form()] = "") -> Response:
    """Open the key for half an hour, in this session alone."""
    try:
        opened(Seat(visit), passphrase)
    except CaseError:
        raise
    except TrucelineError as error:
        return _page(visit, problems_in(error, visit.voice))
    return RedirectResponse(visit.url("mechanism/key"), 303)


@router.post("/cases/{case}/mechanism/key/lock")
def lock(visit: Actor) -> Response:
    """Lock the key now."""
    Seat(visit).open_keys.lock(visit.asker.session, visit.held.slug)
    return RedirectResponse(visit.url("mechanism/key"), 303)


@router.post("/cases/{case}/mechanism/key/forget")
def forget(visit: Actor) -> Response:
    """Keep the key here no more."""
    keyring, asker = _keyring(visit), visit.asker
    Seat(visit).open_keys.lock(asker.session, visit.held.slug)
    keyring.forget(asker.account, visit.held.slug)
    return RedirectResponse(visit.url("mechanism/key"), 303)


def _keyring(visit: Visit) -> Keyring:
    keyring = Seat(visit).keyring
    if keyring is None or visit.asker.is_program:
        raise NotFound
    return keyring


def _closed(name: str, passphrase: str) -> str:
    """A new key file, closed; nothing of it stays on the disk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.key"
        save(Signer.new(name), path, passphrase)
        return path.read_text(encoding="utf-8")


def _kept(visit: Visit, keyring: Keyring, content: str) -> Response:
    asker, slug = visit.asker, visit.held.slug
    try:
        keyring.keep(asker.account, slug, content)
    except CaseError:
        raise
    except TrucelineError as error:
        return _page(visit, problems_in(error, visit.voice))
    # Whoever changes the key signs with the new one from now on.
    Seat(visit).open_keys.lock(asker.session, slug)
    return RedirectResponse(visit.url("mechanism/key"), 303)


def _page(visit: Visit, problems: list[str] | tuple[str, ...] = (), *, name: str = "") -> Response:
    seat = Seat(visit)
    left_s = seat.open_keys.left_s(visit.asker.session, visit.held.slug)
    return case_page(
        visit,
        "key.html",
        here="mechanism",
        status=WRONG if problems else 200,
        seat=seat,
        problems=problems,
        name=name,
        minutes=-(-int(left_s) // 60),
        shortest=SHORTEST,
        line=_line(seat, visit.asker.party(visit.held.slug)) if seat.kept else "",
        spaced=_spaced(str(seat.kept.public)) if seat.kept else "",
    )


def _line(seat: Seat, party: str | None) -> str:
    """What whoever keeps the register types, after `truceline keys trust CASE`; a shell takes it as it is."""
    assert seat.kept is not None
    words = [str(seat.kept.public), "--name", seat.kept.signer]
    words += ["--role", seat.person.role.value] if seat.person else []
    return shlex.join([*words, *(["--party", party] if party else [])])


def _spaced(text: str) -> str:
    """A key in groups of four letters, to be read out."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
