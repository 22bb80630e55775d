"""General tables: by a mapping file, or by columns named as the claim's own slots."""

from __future__ import annotations

from datetime import date

import pytest
from tests.intake.making import BOUNDS, table

from truceline.errors import InputError
from truceline.evidence.acts import Act

MAPPING = """\
format: truceline/table/1
file: {delimiter: ";"}
dates: D/M/Y
decimal: ","
missing: [n/a]
columns:
  act: Type
  actor: By
  time.start: Day
  place.text: Where
  place.lat: Lat
  place.lon: Lon
  casualties.killed.best: Dead
  says: Text
constants:
  kind: event
  source.id: mission-forms
  source.family: mission
  source.reliability: B
values:
  act: {Shelling: shell, "Raid": attack, drill: }
  actor: {Army: northland, "River men": river-front}
"""
HEADER = ("Type", "By", "Day", "Where", "Lat", "Lon", "Dead", "Text", "Ignored")
ROW = ("Shelling", "Army", "05/03/2020", "Ford", "11,5", "42,25", "n/a", "Shells fell.", "z")


def form(*rows: tuple[str, ...]) -> str:
    return table(HEADER, *rows, delimiter=";")


def test_a_mapping_file_turns_a_row_into_a_claim(take) -> None:
    taken = take(form(ROW), mapping=MAPPING)
    claim = taken.claim
    assert (taken.reading.kind, taken.issues) == ("table", [])
    assert (claim.act, claim.parties) == (Act.SHELL, {"northland"})
    assert (claim.time.start, claim.time.end) == (date(2020, 3, 5), date(2020, 3, 5))
    assert (claim.place[0].lat, claim.place[0].lon) == (11.5, 42.25)
    assert claim.casualties is None
    assert (claim.source.id, claim.source.reliability) == ("mission-forms", "B")
    assert (claim.evidence.file, claim.evidence.row) == (taken.reading.sha256, 2)


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Type": "Parade"}, "unmapped-value"),
        ({"Type": "Drill"}, "missing-value"),
        ({"Day": "2020-03-05"}, "bad-date"),
        ({"Dead": "some"}, "bad-number"),
        ({"Dead": "-1"}, "bad-value"),
        ({"Dead": "1.000"}, "bad-number"),
        ({"Dead": "1_000"}, "bad-number"),
        ({"Day": ""}, "missing-value"),
        ({"Day": "n/a"}, "missing-value"),
        ({"Day": "05/03/20"}, "ambiguous-date"),
        ({"Day": "05/03/2020 10:00 - 09/03/2020 12:00"}, "bad-date"),
    ],
)
def test_a_row_that_cannot_be_read_is_skipped(take, cells, kind) -> None:
    assert take(form(changed(**cells)), mapping=MAPPING).kinds == [(2, kind, "skipped")]


@pytest.mark.parametrize("style", ["D/M/Y", "M/D/Y", "Y-M-D"])
def test_three_styles_of_date_are_read_when_declared(take, style) -> None:
    day = {"D/M/Y": "05/03/2020", "M/D/Y": "03/05/2020", "Y-M-D": "2020-03-05"}[style]
    taken = take(form(changed(Day=day)), mapping=MAPPING.replace("dates: D/M/Y", f"dates: {style}"))
    assert taken.claim.time.start == date(2020, 3, 5)


def test_three_styles_mixed_in_one_undeclared_file_are_read_or_told_but_never_guessed(take) -> None:
    days = ["2020-03-05", "25/03/2020", "03/25/2020", "05/03/2020", "05/05/2020"]
    taken = take(form(*[changed(Day=day) for day in days]), mapping=MAPPING.replace("dates: D/M/Y\n", ""))
    assert [claim.time.start.isoformat() for claim in taken.claims] == [
        "2020-03-05",
        "2020-03-25",
        "2020-03-25",
        "2020-05-05",
    ]
    assert taken.kinds == [(5, "ambiguous-date", "skipped")]
    assert "2020-03-05 or 2020-05-03" in taken.issues[0].message


def test_swapped_coordinates_leave_the_claim_without_its_point(take) -> None:
    taken = take(form(changed(Lat="42,25", Lon="11,5")), mapping=MAPPING, bounds=BOUNDS)
    assert taken.kinds == [(2, "swapped-coordinates", "flagged")]
    assert not taken.claim.place[0].is_point
    assert taken.claim.place[0].text == "Ford"


def test_half_a_point_is_no_point(take) -> None:
    taken = take(form(changed(Lon="")), mapping=MAPPING)
    assert taken.kinds == [(2, "missing-coordinates", "flagged")]


def test_the_declared_delimiter_is_held_to(take) -> None:
    with pytest.raises(InputError, match=r"fewer than two columns.*Type,By"):
        take(table(HEADER, ROW), mapping=MAPPING)


def test_columns_that_the_table_lacks_are_told_at_once(take) -> None:
    with pytest.raises(InputError) as caught:
        take("Type;By;Day\n1;2;3\n", mapping=MAPPING)
    assert (
        "missing columns: Where, Lat, Lon, Dead, Text (named in mapping.yaml); found: Type, By, Day"
        in str(caught.value)
    )


def test_a_mapping_belongs_to_a_table_only(take) -> None:
    with pytest.raises(InputError, match="not for 'acled'"):
        take(form(ROW), "acled", mapping=MAPPING)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("format: truceline/table/1", "format: 2", 1, "truceline/table/1"),
        ('decimal: ","', 'decimal: ","\nthousands: ","', 5, "the same sign"),
        ('{delimiter: ";"}', "{encoding: utf-16}", 2, "no encoding 'utf-16'"),
        ("dates: D/M/Y", "dates: D/M", 3, "Y-M-D, D/M/Y, M/D/Y"),
        ("dates: D/M/Y", "dates: [[D/M/Y]]", 3, "one plain value"),
        ('decimal: ","', 'decimal: "\'"', 4, "allowed: ., ,"),
        ("missing: [n/a]", "mising: [n/a]", 5, "unknown key"),
        ("  act: Type", "  acts: Type", 7, "is no part of a claim (allowed: act"),
        ("  kind: event", "  kind: evnt", 16, "event, observation, statement, look, decision"),
        ("  source.family: mission\n", "", 6, "neither a column nor a constant for: source.family"),
        ("  kind: event", "  says: x\n  kind: event", 16, "also under `columns`"),
        ("Shelling: shell", "Shelling: shel", 21, "'shel' is no value of act"),
        (
            "Army: northland",
            "Army: southland",
            22,
            "no party 'southland' (allowed: hill-brigade, northland, river-front)",
        ),
        ("  act: {Shelling", "  event: {Shelling", 21, "a value map needs a column"),
        ("  act: {Shelling", "  evnt: {Shelling", 21, "is no part of a claim"),
        ('  actor: {Army: northland, "River men": river-front}', "  actor: Army", 22, "give a mapping"),
        ('{delimiter: ";"}', '{delimiter: ";;"}', 2, "one character"),
        ('{delimiter: ";"}', "{encoding: latin-99}", 2, "no encoding 'latin-99'"),
        ('{delimiter: ";"}', "{encoding: hex}", 2, "no encoding 'hex'"),
        ('file: {delimiter: ";"}', "file: semicolon", 2, "give a mapping of keys"),
        ('file: {delimiter: ";"}', "file: &anchor {}", 2, "anchor"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_line_and_what_is_allowed(take, old, new, line, told) -> None:
    assert old in MAPPING
    with pytest.raises(InputError) as caught:
        take(form(ROW), mapping=MAPPING.replace(old, new))
    assert any(problem.line == line and told in str(problem) for problem in caught.value.problems), str(
        caught.value
    )


def test_everything_wrong_with_a_mapping_is_told_at_once(take) -> None:
    with pytest.raises(InputError) as caught:
        take(
            form(ROW),
            mapping=MAPPING.replace("D/M/Y", "D")
            .replace("shell,", "boom,")
            .replace("kind: event", "kind: x"),
        )
    assert [problem.line for problem in caught.value.problems] == [3, 16, 21]


FLAT = {
    "kind": "event",
    "act": "attack",
    "actor": "Government of Northland; Hill Brigade",
    "time.start": "2020-02-02",
    "place.zone": "strip",
    "source.id": "log",
    "source.family": "log",
    "bears_on": "no-shooting",
    "quantity.best": "3",
    "quantity.approx": "yes",
    "coverage": "0.5",
}


def flat(*rows: dict[str, str], **extra: str) -> str:
    names = {**FLAT, **extra, **(rows[0] if rows else {})}
    return table(list(names), *[list({**FLAT, **extra, **row}.values()) for row in rows or ({},)])


def test_without_a_mapping_columns_are_the_claims_own_slots(take) -> None:
    taken = take(flat())
    claim = taken.claim
    assert (taken.reading.kind, taken.issues) == ("claims", [])
    assert claim.parties == {"northland", "hill-brigade"}
    assert claim.bears_on == ("no-shooting",)
    assert (claim.quantity[0].best, claim.quantity[0].approx, claim.coverage) == (3, True, 0.5)
    assert claim.place[0].zone == "strip"
    assert claim.time.end == date(2020, 2, 2)
    assert take(flat(), "table").reading.kind == "table"


@pytest.mark.parametrize(
    ("cells", "kind", "effect"),
    [
        ({"act": "bombard"}, "unknown-act", "skipped"),
        ({"kind": "rumour"}, "bad-value", "skipped"),
        ({"coverage": "2"}, "bad-value", "skipped"),
        ({"quantity.approx": "maybe"}, "bad-value", "skipped"),
        ({"time.end": "2020-01-01"}, "reversed-dates", "skipped"),
        ({"source.id": ""}, "missing-value", "skipped"),
        ({"recorded_at": "2020-02-02T10:00"}, "bad-date", "skipped"),
        ({"recorded_at": "1538697600"}, "bad-date", "skipped"),
        ({"recorded_at": "9999-12-31T00:00:00Z"}, "implausible-date", "flagged"),
        ({"published_on": "9999-12-31"}, "implausible-date", "flagged"),
        ({"casualties.killed.low": "9", "casualties.killed.best": "1"}, "disordered-bounds", "flagged"),
        ({"quantity.low": "9"}, "disordered-bounds", "flagged"),
        ({"actor": "Lowland Guard"}, "unknown-party", "flagged"),
        ({"place.zone": "moon"}, "unknown-reference", "flagged"),
        ({"bears_on": "no-norm"}, "unknown-reference", "flagged"),
        ({"event": "parade"}, "unknown-reference", "flagged"),
        ({"object.term": "kites"}, "unknown-reference", "flagged"),
    ],
)
def test_a_flat_row_is_checked_against_claim_and_agreement(take, cells, kind, effect) -> None:
    taken = take(flat(cells))
    assert taken.kinds == [(2, kind, effect)]
    assert len(taken.claims) == (effect == "flagged")


def test_evidence_of_its_own_is_not_written_over(take) -> None:
    quoted = take(flat(**{"evidence.quote": "They fired."})).claim
    assert (quoted.evidence.quote, quoted.evidence.row) == ("They fired.", 2)
    cited = take(flat(**{"evidence.cite": "Log, page 3"})).claim
    assert (cited.evidence.cite, cited.evidence.row) == ("Log, page 3", None)


def test_a_since_date_keeps_its_open_end(take) -> None:
    assert take(flat(**{"time.kind": "since"})).claim.time.end is None


def test_missing_and_unknown_columns_are_told(take) -> None:
    with pytest.raises(InputError, match=r"missing columns: source.id, source.family; found: kind, act"):
        take("kind,act\nevent,attack\n", "table")
    with pytest.raises(InputError, match=r"plaice.lat: is no part of a claim \(allowed: place.lat"):
        take(flat(**{"plaice.lat": "1"}))


def test_a_reused_label_is_flagged(take) -> None:
    taken = take(flat({"label": "x"}, {"label": "x", "quantity.best": "4"}))
    assert taken.kinds == [(3, "repeated-id", "flagged")]


def test_a_table_whose_mapping_names_no_day_needs_none(take) -> None:
    taken = take(form(changed(Day="")), mapping=MAPPING.replace("  time.start: Day\n", ""))
    assert taken.issues == []
    assert taken.claim.time.start is None


def test_declared_thousands_are_taken_out(take) -> None:
    taken = take(form(changed(Dead="1.234")), mapping=MAPPING + 'thousands: "."\n')
    assert taken.claim.casualties.killed.best == 1234


def test_a_byte_order_mark_is_left_out_where_utf_8_is_declared(take) -> None:
    mapping = MAPPING.replace('{delimiter: ";"}', '{delimiter: ";", encoding: UTF-8}')
    assert take(b"\xef\xbb\xbf" + form(ROW).encode(), mapping=mapping).issues == []


def test_a_words_table_also_stands_for_numbers(take) -> None:
    mapping = MAPPING + "  casualties.killed.best: {several: 3}\n"
    assert take(form(changed(Dead="Several")), mapping=mapping).claim.casualties.killed.best == 3
