"""Whose word settles something: the parties that must each approve it."""

from __future__ import annotations

from typing import NamedTuple

from truceline.agreement.checks import EventOccurred, walk
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Constitutive


class Settling(NamedTuple):
    """The norm that a settled boundary makes, and the event that its check asks for."""

    norm: str
    event: str
    by: tuple[str, ...]


def settling(agreement: Agreement, zone: str) -> tuple[Settling, ...]:
    """The constitutive norms that settle a zone's lines by an event."""
    return tuple(
        Settling(norm.id, check.event, check.by)
        for norm in agreement.norms.values()
        if isinstance(norm, Constitutive) and norm.fixes == zone
        for check in walk(norm.test)
        if isinstance(check, EventOccurred)
    )


def deciders_of(agreement: Agreement, zone: str | None = None) -> tuple[str, ...]:
    """The parties that must each approve: of a zone those its norm names, else the agreement's own.

    These are the guarantors who signed; where nobody is both, everybody who signed.
    """
    named = [party for one in settling(agreement, zone) for party in one.by] if zone else []
    signed = [party for party in agreement.parties if "signatory" in party.roles]
    both = [party.id for party in signed if "guarantor" in party.roles]
    return tuple(dict.fromkeys(named)) or tuple(both) or tuple(party.id for party in signed)
