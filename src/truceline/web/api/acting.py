"""Acts of the mechanism by programs: prepared here, signed with a key that stays with its holder, entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from truceline.agreement.structure import problems_of
from truceline.client.orders import ActSent, PrepareActs, SendActs
from truceline.client.receipts import ActPrepared, ActsEntered, ActsPrepared
from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.signing import PublicKey, to_sign
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import Given, Moved, Receipt
from truceline.mechanism.files import node_of
from truceline.mechanism.kinds import deed_from, deed_schema, signed_from
from truceline.mechanism.signed import PURPOSE, Signed
from truceline.web.api.posts import Actor, Post, Posted, made, takes
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import hidden_in, require_possible, usual
from truceline.web.refusals import Forbidden, MovedOn
from truceline.web.visit import Visit

router = APIRouter(tags=["mechanism"])
_PLACE = "acts"


@router.post(
    "/cases/{case}/acts/prepared",
    **takes(
        PrepareActs,
        ActsPrepared,
        example={
            "key": "tk1...",
            "acts": [{"kind": "approve", "zone": "buffer", "segment": "s-1", "drawing": "north-1"}],
        },
    ),
)
def prepare(visit: Actor, post: Posted) -> Response:
    """The exact text of acts, to be signed with one's own key; nothing is entered by it.

    What every act says (agreement, signer, party, instant) is filled in; what the record would not take is
    told.
    """
    given = post.read(PrepareActs)
    seat = Seat(visit, public_key(given.key, "key"))

    def work() -> Response:
        deeds = _possible(seat, given.acts)
        shown = tuple(map(as_prepared, deeds))
        return made(visit, ActsPrepared(acts=shown, position=visit.held.position))

    return post.once(work)


def _possible(seat: Seat, acts: Sequence[Mapping[str, Any]]) -> list[Deed]:
    """The acts as they would be signed; InputError where one does not fit, or cannot be made."""
    try:
        own = usual(seat)
        deeds = _read([{**own, **one} for one in acts])
        require_possible(seat, deeds)
    except CaseError:  # not what was sent is wrong
        raise
    except InputError as error:
        raise InputError(
            Problem(_PLACE if one.file == "form" else one.file, 0, one.field, one.message, one.allowed)
            for one in error.problems
        ) from error
    return deeds


def as_prepared(deed: Deed) -> ActPrepared:
    """An act as it would be signed."""
    content = deed.content()
    return ActPrepared(
        kind=deed.name,
        sort=deed.sort,
        matter=deed.matter,
        deed=content.decode(),
        sha256=digest_bytes(content),
        to_sign=to_sign(content, PURPOSE).decode(),
    )


@router.post("/cases/{case}/acts", **takes(SendActs, ActsEntered, status=201, match=False))
def enter(visit: Actor, post: Posted) -> Response:
    """Enter acts that are signed, all or none; with If-Match only where their matters have not moved.

    Each is signed with a key that the case trusts as what the caller's account is: in one of its roles and
    for its party. Those that the ledger has are passed over.
    """
    signed = _signed(post.read(SendActs).acts)

    def work() -> Response:
        receipt = _entered(visit, post, signed)
        told = ActsEntered(
            entered=tuple(one.digest for one in receipt.entered),
            already_there=receipt.already_there,
            claims=tuple(one.claim_id for one in receipt.claims if visit.may_read(one)),
            position=visit.held.position,
        )
        return made(visit, told, 201)

    return post.once(work)


def _entered(visit: Visit, post: Post, signed: Sequence[Signed]) -> Receipt:
    """Hold acts against what the caller is and may know of, then enter them."""
    _require_own(visit, signed)
    since = post.since()
    if since is not None and since > visit.held.position:
        raise MovedOn("this ledger ends before the position that you looked at")
    given = [Given(one, f"{_PLACE}.{at}") for at, one in enumerate(signed)]
    try:
        return visit.held.case.mechanism.enter(given, since=since)
    except Moved as error:
        raise MovedOn("; ".join(f"{one.field} {one.message}" for one in error.problems)) from error


def _require_own(visit: Visit, signed: Sequence[Signed]) -> None:
    """Forbidden for a key of somebody else; InputError for what names something hidden from the caller."""
    hidden: list[Problem] = []
    opened: set[tuple[str, str]] = set()
    for at, one in enumerate(signed):
        seat = Seat(visit, public_key(one.key, f"{_PLACE}.{at}"), is_proven=is_proven(one))
        if not seat.is_own_key:
            raise Forbidden(why="a key signs for an account that has its role here, and acts for its party")
        name = (one.deed.sort, one.deed.matter)
        if name not in opened:  # what an act before it begins is in no record yet
            hidden += [_at(at, problem) for problem in hidden_in(seat, one.deed)]
        if one.deed.opens:
            opened.add(name)
    if hidden:
        raise InputError(hidden)


def is_proven(signed: Signed) -> bool:
    """Whether the key's owner signed it; where not, it is refused when it is entered."""
    try:
        return signed.by_key.fits(signed.written, PURPOSE)
    except InputError:
        return False


def _at(at: int, problem: Problem) -> Problem:
    return Problem(f"{_PLACE}.{at}", 0, problem.field, problem.message, problem.allowed)


def public_key(text: str, place: str) -> PublicKey:
    """A public key as it is written; InputError, at a place, for any other text."""
    try:
        return PublicKey.of(text)
    except InputError as error:
        raise InputError(Problem(place, 0, "key", one.message) for one in error.problems) from None


def _signed(acts: Sequence[ActSent]) -> list[Signed]:
    """The acts that were sent; InputError with everything in them that does not fit."""
    found: list[Signed] = []
    problems: list[Problem] = []
    for at, one in enumerate(acts):
        try:
            found.append(signed_from(one.model_dump()))
        except ValidationError as error:
            problems += _problems(at, one.deed, error)
        except ValueError as error:
            problems.append(Problem(f"{_PLACE}.{at}", 0, "deed", str(error)))
    if problems:
        raise InputError(problems)
    return found


def _read(several: Sequence[Mapping[str, Any]]) -> list[Deed]:
    found: list[Deed] = []
    problems: list[Problem] = []
    for at, values in enumerate(several):
        try:
            found.append(deed_from(dict(values)))
        except ValidationError as error:
            problems += _problems(at, values, error)
    if problems:
        raise InputError(problems)
    return found


def _problems(at: int, values: Mapping[str, Any], error: ValidationError) -> list[Problem]:
    return problems_of(error, node_of(dict(values)), f"{_PLACE}.{at}", deed_schema)
