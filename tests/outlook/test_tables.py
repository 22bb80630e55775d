"""The outlook of an attached table is the one of the same table imported."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
import pytest
from pyarrow import parquet
from rich.console import Console
from tests.case.conftest import NOW, line, write_source
from tests.case.test_attaching import reports
from tests.case.test_counting import write

from truceline.bulk import attachment
from truceline.case.attaching import attach, detach
from truceline.case.folder import Case
from truceline.cli.sheets.outlook import outlook_sheet, series_csv
from truceline.core.frame import Frame
from truceline.evidence.query import EvidenceQuery
from truceline.outlook.document import outlook_of, outlook_with_strands
from truceline.outlook.stage import Stage
from truceline.publish.charts.page import outlook_page

TABLE = "reports.csv"
AS_OF = (date(2020, 3, 25), date(2020, 4, 20), date(2020, 5, 20))
FRAME = Frame(as_of=AS_OF[-1])
WIDE = 9


def told(count, seed):
    """Reports by three families of sources, one of which falls silent; now and then one of many days."""
    for number, row in enumerate(reports(count, seed)):
        earlier = timedelta(days=40 if number % 2 else 0)
        start, last = (date.fromisoformat(row[name]) - earlier for name in ("time.start", "time.end"))
        family = ("post", "radio", "paper")[number % 3]
        if family == "radio" and start > date(2020, 4, 1):
            family = "post"
        last = start + timedelta(days=WIDE) if number % 17 == 0 else last
        yield {**row, "source.family": family, "time.start": start.isoformat(), "time.end": last.isoformat()}


@pytest.fixture
def made(tmp_path):
    """A case of another river, in force while the table's rows happened."""
    source = write_source(tmp_path / "source")
    return lambda name: Case.create(tmp_path / name, agreement=source / "river.yaml", clock=lambda: NOW)


@pytest.fixture
def both(made, tmp_path):
    """The same table attached to one case and imported into another."""

    def bring(count=600, seed=7):
        table = write(tmp_path / TABLE, list(told(count, seed)))
        one, other = made("attached"), made("imported")
        attach(one, [table])
        other.import_file(table)
        return one, other

    return bring


@pytest.mark.parametrize("seed", [7, 8])
def test_every_series_is_the_one_of_the_imported_table(both, seed):
    attached, imported = both(seed=seed)
    for on in AS_OF:
        ours = {one.name._replace(table=None): one for one in Stage.of(attached, Frame(as_of=on)).strands()}
        theirs = {one.name: one for one in Stage.of(imported, Frame(as_of=on)).strands()}
        assert ours.keys() == theirs.keys()
        for name, one in ours.items():
            other = theirs[name]
            assert (one.first, one.starts, one.too_wide) == (other.first, other.starts, other.too_wide)
            assert one.raw.tolist() == other.raw.tolist()
            assert one.expected == pytest.approx(other.expected, abs=0.02)
            assert one.observed.exposure.tolist() == other.observed.exposure.tolist()
            assert (one.observed.silent, one.observed.quiet_since) == (
                other.observed.silent,
                other.observed.quiet_since,
            )


def test_there_is_something_to_be_compared(both):
    attached, _ = both()
    whole = next(one for one in Stage.of(attached, FRAME).strands() if one.name.party is None)
    assert whole.raw[: (whole.starts - whole.first).days].sum() > 10
    assert whole.too_wide > 3
    assert {one.family for one in whole.observed.silent} == {"radio"}


def test_comparisons_and_forecasts_follow_and_name_their_table(both):
    attached, imported = both(1200)
    ours, theirs = outlook_of(attached, FRAME), outlook_of(imported, FRAME)
    assert {one.table for one in (*ours.comparisons, *ours.forecasts, *ours.unsaid)} == {TABLE}
    assert (ours.counted, ours.tables, theirs.counted) == ((TABLE,), (), ())
    assert ours.comparisons[0].ratio is not None
    for one, other in zip(ours.comparisons, theirs.comparisons, strict=True):
        assert (one.ratio is None) == (other.ratio is None)
        assert one.ratio is None or one.ratio.ratio == pytest.approx(other.ratio.ratio, abs=0.05)
        assert (one.raw, one.cannot_say) == (other.raw, other.cannot_say)
    assert [one.why for one in ours.unsaid] == [one.why for one in theirs.unsaid]


def test_claims_and_each_table_have_series_of_their_own(both, tmp_path):
    attached, _ = both()
    (tmp_path / "more.jsonl").write_text("".join(line(number) for number in range(5)))
    attached.import_file(tmp_path / "more.jsonl")
    names = {one.name.table for one in Stage.of(attached, FRAME).strands()}
    assert names == {None, TABLE}
    claims = next(one for one in Stage.of(attached, FRAME).strands() if one.name.table is None)
    assert claims.raw.sum() == 5


def test_a_table_without_a_claim_that_bears_on_it_has_its_series_alone(both):
    attached, _ = both()
    assert {one.name.table for one in Stage.of(attached, FRAME).strands()} == {TABLE}


def test_detached_it_counts_no_more(both):
    attached, _ = both()
    detach(attached, TABLE, by="ana", why="to be imported")
    found, strands = outlook_with_strands(attached, FRAME)
    assert (found.counted, found.tables) == ((), ())
    assert all(one.raw.sum() == 0 for one in strands)


def test_before_it_was_attached_nothing_of_it_was_known(both):
    attached, _ = both()
    before = Frame(as_of=AS_OF[0], known_at=NOW - timedelta(days=1))
    assert outlook_of(attached, before).counted == ()


def test_claims_that_were_known_before_their_table_was_attached_are_no_series(made, tmp_path):
    case = made("published")
    published = [{**row, "published_on": row["time.start"]} for row in told(600, 7)]
    with (tmp_path / TABLE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(published[0]))
        writer.writeheader()
        writer.writerows(published)
    attach(case, [tmp_path / TABLE], recorded="published")
    before = Frame(as_of=AS_OF[0], known_at=NOW - timedelta(days=1))
    assert len(list(case.ledger.claims(EvidenceQuery(known_at=before.known_at)))) > 0
    found, strands = outlook_with_strands(case, before)
    assert (found.counted, found.tables) == ((), (TABLE,))
    assert all(one.raw.sum() == 0 for one in strands)


def older(write_down):
    """Write a table down as it was before paces were counted."""

    def to_bytes(variants, _, after):
        whole = parquet.read_table(io.BytesIO(write_down(variants, {}, after)))
        about = json.loads(whole.schema.metadata[b"truceline"])
        kept = whole.filter(~np.isin(whole["bearing"].to_pylist(), ["pace", "too_wide"]))
        kept = kept.replace_schema_metadata(
            {b"truceline": json.dumps({**about, "format": attachment.OLDER[0]}).encode()}
        )
        sink = io.BytesIO()
        parquet.write_table(kept, sink)
        return sink.getvalue()

    return to_bytes


def test_what_was_attached_before_paces_were_counted_is_read_named_and_left_out(made, tmp_path, monkeypatch):
    table = write(tmp_path / TABLE, list(told(200, 7)))
    new, old = made("new"), made("old")
    attach(new, [table])
    monkeypatch.setattr(attachment, "to_bytes", older(attachment.to_bytes))
    attach(old, [table])
    found = outlook_of(old, FRAME)
    assert (found.tables, found.counted) == ((TABLE,), ())
    assert old.assess(FRAME).counted == new.assess(FRAME).counted
    assert {claim.claim_id for claim in old.ledger.claims()} == {
        claim.claim_id for claim in new.ledger.claims()
    }


def test_a_page_and_a_sheet_name_the_table(both):
    attached, _ = both(1200)
    found, strands = outlook_with_strands(attached, FRAME)
    page = outlook_page(attached.agreement, found, strands)
    assert f"(table {TABLE})" in page
    assert "know no provinces" in page
    out = Console(file=io.StringIO(), width=160)
    for part in outlook_sheet(found, attached.agreement):
        out.print(part)
    shown = out.file.getvalue()
    assert f"no-fire ({TABLE})" in shown
    assert f"each by itself: {TABLE}." in shown


def test_csv_names_the_table_last(both):
    attached, _ = both()
    lines = series_csv(Stage.of(attached, FRAME).strands(), str).splitlines()
    assert lines[0].endswith(",table,province")
    assert all(one.endswith(f",{TABLE},") for one in lines[1:])
