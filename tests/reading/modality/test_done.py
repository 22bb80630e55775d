"""What is told as done, known, under way or usual is read so, with who, where, when and on whose word."""

# ruff: noqa: E501 - a sentence of a report stands on one line

from __future__ import annotations

import pytest
from tests.reading.reports import Told, claims, done, faults


def so(act, **more):
    return Told(act, "asserted", **more)


def known(act, **more):
    return Told(act, "presupposed", **more)


PLAIN = [
    ("Velk fighters shelled Dorrin on Monday.", so("shell", aspect="completed", actor=("velk",), where=("Dorrin",), when=("2031-03-10", "2031-03-10"), by="author")),
    ("The Tarnian army carried out no fewer than 45 air strikes on Esk.", so("air_strike", where=("Esk",))),
    ("No more than five shells fell on Esk.", so("shell", where=("Esk",))),
    ("No less than ten raids on Esk were recorded.", so("attack", where=("Esk",))),
    ("The Tarnian army attacked Esk.", so("attack", aspect="completed", actor=("tarnia",), where=("Esk",))),
    ("Esk was shelled by the Tarnian army.", so("shell", actor=("tarnia",), where=("Esk",))),
    ("Esk was shelled.", so("shell", actor=(), where=("Esk",))),
    ("Tarnian forces carried out an attack on Lowmere.", so("attack", actor=("tarnia",), where=("Lowmere",), trigger="attack")),
    ("The Velk Front has withdrawn its tanks from the separation zone.", so("withdraw", aspect="completed", actor=("velk",), term="tanks", where=("separation",))),
    ("The Velk Front managed to withdraw its tanks.", so("withdraw", aspect="completed", actor=("velk",))),
    ("Velk fighters were forced to leave Esk.", so("withdraw", aspect="completed", actor=("velk",))),
    ("Ostland forced the Velk Front to withdraw.", so("withdraw", actor=("velk",))),
    ("The withdrawal of the tanks took place on 9 March.", so("withdraw", when=("2031-03-09", "2031-03-09"))),
    ("Tarnia succeeded in capturing Dorrin.", so("restore_control", actor=("tarnia",))),
    ("Three civilians were killed in Dorrin.", so("kill", actor=(), where=("Dorrin",))),
    ("Clashes broke out near Harrowgate.", so("clash", where=("Harrowgate",))),
    ("Tarnian troops and Velk fighters clashed near Esk.", so("clash", actor=("tarnia", "velk"), where=("Esk",))),
    ("The JMM recorded six ceasefire violations in Upland province.", so("violate", by="author")),
    ("The Mission saw two tanks in the separation zone.", so("presence", aspect="ongoing", where=("separation",))),
    ("The Velk Front opened the road to aid convoys.", so("open_route", actor=("velk",))),
    ("Ostland's foreign minister met Velk leaders in Lowmere.", so("meet", where=("Lowmere",))),
    ("On 8 March Tarnian jets bombed Esk.", so("air_strike", when=("2031-03-08", "2031-03-08"), where=("Esk",))),
    ("Yesterday Velk fighters left Lowmere.", so("withdraw", when=("2031-03-12", "2031-03-12"))),
    ("The Tarnian army said Velk fighters shelled Dorrin.", so("shell", actor=("velk",), by="tarnia")),
    ("According to the Velk Front, Tarnian forces shelled Esk.", so("shell", actor=("tarnia",), by="velk")),
    ("Tarnian forces shelled Esk, the Velk Front said.", so("shell", actor=("tarnia",), by="velk")),
    ('"The Tarnian army shelled Esk," a Velk spokesman said.', so("shell", actor=("tarnia",), by="velk")),
    ("The Velk Front accused Tarnia of shelling Esk.", so("shell", actor=("tarnia",), by="velk")),
    ("Tarnia confirmed that it had shelled Esk.", so("shell", actor=("tarnia",), by="tarnia")),
    ("Tarnia admitted shelling the market.", so("shell", actor=("tarnia",))),
    ("Velk fighters reportedly shelled Dorrin.", so("shell", actor=("velk",))),
    ("The Velk Front demanded that Tarnia withdraw.", so("demand", actor=("velk",), by="author")),
    ("The Velk Front refused to withdraw.", so("refuse", actor=("velk",), by="author")),
    ("Tarnia agreed to open the road.", so("agree", actor=("tarnia",))),
    ("The shelling of Esk killed four people.", so("kill", where=("Esk",))),
    ("It was the Tarnian army that shelled Esk.", so("shell")),
    ("Tarnia did shell Esk.", so("shell", actor=("tarnia",))),
    ("The last tank left the separation zone on Sunday.", so("withdraw", when=("2031-03-09", "2031-03-09"))),
    ("Not only did Tarnia shell Esk, it also bombed Dorrin.", so("air_strike", where=("Dorrin",))),
    ("The Velk Front stopped the convoy and shelled it.", so("shell", actor=("velk",))),
    ("The army did not retreat but attacked Esk.", so("attack")),
    ("Tarnian troops entered the separation zone without asking the Mission.", so("deploy", actor=("tarnia",))),
    ("The Mission verified the withdrawal of the tanks.", known("withdraw")),
]  # fmt: skip

KNOWN = [
    ("After the withdrawal of the tanks, villagers returned.", known("withdraw")),
    ("Ostland condemned the shelling of Esk.", known("shell", where=("Esk",))),
    ("Since the attack on Lowmere the road has been closed.", known("attack")),
    ("Ostland condemned the killing of three civilians.", known("kill")),
    ("Because of the shelling, the school stayed shut.", known("shell")),
    ("The victims of the attack were buried on Tuesday.", known("attack")),
    ("The Velk Front claimed responsibility for the attack.", known("attack")),
    ("Ostland welcomed the withdrawal of the tanks.", known("withdraw")),
]

PHASES = [
    ("The Velk Front began to withdraw its tanks.", so("withdraw", aspect="ongoing")),
    ("The Velk Front has started withdrawing.", so("withdraw", aspect="ongoing")),
    ("The withdrawal has begun.", so("withdraw", aspect="ongoing")),
    ("The withdrawal is under way.", so("withdraw", aspect="ongoing")),
    ("Tarnian forces are shelling Esk.", so("shell", aspect="ongoing")),
    ("Tarnian forces continue to shell Esk.", so("shell", aspect="ongoing")),
    ("Tarnian forces kept shelling Esk.", so("shell", aspect="ongoing")),
    ("The process of withdrawing heavy weapons continues.", so("withdraw", aspect="ongoing")),
    ("The withdrawal was completed on Sunday.", so("withdraw", aspect="completed")),
    ("The Velk Front finished withdrawing its tanks.", so("withdraw", aspect="completed")),
    ("The withdrawal is complete.", so("withdraw", aspect="completed")),
    ("The withdrawal has not been completed.", so("withdraw", aspect="ongoing")),
    ("Tarnian guns shell Esk every day.", so("shell", aspect="habitual")),
    ("Tarnian guns regularly shell Esk.", so("shell", aspect="habitual")),
    ("Velk fighters remain in Esk.", so("presence", aspect="ongoing", actor=("velk",))),
    ("Shelling of Esk resumed on Monday.", so("shell", aspect="ongoing")),
    ("The Velk Front is complying with the agreement.", so("comply", aspect="ongoing")),
    ("Tarnian guns stopped shelling Esk.", Told("shell", "asserted", "negative")),
    ("Shelling ceased on Monday.", Told("shell", "asserted", "negative")),
    ("The end of the shelling was greeted with relief.", Told("shell", "asserted", "negative")),
]

TRENDS = [
    ("Clashes increased in Upland province.", "clash", "up"),
    ("Shelling of Dorrin intensified.", "shell", "up"),
    ("Ceasefire violations decreased.", "violate", "down"),
    ("Shelling subsided overnight.", "shell", "down"),
]
# Acts that are done although words of denial, promise or demand stand near them.
DONE = [
    ("After failing to reach an agreement, the army attacked Esk.", "attack"),
    ("Despite the ceasefire, Tarnian guns shelled Dorrin.", "shell"),
    ("The army attacked without warning.", "attack"),
    ("Without firing a shot, the army took Esk.", "restore_control"),
    ("The militia, which had refused to withdraw, was attacked on Sunday.", "attack"),
    ("Tarnia, which denies breaking the truce, shelled Esk on Monday.", "shell"),
    ("The militia withdrew rather than fight.", "withdraw"),
    ("The militia withdrew to avoid a battle.", "withdraw"),
    ("The militia withdrew as it had promised.", "withdraw"),
    ("As agreed, the militia withdrew.", "withdraw"),
    ("As planned, Tarnia withdrew its tanks.", "withdraw"),
    ("The planned withdrawal has begun.", "withdraw"),
    ("The promised withdrawal was completed on Sunday.", "withdraw"),
    ("The expected offensive began at dawn.", "attack"),
    ("The army carried out the attack it had threatened.", "attack"),
    ("Tarnia kept its promise and withdrew.", "withdraw"),
    ("Tarnia gave in to pressure and withdrew its tanks.", "withdraw"),
    ("Ordered to withdraw, the militia shelled Dorrin instead.", "shell"),
    ("Instead of withdrawing, the militia attacked Dorrin.", "attack"),
    ("The militia not only stayed but attacked the Mission.", "attack"),
    ("The army had hardly left when the militia captured Esk.", "restore_control"),
    ("Shells hit Esk, killing two children.", "kill"),
    ("A shell hit a house, and a woman was killed.", "kill"),
    ("Gunmen opened fire on a patrol, wounding an officer.", "shell"),
    ("The road to Lowmere has been reopened.", "open_route"),
    ("Aid was delivered to Esk for the first time in a year.", "aid"),
    ("Four hundred families fled Dorrin.", "displace"),
    ("The sides have agreed a timetable for withdrawal.", "agree"),
    ("The army says that it has withdrawn its tanks from the zone.", "withdraw"),
    ("It is reported that the militia has left Esk.", "withdraw"),
    ("It has been confirmed that two soldiers were killed.", "kill"),
    ("We withdrew our tanks on Sunday, a Tarnian general said.", "withdraw"),
    ("The Mission noted that the tanks had been withdrawn.", "withdraw"),
    ("The Mission saw that two tanks were withdrawn.", "withdraw"),
    ("The withdrawal, which began on Monday, continues.", "withdraw"),
    ("The attack came hours after the talks failed.", "attack"),
    ("The attack was the deadliest in months.", "attack"),
    ("It was the third attack on Esk this week.", "attack"),
    ("There was an attack on Esk on Sunday.", "attack"),
    ("There were heavy clashes in Dorrin.", "clash"),
    ("There has been heavy shelling near Esk.", "shell"),
    ("Fighting raged near Esk all night.", "clash"),
    ("Esk came under heavy shelling.", "shell"),
    ("The village was subjected to artillery fire.", "shell"),
    ("The army allowed the fighters to leave and they left.", "withdraw"),
    ("The sides exchanged fire near Harrowgate.", "clash"),
    ("The army responded to the attack by shelling Esk.", "shell"),
    ("By shelling Esk, Tarnia violated the truce.", "shell"),
    ("In shelling Esk the army broke the truce.", "shell"),
    ("The army used tanks to shell Esk.", "shell"),
    ("The army was able to capture Esk.", "restore_control"),
    ("The army went on to capture Esk.", "restore_control"),
    ("Faced with defeat, the militia withdrew.", "withdraw"),
    ("Having withdrawn its tanks, Tarnia asked for talks.", "withdraw"),
    ("Once the tanks had left, the road was opened.", "open_route"),
    ("When the tanks left, villagers returned.", "withdraw"),
    ("Before the talks began, Tarnia shelled Esk.", "shell"),
    ("While the sides talked, the army attacked Esk.", "attack"),
    ("Although it had agreed to withdraw, the army attacked.", "attack"),
    ("The army attacked because the militia had not withdrawn.", "attack"),
    ("The army attacked even though talks were going on.", "attack"),
    ("The army attacked so that the road could be opened.", "attack"),
    ("The army attacked to open the road.", "attack"),
    ("The army shelled Esk in response to an attack.", "shell"),
    ("Army shells Esk", "shell"),
    ("Two killed in Esk attack", "kill"),
    ("Velk fighters leave Esk", "withdraw"),
    ("Esk shelled overnight", "shell"),
    ("Tarnian jets bomb Esk market, 12 dead", "air_strike"),
    ("09:40 shelling from the east, two houses hit", "shell"),
    ("Two civilians were killed when shells hit a bus.", "kill"),
    ("Mission confirms withdrawal of tanks from Esk", "withdraw"),
    ("The group that shelled Esk has left.", "shell", "withdraw"),
    ("Those who attacked the patrol escaped.", "attack"),
    ("The soldier killed on Monday was buried.", "kill"),
    ("Tanks withdrawn from Esk were seen near Lowmere.", "withdraw"),
    ("The Velk Front left Esk in March and nobody went back, so who is to blame?", "withdraw"),
    ("Velk fighters shelled Esk on Friday, and what did the observers do?", "shell"),
]
SENTENCES = [*PLAIN, *KNOWN, *PHASES]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_what_is_told_as_a_fact_is_read_as_one(text, told):
    assert faults(text, told) == []


@pytest.mark.parametrize(("text", "act", "way"), TRENDS)
def test_a_change_of_what_goes_on_is_a_trend(text, act, way):
    assert [(claim.act.value, claim.trend, claim.polarity) for claim in claims(text)] == [
        (act, way, "positive")
    ]


@pytest.mark.parametrize("row", DONE, ids=lambda row: row[0])
def test_what_is_done_is_not_lost_beside_what_is_not(row):
    text, *acts = row
    assert done(text) >= set(acts)
