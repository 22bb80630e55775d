from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.hooks.signature import SIGNATURE, TIMESTAMP, holds, signed

SECRET = "tlh_canary"  # noqa: S105 - a test's
DOCS = Path("docs") / "how-to" / "be-told-by-hooks.md"


@given(st.binary(max_size=200), st.integers(0, 2**40), st.text(max_size=40))
def test_a_signature_holds_for_its_body_time_and_secret_alone(body, at, secret):
    made = signed(secret, str(at), body)
    assert holds(secret, str(at), body, made)
    assert not holds(secret, str(at), body + b" ", made)
    assert not holds(secret, str(at + 1), body, made)
    assert not holds(f"{secret}.", str(at), body, made)


def fence(root: Path, language: str) -> str:
    found = re.search(
        rf"```{language}\n(.*?)```",
        (root / DOCS).read_text(encoding="utf-8").partition("## Check")[2],
        re.DOTALL,
    )
    assert found
    return found[1]


def test_the_check_in_the_documentation_is_right(root):
    place: dict[str, object] = {}
    exec(fence(root, "python"), place)  # noqa: S102 - our own page
    check = place["is_from_truceline"]
    now = str(int(time.time()))
    told = {TIMESTAMP: now, SIGNATURE: signed(SECRET, now, b"{}")}
    assert check(SECRET, told, b"{}")
    assert not check(SECRET, told, b"{ }")
    old = str(int(time.time()) - 400)
    assert not check(SECRET, {TIMESTAMP: old, SIGNATURE: signed(SECRET, old, b"{}")}, b"{}")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_the_check_by_openssl_gives_the_same(root, tmp_path):
    (tmp_path / "body.json").write_bytes(b'{"a": 1}')
    given_ = {"TIMESTAMP": "1700000000", "SECRET": SECRET, "PATH": "/usr/bin:/bin"}
    line = fence(root, "sh")
    done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, env=given_, capture_output=True, check=True)
    assert f"v1={done.stdout.split()[0].decode()}" == signed(SECRET, "1700000000", b'{"a": 1}')
