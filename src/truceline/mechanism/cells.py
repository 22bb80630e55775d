"""A party's cell as a source: which family its word belongs to, and how reliable it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.matter import Entered, Matter, Refusal

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

Reliability = Literal["A", "B", "C", "D", "E", "F"]


class Grade(Deed):
    """Grade a party's cell as a source; nobody grades their own side."""

    sort: ClassVar[str] = "cell"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("cell",)
    roles: ClassVar[frozenset[Role]] = frozenset({Role.ANALYST})
    partisan: ClassVar[bool] = False

    kind: Literal["grade"]
    cell: str
    """The party whose cell it is, or a signer who acts for none."""
    family: Annotated[str, Field(min_length=1)]
    """The family of sources that its word belongs to: one voice with the rest of its side."""
    reliability: Reliability = "F"
    """Reliability of what it tells of the world, A-F; approvals and decisions need none."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """An analyst's note: it shows no promise kept."""
        says = f"The cell of {self.cell} counts as {self.family}, reliability {self.reliability}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="cell_graded"),)


@dataclass(frozen=True)
class Cell(Matter):
    """A party's cell, as it was graded last."""

    sort: ClassVar[str] = "cell"

    @property
    def _graded(self) -> Grade:
        deed = self.last.deed
        assert isinstance(deed, Grade)
        return deed

    @property
    def family(self) -> str:
        return self._graded.family

    @property
    def reliability(self) -> Reliability:
        return self._graded.reliability

    @property
    def state(self) -> str:
        return "graded"

    @property
    def line(self) -> str:
        return f"family {self.family}, reliability {self.reliability}"

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, Grade)

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Cell:
        """A cell graded for the first time."""
        deed = entered.signed.deed
        assert isinstance(deed, Grade)
        _require_voice(deed.cell, record)
        if deed.cell in (deed.party, deed.signer):
            raise Refusal(
                "cell",
                telling(
                    "{name} speaks for {party}: nobody grades their own side",
                    name=deed.signer,
                    party=deed.cell,
                ),
            )
        return cls(deed.cell, (entered,))

    def moved(self, entered: Entered, record: Record) -> Cell:
        """The cell graded anew; what it told before keeps its grade."""
        again = self.opened(entered, record)
        return Cell(self.id, (*self.acts, *again.acts))


def _require_voice(name: str, record: Record) -> None:
    alone = tuple(dict.fromkeys(line.signer for line in record.signers.lines if line.party is None))
    if name not in record.agreement.party and name not in alone:
        told = telling("'{name}' is no party, and no signer who acts for none", name=name)
        raise Refusal("cell", told, (*record.agreement.party, *alone))
