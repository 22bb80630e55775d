"""Submissions of forms into acts: each once, its last edition alone, and what is wrong with the rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from truceline.errors import Problem, telling
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.ledger.entry import Origin, Recording
from truceline.mechanism.deed import Deed
from truceline.mechanism.editions import Editions, Place
from truceline.mechanism.entering import Given, Mechanism, Trial
from truceline.mechanism.forms import given_out
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.photographs import Photograph
from truceline.mechanism.signed import Signed
from truceline.mechanism.submission_files import ZIPPED, read_submissions
from truceline.mechanism.understanding import Understanding, Understood

ORIGIN = "submissions"
"""What an entry is called that came from a file of submissions."""
_TOLD = {
    Place.OLDER: telling("a later edition of it is on record"),
    Place.CHANGED: telling("the same edition is on record with other answers"),
}


@dataclass(frozen=True)
class Collected:
    """What a file of submissions came to."""

    submissions: int
    entered: int
    """Submissions taken for the first time."""
    edited: int
    """Later editions, each in place of the one before."""
    already_there: int
    issues: tuple[Issue, ...]
    claims: tuple[Claim, ...]
    position: int
    faults: tuple[Problem, ...] = ()
    """The issues, one for one, as messages that other languages have, too."""

    @property
    def skipped(self) -> int:
        """Submissions that gave no act."""
        return len({one.row for one in self.issues if one.effect == "skipped"})


@dataclass(frozen=True)
class Prepared:
    """What a file of submissions would come to: acts that nobody has signed yet."""

    submissions: int
    entered: int
    edited: int
    already_there: int
    issues: tuple[Issue, ...]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Collector:
    """Takes in the submissions of a file for whoever signs."""

    mechanism: Mechanism
    sign: Callable[[Deed], Signed]
    usual: Mapping[str, Any]
    """What the case and the key say of every act."""
    kind: str | None = None
    """The kind of act that a plain table is of; null: each submission says."""
    media: Path | None = None
    """The folder or archive of photographs; without one, the archive that the submissions come in."""

    def collect(
        self, path: Path, *, recorded: Recording = Recording.LEDGER, dry_run: bool = False
    ) -> Collected:
        """Take in a file; InputError where it is broken, and nothing is kept."""
        read = self._read(path, self.mechanism.trial())
        standing, issues = read.standing, read.issues
        if not dry_run:
            self._keep(one.photograph for one, _ in standing.found)
        receipt = self.mechanism.enter(
            [Given(act, path.name, one.given.row) for one, group in standing.found for act in group],
            issues=issues,
            file=Origin(ORIGIN, path.name, _digest(path)),
            recorded=recorded,
            dry_run=dry_run,
        )
        return Collected(
            submissions=read.submissions,
            entered=standing.fates[Place.FIRST],
            edited=standing.fates[Place.LATER],
            already_there=standing.fates[Place.THERE],
            issues=tuple(issues),
            claims=receipt.claims,
            position=receipt.position,
            faults=tuple(read.faults),
        )

    def prepare(self, path: Path, trial: Trial) -> Prepared:
        """The acts that a file comes to, held against a trial's record; nothing is entered.

        InputError where the file is broken.
        """
        read = self._read(path, trial)
        standing = read.standing
        return Prepared(
            submissions=read.submissions,
            entered=standing.fates[Place.FIRST],
            edited=standing.fates[Place.LATER],
            already_there=standing.fates[Place.THERE],
            issues=tuple(read.issues),
            deeds=tuple(act.deed for _, group in standing.found for act in group),
        )

    def _read(self, path: Path, trial: Trial) -> _Read:
        submissions = read_submissions(path)
        voice = str(self.usual.get("party") or self.usual["signer"])
        editions = Editions.of(self.mechanism.record().acts, voice)
        understanding = Understanding(
            agreement=self.mechanism.agreement,
            usual=self.usual,
            file=path.name,
            editions=editions,
            given_out=given_out(self.mechanism),
            edits={one.edition: one.edits for one in submissions},
            kind=self.kind,
            media=path if self.media is None and path.suffix.lower() == ZIPPED else self.media,
        )
        understood = [one for given in submissions if (one := understanding.of(given)) is not None]
        standing = _Standing(self, editions, understanding, trial)
        # What was filled in first is held against the record first, whatever order a server lists it in.
        standing.take(sorted(understood, key=lambda one: (one.deed.made_at, one.given.row)))
        return _Read(len(submissions), standing, understanding.issues, understanding.faults)

    def _keep(self, taken: Iterable[Photograph | None]) -> None:
        for one in taken:
            if one is not None:
                self.mechanism.ledger.add_document(one.content, one.name, one.media_type)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Read(NamedTuple):
    """A file of submissions, read and held against the record."""

    submissions: int
    standing: _Standing
    issues: list[Issue]
    faults: list[Problem]


class _Standing:
    """Which submissions can stand on the record, each with the retraction of the edition before it."""

    def __init__(
        self, collector: Collector, editions: Editions, understanding: Understanding, trial: Trial
    ) -> None:
        self._collector = collector
        self._editions = editions
        self._understanding = understanding
        self._trial = trial
        self.fates: Counter[Place] = Counter()
        self.found: list[tuple[Understood, tuple[Signed, ...]]] = []

    def take(self, understood: Sequence[Understood]) -> None:
        """Take them one after another; what cannot stand is noted."""
        for one in understood:
            place = self._editions.place(one.deed)
            if place in _TOLD:
                self._understanding.note(one.given, place.value, "meta", _TOLD[place])
            elif place is Place.THERE or self._stands(one):
                self.fates[place] += 1

    def _stands(self, one: Understood) -> bool:
        group = tuple(self._collector.sign(deed) for deed in self._deeds(one.deed))
        refusal = self._trial.refusal(group)
        if refusal is not None:
            self._understanding.note(
                one.given, "refused", refusal.field, refusal.message, allowed=refusal.allowed
            )
            return False
        for signed in group:
            self._editions.add(signed)
        self.found.append((one, group))
        return True

    def _deeds(self, deed: Deed) -> Iterator[Deed]:
        """The act, after the retraction of the edition that it takes the place of."""
        assert deed.submitted is not None
        last = self._editions.last(deed.submitted.instance)
        if last is not None:
            again = {
                "kind": "retract",
                "act": last.act,
                "why": "Edited.",
                "made_at": deed.made_at.isoformat(),
                "sensitivity": deed.sensitivity,
            }
            yield deed_from({**self._collector.usual, **again})
        yield deed
