from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

VERBS = [
    ("Russian and Turkish military meet regularly and have set up posts.", "meet", "VBP"),
    ("Norinese and Velkish military meet regularly.", "meet", "VBP"),
    ("Denying that it had burned the school, the group asked for talks.", "Denying", "VBG"),
    ("Should the Velk Front attack, Tarnia will respond.", "attack", "VB"),
    ("If the Velk Front attack, we respond.", "attack", "VB"),
    ("Even if Tarnia attacks, the Mission will stay.", "attacks", "VBZ"),
    ("What if Tarnia attacks?", "attacks", "VBZ"),
    ("Whether Tarnia attacks or not, we stay.", "attacks", "VBZ"),
    ("The army is on alert in case the militia attacks.", "attacks", "VBZ"),
    ("We will answer when the militia attacks.", "attacks", "VBZ"),
    ("After rebel attacks, the army withdrew.", "attacks", "NNS"),
    ("He said that after rebel attacks, the army withdrew.", "attacks", "NNS"),
    ("Troops massed in order to attack it.", "attack", "VB"),
    ("The tanks need to be withdrawn.", "need", "VBP"),
    ("There is need for restraint.", "need", "NN"),
    ("The rebels need help.", "help", "NN"),
    ("Norin must carry out coordinated patrols.", "coordinated", "JJ"),
    ("Those who pulled out attacked the town.", "attacked", "VBD"),
    ("Pending the withdrawal of the guns, the road stays closed.", "Pending", "IN"),
    ("The inquiry is pending.", "pending", "JJ"),
    ("The army claims to have left but continues to fire.", "claims", "VBZ"),
    ("Having withdrawn its guns, Velk demanded talks.", "Having", "VBG"),
    ("Residents report seeing tanks move towards Esk.", "report", "VBP"),
    ("Residents report seeing tanks move towards Esk.", "move", "VB"),
    ("HTS refuse to leave the zone.", "refuse", "VBP"),
    ("The militia has kept its guns, residents say.", "say", "VBP"),
    ("The bridge was hit, the agency reports.", "reports", "VBZ"),
    ("The bridge was hit, according to agency reports.", "reports", "NNS"),
    ("The army, backed by jets, attacks the town.", "attacks", "VBZ"),
    ("Velk and allied groups reject the deal and vow to fight.", "allied", "JJ"),
    ("Velk and allied groups reject the deal and vow to fight.", "reject", "VBP"),
    ("Velk and allied groups reject the deal and vow to fight.", "vow", "VBP"),
    ("Convoys enter the zone and set up posts.", "set", "VBP"),
    ("They will enter the zone and set up posts.", "set", "VB"),
    ("This means that the zone stays.", "means", "VBZ"),
    ("Militants mine roads and blow up bridges.", "blow", "VBP"),
    ("Tarnia's demand that Velk leave was ignored.", "leave", "VB"),
    ("As the deadline nears, jets strike Esk.", "nears", "VBZ"),
    ("Those that did not leave remain.", "that", "WDT"),
]


@pytest.mark.parametrize(("text", "word", "tag"), VERBS)
def test_a_word_that_may_be_a_verb_is_one_where_the_clause_lacks_it(text: str, word: str, tag: str) -> None:
    assert Read(text).tag(word) == tag


PLACES = [
    (
        "The deadline for radical groups to leave the zone passed.",
        "leave",
        ("noun_complement", "pass", None),
        ["radical groups"],
    ),
    (
        "Tarnia extended the deadline for Norin and Velk to leave.",
        "leave",
        ("noun_complement", "extend", None),
        ["Norin", "Velk"],
    ),
    ("It is vital for the rebels to leave.", "leave", ("infinitive", "be", None), ["the rebels"]),
    ("They opened a road for civilians to leave.", "leave", ("adverbial", "open", "to"), ["civilians"]),
    ("Tarnia called for the rebels to leave.", "leave", ("infinitive", "call", None), ["the rebels"]),
    ("The Mission reminded the Front that it had to move.", "move", ("reported", "remind", "that"), ["it"]),
    (
        "Tarnia's denial that it shelled the market was rejected.",
        "shell",
        ("noun_complement", "reject", "that"),
        ["it"],
    ),
    (
        "The Mission saw no sign of the tanks being withdrawn.",
        "withdraw",
        ("noun_complement", "see", None),
        ["the tanks"],
    ),
    (
        "Troops massed near Esk in order to attack it.",
        "attack",
        ("adverbial", "mass", "in order to"),
        ["Troops"],
    ),
    ("Let them withdraw first.", "withdraw", ("infinitive", "let", None), ["them"]),
    ("Whoever says that we fled is wrong.", "flee", ("reported", "say", "that"), ["we"]),
    (
        "Only if Velk withdraws will Norin release the men.",
        "withdraw",
        ("adverbial", "release", "only if"),
        ["Velk"],
    ),
    ("We will punish whoever shelled the town.", "shell", ("relative", "punish", "whoever"), ["whoever"]),
]


@pytest.mark.parametrize(("text", "lemma", "place", "doers"), PLACES)
def test_a_clause_has_its_place_and_its_doer(
    text: str, lemma: str, place: tuple[str, str | None, str | None], doers: list[str]
) -> None:
    read = Read(text)
    assert read.place(lemma) == place
    assert read.subject(lemma) == doers


def test_whoever_is_the_subject_of_both_verbs() -> None:
    read = Read("Whoever says so is spreading lies.")
    assert read.subject("say") == read.subject("spread") == ["Whoever"]


def test_an_inverted_main_clause_after_only_if_has_its_subject() -> None:
    assert Read("Only if Velk withdraws will Norin release the men.").subject("release") == ["Norin"]


def test_be_about_to_is_a_modal() -> None:
    node = Read("The army is about to attack Esk.").verb("attack")
    assert (node.modal, node.form) == ("be about to", "finite")
    assert Read("The talks are about the road to Esk.").verb("be").modal is None


def test_may_or_may_not_denies_nothing() -> None:
    node = Read("Velk may or may not have shelled Esk.").verb("shell")
    assert (node.modal, node.negated, node.perfect) == ("may", False, True)


def test_need_to_is_a_modal_of_its_verb() -> None:
    node = Read("The tanks need to be withdrawn.").verb("withdraw")
    assert (node.modal, node.passive) == ("need to", True)


def test_a_question_with_be_and_ing_is_one_verb() -> None:
    node = Read("Is Turkey doing its part?").verb("do")
    assert node.question
    assert node.progressive


def test_a_condition_with_should_is_no_question() -> None:
    node = Read("Should the Velk Front attack, Tarnia will respond.").verb("attack")
    assert (node.relation, node.marker, node.modal, node.question) == ("adverbial", "if", "should", False)


def test_a_comma_and_a_verb_of_saying_with_content_of_its_own_make_no_speaker() -> None:
    for text in ("The truce failed, Norin announced a new one.", "We did not attack, we responded to fire."):
        assert Read(text).speakers() == []
    assert Read("The guns left, Norin announced on Monday.").speakers() == [("Norin", "announce", "leave")]
    assert Read("Velk fired first, he told reporters.").speakers() == [("he", "tell", "fire")]


def test_who_uses_a_weapon_does_what_it_is_used_for() -> None:
    read = Read("The army used tanks to shell the village.")
    assert read.subject("shell") == ["The army"]
    assert read.place("shell") == ("infinitive", "use", None)


def test_on_the_verge_of_doing_is_about_to_do() -> None:
    node = Read("The army is on the verge of taking the town.").verb("take")
    assert (node.modal, node.progressive, node.form) == ("be about to", False, "finite")
    assert Read("Velk is on the brink of war.").verb("be").modal is None
