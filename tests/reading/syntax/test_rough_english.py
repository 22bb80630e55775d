from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

TAGS = [
    ("If somebody fires at them, we will strike back.", "fires", "VBZ"),
    ("If somebody attack us, we answer.", "attack", "VBP"),
    ("The United Nations calls on all parties to protect civilians.", "calls", "VBZ"),
    ("WFP calls on all parties to guarantee access.", "calls", "VBZ"),
    ("A partner now assists 4,500 families.", "assists", "VBZ"),
    ("Partners report that roads are closed.", "report", "VBP"),
    ("The government supports General Smith's efforts.", "supports", "VBZ"),
    ("More may follow if shelling intensifies.", "intensifies", "VBZ"),
    ("There was shelling in the south.", "shelling", "NN"),
    ("They retook the suburbs.", "retook", "VBD"),
    ("We fired not a single shot.", "shot", "NN"),
    ("Let nobody doubt that we stay.", "doubt", "VB"),
    ("It is the rebels who obstruct the deal.", "obstruct", "VBP"),
    ("Claims spread by media are false.", "spread", "VBN"),
    ("The army offensive ended.", "offensive", "NN"),
    ("Residents demand HTS leave the town.", "leave", "VB"),
    ("HTS say they will stay.", "say", "VBP"),
    ("EU condemns attack on convoy, urges restraint", "urges", "VBZ"),
    ("HTS arrests activist in Idlib.", "arrests", "VBZ"),
    ("Militants from X and Y fire on army positions.", "fire", "VBP"),
    ("They move guns at night and hide them.", "hide", "VBP"),
    ("We hold Russia responsible and demand that it stop.", "demand", "VBP"),
    ("Five others were present.", "present", "JJ"),
    ("Those wounded died.", "died", "VBD"),
    ("The houses were burned.", "burned", "VBN"),
    ("Positioned 2 km north, the monitors saw two men.", "Positioned", "VBN"),
    ("They verified that previously withdrawn weapons were there.", "withdrawn", "JJ"),
    ("It brought men from Hajjah, estimated at 200.", "estimated", "VBN"),
    ("If tanks come, we leave.", "come", "VBP"),
    ("They all run.", "run", "VBP"),
    ("The bridge stayed closed: the army refused to open it.", "refused", "VBD"),
    ("Shopkeepers in Idlib say that police arrested two men.", "say", "VBP"),
    ("Two mortars of the HTS stay near the town.", "stay", "VBP"),
    ("Observers saw the HTS take six tanks away.", "take", "VB"),
]


@pytest.mark.parametrize(("text", "word", "tag"), TAGS)
def test_a_clause_has_its_verb(text: str, word: str, tag: str) -> None:
    assert Read(text).tag(word) == tag


DOERS = [
    ("The OSCE, whose observers verify the process, said it was too early.", "say", ["The OSCE"]),
    (
        "Government forces, which retook the suburbs, had threatened an assault.",
        "threaten",
        ["Government forces"],
    ),
    ("The group, which in July attacked its rivals, refused to disband.", "refuse", ["The group"]),
    ("At least six people, among them two children, were killed.", "kill", ["At least six people"]),
    ("A man who introduced himself as the commander told the patrol to leave.", "tell", ["A man"]),
    ("Talks aimed at ending the war are to resume in Geneva.", "resume", ["Talks"]),
    ("The ministry calls on commanders of armed groups to stop.", "stop", ["commanders"]),
    ("We call upon the people in the regime's areas to rise.", "rise", ["the people"]),
    ("They saw two men in military uniforms laying wires.", "lay", ["two men"]),
    ("Nobody see radical fighters going away from the zone.", "go", ["radical fighters"]),
    ("Access is poor, with two of nine convoys having left.", "leave", ["two"]),
    ("After having left the town the rebels returned.", "return", ["the rebels"]),
    ("Two of our men wounded by a mine, a third died.", "die", ["a third"]),
    ("Two of our men wounded by a mine, a third died.", "wound", ["Two"]),
    ("Many were killed.", "kill", ["Many"]),
    ("The rebels, who had promised to leave, stayed and dug in.", "stay", ["The rebels"]),
    ("Seven people, including a child, died.", "die", ["Seven people"]),
    ("Forces loyal to the general seized the port.", "seize", ["Forces"]),
    ("Guns are to be moved by July and tanks by August.", "move", ["Guns", "tanks"]),
    ("They fled, most of them women, and more may follow.", "follow", ["more"]),
    ("It was the worst since May, and at least 20 people were killed.", "kill", ["at least 20 people"]),
    ('Separatists of the "Donetsk Republic" say they left.', "say", ["Separatists"]),
    ("The total since 18 December reached 1,412 violations.", "reach", ["The total"]),
]


@pytest.mark.parametrize(("text", "lemma", "doers"), DOERS)
def test_a_subject_is_found_across_what_stands_between(text: str, lemma: str, doers: list[str]) -> None:
    assert Read(text).subject(lemma) == doers


PLACES = [
    (
        "Reports that jets struck Idlib do not correspond to reality.",
        "strike",
        ("noun_complement", "correspond", "that"),
    ),
    (
        "The claim of the channel that jets struck Idlib is false.",
        "strike",
        ("noun_complement", "be", "that"),
    ),
    ("The ministry said in a statement that the army left.", "leave", ("reported", "say", "that")),
    ("They have no word about who did it.", "do", ("complement", "have", "who")),
    ("UN envoy urges restraint, warns of catastrophe.", "warn", ("coordinate", "urge", None)),
    ("Rebels denied they had fired, saying the army did it.", "say", ("adverbial", "deny", None)),
    ("Clocks tick, until Monday they should leave.", "leave", ("coordinate", "tick", None)),
]


@pytest.mark.parametrize(("text", "lemma", "place"), PLACES)
def test_a_clause_hangs_on_what_it_belongs_to(text: str, lemma: str, place: tuple[str, str, str]) -> None:
    assert Read(text).place(lemma) == place


def test_a_verb_after_and_goes_on_with_the_clause_it_agrees_with() -> None:
    read = Read(
        "The government affirms that it remains committed to what was agreed in Sweden "
        "and has instructed its forces to observe the truce."
    )
    assert read.subject("instruct") == ["it"]
    assert read.place("instruct") == ("coordinate", "remain", "and")


def test_not_a_single_one_is_denied() -> None:
    read = Read("We fired not a single shot.")
    assert read.object("fire") == ["not a single shot"]
    assert read.parse.phrases[read.verb("fire").object[0]].negated


def test_neither_to_nor_to_denies_both() -> None:
    read = Read("The group agreed neither to leave nor to disarm.")
    assert read.verb("leave").negated
    assert read.verb("disarm").negated
    assert read.object("agree") == []


def test_figures_with_a_dash_or_to_are_one_phrase() -> None:
    assert Read("They withdrew 100-mm cannons.").object("withdraw") == ["100 - mm cannons"]
    assert Read("They moved 5 to 10 tanks.").object("move") == ["5 to 10 tanks"]
    assert Read("They fired up to 40 rounds.").object("fire") == ["up to 40 rounds"]


def test_a_quoted_name_belongs_to_its_noun() -> None:
    read = Read('The SMM saw in "DPR"-controlled areas four tanks.')
    assert read.object("see") == ["four tanks"]
    assert read.parse.quotes == ()
    assert Read('"We left," he said.').parse.quotes == ((1, 4),)


def test_what_follows_a_colon_is_no_object_unless_one_is_missing() -> None:
    assert Read("Our position has not changed: no withdrawal.").object("change") == []
    assert Read("The SMM saw: two tanks and a truck.").object("see") == ["two tanks", "a truck"]


def test_at_all_before_a_figure_is_no_adverb() -> None:
    assert Read("Teams monitored it at all three places.").oblique("monitor") == [("at", "all three places")]
