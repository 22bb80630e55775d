from __future__ import annotations

import pytest
from tests.replies.conftest import desk, folder, key, made
from tests.web.replies.browsing import Browser

__all__ = ["desk", "folder", "key", "made"]


@pytest.fixture
def browser(desk):
    """A browser before the reply pages of a case, with a clock of its own."""
    return Browser(desk)
