from datetime import date

import pytest
from tests.reading.actors.naming import IDLIB, MINSK, actors, agreement_of, heads, kinds, parties, spans

from truceline.agreement.model import Alias
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ankara answered.", [("Ankara", "turkey")]),
        ("Hay'at Tahrir al-Sham stayed.", [("Hay'at Tahrir al-Sham", "hts")]),
        ("Hayat Tahrir al Sham stayed.", [("Hayat Tahrir al Sham", "hts")]),
        ("hayat tahrir al-sham stayed.", [("hayat tahrir al-sham", "hts")]),
        ("Hayat Tahrir al-Sham (HTS) stayed.", [("Hayat Tahrir al-Sham (HTS)", "hts")]),
        ("HTS fighters stayed.", [("HTS fighters", "hts")]),
        ("hts fighters stayed.", [("hts fighters", "hts")]),
        ("Türkiye agreed.", [("Türkiye", "turkey")]),
        (
            "The Syrian Arab Army and the army advanced.",
            [("Syrian Arab Army", "syria-gov"), ("army", "syria-gov")],
        ),
        ("Turkish soldiers patrol the road.", [("Turkish soldiers", "turkey")]),
        ("Turkey's defence minister wrote.", [("Turkey's defence minister", "turkey")]),
        ("The Turks waited.", [("Turks", "turkey")]),
        ("The Turkish side waited.", [("Turkish side", "turkey")]),
        ("The Russian side of the joint commission counted 4.", [("Russian side", "russia")]),
        ("The strikes were flown by the Aerospace Forces.", [("Aerospace Forces", "russia")]),
        ("Syrian rebel factions withdrew.", [("Syrian rebel factions", "opposition")]),
        ("Syria's opposition withdrew.", [("Syria's opposition", "opposition")]),
        ("Rebel forces withdrew.", [("Rebel forces", "opposition")]),
        ("A rebel attack failed.", [("rebel", "opposition")]),
        ("The regime's air force bombed.", [("regime's air force", "syria-gov")]),
        ("The authorities in Damascus agreed.", [("authorities in Damascus", "syria-gov")]),
        ("Russian air strikes went on.", [("Russian", "russia")]),
    ],
)
def test_a_party_is_found_under_any_of_its_names(text, found):
    assert actors(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Separatists left.", ["ordlo-formations"]),
        ('Separatists of the "Donetsk People\'s Republic" left.', ["dpr"]),
        ('A "DPR" member left.', ["dpr"]),
        ("The head of the DPR left.", ["dpr"]),
        ("Pro-Russian separatists left.", ["ordlo-formations"]),
        ("The Ministry of Defence of the Donetsk Peoples Republic wrote.", ["dpr"]),
        ("The so-called LPR wrote.", ["lpr"]),
        ("Units of the Ukrainian army left.", ["ukraine"]),
        ("The authorities in Donetsk wrote.", [None]),
        ("The authorities in Kyiv wrote.", ["ukraine"]),
        ("Kiev-backed troops of the Ukrainian side left.", [None, "ukraine"]),
    ],
)
def test_parties_of_another_agreement_are_its_own(text, found):
    assert parties(text, MINSK) == found


@pytest.mark.parametrize(
    "text",
    [
        "Pro-Turkish groups left.",
        "Turkish-backed fighters left.",
        "Turkey's allies left.",
        "Turkey's opposition wrote.",
        "Anti-government fighters left.",
        "Unknown gunmen fired.",
        "Foreign fighters left.",
        "Armed men fired.",
        "The US-led coalition bombed.",
        "HTS-linked militants left.",
        "Colonel Ivan Petrov spoke.",
        "Mr. Smith spoke.",
        "The other side fired.",
    ],
)
def test_those_who_are_not_the_one_named_are_no_party(text):
    assert parties(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "It is raining.",
        "It is not clear when.",
        "Trenches lie on both sides of the road.",
        "The Turkish side of the border is quiet.",
        "One side of the line is quiet.",
        "In general, the general election was a major event.",
        "The Minsk agreements and the Sochi deal stand.",
        "In Damascus rain fell.",
        "A birthday party on the front line.",
        "These days are quiet in May.",
        "The head of the table leaves.",
        "A cell phone rang in the unit.",
        "BEIRUT, Oct 8 - Rain fell.",
        "Civilian objects burned.",
        "The English language is taught.",
    ],
)
def test_words_that_only_look_like_actors_are_none(text):
    assert actors(text) == []


def test_a_country_before_a_verb_takes_no_noun_from_it():
    assert actors("Turkey forces HTS to leave.")[0] == ("Turkey", "turkey")
    assert actors("Turkey attacked rebel forces.")[0] == ("Turkey", "turkey")


def test_a_ceasefire_regime_is_no_government():
    assert actors("The ceasefire regime holds, the regime says.")[1:] == [("regime", "syria-gov")]


def test_acronyms_that_are_words_need_their_capitals():
    assert parties("This is a tip.") == []
    assert parties("TIP and IS left.") == ["tip", "isis"]
    assert parties("WHAT IS NEXT?") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Russian and Turkish military met.", ["russia", "turkey"]),
        ("Russian, Turkish and Iranian foreign ministers met.", ["russia", "turkey", "iran"]),
        ("Syrian and Russian warplanes bombed.", ["syria-gov", "russia"]),
        ("Government and opposition forces clashed.", ["syria-gov", "opposition"]),
        ("US and Russian forces met.", [None, "russia"]),
        ("Russian and Turkish forces met.", ["russia", "turkey"]),
        ("The Turkish and Syrian opposition met.", [None, "opposition"]),
    ],
)
def test_coordinated_names_are_one_actor_each(text, found):
    assert parties(text) == found


def test_adjectives_that_share_a_noun_have_it_for_head():
    assert heads("Russian, Turkish and Iranian ministers met.") == ["ministers"] * 3
    assert heads("Both US and Russian forces left.") == ["forces"] * 2
    assert heads("US and Russian texts differ.") == ["US"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Militants of HTS left.", ("Militants of HTS", "hts")),
        ("A spokesman for the NFL denied this.", ("spokesman for the NFL", "nfl")),
        ("Fighters from HTS left.", ("Fighters from HTS", "hts")),
        ("Forces loyal to Assad left.", ("Forces loyal to Assad", "syria-gov")),
        ("The president of Turkey left.", ("president of Turkey", "turkey")),
        ("The commander of the 5th brigade of the Syrian army left.",
         ("commander of the 5th brigade of the Syrian army", "syria-gov")),
        ("The FSA commander left.", ("FSA commander", "opposition")),
    ],
)  # fmt: skip
def test_a_noun_and_its_owner_are_one_actor(text, found):
    assert actors(text) == [found]


def test_troops_from_a_country_may_be_leaving_it():
    assert actors("Troops from Turkey left.") == [("Troops", None), ("Turkey", "turkey")]


@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        ("President Bashar al-Assad spoke.", "syria-gov", "leader"),
        ("Russian Foreign Minister Sergei Lavrov spoke.", "russia", "leader"),
        ("Spokesman Ibrahim Kalin spoke.", "turkey", "leader"),
        ("Putin spoke.", "russia", "leader"),
        ("Assad's army advanced.", "syria-gov", "role"),
        ("The Assad regime advanced.", "syria-gov", "role"),
        ("Turkey's Erdogan spoke.", "turkey", "leader"),
        ("General Ivan Petrov spoke.", None, "leader"),
        ("Residents fled.", "population", "people"),
    ],
)
def test_office_holders_speak_for_their_party(text, party, kind):
    assert [(span.party, span.kind) for span in spans(text)] == [(party, kind)]


def test_a_second_title_shares_the_country_of_the_first():
    found = parties("Russian President Vladimir Putin and Defence Minister Ivan Petrov met.")
    assert found == ["russia", "russia"]


def test_a_name_counts_only_on_the_days_it_is_borne():
    agreement = agreement_of(IDLIB)
    hts = next(party for party in agreement.parties if party.id == "hts")
    limited = Alias(name="Banner Movement", until=date(2018, 10, 1))
    changed = agreement.model_copy(
        update={"parties": (hts.model_copy(update={"aliases": (*hts.aliases, limited)}),)}
    )
    found = ActorFinder.of(changed, Lexicon.of("en"))
    tokens = tokens_of("Banner Movement left.")
    assert [span.party for span in found.find(tokens, date(2018, 9, 30))] == ["hts"]
    assert [span.party for span in found.find(tokens, date(2018, 10, 2))] in ([], [None])
    assert [span.party for span in found.find(tokens)] == ["hts"]


def test_a_known_name_is_its_country_again_when_nobody_bears_it():
    agreement = agreement_of(IDLIB)
    russia = next(party for party in agreement.parties if party.id == "russia")
    limited = Alias(name="Berlin", until=date(2018, 10, 1))
    changed = agreement.model_copy(update={"parties": (russia.model_copy(update={"aliases": (limited,)}),)})
    found = ActorFinder.of(changed, Lexicon.of("en"))
    spans_then = found.find(tokens_of("Berlin agreed."), date(2018, 9, 1))
    spans_later = found.find(tokens_of("Berlin agreed."), date(2019, 9, 1))
    assert [(span.party, span.country) for span in spans_then] == [("russia", "DEU")]
    assert [(span.party, span.country) for span in spans_later] == [(None, "DEU")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then the Tiger Forces left.", "Tiger Forces"),
        ("Then the Sultan Murad Division left.", "Sultan Murad Division"),
        ("Then the Salvation Government left.", "Salvation Government"),
    ],
)
def test_a_group_by_a_name_that_is_not_listed_is_nobody_else(text, found):
    assert actors(text) == [(found, None)]


def test_the_name_behind_a_group_noun_is_no_pointing_back():
    assert kinds("The militant group Hurras al-Din left.")[0][1] == "unnamed"
    assert kinds("The two countries met the latter.") == [
        ("The two countries", "anaphor"),
        ("the latter", "anaphor"),
    ]


def test_peoples_without_a_country_have_no_code():
    assert [(span.party, span.country) for span in spans("Kurdish fighters and Arabs left.")] == [
        (None, None),
        (None, None),
    ]
