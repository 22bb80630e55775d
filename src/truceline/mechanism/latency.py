"""How long messages wait: from sent to delivered, acknowledged and answered, by who writes to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from statistics import median, quantiles

from truceline.evidence.strict import Strict
from truceline.mechanism.messages import Message

STEPS = ("deliver", "acknowledge", "answer")
_HOUR_S = 3600


class Wait(Strict):
    """One step of messages in one direction; hours."""

    sender: str
    to: str
    step: str
    """`deliver`, `acknowledge` or `answer`."""
    sent: int
    done: int
    """Messages that have come so far."""
    median_h: float | None
    ninth_h: float | None
    """Nine in ten took no longer (nearest figure of those there are)."""
    longest_h: float | None
    open: int
    """Messages still waiting for this step, and not closed."""
    oldest_open_h: float | None
    """How long the oldest of those has waited."""


def waits(messages: Iterable[Message], now: datetime) -> tuple[Wait, ...]:
    """The waiting times of all messages by direction and step, in the order the directions were first used.

    A step that was passed over (answered without having been acknowledged) was done with the next.
    """
    directions: dict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in messages:
        directions[message.sent.side, message.sent.to].append(message)
    return tuple(
        _wait(sender, to, step, sent, now) for (sender, to), sent in directions.items() for step in STEPS
    )


def _wait(sender: str, to: str, step: str, sent: list[Message], now: datetime) -> Wait:
    taken = sorted(hours for message in sent if (hours := _hours(message, step)) is not None)
    waiting = [
        (now - message.sent.made_at).total_seconds() / _HOUR_S
        for message in sent
        if _hours(message, step) is None and message.state != "closed"
    ]
    return Wait(
        sender=sender,
        to=to,
        step=step,
        sent=len(sent),
        done=len(taken),
        median_h=median(taken) if taken else None,
        ninth_h=_ninth(taken),
        longest_h=taken[-1] if taken else None,
        open=len(waiting),
        oldest_open_h=max(waiting, default=None),
    )


def _hours(message: Message, step: str) -> float | None:
    """Hours from sending to the step, or to a later one that stands for it."""
    enough = STEPS[STEPS.index(step) :]
    reached = next((one.signed.deed for one in message.acts if one.signed.deed.name in enough), None)
    if reached is None:
        return None
    return (reached.made_at - message.sent.made_at).total_seconds() / _HOUR_S


def _ninth(taken: list[float]) -> float | None:
    if len(taken) < 2:  # noqa: PLR2004 - of one there is nothing to part
        return taken[0] if taken else None
    return quantiles(taken, n=10, method="inclusive")[-1]
