"""A reader is told nothing of a row that rests on an act which is not for them, and how many there are."""

from __future__ import annotations

from datetime import date

from tests.mechanism.conftest import enter, open_case
from tests.publish.report.materials import bare, told, written

from truceline.mechanism.sight import Viewer
from truceline.mechanism.tallies import Agreed
from truceline.publish.report.facts import TallyTold
from truceline.publish.report.unseen import Unseen

MONDAY, DAY = date(2030, 2, 4), date(2030, 2, 5)


def unseen(**changes) -> Unseen:
    """Nothing, but for what is given."""
    names = ("matters", "segments", "counted", "weeks", "looks", "letters")
    return Unseen(**{name: frozenset(changes.get(name, ())) for name in names})


def agreed(first: str, second: str, second_sum: int) -> Agreed:
    return Agreed(
        week=MONDAY, first=first, second=second, both=1, same=0, first_sum=3, second_sum=second_sum, alone=0
    )


def test_a_figure_goes_with_its_row_and_every_sum_of_its_week():
    row = TallyTold(place="Delta", day=DAY, figures={"north": 3, "south": 7919})
    other = TallyTold(place="Hills", day=DAY, figures={"north": 2})
    facts = bare(tallies=(row, other), agreed=(agreed("north", "south", 7919), agreed("mission", "north", 5)))
    apart = unseen(counted=[("Delta", DAY)], weeks=[(MONDAY, "south")]).apart(facts)
    assert apart.tallies == (other,)
    assert [one.first for one in apart.agreed] == ["mission"]
    assert apart.unseen == {"tallies": 1, "agreed": 1}
    words = told(written(apart), "counts")
    assert "2 rows are withheld here" in words
    assert "7919" not in words
    assert "7,919" not in words


def test_who_may_see_all_reads_the_same_facts():
    facts = bare(tallies=(TallyTold(place="Delta", day=DAY, figures={"north": 3}),))
    assert unseen().apart(facts) is facts


def test_an_act_hides_for_those_alone_whom_it_is_not_for(tmp_path):
    case = open_case(tmp_path / "case")
    for name, firings, sensitivity in (("north-liaison", 7919, "secret"), ("south-liaison", 3, "restricted")):
        enter(case, name, "count", where="delta", on="2029-12-01", firings=firings, sensitivity=sensitivity)
    record = case.mechanism.record()

    def look(name: str) -> Unseen:
        viewer = Viewer.named(name, record.signers)
        assert viewer is not None
        return Unseen.of(record, viewer)

    assert look("north-liaison") == unseen()
    assert look("south-liaison").counted == {("delta", date(2029, 12, 1))}
    assert look("south-liaison").weeks == {(date(2029, 11, 26), "north")}
