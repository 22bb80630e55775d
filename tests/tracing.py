"""Which tests are traced for coverage: tracing doubles their time, so those that add little are not.

Not traced are the walks of `tests/long.txt`, and, but for the rooms with the highest floors and `reading`,
whose variants are its sentences, properties too and of a test with many variants all but the first.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent
_EACH = tuple(_HERE / room for room in ("core", "agreement", "assess", "reading"))


def choose(items: list[pytest.Item]) -> None:
    """Mark what is not traced."""
    met: set[str] = set()
    for item in items:
        name = item.nodeid.partition("[")[0]
        if item.get_closest_marker("long") or (not _is_each(item) and (name in met or _is_property(item))):
            item.add_marker(pytest.mark.untraced)
        met.add(name)


def _is_property(item: pytest.Item) -> bool:
    return getattr(getattr(item, "function", None), "is_hypothesis_test", False)


def _is_each(item: pytest.Item) -> bool:
    return any(item.path.is_relative_to(room) for room in _EACH)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Run what is not traced with the tracer at rest, with all that it sets up."""
    coverage = item.config.pluginmanager.getplugin("_cov")
    if not item.get_closest_marker("untraced") or not getattr(coverage, "cov_controller", None):
        return (yield)
    coverage.cov_controller.pause()
    try:
        return (yield)
    finally:
        coverage.cov_controller.resume()
