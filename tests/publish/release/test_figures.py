"""The outlook and the sources, as the public is told: conclusions in round figures."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publish.release.world import AS_OF, ground, private, public, shelling

from truceline.assess.result import AgreementRef, FrameRef
from truceline.outlook.comparison import ChangeShown, Comparison, Ratio, WindowShown
from truceline.outlook.displacement import Displacement
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Chance, Forecast, Unsaid
from truceline.outlook.frozen import Record, Scored, Scores
from truceline.outlook.fulfilment import ByDay, Fulfilment
from truceline.outlook.infighting import Infighting
from truceline.outlook.more_time import MoreTime
from truceline.outlook.progress import Shown
from truceline.publish.release.figures import CANNOT_SAY, in_fives
from truceline.publish.release.release import released
from truceline.publish.release.rules import Rules

NAME = {"norm": "no-shelling", "event": "shelling", "where": "strip"}
DAY = date(2030, 2, 1)
RATIO = Ratio(ratio=0.4321, low=0.2345, high=None)


def window(events: float) -> WindowShown:
    return WindowShown(first=DAY, last=AS_OF, events=events, reports=13, observed=19.87, pace=0.63)


def comparison(party: str | None, table: str | None = None) -> Comparison:
    return Comparison(
        **NAME, party=party, table=table, before=window(12.34), since=window(7.89), ratio=RATIO, raw=RATIO,
        excess=1.23,
        changes=(ChangeShown(day=DAY, earliest=DAY, latest=DAY, before=0.1234, after=0.5678),),
        silent=("the miller since 2030-02-01",), quiet_since=DAY, too_wide=3, cannot_say="7.9 events: 2 more",
    )  # fmt: skip


def forecast(party: str | None) -> Forecast:
    return Forecast(
        **NAME, party=party, days=7, first=DAY, last=AS_OF, mean=4.37, median=4, likely=(2, 7), wide=(1, 9),
        chances=(Chance(multiple=2.0, above=8.7, chance=0.0432),), cdf=(0.1, 1.0), baselines={"own": (1.0,)},
    )  # fmt: skip


FULFILMENT = Fulfilment(
    norm="guns-out", parts=2, shown=1, path=(Shown(day=DAY, low=0.5, high=1.0),),
    deadlines=(
        ByDay(by=AS_OF, source="text", certain=True, chance=0.5, low=0.4, high=0.6),
        ByDay(by=AS_OF, source="extension-mill", certain=False, chance=0.5, low=0.4, high=0.6),
    ),
    half_by=None, never=0.1, on_track=True, cannot_say="none of its 2 parts",
    more_time=tuple(
        MoreTime(rule=rule, to=AS_OF, asked_on=DAY, applies=None, in_time=None, cannot_say="2 more")
        for rule in ("ten-days-more", "extension-mill")
    ),
)  # fmt: skip


def outlook(**changes) -> Outlook:
    facts = private([])
    fields = {
        "agreement": AgreementRef.model_validate(facts.now.agreement),
        "frame": FrameRef.model_validate(facts.now.frame),
        "ledger_position": 17,
        "inputs": "f" * 64,
        "tables": ("mill.csv",),
        "counted_in_part": ("mill.csv",),
        "comparisons": (comparison(None), comparison("south"), comparison(None, table="mill.csv")),
        "displacement": (
            Displacement(norm="no-shelling", event="shelling", zone="strip", ring="inside", before=12.3,
                         since=6.7, ratio=None),
            Displacement(norm="no-shelling", event="shelling", zone="strip", ring="inside", before=12.3,
                         since=6.7, ratio=None, table="mill.csv"),
        ),
        "infighting": (
            Infighting(side="south", where="strip", events=2, killed=1, before=0, ratio=None, share=None),
        ),
        "fulfilments": (FULFILMENT,),
        "precedents": (),
        "forecasts": (forecast(None), forecast("south")),
        "by_province": (forecast(None).model_copy(update={"province": "the miller's own country"}),),
        "unsaid": (Unsaid(**NAME, party=None, days=30, why="2.3 events"),),
    }  # fmt: skip
    return Outlook(**fields | changes)


def told(**changes):
    return released(private([], outlook=outlook(), **changes), ground([]))


def test_an_outlook_is_told_in_round_figures_and_of_no_party():
    found = told().outlook
    assert found is not None
    (one,) = found.comparisons
    assert (one.before.events, one.since.events, one.since.reports, one.since.pace) == (10.0, 10.0, 15, None)
    assert one.ratio == Ratio(ratio=0.4, low=0.2, high=None)
    assert (one.raw, one.silent, one.quiet_since, one.too_wide) == (None, (), None, 0)
    assert one.cannot_say == CANNOT_SAY
    assert (one.changes[0].before, one.changes[0].after) == (0.1, 0.6)
    (ahead,) = found.forecasts
    assert (ahead.mean, ahead.cdf, ahead.baselines) == (4.0, (), {})
    assert (ahead.chances[0].above, ahead.chances[0].chance) == (9.0, 0.0)
    (went,) = found.displacement
    assert (went.before, went.ratio, went.table) == (10.0, None, None)
    assert found.by_province == ()
    assert (found.infighting, found.unsaid, found.tables, found.inputs) == ((), (), (), "")
    assert found.counted_in_part == ()


def test_promises_are_told_with_the_agreement_s_own_rules():
    found = told().outlook
    assert found is not None
    (one,) = found.fulfilments
    assert [each.source for each in one.deadlines] == ["text", ""]
    assert [each.rule for each in one.more_time] == ["ten-days-more"]
    assert (one.cannot_say, one.more_time[0].cannot_say) == (CANNOT_SAY, CANNOT_SAY)
    sure = outlook(fulfilments=(FULFILMENT.model_copy(update={"cannot_say": None}),))
    again = released(private([], outlook=sure), ground([])).outlook
    assert again is not None
    assert again.fulfilments[0].cannot_say is None


SCORED = Scored(
    norm="no-shelling", event="shelling", where=None, days=7, issued_as_of=DAY, last=AS_OF, median=4,
    likely=(2, 7), came=5, crps=0.4, baselines={}, log_score=1.2, held=True, brier=None,
)  # fmt: skip
RECORD = Record(days=7, forecasts=1, crps=0.4, baselines={}, skill=None, held=1.0, log_score=1.2, brier=None)


def test_scores_are_told_over_all_and_never_of_one_window():
    scores = Scores(as_of=AS_OF, issued=1, open=0, records=(RECORD,), forecasts=(SCORED,))
    found = told(scores=scores).scores
    assert found is not None
    assert (found.records, found.forecasts) == ((RECORD,), ())
    assert told().scores is None


def test_a_daily_report_has_no_outlook_to_take_from_the_next_day_s():
    scores = Scores(as_of=AS_OF, issued=1, open=0, records=(RECORD,), forecasts=())
    daily = told(kind="daily", scores=scores)
    assert (daily.outlook, daily.scores) == (None, None)


def test_sources_are_counted_by_class_over_what_is_told():
    claims = [shelling(1), shelling(2, 45), shelling(3, 30, sensitivity="secret")]
    (one,) = public(claims).sources
    assert (one.family, one.reliability, one.claims, one.fresh, one.last) == (
        "B",
        "B",
        2,
        1,
        None,
    )


def test_a_class_of_many_families_says_how_many_they_are():
    facts = public([shelling(number, 4 * number) for number in range(1, 5)])
    assert [one.family for one in facts.sources] == ["B \N{MULTIPLICATION SIGN}4"]


def test_a_family_that_is_public_is_named():
    facts = public([shelling(1), shelling(2, 30)], rules=Rules(families=("watch-1",)))
    assert [one.family for one in facts.sources] == ["B", "watch-1"]
    cited = {one.claims[0].family: one.claims[0].source for one in facts.now.violations}
    assert cited == {"watch-1": "watch-1", "B": "B"}


def test_families_that_may_be_counted_and_not_passed_on_are_named():
    secret = {"licence": "no-redistribution", "sensitivity": "secret"}
    facts = public([shelling(1, licence="no-redistribution"), shelling(2, **secret)])
    assert facts.released is not None
    assert facts.released.licences == ("watch-1",)


@pytest.mark.parametrize(("figure", "told_"), [(0, 0), (2.4, 0), (2.6, 5), (12.5, 10), (13, 15)])
def test_figures_are_told_in_fives(figure, told_):
    assert in_fives(figure) == told_
