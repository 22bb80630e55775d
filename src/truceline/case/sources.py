"""A case's protected sources: a vault beside the ledger, and an entry for everything done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from truceline.case.folder import Case
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.erasing import Erased
from truceline.ledger.keys import load
from truceline.ledger.source_acts import Deed, Doing
from truceline.ledger.vault import SourceRecord, Vault

VAULT = "sources.vault"


class Forgotten(NamedTuple):
    """What became of a source whose consent was withdrawn."""

    reference: str
    erased: Erased
    in_the_way: str | None
    """What keeps traces of the words in the ledger's files; None: nothing does."""


class Sources:
    """The protected sources of one case, opened with a key that does not lie in the case's folder."""

    def __init__(
        self, case: Case, key: Path, passphrase: str | None = None, file: Path | None = None
    ) -> None:
        if key.resolve().is_relative_to(case.folder.resolve()):
            told = "the key lies in the case's folder: whoever gets the one gets the other. Keep it elsewhere"
            raise InputError(Problem(str(key), 0, "key", told))
        self._case = case
        self._vault = Vault(file or case.folder / VAULT, load(key, passphrase))

    def add(self, who: str, reach: str, notes: str, by: str) -> str:
        """Put a source into the vault; returns the reference to use as the `source.id` of its claims."""
        if not who.strip():
            raise InputError(Problem("who", 0, "", "says who the source is; it cannot be empty"))
        reference = self._vault.add(who.strip(), reach.strip(), notes.strip(), self._case.ledger.now)
        self._case.ledger.note_source(Doing(Deed.ENTERED, reference, by))
        return reference

    def show(self, reference: str, by: str, why: str) -> SourceRecord:
        """Who a source is. That somebody looked, and why, is written down before anything is shown."""
        record = self._vault.get(reference)
        self._case.ledger.note_source(Doing(Deed.READ, reference, by, _reason(why)))
        return record

    def references(self) -> dict[str, datetime]:
        """Every reference, and since when it is held; nobody's name."""
        return self._vault.references()

    def forget(
        self, reference: str, by: str, why: str, named: Sequence[str] = (), *, with_words: bool = True
    ) -> Forgotten:
        """Take a source out of the vault for good, its claims out of the count, its words out of the ledger.

        The name goes last: until then all of it can be done again, and a source that was forgotten before
        can still have its words taken out. `named` are documents to take out though others speak in them
        too. InputError for a reference that neither vault nor ledger knows.
        """
        reason, ledger = _reason(why), self._case.ledger
        is_held = reference in self._vault.references()
        if not is_held and not ledger.is_forgotten(reference):
            self._vault.get(reference)
        erased = ledger.forget(Doing(Deed.FORGOTTEN, reference, by, reason), named, with_words=with_words)
        if is_held:
            self._vault.forget(reference)
        return Forgotten(reference, erased, self._purged() if with_words else None)

    def _purged(self) -> str | None:
        """What keeps traces of the words: the rest is done by now, so that a failure is only told."""
        try:
            return self._case.ledger.purge()
        except CaseError as error:
            return "; ".join(problem.message for problem in error.problems)


def _reason(why: str) -> str:
    if not why.strip():
        raise InputError(Problem("--why", 0, "", "is kept with the entry; it cannot be empty"))
    return why.strip()
