"""Whatever a file holds: an act that the form asks for, or an issue that says why not. Never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.agreement.load import load_agreement
from truceline.errors import InputError
from truceline.mechanism.editions import Editions
from truceline.mechanism.forms import ASKED, form_kinds, form_of
from truceline.mechanism.submission_files import Submission, read_submissions
from truceline.mechanism.understanding import Understanding

AGREEMENT = load_agreement(Path(__file__).parents[1] / "cli" / "tiny" / "agreement.yaml")
USUAL = {
    "agreement": AGREEMENT.id,
    "signer": "observer",
    "party": "mission",
    "made_at": "2030-01-10T10:00:00+00:00",
}
FORMS = {kind: form_of(kind, AGREEMENT) for kind in form_kinds()}
ODD = st.sampled_from(
    ["2030-01-10", "9999-12-31T23:59:59Z", "0001-01-01", "40 22 0 0;41 23", "\ud800", "1e99"]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    ODD,
    st.fixed_dictionaries(
        {"coordinates": st.lists(st.one_of(st.floats(), st.lists(st.floats(), max_size=3)))}
    ),
)
SERVER = ("end", "KEY", "Edits", "SubmissionDate", "meta/instanceID", "meta/deprecatedID", "photograph")


@st.composite
def submissions(draw):
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    names = [one.name for one in form.questions]
    answers = draw(st.dictionaries(st.sampled_from([*names, *SERVER]), VALUES, max_size=len(names)))
    for question in form.questions:
        if question.choices and draw(st.booleans()):
            answers[question.name] = draw(st.sampled_from(question.choices)).name
    return Submission(2, {ASKED: form.name} | answers)


def understanding(*, edits=None) -> Understanding:
    return Understanding(
        agreement=AGREEMENT,
        usual=USUAL,
        file="s.csv",
        editions=Editions(),
        given_out={},
        edits=edits or {},
    )


@settings(max_examples=300, deadline=None)
@given(submissions())
def test_a_submission_gives_an_act_or_an_issue(submission):
    reader = understanding(edits={submission.edition: submission.edits})
    found = reader.of(submission)
    skipped = [one for one in reader.issues if one.effect == "skipped"]
    assert (found is None) == bool(skipped)
    if found is not None:
        assert f"{found.deed.name}/" in submission.text(ASKED)
        assert found.deed.submitted.instance


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".csv", ".json", ".xml", ".tsv", ".ods"]))
def test_any_bytes_are_submissions_or_a_broken_file(tmp_path_factory, content, suffix):
    path = tmp_path_factory.mktemp("any") / f"s{suffix}"
    path.write_bytes(content)
    try:
        found = read_submissions(path)
    except InputError:
        return
    assert all(isinstance(one, Submission) for one in found)
    assert all(one.edition for one in found)


@pytest.mark.parametrize(
    "text", ["9" * 5000, '[{"a": ' + "9" * 5000 + "}]", '[{"a": NaN}]', '[{"a": "\\ud800"}]']
)
def test_json_that_python_stumbles_over_is_read_or_refused(tmp_path, text):
    path = tmp_path / "s.json"
    path.write_text(text)
    try:
        (found,) = read_submissions(path)
    except InputError:
        return
    assert found.edition.startswith("digest:")


def test_a_chain_of_edits_that_bites_its_tail_is_an_unknown_edition():
    reader = understanding(edits={"a": "b", "b": "a"})
    given_ = {ASKED: FORMS["route"].name, "meta/instanceID": "a", "meta/deprecatedID": "b"}
    assert reader.of(Submission(2, given_)) is None
    assert [one.kind for one in reader.issues] == ["unknown-edition"]
