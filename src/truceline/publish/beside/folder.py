"""The folder beside a report: every file of figures with an index, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import ValidationError

from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.extras import require_extra
from truceline.publish.beside.about import About
from truceline.publish.beside.parcel import Packed, Parcel, parcel
from truceline.publish.placing import Placing, placed_with

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.places.atlas import Atlas
    from truceline.publish.beside.alert import Status
    from truceline.publish.report.facts import Facts

FORMAT: Final = "truceline/report-files/1"
INDEX: Final = "index.json"


class Held(Strict):
    """One file of the folder."""

    path: str
    """Below the folder, with slashes."""
    sha256: str
    bytes: int
    media_type: str
    holds: str
    """What it holds, in a sentence."""
    rows: int | None = None
    """Of a table or a layer: how many it has."""
    columns: tuple[dict[str, str], ...] = ()
    """Of a table or a layer: name, kind and meaning of each column; unit and HXL tag where there are."""
    notes: tuple[str, ...] = ()
    """What was left out, and why."""


class Index(Strict):
    """What lies in the folder, so that it can be checked and read by programs."""

    format: Literal["truceline/report-files/1"] = FORMAT
    about: About
    tables_are_written: str = (
        "RFC 4180, UTF-8. Lists: items between '; '. A text that a spreadsheet would take for a formula "
        "begins with an apostrophe. Instants in UTC. Empty: not known, or none."
    )
    files: tuple[Held, ...]


def write_beside(
    facts: Facts,
    agreement: Agreement,
    atlas: Atlas,
    folder: Path,
    *,
    hxl: bool = False,
    status: Status = "Draft",
    sender: str = "truceline",
    leaving: Callable[[Mapping[str, bytes]], object] = lambda _files: None,
    placing: Placing | None = None,
) -> tuple[Path, ...]:
    """Write all figures of a report into a folder; the paths, with that of the index last.

    An older folder of figures is replaced, one that holds anything else refused. `status` and `sender` are
    of the alert that lies beside a spot report. `leaving` is told of every file before any is written. With
    `placing` they are only made, and stand there when its owner places them.
    InputError where the folder cannot be written or an extra is missing; then nothing has changed.
    """
    require_room(folder)
    made = parcel(facts, agreement, atlas, hxl=hxl, status=status, sender=sender)
    leaving({one.path: one.content for one in made.files})
    with placed_with(placing) as place:
        new = place.aside(folder)
        try:
            names = list(_write(made, new))
        except OSError as error:
            raise InputError(Problem(str(folder), 0, "", (error.strerror or str(error)).lower())) from error
    return tuple(folder / name for name in names)


def contents(facts: Facts, agreement: Agreement, atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of the folder, the index last, for whoever puts them elsewhere."""
    made = parcel(facts, agreement, atlas, hxl=False, status="Draft", sender="truceline")
    yield from ((one.path, one.content) for one in made.files)
    yield INDEX, _index(made)


def require_room(folder: Path) -> None:
    """InputError where figures could not be written there: an extra is missing, or the folder is not ours."""
    require_extra("report", "figures", ("icalendar", "prov"))
    require_extra("tables", "figures", ("pyarrow",))
    _require_ours(folder.resolve(), str(folder))


def index_of(folder: Path) -> Index | None:
    """The index of a folder of figures; None where it is none."""
    try:
        return Index.model_validate_json((folder / INDEX).read_bytes())
    except (OSError, ValidationError):
        return None


def _require_ours(target: Path, told: str) -> None:
    """Refuse to replace a folder in which anybody may have put something of his own."""
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(Problem(told, 0, "", "is a file; name a folder"))
    there = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    index = index_of(target)
    ours = {INDEX, *(held.path for held in index.files)} if index else set()
    if foreign := sorted(there - ours):
        others = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        what = f"holds what is no figure of a report ({foreign[0]}{others}); name an empty or new folder"
        raise InputError(Problem(told, 0, "", what))


def _write(made: Parcel, folder: Path) -> Iterator[str]:
    for one in made.files:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
        yield one.path
    (folder / INDEX).write_bytes(_index(made))
    yield INDEX


def _index(made: Parcel) -> bytes:
    index = Index(about=made.figures.about, files=tuple(map(_held, made.files)))
    return (index.model_dump_json(indent=1) + "\n").encode()


def _held(one: Packed) -> Held:
    return Held(
        path=one.path,
        sha256=digest_bytes(one.content),
        bytes=len(one.content),
        media_type=one.media_type,
        holds=one.holds,
        rows=one.rows,
        columns=tuple(_told(asdict(column)) for column in one.columns),
        notes=one.notes,
    )


def _told(column: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in column.items() if value}
