"""Whether the record is whole: verified as long work, and held against states that others keep."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.receipts import JobTold
from truceline.client.record import (
    CheckedTold,
    CheckRecord,
    FaultTold,
    FindingTold,
    SoundnessTold,
    VerifiedTold,
)
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.checkpoint import Checkpoint, checkpoint_in
from truceline.ledger.codes import Code
from truceline.web.api.bringing import job_as_told
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Checker, Posted, made, takes, told_to
from truceline.web.console.soundness import Finding, checked, compared, verified_last, verifying
from truceline.web.house import Sound
from truceline.web.refusals import Conflict
from truceline.web.visit import Visit

router = APIRouter(tags=["ledger"])
_FAULTS = 50


@router.get("/cases/{case}/soundness", response_model=SoundnessTold)
def soundness(visit: Checker) -> Response:
    """Where the record stands, and what was found of it last."""
    mark, sound = visit.held.case.ledger.mark(), visit.held.sound
    told = SoundnessTold(
        position=visit.held.position,
        digest=mark.digest if mark else None,
        code=str(Code.of(mark)) if mark else None,
        verified=_verified(sound) if sound else None,
    )
    return told_to(told)


def _verified(sound: Sound) -> VerifiedTold:
    found = sound.found
    return VerifiedTold(
        at=sound.at,
        by=sound.by,
        position=found.mark.position,
        digest=found.mark.digest,
        holds=found.holds,
        rows=sum(found.rows.values()),
        faults=tuple(
            FaultTold(kind=one.kind.value, entry=one.entry, table=one.table, told=one.told)
            for one in found.faults[:_FAULTS]
        ),
        left_over=len(found.left_over),
        tombstones=found.tombstones,
        ahead_s=found.ahead_s,
    )


@router.post("/cases/{case}/soundness/verify", **takes(None, JobTold, status=202))
def verify(visit: Checker, post: Posted) -> Response:
    """Begin to hold every row and file against the chain; what was found is told by `soundness`."""

    def work() -> Response:
        job = verifying(visit)
        location = f"{ROOT}/cases/{visit.held.slug}/jobs/{job.id}"
        return told_to(job_as_told(job), 202, location=location)

    return post.once(work)


@router.post("/cases/{case}/checkpoints", **takes(None, Checkpoint, status=201))
def checkpoint(visit: Checker, post: Posted) -> Response:
    """The state that was verified last, unsigned; 409 where none was, or the record does not hold.

    It is no entry of the ledger and not kept here: sign it where the key is, and hand it to the other side.
    """

    def work() -> Response:
        try:
            return made(visit, verified_last(visit), 201)
        except Conflict:
            raise Conflict(
                "verify the record first: a checkpoint is of a record that was found whole"
            ) from None

    return post.once(work)


@router.post(
    "/cases/{case}/checkpoints/check",
    **takes(CheckRecord, CheckedTold, example={"code": "57-4KQ2-..."}),
)
def check(visit: Checker, post: Posted) -> Response:
    """Hold a checkpoint that somebody else keeps, or a code they read out, against this record."""
    given = post.read(CheckRecord)
    if (given.checkpoint is None) == (not given.code.strip()):
        raise InputError(Problem("body", 0, "", "give a checkpoint or a code, one of them"))

    def work() -> Response:
        findings = _found(visit, given)
        told = CheckedTold(
            holds=not any(right is False for right, _ in findings),
            findings=tuple(FindingTold(right=right, told=words) for right, words in findings),
            position=visit.held.position,
        )
        return made(visit, told)

    return post.once(work)


def _found(visit: Visit, given: CheckRecord) -> tuple[Finding, ...]:
    """What is found; InputError by the fields of the body for what is no checkpoint, or no code."""
    place = "code" if given.checkpoint is None else "checkpoint"
    try:
        if given.checkpoint is None:
            return compared(visit, given.code)
        content = json.dumps(given.checkpoint).encode()
        return checked(visit, checkpoint_in(content, Path("checkpoint")))
    except CaseError:  # not what was sent is wrong
        raise
    except InputError as error:
        raise InputError(
            Problem("body", 0, f"{place}.{one.field}".rstrip("."), one.message, one.allowed)
            for one in error.problems
        ) from None
