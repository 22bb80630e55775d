"""Short-form evidence becomes whole claims; the claims file is held to the agreement."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from truceline.agreement.examples import act_of_event, claims_of, days_of
from truceline.agreement.norms import AgreementTest
from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Kind


def claim_from(bench, **changes):
    """The claim that the one example becomes with these entries (None takes an entry out)."""
    base = {
        "id": "gun-seen",
        "says": "A gun stands in the strip.",
        "shows": "present",
        "what": "guns",
        "of": "north",
        "where": "strip",
        "happened": "2020-03-02",
        "recorded": "2020-03-03",
        "confidence": 0.9,
    }
    entries = {key: value for key, value in {**base, **changes}.items() if value is not None}
    start = bench.text.index("examples:\n")
    lines = [f"    {key}: {json.dumps(value)}\n" for key, value in entries.items()]
    body = "  - " + lines[0].lstrip() + "".join(lines[1:]) + "    source: {id: watch, family: press}\n"
    bench.text = bench.text[:start] + "examples:\n" + body
    loaded = bench.load()
    return claims_of(loaded.agreement, loaded.folder)["gun-seen"]


def test_what_every_example_says(bench):
    claim = claim_from(bench)
    assert claim.label == "gun-seen"
    assert claim.claim_id == claim.content_digest
    assert claim.says == "A gun stands in the strip."
    assert (claim.source.id, claim.source.family, claim.weight) == ("watch", "press", 0.9)
    assert claim.published_on == date(2020, 3, 3)
    assert [place.zone for place in claim.place] == ["strip"]
    assert claim.parties == {"north"}
    assert claim.attribution_grade is AttributionGrade.CLAIMED


def test_an_example_is_recorded_as_its_day_begins_by_the_agreements_clock(bench):
    bench.bend("{timezone: UTC}", "{timezone: Asia/Damascus}")
    assert claim_from(bench).recorded_at.astimezone(UTC) == datetime(2020, 3, 2, 22, tzinfo=UTC)


def test_a_sighting_is_an_observation_of_presence(bench):
    claim = claim_from(bench)
    assert (claim.kind, claim.act, claim.object.term, claim.event) == (
        Kind.OBSERVATION,
        Act.PRESENCE,
        "guns",
        None,
    )


def test_an_absence_is_a_look_with_its_coverage(bench):
    claim = claim_from(bench, shows="absent", coverage=0.7)
    assert (claim.kind, claim.act, claim.object.term, claim.coverage) == (Kind.LOOK, Act.ABSENCE, "guns", 0.7)


def test_a_distance_is_kilometres_from_a_line(bench):
    claim = claim_from(bench, shows="distance", where=None, line="river", km=30)
    (amount,) = claim.quantity
    assert (claim.act, claim.object.term, claim.place) == (Act.PRESENCE, "guns", ())
    assert (amount.kind, amount.unit, amount.of, amount.low, amount.high) == (
        "distance",
        "km",
        "river",
        30,
        30,
    )


def test_a_count_is_a_number_of_things_present(bench):
    claim = claim_from(bench, shows="count", count=4)
    (amount,) = claim.quantity
    assert (claim.act, amount.kind, amount.of, amount.best, amount.unit) == (
        Act.PRESENCE,
        "count",
        "guns",
        4,
        None,
    )


def test_a_state_names_its_subject_and_whether_it_holds(bench):
    claim = claim_from(bench, shows="state", what="strip:open", where=None)
    assert (claim.state.of, claim.state.state, claim.state.holds) == ("strip", "open", True)
    claim = claim_from(bench, shows="state", what="strip:open", where=None, denied=True)
    assert (claim.state.holds, claim.polarity) == (False, "positive")


def test_a_judgement_is_a_recorded_rating(bench):
    claim = claim_from(bench, shows="judgement", what="guns-out", where=None, rating="partly_met")
    assert (claim.kind, claim.judgement.norm, claim.judgement.rating) == (
        Kind.DECISION,
        "guns-out",
        "partly_met",
    )


def test_a_judgement_may_be_of_a_whole_table(bench):
    assert claim_from(bench, shows="judgement", what="guns-back", rating="met").judgement.norm == "guns-back"


def test_words_are_a_speakers_statement_about_a_norm(bench):
    claim = claim_from(bench, shows="words", what="guns-out", where=None, posture="refuse")
    assert (claim.kind, claim.act, claim.bears_on) == (Kind.STATEMENT, Act.REFUSE, ("guns-out",))
    assert (claim.attribution.by, claim.attribution.party) == ("speaker", "north")


def test_an_event_carries_its_type_and_its_first_act(bench):
    claim = claim_from(bench, shows="event", what="shelling", against="south")
    assert (claim.kind, claim.event, claim.act) == (Kind.EVENT, "shelling", Act.SHELL)
    assert [actor.party for actor in claim.target] == ["south"]


def test_without_an_owner_nobody_is_bound(bench):
    claim = claim_from(bench, of=None)
    assert (claim.actor, claim.attribution_grade) == ((), AttributionGrade.NONE)


def test_the_grade_of_attribution_may_be_said(bench):
    assert claim_from(bench, attribution="none").attribution_grade is AttributionGrade.NONE
    assert claim_from(bench, attribution="confirmed").attribution_grade is AttributionGrade.CONFIRMED


def test_what_is_denied_is_negative(bench):
    assert claim_from(bench, denied=True).polarity == "negative"


def test_days_may_be_one_or_a_span(bench):
    claim = claim_from(bench, happened="2020-03-01/2020-03-02")
    assert (claim.time.start, claim.time.end, claim.time.kind) == (
        date(2020, 3, 1),
        date(2020, 3, 2),
        "during",
    )
    assert claim_from(bench).time.kind == "on"
    assert days_of("2020-03-01") == (date(2020, 3, 1), date(2020, 3, 1))


@pytest.mark.parametrize(
    ("event", "act"), [("shelling", Act.SHELL), ("murder", Act.MURDER), ("paint_fence", Act.IMPLEMENT)]
)
def test_the_act_of_an_event(bench, event, act):
    assert act_of_event(event, bench.load().agreement) is act


def test_an_undefined_event_that_is_forbidden_is_a_violation(bench):
    agreement = bench.bend("event: shelling,", "event: truce_broken,").load().agreement
    assert act_of_event("truce_broken", agreement) is Act.VIOLATE


CLAIM = {
    "label": "c1",
    "kind": "observation",
    "act": "presence",
    "actor": [{"party": "north"}],
    "place": [{"zone": "strip"}],
    "object": {"term": "guns"},
    "time": {"start": "2020-03-01", "end": "2020-03-01"},
    "source": {"id": "watch", "family": "watch"},
    "published_on": "2020-03-02",
}


@pytest.fixture
def filed(bench):
    """Puts claims into the agreement's claims file."""

    def put(*rows):
        if "examples_file" not in bench.text:
            bench.add("examples_file: claims.jsonl\n")
        lines = [row if isinstance(row, str) else json.dumps({**CLAIM, **row}) for row in rows]
        return bench.put("claims.jsonl", "\n".join(lines) + "\n")

    return put


def test_claims_of_the_file_are_known_by_their_label_or_id(filed):
    loaded = filed({}, "", {"label": None, "says": "another"}).load()
    claims = claims_of(loaded.agreement, loaded.folder)
    assert set(claims) == {"gun-seen", "c1", *[c.claim_id for c in claims.values() if c.label is None]}
    assert len(claims) == 3
    assert all(claim.claim_id for claim in claims.values())


def test_a_claim_without_a_record_time_is_recorded_as_its_day_of_publication_ends(filed):
    loaded = filed({}).load()
    recorded = claims_of(loaded.agreement, loaded.folder)["c1"].recorded_at
    assert recorded == loaded.agreement.tempo.last_moment(date(2020, 3, 2))


def test_a_claim_keeps_the_record_time_it_has(filed):
    loaded = filed({"recorded_at": "2020-03-02T10:00:00Z"}).load()
    assert claims_of(loaded.agreement, loaded.folder)["c1"].recorded_at == datetime(
        2020, 3, 2, 10, tzinfo=UTC
    )


def test_a_test_may_name_a_claim_of_the_file(filed):
    bench = filed({}).bend("given: [gun-seen]", "given: [gun-seen, c1]")
    test: AgreementTest = bench.load().agreement.norms["guns-out"].tests[0]
    assert test.given == ("gun-seen", "c1")


@pytest.mark.parametrize(
    ("rows", "row", "field", "message"),
    [
        (["{"], 1, "", "Invalid JSON"),
        (["[]"], 1, "", "object"),
        ([{}, {"act": "dance", "label": "c2"}], 2, "act", "Input should be"),
        ([{"published_on": None}], 1, "recorded_at", "give `recorded_at` or `published_on`"),
        ([{}, {"says": "again"}], 2, "label", "already taken"),
        ([{"label": "gun-seen"}], 1, "label", "already taken"),
        ([{"actor": [{"party": "east"}]}], 1, "actor", "`east` is no party"),
        ([{"target": [{"party": "east"}]}], 1, "target", "`east` is no party"),
        ([{"attribution": {"by": "speaker", "party": "east"}}], 1, "attribution", "`east` is no party"),
        ([{"place": [{"zone": "strap"}]}], 1, "place", "`strap` is no zone"),
        ([{"bears_on": ["x"]}], 1, "bears_on", "`x` is no norm"),
        ([{"judgement": {"norm": "x", "rating": "met"}}], 1, "judgement", "`x` is no norm"),
    ],
)
def test_a_bad_claim_is_told_by_file_and_line(filed, rows, row, field, message):
    problem = filed(*rows).problem()
    assert problem.file.endswith("claims.jsonl")
    assert (problem.line, problem.field) == (row, field)
    assert message in problem.message


def test_claims_are_not_given_out_from_a_bad_file(filed):
    agreement = filed({}).load().agreement
    bench = filed("{")
    with pytest.raises(InputError, match="Invalid JSON"):
        claims_of(agreement, bench.folder)


def test_a_claims_file_that_is_no_text_is_told_and_hides_no_other_problem(filed):
    bench = filed({}).bend("bearer: [north]\n", "bearer: [noth]\n")
    (bench.folder / "claims.jsonl").write_bytes(b"\xff")
    assert [one.field for one in bench.problems()] == ["guns-out.bearer[0]"]
    bench.text = bench.text.replace("[noth]", "[north]")
    assert "not UTF-8" in bench.problem().message
