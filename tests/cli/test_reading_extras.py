"""`truceline read --with`: extras are asked for by name, told apart when missing, and off by default."""

from __future__ import annotations

import json
import sys

import pytest
from tests.reading.extras.serving import MODEL, Raw, answering, proposal, serving

DAY = ("--published", "2030-01-15", "--format", "json")
TEXT = "The Southern Force glorped the River strip.\n"
KEY = "sk-very-secret"


@pytest.fixture
def report(tmp_path, monkeypatch):
    for name in ("TRUCELINE_LLM_URL", "TRUCELINE_LLM_MODEL", "TRUCELINE_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kinds(done):
    return [issue["kind"] for issue in json.loads(done.stdout)["issues"]]


def test_a_models_proposals_come_with_its_name(run, river, report):
    with serving(answering(proposal())) as stub:
        done = run("read", river, report, *DAY, "--with", "llm", "--llm-url", stub.url, "--llm-model", MODEL)
    assert done.exit_code == 0, done.output
    (claim,) = json.loads(done.stdout)["claims"]
    assert (claim["made_by"]["model"], claim["status"]) == (MODEL, "proposed")
    assert "off this machine" not in done.stderr


def test_address_model_and_key_come_from_the_environment(run, river, report, monkeypatch):
    with serving(lambda _: Raw(401)) as stub:
        monkeypatch.setenv("TRUCELINE_LLM_URL", stub.url)
        monkeypatch.setenv("TRUCELINE_LLM_MODEL", MODEL)
        monkeypatch.setenv("TRUCELINE_LLM_KEY", KEY)
        done = run("read", river, report, *DAY, "--with", "llm")
    assert done.exit_code == 0, done.output
    assert stub.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in done.output
    assert "model-http-error" in kinds(done)


def test_nothing_is_asked_unless_it_is_called_for(run, river, report, monkeypatch):
    with serving(answering(proposal())) as stub:
        monkeypatch.setenv("TRUCELINE_LLM_URL", stub.url)
        monkeypatch.setenv("TRUCELINE_LLM_MODEL", MODEL)
        assert run("read", river, report, *DAY).exit_code == 0
    assert stub.asked == []


def test_another_machine_needs_leave(run, river, report):
    done = run(
        "read",
        river,
        report,
        "--with",
        "llm",
        "--llm-url",
        "https://models.example.org/v1",
        "--llm-model",
        "m",
    )
    assert done.exit_code == 2
    assert "text would leave this one" in done.stderr
    assert "--llm-remote" in done.stderr


def test_with_leave_it_is_said_plainly_that_the_text_leaves(run, river, report, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    url = "https://models.invalid/v1"
    done = run(
        "read", river, report, *DAY, "--with", "llm", "--llm-url", url, "--llm-model", "m", "--llm-remote"
    )
    assert done.exit_code == 0, done.output
    assert "the report's sentences are sent to models.invalid, off this machine" in done.stderr
    assert "model-unreachable" in kinds(done)


def test_what_a_model_needs_is_told_at_once(run, river, report):
    done = run("read", river, report, "--with", "llm")
    assert done.exit_code == 2
    assert "--llm-url" in done.stderr
    assert "--llm-model" in done.stderr


@pytest.mark.parametrize(
    "option", [("--llm-url", "http://localhost/v1"), ("--llm-model", "m"), ("--llm-remote",)]
)
def test_a_models_options_without_it_are_a_mistake(run, river, report, option):
    done = run("read", river, report, *option)
    assert done.exit_code == 2
    assert "--with llm" in done.stderr


def test_without_spacy_it_is_told_how_to_get_it(run, river, report, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    done = run("read", river, report, "--with", "spacy")
    assert done.exit_code == 2
    assert "pip install 'truceline[spacy]'" in done.stderr
