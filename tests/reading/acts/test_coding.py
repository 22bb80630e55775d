"""Event types of sentences of our own, by the categories of the manual of 2016-2018."""

from __future__ import annotations

import pytest

from truceline.reading.acts.coding import Coder
from truceline.reading.acts.finder import ActFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import ActorSpan
from truceline.reading.tokens import tokens_of


@pytest.fixture(scope="module")
def coder():
    lexicon = Lexicon.of("en")
    return Coder(ActFinder(lexicon, with_events=True), lexicon)


CODED = [
    ("AGREE", "The two governments agreed to reopen the border next month."),
    ("AGREE", "Canberra will send engineers to repair the dam, the premier said."),
    ("AGREE", "The rebels promised to free the hostages by Friday."),
    ("AGREE", "Oslo is prepared to host a new round of talks."),
    ("AGREE", "The junta said it would hold elections and release detainees."),
    ("AGREE", "Lisbon intends to join the monetary pact, a minister said."),
    ("AGREE", "The premier said he was willing to discuss the disputed islands."),
    ("CONSULT", "The foreign ministers of both countries met in Vienna on Monday."),
    ("CONSULT", "The president arrived in Nairobi for a two-day visit."),
    ("CONSULT", "A delegation from the ministry held talks with rebel envoys."),
    ("CONSULT", "The chancellor discussed the crisis with her colleague by telephone."),
    ("CONSULT", "The bishop mediated between the miners and the state."),
    ("SUPPORT", "The king praised the people of the island for their courage."),
    ("SUPPORT", "The two states signed a treaty on river traffic."),
    ("SUPPORT", "Madrid recognised the new government of the republic."),
    ("SUPPORT", "The two neighbours restored diplomatic relations after nine years."),
    ("SUPPORT", "The admiral apologised to the fishermen."),
    ("COOPERATE", "The navies held a joint exercise off the coast."),
    ("COOPERATE", "The agency shared intelligence with its partners."),
    ("COOPERATE", "The court extradited a banker to Uruguay."),
    ("AID", "Stockholm granted 40 million dollars in aid to the flooded provinces."),
    ("AID", "The charity distributed blankets among the refugees."),
    ("AID", "The republic granted asylum to two pilots."),
    ("AID", "The alliance sent peacekeepers to the island."),
    ("CONCEDE", "The council lifted the night curfew in the port."),
    ("CONCEDE", "The dockers called off their strike after the wage offer."),
    ("CONCEDE", "The regime eased restrictions on foreign newspapers."),
    ("RETREAT", "The army withdrew its garrison from the valley."),
    ("RETREAT", "The insurgents released twelve captives."),
    ("RETREAT", "The guerrillas declared a truce for the harvest."),
    ("RETREAT", "The prime minister resigned on Thursday."),
    ("RETREAT", "The islands lifted an embargo on grain from the mainland."),
    ("INVESTIGATE", "Prosecutors opened an investigation into the sale of the mine."),
    ("INVESTIGATE", "A commission is investigating the death of the monk."),
    ("DEMAND", "The union demanded higher pay for nurses."),
    ("DEMAND", "The envoy urged both parties to spare the hospitals."),
    ("DEMAND", "The bloc called on the generals to free the mayor."),
    ("DEMAND", "The secretary insisted that the dam must be closed."),
    ("DISAPPROVE", "The bishops criticised the new tax."),
    ("DISAPPROVE", "The republic accused its neighbour of arming smugglers."),
    ("DISAPPROVE", "The ministry condemned the sinking of the trawler."),
    ("DISAPPROVE", "The family filed a lawsuit against the mayor."),
    ("REJECT", "The kingdom rejected a plan for shared patrols."),
    ("REJECT", "The mayor refused to open the archives."),
    ("REJECT", "The president vetoed the bill."),
    ("REJECT", "The island will not attend the summit, its premier said."),
    ("REJECT", "The movement turned down an offer of mediation."),
    ("THREATEN", "The general threatened to close the canal."),
    ("THREATEN", "The state will impose sanctions on the shipowners if they sail."),
    ("THREATEN", "The miners warned of a strike unless wages rise."),
    ("PROTEST", "Thousands of students marched through the capital."),
    ("PROTEST", "Farmers blocked the motorway with tractors."),
    ("PROTEST", "Prisoners began a hunger strike on Sunday."),
    ("MOBILIZE", "The navy put its ships on high alert."),
    ("MOBILIZE", "The republic called up reservists."),
    ("SANCTION", "The union imposed sanctions on the bank."),
    ("SANCTION", "The kingdom broke off relations with the emirate."),
    ("SANCTION", "The junta expelled two diplomats."),
    ("SANCTION", "The donor suspended aid to the province."),
    ("COERCE", "Police arrested forty lawyers in the capital."),
    ("COERCE", "The regime banned the party's newspaper."),
    ("COERCE", "Customs officers confiscated the cargo."),
    ("COERCE", "Soldiers used tear gas against the crowd."),
    ("COERCE", "The government imposed martial law in two districts."),
    ("ASSAULT", "Masked men kidnapped a surveyor."),
    ("ASSAULT", "A suicide bomber killed six people at a wedding."),
    ("ASSAULT", "Guards tortured the prisoners."),
    ("ASSAULT", "The judge was assassinated outside her home."),
    ("FIGHT", "Rebels shelled the harbour."),
    ("FIGHT", "Fighter jets bombed the depot."),
    ("FIGHT", "Government troops captured the bridge after heavy fighting."),
    ("FIGHT", "Soldiers clashed with militiamen near the lake."),
    ("FIGHT", "The brigade violated the ceasefire twice."),
]


@pytest.mark.parametrize(("kind", "text"), CODED)
def test_a_sentence_is_coded_by_its_main_event(coder, kind, text):
    assert [one.type for one in coder.code(tokens_of(text))][:1] == [kind]


def test_a_sentence_without_an_event_has_no_code(coder):
    assert coder.code(tokens_of("The lake is deep and the boats are old.")) == []


def test_at_most_two_events_are_given(coder):
    text = "Police arrested ten men, troops shelled a village and the mayor resigned and the union protested."
    assert len(coder.code(tokens_of(text))) == 2


def actor(tokens, word, country):
    at = next(place for place, token in enumerate(tokens) if token.text == word)
    return ActorSpan(at, at + 1, "test", None, at, country=country)


def test_the_source_of_a_verb_stands_before_it(coder):
    tokens = tokens_of("Norway rejected a plan of Sweden.")
    actors = [actor(tokens, "Norway", "NOR"), actor(tokens, "Sweden", "SWE")]
    assert coder.source(coder.code(tokens)[0], tokens, actors).country == "NOR"


def test_the_source_of_a_passive_stands_behind_by(coder):
    tokens = tokens_of("Norway was criticised by Sweden.")
    actors = [actor(tokens, "Norway", "NOR"), actor(tokens, "Sweden", "SWE")]
    assert coder.source(coder.code(tokens)[0], tokens, actors).country == "SWE"


def test_without_actors_there_is_no_source(coder):
    tokens = tokens_of("The plan was rejected.")
    assert coder.source(coder.code(tokens)[0], tokens, []) is None
