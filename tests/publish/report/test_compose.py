"""A report as a whole: each sentence leads to its proof, and nothing is told that is not so."""

from __future__ import annotations

import pytest
from tests.publish.report.materials import bare, full, told, written

from truceline.publish.report.composed import Bullets, Paragraph, Table
from truceline.publish.report.page import keys_of

SECTIONS = (
    "changed", "corrections", "obligations", "zones", "withdrawals", "violations", "casualties", "counts",
    "postures", "patrols", "access", "liaison", "limits", "sources", "proofs", "made",
)  # fmt: skip


def leads(report):
    """Every place that a sentence or cell of the report leads to."""
    for section in report.sections:
        for block in section.blocks:
            match block:
                case Paragraph(sentences=several) | Bullets(items=several):
                    yield from (lead for one in several for lead in one.leads)
                case Table(rows=rows):
                    yield from (cell.lead for row in rows for cell in row.cells if cell.lead)
                case _:
                    pass


def test_every_matter_has_its_section_in_the_order_a_reader_needs():
    assert tuple(one.key for one in written(full()).sections) == SECTIONS


@pytest.mark.parametrize("facts", [bare(), full()], ids=["bare", "full"])
def test_every_lead_leads_somewhere(facts):
    report = written(facts)
    assert set(leads(report)) <= keys_of(report)


def test_every_standing_in_the_matrix_leads_to_its_proof():
    report = written(full())
    matrix = next(one for one in report.sections if one.key == "obligations")
    rows = next(block for block in matrix.blocks if isinstance(block, Table)).rows
    assert rows
    assert all(row.cells[2].lead in keys_of(report) for row in rows)


def test_a_case_with_nothing_in_it_reads_sensibly():
    report = written(bare())
    assert "No incident from 4\xa0Feb\xa02030 to 10\xa0Feb\xa02030 is on record" in told(report, "violations")
    assert "Silence is never breach and never compliance." in told(report, "limits")
    assert "nothing earlier to compare with" in told(report, "changed")
    assert not {"withdrawals", "patrols", "liaison", "casualties"} & {one.key for one in report.sections}


def test_a_case_without_any_promise_says_so():
    facts = bare(now=bare().now.model_copy(update={"norms": ()}))
    assert "No promise of the agreement is assessed." in told(written(facts), "changed")


def test_the_same_facts_give_the_same_report():
    assert written(full()) == written(full())


def test_a_private_report_says_that_it_is():
    assert written(full()).notice.startswith("Private:")


@pytest.mark.parametrize(("kind", "words"), [("daily", "Daily report"), ("weekly", "Weekly report")])
def test_the_kind_and_the_days_stand_under_the_title(kind, words):
    assert written(bare(kind=kind)).subtitle == f"{words}, 4\N{EN DASH}10\xa0Feb\xa02030"
