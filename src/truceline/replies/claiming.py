"""A party's reply as a claim: the analyst says what it states, and it rests on the reply's own words.

The reply becomes a document of the case, kept by its SHA-256. The claim is a statement of the party:
words, not conduct. It counts for nothing before somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.assess.relevance import norms_met
from truceline.case.editing import edited
from truceline.case.entering import REPLY
from truceline.case.folder import Case
from truceline.case.reading import families
from truceline.case.telling import told
from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem, telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import (
    Actor,
    Attribution,
    Claim,
    Evidence,
    Kind,
    Modality,
    Source,
    Status,
    Words,
)
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import Handled, Mandate, Reply, ReplyState
from truceline.replies.shown import party_names

_DONE = (Modality.ASSERTED, Modality.PRESUPPOSED)
_MEDIA_TYPE = "text/plain"


class Stated(NamedTuple):
    """What an analyst reads out of a reply."""

    act: Act
    modality: Modality = Modality.ASSERTED
    quote: str = ""
    """The words that say it; empty: the whole reply."""
    changes: tuple[str, ...] = ()
    """Other fields of the claim, as `claims edit` takes them (`field=value`)."""


def claim_of(desk: ReplyDesk, name: str, stated: Stated, by: str) -> Claim:
    """Enter the claim, proposed, with the reply as its document; nothing twice.

    Raises InputError for a reply that is not shown or speaks for no party, for words that do not stand
    in it, and for fields that do not fit.
    """
    reply = desk.store.get(name)
    mandate = _mandate(reply)
    claim = _claim(desk, reply, mandate, stated)
    ledger = desk.case.ledger
    if not ledger.holds([claim.claim_id]):
        paper = Paper(reply.text.encode(), f"{reply.id}.txt", _MEDIA_TYPE)
        origin = Origin(REPLY, reply.id, digest_bytes(paper.content), by)
        ledger.append(origin, [claim], days=desk.case.agreement.tempo, paper=paper)
        desk.store.note(name, Handled.CLAIMED, by, "", claim.claim_id)
    return claim


def _mandate(reply: Reply) -> Mandate:
    if reply.state is not ReplyState.SHOWN or reply.mandate is None:
        told_ = telling(
            "{name} is not shown as a party's word (`replies accept --party ID --basis ...`)", name=reply.id
        )
        raise InputError(Problem("REPLY", 0, "", told_))
    return reply.mandate


def _claim(desk: ReplyDesk, reply: Reply, mandate: Mandate, stated: Stated) -> Claim:
    case = desk.case
    words = party_names(case.agreement)[mandate.party]
    span = _span(reply, stated.quote)
    quote = reply.text[slice(*span)]
    first = Claim(
        kind=Kind.STATEMENT,
        act=stated.act,
        modality=stated.modality,
        aspect="completed" if stated.modality in _DONE else "not_started",
        trigger=Words(text=quote, span=span),
        actor=(Actor(text=words, party=mandate.party),),
        attribution=Attribution(by="speaker", text=words, party=mandate.party),
        source=_source(case, mandate.party),
        published_on=case.agreement.tempo.day_of(reply.received_at),
        evidence=Evidence(document=digest_bytes(reply.text.encode()), span=span, quote=quote),
        status=Status.PROPOSED,
    )
    met = norms_met(case.agreement, case.law().atlas, first)
    first = told(first.model_copy(update={"bears_on": tuple(met)})).identified()
    return _with(case, first, stated.changes)


def _with(case: Case, first: Claim, changes: Sequence[str]) -> Claim:
    """The claim with the analyst's own fields; it corrects nothing, for it was never entered without them."""
    if not changes:
        return first
    # A sentence made from other fields would no longer say what they say.
    bare = first.model_copy(update={"says": ""})
    kind = () if any(one.startswith("kind=") for one in changes) else ("kind=statement",)
    made = edited(case, bare, [*changes, *kind])
    return made.model_copy(update={"supersedes": None}).identified()


def _source(case: Case, party: str) -> Source:
    """The party's own voice: of one family with all else it says, and graded as it was before."""
    name = f"{party}-reply"
    known = next((claim.source for claim in case.ledger.claims() if claim.source.id == name), None)
    return known or Source(id=name, family=families(case.ledger).get(party, party))


def _span(reply: Reply, quote: str) -> tuple[int, int]:
    if not quote:
        return 0, len(reply.text)
    start = reply.text.find(quote)
    if start < 0:
        raise InputError(
            Problem("--quote", 0, "", telling("these words do not stand in {name}", name=reply.id))
        )
    return start, start + len(quote)
