"""Who is meant by a name, before it is known which words are part of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from truceline.reading.actors.nouns import Run

Kind = Literal["named", "leader", "role", "unnamed", "people", "body", "anaphor"]


class Who(NamedTuple):
    """A party, a country's code (or IGO, NGO, MED), the kind of actor and the rule that found it."""

    party: str | None
    code: str | None
    kind: Kind
    rule: str


def leader_or(row: Run, kind: Kind) -> Kind:
    """An office-holder speaks for whom the name before the title means; others are what they were."""
    return "leader" if row.is_title and kind != "body" else kind
