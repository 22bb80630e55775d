"""`truceline outlook` from outside."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from tests.cli.conftest import TINY, invoke
from tests.outlook.conftest import BY_SOUTH, TRUCE, look, shell, shelling
from tests.publish.reading import Page

from truceline.core.canonical import digest, digest_bytes
from truceline.evidence.claim import Place, Source


@pytest.fixture(scope="module")
def shelled(tmp_path_factory):
    """The river case with a year of shelling before the truce and two months since."""
    folder = tmp_path_factory.mktemp("shelled")
    assert invoke("new", folder / "river", "--agreement", TINY / "agreement.yaml").exit_code == 0
    rng = np.random.default_rng(1)
    claims = shelling(TRUCE - timedelta(days=365), rng.poisson(3.0, 365))
    claims += shelling(TRUCE, rng.poisson(1.0, 60))
    lines = (claim.model_dump_json(exclude_none=True) + "\n" for claim in claims)
    (folder / "shells.jsonl").write_text("".join(lines))
    done = invoke("import", folder / "river", folder / "shells.jsonl")
    assert done.exit_code == 0, done.output
    return folder / "river"


AS_OF = ("--as-of", "2030-03-01")


def test_what_changed_and_what_may_come_is_shown(run, shelled, golden):
    shown = run("outlook", shelled, *AS_OF)
    assert shown.exit_code == 0, shown.output
    golden("outlook.txt", shown.stdout)


def test_json_has_every_figure(run, shelled):
    found = json.loads(run("outlook", shelled, *AS_OF, "--format", "json").stdout)
    whole = next(one for one in found["comparisons"] if one["party"] is None)
    assert whole["ratio"]["low"] < whole["ratio"]["ratio"] < whole["ratio"]["high"]
    assert [one["days"] for one in found["forecasts"]] == [7, 14, 30]


def test_csv_is_the_daily_series(run, shelled):
    rows = list(csv.DictReader(StringIO(run("outlook", shelled, *AS_OF, "--format", "csv").stdout)))
    whole = [row for row in rows if not row["party"]]
    assert (whole[0]["day"], whole[-1]["day"]) == ("2029-01-01", "2030-03-01")
    assert sum(float(row["reports"]) for row in whole) > 1000


def test_csv_and_table_tell_provinces_apart(run, shelled, tmp_path):
    import shutil

    folder = shutil.copytree(shelled, tmp_path / "river")
    ford = Place(text="the ford", lat=40.1, lon=22.2, radius_m=100.0, adm1="Upper")
    claims = [shell(TRUCE - timedelta(days=day), 900, place=(ford,)) for day in range(1, 100)]
    lines = (one.model_dump_json(exclude_none=True) + "\n" for one in claims)
    (tmp_path / "upper.jsonl").write_text("".join(lines))
    assert run("import", folder, tmp_path / "upper.jsonl").exit_code == 0
    rows = list(csv.DictReader(StringIO(run("outlook", folder, *AS_OF, "--format", "csv").stdout)))
    upper = [row for row in rows if row["province"] == "Upper"]
    assert sum(float(row["expected"]) for row in upper) == pytest.approx(99)
    assert {row["reports"] for row in upper} == {""}
    assert {row["province"] for row in rows} == {"", "-", "Upper"}
    shown = run("outlook", folder, *AS_OF).stdout
    assert "What may come, by province" in shown
    assert "Upper" in shown


def test_html_is_a_page_of_charts(run, shelled, tmp_path):
    shown = run("outlook", shelled, *AS_OF, "--format", "html")
    assert shown.exit_code == 0, shown.output
    seen = Page(shown.stdout)
    assert {"changed-chart-t", "went-chart-t"} <= {one.attributes.get("id") for one in seen.all("title")}
    out = tmp_path / "outlook.html"
    written = run("outlook", shelled, *AS_OF, "--format", "html", "--out", out)
    assert (written.exit_code, out.read_text()) == (0, shown.stdout)


def test_a_page_is_never_written_over_the_case(run, shelled):
    before = (shelled / "case.json").read_bytes()
    refused = run("outlook", shelled, *AS_OF, "--format", "html", "--out", shelled / "case.json")
    assert (refused.exit_code, "is a file of the case" in refused.stderr) == (2, True)
    assert (shelled / "case.json").read_bytes() == before


def test_a_case_without_a_claim_has_a_page_that_says_so(run, tmp_path):
    assert run("new", tmp_path / "bare", "--agreement", TINY / "agreement.yaml").exit_code == 0
    shown = run("outlook", tmp_path / "bare", *AS_OF, "--format", "html")
    assert shown.exit_code == 0, shown.output
    assert "no comparison" in Page(shown.stdout).one("section", id="unsaid").text


def test_what_cannot_be_said_is_said_with_what_is_missing(run, shelled):
    shown = run("outlook", shelled, "--as-of", "2030-01-05").stdout
    assert "no comparison; 5 days were observed since: 9 more needed" in shown


def test_before_the_agreement_there_is_nothing_to_compare(run, shelled):
    shown = run("outlook", shelled, "--as-of", "2029-06-01")
    assert (shown.exit_code, "there is nothing to compare" in shown.stdout) == (0, True)


def test_what_is_supposed_is_marked_and_never_issued(run, shelled, tmp_path):
    what_if = tmp_path / "what-if.jsonl"
    shells = shelling(TRUCE + timedelta(days=50), [9])
    what_if.write_text("".join(one.model_dump_json(exclude_none=True) + "\n" for one in shells))
    shown = run("outlook", shelled, *AS_OF, "--suppose", what_if)
    assert "Rests on 9 supposed claims." in shown.stdout
    page = run("outlook", shelled, *AS_OF, "--suppose", what_if, "--format", "html").stdout
    assert "what would be, not what is" in Page(page).one("p", class_="supposed").text
    refused = run("outlook", shelled, *AS_OF, "--suppose", what_if, "--issue", "ana")
    assert (refused.exit_code, "is never issued" in refused.stderr) == (2, True)


def test_what_would_change_stands_beside_today_with_its_grounds(run, shelled, tmp_path):
    what_if = tmp_path / "what-if.jsonl"
    by_south = {**BY_SOUTH, "source": Source(id="m", family="m", reliability="A", credibility=1)}
    shells = [shell(TRUCE + timedelta(days=55), number, **by_south) for number in range(300, 312)]
    what_if.write_text("".join(one.model_dump_json(exclude_none=True) + "\n" for one in shells))
    shown = run("outlook", shelled, *AS_OF, "--suppose", what_if).stdout
    assert "What the supposed claims would change" in shown
    assert "A shell, number 300." in shown
    found = json.loads(run("outlook", shelled, *AS_OF, "--suppose", what_if, "--format", "json").stdout)
    whole = next(one for one in found["statuses"] if one["party"] is None)
    assert whole["standing"] == ["presumed_kept", "breached"]
    assert {one["supposed"] for one in whole["because"]} == {True}
    week = next(one for one in found["forecasts"] if one["days"] == 7)
    assert week["median"][1] > week["median"][0]


def test_a_page_sets_what_would_change_side_by_side_with_its_proof(run, shelled, tmp_path):
    what_if = tmp_path / "what-if.jsonl"
    by_south = {**BY_SOUTH, "source": Source(id="m", family="m", reliability="A", credibility=1)}
    shells = [shell(TRUCE + timedelta(days=55), number, **by_south) for number in range(300, 312)]
    what_if.write_text("".join(one.model_dump_json(exclude_none=True) + "\n" for one in shells))
    shown = run("outlook", shelled, *AS_OF, "--suppose", what_if, "--format", "html")
    assert shown.exit_code == 0, shown.output
    seen = Page(shown.stdout)
    (whole,) = (row.text for row in seen.all("tr") if "A shell, number" in row.text)
    assert whole.index("Presumed kept") < whole.index("Breached") < whole.index("A shell, number")
    assert "and 9\N{NO-BREAK SPACE}more claims" in whole
    (proof,) = seen.all("details", class_="proof")
    assert "Supposed" in proof.text
    assert "Half below, now" in seen.one("section", id="would-change").text


def test_supposed_claims_that_bear_on_nothing_change_nothing(run, shelled, tmp_path):
    what_if = tmp_path / "what-if.jsonl"
    far = Place(text="far", lat=10.0, lon=10.0, radius_m=100.0)
    what_if.write_text(shell(TRUCE, 400, place=(far,)).model_dump_json(exclude_none=True) + "\n")
    shown = run("outlook", shelled, *AS_OF, "--suppose", what_if).stdout
    assert shown.rstrip().endswith("Nothing.")
    page = run("outlook", shelled, *AS_OF, "--suppose", what_if, "--format", "html").stdout
    assert "They change nothing." in Page(page).one("section", id="would-change").text


def test_of_days_long_past_nothing_is_issued(run, shelled):
    refused = run("outlook", shelled, "--as-of", "2030-03-01", "--issue", "ana")
    assert refused.exit_code == 2
    assert "--as-of" in refused.stderr
    assert "0 outlooks issued" in run("outlook", shelled, *AS_OF, "--scores").stdout


def test_issued_and_scored(run, shelled, tmp_path, monkeypatch):
    import shutil
    from datetime import UTC, datetime

    from truceline.ledger.store import Ledger

    folder = shutil.copytree(shelled, tmp_path / "river")
    monkeypatch.setattr(Ledger, "now", property(lambda _: datetime(2030, 2, 1, 6, tzinfo=UTC)))
    issued = run("outlook", folder, "--as-of", "2030-01-31", "--issue", "ana")
    assert "issued; position" in issued.stderr
    assert (
        "issued before; nothing was added"
        in run("outlook", folder, "--as-of", "2030-01-31", "--issue", "ana").stderr
    )
    scores = run("outlook", folder, *AS_OF, "--scores")
    assert "1 outlook issued; forecasts scored: 2, still open: 1" in scores.stdout
    page = Page(run("outlook", folder, *AS_OF, "--format", "html").stdout)
    assert any("Forecasts issued, and what then came" in one.text for one in page.all("h3"))
    found = json.loads(run("outlook", folder, *AS_OF, "--scores", "--format", "json").stdout)
    assert [one["days"] for one in found["records"]] == [7, 14]


def test_chances_of_promises_are_shown_and_scored(run, shelled, tmp_path, monkeypatch):
    import shutil
    from datetime import UTC, date, datetime

    from truceline.ledger.store import Ledger

    folder = shutil.copytree(shelled, tmp_path / "river")
    (tmp_path / "look.jsonl").write_text(
        look("north", date(2030, 1, 5), 1).model_dump_json(exclude_none=True)
    )
    monkeypatch.setattr(Ledger, "now", property(lambda _: datetime(2030, 1, 7, 6, tzinfo=UTC)))
    assert run("import", folder, tmp_path / "look.jsonl").exit_code == 0
    shown = run("outlook", folder, "--as-of", "2030-01-06", "--issue", "ana").stdout
    assert "Kept in time?" in shown
    assert "yes, as shown so far" in shown
    monkeypatch.setattr(Ledger, "now", property(lambda _: datetime(2030, 2, 1, 6, tzinfo=UTC)))
    scores = run("outlook", folder, "--as-of", "2030-01-31", "--scores").stdout
    assert "being kept in time" in scores
    assert "getting more time" in scores


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--without", "x"), "an outlook leaves no claim out"),
        (("--before", "0"), "--before"),
        (("--scores", "--format", "csv"), "scores have no csv"),
        (("--scores", "--format", "html"), "scores have no html"),
        (("--out", "x.csv", "--format", "csv"), "goes with --format html"),
        (("--as-of", "yesterday"), "is not an ISO day"),
    ],
)
def test_wrong_options_are_told(run, shelled, args, told):
    wrong = run("outlook", shelled, *args)
    assert (wrong.exit_code, told in wrong.stderr) == (2, True)


def test_without_the_extra_it_says_what_to_install(run, shelled, monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    refused = run("outlook", shelled, *AS_OF)
    assert refused.exit_code == 2
    assert "pip install 'truceline[outlook]'" in refused.stderr


@pytest.fixture
def told(run, shelled, tmp_path):
    """A function that adds a claim of a sensitivity to a copy of the case."""
    import shutil

    folder = shutil.copytree(shelled, tmp_path / "river")

    def tell(sensitivity):
        (one,) = shelling(TRUCE + timedelta(days=5), [1])
        kept = one.model_copy(update={"sensitivity": sensitivity, "says": f"a {sensitivity} one"})
        (tmp_path / "one.jsonl").write_text(kept.model_dump_json(exclude_none=True) + "\n")
        assert run("import", folder, tmp_path / "one.jsonl").exit_code == 0
        return folder

    return tell


def entered(run, folder):
    told = json.loads(run("ledger", "disclosures", folder, "--format", "json").stdout)["disclosures"]
    return [(one["outlet"], one["restricted"], one["secret"], one["by"]) for one in told]


@pytest.mark.parametrize("layout", ["json", "csv", "html"])
def test_an_outlook_that_counts_what_is_restricted_leaves_with_an_entry(run, told, layout):
    folder = told("restricted")
    done = run("outlook", folder, *AS_OF, "--format", layout, "--by", "ana")
    assert (done.exit_code, "that they left is entry" in done.stderr) == (0, True)
    assert entered(run, folder) == [("figures", 1, 0, "ana")]


def test_a_page_of_an_outlook_leaves_with_an_entry_of_its_digest(run, told, tmp_path):
    folder, page = told("restricted"), tmp_path / "page.html"
    run("outlook", folder, *AS_OF, "--format", "html", "--out", page, "--by", "ana")
    (one,) = json.loads(run("ledger", "disclosures", folder, "--format", "json").stdout)["disclosures"]
    files = {page.name: digest_bytes(page.read_bytes())}
    assert one["sha256"] in (digest_bytes(page.read_bytes()), digest(files))


def test_only_what_is_secret_is_noted_of_an_outlook_on_the_screen(run, told):
    folder = told("restricted")
    assert run("outlook", folder, *AS_OF).exit_code == 0
    assert entered(run, folder) == []
    told("secret")
    assert "that you looked is entry" in run("outlook", folder, *AS_OF, "--by", "ben").stderr
    assert entered(run, folder) == [("screen", 1, 1, "ben")]


def test_scores_of_forecasts_that_count_what_is_not_public_are_entered_too(run, told):
    folder = told("secret")
    assert "that you looked is entry" in run("outlook", folder, *AS_OF, "--scores", "--by", "ben").stderr
    left = run("outlook", folder, *AS_OF, "--scores", "--format", "json", "--by", "ana")
    assert json.loads(left.stdout)["format"] == "truceline/outlook-scores/1"
    assert entered(run, folder) == [("screen", 0, 1, "ben"), ("figures", 0, 1, "ana")]


def test_supposed_claims_are_no_rows_that_leave(run, shelled, tmp_path):
    (one,) = shelling(TRUCE + timedelta(days=5), [1])
    what_if = tmp_path / "what-if.jsonl"
    secret = one.model_copy(update={"sensitivity": "secret"})
    what_if.write_text(secret.model_dump_json(exclude_none=True) + "\n")
    done = run("outlook", shelled, *AS_OF, "--suppose", what_if, "--format", "json")
    assert done.exit_code == 0, done.output
    assert entered(run, shelled) == []
