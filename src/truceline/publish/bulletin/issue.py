"""One issue of the bulletin: public facts, written in each of the site's languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from truceline.publish.report.composed import Report
from truceline.publish.report.facts import Facts
from truceline.publish.report.setting import Setting

Settings = Callable[[Facts, str], Setting]
"""Facts and a language -> what a report is written with."""


@dataclass(frozen=True)
class Issue:
    """A report as it was issued."""

    facts: Facts
    issued_at: datetime

    @property
    def name(self) -> str:
        """Its permanent id, which is its folder's name, too."""
        return self.facts.report


@dataclass(frozen=True)
class Written:
    """An issue in one language."""

    issue: Issue
    setting: Setting
    report: Report
