"""The closed vocabulary of acts: what a claim can say that somebody did."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What was done, in the field's own words (crosswalk in `truceline.evidence.crosswalk`)."""

    WITHDRAW = "withdraw"
    DEPLOY = "deploy"
    PRESENCE = "presence"
    ABSENCE = "absence"
    CLASH = "clash"
    ATTACK = "attack"
    SHELL = "shell"
    AIR_STRIKE = "air_strike"
    AMBUSH = "ambush"
    KILL = "kill"
    MURDER = "murder"
    ARREST = "arrest"
    ABDUCT = "abduct"
    PATROL = "patrol"
    MONITOR = "monitor"
    MEET = "meet"
    NEGOTIATE = "negotiate"
    AGREE = "agree"
    COMMIT_COMPLY = "commit_comply"
    COMPLY = "comply"
    VIOLATE = "violate"
    REFUSE = "refuse"
    REJECT = "reject"
    DEMAND = "demand"
    SUPPORT = "support"
    WAIT = "wait"
    PERSUADE = "persuade"
    COERCE = "coerce"
    RECONCILE = "reconcile"
    DEFECT = "defect"
    TENSION = "tension"
    DISPUTE = "dispute"
    IMPLEMENT = "implement"
    ESTABLISH_COMMUNICATION = "establish_communication"
    NOTIFY = "notify"
    ACKNOWLEDGE = "acknowledge"
    EXPECT_COMPLIANCE = "expect_compliance"
    EXTEND_DEADLINE = "extend_deadline"
    APPROVE_BOUNDARY = "approve_boundary"
    DEMILITARIZE = "demilitarize"
    OPEN_ROUTE = "open_route"
    CLOSE_ROUTE = "close_route"
    DENY_ACCESS = "deny_access"
    PRESENT_PLAN = "present_plan"
    RESTORE_CONTROL = "restore_control"
    SETTLE_PEACEFULLY = "settle_peacefully"
    ELIMINATE_ENCLAVE = "eliminate_enclave"
    DISPLACE = "displace"
    RELEASE = "release"
    RETURN = "return"
    AID = "aid"


SPEECH = frozenset(
    {
        Act.AGREE,
        Act.COMMIT_COMPLY,
        Act.REFUSE,
        Act.REJECT,
        Act.DEMAND,
        Act.SUPPORT,
        Act.DISPUTE,
        Act.NOTIFY,
        Act.ACKNOWLEDGE,
        Act.EXPECT_COMPLIANCE,
        Act.EXTEND_DEADLINE,
        Act.APPROVE_BOUNDARY,
        Act.PRESENT_PLAN,
    }
)
"""Acts done by saying so: of these alone a statement is the deed itself."""

VIOLENT = frozenset(
    {
        Act.CLASH,
        Act.ATTACK,
        Act.SHELL,
        Act.AIR_STRIKE,
        Act.AMBUSH,
        Act.KILL,
        Act.MURDER,
    }
)
"""Acts of armed force."""
