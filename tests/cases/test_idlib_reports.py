"""The bundled reports read as somebody who knows the case would read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.assess.matching import told_as_fact
from truceline.case.bundles import REPORTS, bundle_path
from truceline.case.folder import Case
from truceline.case.reading import keep, read_report
from truceline.cli.main import app
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Modality
from truceline.reading.reader import Reading

FOLDER = bundle_path("idlib-2018") / REPORTS
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.name != "README.md")
PUBLISHED = {
    "afp.txt": "2018-10-15",
    "hts-statement.txt": "2018-10-14",
    "iswnews.txt": "2018-10-08",
    "kremlin.txt": "2018-10-18",
    "local-media.txt": "2018-10-01",
    "russian-mod-bulletin.txt": "2019-01-20",
    "sohr.txt": "2018-11-25",
    "turkish-defence-minister.md": "2019-03-08",
    "who.html": "2018-10-26",
}


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    return Case.create(tmp_path_factory.mktemp("reports") / "case", bundle="idlib-2018")


@pytest.fixture(scope="module")
def readings(case) -> dict[str, Reading]:
    """Every report as `truceline read CASE CASE/reports/FILE` reads it."""
    folder = case.folder / REPORTS
    return {name: read_report(case, (folder / name).read_bytes(), name) for name in NAMES}


def sentence(claim: Claim) -> str:
    return " ".join((claim.evidence.quote or "").split())


def parties(claim: Claim) -> set[str]:
    return {actor.party for actor in claim.actor if actor.party}


@dataclass(frozen=True)
class Told:
    """What one sentence should be read as saying; None: not looked at."""

    file: str
    words: str
    act: str
    who: tuple[str, ...] | None = None
    modality: str = "asserted"
    polarity: str = "positive"
    where: str | None = None
    when: tuple[str | None, str | None] | None = None
    count: int | None = None
    killed: int | None = None
    word_of: str | None = None

    def __str__(self) -> str:
        return f"{self.file}: {self.act} in '{self.words}'"

    def is_met_by(self, claim: Claim) -> bool:
        said = claim.attribution
        times = tuple(day.isoformat() if day else None for day in (claim.time.start, claim.time.end))
        names = {name for place in claim.place for name in (place.zone, place.base, place.text)}
        dead = claim.casualties.killed if claim.casualties else None
        return (
            (claim.act, claim.modality, claim.polarity) == (self.act, self.modality, self.polarity)
            and (self.who is None or parties(claim) == set(self.who))
            and (self.where is None or self.where in names)
            and (self.when is None or times == self.when)
            and (self.count is None or self.count in {one.best for one in claim.quantity})
            and (self.killed is None or (dead is not None and dead.best == self.killed))
            and (self.word_of is None or self.word_of in (said.party, said.by))
        )


def day(text: str) -> tuple[str, str]:
    return text, text


BY_10, BY_15 = (None, "2018-10-10"), (None, "2018-10-15")
WIRE, BLOG, KREMLIN = "afp.txt", "iswnews.txt", "kremlin.txt"
LOCAL, BULLETIN, SOHR = "local-media.txt", "russian-mod-bulletin.txt", "sohr.txt"
HTS, MINISTER, WHO = "hts-statement.txt", "turkish-defence-minister.md", "who.html"
JAN_20 = day("2019-01-20")

TOLD = (
    Told(WIRE, "passed on Monday", "withdraw", ("radical-groups",), polarity="negative"),
    Told(WIRE, "passed on Monday", "withdraw", modality="required", where="dmz"),
    Told(WIRE, "had to be withdrawn", "withdraw", modality="required", when=BY_10),
    Told(WIRE, "No withdrawal of radical", "withdraw", polarity="negative", where="dmz"),
    Told(WIRE, "mortars fired", "shell", (), where="Hama governorate", when=day("2018-10-13")),
    Told(WIRE, "mortars fired", "kill", (), when=day("2018-10-13"), killed=2),
    Told(WIRE, "came under fire", "shell", (), where="Aleppo"),
    Told(WIRE, "welcomed the effort", "support", ("hts",)),
    Told(WIRE, "refused to give up", "refuse", ("hts",)),
    Told(WIRE, "refused to give up", "withdraw", ("hts",), modality="refused"),
    Told(WIRE, "quietly moved", "withdraw", ("hts",)),
    Told(WIRE, "was complete", "withdraw", (), word_of="turkey"),
    Told(BLOG, "must be taken out", "withdraw", modality="required", when=BY_10, word_of="agreement"),
    Told(BLOG, "began to withdraw", "withdraw", ("nfl",), when=day("2018-10-06")),
    Told(BLOG, "have not withdrawn", "withdraw", ("hts", "hurras-al-din", "tip"), polarity="negative"),
    Told(BLOG, "have already rejected", "reject", ("hurras-al-din", "tip")),
    Told(BLOG, "today!", "withdraw", ("opposition",), when=day("2018-10-08")),
    Told(BLOG, "will return to the control", "restore_control", modality="expected", word_of="syria-gov"),
    Told(KREMLIN, "had to leave", "withdraw", modality="required", when=BY_10),
    Told(KREMLIN, "had to leave", "withdraw", ("radical-groups",), modality="required", when=BY_15),
    Told(KREMLIN, "Turkey is doing its part.", "comply", ("turkey",), word_of="russia"),
    Told(KREMLIN, "Is Turkey doing its part?", "comply", ("turkey",), modality="possible"),
    Told(KREMLIN, "Not all heavy weapons", "withdraw", polarity="negative", where="dmz", word_of="russia"),
    Told(KREMLIN, "Not all of the militants", "withdraw", polarity="negative", where="dmz", word_of="russia"),
    Told(LOCAL, "machine-gun fire", "shell", (), where="Lairmoun", when=day("2018-10-01")),
    Told(LOCAL, "Shelling was also heard", "shell", (), where="Lairmoun"),
    Told(LOCAL, "recorded firing", "shell", (), where="Al-Lataminah", when=day("2018-09-28")),
    Told(LOCAL, "pulled back a first part", "withdraw", ("faylaq-al-sham",)),
    Told(LOCAL, "denied on the same day", "withdraw", polarity="negative", word_of="nfl"),
    Told(LOCAL, "weapons must leave", "withdraw", modality="required", when=BY_10, where="dmz"),
    Told(LOCAL, "weapons must leave", "withdraw", ("radical-groups",), modality="required", when=BY_15),
    Told(BULLETIN, "Russian side", "violate", (), where="Latakia governorate", count=2, word_of="russia"),
    Told(BULLETIN, "Russian side", "violate", (), where="Hama governorate", count=1, when=JAN_20),
    Told(BULLETIN, "Turkish side", "violate", (), where="Latakia governorate", count=7, word_of="turkey"),
    Told(BULLETIN, "Turkish side", "violate", (), where="Idlib governorate", count=12, word_of="turkey"),
    Told(BULLETIN, "Turkish side", "violate", (), where="Hama governorate", count=4, word_of="turkey"),
    Told(SOHR, "Yesterday regime", "shell", ("syria-gov",), where="Jarjanaz", when=day("2018-11-24")),
    Told(SOHR, "Nine civilians", "kill", killed=9),
    Told(SOHR, "Today Russian", "air_strike", ("russia",), where="idlib-dea", when=day("2018-11-25")),
    Told(SOHR, "irritant gas", "shell", (), word_of="speaker"),
    Told(SOHR, "Russian side", "violate", where="Hama governorate", count=1, word_of="russia"),
    Told(SOHR, "Turkish side", "violate", where="Idlib governorate", count=3, word_of="turkey"),
    Told(HTS, "We welcome the effort", "support", ("hts",)),
    Told(HTS, "give up our weapons", "withdraw", ("hts",), modality="refused"),
    Told(MINISTER, "first patrol inside", "patrol", ("turkey",), where="dmz", when=day("2019-03-08")),
    Told(MINISTER, "along the border", "patrol", ("russia",), where="dmz"),
    Told(MINISTER, "Under paragraph 7", "patrol", ("turkey", "russia"), modality="required", where="dmz"),
    Told(MINISTER, "No Turkish patrol", "patrol", polarity="negative", where="dmz"),
    Told(WHO, "reportedly extended", "extend_deadline", ("russia", "turkey"), when=day("2018-10-20")),
    Told(WHO, "Seven civilians", "kill", (), when=day("2018-10-26"), killed=7),
    Told(WHO, "Seven civilians", "shell", (), when=day("2018-10-26")),
    Told(WHO, "not all heavy weapons", "withdraw", polarity="negative", where="dmz", word_of="russia"),
    Told(WHO, "The deadline for", "withdraw", ("radical-groups",), modality="required", where="dmz"),
    Told(WHO, "On 10 October fighting", "clash", ("nfl", "hts"), where="Jarjanaz", when=day("2018-10-10")),
    Told(WHO, "left two dead", "kill", (), killed=2),
    Told(WHO, "more time", "extend_deadline", modality="expected"),
)  # fmt: skip


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_a_main_sentence_gives_the_claim_a_reader_expects(readings, told):
    here = [claim for claim in readings[told.file].claims if told.words in sentence(claim)]
    assert any(told.is_met_by(claim) for claim in here), [
        (c.act.value, parties(c), c.modality.value, c.polarity, c.time, c.place) for c in here
    ]


NOT_DONE = (
    (WIRE, "had to be withdrawn"),
    (BLOG, "must be taken out"),
    (BLOG, "will return to the control"),
    (BLOG, "If the terms"),
    (KREMLIN, "had to leave"),
    (KREMLIN, "Is Turkey doing"),
    (KREMLIN, "Have the radical groups"),
    (LOCAL, "must leave"),
    (HTS, "We will not"),
    (MINISTER, "Under paragraph 7"),
    (WHO, "The deadline for"),
    (WHO, "more time"),
    (WHO, "is to be held"),
)


@pytest.mark.parametrize(("file", "words"), NOT_DONE)
def test_what_is_required_planned_asked_or_refused_is_never_told_as_done(readings, file, words):
    here = [claim for claim in readings[file].claims if words in sentence(claim)]
    assert here
    assert [(c.act.value, c.modality.value) for c in here if told_as_fact(c)] == []


@pytest.mark.parametrize(
    ("file", "words", "act"),
    [
        (WIRE, "without any withdrawal", "withdraw"),
        (WIRE, "No withdrawal of radical", "withdraw"),
        (BLOG, "have not withdrawn", "withdraw"),
        (KREMLIN, "Not all", "withdraw"),
        (LOCAL, "denied on the same day", "withdraw"),
        (MINISTER, "No Turkish patrol", "patrol"),
        (WHO, "not all heavy weapons", "withdraw"),
    ],
)
def test_what_is_denied_is_never_told_as_having_happened(readings, file, words, act):
    here = [c for c in readings[file].claims if words in sentence(c) and c.act is Act(act)]
    assert here
    assert not [c for c in here if told_as_fact(c) and c.polarity == "positive"]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (BULLETIN, "on the observance of the cessation of hostilities"),
        (BULLETIN, "questions related to violations"),
        (WHO, "the period for the implementation"),
    ],
)
def test_what_only_names_a_topic_tells_of_no_fire_and_no_breach(readings, file, words):
    topics = (Act.CLASH, Act.VIOLATE, Act.COMPLY, Act.IMPLEMENT)
    here = [c for c in readings[file].claims if words in sentence(c) and c.act in topics]
    assert [(c.act.value, c.modality.value) for c in here if told_as_fact(c)] == []


def test_no_report_says_that_the_zone_was_seen_empty(readings):
    """A withdrawal that nobody saw is not a zone in which nobody was seen."""
    seen = [c for r in readings.values() for c in r.claims if c.act is Act.PRESENCE]
    assert [sentence(c) for c in seen if c.polarity == "negative"] == []


def test_the_bulletin_gives_one_count_for_each_side_and_governorate_and_they_add_up(readings):
    reading = readings[BULLETIN]
    counts = {
        (claim.attribution.party, claim.place[0].adm1): claim.quantity[0].best
        for claim in reading.claims
        if claim.act is Act.VIOLATE and told_as_fact(claim)
    }
    assert counts == {
        ("russia", "Latakia"): 2,
        ("russia", "Hama"): 1,
        ("turkey", "Latakia"): 7,
        ("turkey", "Idlib"): 12,
        ("turkey", "Hama"): 4,
    }
    assert [issue.kind for issue in reading.issues if "total" in issue.kind] == []


def test_a_count_that_does_not_add_up_is_told(case):
    text = (
        (FOLDER / BULLETIN).read_text(encoding="utf-8").replace("registered 23 cases", "registered 24 cases")
    )
    issues = read_report(case, text.encode(), BULLETIN).issues
    assert any("24" in issue.message and "23" in issue.message for issue in issues)


def test_what_surrounds_a_web_page_gives_no_claim(readings):
    page = readings[WHO]
    for noise in ("cookies", "Share", "shelled our village", "Rebels shell", "Attacks on health", "track"):
        assert noise not in page.document.text, noise
    assert not [c for c in page.claims if "again yesterday" in sentence(c)]


def test_every_report_tells_its_own_day_of_publication(readings):
    told = {name: reading.document.published_on for name, reading in readings.items()}
    assert told == {name: date.fromisoformat(text) for name, text in PUBLISHED.items()}
    assert {r.document.published_basis for r in readings.values()} == {"front_matter", "metadata"}


def test_nothing_is_doubtful_about_a_bundled_file(readings):
    assert {name: r.issues for name, r in readings.items() if r.issues} == {}


def test_every_claim_rests_on_words_that_stand_in_the_text(readings):
    for reading in readings.values():
        for claim in reading.claims:
            assert claim.evidence.span is not None
            start, end = claim.evidence.span
            assert reading.document.text[start:end] == claim.evidence.quote
            assert claim.trigger is not None
            assert claim.trigger.span is not None


def test_at_least_eight_reports_each_stand_in_the_list_with_their_day():
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(NAMES) >= 8
    for name in NAMES:
        (row,) = [line for line in listed.splitlines() if line.startswith(f"| `{name}`")]
        assert f"| {PUBLISHED[name]} |" in row


@pytest.mark.parametrize("name", NAMES)
def test_a_report_names_a_source_the_case_knows(case, name):
    known = {claim.source.id for claim in case.ledger.claims()}
    assert Path(name).stem in known


def test_a_new_case_has_the_reports_to_read_and_counts_nothing_of_them(case):
    assert sorted(path.name for path in (case.folder / REPORTS).iterdir()) == sorted([*NAMES, "README.md"])
    assert case.ledger.documents() == ()
    assert len(list(case.ledger.claims())) == 94


def test_a_case_from_the_agreement_alone_has_no_reports(tmp_path):
    made = Case.create(tmp_path / "alone", agreement="idlib-2018")
    assert not (made.folder / REPORTS).exists()


def test_all_claims_of_a_report_can_be_decided_on_even_those_with_an_outline_for_a_place(tmp_path):
    """`the north-western edge of Aleppo city` is a polygon clipped from the city's own."""
    made = Case.create(tmp_path / "case", bundle="idlib-2018")
    content = (made.folder / REPORTS / LOCAL).read_bytes()
    reading = read_report(made, content, LOCAL)
    assert any(place.geometry for claim in reading.claims for place in claim.place)
    keep(made, reading, content)
    words = ["reject", "--all", "--document", LOCAL, "--why", "known already", "--by", "tester"]
    done = CliRunner().invoke(app, ["claims", str(made.folder), *words])
    assert done.exit_code == 0, done.output
    standing = Counter(claim.status.value for claim in made.ledger.claims())
    assert standing == {"accepted": 94, "rejected": len(reading.claims)}


def test_a_reading_is_proposed_and_leaves_the_ledger_alone(case, readings):
    assert {c.status.value for r in readings.values() for c in r.claims} == {"proposed"}
    assert {c.modality for r in readings.values() for c in r.claims} >= {
        Modality.ASSERTED,
        Modality.REQUIRED,
        Modality.REFUSED,
        Modality.POSSIBLE,
        Modality.EXPECTED,
    }
    assert all(c.status.value == "accepted" for c in case.ledger.claims())
