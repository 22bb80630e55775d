"""Claims that a person wrote: both forms are read strictly, and everything wrong is told at once."""

from __future__ import annotations

import pytest
from tests.case.conftest import line

from truceline.errors import InputError

SHORT = """
examples:
  - id: guns-at-ford
    says: guns of the south stand at the ford
    shows: present
    what: guns
    of: south
    where: strip
    happened: 2020-04-10
    recorded: 2020-04-11
    confidence: 0.9
    source: {id: post, family: post}
"""


def refusal(case, path, text):
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        case.suppose(path)
    return [(problem.line, problem.field, problem.message) for problem in refused.value.problems]


def test_json_lines_are_whole_claims(case, tmp_path):
    path = tmp_path / "if.jsonl"
    path.write_text(line(1) + "\n" + line(2))
    claims = case.suppose(path)
    assert [claim.says for claim in claims] == ["shelling number 1", "shelling number 2"]
    assert all(claim.claim_id == claim.content_digest for claim in claims)


def test_yaml_lists_claims_in_the_short_form_of_an_agreement(case, tmp_path):
    path = tmp_path / "if.yaml"
    path.write_text(SHORT)
    (claim,) = case.suppose(path)
    assert (claim.label, claim.act, claim.parties) == ("guns-at-ford", "presence", {"south"})


def test_every_wrong_line_is_told_with_its_number_and_field(case, tmp_path):
    text = line(1) + line(2, act="sing") + "{\n" + line(3, coverage=7)
    told = refusal(case, tmp_path / "if.jsonl", text)
    assert [(number, field) for number, field, _ in told] == [(2, "act"), (3, ""), (4, "coverage")]


def test_every_wrong_field_of_the_short_form_is_told_with_its_line(case, tmp_path):
    text = SHORT.replace("shows: present", "shows: absnt").replace("confidence: 0.9", "confidence: 9")
    told = refusal(case, tmp_path / "if.yaml", text)
    assert [(number, field) for number, field, _ in told] == [(5, "shows"), (11, "confidence")]


def test_a_day_that_is_none_is_told(case, tmp_path):
    told = refusal(case, tmp_path / "if.yaml", SHORT.replace("happened: 2020-04-10", "happened: tuesday"))
    assert told[0][:2] == (3, "guns-at-ford.happened")


def test_ids_the_agreement_does_not_know_are_told(case, tmp_path):
    text = line(1, actor=[{"party": "west"}], bears_on=["no-fire", "no-such"], place=[{"zone": "hills"}])
    told = refusal(case, tmp_path / "if.jsonl", text)
    assert [(number, field) for number, field, _ in told] == [(1, "party"), (1, "norm"), (1, "zone")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("if.txt", "", "JSON lines or YAML"),
        ("if.jsonl", "\n", "no claim in it"),
        ("if.yaml", "claims: []", "list under this key"),
        ("if.yaml", "examples: &all []", "anchor"),
    ],
)
def test_a_file_without_claims_is_told(case, tmp_path, name, text, told):
    (message,) = (message for _, _, message in refusal(case, tmp_path / name, text))
    assert told in message


def test_a_missing_file_is_told(case, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        case.suppose(tmp_path / "nowhere.jsonl")


def test_a_key_twice_a_number_in_quotes_and_an_impossible_year_are_told(case, tmp_path):
    good = line(1)
    bad = [
        good.replace("{", '{"says": "first", ', 1),
        good.replace("{", '{"coverage": "0.5", ', 1),
        good.replace("{", '{"decided_at": "9999-12-31T00:00:00Z", ', 1),
        good.replace("{", '{"decided_at": "1538697600", ', 1),
    ]
    told = refusal(case, tmp_path / "claims.jsonl", "".join(f"{one.strip()}\n" for one in bad))
    assert [number for number, _, _ in told] == [1, 2, 3, 4]
    assert "stands twice" in told[0][2]
    assert [field for _, field, _ in told[1:]] == ["coverage", "decided_at", "decided_at"]
