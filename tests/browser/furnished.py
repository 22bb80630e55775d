"""A case with something for every page: a report read, an issue, a reply that waits."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from truceline.case.folder import Case
from truceline.case.reading import keep, read_report
from truceline.core.frame import Frame
from truceline.ledger.keys import save
from truceline.ledger.signing import Signer
from truceline.publish.release.release import released_from
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival

READ = "sohr.txt"
DAY = date(2018, 10, 19)


def furnished(folder: Path, keys: Path) -> None:
    """Furnish a case; `keys` is a folder elsewhere."""
    case = Case.open(folder)
    content = (folder / "reports" / READ).read_bytes()
    reading = read_report(case, content, READ, published=DAY, source="sohr")
    keep(case, reading, content, "Rima")
    for public in (False, True):
        facts = gathered(case, Asked("weekly", Frame(DAY), public=public), case.agreement.title)
        issue(case, released_from(case, facts) if public else facts, "Paula")
    (folder / "feeds.yaml").write_text(
        "format: truceline/feeds/1\nfeeds:\n  - {id: drops, kind: folder, path: nowhere}\n"
    )
    key = keys / "replies.key"
    save(Signer("the desk", os.urandom(32)), key)
    set_up(case, key, None, site="https://bulletin.example/", address="https://replies.example/")
    desk = ReplyDesk(folder)
    desk.store.receive(Arrival(page="index.html", name="A reader", text="The road was open."), b"sealed")
    desk.store.close()
