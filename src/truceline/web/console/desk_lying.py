"""Reports that lie in the case's own folder: whoever decides on claims can have them read from there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from truceline.case.bundles import REPORTS
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit

_KINDS = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})
_ABOUT = "readme"
"""What tells about the folder is no report."""
_MOST = 50
_MOST_BYTES = 32 * 1024 * 1024


def lying(visit: Visit) -> tuple[str, ...]:
    """The names of reports that lie there and are not read yet; none for who may not decide on claims."""
    if Right.DECIDE not in visit.rights:
        return ()
    held = {one.name for one in visit.held.case.ledger.documents()}
    return tuple(islice((one.name for one in _files(visit) if one.name not in held), _MOST))


def lying_there(visit: Visit, name: str) -> Path:
    """The file of this name; NotFound for one that would not be listed, whatever path it names."""
    found = next((one for one in _files(visit) if one.name == name), None)
    if found is None:
        raise NotFound
    return found


def _files(visit: Visit) -> Iterator[Path]:
    folder = visit.held.case.folder / REPORTS
    if folder.is_dir():
        yield from filter(_is_report, sorted(folder.iterdir()))


def _is_report(file: Path) -> bool:
    is_kind = file.suffix.casefold() in _KINDS and file.stem.casefold() != _ABOUT
    return is_kind and file.is_file() and not file.is_symlink() and file.stat().st_size <= _MOST_BYTES
