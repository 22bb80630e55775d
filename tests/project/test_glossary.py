from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from truceline.accounts.account import Factor, Language, Scope
from truceline.accounts.journal import Happening
from truceline.agreement.norms import Constitutive, Duty, Power, Rule
from truceline.assess.result import Pace, Phase, Posture, Standing
from truceline.cli.ailments import Condition
from truceline.core.degree import Performance
from truceline.core.finding import Standard, Verdict
from truceline.evidence.claim import AttributionGrade, Kind, Modality, Status
from truceline.feeds.standing import FeedStanding
from truceline.hooks.hook import Ending, Event, Fate
from truceline.ledger.disclosures import Outlet
from truceline.ledger.signers import KeyStanding, Role
from truceline.replies.reply import ReplyState

ENUMS = {
    "Verdict": Verdict,
    "Standard": Standard,
    "Phase": Phase,
    "Performance": Performance,
    "Standing": Standing,
    "Pace": Pace,
    "Posture": Posture,
    "Kind": Kind,
    "Modality": Modality,
    "Status": Status,
    "Attribution grade": AttributionGrade,
    "Role": Role,
    "Key standing": KeyStanding,
    "Outlet": Outlet,
    "Scope": Scope,
    "Factor": Factor,
    "Language": Language,
    "Happening": Happening,
    "Reply state": ReplyState,
    "Condition": Condition,
    "Feed standing": FeedStanding,
    "Hook event": Event,
    "Hook ending": Ending,
    "Delivery state": Fate,
}
ENTRY = re.compile(r"^\| `?([a-z][a-z_ ]*)`? \| (.+) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def sections(root: Path) -> dict[str, list[tuple[str, str]]]:
    text = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    tables = dict(zip(parts[::2], parts[1::2], strict=True))
    return {
        title: [e for e in ENTRY.findall(table) if e[0] not in ("word", "value")]
        for title, table in tables.items()
    }


@pytest.mark.parametrize("title", ENUMS)
def test_the_glossary_has_every_value_in_the_order_of_the_code(sections, title: str):
    values: type[StrEnum] = ENUMS[title]
    assert [word for word, _ in sections[title]] == [value.value for value in values]


def test_the_glossary_has_every_kind_of_norm(sections):
    kinds = [norm.model_fields["kind"].annotation.__args__[0] for norm in (Duty, Power, Constitutive, Rule)]
    assert [word for word, _ in sections["Norm kinds"]] == kinds


def test_one_word_has_one_entry_in_its_section(sections):
    for title, entries in sections.items():
        words = [word for word, _ in entries]
        assert len(set(words)) == len(words), title


def test_one_idea_has_one_word(sections):
    meanings = [meaning for entries in sections.values() for _, meaning in entries]
    assert len(set(meanings)) == len(meanings)
    assert all(meaning.endswith((".", ")")) for meaning in meanings)
