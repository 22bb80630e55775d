"""Editions of submissions: the same one is taken once, a later one takes the place of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from truceline.core.canonical import digest
from truceline.mechanism.deed import Deed, Submitted
from truceline.mechanism.matter import Entered
from truceline.mechanism.retracting import Retract
from truceline.mechanism.signed import Signed

_NOT_ANSWERED = {"submitted", "signer", "party", "made_at"}


class Place(StrEnum):
    """Where an edition stands among those on record."""

    FIRST = "first"
    LATER = "later"
    THERE = "there already"
    OLDER = "older-edition"
    CHANGED = "changed-content"
    UNKNOWN = "unknown-edition"


class Edition(NamedTuple):
    """One edition of a submission on record, and the act it was made into."""

    deed: Deed
    act: str
    """SHA-256 of the act."""

    @property
    def submitted(self) -> Submitted:
        assert self.deed.submitted is not None
        return self.deed.submitted


@dataclass
class Editions:
    """The editions of every submission, in the order they were entered."""

    chains: dict[str, list[Edition]] = field(default_factory=dict)
    """Submission -> its editions."""
    roots: dict[str, str] = field(default_factory=dict)
    """Edition -> the submission it is of."""
    gone: set[str] = field(default_factory=set)
    """Acts that were taken back."""

    @classmethod
    def of(cls, acts: Iterable[Entered], voice: str) -> Editions:
        """The editions that one side's acts on record were made from.

        What another side says it was given under the same name stops none of ours from coming in.
        """
        found = cls()
        for one in acts:
            if one.signed.deed.voice == voice:
                found.add(one.signed)
        return found

    def add(self, signed: Signed) -> None:
        """Note an act, if it was made from a submission or takes one back."""
        deed = signed.deed
        if isinstance(deed, Retract):
            self.gone |= {act for act in self._acts() if act.startswith(deed.act)}
        elif deed.submitted is not None:
            self.chains.setdefault(deed.submitted.instance, []).append(Edition(deed, signed.digest))
            self.roots[deed.submitted.edition] = deed.submitted.instance

    def root_of(self, edition: str, edits: Mapping[str, str | None]) -> str | None:
        """The submission that an edition is of; null where it edits one that nobody knows.

        `edits` says which edition each of a file's editions replaces.
        """
        passed: set[str] = set()
        while edition not in passed:
            if edition in self.roots:
                return self.roots[edition]
            if edition not in edits:
                return None
            passed.add(edition)
            before = edits[edition]
            if before is None:
                return edition
            edition = before
        return None

    def last(self, instance: str) -> Edition | None:
        """The edition that counts."""
        chain = self.chains.get(instance, [])
        return next((one for one in reversed(chain) if one.act not in self.gone), None)

    def place(self, deed: Deed) -> Place:
        """Where an act made from a submission stands among those on record."""
        assert deed.submitted is not None
        given = deed.submitted
        chain = self.chains.get(given.instance, [])
        same = next((one for one in chain if one.submitted.edition == given.edition), None)
        if same is not None:
            return Place.THERE if _answers(same.deed) == _answers(deed) else Place.CHANGED
        if not chain:
            return Place.FIRST
        return Place.OLDER if _is_older(given, deed.made_at, chain) else Place.LATER

    def _acts(self) -> Iterable[str]:
        return (one.act for chain in self.chains.values() for one in chain)


def _is_older(given: Submitted, made_at: datetime, chain: list[Edition]) -> bool:
    """Whether an edition came before the last on record: by the server, or else by the telephone's clock."""
    last = chain[-1]
    if given.number is not None and last.submitted.number is not None:
        return given.number < last.submitted.number
    if given.edition == given.instance or given.edition in {one.submitted.edits for one in chain}:
        return True
    if given.edits == last.submitted.edition:
        return False
    return made_at < last.deed.made_at


def _answers(deed: Deed) -> str:
    """What a submission says, whatever file it came in and whoever entered it."""
    return digest(deed.model_dump(mode="json", exclude=_NOT_ANSWERED))
