"""A second language, read by its lexicons alone: short Arabic reports into claims."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.agreement.load import load_agreement
from truceline.case.bundles import bundle_path
from truceline.errors import InputError
from truceline.evidence.claim import Source
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.lexicon import Lexicon
from truceline.reading.reader import Reader
from truceline.reading.syntax.flatwords import FlatWords

TOLD_ON = date(2018, 10, 17)
SOURCE = Source(id="own", family="own")


@cache
def reader():
    folder = bundle_path("idlib-2018")
    agreement = load_agreement(folder / "agreement.yaml")
    atlas = Atlas.of(agreement, folder)
    return Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(40)), atlas, language="ar")


def claims(text):
    document = Document("report", text, "0" * 64, "text/plain", TOLD_ON, "given", language="ar")
    return reader().read(document, SOURCE).claims


def one(text, act):
    (found,) = [claim for claim in claims(text) if claim.act == act]
    return found


@pytest.mark.parametrize(
    ("text", "act", "actors"),
    [
        ("قصفت قوات النظام بلدة اللطامنة بالمدفعية أمس.", "shell", ["syria-gov"]),
        ("القوات التركية انسحبت من مدينة إدلب.", "withdraw", ["turkey"]),
        ("شنت الطائرات الروسية غارات جوية على ريف إدلب.", "air_strike", ["russia"]),
        ("قصفت طائرات روسية بلدة كفرنبل.", "air_strike", ["russia"]),
        ("اندلعت اشتباكات بين قوات النظام وهيئة تحرير الشام في ريف حماة.", "clash", ["syria-gov", "hts"]),
        ("اعتقلت هيئة تحرير الشام ثلاثة مدنيين في إدلب.", "arrest", ["hts"]),
        ("سحبت الجبهة الوطنية للتحرير عشرات الدبابات من ريف حلب.", "withdraw", ["nfl"]),
        ("بدأت الفصائل المعارضة سحب أسلحتها الثقيلة من ريف حلب.", "withdraw", ["opposition"]),
        ("تعرضت مدينة جسر الشغور لقصف من قبل قوات النظام.", "shell", ["syria-gov"]),
        ("سيرت القوات التركية دورية على الطريق الدولي.", "patrol", ["turkey"]),
        ("أغلقت هيئة تحرير الشام معبر مورك.", "close_route", ["hts"]),
        ("التقى الرئيس الروسي الرئيس التركي.", "meet", ["russia"]),
        ("اتفقت روسيا وتركيا على وقف القتال.", "agree", ["russia", "turkey"]),
        ("انتهكت قوات النظام اتفاق وقف إطلاق النار في إدلب.", "violate", ["syria-gov"]),
        ("قتل عنصر برصاص هيئة تحرير الشام.", "kill", ["hts"]),
        ("انسحاب القوات التركية من إدلب", "withdraw", ["turkey"]),
    ],
)
def test_what_was_done_is_asserted_of_its_doer(text, act, actors):
    claim = one(text, act)
    assert claim.is_done
    assert [actor.party for actor in claim.actor] == actors


@pytest.mark.parametrize(
    ("text", "act", "modality", "polarity"),
    [
        ("نفت وزارة الدفاع الروسية أن قواتها قصفت مدينة إدلب.", "shell", "asserted", "negative"),
        ("نفت موسكو أن تكون طائراتها قد قصفت إدلب.", "air_strike", "asserted", "negative"),
        ("نفى متحدث باسم الجيش التركي انسحاب القوات التركية من إدلب.", "withdraw", "asserted", "negative"),
        ("نفت روسيا الأنباء عن قصف طائراتها لمدينة إدلب.", "air_strike", "asserted", "negative"),
        ("رفضت هيئة تحرير الشام الانسحاب من المنطقة.", "withdraw", "refused", "positive"),
        (
            "إذا انسحبت الفصائل، ستفتح القوات التركية الطريق.",
            "withdraw",
            "conditional_antecedent",
            "positive",
        ),
        ("إذا انسحبت الفصائل، فتحت القوات التركية الطريق.", "open_route", "conditional", "positive"),
        ("إن لم تنسحب الهيئة فستقصف روسيا المنطقة.", "withdraw", "conditional_antecedent", "negative"),
        ("لو انسحبت هيئة تحرير الشام لفتحت تركيا الطريق.", "open_route", "conditional", "positive"),
        ("ما لم تنسحب هيئة تحرير الشام، لن تسير تركيا دوريات.", "patrol", "conditional", "negative"),
        ("لم تنسحب هيئة تحرير الشام من المنطقة.", "withdraw", "asserted", "negative"),
        ("لن تنسحب الجبهة الوطنية للتحرير من مواقعها.", "withdraw", "expected", "negative"),
        ("لم يتم سحب الأسلحة الثقيلة من المنطقة.", "withdraw", "asserted", "negative"),
        ("ليس صحيحا أن القوات التركية انسحبت من إدلب.", "withdraw", "asserted", "negative"),
        ("أكدت تركيا عدم انسحاب قواتها من إدلب.", "withdraw", "asserted", "negative"),
        ("لم يعد الجيش يقصف المدينة.", "shell", "asserted", "negative"),
        ("كادت القوات تنسحب من المدينة.", "withdraw", "asserted", "negative"),
        ("فشلت الفصائل في سحب أسلحتها.", "withdraw", "asserted", "negative"),
        ("أوقفت قوات النظام قصف إدلب.", "shell", "asserted", "negative"),
        ("طالبت روسيا هيئة تحرير الشام بالانسحاب من إدلب.", "withdraw", "required", "positive"),
        ("دعت روسيا الفصائل إلى الانسحاب.", "withdraw", "required", "positive"),
        ("يجب على الفصائل سحب الأسلحة الثقيلة.", "withdraw", "required", "positive"),
        ("ينبغي أن تنسحب الجبهة الوطنية للتحرير.", "withdraw", "required", "positive"),
        ("وافقت الجبهة الوطنية للتحرير على سحب الأسلحة الثقيلة.", "withdraw", "committed", "positive"),
        ("تعهدت تركيا بسحب الأسلحة الثقيلة.", "withdraw", "committed", "positive"),
        ("أعلنت تركيا أن القوات التركية ستسير دوريات في إدلب.", "patrol", "committed", "positive"),
        ("هددت قوات النظام بقصف إدلب.", "shell", "intended", "positive"),
        ("تخطط تركيا لسحب قواتها.", "withdraw", "intended", "positive"),
        ("تستعد قوات النظام لشن هجوم على إدلب.", "attack", "intended", "positive"),
        ("حاولت قوات النظام اقتحام بلدة كفرنبل.", "attack", "intended", "positive"),
        ("من المتوقع أن تنسحب الفصائل المعارضة.", "withdraw", "expected", "positive"),
        ("كان من المقرر أن تنسحب الفصائل أمس.", "withdraw", "expected", "positive"),
        ("قبل أن تنسحب القوات التركية، سيرت دورية.", "withdraw", "expected", "positive"),
        ("ستقصف روسيا المدينة.", "shell", "expected", "positive"),
        ("قد تنسحب القوات الروسية.", "withdraw", "possible", "positive"),
        ("ربما قصفت قوات النظام البلدة.", "shell", "possible", "positive"),
        ("حذرت تركيا من أن تقصف روسيا إدلب.", "shell", "possible", "positive"),
        ("ناقشت تركيا وروسيا انسحاب القوات من إدلب.", "withdraw", "possible", "positive"),
        ("هل انسحبت القوات التركية؟", "withdraw", "possible", "positive"),
        ("كل من يقصف المدنيين سيحاسب.", "shell", "possible", "positive"),
        ("خشية أن تقصف قوات النظام المدينة نزحت عائلات.", "shell", "possible", "positive"),
        ("لم يتضح ما إذا كانت القوات قد انسحبت من المدينة.", "withdraw", "possible", "positive"),
        ("سألت الصحيفة إن كانت القوات قد انسحبت.", "withdraw", "conditional_antecedent", "positive"),
        ("أعرب عن أمله في أن تنسحب الفصائل.", "withdraw", "possible", "positive"),
        ("استبعد مسؤول تركي أن تهاجم قوات النظام إدلب.", "attack", "asserted", "negative"),
        ("امتنعت القوات عن قصف المدينة.", "shell", "asserted", "negative"),
    ],
)
def test_what_was_not_done_is_never_asserted(text, act, modality, polarity):
    claim = one(text, act)
    assert not claim.is_done
    assert (claim.modality, claim.polarity) == (modality, polarity)


@pytest.mark.parametrize(
    "text",
    [
        "رفضت روسيا اتهامات تركيا بقصف المدنيين.",
        "لا صحة لأنباء انسحاب القوات التركية.",
        "من دون انسحاب هيئة تحرير الشام لن تفتح تركيا الطريق.",
        "ستفتح تركيا الطريق بعد انسحاب الفصائل.",
        "تراجع القتال في المدينة.",
        "مصير انسحاب الفصائل مجهول.",
        "انسحاب محتمل للقوات التركية",
        "يحظر الاتفاق قصف المدنيين.",
        "تنتظر الفصائل انسحاب القوات الروسية.",
        "شائعات عن انسحاب هيئة تحرير الشام",
    ],
)
def test_an_act_that_is_only_talked_about_is_passed_over(text):
    assert not [claim for claim in claims(text) if claim.act in {"withdraw", "shell"} and claim.is_done]


def test_a_speaker_is_named_with_what_is_said():
    claim = one("زعمت قوات النظام أن هيئة تحرير الشام قصفت مدينة حلب بالصواريخ.", "shell")
    assert (claim.attribution.by, claim.attribution.party) == ("speaker", "syria-gov")
    assert [actor.party for actor in claim.actor] == ["hts"]
    assert claim.object.term == "missile"


def test_who_is_accused_is_the_doer_on_the_accusers_word():
    claim = one("اتهمت تركيا قوات النظام بقصف مدينة إدلب.", "shell")
    assert (claim.attribution.party, claim.actor[0].party) == ("turkey", "syria-gov")


def test_a_source_is_named_before_its_report():
    claim = one("بحسب سانا، قصفت هيئة تحرير الشام مدينة حلب.", "shell")
    assert claim.attribution.text == "سانا"


def test_places_and_days_are_those_of_the_sentence():
    claim = one("انسحبت القوات التركية من مدينة إدلب في 3 تشرين الأول.", "withdraw")
    assert [(place.base, place.role) for place in claim.place] == [("Idlib", "origin")]
    assert claim.time.start == date(2018, 10, 3)


def test_eastern_figures_tell_the_day():
    claim = one("يوم \u0661\u0665 أيلول ٢٠١٨ قصفت قوات النظام البلدة.", "shell")
    assert (claim.time.start, claim.actor[0].party) == (date(2018, 9, 15), "syria-gov")


def test_a_deadline_belongs_to_what_is_demanded():
    text = "طالبت روسيا هيئة تحرير الشام بالانسحاب من إدلب قبل 15 تشرين الأول."
    assert one(text, "withdraw").time.end == date(2018, 10, 14)
    assert [target.party for target in one(text, "demand").target] == ["hts"]


def test_the_dead_are_counted_and_the_shelling_is_told_with_its_place():
    text = "قتل ٣ مدنيين وأصيب 5 آخرون في قصف مدفعي على مدينة معرة النعمان."
    assert one(text, "kill").casualties.killed.best == 3
    assert one(text, "shell").place[0].base == "Maarrat al-Numan"


def test_the_doer_is_shared_by_verbs_joined_with_and():
    claim = one("قصفت طائرات روسية بلدة كفرنبل وقتلت خمسة مدنيين.", "kill")
    assert (claim.actor[0].party, claim.target[0].party) == ("russia", "population")


def test_sentences_end_at_arabic_signs():
    found = claims("هل انسحبت القوات التركية؟ نعم، انسحبت القوات التركية من إدلب.")
    assert [claim.is_done for claim in found] == [False, True]


def test_which_behind_a_verb_is_no_negation():
    found = one("قصفت قوات النظام بلدة اللطامنة، ما أدى إلى مقتل ثلاثة مدنيين.", "kill")
    assert found.is_done
    assert found.casualties.killed.best == 3


def test_a_capital_that_speaks_is_no_place():
    found = claims("قصفت قوات النظام مدينة إدلب. ونفت دمشق قصف المدينة.")
    assert found[-1].place[0].base == "Idlib"
    assert found[-1].attribution.party == "syria-gov"


def test_a_town_told_again_is_the_one_last_named():
    found = claims("انسحبت القوات التركية من مدينة إدلب. قصفت قوات النظام المدينة.")
    assert found[-1].place[0].base == "Idlib"


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("للقوات", "قوات"),
        ("بالانسحاب", "انسحاب"),
        ("والقصف", "قصف"),
        ("وقصفت", "قصف"),
        ("ستنسحب", "انسحب"),
        ("أسلحتها", "أسلحة"),
        ("وزارة", "وزارة"),
        ("بنش", "بنش"),
    ],
)
def test_what_is_written_into_a_word_is_taken_off_where_a_known_word_is_left(word, left):
    assert FlatWords.of(Lexicon.of("ar")).stripped(word) == left


def test_a_language_without_a_lexicon_is_told_with_those_there_are():
    with pytest.raises(InputError) as told:
        Lexicon.of("tlh")
    assert {"ar", "en"} <= set(told.value.problems[0].allowed)


WORDS = (
    "قصفت قصف انسحبت الانسحاب بالانسحاب قوات النظام تركيا روسيا وهيئة تحرير الشام إدلب من إلى على في أن إن "
    "إذا لم لن لا نفت رفضت طالبت ب و ثلاثة ٣ مدنيين أمس ، . ؟ التي من قبل ستفتح الطريق يجب عدم وقف قد بعد"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_any_run_of_words_is_read_and_rests_on_its_words(parts):
    text = " ".join(parts)
    for claim in claims(text):
        first, last = claim.trigger.span
        assert text[first:last] == claim.trigger.text
