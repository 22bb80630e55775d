"""A case: one folder that holds an agreement, its claims, its documents and its ledger.

    case.json              what the folder is, and since when
    agreement/             agreement.yaml and the maps and lists it names
    ledger.sqlite          claims, decisions and issues, append-only
    documents/             held documents, named by the SHA-256 of their bytes
                           (neither of them, where case.json names a server that keeps the ledger)
    reports/               reports to read that came with a bundled case; nothing of them counts yet

Everything works on such a folder; a server is only needed to share its ledger.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import truceline
from truceline.agreement.load import load_agreement
from truceline.agreement.model import Agreement
from truceline.assess.engine import assess
from truceline.assess.recall import Recall
from truceline.assess.result import Assessment, FrameRef
from truceline.case import bundles, manifest, selection
from truceline.case.claims_file import read_claims
from truceline.case.creation import AGREEMENT_FOLDER, build, start_from
from truceline.case.importing import ImportReport, bring_in
from truceline.case.law import Law, law_for
from truceline.case.manifest import Manifest
from truceline.case.sitting import Sitting
from truceline.case.tables import live, tables_of
from truceline.core.canonical import canonical_json
from truceline.core.frame import Frame
from truceline.core.sweep import unswept
from truceline.errors import CaseError, Problem
from truceline.evidence.claim import Claim
from truceline.evidence.query import Box
from truceline.ledger.address import schema_of, server
from truceline.ledger.clocks import Now, now
from truceline.ledger.entry import Recording
from truceline.ledger.remembering import MOST
from truceline.ledger.store import Ledger
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from truceline.mechanism.entering import Mechanism


_LAWS = 32
"""Laws kept, each as known at another instant or position."""


class Case:
    """An open case folder."""

    def __init__(self, folder: Path, about: Manifest, agreement: Agreement, ledger: Ledger) -> None:
        self.folder = folder
        self.about = about
        self.agreement = agreement
        self.ledger = ledger
        self._sitting: Sitting | None = None
        self._laws: OrderedDict[tuple[datetime | None, int], Law] = OrderedDict()

    @classmethod
    def create(
        cls,
        folder: Path,
        bundle: str | None = None,
        agreement: str | Path | None = None,
        *,
        store: str | None = None,
        join: bool = False,
        clock: Now = now,
    ) -> Case:
        """Start a case from a bundled one (`bundle`), or from an agreement (file or id) alone.

        The folder must be new or empty; it appears whole or not at all. `store` is the URL of a
        database that keeps the ledger, with `join` one that is there already. Raises CaseError where
        it cannot be made and InputError for a wrong agreement, URL or an unknown id.
        """
        folder = Path(folder)
        place = server(store, schema_of(folder.resolve().name)) if store else None
        build(folder, start_from(bundle, agreement), clock, place, join=join)
        return cls.open(folder, clock=clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Now = now) -> Case:
        """Open a case; CaseError if it is none, incomplete, or made by a newer version."""
        folder = Path(folder)
        about = manifest.read(folder)
        agreement_file = folder / AGREEMENT_FOLDER / bundles.AGREEMENT
        place = manifest.ledger_of(folder, about)
        needed = (agreement_file, place) if isinstance(place, Path) else (agreement_file,)
        missing = [path for path in needed if not path.is_file()]
        if missing:
            told = "it belongs to the case and is missing; restore it from a copy"
            raise CaseError(Problem(str(path), 0, "case", told) for path in missing)
        ledger = Ledger.open(place, clock=clock)
        return cls(folder, about, load_agreement(agreement_file), ledger)

    @property
    def agreement_folder(self) -> Path:
        """The folder that the agreement's own `file:` paths are relative to."""
        return self.folder / AGREEMENT_FOLDER

    @cached_property
    def atlas(self) -> Atlas:
        """The zones and lines as the agreement came with them; `law` has those in force."""
        return Atlas.of(self.agreement, self.agreement_folder)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places that can be found by name."""
        return Gazetteer.of(self.agreement, self.agreement_folder, self._bounds)

    @cached_property
    def _bounds(self) -> Box | None:
        """Where the zones are, and what may still lie in them."""
        return self.atlas.bounds(selection.padding_km(self.agreement))

    @cached_property
    def mechanism(self) -> Mechanism:
        """The joint mechanism: acts of the parties' cells, and the matters they move."""
        # libsodium and the models of all acts take 100 ms to load; most commands need neither.
        from truceline.mechanism.entering import Mechanism  # noqa: PLC0415

        return Mechanism(self.ledger, self.agreement)

    def sit(self, most: int = MOST) -> None:
        """From here on keep what is known of claims for the next day asked about; so many claims at most."""
        self._sitting = Sitting(self, most)

    def assess(self, frame: Frame, supposed: Iterable[Claim] = ()) -> Assessment:
        """Assess the case in a frame, with all the ledger holds now."""
        position, imagined = self.ledger.position, tuple(supposed)
        return self._assess_at(position, frame, imagined) if imagined else self.assess_at(position, frame)

    def replay(self, assessment: Assessment, supposed: Iterable[Claim] = ()) -> bool:
        """Whether the case gives the very same assessment again, byte for byte.

        Only what had been entered by the assessment's ledger position is seen. Another engine
        version or another encoding of the agreement is another answer. `supposed` are the
        hypothetical claims it was given.
        """
        if assessment.engine != truceline.__version__ or assessment.ledger_position is None:
            return False
        frame = _frame_of(assessment.frame)
        law = self.law_at(assessment.ledger_position, frame)
        if assessment.agreement.digest != law.agreement.content_digest:
            return False
        again = self._assess_at(assessment.ledger_position, frame, supposed)
        return _bytes_of(again) == _bytes_of(assessment)

    def selected(self, frame: Frame, position: int | None = None) -> Iterable[Claim]:
        """The claims that can bear on any status in the frame, as entered by a ledger position."""
        reached = self.ledger.position if position is None else position
        return self.ledger.claims(self.law_at(reached, frame).query(frame), position=reached)

    def law(self, frame: Frame | None = None) -> Law:
        """The agreement with what was granted, and the zones with the lines in force, as known in a frame.

        Without a frame: as known now.
        """
        return self.law_at(self.ledger.position, frame)

    def law_at(self, position: int, frame: Frame | None = None) -> Law:
        """The same with what the ledger held at an earlier position."""
        known_at = frame.known_at if frame else None
        key = (known_at, position)
        law = self._laws.get(key) or self._kept(law_for(self, known_at, position))
        self._laws[key] = law
        while len(self._laws) > _LAWS:  # a server looks at one case for months, from many days
            self._laws.popitem(last=False)
        return law

    def _kept(self, law: Law) -> Law:
        """The law, or an earlier one that is the same: with it stands what was worked out of its zones."""
        return next((one for one in tuple(self._laws.values()) if one.is_same(law)), law)

    def assess_at(self, position: int, frame: Frame) -> Assessment:
        """Assess the case in a frame, with what the ledger held at an earlier position."""
        if self._sitting is not None:
            return self._sitting.assess_at(position, frame)
        return self._assess_at(position, frame, ())

    def _assess_at(self, position: int, frame: Frame, supposed: Iterable[Claim]) -> Assessment:
        law = self.law_at(position, frame)
        claims = self.ledger.claims(law.query(frame), position=position)
        return self.judged(law, claims, frame, position, supposed=supposed)

    def judged(
        self,
        law: Law,
        claims: Iterable[Claim],
        frame: Frame,
        position: int,
        *,
        supposed: Iterable[Claim] = (),
        recall: Recall | None = None,
    ) -> Assessment:
        """What claims that were entered by a position come to under a law; see `assess`."""
        with unswept():
            return assess(
                law.agreement,
                claims,
                frame,
                law.atlas,
                supposed=supposed,
                tables=tables_of(self.ledger, position, frame),
                ledger_position=position,
                recall=recall,
            )

    def import_file(
        self,
        path: Path,
        as_: str | None = None,
        mapping: Path | None = None,
        *,
        dates: str | None = None,
        dry_run: bool = False,
        recorded: Recording | str = Recording.LEDGER,
        by: str | None = None,
    ) -> ImportReport:
        """Bring in a table or a claims file: all of it or, if anything fails midway, none.

        `as_` names the kind of file (null: told from its columns), `dates` the order of its days
        (`iso`, `dmy`, `mdy`). `recorded` says since when the claims count as known, `by` who takes
        them in. `-` is standard input. Raises InputError for a file that cannot be read.
        """
        return bring_in(
            Path(path),
            self.ledger,
            self.agreement,
            as_=as_,
            mapping=mapping,
            dates=dates,
            dry_run=dry_run,
            recorded=recorded,
            by=by,
            bounds=self._bounds,
            attached=frozenset(batch.origin.sha256 for batch in live(self.ledger)),
        )

    def suppose(self, path: Path) -> list[Claim]:
        """Hypothetical claims from a file (JSON lines, or YAML `examples:`); nothing is stored."""
        return read_claims(Path(path), self.agreement)

    def add_document(self, content: bytes, name: str, media_type: str) -> str:
        """Keep a document with the case; returns the SHA-256 of its bytes."""
        return self.ledger.add_document(content, name, media_type)


def _frame_of(recorded: FrameRef) -> Frame:
    return Frame(
        as_of=recorded.as_of,
        known_at=recorded.known_at,
        instruments=frozenset(recorded.instruments),
        readings=recorded.readings,
    )


def _bytes_of(assessment: Assessment) -> bytes:
    return canonical_json(assessment.model_dump(mode="json"))
