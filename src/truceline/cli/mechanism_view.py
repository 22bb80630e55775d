"""What a list of the mechanism shows: without what is secret, or as somebody in particular may see it."""

from __future__ import annotations

from dataclasses import dataclass

import click

from truceline.case.choice import unknown
from truceline.cli.console import note
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import Record
from truceline.mechanism.sight import PUBLIC, Sort, Viewer

secret_option = click.option("--secret", is_flag=True, help="Show secret matters and acts too.")
viewer_option = click.option(
    "--for",
    "viewer",
    metavar="SIGNER",
    help="Show what this signer may see and no more: what may be handed to them. `public`: an outsider.",
)


@dataclass(frozen=True)
class View:
    """A choice of matters and acts."""

    viewer: Viewer | None
    """Who looks; None: whoever holds the folder."""
    secret: bool
    """Whether the holder of the folder asks for what is secret, too."""

    @classmethod
    def of(cls, record: Record, viewer: str | None, *, secret: bool) -> View:
        """The view of a signer by name; InputError for one that the case does not trust."""
        if viewer is None:
            return cls(None, secret)
        if secret:
            raise InputError(Problem("--secret", 0, "", "what a signer may see is settled: leave it out"))
        found = Viewer.named(viewer, record.signers)
        if found is None:
            known = (PUBLIC, *dict.fromkeys(line.signer for line in record.signers.now()))
            raise InputError(Problem("--for", 0, "", unknown("trusted signer", viewer, known), known))
        return cls(found, secret)

    def shown(self, matter: Sort) -> Sort | None:
        """A matter as it is shown; None where it is not."""
        if self.viewer is not None:
            return self.viewer.shown(matter)
        acts = tuple(one for one in matter.acts if self.secret or not matter.hides(one))
        if acts:
            return matter.told_by(acts)
        # Of a storage site all acts are secret: where it is. That it exists and what is missing is not.
        return None if matter.beside or matter.is_secret else matter

    def narrows(self, matter: Matter) -> bool:
        """Whether a matter is left out, or what is said of it leaves some of its acts out."""
        known = self.shown(matter)
        return known is None or len(known.acts) < len(matter.acts)

    def reads(self, claim: Claim) -> bool:
        """Whether what a claim tells may be shown; whoever holds the folder has it all."""
        return self.viewer is None or self.viewer.reads(claim)

    def acts_of(self, matter: Matter) -> tuple[Entered, ...]:
        """The acts of a matter that are shown."""
        if self.viewer is None:
            return tuple(one for one in matter.acts if self.secret or not _is_secret(one))
        return self.viewer.acts_of(matter)

    def acts(self, record: Record) -> list[Entered]:
        """All acts that are shown, in the order they were entered."""
        if self.viewer is None:
            return [one for one in record.acts if self.secret or not _is_secret(one)]
        return self.viewer.acts(record)

    def note_hidden(self, hidden: int) -> None:
        """Say that something was left out; to somebody in particular not even that."""
        if hidden and self.viewer is None:
            note(f"{hidden} secret, left out; --secret shows them")


def _is_secret(act: Entered) -> bool:
    return act.signed.deed.sensitivity == "secret"
