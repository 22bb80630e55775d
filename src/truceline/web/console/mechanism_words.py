"""What acts, sorts of matter and their fields are called on pages."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.publish.tongue.tongue import Tongue


def act_name(kind: str, tongue: Tongue) -> str:
    """What an act is called, as on a button."""
    return _acts(tongue)[kind]


def sort_name(sort: str, tongue: Tongue) -> str:
    """What matters of a sort are called, several of them."""
    return _sorts(tongue)[sort]


def _sorts(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "message": say("Messages"),
        "meeting": say("Meetings"),
        "patrol": say("Patrols"),
        "boundary": say("Boundaries"),
        "inquiry": say("Inquiries"),
        "extension": say("Requests for more time"),
        "withdrawal": say("Declared withdrawals"),
        "site": say("Storage sites"),
        "route": say("Routes"),
        "access": say("Access denied"),
        "tally": say("Daily figures"),
        "release": say("Releases of people"),
        "return": say("Returns of people"),
        "deal": say("Local deals"),
        "survey": say("Surveys"),
        "cell": say("Cells as sources"),
        "retraction": say("Acts taken back"),
    }


def _acts(tongue: Tongue) -> Mapping[str, str]:
    return {**_of_cells(tongue), **_of_lines(tongue), **_of_the_field(tongue), **_of_people(tongue)}


def _of_cells(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "send": say("Send a message"),
        "deliver": say("Note as delivered"),
        "acknowledge": say("Acknowledge"),
        "answer": say("Answer"),
        "close": say("Close the message"),
        "convene": say("Call a meeting"),
        "hold": say("Minute the meeting"),
        "confirm": say("Confirm the minute"),
        "contest": say("Contest the minute"),
        "cancel": say("Cancel the meeting"),
        "request": say("Ask for more time"),
        "grant": say("Grant"),
        "refuse": say("Refuse"),
        "withdraw": say("Take the request back"),
        "retract": say("Take an act back"),
        "grade": say("Grade a cell"),
        "reconcile": say("Report a local deal"),
    }


def _of_lines(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "divide": say("Divide a boundary"),
        "propose": say("Propose a drawing"),
        "agree": say("Agree at working level"),
        "approve": say("Approve with your key"),
        "dispute": say("Dispute the segment"),
        "mark": say("Report it marked"),
        "route": say("Report a route"),
        "keep_out": say("Report access denied"),
        "store": say("Declare a storage site"),
        "inspect": say("Report an inspection"),
        "declare": say("Declare a withdrawal"),
        "verify": say("Verify the withdrawal"),
        "count": say("Give a daily figure"),
    }


def _of_the_field(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "plan": say("Plan a patrol"),
        "set_out": say("Set out"),
        "finish": say("Report it done"),
        "take_part": say("Confirm that we took part"),
        "abort": say("Break it off"),
        "deny": say("Report it refused its way"),
        "survey": say("Put patrols' looks together"),
        "allege": say("Allege an incident"),
        "take_up": say("Take it up"),
        "task": say("Task a visit"),
        "visit": say("Note the visit"),
        "report": say("Report what was found"),
        "conclude": say("Conclude"),
        "answer_to": say("Reply as a party"),
        "publish": say("Release the finding"),
        "file": say("Close the file"),
    }


def _of_people(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        "pledge": say("Pledge a release"),
        "let_go": say("Tell that people were let go"),
        "receive": say("Tell that people were received"),
        "attest": say("Tell what an organisation counted"),
        "come_back": say("Report returns"),
    }
