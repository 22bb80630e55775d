"""Reports that give another deadline or depth than the agreement are flagged, and only those."""

from __future__ import annotations

import pytest
from tests.case.conftest import AGREEMENT

from truceline.agreement.load import load_agreement
from truceline.case.contradictions import contradictions
from truceline.evidence.claim import Claim

MORE = """
  - para: "4"
    says: Guns stand 10 km from the front; the belt is 5 km deep; posts go ten days after the guns.
    norms:
      - id: guns-far
        kind: duty
        mode: maintain
        bearer: [north]
        test: {check: beyond_line, what: guns, line: front, km: 10}
      - id: belt-clear
        kind: duty
        mode: achieve
        bearer: [north]
        deadline: {by: {reading: spring, early: 2020-05-01, late: 2020-05-15}}
        test: {check: none_present, what: guns, where: belt}
      - id: posts-out
        kind: duty
        mode: achieve
        bearer: [north]
        deadline: {days: 10, after: guns-out}
        test: {check: event_occurred, event: meeting}
      - id: signed-extension
        kind: rule
        effect: extend_deadline
        of: [they-meet]
        to: {by: 2020-04-25}
        when: {check: norm_is, norm: no-fire}
  - para: "1"
    instrument: rumour
    says: A month more, as is reported.
    norms:
      - id: rumoured-month
        kind: rule
        effect: extend_deadline
        of: [guns-out]
        to: {by: 2020-05-01}
        when: {check: norm_is, norm: no-fire}
"""
BELT = """
  - id: belt
    shape: band
    along: front
    depth_km: {reading: belt, narrow: {min: 4, max: 6}, wide: 8}
    geometry: {status: undelineated, uncertainty_km: 1}
gazetteer:"""
RUMOUR = """
  - id: rumour
    kind: understanding
    authority: reported
    in_force: {from: 2020-03-01}
    source: made up
    paragraphs: ["1"]
clock:"""
READINGS = """
readings:
  spring: {early: the first of May, late: its middle}
  belt: {narrow: about five, wide: eight}
default_readings: {belt: narrow}
zones:"""


@pytest.fixture(scope="module")
def agreement(tmp_path_factory):
    from tests.case.conftest import write_source

    folder = write_source(tmp_path_factory.mktemp("contradictions") / "source")
    text = AGREEMENT.replace('paragraphs: ["1", "2", "3"]', 'paragraphs: ["1", "2", "3", "4"]')
    text = text.replace("\ngazetteer:", BELT).replace("\nclock:", RUMOUR).replace("\nzones:", READINGS)
    (folder / "river.yaml").write_text(text.rstrip() + MORE)
    return load_agreement(folder / "river.yaml")


def required(norm, **fields):
    return Claim.model_validate(
        {
            "kind": "statement",
            "act": "withdraw",
            "modality": "required",
            "aspect": "not_started",
            "bears_on": (norm,) if isinstance(norm, str) else norm,
            "source": {"id": "post", "family": "post"},
            "evidence": {"quote": "Guns must go."},
            **fields,
        }
    )


def by(day, text=None, **fields):
    from datetime import date

    end = date.fromisoformat(day)
    words = text if text is not None else f"by {end.day} of the month"
    return {"end": end, "kind": "by", "text": words, "precision": 1, **fields}


def km(low, high=None, **fields):
    return {"kind": "distance", "unit": "km", "low": low, "high": high or low, **fields}


def told(agreement, claim):
    return [issue.message for issue in contradictions(agreement, [claim], "report.txt")]


def test_another_day_is_told_with_both_days_norm_and_words(agreement):
    (issue,) = contradictions(agreement, [required("guns-out", time=by("2020-04-20"))], "report.txt")
    assert (issue.kind, issue.effect, issue.file, issue.field) == (
        "contradicts-agreement",
        "flagged",
        "report.txt",
        "time",
    )
    assert issue.message.startswith("guns-out: the agreement sets 2020-04-01, the report 2020-04-20: ")
    assert "Guns must go." in issue.message


def test_the_agreements_own_day_is_no_contradiction(agreement):
    assert told(agreement, required("guns-out", time=by("2020-04-01"))) == []


def test_before_a_day_may_mean_that_day(agreement):
    assert told(agreement, required("guns-out", time=by("2020-03-31", "before 1 April"))) == []
    assert told(agreement, required("guns-out", time=by("2020-03-31", "by 31 March"))) != []


def test_a_vague_time_contradicts_only_beyond_its_vagueness(agreement):
    assert told(agreement, required("guns-out", time=by("2020-04-05", "early in April", precision=3))) == []
    assert told(agreement, required("guns-out", time=by("2020-05-05", "early in May", precision=3))) != []


def test_a_date_of_one_of_the_norms_it_may_mean_is_enough(agreement):
    assert told(agreement, required(("guns-out", "they-meet"), time=by("2020-04-15"))) == []


def test_a_deadline_counted_from_another_is_counted(agreement):
    assert told(agreement, required("posts-out", time=by("2020-04-11"))) == []
    assert (
        "sets 2020-04-11, the report 2020-04-12"
        in told(agreement, required("posts-out", time=by("2020-04-12")))[0]
    )


def test_a_signed_extension_is_the_agreements_own_day_a_rumoured_one_is_named(agreement):
    assert told(agreement, required("they-meet", time=by("2020-04-25"))) == []
    (message,) = told(agreement, required("guns-out", time=by("2020-05-01")))
    assert "(which is the day of rumoured-month, not of the signed text)" in message


def test_where_a_day_hangs_on_a_reading_without_default_any_of_them_will_do(agreement):
    assert told(agreement, required("belt-clear", time=by("2020-05-15"))) == []
    assert "2020-05-01 or 2020-05-15" in told(agreement, required("belt-clear", time=by("2020-05-20")))[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "asserted"},
        {"modality": "committed"},
        {"bears_on": ()},
        {"bears_on": ("no-fire",)},
        {"time": {}},
        {"time": by("2020-04-20", kind="since")},
    ],
)
def test_what_is_no_required_day_of_a_dated_norm_is_left_alone(agreement, changes):
    assert told(agreement, required("guns-out", **{"time": by("2020-04-20"), **changes})) == []


def test_what_the_agreement_is_said_to_say_counts_in_any_mood(agreement):
    claim = required("guns-out", time=by("2020-04-20"), modality="expected", attribution={"by": "agreement"})
    assert len(told(agreement, claim)) == 1


def test_another_distance_from_a_line_is_flagged(agreement):
    assert told(agreement, required("guns-far", quantity=(km(10),))) == []
    assert told(agreement, required("guns-far", quantity=(km(10_000, unit="m"),))) == []
    assert (
        "guns-far: the agreement sets 10 km, the report 15 km"
        in told(agreement, required("guns-far", quantity=(km(15),)))[0]
    )


def test_a_rough_figure_may_miss_a_little(agreement):
    assert told(agreement, required("guns-far", quantity=(km(11, approx=True),))) == []
    assert told(agreement, required("guns-far", quantity=(km(11),))) != []


def test_another_depth_of_a_belt_is_flagged_and_a_reading_that_knows_it_is_named(agreement):
    assert told(agreement, required("belt-clear", quantity=(km(5),))) == []
    assert (
        "sets 4 to 6 km, the report 10 to 12 km"
        in told(agreement, required("belt-clear", quantity=(km(10, 12),)))[0]
    )
    (message,) = told(agreement, required("belt-clear", quantity=(km(8),)))
    assert "(as under the reading belt=wide)" in message


def test_counts_and_distances_of_other_norms_contradict_nothing(agreement):
    assert told(agreement, required("guns-out", quantity=(km(99),))) == []
    assert told(agreement, required("guns-far", quantity=({"kind": "count", "best": 99.0},))) == []
    assert told(agreement, required("guns-far", quantity=(km(None),))) == []


def test_the_same_words_twice_are_told_once_and_long_ones_are_cut(agreement):
    claim = required("guns-out", time=by("2020-04-20"), evidence={"quote": "word " * 100})
    (issue,) = contradictions(agreement, [claim, claim], "report.txt")
    assert len(issue.message) < 260
