"""Building a case's bulletin: the site of its public reports, with the replies that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from truceline.publish.bulletin.issue import Issue
from truceline.publish.bulletin.manifest import Manifest, manifest_of
from truceline.publish.bulletin.site import Bulletin, Data
from truceline.publish.report.issued import issued
from truceline.publish.report.lines import law_of
from truceline.publish.report.readers import settings_of
from truceline.replies.desk import shown_for
from truceline.replies.settings import Settings as ReplySettings
from truceline.replies.settings import is_set_up, read_settings

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.ledger.signing import Signer
    from truceline.publish.report.facts import Facts

Built = tuple[dict[str, bytes], Manifest]
"""Every file by its path, and what they are."""


def public_issues(case: Case) -> list[Issue]:
    """Every public report that was issued, oldest first."""
    return [Issue(one.facts, one.entered_at) for one in issued(case) if one.facts.is_public]


def built(
    case: Case,
    issues: Sequence[Issue],
    *,
    languages: Sequence[str] = ("en",),
    signer: Signer | None = None,
    address: str = "",
    data: bool = False,
) -> Built:
    """The files of the bulletin, with a manifest that is signed where a signer is given."""
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
    return files, manifest if signer is None else manifest.signed(signer)


def _figures_of(case: Case) -> Data:
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
