"""Sentences of our own, each with the acts its words say; `word` is the trigger's head."""

from __future__ import annotations

import pytest

from truceline.reading.acts.finder import ActFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of


@pytest.fixture(scope="module")
def finder():
    return ActFinder(Lexicon.of("en"))


def acts(finder, text, **options):
    tokens = tokens_of(text)
    found = finder.find(tokens, **options)
    return " ".join(f"{span.act}:{tokens[span.head].lower}" for span in found)


SAID = [
    # movements
    ("The Front pulled its tanks back from the strip on Saturday.", "withdraw:pulled"),
    ("Rebels began withdrawing heavy weapons from the zone.", "withdraw:withdrawing"),
    ("The withdrawal of mortars by the group was completed.", "withdraw:withdrawal"),
    ("Both brigades took their guns out of the village.", "withdraw:took"),
    ("The fighters left their positions overnight.", "withdraw:left"),
    ("Rockets and launchers were removed from the front.", "withdraw:removed"),
    ("The last fighters were evacuated to the north.", "withdraw:evacuated"),
    ("The battalion handed over its heavy weapons.", "withdraw:handed"),
    ("Ankara deployed 200 soldiers at the crossing.", "deploy:deployed"),
    ("Reinforcements arrived at the base after dark.", "deploy:reinforcements deploy:arrived"),
    ("The army sent tanks and troops to the border.", "deploy:sent"),
    ("Ostland sent about 20 armoured vehicles to Esk.", "deploy:sent"),
    ("The army sent at least a dozen tanks to Esk.", "deploy:sent"),
    ("A column of armoured vehicles entered the district.", "deploy:entered"),
    ("A hundred fighters are stationed near the river.", "presence:stationed"),
    ("Heavy weapons remain in the strip.", "presence:remain"),
    ("Observers saw six howitzers beyond the line.", "presence:saw"),
    ("The presence of radical fighters in the zone is a concern.", "presence:presence"),
    ("The mission found that twelve mortars were missing.", "absence:found"),
    ("The area was free of heavy weapons.", "absence:free"),
    # armed force
    ("Government guns shelled the edge of the town.", "shell:shelled"),
    ("The shelling of Kafr Amma went on all night.", "shell:shelling"),
    ("Two mortar rounds landed near the school.", "shell:landed"),
    ("A rocket hit the market.", "shell:hit"),
    ("Soldiers opened fire on the farmers.", "shell:opened"),
    ("The post came under artillery fire.", "shell:fire"),
    ("The mission heard 12 bursts of heavy-machine-gun fire.", "shell:bursts"),
    ("Monitors recorded 34 undetermined explosions in the north.", "shell:explosions"),
    ("Warplanes struck a hospital in the village.", "air_strike:struck"),
    ("Helicopters dropped barrel bombs on the camp.", "air_strike:dropped"),
    ("An air strike destroyed the bridge.", "air_strike:strike"),
    ("Clashes broke out between the army and the rebels.", "clash:clashes"),
    ("The two sides exchanged fire across the river.", "clash:exchanged"),
    ("There was an exchange of fire near the bridge.", "clash:exchange"),
    ("The brigade launched an offensive on the enclave.", "attack:offensive"),
    ("Militants stormed two checkpoints at dawn.", "attack:stormed"),
    ("A car bomb exploded outside the police station.", "attack:bomb attack:exploded"),
    ("Gunmen ambushed a patrol.", "ambush:ambushed patrol:patrol"),
    ("Nine civilians were killed.", "kill:killed"),
    ("Two soldiers died in the blast.", "kill:died attack:blast"),
    ("The judge was assassinated in his car.", "murder:assassinated"),
    ("The Russian side registered 3 cases of firing.", "violate:cases"),
    ("Each side accused the other of violating the truce.", "dispute:accused violate:violating"),
    ("Twelve ceasefire violations were counted on Monday.", "violate:violations"),
    # people
    ("Police arrested four men.", "arrest:arrested"),
    ("Unknown gunmen abducted an aid worker.", "abduct:abducted"),
    ("Thousands of civilians fled their homes.", "displace:fled"),
    ("Forty lorries delivered food to the camp.", "aid:delivered"),
    ("Dozens of fighters surrendered to the army.", "defect:surrendered"),
    # mechanism
    ("The guarantors patrolled the highway together.", "patrol:patrolled"),
    ("A joint patrol passed along the road.", "patrol:patrol"),
    ("Observers monitored the line with drones.", "monitor:monitored"),
    ("The ministers met in the capital.", "meet:met"),
    ("Talks resumed on Tuesday.", "negotiate:talks"),
    ("The group largely observed the ceasefire.", "comply:observed"),
    ("The provisions were implemented in part.", "implement:implemented"),
    ("The two presidents reached an agreement.", "agree:agreement"),
    ("They agreed to open the road.", "agree:agreed open_route:open"),
    ("The deadline was extended by a month.", "extend_deadline:extended"),
    ("The military staffs agreed on the boundaries of the zone.", "approve_boundary:agreed"),
    ("A hotline was set up between the two armies.", "establish_communication:set"),
    ("The envoy presented a plan for the zone.", "present_plan:presented"),
    ("The commander informed the observers of the move.", "notify:informed"),
    # routes
    ("The army reopened the highway.", "open_route:reopened"),
    ("The crossing was closed by the rebels.", "close_route:closed"),
    ("The road remains blocked.", "close_route:blocked"),
    ("The mission was denied access to the village.", "deny_access:denied"),
    ("The army captured the hill.", "restore_control:captured"),
    ("The town fell to the rebels.", "restore_control:fell"),
    ("Troops cleared the last pocket of militants.", "eliminate_enclave:cleared"),
    # words
    ("The movement rejected the deal.", "reject:rejected"),
    ("They refused to leave the zone.", "refuse:refused withdraw:leave"),
    ("Moscow called for a pull-back.", "demand:called withdraw:pull-back"),
    ("The council welcomed the agreement.", "support:welcomed"),
    ("Ankara pledged to withdraw the groups.", "commit_comply:pledged withdraw:withdraw"),
    ("The general threatened to attack the base.", "coerce:threatened attack:attack"),
    ("Residents were forced to leave.", "coerce:forced withdraw:leave"),
    ("The minister admitted the strike.", "acknowledge:admitted attack:strike"),
    ("The group has not yet replied and keeps silent.", "wait:replied wait:keeps"),
]

# Other trades: observers' dailies, ministry bulletins, reports of the United Nations, wire, rough English.
IN_OTHER_WORDS = [
    ("In Vyshneve the mission recorded 14 ceasefire violations.", "violate:violations"),
    ("The mission saw two tanks (T-64) and noted that four were missing.", "presence:saw absence:noted"),
    ("An armed man prevented the mission from entering the yard.", "deny_access:prevented"),
    ("A mini drone was jammed over the canal.", "deny_access:jammed"),
    ("The weapons were seen in violation of withdrawal lines.", "presence:seen"),
    ("The Turkish side registered 23 violations in the provinces of Hama and Aleppo.", "violate:violations"),
    ("Servicemen of the centre delivered 3 tonnes of flour to the village.", "aid:delivered"),
    ("Terrorists shelled positions of government troops with mortars.", "shell:shelled"),
    ("Air defence shot down two drones near the base.", "attack:shot"),
    ("Hostilities displaced some 40,000 people in two weeks.", "clash:hostilities displace:displaced"),
    ("Humanitarian convoys could not reach the enclave.", "aid:convoys aid:reach"),
    ("The Council called upon all parties to respect the truce.", "demand:called comply:respect"),
    ("The regime forces target again several places by shells.", "shell:target"),
    ("Casualties in the fall of shells on the town.", "kill:casualties shell:fall"),
    ("Rebels say they will never give up their positions.", "withdraw:give"),
    ("The front handed over its posts to the police.", "withdraw:handed"),
    ("Army regains villages after fierce battles.", "restore_control:regains clash:battles"),
    ("Government jets pounded the hills with cluster bombs.", "air_strike:pounded air_strike:bombs"),
    ("Snipers shot dead a shepherd near the line.", "kill:shot"),
    ("The rebels besieged the garrison for a week.", "attack:besieged"),
    ("A lull in fighting allowed families to return.", "clash:fighting"),
    ("The envoy again calls on all parties to talk.", "demand:calls"),
    ("The centre once more calls on the militia to talk.", "demand:calls"),
    ("On the whole, the cessation of hostilities is being observed.", "comply:observed"),
    ("Ankara will keep the crossing open.", "open_route:keep"),
    ("Four fuel tankers are being held up off the port.", "deny_access:held"),
    ("The ceasefire is holding along most of the line.", "comply:holding"),
    ("Militants dug trenches and planted mines by the road.", "deploy:planted"),
    ("Engineers cleared mines from the motorway.", "demilitarize:cleared"),
    ("The two foreign ministers discussed the text by telephone.", "negotiate:discussed"),
    ("The guarantors convinced the groups to sign.", "persuade:convinced agree:sign"),
    ("The opposition disputed the map.", "dispute:disputed"),
    (
        "He hailed the accord and vowed to honour its terms.",
        "support:hailed commit_comply:vowed comply:honour",
    ),
    ("Elders of the two clans made peace.", "reconcile:made"),
    ("Tension between the two groups grew.", "tension:tension"),
    ("The sides settled the incident through the centre.", "settle_peacefully:settled"),
    ("The guarantors expect the parties to comply with the deal.", "expect_compliance:expect comply:comply"),
]

NOT_SAID = [
    "The senator withdrew his statement.",
    "He withdrew cash from the account.",
    "The company fired its chief executive.",
    "The two sides are under fire from critics.",
    "Teachers went on strike.",
    "A heart attack ended his career.",
    "The withdrawal deadline passed quietly.",
    "An attack helicopter stood on the apron.",
    "He launched a campaign for mayor.",
    "The plan left many questions open.",
    "The speech struck a chord.",
    "The parliament opened its session.",
    "The book hit the headlines.",
    "The fire brigade came late.",
    "She opened up about her childhood.",
    "The rains closed the season.",
    "The proposal took shape.",
    "Prices moved up in the capital.",
]


@pytest.mark.parametrize(("text", "expected"), SAID + IN_OTHER_WORDS)
def test_words_of_a_sentence_say_their_acts(finder, text, expected):
    assert acts(finder, text) == expected


@pytest.mark.parametrize("text", NOT_SAID)
def test_words_that_only_look_like_acts_say_none(finder, text):
    assert acts(finder, text) == ""
