from __future__ import annotations

from tests.reading.syntax.reading_of import Read


def test_phrases_after_an_event_noun_hang_on_it() -> None:
    read = Read("Ukraine's withdrawal of tanks from Stanytsia Luhanska was confirmed by the mission.")
    assert read.post("withdrawal") == [("of", "tanks"), ("from", "Stanytsia Luhanska")]
    assert read.words(read.parse.phrases[read.phrase("withdrawal")].owner) == "Ukraine"
    assert read.oblique("confirm") == [("by", "the mission")]


def test_phrases_after_an_object_hang_on_the_verb() -> None:
    read = Read("The militia evacuated fighters from Homs to the north.")
    assert read.object("evacuate") == ["fighters"]
    assert read.oblique("evacuate") == [("from", "Homs"), ("to", "the north")]


def test_of_always_hangs_on_the_noun_before() -> None:
    read = Read("The army shelled the outskirts of the town of Lyman.")
    assert read.post("the outskirts") == [("of", "the town")]
    assert read.post("the town") == [("of", "Lyman")]


def test_coordinated_phrases_know_each_other() -> None:
    read = Read("The mission saw tanks, mortars and howitzers near the line.")
    assert read.object("see") == ["tanks", "mortars", "howitzers"]
    first = read.parse.phrases[read.phrase("tanks")]
    assert [read.words(other) for other in first.conjuncts] == ["mortars", "howitzers"]


def test_adjectives_of_one_noun_are_one_phrase() -> None:
    read = Read("Russian and Turkish troops patrol the road.")
    assert read.subject("patrol") == ["Russian and Turkish troops"]


def test_negative_determiners_negate_the_phrase() -> None:
    read = Read("No heavy weapons were seen, and neither side has withdrawn.")
    assert read.parse.phrases[read.phrase("No heavy weapons")].negated
    assert read.parse.phrases[read.phrase("neither side")].negated


def test_neither_nor_negates_both() -> None:
    read = Read("Neither Seoul nor Pyongyang has confirmed the report.")
    assert all(read.parse.phrases[phrase].negated for phrase in read.verb("confirm").subject)


def test_an_apposition_hangs_on_its_noun() -> None:
    read = Read("Hassan, the head of the mission, left Juba.")
    hassan = read.parse.phrases[read.phrase("Hassan")]
    assert read.words(hassan.apposition) == "the head"


def test_a_pronoun_that_owns_is_a_phrase_of_its_own() -> None:
    read = Read("The group moved its tanks.")
    tanks = read.parse.phrases[read.phrase("its tanks")]
    assert read.words(tanks.owner) == "its"


def test_words_of_time_are_no_objects() -> None:
    read = Read("The army shelled Idlib yesterday.")
    assert read.object("shell") == ["Idlib"]
    assert read.oblique("shell") == [("", "yesterday")]


def test_what_there_is_is_the_subject() -> None:
    read = Read("There is a process of practical implementation of the agreement.")
    assert read.subject("be") == ["a process"]
    assert read.post("a process") == [("of", "practical implementation")]


def test_every_phrase_tells_what_it_hangs_on() -> None:
    read = Read("The army shelled the town of Saraqib near the road.")
    attached = {read.words(n): read.parse.attachment(n) for n in range(len(read.parse.phrases))}
    assert attached["The army"] == ("node", 0, "subject")
    assert attached["the town"] == ("node", 0, "object")
    assert attached["Saraqib"] == ("phrase", read.phrase("the town"), "of")


def test_tokens_lead_to_their_node_and_phrase() -> None:
    read = Read("The army has not withdrawn its tanks.")
    node = read.parse.node_of(3)
    assert node is not None
    assert node.lemma == "withdraw"
    assert read.parse.node_of(0) is None
    assert read.parse.phrase_of(1) == read.phrase("The army")
    assert read.parse.phrase_of(7) is None
    assert read.parse.attachment(99) is None


def test_several_words_that_are_one_preposition() -> None:
    read = Read("The mission saw three tanks in violation of withdrawal lines.")
    assert read.oblique("see") == [("in violation of", "withdrawal lines")]


def test_measures_stay_beside_their_number() -> None:
    read = Read("They withdrew about 10 tanks and at least five guns.")
    assert read.object("withdraw") == ["about 10 tanks", "at least five guns"]
