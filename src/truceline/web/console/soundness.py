"""Whether the record is whole: verified entry by entry, and held against states that others keep."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form
from starlette.responses import Response

from truceline.case.checkpoints import drawn_otherwise, is_encoded_otherwise, unsigned
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.checkpoint import Checkpoint, Voucher, checkpoint_in, vouchers
from truceline.ledger.codes import Code
from truceline.ledger.verification import Mark, Verification
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.audit import Auditor, Sheet, sheets
from truceline.web.console.pages import case_page
from truceline.web.console.work import sent_to
from truceline.web.house import Sound
from truceline.web.jobs import Job, Outcome, Progress, jobs_of
from truceline.web.refusals import Conflict
from truceline.web.visit import Visit

router = APIRouter()
_HERE = "audit/soundness"
_MOST = 50
Finding = tuple[bool | None, str]
"""A line of what was found: right, wrong, or neither, and its words."""


@router.get("/cases/{case}/audit/soundness")
def soundness(visit: Auditor) -> Response:
    """Where the record stands, and what was found of it last."""
    return _page(visit)


@router.post("/cases/{case}/audit/verify")
def verify(visit: Auditor) -> Response:
    """Hold every row and file against the chain; it runs beside the pages and can be cancelled."""
    return sent_to(visit, verifying(visit))


def verifying(visit: Visit) -> Job:
    """Begin to hold every row and file against the chain; what is found stays with the case."""
    held, tongue, by = visit.held, visit.tongue, visit.asker.name

    def work(progress: Progress) -> Outcome:
        found = held.case.ledger.verify(step=progress)
        held.sound = Sound(held.case.ledger.now, by, found)
        return Outcome(_HERE, tuple(line for _, line in _found(tongue, found)))

    return jobs_of(visit).start(visit, tongue.say("Verifying the record"), work, back=_HERE)


@router.post("/cases/{case}/audit/checkpoint")
def checkpoint(visit: Auditor) -> Response:
    """The state that was verified last, as a file: to be signed and given to the other side."""
    made = verified_last(visit)
    name = f"checkpoint-{made.position}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made.text(), media_type="application/json", headers=headers)


def verified_last(visit: Visit) -> Checkpoint:
    """The state that was verified last, unsigned; Conflict where none was, or the record is another one."""
    case, sound = visit.held.case, visit.held.sound
    if (
        sound is None
        or not sound.found.holds
        or case.ledger.mark(sound.found.mark.position) != sound.found.mark
    ):
        raise Conflict
    return unsigned(case, sound.found.mark, datetime.now(UTC))


@router.post("/cases/{case}/audit/check")
def check(
    visit: Auditor, file: Annotated[bytes, File()] = b"", code: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """Hold a checkpoint that somebody else keeps, or a code they read out, against this record."""
    if not file and not code.strip():
        return _page(visit, problems=(visit.tongue.say("Choose a file, or type a code."),), status=422)
    try:
        found = checked(visit, checkpoint_in(file, Path("checkpoint"))) if file else compared(visit, code)
    except CaseError:
        raise
    except InputError as error:
        return _page(visit, problems=tuple(_unfit(visit, one) for one in error.problems), status=422)
    return _page(visit, findings=found)


def _unfit(visit: Visit, problem: Problem) -> str:
    """Why what was given is no checkpoint, or no code."""
    if problem.file != "checkpoint":
        return visit.voice.clause(problem.message)
    say = visit.tongue.say
    if not problem.field:
        return say("This file is no checkpoint.")
    return say("This file is no sound checkpoint: its field {name} does not fit.", name=problem.field)


def _page(
    visit: Visit, findings: tuple[Finding, ...] = (), problems: tuple[str, ...] = (), status: int = 200
) -> Response:
    say = visit.tongue.say
    sound, mark = visit.held.sound, visit.held.case.ledger.mark()
    return case_page(
        visit, "soundness.html", here="audit", status=status, sheets=sheets(visit.tongue), findings=findings,
        sheet=Sheet("soundness", say("Soundness"), "", (), ()), problems=problems, sound=sound, mark=mark,
        code=Code.of(mark) if mark else None, found=_found(visit.tongue, sound.found) if sound else (),
    )  # fmt: skip


def _found(tongue: Tongue, found: Verification) -> tuple[Finding, ...]:
    """What verification found, line by line."""
    say, rows = tongue.say, sum(found.rows.values())
    whole = say("The record holds.") if found.holds else say("The record does not hold.")
    told: list[Finding] = [(found.holds, whole)]
    looked = say("{entries} entries and {rows} rows were looked at.", entries=found.mark.position, rows=rows)
    told.append((None, looked))
    for fault in found.faults[:_MOST]:
        place = fault.table if fault.entry is None else f"{fault.entry}, {fault.table}"
        told.append((False, f"{fault.kind.value} ({place}): {fault.told}"))
    if found.left_over:
        left = tongue.count(
            "One file that no entry names.", "{n} files that no entry names.", len(found.left_over)
        )
        told.append((None, left))
    if found.tombstones:
        buried = found.tombstones
        gone = tongue.count("Words withdrawn in one place.", "Words withdrawn in {n} places.", buried)
        told.append((None, gone))
    if found.ahead_s:
        told.append((None, say("The last entry is ahead of this machine's clock by {n} s.", n=found.ahead_s)))
    return tuple(told)


def checked(visit: Visit, made: Checkpoint) -> tuple[Finding, ...]:
    """A checkpoint held against the record, and its signatures against the register of signers."""
    say, case = visit.tongue.say, visit.held.case
    found = [_same(visit, made.mark)]
    if is_encoded_otherwise(case, made):
        found.append(
            (None, say("The agreement is encoded otherwise than at the checkpoint: revised, or changed."))
        )
    if other := drawn_otherwise(case, made):
        names = visit.tongue.listed(other)
        found.append((None, say("Zones are drawn otherwise than at the checkpoint: {names}.", names=names)))
    signed = vouchers(made, case.ledger.signers(), ())
    found += [_signed(visit.tongue, one) for one in signed]
    if not any(one.counts for one in signed):
        found.append((False, say("Nobody whom this case trusts has signed it.")))
    return tuple(found)


def _signed(tongue: Tongue, one: Voucher) -> Finding:
    say, name = tongue.say, one.endorsement.signer
    if not one.fits:
        return False, say("The signature of {name} does not fit: the checkpoint was changed.", name=name)
    if not one.counts:
        return None, say("{name} signed it, with a key that this case does not trust.", name=name)
    return True, say("{name} signed it, with a key that this case trusts.", name=name)


def compared(visit: Visit, text: str) -> tuple[Finding, ...]:
    """A code that was read out, held against the record."""
    said, say = Code.read(text), visit.tongue.say
    mark = visit.held.case.ledger.mark(said.position)
    if mark is not None and Code.of(mark) == said:
        return ((True, say("The code is the one of this record at entry {n}.", n=said.position)),)
    return ((False, say("The code is another one: here, or there, is another record.")),)


def _same(visit: Visit, mark: Mark) -> Finding:
    say = visit.tongue.say
    here = visit.held.case.ledger.mark(mark.position)
    if here == mark:
        return True, say(
            "This record is the same up to entry {n}. Verify it, to know that its rows are.", n=mark.position
        )
    if here is None:
        return False, say(
            "This record ends before entry {n}: its end was cut off, or it is older.", n=mark.position
        )
    return False, say("This is another record, or one that was written anew.")
