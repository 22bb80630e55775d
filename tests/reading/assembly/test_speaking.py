"""On whose word: the author's, a speaker's, or that of the agreement itself."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def word_of(text, act):
    by = next(claim for claim in claims(text) if claim.act.value == act).attribution
    return by.by if by.by != "speaker" else by.party or by.text


@pytest.mark.parametrize(
    ("text", "act", "whose"),
    [
        ("Tarnian forces shelled Esk.", "shell", "author"),
        ("The Velk Front said Tarnian forces shelled Esk.", "shell", "velk"),
        ("Tarnian forces shelled Esk, the Velk Front said.", "shell", "velk"),
        ("Tarnian forces, the Velk Front said, shelled Esk.", "shell", "velk"),
        ("According to Ostland, Tarnian forces shelled Esk.", "shell", "ostland"),
        ("Tarnian forces shelled Esk, according to Ostland.", "shell", "ostland"),
        ("Ostland said there had been shelling in Esk.", "shell", "ostland"),
        ("A resident says there is heavy shelling.", "shell", "resident"),
        ("Tarnian forces shelled Esk, Moro, who heads the Velk Front, told reporters.", "shell", "velk"),
        ('"Tarnian forces shelled Esk," Moro, a fighter with the Velk Front, said.', "shell", "velk"),
        ("Moro, a spokesman for the Velk Front, claims Tarnian forces shelled Esk.", "shell", "velk"),
        ('Moro, spokesman for the Velk Front: "Tarnian forces shelled Esk."', "shell", "velk"),
        ("As Ostland reported on Friday, Tarnian forces shelled Esk.", "shell", "ostland"),
        ("In the words of Ostland, Tarnian forces shelled Esk.", "shell", "ostland"),
        ("Velk men left, while Ostland, asked by us, said Tarnia shelled Esk.", "shell", "ostland"),
        ("Tarnia said all left, whereas the Velk Front said it shelled Esk.", "shell", "velk"),
        ("On Friday, the Velk Front said, Tarnian forces shelled Esk.", "shell", "velk"),
        ("Tarnian forces shelled Esk, as Ostland itself has announced.", "shell", "ostland"),
        ("According to Ostland, all is calm, but the Velk Front said the army shelled Esk.", "shell", "velk"),
        ("Ostland regrets the raid on Esk, in which, according to locals, two men died.", "attack", "author"),
        ("Ostland regrets the raid on Esk, in which, according to locals, two men died.", "kill", "locals"),
        ("The Velk Front denied that it had left and claimed that Tarnia shelled Esk.", "shell", "velk"),
        ("The Velk Front denied that it had fired and insisted that Tarnia shelled Esk.", "shell", "velk"),
        ("In Ostland's view, Tarnian forces shelled Esk.", "shell", "ostland"),
        ("Per Ostland, Tarnian forces shelled Esk.", "shell", "ostland"),
        ("Tarnian forces keep firing, Ostland said, shelling Esk.", "shell", "ostland"),
        ("Ostland and Velk said Tarnian forces shelled Esk.", "shell", "Ostland"),
        ("Residents spoke of heavy shelling in Esk.", "shell", "Residents"),
        ("Tarnian forces reportedly shelled Esk.", "shell", "reportedly"),
        ('"Tarnian forces shelled Esk," said a Velk spokesman.', "shell", "velk"),
        ("A resident told reporters that Tarnian forces shelled Esk.", "shell", "resident"),
        ("The Mission recorded a ceasefire violation in Esk.", "violate", "author"),
        ("Our team noted a ceasefire violation in Esk.", "violate", "author"),
        ("UNPQ recorded 12 ceasefire violations in Esk.", "violate", "UNPQ"),
        ("The Velk Front reported a ceasefire violation in Esk.", "violate", "velk"),
        ("The Velk Front accused Tarnia of shelling Esk.", "shell", "velk"),
        ("Ostland demanded that Tarnia withdraw.", "demand", "author"),
        ("Ostland demanded that Tarnia withdraw.", "withdraw", "ostland"),
        ("The Velk Front said Ostland demanded a withdrawal.", "demand", "velk"),
        ("Under the agreement, Tarnia must withdraw.", "withdraw", "agreement"),
        ("The agreement says that Tarnia must withdraw.", "withdraw", "agreement"),
        ('Velk Front: "Tarnia shelled Esk"', "shell", "velk"),
        ('- (17:50) Velk Front: "Tarnia shelled Esk"', "shell", "velk"),
        ("12:20 Correspondent: two men killed by sniper in Esk", "kill", "Correspondent"),
        ("Tarnia's news agency said the Velk Front shelled Esk.", "shell", "Tarnia's news agency"),
        ("They heard 12 explosions in Esk.", "shell", "author"),
        ("A man told UNPQ that masked men had abducted his son.", "abduct", "man"),
        ("The Velk Front reported two attacks in which three civilians died.", "kill", "velk"),
        ("Ostland accused Tarnia of an attack, in which nine civilians died.", "kill", "ostland"),
        ("Ostland condemned the attack, in which nine civilians died.", "kill", "author"),
        ("Both sides said Ostland shelled Esk.", "shell", "Both sides"),
        ("Ostland said it supported the truce.", "support", "author"),
        ("Ostland said it had supported the truce.", "support", "ostland"),
        ("Ostland threatened to attack Esk.", "attack", "ostland"),
        ("Ostland threatens sanctions if Esk is attacked.", "attack", "ostland"),
        ("Ostland expects Tarnia to withdraw.", "withdraw", "ostland"),
        ("Tarnian forces shelled Esk, but nobody was hurt, Ostland said.", "shell", "ostland"),
        ("Ostland asked Tarnia, which attacked Esk, to withdraw.", "attack", "author"),
        ("Tarnia refused to withdraw.", "withdraw", "tarnia"),
        ("Ostland denies that it supported the truce.", "support", "ostland"),
        ("Tarnian forces shelled Esk, Ostland said, while the Velk Front kept silent.", "wait", "author"),
        ("The Velk Front admitted a breach of the truce.", "violate", "velk"),
        ("Tarnian forces shelled Esk and wounded six, says the Velk Front.", "shell", "velk"),
        ("The JMM inspected Esk, wrote something in the notebook.", "monitor", "author"),
        ('"Nobody shelled Esk, nobody explained also," a resident said.', "shell", "resident"),
        ("Tarnia refused to withdraw.", "refuse", "author"),
    ],
)  # fmt: skip
def test_every_claim_is_on_the_word_of_who_says_so(text, act, whose):
    assert word_of(text, act).removeprefix("A ").removeprefix("a ") == whose


def test_one_who_speaks_is_not_the_doer_of_what_they_tell():
    (claim,) = claims("The Velk Front said Tarnian forces shelled Esk.")
    assert [actor.party for actor in claim.actor] == ["tarnia"]


def test_what_a_state_s_own_media_say_is_no_second_source_beside_the_state():
    (claim,) = claims("Velk fighters left Esk, Tarnia's state media said.")
    assert (claim.attribution.by, claim.attribution.party) == ("speaker", None)
    assert claim.source.family == "tarnia"


def test_a_paper_of_a_country_is_nobody_s_organ():
    (claim,) = claims("Velk fighters left Esk, a Tarnia newspaper said.")
    assert claim.source.family == "test"
