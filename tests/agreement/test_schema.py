"""The schema for editors: what a person may write, with a word about each key."""

from __future__ import annotations

import json

from truceline.agreement.model import Agreement
from truceline.agreement.schema import agreement_schema, keys_at


def test_the_schema_is_plain_json_of_the_2020_dialect():
    schema = agreement_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == {
        field.alias or name for name, field in Agreement.model_fields.items()
    }


def test_keys_are_named_as_people_write_them():
    definitions = agreement_schema()["$defs"]
    assert "from" in definitions["During"]["properties"]
    assert "start" not in definitions["During"]["properties"]


def test_the_caller_may_change_what_it_gets():
    agreement_schema()["$defs"].clear()
    assert agreement_schema()["$defs"]


def test_keys_carry_their_meaning():
    definitions = agreement_schema()["$defs"]
    assert "dormant" in definitions["Duty"]["properties"]["when"]["description"]
    assert "kilometres" in definitions["Geometry"]["properties"]["uncertainty_km"]["description"]


def test_every_norm_may_be_a_table():
    definitions = agreement_schema()["$defs"]
    for name in ("Duty", "Power", "Constitutive", "Rule"):
        assert definitions[name]["properties"]["each"]["items"]["required"] == ["id"]


def test_columns_may_stand_where_values_do_inside_norms_only():
    definitions = agreement_schema()["$defs"]

    def takes_column(definition, key):
        options = definitions[definition]["properties"][key].get("anyOf", [])
        return any(option.get("pattern", "").startswith(r"^\$") for option in options)

    assert takes_column("BeyondLine", "km")
    assert takes_column("BeyondLine", "side")
    assert takes_column("Duty", "bearer")
    assert takes_column("Deadline", "by")
    assert not takes_column("BeyondLine", "check")
    assert not takes_column("Zone", "width_km")
    assert not takes_column("AgreementTest", "as_of")


def test_aliases_may_be_written_short():
    aliases = agreement_schema()["$defs"]["Party"]["properties"]["aliases"]
    assert [option["type"] for option in aliases["anyOf"]] == ["array", "object"]


def test_a_synonym_that_the_loader_takes_is_in_the_schema(bench):
    status = agreement_schema()["$defs"]["Geometry"]["properties"]["status"]
    assert "undetermined" in status["enum"]
    bench.bend(
        "shape: polygon, geometry: {status: agreed}", "shape: polygon, geometry: {status: undetermined}"
    )
    assert bench.load().agreement.zone["strip"].geometry.status == "undelineated"


def test_the_keys_of_a_place_in_the_file_follow_its_kind():
    document = {
        "provisions": [
            {
                "norms": [
                    {
                        "kind": "duty",
                        "test": {"check": "all_of", "tests": [{"check": "judged"}]},
                        "during": {"from": {"at": 1}},
                    },
                    {"kind": "nonsense"},
                ]
            }
        ],
        "parties": [{"aliases": [{"name": "x"}]}],
    }
    schema = agreement_schema()
    norm = ("provisions", 0, "norms", 0)
    assert "bearer" in keys_at(schema, document, norm)
    assert keys_at(schema, document, (*norm, "test", "tests", 0)) == ("check", "question", "rubric")
    assert keys_at(schema, document, (*norm, "during", "from")) == ("at", "after", "days")
    assert keys_at(schema, document, ("provisions", 0, "norms", 1)) == ()
    assert "lang" in keys_at(schema, document, ("parties", 0, "aliases", 0))
