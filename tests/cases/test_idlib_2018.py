"""The bundled case answers, by mechanism alone, what is known of Idlib in 2018 and 2019."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date
from functools import cache

import pytest

from truceline.agreement.examples import claims_of
from truceline.agreement.lint import lint
from truceline.agreement.load import read_agreement
from truceline.agreement.naming import Names
from truceline.assess.engine import assess
from truceline.assess.result import Assessment, ProofNode, RegisterEntry, Standing
from truceline.assess.trial import run_tests
from truceline.case.bundles import bundle_path
from truceline.core.finding import Verdict
from truceline.core.frame import Frame
from truceline.evidence.claim import AttributionGrade, Claim
from truceline.places.atlas import Atlas

FOLDER = bundle_path("idlib-2018")
LOADED = read_agreement(FOLDER / "agreement.yaml")
AGREEMENT = LOADED.agreement
ATLAS = Atlas.of(AGREEMENT, FOLDER)
TESTS = run_tests(AGREEMENT, FOLDER, ATLAS)
ON_THE_WEAPONS = ("tr-mod-complete", "aa-complete", "us-envoy-complete")


@cache
def bundled() -> tuple[Claim, ...]:
    examples = {example.id for example in AGREEMENT.examples}
    return tuple(c for name, c in claims_of(AGREEMENT, FOLDER).items() if name not in examples)


def claim(label: str) -> Claim:
    return next(c for c in bundled() if c.label == label)


@cache
def asked(
    as_of: str,
    known_at: str | None = None,
    instruments: frozenset[str] | None = None,
    without: tuple[str, ...] = (),
) -> Assessment:
    frame = Frame(
        date.fromisoformat(as_of),
        None if known_at is None else AGREEMENT.tempo.instant(known_at),
        instruments,
    )
    return assess(AGREEMENT, [c for c in bundled() if c.label not in without], frame, ATLAS)


def nodes(proof: ProofNode) -> list[ProofNode]:
    return [proof, *(deeper for part in proof.parts for deeper in nodes(part))]


def opposing(proof: ProofNode) -> set[str | None]:
    return {cited.label for node in nodes(proof) for cited in node.opposing}


def entries(assessment: Assessment, norm: str, label: str) -> list[RegisterEntry]:
    return [
        entry
        for entry in assessment.violations
        if entry.norm == norm and label in {cited.label for cited in entry.claims}
    ]


MEMO = frozenset({"memo"})


class TestTheFilesThemselves:
    def test_the_agreement_and_its_map_load_without_a_warning(self):
        assert LOADED.warnings == ()
        assert ATLAS.warnings == ()

    def test_every_paragraph_of_the_text_is_answered(self):
        paragraphs = [p.para for p in AGREEMENT.provisions if p.instrument in (None, "memo")]
        assert paragraphs == [str(number) for number in range(1, 11)]

    def test_there_are_at_least_seventy_claims_each_with_a_label_of_its_own(self):
        labels = Counter(c.label for c in bundled())
        assert len(labels) >= 70
        assert set(labels.values()) == {1}

    def test_no_two_claims_say_the_same_thing(self):
        assert len({c.content_digest for c in bundled()}) == len(bundled())

    def test_there_are_at_least_forty_agreement_tests_and_each_status_has_one(self):
        assert len(TESTS) >= 40
        assert all(norm.tests for norm in AGREEMENT.norms.values())

    @pytest.mark.parametrize("result", TESTS, ids=lambda result: f"{result.norm}: {result.name}")
    def test_an_agreement_test_holds(self, result):
        assert result.differences == ()

    def test_every_claim_says_when_it_became_known_and_on_whose_word(self):
        for one in bundled():
            assert one.recorded_at is not None, one.label
            assert one.source.family, one.label
            assert one.evidence.cite, one.label
            assert one.says.endswith("."), one.label

    def test_nothing_is_known_before_it_was_published_or_happened(self):
        for one in bundled():
            assert one.recorded_at is not None
            known_on = one.recorded_at.astimezone(UTC).date()
            assert one.published_on is None or one.published_on == known_on, one.label
            if one.is_done:
                assert one.time.start is None or one.time.start <= known_on, one.label

    def test_every_place_name_in_a_claim_is_in_the_gazetteer(self):
        rows = (FOLDER / "gazetteer.csv").read_text(encoding="utf-8").splitlines()[1:]
        names = {row.split(",")[0] for row in rows}
        named = {place.base for c in bundled() for place in c.place if place.base}
        assert named <= names

    def test_lint_finds_nothing_but_what_the_readme_owns_up_to(self):
        owned = ("checked this encoding", "only reported", "nothing uses", "is inferred")
        strange = [p for p in lint(LOADED) if not any(words in p.message for words in owned)]
        assert strange == []


class TestNames:
    @pytest.mark.parametrize(
        ("text", "party"),
        [
            ("Government of Syria", "syria-gov"),
            ("Military Forces of Syria (2000-)", "syria-gov"),
            ("Syrian insurgents", "insurgents"),
            ("National Front for Liberation", "nfl"),
            ("Hay'at Tahrir al-Sham", "hts"),
            ("HTS", "hts"),
            ("هيئة تحرير الشام", "hts"),
            ("الحزب الإسلامي التركستاني", "tip"),
            ("Сирийская арабская армия", "syria-gov"),
            ("Suriye Demokratik Güçleri", "sdf"),
        ],
    )
    def test_a_party_is_known_by_the_names_that_sources_use(self, text, party):
        assert Names.of(AGREEMENT).party(text) == party


class TestHeavyWeapons:
    def test_as_known_on_11_october_only_the_oppositions_part_is_shown(self):
        status = asked("2018-10-11", "2018-10-11").status("heavy-weapons-out")
        assert status.standing is Standing.UNPROVEN
        assert status.degree == pytest.approx((1 / 3, 1.0))
        shares = {part.party: part.verdict for part in status.parts}
        assert shares == {
            "opposition": Verdict.ESTABLISHED,
            "syria-gov": Verdict.UNKNOWN,
            "radical-groups": Verdict.UNKNOWN,
        }

    def test_as_known_on_19_october_the_same_day_is_breached_in_part_by_the_presidents_words(self):
        status = asked("2018-10-11", "2018-10-19").status("heavy-weapons-out")
        assert status.standing is Standing.BREACHED_IN_PART
        assert status.performance == "partly_fulfilled"
        assert status.degree == pytest.approx((1 / 3, 2 / 3))
        assert "putin-not-all-weapons" in opposing(status.proof)

    def test_knowledge_of_the_18th_does_not_leak_into_the_17th(self):
        status = asked("2018-10-11", "2018-10-17").status("heavy-weapons-out")
        assert status.standing is Standing.UNPROVEN

    def test_the_denial_of_30_september_is_words_and_shows_no_conduct(self):
        status = asked("2018-10-11", "2018-10-11").status("heavy-weapons-out")
        aside = {(a.claim.label, a.reason) for n in nodes(status.proof) for a in n.set_aside}
        assert any(label == "nfl-denies-pull-back" and "words, not conduct" in why for label, why in aside)


class TestRadicalGroups:
    def test_by_the_signed_text_alone_they_are_late_on_16_october(self):
        status = asked("2018-10-16", instruments=MEMO).status("radicals-out")
        assert status.standing is Standing.BREACHED
        assert "sohr-no-exit" in opposing(status.proof)

    def test_with_the_reported_month_they_are_not_yet_late_or_both_ways_are_named(self):
        status = asked("2018-10-16").status("radicals-out")
        assert status.standing in (Standing.NOT_YET_DUE, Standing.UNRESOLVED)
        assert "2018-11-15" in {str(due.by) for due in status.due}
        if status.standing is Standing.UNRESOLVED:
            assert {branch.standing for branch in status.branches} == {
                Standing.BREACHED,
                Standing.NOT_YET_DUE,
            }

    def test_octobers_sightings_do_not_prove_november(self):
        status = asked("2018-11-16").status("radicals-out")
        assert status.standing is Standing.UNPROVEN
        aside = {a.claim.label for n in nodes(status.proof) for a in n.set_aside}
        assert {"sohr-no-exit", "putin-not-all-militants"} <= aside

    @pytest.mark.parametrize("known_at", [None, "2019-01-15"])
    def test_by_15_january_later_claims_show_the_breach(self, known_at):
        status = asked("2019-01-15", known_at).status("radicals-out")
        assert status.standing is Standing.BREACHED
        assert opposing(status.parts[0].proof) == {"hts-in-zone-january"}

    def test_turkey_answers_but_does_not_commit_it(self):
        status = asked("2018-10-16", instruments=MEMO).status("radicals-out")
        assert status.bearers == ("radical-groups",)
        assert status.answerable == ("turkey",)


class TestTheMonthOfGrace:
    def test_it_runs_because_the_weapons_were_partly_out(self):
        due = asked("2018-10-20").status("radicals-out").due
        assert [(str(d.by), d.certain) for d in due] == [("2018-11-15", True)]

    def test_without_the_evidence_on_the_weapons_it_does_not_run(self):
        status = asked("2018-10-20", without=ON_THE_WEAPONS).status("radicals-out")
        assert ("2018-11-15", True) not in {(str(d.by), d.certain) for d in status.due}
        assert status.standing in (Standing.UNRESOLVED, Standing.BREACHED)

    def test_no_one_can_tell_before_the_15th_whether_it_will_run(self):
        due = asked("2018-10-14", "2018-10-14").status("radicals-out").due
        assert all(not d.certain for d in due)

    def test_the_zone_itself_is_late_by_the_same_days(self):
        assert asked("2018-10-16", instruments=MEMO).status("dmz-established").standing is Standing.BREACHED
        assert asked("2018-10-16").status("dmz-established").standing is Standing.NOT_YET_DUE


class TestTheLines:
    def test_lines_told_of_and_never_shown_are_not_made_and_no_breach(self):
        for day in ("2018-10-16", "2019-01-15"):
            assert asked(day).status("dmz-lines").standing is Standing.NOT_MADE

    @pytest.mark.parametrize(
        "norm", ["heavy-weapons-out", "radicals-out", "dmz-established", "coordinated-patrols"]
    )
    def test_what_depends_on_the_lines_says_so(self, norm):
        marks = asked("2018-10-16").status(norm).marks
        assert any("dmz-lines" in mark and "undelineated" in mark for mark in marks)


class TestTheRest:
    def test_transit_is_breached_on_both_roads_by_15_january(self):
        status = asked("2019-01-15", "2019-01-15").status("transit-restored")
        assert status.standing is Standing.BREACHED
        assert [part.standing for part in status.parts] == [Standing.BREACHED] * 2

    def test_transit_is_not_late_on_new_years_eve(self):
        assert asked("2018-12-31").status("transit-restored").standing is Standing.NOT_YET_DUE

    def test_patrols_are_shown_in_march_and_not_before(self):
        standings = {
            day: asked(day, day).status("coordinated-patrols").performance
            for day in ("2018-10-16", "2019-01-15", "2019-03-07", "2019-03-09")
        }
        assert standings == {
            "2018-10-16": "unknown",
            "2019-01-15": "unknown",
            "2019-03-07": "unknown",
            "2019-03-09": "fulfilled",
        }

    def test_once_the_first_patrol_is_called_the_first_the_winter_without_is_shown(self):
        assert asked("2019-01-15").status("coordinated-patrols").standing is Standing.BREACHED

    @pytest.mark.parametrize(
        "norm",
        [
            "posts-strengthened",
            "coordination-centre",
            "sustainable-ceasefire",
            "drone-watch",
            "free-movement",
            "dea-preserved",
        ],
    )
    def test_where_no_source_speaks_nothing_is_proven_either_way(self, norm):
        assert asked("2019-01-15").status(norm).standing is Standing.UNPROVEN

    def test_the_judged_norm_rests_on_a_dated_rating(self):
        rated = asked("2019-05-31").status("sustainable-ceasefire")
        assert rated.standing is Standing.BREACHED
        assert "rating-ceasefire" in opposing(rated.proof)
        assert asked("2019-05-31", "2019-05-07").status("sustainable-ceasefire").standing is Standing.UNPROVEN


class TestTheRegister:
    def test_shelling_of_jarjanaz_is_committed_by_one_and_answered_for_by_another(self):
        (entry,) = entries(asked("2019-01-15"), "no-attack-on-idlib", "sohr-shelling-jarjanaz-nov-02")
        assert entry.is_breach
        assert entry.status == "confirmed"
        assert entry.committed_by == ("syria-gov",)
        assert entry.answerable == ("russia",)
        assert entry.adm1 == "Idlib"
        assert entry.p_inside == pytest.approx(1.0, abs=0.01)
        assert entry.killed is not None
        assert entry.killed[0] == 8

    def test_a_place_near_the_line_lies_inside_only_by_chance(self):
        (entry,) = entries(asked("2019-01-15"), "no-attack-on-idlib", "sohr-raid-zalaqiyat")
        assert entry.p_inside is not None
        assert 0.5 < entry.p_inside < 0.9
        assert entry.status == "opened"

    def test_fire_laid_to_nobody_binds_nobody(self):
        unattributed = [c.label for c in bundled() if c.attribution_grade is AttributionGrade.NONE]
        assert len(unattributed) >= 15
        for entry in asked("2019-01-15").violations:
            fired = entry.norm in ("no-attack-on-idlib", "ceasefire-holds")
            if fired and {cited.label for cited in entry.claims} <= set(unattributed):
                assert not entry.is_breach, entry.entry_id
                assert entry.committed_by == entry.answerable == ()

    def test_an_event_record_beside_an_attributed_report_is_one_incident(self):
        (entry,) = entries(asked("2019-01-15"), "no-attack-on-idlib", "ucdp-jarjanaz-nov-02")
        assert "sohr-shelling-jarjanaz-nov-02" in {cited.label for cited in entry.claims}

    @pytest.mark.parametrize("label", ["ucdp-infighting-jarjanaz", "hts-attacks-nfl-january"])
    @pytest.mark.parametrize("norm", ["ceasefire-holds", "no-attack-on-idlib"])
    def test_infighting_is_shown_and_is_no_breach(self, label, norm):
        found = entries(asked("2019-01-15"), norm, label)
        assert found
        assert not any(entry.is_breach for entry in found)

    def test_each_side_of_the_ceasefire_answers_through_its_own_guarantor(self):
        answers = {
            entry.committed_by: entry.answerable
            for entry in asked("2019-01-15").violations
            if entry.norm == "ceasefire-holds" and entry.is_breach
        }
        assert answers[("syria-gov",)] == ("russia",)
        assert answers[("radical-groups",)] == ("turkey",)
        assert answers[("russia",)] == ()

    @pytest.mark.parametrize(
        ("day", "russian", "turkish"),
        [
            ("2018-10-20", {"Latakia": 1, "Aleppo": 1}, {None: 0}),
            ("2018-11-24", {"Latakia": 1, "Aleppo": 1, "Hama": 1}, {"Aleppo": 1, "Idlib": 3, "Hama": 3}),
            ("2019-01-20", {"Latakia": 2, "Hama": 1}, {"Latakia": 7, "Idlib": 12, "Hama": 4}),
        ],
    )
    def test_the_two_sides_counts_stand_side_by_side(self, day, russian, turkish):
        counts: dict[str, dict[str | None, float | None]] = {"russian-state": {}, "turkish-state": {}}
        for entry in asked(day).violations:
            if entry.norm == "ceasefire-holds" and entry.act == "violate" and str(entry.start) == day:
                assert len(entry.claims) == 1
                counts[entry.claims[0].family][entry.adm1] = entry.count[1]
        assert counts == {"russian-state": russian, "turkish-state": turkish}


class TestWords:
    def posture(self, day: str, party: str, norm: str) -> str:
        found = {(p.party, p.norm): p.posture.value for p in asked(day, day).postures}
        return found[party, norm]

    def test_three_groups_refuse_and_the_opposition_accepts(self):
        for party in ("hurras-al-din", "ansar-al-din", "tip"):
            assert self.posture("2018-10-01", party, "radicals-out") == "refuses"
        assert self.posture("2018-10-01", "opposition", "heavy-weapons-out") == "accepts"

    def test_hts_is_ambiguous_once_it_welcomes_and_keeps_its_weapons(self):
        assert self.posture("2018-10-14", "hts", "heavy-weapons-out") == "ambiguous"

    def test_jaysh_al_izza_turns_against_it_at_the_end_of_october(self):
        assert self.posture("2018-10-29", "jaysh-al-izza", "dmz-established") == "refuses"

    def test_refusing_in_words_shows_nothing_of_conduct(self):
        refusals = [c for c in bundled() if c.act in ("reject", "refuse")]
        frame = Frame(date(2018, 10, 16), instruments=MEMO)
        status = assess(AGREEMENT, refusals, frame, ATLAS).status("radicals-out")
        assert status.standing is Standing.UNPROVEN


def test_a_denial_says_no_in_its_polarity_and_not_in_another_act():
    denial = claim("nfl-denies-pull-back")
    assert denial.polarity == "negative"
    assert denial.act == claim("sohr-faylaq-first-pull-back").act
