"""`truceline read` and the desk against input that means harm or makes no sense."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

DAY = ("--published", "2030-01-15")
FACT = "The Southern Force shelled the River strip on 14 January 2030."


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(run, case, path, *more):
    done = run("read", case, path, *DAY, "--format", "json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("white.txt", "  \n\n\t ", "holds no text"),
        ("sixteen.txt", FACT.encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("nul.txt", FACT + "\0", "NUL bytes"),
        ("zip.zip", b"PK\x03\x04" + b"\0" * 100, "another kind"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj", "damaged or cut PDF"),
        ("script.html", f"<html><script>{FACT}</script></html>", "holds no text"),
    ],
)
def test_what_holds_no_text_is_told_in_one_line(*, run, river, tmp_path, name, content, told):
    done = run("read", river, written(tmp_path, name, content), *DAY)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert done.stderr.count("error:") == 1
    assert told in done.stderr


def test_ten_thousand_tags_are_read_with_a_doubt(run, river, tmp_path):
    path = written(tmp_path, "deep.html", "<div>" * 10_000 + f"<p>{FACT}</p>")
    printed = read(run, river, path)
    assert [claim["act"] for claim in printed["claims"]] == ["shell"]
    assert "deep-nesting" in {issue["kind"] for issue in printed["issues"]}


@pytest.mark.parametrize("day", ["", "2030-02-30", "15.01.2030", "3018-01-01", "2030-01-15T25:00"])
def test_a_day_that_is_none_is_refused(run, river, tmp_path, day):
    done = run("read", river, written(tmp_path, "r.txt", FACT), "--published", day)
    assert done.exit_code == 2
    assert "--published" in done.stderr


@pytest.mark.parametrize(
    "sentence",
    [
        "The Southern Force denied that it had shelled the River strip.",
        "No shelling of the River strip was recorded on Monday.",
        "The Southern Force would have shelled the River strip had the envoy not come.",
        "Did the Southern Force shell the River strip?",
        "Reports that the Southern Force shelled the River strip could not be verified.",
        "The Southern Force stopped short of shelling the River strip.",
        "The Southern Force neither shelled nor stormed the River strip.",
    ],
)
def test_what_did_not_happen_is_not_told_as_done(run, river, tmp_path, sentence):
    done = [
        claim
        for claim in read(run, river, written(tmp_path, "r.txt", sentence))["claims"]
        if claim["act"] in ("shell", "attack")
        and claim["modality"] in ("asserted", "presupposed")
        and claim["polarity"] == "positive"
        and claim["aspect"] != "not_started"
    ]
    assert done == []


def test_the_words_of_a_report_cannot_become_markup(run, river, tmp_path):
    hostile = f"{FACT} <script>alert('CANARY')</script> <img src=x onerror=alert(1)> </style>"
    page = tmp_path / "page.html"
    source = "<script>alert('SOURCE')</script>"
    path = written(tmp_path, "n<svg onload=x>.txt", hostile)
    done = run("read", river, path, *DAY, "--source", source, "--format", "html", "--out", page)
    assert done.exit_code == 0, done.output
    tags, handlers = [], []

    class Watcher(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)
            handlers.extend(name for name, _ in attrs if name.startswith("on"))

    Watcher().feed(page.read_text())
    assert "img" not in tags
    assert tags.count("script") == 1
    assert handlers == []
    assert "CANARY" in page.read_text()


def test_a_wrong_correction_stores_nothing(run, own_river, tmp_path):
    path = written(tmp_path, "r.txt", FACT)
    run("read", own_river, path, *DAY, "--keep")
    (claim,) = read(run, own_river, path)["claims"]
    for wrong in ("when=2030-13-01", "bogus=1", "act=fly", "status=accepted", "=x", "noequals"):
        done = run("claims", own_river, "edit", claim["claim_id"][:8], wrong)
        assert done.exit_code == 2, wrong
    listed = run("claims", own_river, "list", "--document", "r.txt", "--format", "jsonl").stdout
    assert listed.count("\n") == 1
