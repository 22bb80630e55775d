"""Counting starts without what its libraries only look for, in a process of its own and nowhere else."""

import subprocess
import sys

from truceline.cli.lean import start_counting

COUNT = """
import sys
from truceline.cli.lean import Process, start_counting
Process.own = True
start_counting(pandas=False)
import pyarrow as pa
assert pa.array([1, None]).null_count == 1
print(sorted(name for name in ("pandas", "scipy.linalg", "pycparser", "coverage") if name in sys.modules))
from scipy import linalg, special
from truceline.bulk.interning import Interned
import numpy as np
pair = np.zeros(2, np.int32), np.arange(2, dtype=np.int32), np.arange(2)[None], np.zeros(2, np.intp)
print(Interned().of(*pair).tolist(), linalg.det(np.eye(2)))
import cffi
print(cffi.FFI().sizeof("char"))
"""


def test_neither_pandas_nor_matrix_products_are_loaded_and_all_works():
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "[0, 1] 1.0", "1"]


def test_a_process_that_others_share_is_left_as_it_is():
    finders = list(sys.meta_path)
    start_counting(pandas=False)
    assert sys.meta_path == finders
