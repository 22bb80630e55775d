"""The case that `truceline serve --demo` shows: made once, with a report to read and a form for readers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from truceline.case.bundles import bundle_path
from truceline.case.folder import Case
from truceline.case.reviewing import Desk
from truceline.cli.console import busy, note
from truceline.cli.demo_plan import FILE, Read, plan_for, shown
from truceline.errors import CaseError, Problem
from truceline.evidence.claim import Status

FOLDER = Path("truceline-demo")
BY = "demo"
_TAKEN_OUT = "the report itself is to be read instead"
_KEY = "replies.key"
_OWNER_ONLY = 0o700


def demo_case(folders: Sequence[Path], home: Path | None, address: str) -> Path:
    """The folder of the case: made where it is not there yet, and opened as it stands where it is.

    `address` is the server's, where readers find the public site. CaseError where a folder is something else.
    """
    bundle = shown()[0]
    if len(folders) > 1:
        raise CaseError(Problem("--demo", 0, "CASE", "takes one folder at most, where the case is made"))
    folder = folders[0] if folders else FOLDER / bundle
    plan, is_new = plan_for(bundle_path(bundle) / FILE), not folder.exists()
    if is_new:
        with busy("making the case"):
            _made(folder, bundle, plan.read)
    _readers(folder, home or folder.resolve().parent / ".truceline", address)
    note(f"the case lies in {folder}{'' if is_new else ', as it was left'}")
    if plan.read:
        note(f"to try: {plan.read.caption}")
    return folder


def _made(folder: Path, bundle: str, read: Read | None) -> None:
    """A case like the bundled one, without claims that were typed of the days of the report to read."""
    case = Case.create(folder, bundle=bundle)
    typed = [claim for claim in case.ledger.claims() if read and claim.label in read.without]
    Desk(case, BY).decide(typed, Status.WITHDRAWN, _TAKEN_OUT)


def _readers(folder: Path, home: Path, address: str) -> None:
    """Let readers answer; where the server answers at another address than before, they are told that one."""
    # What a demonstration on the terminal needs none of.
    from truceline.ledger.keys import save  # noqa: PLC0415
    from truceline.ledger.signing import Signer  # noqa: PLC0415
    from truceline.replies.desk import set_up  # noqa: PLC0415
    from truceline.replies.settings import NAME, is_set_up, read_settings, settings_text  # noqa: PLC0415
    from truceline.web.console.bulletin import room_of  # noqa: PLC0415
    from truceline.web.house import slug_of  # noqa: PLC0415
    from truceline.web.readers import ANSWERS  # noqa: PLC0415

    site = f"{address}{room_of(slug_of(folder))}"
    answers = f"{site}{ANSWERS}/"
    if not is_set_up(folder):
        home.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        key = home / _KEY
        if not key.exists():
            save(Signer(BY, os.urandom(32)), key)
        set_up(Case.open(folder), key, None, site=site, address=answers)
    elif (known := read_settings(folder)).site != site:
        text = settings_text(site, answers, known.seal, known.pages)
        (folder / NAME).write_text(text, encoding="utf-8")
