"""Statuses, entries and answers made by hand, for what the river case does not show."""

from __future__ import annotations

from datetime import date

from truceline.assess.result import (
    AgreementRef,
    Assessment,
    Cited,
    Considered,
    FrameRef,
    NormStatus,
    PartStatus,
    Phase,
    ProofNode,
    RegisterEntry,
    Standing,
)
from truceline.core.degree import Performance
from truceline.core.finding import Standard, Verdict


def cited(claim_id, **changed):
    fields = {
        "claim_id": claim_id,
        "says": f"{claim_id} says so",
        "source": "post",
        "family": "post",
        "grade": "B2",
        "weight": 0.8,
    }
    return Cited(**(fields | changed))


def proof(*parts, supporting=(), opposing=()):
    return ProofNode(
        statement="it holds",
        check="state_holds",
        verdict=Verdict.UNKNOWN,
        support=0,
        opposition=0,
        standard=Standard.CLEAR,
        parts=parts,
        supporting=supporting,
        opposing=opposing,
    )


def part(party, node=None, standing=Standing.UNPROVEN):
    return PartStatus(
        part=party,
        party=party,
        verdict=Verdict.UNKNOWN,
        performance=Performance.UNKNOWN,
        degree=(0, 1),
        standing=standing,
        proof=node or proof(),
    )


def status(norm="guns-out", **changed):
    fields = {
        "norm": norm,
        "title": "Guns out",
        "instrument": "truce",
        "authority": "signed",
        "para": "1",
        "kind": "duty",
        "bearers": ("north", "south"),
        "phase": Phase.DUE,
        "performance": Performance.UNKNOWN,
        "degree": (0.0, 1.0),
        "standing": Standing.UNPROVEN,
        "proof": proof(),
    }
    return NormStatus(**(fields | changed))


def entry(entry_id, claim_ids, **changed):
    fields = {
        "entry_id": entry_id,
        "norm": "no-shelling",
        "status": "confirmed",
        "bearing": "breach",
        "reason": "shown",
        "act": "shell",
        "place": "the ford",
        "start": date(2030, 1, 5),
        "end": date(2030, 1, 5),
        "committed_by": ("south",),
        "attribution": "assessed",
        "support": 0.8,
        "opposition": 0.0,
        "claims": tuple(cited(claim_id) for claim_id in claim_ids),
    }
    return RegisterEntry(**(fields | changed))


def assessment(*norms, **changed):
    fields = {
        "engine": "0",
        "norms": norms,
        "agreement": AgreementRef(id="river", title="River", digest="0", revision=1),
        "frame": FrameRef(as_of=date(2030, 1, 16), instruments=("truce",), readings={}),
        "considered": Considered(given=0, seen=0, not_yet_known=0, not_accepted=0, overtaken=0, supposed=0),
    }
    return Assessment(**(fields | changed))
