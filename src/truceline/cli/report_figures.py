"""Options of `truceline report` for what lies beside it: its figures as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.console import busy
from truceline.cli.disclosed import export
from truceline.cli.gathered import gathering
from truceline.cli.output import refuse_within_case
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.publish.bulletin.manifest import is_site
from truceline.publish.report.lines import law_of

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.publish.beside.alert import Status
    from truceline.publish.placing import Placing
    from truceline.publish.report.facts import Facts, Kind

_DRAFT: Status = "Draft"
_STATUSES: dict[str, Status] = {"draft": _DRAFT, "exercise": "Exercise", "actual": "Actual"}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is to be written beside a report, as typed."""

    data: Path | None = None
    hxl: bool = False
    alert: str | None = None
    sender: str | None = None

    def require_sound(self, kind: Kind, targets: Iterable[Path], folder: Path, site: Path | None) -> None:
        """InputError where it cannot be written as asked; asked before anything else is.

        `folder` is the case's, `site` that of the bulletin that the report becomes a part of.
        """
        if self.data is None:
            given = {"--hxl": self.hxl, "--alert": self.alert, "--sender": self.sender}
            if extra := next((option for option, value in given.items() if value), None):
                raise InputError(Problem(extra, 0, "", "goes with --data DIR"))
            return
        if kind != "spot" and (self.alert or self.sender):
            option = "--alert" if self.alert else "--sender"
            raise InputError(Problem(option, 0, "", "goes with --kind spot", ("spot",)))
        if self.alert in ("actual", "exercise") and not self.sender:
            raise InputError(Problem("--alert", 0, "", "needs --sender: receivers must know who alerts them"))
        self._require_own_place(folder, targets, site)
        # Writers of every format are loaded by whoever asks for data.
        from truceline.publish.beside.folder import require_room  # noqa: PLC0415

        require_room(self.data)

    def _require_own_place(self, folder: Path, targets: Iterable[Path], site: Path | None) -> None:
        """InputError within the case, around the report, or in a bulletin, which is replaced whole."""
        assert self.data is not None
        data = self.data.resolve()
        refuse_within_case(self.data, folder)
        told = ""
        if any(target.resolve().is_relative_to(data) for target in targets):
            told = f"{self.data} is where the report itself goes; name another folder"
        elif (site and data.is_relative_to(site.resolve())) or any(map(is_site, (data, *data.parents))):
            told = f"{self.data} is in a bulletin, which is replaced whole; name a folder beside it"
        if told:
            raise InputError(Problem("--data", 0, "", told))

    def write(self, facts: Facts, case: Case, by: str | None, placing: Placing) -> tuple[str, ...]:
        """Make all figures, if a folder was named, zones as known in the frame; what to say once placed."""
        if self.data is None:
            return ()
        from truceline.publish.beside.folder import write_beside  # noqa: PLC0415 - as above

        law = law_of(case, facts)
        with busy("writing figures"):
            paths = write_beside(
                facts,
                law.agreement,
                law.atlas,
                self.data,
                hxl=self.hxl,
                status=_STATUSES.get(self.alert or "", _DRAFT),
                sender=self.sender or "truceline",
                leaving=lambda files: export(case, Outlet.FIGURES, quoted(facts), files, by),
                placing=placing,
            )
        return (f"{len(paths)} files written to {self.data}",)


def quoted(facts: Facts) -> Reserved:
    """How many of the claims that a report quotes, or its outlook counts, are not for everybody."""
    quoted = {name: quote.sensitivity for name, quote in facts.quotes.items()}
    return Reserved.of((facts.weighed | quoted).values())


figures_options = gathering(
    "beside",
    Beside,
    (
        click.option(
            "--data",
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="Write its figures there: CSV, XLSX, JSON, GeoJSON, GeoParquet, a calendar, PROV.",
        ),
        click.option("--hxl", is_flag=True, help="Tag the columns of those tables (HXL)."),
        click.option(
            "--alert",
            type=click.Choice(tuple(_STATUSES)),
            help="What the alert beside a spot report is [default: draft].",
        ),
        click.option("--sender", metavar="NAME", help="Who sends that alert, best by a domain name."),
    ),
)
"""Gives a command those options; it receives them as one `beside`."""
