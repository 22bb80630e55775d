from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from truceline.web.apart import Apart, NotYet

PATIENCE_S = 60.0


_POOLS = """
import ctypes, sys, threading
from truceline.web.apart import few_pools
if sys.argv[2] == "few":
    few_pools()
libc, met = ctypes.CDLL(None), threading.Barrier(8)
libc.fopen.restype = ctypes.c_void_p
libc.malloc.restype = ctypes.c_void_p
def held():
    libc.malloc(100_000)
    met.wait()
several = [threading.Thread(target=held) for _ in range(8)]
for one in several: one.start()
for one in several: one.join()
out = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="its pools are the C library's own")
def test_threads_share_few_pools_of_memory(tmp_path):
    found = {}
    for measure in ("few", "usual"):
        told = tmp_path / measure
        subprocess.run([sys.executable, "-c", _POOLS, str(told), measure], check=True, timeout=PATIENCE_S)
        found[measure] = told.read_text(encoding="utf-8").count("<heap nr=")
    assert found["few"] <= 2 < found["usual"]


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


def killed_elsewhere(here: int) -> int:
    """Kill the process that this is called in, unless it is the test's own."""
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def until_gone(process: int) -> bool:
    end = time.monotonic() + PATIENCE_S
    while is_there(process) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_there(process)


def test_work_is_done_in_one_other_process_at_a_low_priority(apart: Apart):
    other = apart.run(os.getpid)
    assert other != os.getpid()
    assert apart.run(os.getpid) == other
    assert apart.run(os.nice, 0) > os.nice(0)


def test_what_goes_wrong_there_goes_wrong_here(apart: Apart):
    with pytest.raises(ZeroDivisionError):
        apart.run(divmod, 1, 0)
    assert apart.run(divmod, 7, 2) == (3, 1)


def test_where_the_process_is_killed_the_work_is_done_all_the_same(apart: Apart):
    assert apart.run(killed_elsewhere, os.getpid()) == os.getpid()
    assert apart.run(os.getpid) != os.getpid()


def test_a_process_with_nothing_to_do_ends():
    apart = Apart(idle_s=0.1)
    other = apart.run(os.getpid)
    assert until_gone(other)
    assert apart.run(os.getpid) not in (other, os.getpid())
    apart.close()


def test_closing_ends_what_is_done_there_and_nothing_more_begins():
    apart = Apart()
    other = apart.run(os.getpid)
    apart.submit(time.sleep, 1000.0)
    apart.close()
    assert until_gone(other)
    with pytest.raises(NotYet):
        apart.run(os.getpid)
