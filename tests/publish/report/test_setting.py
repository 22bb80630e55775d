"""Names and the engine's sentences as the reader of a report knows them."""

from __future__ import annotations

import pytest
from tests.publish.report.materials import bare, setting

from truceline.agreement.load import load_agreement
from truceline.case.bundles import bundle_path
from truceline.case.names import Names, names_in
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import END, ENGLISH, ISOLATE, tongue

FOLDER = bundle_path("idlib-2018")
IDLIB = load_agreement(FOLDER / "agreement.yaml")
ARABIC = tongue("ar")


@pytest.fixture(scope="module")
def arabic() -> Setting:
    names = names_in("ar", IDLIB, FOLDER)
    return setting(bare(title=IDLIB.title), ARABIC, agreement=IDLIB, names=names)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "no heavy-weapons of opposition in dmz",
            (
                "خلو المنطقة منزوعة السلاح من الدبابات وراجمات الصواريخ والمدفعية ومدافع "
                "الهاون لدى المعارضة المسلحة"
            ),
        ),
        (
            "no armed_attack by syria-gov or russia in dmz",
            "عدم حدوث هجوم مسلح أو إطلاق نار محصى من جانب الحكومة السورية أو روسيا في المنطقة منزوعة السلاح",
        ),
        (
            "lines_agreed happened with each of turkey, russia",
            "حدوث اتفاق على خطوط المنطقة من جانب كل من تركيا وروسيا",
        ),
        (
            "radicals-out is at least partly fulfilled on 2018-10-15",
            "خروج الجماعات المتطرفة من المنطقة: الوفاء الجزئي على الأقل في 15\u00a0أكتوبر\u00a02018",
        ),
        (
            "rests on dmz, whose lines are undelineated, to be settled by dmz-lines",
            "يستند إلى المنطقة منزوعة السلاح (الترسيم: غير مرسم)، على أن يحسم ذلك: الاتفاق على خطوط المنطقة",
        ),
        ("m4 is open to transit", "طريق حلب - اللاذقية الدولي (إم 4): مفتوح أمام العبور"),
        ("a statement: words, not conduct", "تصريح: أقوال لا أفعال"),
        ("radicals-out", "خروج الجماعات المتطرفة من المنطقة"),
    ],
)
def test_the_engine_s_phrases_are_told_in_the_language(arabic: Setting, sentence: str, told: str):
    assert arabic.clause(sentence) == told
    assert arabic.said(sentence).text == f"{told}."
    assert not arabic.said(sentence).foreign


@pytest.mark.parametrize(
    "sentence",
    [
        "no heavy-weapons of nobody-we-know in dmz",
        "no unicorns in dmz",
        "m4 is open to unicorns",
        "no armed_attack by syria-gov or martians in dmz",
        "radicals-out is at least fulfilled on 2018-02-31",
        "Do people and goods move freely?",
    ],
)
def test_what_only_looks_like_a_phrase_stays_as_it_is(arabic: Setting, sentence: str):
    assert arabic.said(sentence).foreign
    assert arabic.clause(sentence) == arabic.wording.told(sentence)


def test_in_english_the_engine_s_own_words_stand_with_names_for_ids_and_days_as_readers_write_them():
    on = setting(bare(), ENGLISH, agreement=IDLIB)
    assert on.clause("no heavy-weapons in dmz") == "no heavy weapons in Demilitarised zone"
    assert on.clause("a change in heavy-weapons-out").startswith("a change in \N{LEFT DOUBLE QUOTATION MARK}")
    assert on.said("dmz-established is at least fulfilled on 2018-10-15").text.endswith("15\xa0Oct\xa02018.")
    assert on.clause("dmz is some thing") == "Demilitarised zone is some thing"
    assert not on.said("all of these hold").foreign


def test_a_report_that_was_given_no_title_has_the_agreement_s_in_the_language(arabic: Setting):
    assert arabic.title == "مذكرة استقرار الوضع في منطقة خفض التصعيد في إدلب"
    own = setting(bare(title="My week"), ARABIC, agreement=IDLIB, names=arabic.names)
    assert own.title == "My week"


def test_without_names_parties_go_by_their_alias_in_the_language():
    on = setting(bare(), ARABIC, agreement=IDLIB, names=Names())
    assert on.party("turkey") == "تركيا"
    assert on.parties(["turkey", "insurgents"]) == f"تركيا و{ISOLATE}Armed groups not told apart{END}"
    assert on.parties([]) == "جهة غير معروفة"
