"""An event coded anew in a later release of its data set counts once."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from tests.case.conftest import NOW, line

from truceline.case.folder import Case
from truceline.evidence.claim import Status
from truceline.evidence.query import EvidenceQuery

HEAD = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,"
    "latitude,longitude,notes,source,fatalities\n"
)
LATER = NOW + timedelta(days=30)


def row(number=77, who="Southland", killed=3, notes="heard"):
    what = "Explosions/Remote violence,Shelling/artillery/missile attack"
    return f"RIV{number},10 March 2020,{what},{who},Civilians,35.1,36.2,{notes},Post,{killed}\n"


@pytest.fixture
def moments():
    return [NOW]


@pytest.fixture
def river(source, tmp_path, moments):
    return Case.create(tmp_path / "case", agreement=source / "river.yaml", clock=lambda: moments[-1])


@pytest.fixture
def bring(river, tmp_path):
    """Import rows from a new file."""

    def bring(*rows, name="export.csv", content=None, **options):
        path = tmp_path / name
        path.write_bytes(content or (HEAD + "".join(rows)).encode())
        report = river.import_file(path, **options)
        return report.added, report.replaced, report.already_there

    return bring


def standing(case, **query):
    claims = case.ledger.claims(EvidenceQuery(**query))
    return [(c.actor[0].party, c.casualties.killed.best) for c in claims if c.status is Status.ACCEPTED]


def test_the_same_rows_in_other_bytes_add_nothing(bring, river):
    assert bring(row()) == (1, 0, 0)
    text = HEAD + row()
    assert bring(name="packed.csv.gz", content=gzip.compress(text.encode())) == (0, 0, 1)
    assert bring(name="dos.csv", content=text.replace("\n", "\r\n").encode()) == (0, 0, 1)
    assert bring(row(76), row(), name="longer.csv") == (1, 0, 1)
    assert len(standing(river)) == 2


def test_a_row_coded_anew_takes_the_place_of_its_older_coding(bring, river, moments):
    bring(row(), row(78))
    moments.append(LATER)
    assert bring(row(who="Northland", killed=0), row(78), name="new.csv") == (1, 1, 1)
    assert standing(river) == [("south", 3), ("north", 0)]
    assert standing(river, known_at=NOW) == [("south", 3), ("south", 3)]


def test_importing_old_and_new_releases_again_adds_nothing(bring, river):
    old, new = row(), row(killed=5)
    bring(old)
    bring(new, name="new.csv")
    assert bring(old) == bring(new, name="new.csv") == (0, 0, 1)
    assert standing(river) == [("south", 5)]


def test_a_coding_taken_back_by_a_third_release_stands_again(bring, river):
    bring(row())
    bring(row(killed=5), name="second.csv")
    assert bring(row(), row(79), name="third.csv") == (2, 1, 0)
    assert standing(river) == [("south", 3), ("south", 3)]
    assert bring(row(killed=5), name="second.csv") == (0, 0, 1)


def test_other_notes_on_an_event_are_a_new_coding(bring):
    bring(row())
    assert bring(row(notes="heard and seen"), name="new.csv") == (1, 1, 0)


def test_a_dry_run_counts_what_the_import_then_does(bring):
    bring(row(), row(78))
    rows = (row(), row(78, killed=9), row(79))
    assert bring(*rows, name="new.csv", dry_run=True) == bring(*rows, name="new.csv") == (2, 1, 1)


def test_what_a_reviewer_turned_down_does_not_come_back_in_other_bytes(bring, river):
    bring(row())
    (claim,) = river.ledger.claims()
    river.ledger.decide(claim.claim_id, Status.REJECTED, "ana", "a training shot")
    assert bring(row(), row(78), name="again.csv") == (1, 0, 1)
    assert bring(row(killed=9), name="new.csv") == (1, 0, 0)


def test_what_an_analyst_corrected_does_not_come_back_in_other_bytes(bring, river, tmp_path):
    bring(row())
    (claim,) = river.ledger.claims()
    path = tmp_path / "mine.jsonl"
    path.write_text(line(1, supersedes=claim.claim_id))
    river.import_file(path)
    assert bring(row(), row(78), name="again.csv") == (1, 0, 1)


def test_an_id_that_a_file_gives_twice_is_matched_row_by_row(bring, river):
    bring(row(killed=1), row(killed=2))
    assert bring(row(killed=1), row(killed=7), name="new.csv") == (1, 1, 1)
    assert standing(river) == [("south", 1), ("south", 7)]


def test_a_file_that_came_in_before_brings_no_older_coding_back(bring, river):
    bring(row())
    bring(row(), row(78), name="longer.csv")
    bring(row(killed=5), row(78), name="new.csv")
    assert bring(row(), row(78), name="longer.csv") == (0, 0, 2)
    assert ("south", 5) in standing(river)


def test_claims_of_other_sources_are_no_older_coding(bring, river, claims_file):
    claims_file.write_text(line(1, incident="acled:RIV77"))
    river.import_file(claims_file)
    assert bring(row()) == (1, 0, 0)
