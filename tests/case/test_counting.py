"""A long table is counted as the case itself would count its rows, were they imported one by one."""

import csv
import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from truceline.assess.scales import MEASURES
from truceline.bulk import assessing, tally
from truceline.bulk.assessing import assess_rows, assess_table, physical
from truceline.bulk.measures import ONE
from truceline.bulk.reference import assess_slowly
from truceline.bulk.tables import Source
from truceline.bulk.tally import merged
from truceline.case import setups
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import InputError

COLUMNS = (
    *("label", "kind", "act", "actor", "target", "attribution_grade", "polarity", "modality", "object.term"),
    *("place.lon", "place.lat", "place.radius_m", "time.start", "time.end", "time.kind"),
    *("casualties.killed.low", "casualties.killed.best", "casualties.killed.high"),
    *("source.id", "source.family", "says"),
)
SIDES = ("Northland", "Southland", "Northland; Southland", "unknown gunmen", "Strangers", "")
EPOCH = date(1970, 1, 1).toordinal()
FRAME = Frame(as_of=date(2020, 4, 20))


def rows(count, seed=7):
    """Random reports: of any act, by anybody, in and round the strip, before, in and after the time asked."""
    rng = random.Random(seed)  # noqa: S311 - a made-up table, no secret
    for number in range(count):
        start = date(2020, 2, 20) + timedelta(days=rng.randrange(80))
        days = rng.choice([0, 0, 0, 1, 5])
        low = rng.randrange(4)
        yield {
            "label": f"r{number}",
            "kind": "event",
            "act": rng.choice(["shell", "shell", "meet", "presence", "clash"]),
            "actor": rng.choice(SIDES),
            "target": rng.choice(["", "Northland", "Southland"]),
            "attribution_grade": rng.choice(["none", "claimed", "confirmed"]),
            "polarity": rng.choice(["positive"] * 5 + ["negative"]),
            "modality": rng.choice(["asserted"] * 5 + ["intended"]),
            "object.term": rng.choice(["", "guns"]),
            "place.lon": round(rng.uniform(35.9, 36.6), 3),
            "place.lat": round(rng.uniform(34.95, 35.25), 3),
            "place.radius_m": rng.choice([0, 100, 1500, 8000, 30000]),
            "time.start": start.isoformat(),
            "time.end": (start + timedelta(days=days)).isoformat(),
            "time.kind": "during" if days == 5 else "on",
            "casualties.killed.low": low,
            "casualties.killed.best": low + rng.randrange(3),
            "casualties.killed.high": low + 3,
            "source.id": "post",
            "source.family": f"family-{number}",
            "says": f"report number {number}",
        }


def write(path, given):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(given)
    return path


@pytest.fixture
def table(tmp_path):
    return write(tmp_path / "reports.csv", rows(400))


def counted(case, path, **options):
    source = Source(path)
    setup, _ = setup_of(case, FRAME, path, source.schema, **options)
    return setup, assess_table(setup, source)


def same(one, other):
    return {line: (days.tolist(), counts.tolist()) for line, (days, counts) in one.counts.items()} == {
        line: (days.tolist(), counts.tolist()) for line, (days, counts) in other.counts.items()
    } and likeliest(one) == likeliest(other)


def likeliest(tally):
    return {line: tally.likeliest(line) for line in tally.best}


def test_every_row_counts_as_its_claim_would(case, table):
    _, found = counted(case, table)
    case.import_file(table)
    slow = Counter()
    for entry in case.assess(FRAME).violations:
        slow[entry.norm, entry.bearing, ""] += 1
        if entry.bearing == "breach":
            slow.update((entry.norm, "breach", party) for party in entry.committed_by)
    fast = {
        (line.norm, line.bearing, line.party): int(total[0])
        for line, total in found.tally.totals().items()
        if line.norm == "no-fire"
    }
    assert fast == {key: count for key, count in slow.items() if key[0] == "no-fire"}
    assert {key[1] for key in fast} == {"breach", "not_attributed", "no_breach"}


def test_sightings_count_by_whose_they_are(case, table):
    _, found = counted(case, table)
    totals = {(line.bearing, line.party) for line in found.tally.counts if line.norm == "guns-out"}
    assert {("breach", ""), ("breach", "south"), ("not_attributed", "")} <= totals


def test_what_was_promised_counts_as_done_by_each(case, table):
    _, found = counted(case, table)
    done = {(line.bearing, line.party) for line in found.tally.counts if line.norm == "they-meet"}
    assert done == {("done", "")}


def test_the_likeliest_row_of_a_day_is_the_one_the_register_shows_as_surest(case, table):
    setup, found = counted(case, table)
    lines = [line for line in found.tally.best if line.norm == "no-fire" and not line.party]
    duty = next(one for one in setup.obligations if one.norm == "no-fire")
    case.import_file(table)
    shown = defaultdict(dict)
    for entry in case.assess(FRAME).violations:
        if entry.norm == "no-fire":
            row = int(entry.claims[0].rests_on.split("row ")[1])
            for day in range(entry.start.toordinal(), entry.end.toordinal() + 1):
                shown[entry.bearing, day - EPOCH][row] = entry.p_inside
    for line in lines:
        for day, (chance, row) in found.tally.likeliest(line).items():
            chances = shown.pop((line.bearing, day))
            assert chance / ONE == pytest.approx(chances[row], abs=0.01)
            assert chance / ONE > max(chances.values()) - 0.01
    assert not {day for _, day in shown if duty.first <= day <= duty.last}


@pytest.mark.parametrize("days", ["spread", "first"])
@pytest.mark.parametrize("window", [True, False])
def test_plain_numpy_counts_the_same_to_the_bit(case, table, days, window):
    setup, found = counted(case, table, days=days, window=window)
    assert same(found.tally, assess_slowly(setup, Source(table).batches(setup.columns)))


def test_threads_and_batches_change_no_bit(case, table):
    setup, found = counted(case, table)
    for threads, size in ((1, 400), (3, 7), (2, 64)):
        batches = Source(table).batches(setup.columns, size)
        assert same(found.tally, assess_rows(setup, batches, threads=threads).tally)


def test_what_was_learnt_of_one_table_changes_no_bit_of_the_next(case, table, tmp_path, monkeypatch):
    tables = [table, write(tmp_path / "more.csv", rows(150, seed=8)), table]
    one_after_another = [counted(case, path)[1] for path in tables]
    for path, found in zip(tables, one_after_another, strict=True):
        monkeypatch.setattr(setups, "_setups", [])
        alone = counted(case, path)[1]
        assert same(found.tally, alone.tally)
        assert found.issues == alone.issues


def test_what_has_grown_large_is_not_kept_for_the_next_table(case, table, monkeypatch):
    assert len(counted(case, table)[0].idle) == 1
    monkeypatch.setattr(assessing, "_KEPT_WORDS", 1)
    assert counted(case, table)[0].idle == []


def test_series_that_share_no_slots_count_the_same(case, table, monkeypatch):
    _, shared = counted(case, table)
    monkeypatch.setattr(tally, "MOST_DAYS", 0)
    monkeypatch.setattr(setups, "_setups", [])
    _, apart = counted(case, table)
    assert same(shared.tally, apart.tally)


def test_places_that_recur_count_as_any_other(case, tmp_path):
    spots = [(36.0 + n / 30, 35.0 + n / 100) for n in range(6)]
    given = list(rows(300))
    for number, row in enumerate(given):
        row["place.lon"], row["place.lat"] = spots[number % len(spots)]
    path = write(tmp_path / "towns.csv", given)
    setup, found = counted(case, path)
    assert same(found.tally, assess_slowly(setup, Source(path).batches(setup.columns)))


def test_parts_of_a_file_add_up_to_the_whole(case, table):
    setup, found = counted(case, table)
    batches = list(Source(table).batches(setup.columns, 150))
    first, parts = 2, []
    for batch in batches:
        parts.append(assess_rows(setup, [batch], first).tally)
        first += batch.num_rows
    assert len(parts) == 3
    assert same(found.tally, merged(parts))


def test_what_was_added_can_be_taken_off_again(case, table, tmp_path):
    more = write(tmp_path / "more.csv", rows(150, seed=8))
    setup, found = counted(case, table)
    added = assess_table(setup, Source(more)).tally
    back = found.tally.plus(added).minus(added)
    assert same(found.tally, back)


def test_days_of_a_long_event_share_it_and_lose_nothing(case, tmp_path):
    given = next(rows(1)) | {
        "act": "shell",
        "actor": "Southland",
        "target": "Northland",
        "attribution_grade": "confirmed",
        "polarity": "positive",
        "modality": "asserted",
        "object.term": "",
        "place.lon": 36.25,
        "place.lat": 35.1,
        "place.radius_m": 0,
        "time.start": "2020-03-10",
        "time.end": "2020-03-12",
        "time.kind": "during",
        "casualties.killed.low": 1,
        "casualties.killed.best": 2,
        "casualties.killed.high": 5,
    }
    path = write(tmp_path / "long.csv", [given])
    _, found = counted(case, path)
    by_all = next(line for line in found.tally.counts if line.norm == "no-fire" and not line.party)
    days, counts = found.tally.counts[by_all]
    assert len(days) == 3
    whole = dict(zip(MEASURES, (counts.sum(axis=0)).tolist(), strict=True))
    assert whole == {
        "rows": 1,
        **dict.fromkeys(("certain", "inside", "expected"), ONE),
        "low": ONE,
        "best": 2 * ONE,
        "high": 5 * ONE,
        "least": ONE,
        "most": 5 * ONE,
    }
    assert max(counts[:, 3]) - min(counts[:, 3]) <= 1
    _, first = counted(case, path, days="first")
    assert len(first.tally.counts[by_all][0]) == 1


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("act", "dance", "bad-value"),
        ("time.start", "soon", "bad-date"),
        ("time.end", "2020-01-01", "reversed-dates"),
        ("casualties.killed.best", "many", "bad-count"),
        ("casualties.killed.low", "9", "disordered-toll"),
        ("place.lat", "", "missing-coordinates"),
    ],
)
def test_a_doubtful_row_is_counted_and_named(case, tmp_path, column, cell, told):
    given = [*rows(3)]
    given[1] |= {"act": "shell", column: cell}
    _, found = counted(case, write(tmp_path / "bad.csv", given))
    assert found.rows == 3
    assert found.issues.first == {told: [3]}


def test_ragged_rows_do_not_shift_the_numbers_of_others(case, tmp_path):
    path = write(tmp_path / "ragged.csv", rows(3))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(2, "too,short")
    lines[4] = lines[4].replace("2020-", "soon-")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, found = counted(case, path)
    assert found.issues.first == {"ragged-row": [3], "bad-date": [5]}
    assert [physical(row, [3, 4]) for row in (2, 3, 4)] == [2, 5, 6]


def test_a_table_that_does_not_say_who_did_what_is_refused(case, tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("lon,lat,date\n36,35,2020-03-10\n", encoding="utf-8")
    with pytest.raises(InputError, match="not plain what this is"):
        counted(case, path)


def test_where_nothing_is_drawn_rows_count_wherever_they_lie(source, tmp_path, table):
    text = (source / "river.yaml").read_text()
    start, end = text.index("zones:"), text.index("gazetteer")
    text = (
        (text[:start] + text[end:])
        .replace(", where: strip}", "}")
        .replace("check: none_present, what: guns", "check: event_occurred, event: meeting")
    )
    (source / "river.yaml").write_text(text)
    case = Case.create(tmp_path / "nowhere", agreement=source / "river.yaml")
    _, found = counted(case, table)
    totals = found.tally.totals()
    assert sum(int(total[0]) for line, total in totals.items() if line.norm == "no-fire") > 0
    assert all(total[1] == total[3] for total in totals.values()), "all of them surely count"
