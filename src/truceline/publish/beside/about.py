"""What the figures beside a report are of, and what it takes to get the same ones again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime

from truceline.evidence.strict import Strict
from truceline.publish.beside.limits import limits
from truceline.publish.beside.plain_text import Text

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.places.atlas import Atlas
    from truceline.publish.report.facts import Facts


class About(Strict):
    """What the figures are of, and what it takes to get the same ones again."""

    report: Text
    """Permanent id of the report."""
    kind: Literal["daily", "weekly", "spot"]
    title: Text
    is_public: bool
    """Whether they are a public release: coarsened, delayed, and named by rule."""
    agreement: Text
    """Id of the agreement."""
    agreement_title: Text
    agreement_digest: Text
    """SHA-256 of its encoding."""
    agreement_revision: int
    engine: Text
    """Version of truceline."""
    since: date
    """First day of the period."""
    as_of: date
    """Its last day."""
    known_at: AwareDatetime | None
    """What became known later is not in it; null: all that was on record."""
    ledger_position: int | None
    """Where the ledger stood."""
    instruments: tuple[Text, ...]
    """The texts that were applied."""
    readings: dict[Text, Text]
    """Readings of unclear phrases that were chosen."""
    previous: Text | None
    """Id of the report before."""
    incident: Text | None
    """Of a spot report: the register's entry that it is about."""
    limits: tuple[Text, ...]
    """How to read the figures: coverage, uncertainty, and what was left out, a sentence or two each."""


def about(facts: Facts, agreement: Agreement, atlas: Atlas) -> About:
    """What the figures of a report are of."""
    now = facts.now
    return About(
        report=facts.report,
        kind=facts.kind,
        title=facts.title,
        is_public=facts.is_public,
        agreement=now.agreement.id,
        agreement_title=agreement.title,
        agreement_digest=now.agreement.digest,
        agreement_revision=now.agreement.revision,
        engine=facts.engine,
        since=facts.since,
        as_of=facts.as_of,
        known_at=now.frame.known_at,
        ledger_position=now.ledger_position,
        instruments=now.frame.instruments,
        readings=now.frame.readings,
        previous=facts.previous,
        incident=facts.incident,
        limits=tuple(limits(facts, agreement, atlas)),
    )
