"""An agreement is read once a process, and anew as soon as a file that it rests on says something else."""

from __future__ import annotations

import json

import pytest

from truceline.agreement import remembered as memory
from truceline.agreement.load import load_agreement
from truceline.errors import InputError

MAP = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}}


@pytest.fixture
def mapped(bench):
    """The small agreement with a map and claims of its own."""
    bench.bend(
        "geometry: {status: agreed}}\n  - {id: river",
        "geometry: {status: agreed, file: map.json}}\n  - {id: river",
    )
    bench.put("map.json", json.dumps(MAP))
    bench.load()
    return bench


def test_what_was_read_before_is_not_read_again(mapped):
    assert load_agreement(mapped.path) is load_agreement(mapped.path)


def test_a_changed_agreement_is_read_anew(mapped):
    before = load_agreement(mapped.path)
    mapped.bend("title: Truce on the river", "title: Truce on the lake").load()
    assert load_agreement(mapped.path).title == "Truce on the lake"
    assert before.title == "Truce on the river"


def test_a_map_that_was_spoilt_is_refused_though_the_agreement_was_read_before(mapped):
    load_agreement(mapped.path)
    mapped.put("map.json", "{")
    with pytest.raises(InputError) as caught:
        load_agreement(mapped.path)
    assert caught.value.problems[0].file.endswith("map.json")


def test_claims_that_were_lost_are_missed_though_the_agreement_was_read_before(bench):
    bench.add("examples_file: claims.jsonl\n").put("claims.jsonl", "").load()
    load_agreement(bench.path)
    (bench.folder / "claims.jsonl").unlink()
    with pytest.raises(InputError):
        load_agreement(bench.path)


def test_a_map_that_comes_later_is_looked_at(mapped):
    (mapped.folder / "map.json").unlink()
    load_agreement(mapped.path)
    mapped.put("map.json", "{")
    with pytest.raises(InputError):
        load_agreement(mapped.path)


def test_what_is_wrong_is_told_every_time(bench):
    bench.path.write_text(bench.text.replace("kind: memorandum", "knd: memorandum"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(InputError):
            load_agreement(bench.path)


def test_the_one_read_longest_ago_makes_room(bench, monkeypatch):
    monkeypatch.setattr(memory, "_KEPT", 1)
    bench.load()
    first = load_agreement(bench.path)
    text = bench.text
    bench.bend("title: Truce on the river", "title: Truce on the lake").load()
    load_agreement(bench.path)
    bench.path.write_text(text, encoding="utf-8")
    assert load_agreement(bench.path) is not first
    assert load_agreement(bench.path) == first
