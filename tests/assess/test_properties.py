"""What must hold of every assessment, whatever the claims (DESIGN section 6)."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.making import assessed, claim, duty, none_present, pact

from truceline.assess.result import Standing

OUT = duty("out", none_present(), deadline={"by": "2020-01-31"}, parts={"by": ["bearer"]})
QUIET = duty(
    "quiet",
    {"check": "no_event", "event": "armed_attack", "by": ["north", "south"], "where": "strip"},
    mode="refrain",
    parts={"by": ["bearer"]},
)
SIGN = duty(
    "sign",
    {"check": "event_occurred", "event": "agree", "by": ["north"]},
    bearer=["north"],
    deadline={"by": "2020-02-10"},
)
FEW = duty(
    "few",
    {"check": "at_most", "what": "heavy", "where": "strip", "limit": 3},
    bearer=["north"],
    mode="maintain",
)
PATROL = duty(
    "patrol",
    {
        "check": "activity_at_least",
        "event": "joint_patrol",
        "by": ["north"],
        "where": "strip",
        "count": 1,
        "per_days": 7,
    },
    bearer=["north"],
    mode="maintain",
)
ZONE = duty(
    "zone",
    {
        "check": "all_of",
        "tests": [
            {"check": "norm_is", "norm": "out", "at_least": "partly_fulfilled"},
            {"check": "norm_is", "norm": "sign"},
        ],
    },
    bearer=["north", "south"],
)
GRACE = {
    "id": "grace",
    "kind": "rule",
    "effect": "extend_deadline",
    "of": ["out", "sign"],
    "to": {"by": "2020-02-25"},
    "when": {"check": "event_occurred", "event": "extend_deadline"},
}
THEN = duty(
    "then",
    {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"},
    mode="refrain",
    bearer=["north"],
    when={"check": "event_occurred", "event": "agree", "by": ["north"]},
)
LOOKING_BACK = {
    **GRACE,
    "of": ["out"],
    "when": {"check": "norm_is", "norm": "out", "at_least": "partly_fulfilled", "as_of": "2020-01-25"},
}
NORMS = (OUT, QUIET, SIGN, FEW, PATROL, ZONE, THEN)
PLAIN, EXTENDED, LOOKED_BACK = pact(*NORMS), pact(*NORMS, GRACE), pact(*NORMS, LOOKING_BACK)

BREACHES = {Standing.BREACHED, Standing.BREACHED_IN_PART, Standing.PRESUMED_BREACHED}
DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 15))
ACTS = ("presence", "absence", "shell", "clash", "agree", "patrol", "extend_deadline", "withdraw")
NOT_DONE = ("committed", "required", "intended", "possible", "refused", "expected", "conditional")


@st.composite
def claims(draw, modalities=("asserted", *NOT_DONE), by=("north", "south", "militia", None)):
    day = draw(DAYS)
    act = draw(st.sampled_from(ACTS))
    return claim(
        act,
        day.isoformat(),
        by=draw(st.sampled_from(by)),
        obj=draw(st.sampled_from(["tank", "heavy", None])),
        kind="look" if act == "absence" else "event",
        coverage=draw(st.sampled_from([None, 0.3, 0.9])),
        modality=draw(st.sampled_from(modalities)),
        polarity=draw(st.sampled_from(["positive", "positive", "negative"])),
        source=draw(st.sampled_from(["s1", "s2", "s3"])),
        family=draw(st.sampled_from(["f1", "f2"])),
        confidence=draw(st.sampled_from([0.4, 0.7, 0.8, 0.95])),
        recorded=(day + timedelta(days=draw(st.integers(0, 20)))).isoformat(),
    )


def answers(found):
    """Everything an assessment says, without how many claims it was given."""
    return found.model_copy(update={"considered": None}).model_dump(mode="json")


def standings(found):
    return {status.norm: status.standing for status in found.norms}


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(), max_size=8), DAYS, DAYS)
def test_later_knowledge_never_leaks_back(told, as_of, known):
    end = datetime.combine(known, time(23, 59, 59), UTC)
    known_then = [one for one in told if one.recorded_at <= end]
    full = assessed(PLAIN, told, as_of.isoformat(), known_at=known.isoformat())
    assert answers(full) == answers(
        assessed(PLAIN, known_then, as_of.isoformat(), known_at=known.isoformat())
    )


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from([PLAIN, EXTENDED, LOOKED_BACK]))
def test_no_evidence_never_breaches(as_of, agreement):
    found = assessed(agreement, [], as_of.isoformat())
    assert not BREACHES & set(standings(found).values())
    assert {status.performance for status in found.norms} == {"unknown"}


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(modalities=NOT_DONE), max_size=8), DAYS)
def test_what_is_not_told_as_done_changes_no_status(told, as_of):
    day = as_of.isoformat()
    assert standings(assessed(PLAIN, told, day)) == standings(assessed(PLAIN, [], day))


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(by=(None,)), max_size=8), DAYS)
def test_unattributed_fire_binds_nobody(told, as_of):
    shots = [one for one in told if one.act in ("shell", "clash")]
    found = assessed(PLAIN, shots, as_of.isoformat())
    assert not BREACHES & set(standings(found).values())
    assert not any(entry.is_breach or entry.committed_by for entry in found.violations)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(), min_size=1, max_size=6), DAYS, st.data())
def test_a_repeated_family_adds_nothing(told, as_of, data):
    original = data.draw(st.sampled_from(told))
    echo = original.model_copy(
        update={"source": original.source.model_copy(update={"id": "echo"}), "says": "again"}
    ).identified()
    one, two = (assessed(PLAIN, list(x), as_of.isoformat()) for x in (told, (*told, echo)))
    assert [(s.norm, s.degree, s.standing) for s in one.norms] == [
        (s.norm, s.degree, s.standing) for s in two.norms
    ]


_RANK = {
    Standing.BREACHED: 0,
    Standing.BREACHED_IN_PART: 1,
    Standing.UNPROVEN: 2,
    Standing.CONTESTED: 2,
    Standing.FULFILLED_LATE: 3,
    Standing.NOT_YET_DUE: 4,
    Standing.FULFILLED: 5,
}


def rank(status):
    if status.standing is Standing.UNRESOLVED:
        return min(_RANK[branch.standing] for branch in status.branches)
    return _RANK[status.standing]


@settings(max_examples=80, deadline=None)
@given(st.lists(claims(modalities=("asserted",)), max_size=8), DAYS, st.sampled_from([EXTENDED, LOOKED_BACK]))
def test_an_extension_never_worsens_a_standing(told, as_of, moved):
    plain, extended = (assessed(a, told, as_of.isoformat()) for a in (PLAIN, moved))
    for norm in ("out", "sign"):
        assert rank(extended.status(norm)) >= rank(plain.status(norm))


@settings(max_examples=40, deadline=None)
@given(st.lists(claims(), max_size=8), DAYS, st.randoms(), st.sampled_from([EXTENDED, LOOKED_BACK]))
def test_a_replay_is_byte_equal_whatever_the_order_of_the_claims(told, as_of, chance, agreement):
    shuffled = list(told)
    chance.shuffle(shuffled)
    one = assessed(agreement, told, as_of.isoformat()).model_dump_json()
    assert one == assessed(agreement, shuffled, as_of.isoformat()).model_dump_json()


@settings(max_examples=60, deadline=None)
@given(st.lists(claims(), max_size=8), DAYS)
def test_every_breach_rests_on_a_claim_that_the_proof_shows(told, as_of):
    for status in assessed(PLAIN, told, as_of.isoformat()).norms:
        if status.standing in BREACHES or status.performance == "fulfilled":
            assert rests_on(status.proof)


def rests_on(node):
    return bool(node.supporting or node.opposing) or any(rests_on(part) for part in node.parts)
