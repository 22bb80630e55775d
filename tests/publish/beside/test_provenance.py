from __future__ import annotations

import json

from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity, ProvMembership
from tests.publish.beside.making import HOSTILE, empty, facts, quotes, released
from tests.publish.making import assessment, cited, entry

from truceline.assess.result import TableRef
from truceline.publish.beside.provenance import provenance
from truceline.publish.report.facts import KEPT_BACK


def read(told=None):
    made = provenance(told or facts())
    document = ProvDocument.deserialize(content=made.prov_json.decode(), format="json")
    assert document == ProvDocument.deserialize(content=made.prov_n.decode(), format="provn")
    return document


def typed(document, name):
    found = [
        one for one in document.get_records(ProvEntity) if f"tl:{name}" in map(str, one.get_asserted_types())
    ]
    return [{str(key): value for key, value in one.attributes} for one in found]


def test_the_report_leads_back_to_the_encoding_and_the_claims():
    document = read()
    kinds = {str(one.identifier).split(":")[1].partition("-")[0] for one in document.get_records(ProvEntity)}
    assert kinds == {"report", "assessment", "encoding", "claims", "claim"}
    activities = {
        str(one.identifier).split(":")[1].partition("-")[0] for one in document.get_records(ProvActivity)
    }
    assert activities == {"assessing", "reporting"}
    (claims,) = typed(document, "Claims")
    assert (claims["tl:cited"], claims["tl:kept_back"]) == (2, 0)
    assert len(list(document.get_records(ProvMembership))) == 2
    assert len(list(document.get_records(ProvDerivation))) == 2


def test_a_program_is_the_only_agent():
    (agent,) = read().get_records(ProvAgent)
    assert [str(kind) for kind in agent.get_asserted_types()] == ["prov:SoftwareAgent"]
    assert "truceline 0.1.0" in agent.label


def test_claims_stand_in_it_by_their_ids_and_none_of_their_words():
    made = provenance(facts())
    told = made.prov_json + made.prov_n
    assert b"Claim 1." not in told
    assert b"Guns were seen." not in told
    assert f"{1:064x}".encode() in told


def test_of_claims_that_may_not_be_passed_on_the_number_alone_is_told():
    now = assessment(violations=(entry(1), entry(2, claims=(cited(2),))))
    kept = quotes(now)
    kept[f"{2:064x}"] = kept[f"{2:064x}"].model_copy(update={"licence": KEPT_BACK})
    document = read(facts(now=now, quotes=kept))
    (claims,) = typed(document, "Claims")
    assert (claims["tl:cited"], claims["tl:kept_back"]) == (2, 1)
    assert f"{2:064x}" not in document.get_provn()


def test_the_assessment_says_what_it_takes_to_replay_it():
    (one,) = typed(read(), "Assessment")
    assert (one["tl:as_of"], one["tl:readings"], one["tl:ledger_position"]) == (
        "2030-02-10",
        "depth=narrow",
        9,
    )
    (encoding,) = typed(read(), "Encoding")
    assert (encoding["tl:sha256"], encoding["tl:revision"]) == ("d" * 64, 2)


def test_attached_tables_were_used():
    table = TableRef(
        name="ged", sha256="a" * 64, rows=5, issues=0, attached_at="2030-02-03T00:00:00Z", used=True
    )
    now = assessment(tables=(table,))
    (one,) = typed(read(facts(now=now, quotes=quotes(now))), "Table")
    assert one["tl:sha256"] == "a" * 64


def test_a_public_report_was_made_from_a_private_one_of_which_nothing_is_told():
    document = read(facts(released=released()))
    reports = typed(document, "Report")
    assert len(reports) == 3  # the public one, the private one, the one before
    activities = {
        str(one.identifier).split(":")[1].partition("-")[0] for one in document.get_records(ProvActivity)
    }
    assert activities == {"assessing", "reporting", "releasing"}
    private = next(one for one in reports if one["prov:label"] == "The private report")
    assert "tl:as_of" not in private
    assert "72" in document.get_provn()


def test_a_report_has_one_name_in_its_own_trail_and_in_that_of_the_next():
    (one,) = (one for one in typed_ids(read(facts(previous=None))) if one)
    before = facts(previous="weekly-2030-02-10", report="weekly-2030-02-17")
    assert one in typed_ids(read(before))


def typed_ids(document):
    return [
        str(one.identifier)
        for one in document.get_records(ProvEntity)
        if "thing:report" in str(one.identifier)
    ]


def test_an_empty_report_and_a_hostile_one_can_be_read():
    assert typed(read(empty()), "Report")
    now = assessment()
    odd = now.model_copy(
        update={"agreement": now.agreement.model_copy(update={"id": HOSTILE, "title": HOSTILE})}
    )
    document = read(facts(now=odd, title=HOSTILE, report=HOSTILE))
    assert len(typed(document, "Encoding")) == 1


def test_equal_facts_give_equal_bytes():
    assert provenance(facts()) == provenance(facts())
    assert json.loads(provenance(facts()).prov_json)["prefix"]["tl"] == "urn:truceline:terms:"
