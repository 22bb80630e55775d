"""What is counted of a table, as the command line asks for it: as kept from before, else of the case."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from truceline.cli.framing import Asked, frame_of

if TYPE_CHECKING:
    from pathlib import Path

    from truceline.bulk.assessing import Days
    from truceline.bulk.briefs import Brief


@dataclass(frozen=True)
class Asking:
    """A case, and a table that is to be counted for it: `table` is its first file."""

    folder: Path
    asked: Asked
    table: Path
    schema: Any
    mapping: Path | None
    days: Days

    def worked_out(self) -> Brief:
        """What the case itself says; raises InputError with whatever is wrong with it or with the options."""
        # Whoever counted for the case before needs none of its models, which are slow to load.
        from truceline.bulk.briefs import Brief  # noqa: PLC0415
        from truceline.case.counting import about, setup_of  # noqa: PLC0415
        from truceline.case.folder import Case  # noqa: PLC0415

        case = Case.open(self.folder)
        frame = frame_of(self.asked, case.agreement)
        setup, _ = setup_of(case, frame, self.table, self.schema, self.mapping, days=self.days, sha256="")
        return Brief.of(setup, about(case, frame))

    def print(self) -> str | None:
        """A digest of all that the brief hangs on; None where it cannot be told.

        Without a day it is today's, and which day that is the agreement's clock says.
        """
        from truceline.case.fingerprint import print_of  # noqa: PLC0415 - NumPy is slow to load

        if self.asked.as_of is None:
            return None
        try:
            mapping = self.mapping.read_bytes() if self.mapping else b""
        except OSError:
            return None
        columns = [(column.name, str(column.type)) for column in self.schema]
        return print_of(self.folder, astuple(self.asked), self.table.suffix, columns, mapping, self.days)


class Briefing:
    """A brief for one run, which is kept with what the run has learnt."""

    def __init__(self, asking: Asking) -> None:
        from truceline.bulk.briefs import kept_brief  # noqa: PLC0415 - Numba is slow to load

        self._asking = asking
        self._print = asking.print()
        kept = None if self._print is None else kept_brief(self._print, asking.worked_out)
        self._known = (0, 0) if kept is None else kept.size
        self.brief = kept or asking.worked_out()

    def keep(self) -> None:
        """Keep it for the next run, unless the case was changed while this one went on."""
        from truceline.bulk.briefs import keep_brief  # noqa: PLC0415 - as above

        if self._print is not None and self.brief.size != self._known and self._asking.print() == self._print:
            keep_brief(self._print, self.brief)
