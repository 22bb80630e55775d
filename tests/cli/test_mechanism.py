"""`truceline mechanism` from outside: keys, acts from options and files, and what is shown of them."""

from __future__ import annotations

import json

import pytest

from truceline.mechanism.kinds import KINDS

SEND = (
    "--to",
    "south",
    "--subject",
    "Firing at the ford",
    "--text",
    "Who fired?",
    "--made-at",
    "2030-01-14T08:00Z",
)
FILE = """format: truceline/acts/1
acts:
  - kind: send
    message: m-1
    to: south
    subject: Firing at the ford
    text: Who fired?
    made_at: 2030-01-14T08:00:00Z
  - kind: send
    message: m-2
    to: {to}
    subject: Convoy
    text: Tomorrow at nine.
    sensitivity: secret
    made_at: 2030-01-14T09:00:00Z
"""


@pytest.fixture
def posts(run, own_river, tmp_path, monkeypatch):
    """The river case, in which both cells have a key that it trusts; the year is long past 2030."""
    from truceline.ledger.store import Ledger

    monkeypatch.setattr(Ledger, "now", property(lambda _: _moment("2030-02-01T00:00:00+00:00")))
    for party in ("north", "south"):
        key = run("keys", "new", tmp_path / f"{party}.key", "--name", f"{party}-liaison").stdout.strip()
        given = ("--name", f"{party}-liaison", "--role", "liaison", "--party", party, "--since", "2030-01-01")
        done = run("keys", "trust", own_river, key, *given)
        assert done.exit_code == 0, done.output
    return own_river, tmp_path


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


@pytest.fixture
def mechanism(run, posts):
    """Run a command of the mechanism on the river case: `mechanism("send", "m-1", ..., key="north")`."""
    folder, keys = posts

    def call(name, *args, key=None):
        signed = ("--key", keys / f"{key}.key") if key else ()
        return run("mechanism", name, folder, *args, *signed)

    return call


def test_an_act_is_signed_entered_and_shown(mechanism, golden):
    done = mechanism("send", "m-1", *SEND, key="north")
    assert done.exit_code == 0, done.output
    assert "north sends south the message m-1: Firing at the ford." in done.stderr
    assert "1 act entered" in done.stderr
    golden("mechanism-show.txt", mechanism("show").stdout)


def test_one_matter_is_shown_with_its_acts(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    mechanism("acknowledge", "m-1", "--made-at", "2030-01-14T10:00Z", key="south")
    shown = mechanism("show", "message", "m-1").stdout
    assert shown.startswith("message m-1: acknowledged\nnorth to south: Firing at the ford\n")
    assert "south-liaison (south)  acknowledge" in shown


def test_what_was_known_earlier_is_shown_as_it_was(mechanism):
    stated = ("--recorded", "stated")
    mechanism("send", "m-1", *SEND, *stated, key="north")
    mechanism("acknowledge", "m-1", "--made-at", "2030-01-16T10:00Z", *stated, key="south")
    shown = json.loads(mechanism("show", "--known-at", "2030-01-15", "--format", "json").stdout)
    assert [one["state"] for one in shown["matters"]] == ["sent"]


def test_an_act_that_is_not_allowed_is_refused_with_those_that_are(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    done = mechanism("close", "m-1", key="north")
    assert done.exit_code == 2
    assert "message m-1 is sent: it cannot close (allowed: deliver, acknowledge, answer)" in done.stderr


def test_wrong_options_are_told_by_their_names(mechanism):
    done = mechanism("send", "M 1", *SEND, "--about", "nothing", key="north")
    assert done.exit_code == 2
    assert "--message: " in done.stderr
    assert mechanism("send", "m-1", *SEND, "--made-at", "soon", key="north").exit_code == 2


def test_an_act_needs_a_key_that_the_case_trusts(run, posts, mechanism):
    assert "name the key file" in mechanism("send", "m-1", *SEND).stderr
    _, keys = posts
    run("keys", "new", keys / "x.key", "--name", "x")
    done = mechanism("send", "m-1", *SEND, key="x")
    assert done.exit_code == 2
    assert "the case trusts no such key (x) at 2030-01-14" in done.stderr


def test_a_file_of_acts_is_entered_whole_or_not_at_all(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    path.write_text(FILE.format(to="west"))
    done = mechanism("enter", path, key="north")
    assert done.exit_code == 2
    assert f"{path}:9: to: 'west' is no other party of the agreement (allowed: south, mission)" in done.stderr
    assert mechanism("show").stdout == "No matter is on record.\n"
    path.write_text(FILE.format(to="south"))
    assert "2 acts would be entered" in mechanism("enter", path, "--dry-run", key="north").stderr
    assert "2 acts entered" in mechanism("enter", path, key="north").stderr
    assert "0 acts entered, 2 there already" in mechanism("enter", path, key="north").stderr


def test_acts_of_a_file_that_nobody_signed_are_refused(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    common = "    agreement: river-2030\n    party: north\n    signer: north-liaison\n"
    path.write_text(FILE.format(to="south").replace("    to:", common + "    to:"))
    done = mechanism("enter", path)
    assert done.exit_code == 2
    assert done.stderr.count("the act is not signed: give --key") == 2


def test_what_one_cell_signed_the_other_enters(mechanism, tmp_path):
    path, signed = tmp_path / "acts.yaml", tmp_path / "signed.jsonl"
    path.write_text(FILE.format(to="south"))
    signed.write_text(mechanism("sign", path, key="north").stdout)
    assert mechanism("show").stdout == "No matter is on record.\n"
    assert "2 acts entered" in mechanism("enter", signed).stderr
    assert mechanism("acts", "--secret", "--format", "jsonl").stdout == signed.read_text()


def test_secret_matters_are_left_out_unless_asked(mechanism, tmp_path):
    path = tmp_path / "acts.yaml"
    path.write_text(FILE.format(to="south"))
    mechanism("enter", path, key="north")
    for shown in (mechanism("show"), mechanism("acts"), mechanism("show", "--format", "json")):
        assert "m-2" not in shown.stdout
        assert "1 secret, left out" in shown.stderr
    assert "m-2" in mechanism("show", "--secret").stdout


def test_acts_are_listed_and_checked(mechanism):
    assert mechanism("acts").stdout == "No act is on record.\n"
    mechanism("send", "m-1", *SEND, key="north")
    assert "north-liaison (north)  send" in mechanism("acts").stdout
    (one,) = json.loads(mechanism("acts", "--format", "json").stdout)["acts"]
    assert one["deed"]["text"] == "Who fired?"
    done = mechanism("check")
    assert (done.exit_code, done.stderr) == (0, "1 act: every signature holds, every act could be made\n")


def test_an_act_whose_key_turns_out_to_be_another_side_s_is_found(run, posts, mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    folder, keys = posts
    key = json.loads(run("keys", "show", keys / "north.key", "--format", "json").stdout)["key"]
    run("keys", "trust", folder, key, "--name", "north-liaison", "--role", "liaison", "--party", "south")
    done = mechanism("check")
    assert done.exit_code == 1
    assert "what does not hold: 1 of 1 act" in done.stderr
    assert "a key is one side's" in " ".join(done.stdout.split())
    assert "warning: 1 act left out" in mechanism("show").stderr


def test_an_unknown_sort_or_name_is_answered_with_its_neighbours(mechanism):
    mechanism("send", "m-1", *SEND, key="north")
    assert "did you mean message?" in mechanism("show", "mesage").stderr
    assert "no message is called 'm-7' (allowed: m-1)" in mechanism("show", "message", "m-7").stderr
    assert "name one matter" in mechanism("show", "message", "a", "b").stderr


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_command_and_every_option_its_help(run, kind):
    shown = run("mechanism", kind.replace("_", "-"), "--help")
    assert shown.exit_code == 0
    assert "  --key FILE" in shown.stdout


@pytest.mark.parametrize("document", ["deed", "acts", "matters", "acts-shown"])
def test_the_schemas_are_published(run, document):
    assert json.loads(run("schema", document).stdout)["$schema"]


# Lines


WEST = [[[22.0, 40.0], [22.2, 40.0], [22.2, 40.2], [22.0, 40.2], [22.0, 40.0]]]
EAST = [[[22.2, 40.0], [22.4, 40.0], [22.4, 40.2], [22.2, 40.2], [22.2, 40.0]]]
LATER = ("--made-at", "2030-01-14T08:00Z")


def drawing(segment, ring, **said):
    shape = {"type": "Polygon", "coordinates": ring}
    return {"type": "Feature", "id": segment, "properties": said, "geometry": shape}


@pytest.fixture
def lines(mechanism, tmp_path):
    """The strip divided, and both halves drawn from one GeoJSON file."""
    path = tmp_path / "north.geojson"
    features = [drawing("west", WEST, uncertainty_km=0.1), drawing("east", EAST)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    done = mechanism("divide", "strip", "--segments", "west", "--segments", "east", *LATER, key="north")
    assert done.exit_code == 0, done.output
    done = mechanism("draw", "strip", path, "--drawing", "n1", *LATER, key="north")
    assert "2 acts entered" in done.stderr
    return path


def approved(mechanism, *keys, segments=("west", "east"), drawing="n1"):
    for segment in segments:
        for key in keys:
            done = mechanism("approve", "strip", segment, drawing, *LATER, key=key)
            assert done.exit_code == 0, done.output


def test_drawings_go_in_and_out_as_geojson(mechanism, lines, tmp_path):
    approved(mechanism, "north", "south", segments=("west",))
    out = tmp_path / "out.geojson"
    assert "2 drawings of strip" in mechanism("export", "strip", "--out", out).stderr
    west, east = json.loads(out.read_text())["features"]
    assert west["geometry"]["coordinates"] == WEST
    assert west["properties"]["approved_by"] == ["north", "south"]
    assert (west["properties"]["in_force"], east["properties"]["in_force"]) == (True, False)
    assert json.loads(mechanism("export", "strip", "--as-of", "2030-01-01").stdout)["features"]
    other = mechanism("draw", "strip", out, "--drawing", "n2", *LATER, key="north")
    assert other.exit_code == 0, other.output


def test_geodesic_edges_are_signed_as_corners_that_follow_them(mechanism, lines, tmp_path):
    path, out = tmp_path / "arcs.geojson", tmp_path / "out.geojson"
    path.write_text(json.dumps(drawing("west", WEST, edges="geodesic")))
    assert mechanism("draw", "strip", path, "--drawing", "arcs", *LATER, key="north").exit_code == 0
    mechanism("export", "strip", "--out", out)
    (arcs,) = [one for one in json.loads(out.read_text())["features"] if "arcs" in str(one["properties"])]
    (ring,) = arcs["geometry"]["coordinates"]
    assert len(ring) > len(WEST[0])
    assert 40.2 < max(lat for _, lat in ring) < 40.21
    shown = json.loads(mechanism("compare", "strip", "west/n1", "west/arcs", "--format", "json").stdout)
    assert 0.001 < shown["difference"]["apart_km"] < 0.01  # 5 m in the middle of an edge of 17 km


@pytest.mark.parametrize("edges", ["spherical", 3])
def test_edges_of_a_sort_nobody_knows_are_refused(mechanism, lines, tmp_path, edges):
    path = tmp_path / "arcs.geojson"
    path.write_text(json.dumps(drawing("west", WEST, edges=edges)))
    done = mechanism("draw", "strip", path, "--drawing", "arcs", *LATER, key="north")
    assert done.exit_code == 2
    assert "features[0].edges" in done.stderr
    assert "planar, geodesic" in " ".join(done.stderr.split())


def test_two_drawings_are_compared_in_km_and_km2(mechanism, lines):
    shown = mechanism("compare", "strip", "west/n1", "east/n1").stdout
    assert "common, km2" in shown
    approved(mechanism, "north", "south")
    same = json.loads(mechanism("compare", "strip", "in-force", "agreement", "--format", "json").stdout)
    assert same["difference"]["between_km2"] < 0.01
    whole = json.loads(mechanism("compare", "strip", "n1", "agreement", "--format", "json").stdout)
    assert whole["difference"]["apart_km"] < 0.01


def test_a_place_is_located_by_the_lines_in_force_on_the_day(mechanism, lines, run, posts):
    def inside(day):
        found = run("locate", posts[0], "40.15,22.2", "--on", day, "--format", "json")
        (candidate,) = json.loads(found.stdout)["candidates"]
        return next(zone["state"] for zone in candidate["zones"] if zone["zone"] == "strip")

    assert inside("2030-01-20") == "inside"
    lines.write_text(lines.read_text().replace("40.2]", "40.1]"))
    mechanism("draw", "strip", lines, "--drawing", "n2", *LATER, key="north")
    approved(mechanism, "north", "south", drawing="n2")
    assert (inside("2030-01-10"), inside("2030-01-20")) == ("inside", "outside")


def test_wrong_names_of_drawings_and_zones_are_told(mechanism, lines):
    done = mechanism("compare", "strip", "west/n9", "agreement")
    assert done.exit_code == 2
    assert "strip has no drawing 'west/n9' (allowed: west/n1, east/n1)" in done.stderr
    assert "no boundary is called 'strop'; did you mean strip?" in mechanism("export", "strop").stderr
    assert "moon is not drawn" in mechanism("compare", "moon", "agreement", "agreement").stderr
    assert "is not an ISO day" in mechanism("export", "strip", "--as-of", "soon").stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{oops", "not valid JSON"),
        ('{"type": "Point"}', "is no FeatureCollection with features"),
        ('{"type": "FeatureCollection", "features": [7]}', "features[0]: is no Feature"),
        ('{"type": "Feature", "geometry": null}', "does not name its segment"),
        ('{"type": "Feature", "id": "west"}', "does not name its drawing"),
        ('{"type": "Feature", "id": "west", "properties": {"drawing": "n7"}}', "--geometry: "),
    ],
)
def test_a_file_that_is_no_map_of_segments_is_told(mechanism, lines, tmp_path, text, told):
    path = tmp_path / "wrong.geojson"
    path.write_text(text)
    done = mechanism("draw", "strip", path, key="north")
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_geometry_may_come_from_a_file_of_its_own(mechanism, lines, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": WEST}))
    done = mechanism("propose", "strip", "west", "n2", "--geometry", path, *LATER, key="north")
    assert done.exit_code == 0, done.output
    path.write_text("type: Polygon\ntype: Point\n")
    assert (
        "given twice" in mechanism("propose", "strip", "west", "n3", "--geometry", path, key="north").stderr
    )


def test_an_assessment_says_how_the_lines_stand(run, posts, mechanism, lines):
    folder, _ = posts
    approved(mechanism, "north")
    told = run("assess", folder, "--as-of", "2030-01-16").stdout
    assert "proposed and not in force (0 of 2 segments approved, wanting south)" in " ".join(told.split())
    approved(mechanism, "south")
    told = run("assess", folder, "--as-of", "2030-01-16").stdout
    assert "approved and in force (2 of 2 segments approved by north and south)" in " ".join(told.split())
    assert run("assess", folder, "--as-of", "2030-01-16", "--without", "north-guns-out").exit_code == 0


# Time and waiting


def test_more_time_is_shown_with_its_instrument_once_both_grant_it(run, posts, mechanism):
    folder, _ = posts
    asked = ("--norms", "fords-open", "--until", "2030-01-31", "--why", "High water.", *LATER)
    mechanism("request", "e-1", *asked, key="south")
    mechanism("grant", "e-1", *LATER, key="south")
    half = mechanism("show", "extension", "e-1").stdout
    assert half.startswith("extension e-1: half granted")
    assert "north silent" in half
    assert "2030-01-31" not in run("assess", folder, "--as-of", "2030-01-20").stdout
    mechanism("grant", "e-1", *LATER, key="north")
    assert mechanism("show", "extension", "e-1").stdout.startswith("extension e-1: granted")
    shown = run("explain", folder, "fords-open", "--as-of", "2030-01-20").stdout
    assert "Due 2030-01-31" in shown
    assert "north grants the extension e-1." in shown
    only = run("assess", folder, "--as-of", "2030-01-20", "--instruments", "truce,extension-e-1")
    assert only.exit_code == 0, only.output


def test_waits_are_shown_by_direction_and_step(mechanism):
    assert mechanism("waits").stdout == "No message is on record.\n"
    mechanism("send", "m-1", *SEND, key="north")
    mechanism("deliver", "m-1", "--made-at", "2030-01-14T10:30Z", key="south")
    shown = mechanism("waits").stdout
    assert "north  south  deliver" in shown
    (first, *_) = json.loads(mechanism("waits", "--format", "json").stdout)["waits"]
    assert (first["median_h"], first["open"]) == (2.5, 0)


# Patrols


PLAN = ("--zone", "strip", "--starts", "2030-01-10T06:00:00Z", "--ends", "2030-01-10T09:00:00Z")
SEEN = ("--started", "2030-01-10T06:00:00Z", "--ended", "2030-01-10T08:00:00Z", "--covered", "0.8")


def test_a_patrol_is_hidden_until_it_is_over_and_then_counts_in_its_week(mechanism):
    done = mechanism("plan", "p-1", *PLAN, "--made-at", "2030-01-09T06:00Z", key="north")
    assert done.exit_code == 0, done.output
    assert "p-1" not in mechanism("show").stdout
    assert mechanism("coverage", "strip").stdout == "No patrol of it is on record as done.\n"
    mechanism("finish", "p-1", *SEEN, "--none-of", "guns", *LATER, key="north")
    assert "done" in mechanism("show", "patrol").stdout
    shown = mechanism("coverage", "strip").stdout
    assert "2030-01-07        1    2.0" in shown
    (week,) = json.loads(mechanism("coverage", "strip", "--format", "json").stdout)["weeks"]
    assert (week["patrols"], week["most_covered"]) == (1, 0.8)


def test_the_plan_of_a_patrol_stays_secret_in_json_too(mechanism):
    mechanism("plan", "p-1", *PLAN, "--made-at", "2030-01-09T06:00Z", key="north")
    mechanism("finish", "p-1", *SEEN, *LATER, key="north")
    (shown,) = json.loads(mechanism("show", "patrol", "p-1", "--format", "json").stdout)["matters"]
    assert [one["deed"]["kind"] for one in shown["acts"]] == ["finish"]
    (whole,) = json.loads(mechanism("show", "patrol", "p-1", "--secret", "--format", "json").stdout)[
        "matters"
    ]
    assert len(whole["acts"]) == 2


def test_the_sides_figures_are_compared_by_week(mechanism):
    assert mechanism("counts").stdout == "No two sides have given figures.\n"
    mechanism("count", "hama", "2030-01-07", "--firings", "3", *LATER, key="north")
    done = mechanism("count", "hama", "2030-01-07", "--firings", "2", *LATER, key="south")
    assert done.exit_code == 0, done.output
    assert "2030-01-07  north  south" in mechanism("counts").stdout
    (week,) = json.loads(mechanism("counts", "--format", "json").stdout)["weeks"]
    assert (week["both"], week["same"]) == (1, 0)


def test_what_was_seen_since_a_withdrawal_was_declared_is_shown_with_its_depth(mechanism, golden):
    declared = ("--what", "guns", "--count", "12", "--leaves", "strip", "--by", "2030-01-10")
    assert mechanism("sightings").stdout == "No withdrawal is on record.\n"
    mechanism("declare", "w-1", *declared, "--made-at", "2030-01-05T08:00Z", key="south")
    golden("mechanism-sightings.txt", mechanism("sightings", "w-1").stdout)
    (one,) = json.loads(mechanism("sightings", "--format", "json").stdout)["withdrawals"]
    assert one["seen"][0]["depth_km"] == pytest.approx(11.1, abs=0.05)
    mechanism("declare", "w-2", *declared, "--made-at", "2030-01-30T08:00Z", key="south")
    assert "Nothing of the kind was seen since." in mechanism("sightings", "w-2").stdout


# For somebody in particular


def test_a_list_may_be_made_for_one_who_sees_no_more_than_they_may(mechanism, run, posts, tmp_path):
    mechanism("send", "m-1", *SEND, key="north")
    mine = mechanism("acts", "--for", "south-liaison", "--format", "jsonl")
    assert mine.stdout == mechanism("acts", "--format", "jsonl").stdout
    nothing = mechanism("show", "--for", "public")
    assert "No matter is on record." in nothing.stdout
    assert nothing.stderr == ""
    assert mechanism("acts", "--for", "public", "--format", "jsonl").stdout == ""


@pytest.mark.parametrize("asked", [("--for", "south-liaison"), ()])
def test_a_secret_figure_is_in_nothing_that_is_shown_without_it(mechanism, asked):
    day = ("count", "hama", "2030-01-07", *LATER, "--firings")
    mechanism(*day, "3", key="south")
    mechanism(*day, "3", "--sensitivity", "secret", key="north")
    for layout in ("table", "json"):
        shown = mechanism("show", "tally", "hama.2030-01-07", *asked, "--format", layout)
        assert "one side" in shown.stdout, shown.output
        assert "north" not in shown.stdout
        assert ("1 secret, left out" in shown.stderr) == (asked == ())
    assert "south 3" in mechanism("show", *asked).stdout
    if not asked:
        assert "north 3, south 3" in mechanism("show", "--secret").stdout
    else:
        assert "No two sides" in mechanism("counts", *asked).stdout


@pytest.mark.parametrize("asked", [("--for", "south-liaison"), ()])
def test_what_was_granted_in_secret_is_in_nothing_that_is_shown_without_it(mechanism, asked):
    norms = ("--norms", "fords-open", "--until", "2030-01-31", "--why", "The river is high.", *LATER)
    mechanism("request", "e-1", *norms, key="south")
    hidden = ("--until", "2030-01-27", "--sensitivity", "secret", *LATER)
    done = mechanism("grant", "e-1", *hidden, key="north")
    assert done.exit_code == 0, done.output
    for names in (("extension", "e-1"), ()):
        for layout in ("table", "json"):
            shown = mechanism("show", *names, *asked, "--format", layout)
            assert "asked" in shown.stdout, shown.output
            assert "half granted" not in shown.stdout
            assert "2030-01-27" not in shown.stdout
            assert ("1 secret, left out" in shown.stderr) == (asked == ())
    if not asked:
        assert "grants until 2030-01-27" in mechanism("show", "--secret").stdout


def test_nobody_unknown_is_shown_anything(mechanism):
    wrong = mechanism("show", "--for", "souht-liaison")
    assert wrong.exit_code == 2
    assert "--for: no trusted signer is called 'souht-liaison'" in wrong.stderr
    assert "south-liaison" in wrong.stderr
    both = mechanism("acts", "--for", "south-liaison", "--secret")
    assert (both.exit_code, "leave it out" in both.stderr) == (2, True)


def test_no_command_has_an_option_for_a_remark_on_people(mechanism, run):
    assert "--note" not in run("mechanism", "come-back", "--help").stdout
    assert "--note" in run("mechanism", "route", "--help").stdout


def test_acts_that_leave_and_secret_ones_that_are_looked_at_are_entered(mechanism, posts, tmp_path):
    from truceline.ledger.store import Ledger

    (tmp_path / "acts.yaml").write_text(FILE.format(to="south"))
    assert mechanism("enter", tmp_path / "acts.yaml", key="north").exit_code == 0
    for command in (("acts",), ("show",), ("acts", "--for", "public", "--format", "jsonl")):
        assert mechanism(*command).exit_code == 0
    assert Ledger.open(posts[0] / "ledger.sqlite").disclosures() == ()
    mechanism("acts", "--format", "jsonl", "--by", "ana")
    mechanism("acts", "--secret", "--by", "ana")
    mechanism("show", "--secret", "--format", "json", "--by", "ana")
    found = Ledger.open(posts[0] / "ledger.sqlite").disclosures()
    assert [(one.outlet, tuple(one.rows)) for one in found] == [
        ("acts", (1, 0)),
        ("screen", (1, 1)),
        ("acts", (1, 1)),
    ]


# What is not public, and who asked


def entered(run, folder):
    """Outlet, restricted and secret rows, and who, of everything that left or was shown."""
    told = json.loads(run("ledger", "disclosures", folder, "--format", "json").stdout)["disclosures"]
    return [(one["outlet"], one["restricted"], one["secret"], one["by"]) for one in told]


DECLARED = ("--what", "guns", "--count", "12", "--leaves", "strip", "--by", "2030-01-10")
FIGURES = {
    "waits": (("send", "m-1", *SEND), ("waits",)),
    "coverage": (("finish", "p-1", *SEEN, *LATER), ("coverage", "strip")),
    "counts": (("count", "hama", "2030-01-07", "--firings", "3", *LATER), ("counts",)),
    "sightings": (("declare", "w-1", *DECLARED, "--made-at", "2030-01-05T08:00Z"), ("sightings",)),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_of_restricted_acts_leave_as_data_with_an_entry_and_are_shown_without(
    mechanism, run, posts, figure
):
    act, asked = FIGURES[figure]
    if figure == "coverage":
        mechanism("plan", "p-1", *PLAN, "--made-at", "2030-01-09T06:00Z", key="north")
    assert mechanism(*act, key="north").exit_code == 0
    assert mechanism(*asked, "--by", "ana").exit_code == 0
    assert entered(run, posts[0]) == []
    assert mechanism(*asked, "--format", "json", "--by", "ana").exit_code == 0
    assert entered(run, posts[0]) == [("figures", 1, 0, "ana")]
    assert run("ledger", "verify", posts[0]).exit_code == 0


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_of_secret_acts_are_not_even_shown_without_an_entry(mechanism, run, posts, figure):
    act, asked = FIGURES[figure]
    if figure == "coverage":
        mechanism("plan", "p-1", *PLAN, "--made-at", "2030-01-09T06:00Z", key="north")
    done = mechanism(*act, "--sensitivity", "secret", key="north")
    assert done.exit_code == 0, done.output
    shown = mechanism(*asked, "--by", "ben")
    assert "that you looked is entry" in shown.stderr
    assert entered(run, posts[0]) == [("screen", 0, 1, "ben")]


SHELLED = {
    "label": "unseen", "kind": "event", "act": "shell", "says": "Shells fell.", "published_on": "2030-01-07",
    "place": [{"text": "Hama", "adm1": "hama"}], "time": {"start": "2030-01-07", "end": "2030-01-07"},
    "source": {"id": "watch", "family": "watch", "reliability": "B", "credibility": 2},
    "evidence": {"cite": "notebook"}, "sensitivity": "secret",
}  # fmt: skip


def test_incidents_told_in_secret_stand_beside_figures_with_an_entry_or_are_said_to_be_withheld(
    mechanism, run, posts, tmp_path
):
    for key in ("north", "south"):
        mechanism("count", "hama", "2030-01-07", "--firings", "3", *LATER, "--sensitivity", "public", key=key)
    (tmp_path / "unseen.jsonl").write_text(json.dumps(SHELLED) + "\n")
    assert run("import", posts[0], tmp_path / "unseen.jsonl").exit_code == 0
    handed = mechanism("counts", "--for", "south-liaison", "--by", "ana")
    assert "without 1 incident that others report in secret" in handed.stdout, handed.output
    (week,) = json.loads(mechanism("counts", "--for", "public", "--format", "json").stdout)["weeks"]
    assert (week["others"], week["withheld"]) == (0, 1)
    assert entered(run, posts[0]) == []
    shown = mechanism("counts", "--format", "json", "--by", "ben")
    (week,) = json.loads(shown.stdout)["weeks"]
    assert (week["others"], week["withheld"]) == (1, 0)
    assert entered(run, posts[0]) == [("figures", 0, 1, "ben")]


def test_a_sighting_that_is_secret_is_told_with_an_entry(mechanism, run, posts, tmp_path, tiny_claims):
    folder = posts[0]
    told = next(one for one in map(json.loads, tiny_claims) if one["act"] == "presence")
    told |= {"label": "unseen", "says": "Twelve guns stood there.", "sensitivity": "secret"}
    path = tmp_path / "unseen.jsonl"
    path.write_text(json.dumps(told) + "\n")
    assert run("import", folder, path, "--recorded", "stated").exit_code == 0
    mechanism("declare", "w-1", *DECLARED, "--made-at", "2030-01-05T08:00Z", key="south")
    assert "Twelve guns" in mechanism("sightings", "--by", "ben").stdout
    assert entered(run, folder) == [("screen", 1, 1, "ben")]
