"""A secret claim with a word in every field that must not leave."""

from __future__ import annotations

from datetime import date

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin, Recording

CANARY = "kanarienvogel"
PLACE = "zaunkoenig"
NORM = "heavy-weapons-out"


def secret_claim(case: Case) -> str:
    """Add a secret claim that the proof of a promise cites; returns the promise's id."""
    status = case.assess(Frame(as_of=date(2018, 10, 19))).status(NORM)
    nodes = [status.proof, *(part.proof for part in status.parts)]
    cited = next(one for node in nodes for one in (*node.supporting, *node.opposing))
    claim = next(case.ledger.known([cited.claim_id]))
    content = claim.model_dump(mode="json")
    content |= {"claim_id": "", "label": None, "says": f"{CANARY} saw it", "sensitivity": "secret"}
    content["source"] |= {"id": CANARY, "family": CANARY}
    content["evidence"] |= {"quote": f"{CANARY} said so"}
    content["place"] = [{**one, "text": PLACE} for one in content["place"]] or [{"text": PLACE}]
    made = Claim.model_validate(content).identified()
    case.ledger.append(Origin("claims", "secret.jsonl"), [made], recorded=Recording.STATED)
    return NORM


def secret_statement(case: Case) -> None:
    """Add a secret statement that a posture cites, said in the week before the 19th of October."""
    postures = case.assess(Frame(as_of=date(2018, 10, 19))).postures
    cited = next(one for entry in reversed(postures) for one in entry.claims)
    claim = next(case.ledger.known([cited.claim_id]))
    content = claim.model_dump(mode="json")
    content |= {"claim_id": "", "label": None, "says": f"{CANARY} says so", "sensitivity": "secret"}
    content |= {"published_on": "2018-10-18", "recorded_at": "2018-10-18T12:00:00Z"}
    content["time"] |= {"start": "2018-10-18", "end": "2018-10-18"}
    content["evidence"] |= {"quote": f"{CANARY} said so"}
    made = Claim.model_validate(content).identified()
    case.ledger.append(Origin("claims", "said.jsonl"), [made], recorded=Recording.STATED)
