"""What the public sees of replies: an allow-list of fields, made from those that are shown.

Whoever speaks for a party of the agreement is shown first and with equal weight: as high and as long as
what is answered. Nothing here says who moderated, why, or how to reach anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from truceline.agreement.model import Agreement
from truceline.core.instant import Clock
from truceline.evidence.strict import Strict
from truceline.replies.reply import Handled, Language, Reply, ReplyState, Via


class SpeaksFor(Strict):
    """The party whose word a reply is."""

    party: str
    """Its id in the agreement."""
    name: str
    basis: str
    """How it is known that the reply speaks for it."""


class ShownAnswer(Strict):
    """What the publisher answers to a reply."""

    on: date
    text: str


class ShownReply(Strict):
    """One reply as the public sees it. Every text is plain: escape it where it is shown."""

    id: str
    page: str
    name: str
    text: str
    language: Language
    received_on: date
    via: Via
    source: str | None = None
    """For a mention: the page it stands on."""
    weight: Literal["equal", "reader"]
    """`equal`: a party's own reply, to be shown as large and as high as what it answers."""
    speaks_for: SpeaksFor | None = None
    answers: tuple[ShownAnswer, ...] = ()


class ShownReplies(Strict):
    """The shown replies to one page, or (`page` null) to all pages, those of parties first."""

    format: Literal["truceline/shown-replies/1"] = "truceline/shown-replies/1"
    page: str | None = None
    replies: tuple[ShownReply, ...]


def shown_replies(
    replies: Iterable[Reply], names: Mapping[str, str], days: Clock, page: str | None = None
) -> ShownReplies:
    """The public document of those among the replies that are shown (and answer `page`, where given).

    `names` are the parties' names by their ids, `days` the agreement's clock.
    """
    chosen = [one for one in replies if one.state is ReplyState.SHOWN and page in (None, one.page)]
    public = [_shown(one, names, days) for one in chosen]
    return ShownReplies(page=page, replies=tuple(sorted(public, key=lambda one: one.weight != "equal")))


def party_names(agreement: Agreement) -> dict[str, str]:
    """Id -> name of every party of the agreement."""
    return {party.id: party.name or party.id for party in agreement.parties}


def _shown(reply: Reply, names: Mapping[str, str], days: Clock) -> ShownReply:
    mandate = reply.mandate
    speaks_for = mandate and SpeaksFor(
        party=mandate.party, name=names.get(mandate.party, mandate.party), basis=mandate.basis
    )
    answers = tuple(
        ShownAnswer(on=days.day_of(step.at), text=step.words)
        for step in reply.steps
        if step.handled is Handled.ANSWERED
    )
    return ShownReply(
        id=reply.id,
        page=reply.page,
        name=reply.name,
        text=reply.text,
        language=reply.language,
        received_on=days.day_of(reply.received_at),
        via=reply.via,
        source=reply.source,
        weight="equal" if speaks_for else "reader",
        speaks_for=speaks_for,
        answers=answers,
    )
