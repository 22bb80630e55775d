from __future__ import annotations

import re
import tomllib

import pytest

from truceline.errors import InputError
from truceline.extras import PACKAGES, require_extra


def test_every_extra_brings_what_is_looked_for(root):
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    for extra, packages in PACKAGES.items():
        brought = {
            re.split(r"[<>=[]", one)[0]
            .removesuffix("-client")
            .replace("pillow", "PIL")
            .replace("python-multipart", "python_multipart")
            .replace("rfc3161", "rfc3161_client")
            .replace("argon2-cffi", "argon2")
            .replace("prometheus", "prometheus_client")
            for one in extras[extra]
        }
        assert brought >= set(packages), extra


def test_what_is_there_is_no_matter():
    require_extra("bulk", "truceline bulk")


def test_what_lacks_is_named_with_the_door_and_how_to_install_it(monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda name: None if name == "numba" else name)
    with pytest.raises(InputError) as caught:
        require_extra("bulk", "truceline bulk assess")
    assert str(caught.value) == "truceline bulk assess: needs numba: pip install 'truceline[bulk]'"


def test_a_door_may_need_less_than_the_whole_extra(monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda name: None if name == "numba" else name)
    require_extra("bulk", "truceline bulk sort", ("pyarrow",))
