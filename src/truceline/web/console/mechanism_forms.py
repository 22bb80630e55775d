"""Forms for telephones: given out as workbooks, and what came in through them, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.responses import Response

from truceline.errors import CaseError, InputError, Problem, TrucelineError
from truceline.evidence.issue import Issue
from truceline.ledger.signing import Signer
from truceline.mechanism.collecting import Collected, Collector
from truceline.mechanism.deed import Deed
from truceline.mechanism.forms import form_kinds, form_of, give_out, given_out
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.signed import Signed
from truceline.web.console.mechanism_fields import told_wrong
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import WRONG, opened, problems_in, usual
from truceline.web.console.mechanism_telling import moment
from truceline.web.console.mechanism_words import act_name
from truceline.web.console.pages import case_page
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit
from truceline.web.voice import Voice

router = APIRouter()
Actor = Annotated[Visit, Depends(Needs(Right.ACT))]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = (".zip", ".csv", ".json", ".jsonl", ".xlsx", ".xml")
"""Of files of submissions."""
_MOST_ISSUES = 500


@router.get("/cases/{case}/mechanism/forms")
def forms(visit: Actor) -> Response:
    """The forms there are, and what came in through them."""
    return _page(visit)


@router.post("/cases/{case}/mechanism/forms/{kind}.xlsx")
def form(visit: Actor, kind: str) -> Response:
    """Give a form out as a workbook that ODK and KoboToolbox take; the ledger keeps what it asks."""
    if kind not in form_kinds():
        raise NotFound
    # The library that checks forms takes long to load.
    from truceline.mechanism.xlsform import workbook  # noqa: PLC0415 - a second, and most pages need it not

    made = form_of(kind, visit.held.case.agreement)
    content = workbook(made)
    give_out(visit.held.case.mechanism, made)
    headers = {"Content-Disposition": f'attachment; filename="{kind}.xlsx"'}
    return Response(content, media_type=WORKBOOK, headers=headers)


@router.post("/cases/{case}/mechanism/forms")
def collect(  # noqa: PLR0917 - the fields of its form
    visit: Actor,
    file: Annotated[UploadFile, File()],
    kind: Annotated[str, Form()] = "",
    do: Annotated[str, Form()] = "look",
    passphrase: Annotated[str, Form()] = "",
    sha256: Annotated[str, Form()] = "",
) -> Response:
    """Look at a file of submissions, or take it in: each becomes an act that is signed with the key."""
    seat, say = Seat(visit), visit.tongue.say
    name = PurePath(file.filename or "").name[:200]
    try:
        own = usual(seat)
        signer = seat.signer or opened(seat, passphrase)
        if PurePath(name).suffix.lower() not in ENDINGS:
            raise InputError(Problem("form", 0, "file", say("This is no file of submissions.")))
        if kind and kind not in form_kinds():
            raise InputError(Problem("form", 0, "kind", say("There is no such form.")))
        taking = _Taking(seat, signer, own, kind or None)
        found, digest = taking.taken(file, name, dry_run=do != "enter", wanted=sha256)
    except CaseError:
        raise
    except TrucelineError as error:
        return _page(visit, problems=problems_in(error, visit.voice))
    told = CollectedTold.of(name, digest, found, visit.voice, dry_run=do != "enter")
    return _page(visit, collected=told)


@dataclass(frozen=True)
class _Taking:
    """A file of submissions, taken by somebody."""

    seat: Seat
    signer: Signer
    own: dict[str, object]
    kind: str | None

    def taken(self, file: UploadFile, name: str, *, dry_run: bool, wanted: str) -> tuple[Collected, str]:
        """What the file came to, and its digest; InputError where it is another file than was looked at."""
        content = file.file.read()
        digest = hashlib.sha256(content).hexdigest()
        if wanted and wanted != digest:
            told = self.seat.visit.tongue.say("This is another file than the one you looked at.")
            raise InputError(Problem("form", 0, "file", told))
        mechanism = self.seat.visit.held.case.mechanism
        collector = Collector(mechanism, self._signed, self.own, self.kind)
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"submissions{PurePath(name).suffix.lower()}"
            path.write_bytes(content)
            return collector.collect(path, dry_run=dry_run), digest

    def _signed(self, deed: Deed) -> Signed:
        return Signed.by(self.signer, deed)


@dataclass(frozen=True)
class CollectedTold:
    """What a file came to."""

    name: str
    sha256: str
    dry_run: bool
    found: Collected
    issues: tuple[tuple[Issue, str], ...]
    """Each with what is wrong, in the reader's language."""
    more: int
    """Issues besides those."""

    @classmethod
    def of(cls, name: str, sha256: str, found: Collected, voice: Voice, *, dry_run: bool) -> CollectedTold:
        """Of a file; of very many issues the first."""
        pairs = zip(found.issues[:_MOST_ISSUES], found.faults, strict=False)
        issues = tuple((one, told_wrong(fault, voice)) for one, fault in pairs)
        return cls(name, sha256, dry_run, found, issues, len(found.issues) - len(issues))


@dataclass(frozen=True)
class SubmissionTold:
    """A submission on record that the visitor may see."""

    instance: str
    form: str
    filled_in: str
    received: str
    sort: str
    matter: str
    counts: bool


def _submissions(seat: Seat) -> Iterator[SubmissionTold]:
    voice, record = seat.visit.voice, seat.record
    gone = {one.target.signed.digest for one in record.each(Retraction)}
    for one in reversed(seat.viewer.acts(record)):
        deed = one.signed.deed
        if deed.submitted is not None:
            at = deed.submitted.received_at
            yield SubmissionTold(
                instance=deed.submitted.instance,
                form=deed.submitted.form,
                filled_in=moment(voice, deed.made_at),
                received=moment(voice, at) if at else "",
                sort=deed.sort,
                matter=deed.matter,
                counts=one.signed.digest not in gone,
            )


def _page(visit: Visit, *, problems: Sequence[str] = (), collected: CollectedTold | None = None) -> Response:
    seat = Seat(visit)
    known = given_out(visit.held.case.mechanism)
    made = [form_of(kind, visit.held.case.agreement) for kind in form_kinds()]
    return case_page(
        visit,
        "telephone_forms.html",
        here="mechanism",
        status=WRONG if problems else 200,
        seat=seat,
        forms=tuple((one, act_name(one.kind, visit.tongue), one.name in known) for one in made),
        problems=problems,
        collected=collected,
        submissions=tuple(_submissions(seat))[:_MOST_ISSUES],
    )
