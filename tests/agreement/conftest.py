"""A small whole agreement that each test bends in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.agreement.load import Loaded, read_agreement
from truceline.errors import InputError, Problem

TEXT = """\
format: truceline/agreement/1
id: river-truce
title: Truce on the river
encoding: {revision: 1, encoded_by: [ann], checked_by: [ben], date: 2026-11-20}

instruments:
  - id: memo
    kind: memorandum
    authority: signed
    signed_on: 2020-01-01
    in_force: {from: 2020-01-01}
    source: the text
    paragraphs: ["1", "2", "3"]

clock: {timezone: UTC}

parties:
  - {id: north, kind: state, roles: [signatory]}
  - {id: south, kind: state, roles: [signatory]}

terms:
  - {id: guns, parts: [howitzers]}

events:
  - {id: shelling, acts: [shell, attack]}

readings:
  depth: {near: five kilometres, far: ten kilometres}
default_readings: {depth: near}

zones:
  - {id: strip, shape: polygon, geometry: {status: agreed}}
  - {id: river, shape: line, geometry: {status: agreed}}

provisions:
  - para: "1"
    says: No shelling.
    norms:
      - id: no-shelling
        kind: duty
        mode: refrain
        bearer: [north, south]
        test: {check: no_event, event: shelling, by: [north, south], where: strip}
        tests:
          - name: silence is no breach
            given: []
            as_of: 2020-02-01
            expect: {standing: unproven}
  - para: "2"
    says: Guns leave the strip and stay away from the river.
    norms:
      - id: guns-out
        kind: duty
        mode: achieve
        bearer: [north]
        deadline: {by: 2020-03-01}
        test: {check: none_present, what: guns, where: strip}
        tests:
          - name: a gun seen refutes it
            given: [gun-seen]
            as_of: 2020-03-02
            expect: {performance: not_fulfilled, standing: breached}
      - id: guns-back
        kind: duty
        mode: achieve
        each:
          - {id: n, side: north, km: 5}
          - {id: s, side: south, km: 6}
        bearer: [$side]
        deadline: {by: 2020-03-01}
        test: {check: beyond_line, what: guns, line: river, km: {reading: depth, near: $km, far: 10}}
        tests:
          - name: of the first row
            as_of: 2020-03-02
            expect: {standing: unproven}
  - {para: "3", says: Both sides hope for peace., not_encoded: declaration}

examples:
  - id: gun-seen
    says: A gun stands in the strip.
    shows: present
    what: guns
    of: north
    where: strip
    happened: 2020-03-02
    recorded: 2020-03-02
    confidence: 0.9
    source: {id: watch, family: watch}
"""


class Bench:
    """Writes a bent copy of the small agreement and loads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "agreement.yaml"
        self.text = TEXT

    def bend(self, old: str, new: str) -> Bench:
        assert self.text.count(old) == 1, (
            f"{old!r} stands {self.text.count(old)} times in the small agreement"
        )
        self.text = self.text.replace(old, new)
        return self

    def add(self, text: str) -> Bench:
        self.text += text
        return self

    def put(self, name: str, content: str) -> Bench:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
        return self

    def line_of(self, words: str) -> int:
        """The only line that holds these words."""
        lines = [n for n, line in enumerate(self.text.splitlines(), 1) if words in line]
        assert len(lines) == 1, (words, lines)
        return lines[0]

    def load(self) -> Loaded:
        self.path.write_text(self.text, encoding="utf-8")
        return read_agreement(self.path)

    def problems(self) -> list[Problem]:
        with pytest.raises(InputError) as caught:
            self.load()
        return list(caught.value.problems)

    def problem(self) -> Problem:
        """The one problem the file is refused for."""
        (only,) = self.problems()
        return only


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def small_text() -> str:
    return TEXT
