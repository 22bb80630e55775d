"""What commands that publish share: the site of a bulletin, written to its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.cli.key_files import signer_of
from truceline.cli.output import refuse_within_case
from truceline.extras import require_extra
from truceline.publish.bulletin.building import built
from truceline.publish.bulletin.issue import Issue
from truceline.publish.bulletin.writing import put
from truceline.publish.placing import Placing

if TYPE_CHECKING:
    from truceline.case.folder import Case


def put_bulletin(
    case: Case,
    out: Path,
    issues: Sequence[Issue],
    *,
    languages: Sequence[str] = ("en",),
    key: Path | None = None,
    address: str = "",
    data: bool = False,
    placing: Placing | None = None,
) -> str:
    """Write the site of a case's bulletin with the replies that are shown, signed where a key is given.

    What to say of it; with `placing` it stands there when its owner places it.
    InputError where the folder is the case's own, or holds it.
    """
    refuse_within_case(out, case.folder)
    if data:
        require_extra("report", "figures", ("icalendar", "prov"))
        require_extra("tables", "figures", ("pyarrow",))
    signer = signer_of(key) if key is not None else None
    files, manifest = built(case, issues, languages=languages, signer=signer, address=address, data=data)
    put(out, files, manifest, placing)
    return f"written to {out}: {len(files)} files, {'signed' if key else 'not signed'}"
