"""What is denied, refused, failed, prevented or left out is never read as done."""

from __future__ import annotations

import pytest
from tests.reading.reports import Told, done, faults


def not_so(act, **more):
    return Told(act, "asserted", "negative", **more)


def refused(act, **more):
    return Told(act, "refused", "positive", "not_started", **more)


DENIED = [
    ("Tarnia denied that its army had shelled Esk.", not_so("shell", by="tarnia", where=("Esk",))),
    ("The Velk Front denied shelling Dorrin.", not_so("shell", by="velk", actor=("velk",))),
    ("The Tarnian government denied any attack on the observers.", not_so("attack", by="tarnia")),
    ("Ostland rejected claims that it deployed troops in Lowmere.", not_so("deploy")),
    ("Reports that Tarnian forces bombed Esk are false.", not_so("air_strike")),
    ("It is not true that the Velk militia attacked Lowmere.", not_so("attack")),
    ("The claim that Velk attacked Lowmere does not correspond to reality.", not_so("attack")),
    ("The report that Velk attacked Lowmere is not true.", not_so("attack")),
    ("Statements that Velk attacked Lowmere are at odds with reality.", not_so("attack")),
    ("What some channels put about, that Velk attacked Lowmere, is a lie.", not_so("attack")),
    ("The spokesman dismissed reports that Tarnia had shelled Harrowgate.", not_so("shell")),
    ("Both sides deny violating the ceasefire.", not_so("violate", actor=("tarnia", "velk"))),
    ("The shelling of Esk was denied by the Tarnian army.", not_so("shell")),
    ("Velk commanders refuted allegations that their men executed captives.", not_so("murder")),
    ('"We did not shell Dorrin," a Velk commander said.', not_so("shell")),
]

NEGATED = [
    ("Velk fighters have not withdrawn from the separation zone.", not_so("withdraw", actor=("velk",))),
    ("The Tarnian army did not attack Esk.", not_so("attack", actor=("tarnia",))),
    ("Tarnian forces never shelled Lowmere.", not_so("shell")),
    ("Nobody was killed in Dorrin.", not_so("kill", where=("Dorrin",))),
    ("No one has withdrawn.", not_so("withdraw")),
    ("No ceasefire violations were recorded in Upland province.", not_so("violate")),
    (
        "The JMM recorded no ceasefire violations on Tuesday.",
        not_so("violate", when=("2031-03-11", "2031-03-11")),
    ),
    ("Neither side has withdrawn its heavy weapons.", not_so("withdraw")),
    ("Neither Tarnia nor the Velk Front has opened the road.", not_so("open_route")),
    ("None of the tanks has been withdrawn.", not_so("withdraw")),
    ("The tanks haven't been withdrawn.", not_so("withdraw")),
    ("Tarnian troops didn't shell the village.", not_so("shell")),
    ("There was no shelling in Harrowgate.", not_so("shell", where=("Harrowgate",))),
    ("There have been no clashes since Sunday.", not_so("clash")),
    ("Not a single shell hit Dorrin.", not_so("shell")),
    ("Not one tank has left the separation zone.", not_so("withdraw")),
    ("The attack on Esk did not take place.", not_so("attack")),
    ("No withdrawal has taken place.", not_so("withdraw")),
    ("The withdrawal has not begun.", not_so("withdraw", aspect="not_started")),
    ("The withdrawal has yet to begin.", not_so("withdraw", aspect="not_started")),
    ("Velk fighters have yet to leave Lowmere.", not_so("withdraw", aspect="not_started")),
    ("Velk fighters have not started to withdraw.", not_so("withdraw", aspect="not_started")),
    ("The Tarnian army has not yet withdrawn its tanks.", not_so("withdraw", aspect="not_started")),
    ("Fighters did not leave the town, nor did they surrender their arms.", not_so("withdraw")),
    ("The convoy never reached Esk, and its drivers were not killed.", not_so("kill")),
    ("Tarnia is not withdrawing from the strip.", not_so("withdraw")),
    ("The Mission has seen no withdrawal of heavy weapons.", not_so("withdraw", term="heavy-weapons")),
    ("The observers saw no tanks withdraw.", not_so("withdraw")),
    ("Hardly any fighting was heard in Dorrin.", None),
    ("There was neither shelling nor any air strike in Esk.", not_so("shell")),
    ("The agreement was never implemented.", not_so("implement")),
    ("The Velk Front does not comply with the agreement.", not_so("comply")),
    ("The army stopped short of attacking Esk.", not_so("attack")),
    ("Nothing was withdrawn from the separation zone.", not_so("withdraw")),
    ("Esk has not been shelled for a week.", not_so("shell")),
]

FAILED = [
    ("Velk fighters failed to withdraw.", not_so("withdraw", actor=("velk",))),
    (
        "The Velk Front failed to withdraw its tanks from the separation zone.",
        not_so("withdraw", term="tanks"),
    ),
    ("Tarnia's failure to withdraw its howitzers angered Ostland.", not_so("withdraw")),
    ("Tarnian troops were unable to withdraw.", not_so("withdraw")),
    ("The rebels could not capture the hill.", not_so("restore_control")),
    ("Tarnian troops did not manage to capture Esk.", not_so("restore_control")),
    ("The Velk Front has neglected to open the road.", not_so("open_route")),
    ("An attack on Lowmere was prevented by the Mission.", not_so("attack")),
    ("Ostland prevented the Tarnian army from attacking Esk.", not_so("attack")),
    ("The Velk Front cancelled the withdrawal of its tanks.", not_so("withdraw")),
    ("Tarnia called off its offensive against Esk.", not_so("attack")),
    ("The army refrained from shelling the town.", not_so("shell")),
    ("The absence of shelling surprised villagers.", not_so("shell")),
    ("The lack of a withdrawal worries Ostland.", not_so("withdraw")),
    ("Police foiled an attack in Dorrin.", not_so("attack")),
    ("Negotiators averted an attack on Lowmere.", not_so("attack")),
    ("The Velk Front pretended to withdraw.", not_so("withdraw")),
    ("Tarnian troops abandoned their attempt to capture Esk.", None),
    ("The militia avoided attacking the observers.", not_so("attack")),
]

WITHOUT = [
    ("The convoy passed without being attacked.", not_so("attack")),
    ("The day ended without shelling.", not_so("shell")),
    ("Instead of withdrawing, the Velk militia dug in.", not_so("withdraw")),
    ("Rather than withdraw, the Tarnian army reinforced its positions.", not_so("withdraw")),
    ("Without withdrawing a single tank, Tarnia claimed to have honoured the truce.", not_so("withdraw")),
    ("The Velk Front moved its tanks forward instead of withdrawing them.", not_so("withdraw")),
    ("Far from withdrawing, the militia reinforced Esk.", not_so("withdraw")),
]

REFUSED = [
    ("The Velk Front refused to withdraw from Esk.", refused("withdraw", actor=("velk",), by="velk")),
    ("Tarnia refuses to open the road.", refused("open_route", actor=("tarnia",))),
    ("The Velk Front declined to withdraw.", refused("withdraw", actor=("velk",))),
    ("The militia's refusal to withdraw its tanks threatens the truce.", refused("withdraw")),
    ('"We will not withdraw," a Velk commander said.', refused("withdraw", by="velk")),
    ("The Velk Front said it would not withdraw.", refused("withdraw", actor=("velk",), by="velk")),
    ("The Velk Front rejected calls to withdraw from Lowmere.", refused("withdraw")),
    ("Tarnia rejected the demand to withdraw its tanks.", refused("withdraw")),
    ("The Velk militia is unwilling to leave Esk.", refused("withdraw")),
    ("The Velk Front has refused to comply with the agreement.", refused("comply", actor=("velk",))),
    ("Tarnia ruled out withdrawing from the separation zone.", refused("withdraw")),
    ("The Velk Front vowed never to withdraw.", None),
    ("Velk fighters resisted pressure to withdraw.", None),
    ("The rebels refused to hand over their arms or leave the town.", refused("withdraw")),
    ("The Velk Front has no intention of withdrawing.", None),
    ("Tarnia has no plans to withdraw.", None),
]

# What is read too carefully yet: open where the words deny it. Held only not to come out as done.
KNOWN_GAPS = [
    ("There is no truth in reports that Velk fighters shelled the school.", None),
    ("Tarnia's denial that it shelled the market convinced nobody.", None),
    ("No shots were fired in Esk overnight.", None),
]
SENTENCES = [*DENIED, *NEGATED, *FAILED, *WITHOUT, *REFUSED, *KNOWN_GAPS]
# Acts that these sentences tell as done besides.
ALSO_DONE = {
    "demand", "refuse", "reject", "support", "deploy", "agree", "commit_comply", "dispute", "coerce",
    "restore_control", "comply", "monitor", "absence",
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [pair for pair in SENTENCES if pair[1]])
def test_what_did_not_happen_is_told_so(text, told):
    assert faults(text, told) == []


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_nothing_denied_refused_or_failed_comes_out_as_done(text, told):
    also = ALSO_DONE - ({told.act} if told else set())
    assert done(text) <= also


HALF_HIDDEN = [
    ("It is far from certain that the Velk Front withdrew from Esk.", Told("withdraw", "possible")),
    ("It is not clear that the Velk Front withdrew from Esk.", Told("withdraw", "possible")),
    ("Rumours that Tarnia shelled Esk went round the town.", Told("shell", "possible")),
    ("According to unconfirmed reports, Tarnian tanks entered Esk.", Told("deploy", "possible")),
    ("There are unconfirmed reports that Tarnia shelled Esk.", Told("shell", "possible")),
    ("The ministry dismissed as fake a claim that its aircraft bombed Esk.", Told("air_strike", "possible")),
    ("The withdrawal of the Velk Front is a condition of the deal.", Told("withdraw", "required")),
    ("Under the deal, Tarnia withdraws its tanks from Esk.", Told("withdraw", "required")),
    ("In the deal it is written that Tarnia withdraws its tanks.", Told("withdraw", "required")),
]


@pytest.mark.parametrize(("sentence", "told"), HALF_HIDDEN)
def test_what_is_only_rumoured_or_laid_down_is_not_told_as_done(sentence, told):
    assert not faults(sentence, told)


@pytest.mark.parametrize(
    "sentence",
    ["The minister came under fire for his remarks.", "Leaders are locked in a battle over the budget."],
)
def test_fire_and_battle_of_words_are_no_acts(sentence):
    assert not done(sentence)
