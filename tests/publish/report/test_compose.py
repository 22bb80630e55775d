"""A report as a whole: each sentence leads to its proof, and nothing is told that is not so."""

from __future__ import annotations

import pytest
from tests.publish.making import status
from tests.publish.report.materials import bare, full, told, written

from truceline.assess.result import Branch
from truceline.publish.report.composed import MANY, OPEN, Bullets, Paragraph, Table
from truceline.publish.report.page import keys_of, report_page

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
    facts = bare(now=bare().now.model_copy(update={"norms": ()}), before=bare().now)
    words = told(written(facts), "changed")
    assert "No promise of the agreement is encoded: there is nothing to assess." in words
    assert "No standing has changed" not in words
    assert "Compared" not in words


def test_a_long_list_is_folded_on_a_page_after_its_first_sentences():
    open_question = Branch(standing="breached", condition="if no deadline applies")
    several = tuple(status(f"p{n}", branches=(open_question,)) for n in range(MANY + 1))
    facts = bare(now=bare().now.model_copy(update={"norms": several}))
    report = written(facts)
    (matrix,) = (one for one in report.sections if one.key == "obligations")
    (lines,) = (one for one in matrix.blocks if isinstance(one, Bullets))
    assert (len(lines.items), lines.rest) == (2 * MANY + 2, f"{2 * MANY + 2 - OPEN} more")
    page = report_page(report)
    assert f"<summary>{lines.rest}</summary>" in page
    assert all(f"P{n}: breached if no deadline applies." in page for n in range(MANY + 1))


def test_the_same_facts_give_the_same_report():
    assert written(full()) == written(full())


def test_a_private_report_says_that_it_is():
    assert written(full()).notice.startswith("Private:")


@pytest.mark.parametrize(("kind", "words"), [("daily", "Daily report"), ("weekly", "Weekly report")])
def test_the_kind_and_the_days_stand_under_the_title(kind, words):
    assert written(bare(kind=kind)).subtitle == f"{words}, 4\N{EN DASH}10\xa0Feb\xa02030"
