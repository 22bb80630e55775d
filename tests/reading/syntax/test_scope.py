from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

PLACES = [
    # if, unless, when: adverbial, and on what
    ("If the groups leave the zone, the army will halt.", "leave", ("adverbial", "halt", "if")),
    ("The army will halt if the groups leave the zone.", "leave", ("adverbial", "halt", "if")),
    ("Unless the tanks are removed, Kyiv will respond.", "remove", ("adverbial", "respond", "unless")),
    ("Turkey will go only if the Kurds pull back.", "pull", ("adverbial", "go", "only if")),
    ("They withdrew after the army shelled the village.", "shell", ("adverbial", "withdraw", "after")),
    ("Two children died when a mine exploded.", "explode", ("adverbial", "die", "when")),
    ("The truce holds provided that both sides comply.", "comply", ("adverbial", "hold", "provided that")),
    ("He would respond if attacked.", "attack", ("adverbial", "respond", "if")),
    ("After shelling the town, the army left.", "shell", ("adverbial", "leave", "after")),
    # reported clauses
    ("The envoy said that the port was open.", "be", ("reported", "say", "that")),
    ("The envoy said the port had reopened.", "reopen", ("reported", "say", None)),
    ("He told reporters the army would respond.", "respond", ("reported", "tell", None)),
    ("The ministry denied that civilians were killed.", "kill", ("reported", "deny", "that")),
    ("The port had reopened, the envoy said.", "reopen", ("reported", "say", None)),
    ('"We will stay," said the commander.', "stay", ("reported", "say", None)),
    ("Moscow claims that the fighters prepare a provocation.", "prepare", ("reported", "claim", "that")),
    # complements
    ("The observers demanded that the group withdraw.", "withdraw", ("complement", "demand", "that")),
    ("It is unclear whether the groups will leave.", "leave", ("complement", "be", "whether")),
    ("He denied shelling the school.", "shell", ("complement", "deny", None)),
    ("Residents saw tanks moving north.", "move", ("complement", "see", None)),
    # infinitives
    ("The group refused to leave.", "leave", ("infinitive", "refuse", None)),
    ("The group failed to leave.", "leave", ("infinitive", "fail", None)),
    ("The group managed to leave.", "leave", ("infinitive", "manage", None)),
    ("The UN called on the parties to withdraw.", "withdraw", ("infinitive", "call", None)),
    ("They were forced to leave.", "leave", ("infinitive", "force", None)),
    # one verb for two infinitives
    ("The UN called on Chad to leave and on Mali to stay.", "stay", ("infinitive", "call", None)),
    (
        "He appealed to Chad to leave Taiz and to Mali to open the road.",
        "open",
        ("infinitive", "appeal", None),
    ),
    ("He ordered Chad to leave Taiz and Mali to open the road.", "open", ("infinitive", "order", None)),
    ("He told Chad to leave Taiz and to open the road.", "open", ("coordinate", "leave", "and")),
    ("The deal obliges the groups to leave.", "leave", ("infinitive", "oblige", None)),
    ("Both sides agreed to stop firing and withdraw.", "withdraw", ("coordinate", "stop", "and")),
    (
        "Both sides agreed to exchange prisoners and to open the road.",
        "open",
        ("coordinate", "exchange", "and"),
    ),
    # gerunds after prepositions
    ("Khartoum accused the rebels of breaking the truce.", "break", ("gerund", "accuse", "of")),
    ("The guards prevented the convoy from entering.", "enter", ("gerund", "prevent", "from")),
    ("They left without firing a shot.", "fire", ("gerund", "leave", "without")),
    # nouns that carry a clause
    ("Its refusal to withdraw drew criticism.", "withdraw", ("noun_complement", "draw", None)),
    ("The plan to open the road was rejected.", "open", ("noun_complement", "reject", None)),
    ("Fears that the army will attack have grown.", "attack", ("noun_complement", "grow", "that")),
    # relatives
    ("The fighters who left Taiz attacked the post.", "leave", ("relative", "attack", "who")),
    ("The tanks that shelled the village were pulled back.", "shell", ("relative", "pull", "that")),
    ("Fighters killed in the raid were buried.", "kill", ("relative", "bury", None)),
    ("An accord reached in Minsk obliges both sides.", "reach", ("relative", "oblige", None)),
    ("The weapons they withdrew were seen again.", "withdraw", ("relative", "see", None)),
    ("The army, backed by Chad, took the town.", "back", ("relative", "take", None)),
    # coordination and trailing participles
    ("Forces shelled Saraqib and killed two men.", "kill", ("coordinate", "shell", "and")),
    ("Forces shelled Saraqib, killing two men.", "kill", ("adverbial", "shell", None)),
    ("Guns fell silent, but the rebels denied the deal.", "deny", ("coordinate", "fall", "but")),
    (
        "They agreed on a truce, with both sides withdrawing tanks.",
        "withdraw",
        ("adverbial", "agree", "with"),
    ),
]


@pytest.mark.parametrize(("text", "lemma", "place"), PLACES)
def test_a_verb_hangs_where_its_scope_says(text: str, lemma: str, place: tuple[str, str, str]) -> None:
    assert Read(text).place(lemma) == place


DOERS = [
    ("The group refused to withdraw its weapons.", "withdraw", ["The group"]),
    ("The UN called on the parties to withdraw.", "withdraw", ["the parties"]),
    ("The deal obliges the groups to leave.", "leave", ["the groups"]),
    ("The army ordered residents to leave.", "leave", ["residents"]),
    ("They were forced to leave.", "leave", ["They"]),
    ("Khartoum accused the rebels of breaking the truce.", "break", ["the rebels"]),
    ("Khartoum accused the rebels of breaking the truce and shelling a camp.", "shell", ["the rebels"]),
    ("The guards prevented the convoy from entering.", "enter", ["the convoy"]),
    ("The convoy was prevented from entering.", "enter", ["The convoy"]),
    ("He denied shelling the school.", "shell", ["He"]),
    ("Residents saw tanks moving north.", "move", ["tanks"]),
    ("Forces shelled Saraqib and killed two men.", "kill", ["Forces"]),
    ("Forces shelled Saraqib, killing two men.", "kill", ["Forces"]),
    ("The fighters who left Taiz attacked the post.", "leave", ["The fighters"]),
    ("The fighters who left Taiz attacked the post.", "attack", ["The fighters"]),
    ("The weapons they withdrew were seen again.", "withdraw", ["they"]),
    ("The weapons they withdrew were seen again.", "see", ["The weapons"]),
    ("Its refusal to withdraw drew criticism.", "withdraw", ["Its"]),
    ("They agreed on a truce, with both sides withdrawing tanks.", "withdraw", ["both sides"]),
    ("The army and the police left the city.", "leave", ["The army", "the police"]),
    ("Clashes between the army and militants continued.", "continue", ["Clashes"]),
    ("Mr. Hassan, the head of the mission, left.", "leave", ["Mr . Hassan"]),
    ("On Monday the army left.", "leave", ["the army"]),
    ("The German government today welcomed the truce.", "welcome", ["The German government"]),
    ("After shelling the town, the army left.", "shell", ["the army"]),
    ("Rebel leaders rejected calls to disarm.", "disarm", []),
]


@pytest.mark.parametrize(("text", "lemma", "doers"), DOERS)
def test_a_verb_knows_whose_deed_it_is(text: str, lemma: str, doers: list[str]) -> None:
    assert Read(text).subject(lemma) == doers


def test_a_conjoined_verb_after_a_relative_clause_stays_in_it() -> None:
    read = Read("The men who shelled the village and burned houses were arrested.")
    assert read.place("burn") == ("coordinate", "shell", "and")
    assert read.place("arrest")[0] == "root"
    assert read.subject("arrest") == ["The men"]


def test_two_clauses_under_one_verb_of_saying() -> None:
    read = Read(
        "The president said that troops would patrol the zone, and that the deadline had been extended."
    )
    assert read.place("patrol") == ("reported", "say", "that")
    assert read.place("extend") == ("reported", "say", "that")


def test_a_condition_inside_a_report_stays_inside() -> None:
    read = Read("Erdogan said Turkey would attack if the fighters did not leave.")
    assert read.place("attack") == ("reported", "say", None)
    assert read.place("leave") == ("adverbial", "attack", "if")
    assert read.verb("leave").negated


def test_a_condition_behind_a_colon_belongs_to_what_follows_it() -> None:
    for saying in ("Chad warned", "We remind the other side", "The answer is plain"):
        read = Read(f"{saying}: if the army attacks Taiz, we will fight.")
        assert read.place("attack") == ("adverbial", "fight", "if")


def test_an_object_belongs_to_the_relative_clause_it_opens() -> None:
    read = Read("The howitzers which the unit withdrew were returned.")
    assert read.object("withdraw") == ["The howitzers"]
    assert read.subject("withdraw") == ["the unit"]


def test_an_object_and_a_new_subject_joined_by_and_are_parted() -> None:
    read = Read("The militants do not want to leave their positions and the Turks are forced to wait.")
    assert read.object("leave") == ["their positions"]
    assert read.subject("wait") == ["the Turks"]


def test_a_condition_told_by_the_order_of_words() -> None:
    read = Read("Had the group withdrawn, the army would not have attacked.")
    assert read.place("withdraw") == ("adverbial", "attack", "if")
    assert not read.verb("withdraw").question


def test_what_somebody_has_yet_to_do_is_not_done() -> None:
    node = Read("The Houthis have yet to withdraw from the port.").verb("withdraw")
    assert node.negated
    assert node.perfect
    assert node.modal is None


def test_most_of_a_group_is_a_subject() -> None:
    assert Read("Most of the groups agreed to leave.").subject("leave") == ["Most"]


def test_a_name_stands_before_an_adjective_in_one_phrase() -> None:
    assert Read("An SMM unmanned aerial vehicle spotted tanks.").subject("spot") == [
        "An SMM unmanned aerial vehicle"
    ]
