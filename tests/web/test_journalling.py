from __future__ import annotations

import json
import logging

import pytest
from tests.web.console.visiting import Visitor

from truceline.web.guards import LOG
from truceline.web.journalling import journalling


def lines(capsys) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_an_answer_is_an_object_of_fields_and_names_nobody(reading: Visitor, capsys):
    with journalling("json"):
        answer = reading.get("register?norm=CANARY", headers={"user-agent": "CANARY"})
        reading.post("nowhere/CANARY", data={"words": "CANARY"})
    first, second = map(json.loads, lines(capsys))
    assert first.keys() == {"at", "level", "event", "request", "method", "route", "status", "ms"}
    assert (first["event"], first["method"], first["status"]) == ("answered", "GET", 200)
    assert first["route"] == "/cases/{case}/register"
    assert first["request"] == answer.headers["x-request-id"]
    assert (second["route"], second["status"]) == ("-", 404)
    assert second["request"] != first["request"]


def test_nothing_that_was_sent_stands_in_either_log(reading: Visitor, capsys):
    for style in ("plain", "json"):
        with journalling(style):
            reading.get("register?norm=CANARY", headers={"x-request-id": "CANARY"})
            reading.get("/CANARY")
        told = "\n".join(lines(capsys))
        assert "/cases/{case}/register" in told
        assert "CANARY" not in told
        assert "analyst" not in told


@pytest.mark.parametrize("style", ["plain", "json"])
def test_a_librarys_traceback_is_told_by_its_kind_alone(style, capsys):
    with journalling(style):
        try:
            raise ValueError("CANARY")  # noqa: TRY301 - as a library would
        except ValueError:
            logging.getLogger("uvicorn.error").exception("Exception in ASGI\napplication")
    (line,) = lines(capsys)
    assert "Exception in ASGI application: ValueError" in line
    assert "CANARY" not in line


def test_what_is_not_an_answer_is_told_with_the_request_it_belongs_to(capsys):
    with journalling("json"):
        LOG.error("KeyError at house.py:12", extra={"request": "abc"})
        LOG.warning("accounts does not answer")
    first, second = map(json.loads, lines(capsys))
    assert (first["event"], first["told"], first["request"]) == ("told", "KeyError at house.py:12", "abc")
    assert "request" not in second


def test_the_log_ends_with_the_server(capsys):
    with journalling():
        pass
    LOG.info("after the end")
    assert lines(capsys) == []
