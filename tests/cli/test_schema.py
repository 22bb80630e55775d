from __future__ import annotations

import json

import pytest

from truceline.cli.schema import DOCUMENTS


@pytest.mark.parametrize("document", sorted(DOCUMENTS))
def test_every_document_has_a_published_schema(run, document):
    schema = json.loads(run("schema", document).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["properties"]


def test_an_unknown_document_is_answered_with_those_there_are(run):
    shown = run("schema", "treaty")
    assert shown.exit_code == 2
    assert "'agreement'" in shown.stderr


@pytest.mark.parametrize(
    ("document", "args"),
    [
        ("assessment", ["assess", "--as-of", "2030-01-16"]),
        ("register", ["register", "--as-of", "2030-01-16"]),
        ("postures", ["posture", "--as-of", "2030-01-16"]),
        ("issues", ["issues"]),
        ("located", ["locate", "40.1,22.2"]),
    ],
)
def test_what_is_printed_has_the_keys_that_its_schema_requires(run, river, document, args):
    schema = json.loads(run("schema", document).stdout)
    command, *rest = args
    printed = json.loads(run(command, river, *rest, "--format", "json").stdout)
    assert set(schema["required"]) <= set(printed) <= set(schema["properties"])
