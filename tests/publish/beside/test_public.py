"""What lies beside a public report holds nothing that was kept back, in whatever form a file packs it."""

from __future__ import annotations

import geopandas
import pytest
from tests.publish.release.canaries import leaks
from tests.publish.release.conftest import full  # noqa: F401 - the case full of canaries

from truceline.publish.beside.feed import Told, feed
from truceline.publish.beside.folder import write_beside
from truceline.publish.release.release import released_from


def found(folder, birds):
    """Every canary that is in any file of the folder, by file."""
    told = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix == ".parquet":
            content += geopandas.read_parquet(path).to_json(default=str).encode()
        told[path.relative_to(folder).as_posix()] = leaks(content, birds)
    return told


@pytest.fixture(scope="module")
def public(full):  # noqa: F811
    case, birds, facts = full
    return case, birds, released_from(case, facts)


@pytest.fixture(scope="module")
def folders(full, public, tmp_path_factory):  # noqa: F811
    case, _, private = full
    law = case.law()
    made = {}
    for name, facts in (("private", private), ("public", public[2])):
        made[name] = tmp_path_factory.mktemp("beside") / name
        write_beside(facts, law.agreement, law.atlas, made[name], hxl=True)
    return made


def test_the_files_beside_a_private_report_are_full_of_canaries_and_those_beside_a_public_one_have_none(
    folders, public
):
    _, birds, _ = public
    private = found(folders["private"], birds)
    assert len(private["report.json"]) > 30
    assert len(private["report.xlsx"]) > 30
    assert private["maps/violations.parquet"]
    assert {name: birds for name, birds in found(folders["public"], birds).items() if birds} == {}


def test_a_private_export_holds_no_word_of_a_secret_claim_nor_of_one_that_may_not_be_passed_on(folders, full):  # noqa: F811
    case, _, _ = full
    closed = [one for one in case.ledger.claims() if one.sensitivity == "secret" or one.licence]
    words = [
        word for one in closed for word in (one.claim_id, one.says, *(p.text for p in one.place)) if word
    ]
    assert len(closed) >= 2
    assert {name: said for name, said in found(folders["private"], words).items() if said} == {}


def test_the_feed_and_the_files_of_a_public_report_tell_what_may_be_told(folders, public):
    _, birds, facts = public
    content = feed(
        [Told(facts, "https://mission.example/1")], title="Bulletin", address="https://mission.example/"
    )
    assert leaks(content, birds) == set()
    shapes = geopandas.read_file(folders["public"] / "maps" / "violations.geojson")
    assert len(shapes) == len(facts.now.violations) >= 3
    assert (shapes.radius_km >= facts.released.town_km / 2).all()
