"""Forms for telephones: given out as workbooks; submissions are signed where the key is, and taken in."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.forms import (
    FormsTold,
    FormTold,
    SendSubmissions,
    SubmissionsPrepared,
    SubmissionsTaken,
)
from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError, Problem
from truceline.mechanism.collecting import Collector
from truceline.mechanism.deed import Deed
from truceline.mechanism.forms import form_kinds, form_of, give_out, given_out
from truceline.mechanism.signed import Signed
from truceline.web.api.acting import as_prepared, is_proven, public_key
from truceline.web.api.boundaries import KeyText
from truceline.web.api.bringing import FileName
from truceline.web.api.posts import BYTES, Actor, Posted, made, takes, told_to
from truceline.web.console.mechanism_forms import ENDINGS, WORKBOOK
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import LOOKED, usual
from truceline.web.refusals import NotFound

router = APIRouter(tags=["mechanism"])
KindName = Annotated[str, Query(max_length=200, description="The kind of act that a plain table is of.")]


@router.get("/cases/{case}/forms", response_model=FormsTold)
def forms(visit: Actor) -> Response:
    """The forms that there are, and whether each was given out."""
    case = visit.held.case
    known = given_out(case.mechanism)
    every = [form_of(kind, case.agreement) for kind in form_kinds()]
    return told_to(
        FormsTold(
            forms=tuple(
                FormTold(kind=one.kind, name=one.name, title=one.title, given_out=one.name in known)
                for one in every
            )
        )
    )


@router.post("/cases/{case}/forms/{kind}", **takes(None, None, status=201, media=WORKBOOK))
def form(visit: Actor, post: Posted, kind: str) -> Response:
    """Give a form out as a workbook that ODK and KoboToolbox take; the ledger keeps what it asks."""
    if kind not in form_kinds():
        raise NotFound
    # The library that checks forms takes long to load.
    from truceline.mechanism.xlsform import workbook  # noqa: PLC0415 - a second, and most calls need it not

    def work() -> Response:
        asked = form_of(kind, visit.held.case.agreement)
        content = workbook(asked)
        give_out(visit.held.case.mechanism, asked)
        return Response(content, 201, {"Cache-Control": "private, no-store"}, WORKBOOK)

    return post.once(work)


@router.post("/cases/{case}/submissions/prepared", **takes(None, SubmissionsPrepared, kind=BYTES))
def prepare(visit: Actor, post: Posted, name: FileName, key: KeyText, kind: KindName = "") -> Response:
    """The acts that a file of submissions comes to, to be signed with one's own key; nothing is entered."""
    post.require_kind(BYTES)
    seat = Seat(visit, public_key(key, "query"))
    given = _Sent(post.body, name, kind)

    def work() -> Response:
        own = _usual(seat)
        collector = Collector(visit.held.case.mechanism, seat.tried, own, given.kind)
        with given.file() as path:
            found = collector.prepare(path, seat.on_trial())
        told = SubmissionsPrepared(
            sha256=digest_bytes(post.body),
            made_at=datetime.fromisoformat(own["made_at"]),
            submissions=found.submissions,
            new=found.entered,
            edited=found.edited,
            already_there=found.already_there,
            issues=found.issues,
            acts=tuple(map(as_prepared, found.deeds)),
        )
        return made(visit, told)

    return post.once(work)


@router.post("/cases/{case}/submissions", **takes(SendSubmissions, SubmissionsTaken, status=201))
def take(visit: Actor, post: Posted) -> Response:
    """Take in a file of submissions with the signatures of its acts; what is wrong is kept row by row.

    422 where the file comes to an act that is not signed, as when the record went on meanwhile: prepare anew.
    """
    given = post.read(SendSubmissions)
    seat = Seat(visit, public_key(given.key, "key"))
    sent = _Sent(_decoded(given.content), given.name, given.kind)

    def work() -> Response:
        own = {**_usual(seat), "made_at": _recent(seat, given.made_at)}
        sign = _Signatures(given.key, given.signatures).signed
        with sent.file() as path:
            found = Collector(visit.held.case.mechanism, sign, own, sent.kind).collect(path)
        told = SubmissionsTaken(
            submissions=found.submissions,
            new=found.entered,
            edited=found.edited,
            already_there=found.already_there,
            issues=found.issues,
            claims=tuple(one.claim_id for one in found.claims if visit.may_read(one)),
            position=visit.held.position,
        )
        return made(visit, told, 201)

    return post.once(work)


class _Sent:
    """A file of submissions as it was sent; InputError for one that is none by its name."""

    def __init__(self, content: bytes, name: str, kind: str) -> None:
        self._content = content
        self._ending = PurePath(name).suffix.lower()
        self.kind = kind or None
        problems = []
        if self._ending not in ENDINGS:
            problems.append(Problem("file", 0, "name", "is no file of submissions", ENDINGS))
        if kind and kind not in form_kinds():
            problems.append(Problem("file", 0, "kind", "is no kind of form", tuple(form_kinds())))
        if problems:
            raise InputError(problems)

    @contextmanager
    def file(self) -> Iterator[Path]:
        """The file in a folder of ours, as long as it is read; its place is told to nobody."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"submissions{self._ending}"
            path.write_bytes(self._content)
            try:
                yield path
            except CaseError:  # not what was sent is wrong
                raise
            except InputError as error:
                raise InputError(
                    Problem("file", one.line, one.field, one.message, one.allowed)
                    if one.file.startswith(folder)
                    else one
                    for one in error.problems
                ) from None


@dataclass(frozen=True)
class _Signatures:
    """The signatures that were sent, by what they sign."""

    key: str
    of: Mapping[str, str]

    def signed(self, deed: Deed) -> Signed:
        """An act with its signature; InputError where it has none, or another one's."""
        content = deed.content()
        signature = self.of.get(digest_bytes(content))
        if signature is None:
            told = "the file comes to an act that is not signed: have it prepared anew"
            raise InputError(Problem("body", 0, "signatures", told))
        signed = Signed(deed, content, self.key, signature)
        if not is_proven(signed):
            told = "does not fit its act"
            raise InputError(Problem("body", 0, f"signatures.{signed.digest}", told))
        return signed


def _usual(seat: Seat) -> dict[str, Any]:
    """What every act of this person says; InputError where the key is not theirs."""
    try:
        return usual(seat)
    except CaseError:
        raise
    except InputError as error:
        raise InputError(Problem("key", 0, "key", one.message) for one in error.problems) from None


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (Error, ValueError):
        raise InputError(Problem("body", 0, "content", "is no base 64")) from None


def _recent(seat: Seat, made_at: datetime) -> str:
    """The instant as it was prepared; InputError for one that is long ago, or yet to come."""
    if not (seat.now - LOOKED <= made_at <= seat.now):
        raise InputError(Problem("body", 0, "made_at", "was not prepared within the last hour"))
    return made_at.isoformat()
