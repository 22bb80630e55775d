"""The closed union of the kinds of act, and the sorts of matter they move."""

from __future__ import annotations

import json
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from truceline.core.canonical import canonical_json
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.boundary_acts import Agree, Approve, Dispute, Divide, Mark, Propose
from truceline.mechanism.cells import Cell, Grade
from truceline.mechanism.deals import Deal, Reconcile
from truceline.mechanism.deed import Deed
from truceline.mechanism.extensions import Extension, Grant, Refuse, Request, Withdraw
from truceline.mechanism.inquiries import (
    Allege,
    AnswerTo,
    Conclude,
    FileAway,
    Inquiry,
    Publish,
    Report,
    TakeUp,
    Task,
    Visit,
)
from truceline.mechanism.matter import Matter
from truceline.mechanism.meetings import Cancel, Confirm, Contest, Convene, Hold, Meeting
from truceline.mechanism.messages import Acknowledge, Answer, Close, Deliver, Message, Send
from truceline.mechanism.patrols import Abort, Deny, Finish, Patrol, Plan, SetOut, TakePart
from truceline.mechanism.releases import Attest, LetGo, Pledge, Receive, Release
from truceline.mechanism.retracting import Retract, Retraction
from truceline.mechanism.returns import ComeBack, Returns
from truceline.mechanism.routes import Access, KeepOut, Route, Stretch
from truceline.mechanism.signed import Signed
from truceline.mechanism.surveys import Survey, Surveyed
from truceline.mechanism.tallies import Count, Tally
from truceline.mechanism.withdrawals import Declare, Inspect, Site, Store, Verify, Withdrawal

AnyDeed = Annotated[
    Grade
    | Divide
    | Propose
    | Agree
    | Approve
    | Dispute
    | Mark
    | Request
    | Grant
    | Refuse
    | Withdraw
    | Send
    | Deliver
    | Acknowledge
    | Answer
    | Close
    | Convene
    | Hold
    | Confirm
    | Contest
    | Cancel
    | Retract
    | Plan
    | SetOut
    | Finish
    | TakePart
    | Abort
    | Deny
    | Survey
    | Allege
    | TakeUp
    | Task
    | Visit
    | Report
    | Conclude
    | AnswerTo
    | Publish
    | FileAway
    | Declare
    | Verify
    | Store
    | Inspect
    | Route
    | KeepOut
    | Count
    | Pledge
    | LetGo
    | Receive
    | Attest
    | ComeBack
    | Reconcile,
    Field(discriminator="kind"),
]
"""Every kind of act. A new kind is added here, and its matter below."""
KINDS: dict[str, type[Deed]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind for kind in get_args(get_args(AnyDeed)[0])
}
SORTS: tuple[type[Matter], ...] = (
    Cell,
    Boundary,
    Extension,
    Message,
    Meeting,
    Patrol,
    Surveyed,
    Inquiry,
    Withdrawal,
    Site,
    Stretch,
    Access,
    Tally,
    Release,
    Returns,
    Deal,
    Retraction,
)
MATTERS: dict[str, type[Matter]] = {one.sort: one for one in SORTS}
ADAPTER: TypeAdapter[Deed] = TypeAdapter(AnyDeed)


def deed_from(values: dict[str, Any]) -> Deed:
    """The act that JSON values describe; raises pydantic's ValidationError."""
    # JSON mode is the strict one that still turns ISO text into days: numbers never become text.
    return ADAPTER.validate_json(json.dumps(values), strict=True)


def signed_from(values: dict[str, Any]) -> Signed:
    """The signed act that JSON values describe; raises pydantic's ValidationError for the act itself."""
    return Signed(
        deed_from(values["deed"]), canonical_json(values["deed"]), values["key"], values["signature"]
    )


def deed_schema() -> dict[str, Any]:
    """The JSON Schema of an act, one alternative for each kind."""
    schema = ADAPTER.json_schema(mode="validation")
    return {
        "title": "truceline act of the mechanism",
        "properties": {"kind": {"enum": list(KINDS)}},
        **schema,
    }
