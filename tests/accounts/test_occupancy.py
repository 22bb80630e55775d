from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from truceline import __version__
from truceline.accounts.occupancy import NAME, Holder, holder, occupied, served_by
from truceline.errors import CaseError

HOLDER = """
import sys, time
from pathlib import Path
from truceline.accounts.occupancy import occupied
with occupied(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_home_is_served_by_one_server_at_a_time(tmp_path: Path):
    home = tmp_path / "home"
    assert served_by(home) is None
    with occupied(home):
        assert served_by(home) == str(os.getpid())
        with pytest.raises(CaseError, match=f"another server serves it \\(process {os.getpid()}\\)"):
            occupied(home).__enter__()
    assert served_by(home) is None
    with occupied(home):
        assert (home / NAME).stat().st_mode & 0o777 == 0o600


def test_a_server_that_was_killed_leaves_a_file_and_no_lock(tmp_path: Path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CaseError, match=f"process {holder.pid}"):
            occupied(tmp_path).__enter__()
        holder.send_signal(signal.SIGKILL)
    assert (tmp_path / NAME).read_text() == f"{holder.pid} {__version__}\n"
    assert served_by(tmp_path) is None
    with occupied(tmp_path):
        pass


def test_a_server_says_which_version_it_is_and_an_older_one_did_not(tmp_path: Path):
    with occupied(tmp_path):
        assert holder(tmp_path) == Holder(str(os.getpid()), __version__)
        (tmp_path / NAME).write_text("4711\n")
        assert holder(tmp_path) == Holder("4711", "")
    assert holder(tmp_path) is None


def test_what_somebody_else_wrote_into_the_file_is_not_repeated(tmp_path: Path):
    (tmp_path / NAME).write_text("\x1b]0;canary\x07" * 9)
    with occupied(tmp_path):
        (tmp_path / NAME).write_text("canary")
        assert served_by(tmp_path) == ""
        with pytest.raises(CaseError) as refusal:
            occupied(tmp_path).__enter__()
    assert "canary" not in str(refusal.value)


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "home").write_text("a file, no folder")
    with pytest.raises(CaseError, match="cannot be written"):
        occupied(tmp_path / "home").__enter__()
