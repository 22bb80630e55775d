"""What commands that publish share: the setting that a report is written with, and the site of a bulletin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.cli.console import note
from truceline.cli.key_files import signer_of
from truceline.cli.output import refuse_within_case
from truceline.extras import require_extra
from truceline.publish.bulletin.issue import Issue
from truceline.publish.bulletin.manifest import manifest_of
from truceline.publish.bulletin.site import Bulletin, Data
from truceline.publish.bulletin.writing import put
from truceline.publish.report.issued import issued
from truceline.publish.report.lines import law_of
from truceline.publish.report.readers import settings_of
from truceline.replies.desk import shown_for
from truceline.replies.settings import Settings as ReplySettings
from truceline.replies.settings import is_set_up, read_settings

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.publish.report.facts import Facts


def public_issues(case: Case) -> list[Issue]:
    """Every public report that was issued, oldest first."""
    return [Issue(one.facts, one.entered_at) for one in issued(case) if one.facts.is_public]


def _figures_of(case: Case) -> Data:
    require_extra("report", "figures", ("icalendar", "prov"))
    require_extra("tables", "figures", ("pyarrow",))
    # Writers of every format are loaded by whoever asks for data.
    from truceline.publish.beside.folder import contents  # noqa: PLC0415

    def figures(facts: Facts) -> Iterator[tuple[str, bytes]]:
        law = law_of(case, facts)
        return contents(facts, law.agreement, law.atlas)

    return figures


def _notices(takes: ReplySettings) -> list[tuple[str, str]]:
    """Where the replies' server takes notices of other sites, as far as it was switched on."""
    doors = (("webmention", takes.webmention), ("pingback", takes.pingback))
    return [(name, f"{takes.address}{name}") for name, traffic in doors if traffic.receive]


def put_bulletin(
    case: Case,
    out: Path,
    issues: Sequence[Issue],
    *,
    languages: Sequence[str] = ("en",),
    key: Path | None = None,
    address: str = "",
    data: bool = False,
) -> None:
    """Write the site of a case's bulletin with the replies that are shown, signed where a key is given.

    InputError where the folder is the case's own, or holds it.
    """
    refuse_within_case(out, case.folder)
    title = issues[-1].facts.title
    takes = read_settings(case.folder) if is_set_up(case.folder) else None
    site = Bulletin(
        title,
        issues,
        settings_of(case),
        tuple(languages),
        replies=shown_for(case.folder).replies,
        address=address or (takes.site if takes else ""),
        form=f"{takes.address}form" if takes else "",
        data=_figures_of(case) if data else None,
        notices=_notices(takes) if takes else (),
    )
    files = dict(site.files())
    manifest = manifest_of(title, files)
    if key is not None:
        manifest = manifest.signed(signer_of(key))
    put(out, files, manifest)
    note(f"written to {out}: {len(files)} files, {'signed' if key else 'not signed'}")
