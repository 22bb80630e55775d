from __future__ import annotations

from datetime import date

from tests.publish.beside.making import DAY, facts, figures
from tests.publish.making import assessment

from truceline.outlook.comparison import ChangeShown, Comparison, Ratio, WindowShown
from truceline.outlook.displacement import Displacement
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Chance, Forecast, Unsaid
from truceline.outlook.frozen import Record, Scores
from truceline.outlook.fulfilment import ByDay, Fulfilment
from truceline.outlook.infighting import Infighting

STRAND = {"norm": "no-fire", "event": "fire", "where": "river-strip", "party": None}
RATIO = Ratio(ratio=0.4, low=0.2, high=None)


def outlook(**changes) -> Outlook:
    now = assessment(DAY)
    window = WindowShown(
        first=date(2029, 12, 1), last=date(2029, 12, 31), events=12.5, reports=14, observed=30.0, pace=0.4
    )
    told = {
        "agreement": now.agreement,
        "frame": now.frame,
        "ledger_position": 9,
        "inputs": "a" * 64,
        "comparisons": (
            Comparison(
                **STRAND,
                before=window,
                since=window.model_copy(update={"events": 5.0}),
                ratio=RATIO,
                raw=None,
                excess=1.0,
                changes=(
                    ChangeShown(
                        day=date(2030, 1, 3),
                        earliest=date(2030, 1, 1),
                        latest=date(2030, 1, 6),
                        before=0.4,
                        after=0.1,
                    ),
                ),
                silent=(),
                too_wide=0,
            ),
        ),
        "displacement": (
            Displacement(
                norm="no-fire",
                event="fire",
                zone="river-strip",
                ring="inside",
                before=3.0,
                since=1.0,
                ratio=RATIO,
            ),
        ),
        "infighting": (
            Infighting(
                side="north", where="river-strip", events=2.5, killed=4.0, before=0.0, ratio=None, share=0.5
            ),
        ),
        "fulfilments": (
            Fulfilment(
                norm="guns-out",
                parts=2,
                shown=1,
                path=(),
                half_by=date(2030, 2, 20),
                never=0.1,
                on_track=True,
                deadlines=(
                    ByDay(by=date(2030, 3, 1), source="text", certain=True, chance=0.6, low=0.4, high=0.9),
                ),
            ),
            Fulfilment(
                norm="line-drawn",
                parts=1,
                shown=0,
                path=(),
                deadlines=(),
                half_by=None,
                never=None,
                on_track=None,
                cannot_say="it is in one piece",
            ),
        ),
        "precedents": (),
        "forecasts": (
            Forecast(
                **STRAND,
                days=7,
                first=date(2030, 2, 11),
                last=date(2030, 2, 17),
                mean=2.2,
                median=2,
                likely=(0, 4),
                wide=(0, 6),
                cdf=(0.2, 1.0),
                baselines={},
                chances=(
                    Chance(multiple=2.0, above=5.6, chance=0.1),
                    Chance(multiple=1.0, above=2.8, chance=0.3),
                ),
            ),
        ),
        "unsaid": (Unsaid(**STRAND, days=30, why="too few"),),
        **changes,
    }
    return Outlook.model_validate(told)


def tables(**changes):
    return figures(facts(outlook=outlook(**changes))).tables


def test_a_forecast_has_its_intervals_and_its_chance_of_resumption():
    made, gap = tables().forecasts
    assert (made.median, made.likely_low, made.likely_high, made.wide_high) == (2, 0, 4, 6)
    assert made.chance_more_than_before == 0.3
    assert (made.first, made.cannot_say) == (date(2030, 2, 11), None)
    assert (gap.days, gap.mean, gap.cannot_say) == (30, None, "too few")


def test_a_forecast_after_nothing_has_no_chance_of_resumption():
    made = outlook().forecasts[0].model_copy(update={"chances": ()})
    assert tables(forecasts=(made,)).forecasts[0].chance_more_than_before is None


def test_a_comparison_has_its_windows_and_its_interval():
    (row,) = tables().comparisons
    assert (row.before_events, row.since_events, row.since_observed) == (12.5, 5.0, 30.0)
    assert (row.ratio, row.ratio_low, row.ratio_high) == (0.4, 0.2, None)
    bare = outlook().comparisons[0].model_copy(update={"ratio": None, "cannot_say": "nothing before"})
    (row,) = tables(comparisons=(bare,)).comparisons
    assert (row.ratio, row.ratio_low, row.cannot_say) == (None, None, "nothing before")


def test_changes_displacement_and_infighting_have_their_rows():
    told = tables()
    assert [(row.where, row.day, row.after) for row in told.changes] == [
        ("river-strip", date(2030, 1, 3), 0.1)
    ]
    assert [(row.ring, row.ratio) for row in told.displacement] == [("inside", 0.4)]
    assert [(row.side, row.killed, row.ratio) for row in told.infighting] == [("north", 4.0, None)]


def test_a_promise_has_a_row_for_each_deadline_and_one_where_nothing_can_be_said():
    kept, unsaid = tables().fulfilments
    assert (kept.by, kept.source, kept.chance, kept.high) == (date(2030, 3, 1), "text", 0.6, 0.9)
    assert (kept.parts, kept.shown, kept.half_by) == (2, 1, date(2030, 2, 20))
    assert (unsaid.by, unsaid.chance, unsaid.cannot_say) == (None, None, "it is in one piece")


def test_scores_of_the_whole_have_their_rows():
    record = Record(
        days=7,
        forecasts=4,
        crps=1.5,
        baselines={"persistence": 2.0},
        skill=0.25,
        held=0.75,
        log_score=1.1,
        brier=None,
    )
    local = record.model_copy(update={"scope": "province", "skill": -1.0})
    told = facts(scores=Scores(as_of=DAY, issued=4, open=1, records=(record, local), forecasts=()))
    (row,) = figures(told).tables.scores
    assert (row.days, row.forecasts, row.skill, row.held) == (7, 4, 0.25, 0.75)


def test_without_an_outlook_there_are_no_rows():
    told = figures(facts()).tables
    assert (told.forecasts, told.fulfilments, told.comparisons, told.changes) == ((), (), (), ())
    assert (told.displacement, told.infighting, told.scores) == ((), (), ())
