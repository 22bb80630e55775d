"""Claims that name another claim: by id, by label, or in vain."""

from __future__ import annotations

import json

import pytest
from tests.case.conftest import line

from truceline.errors import InputError
from truceline.evidence.claim import Claim, Status


def id_of(text):
    return Claim.model_validate_json(text).content_digest


@pytest.fixture
def bring(case, tmp_path):
    """Import lines from a file of that name; gives its issues as (kind, message)."""

    def bring(*lines, name="claims.jsonl"):
        path = tmp_path / name
        path.write_text("".join(lines))
        return [(issue.kind, issue.message) for issue in case.import_file(path).first_issues]

    return bring


def standing(case):
    return [claim.says for claim in case.ledger.claims() if claim.status is Status.ACCEPTED]


def test_a_correction_of_nothing_known_is_flagged(bring, case):
    ((kind, told),) = bring(line(1), line(2, label="mine", supersedes="nobody"))
    assert kind == "unknown-reference"
    assert told == "mine supersedes 'nobody', which names no claim, or several"
    assert len(standing(case)) == 2


@pytest.mark.parametrize("spelled", [str, str.upper])
def test_a_correction_by_id_is_taken_wherever_the_other_stands(bring, case, spelled):
    first, second = line(1), line(2)
    after = line(3, supersedes=spelled(id_of(first)))
    before = line(4, supersedes=spelled(id_of(second)))
    bring(first)
    assert bring(before, second, after, name="more.jsonl") == []
    assert standing(case) == ["shelling number 4", "shelling number 3"]


def test_a_correction_by_label_supersedes_the_one_claim_so_labelled(bring, case):
    lines = (line(1, label="ford"), line(2, label="bridge"))
    bring(lines[0])
    fixes = (line(3, supersedes="ford"), line(4, supersedes="bridge"), lines[1])
    assert bring(*fixes, name="more.jsonl") == []
    assert standing(case) == ["shelling number 3", "shelling number 4"]
    assert bring(*fixes, name="again.jsonl") == []
    assert len(list(case.ledger.claims())) == 4


def test_a_correction_of_a_correction_by_label_follows_it_to_its_new_id(bring, case):
    second = line(2, label="second", supersedes="first")
    third = line(3, supersedes=id_of(second))
    assert bring(third, second, line(1, label="first")) == []
    assert standing(case) == ["shelling number 3"]


def test_corrections_that_name_each_other_are_flagged(bring):
    found = bring(line(1, label="a", supersedes="b"), line(2, label="b", supersedes="a"))
    assert [kind for kind, _ in found] == ["unknown-reference"]


def test_a_label_of_several_claims_corrects_none(bring, case):
    bring(line(1, label="ford"))
    found = bring(line(2, label="ford"), line(3, supersedes="ford"), name="more.jsonl")
    assert [kind for kind, _ in found] == ["label-taken", "unknown-reference"]
    assert len(standing(case)) == 3


def test_a_label_that_another_claim_bears_is_flagged_and_asks_for_an_id(bring, case):
    mine, other = line(1, label="ford"), line(2, label="ford")
    bring(mine)
    ((kind, told),) = bring(other, name="more.jsonl")
    assert (kind, told) == ("label-taken", f"'ford' is the label of another claim too: {id_of(mine)}")
    with pytest.raises(InputError, match=id_of(other)):
        case.ledger.claim("ford")
    assert bring(other, name="again.jsonl") == []


def test_a_correction_may_keep_the_label_of_what_it_corrects(bring, case):
    bring(line(1, label="ford"))
    again = line(2, label="ford", supersedes="ford")
    assert bring(again, name="more.jsonl") == bring(again, name="once-more.jsonl") == []
    assert standing(case) == ["shelling number 2"]
    assert case.ledger.claim("ford").says == "shelling number 2"


def test_an_issue_of_a_table_names_the_row(case, tmp_path):
    (tmp_path / "map.yaml").write_text(json.dumps(MAPPING))
    path = tmp_path / "table.csv"
    path.write_text("day,who,fixes\n2020-03-10,Southland,\n2020-03-11,Southland,nobody\n")
    report = case.import_file(path, mapping=tmp_path / "map.yaml")
    assert [(issue.kind, issue.row) for issue in report.first_issues] == [("unknown-reference", 3)]


MAPPING = {
    "format": "truceline/table/1",
    "dates": "Y-M-D",
    "columns": {"time.start": "day", "actor": "who", "supersedes": "fixes"},
    "constants": {"kind": "event", "act": "shell", "source.id": "post", "source.family": "post"},
}
