"""More ways of saying each act: families of words that writers of every kind use, and their false friends."""

from __future__ import annotations

import pytest
from tests.reading.reports import said

FIRE = [
    ("Separatists let loose with mortars at Esk.", "shell"),
    ("Two tanks emptied their magazines at Esk.", "shell"),
    ("Gunmen sprayed the checkpoint with bullets.", "shell"),
    ("The army responded with artillery.", "shell"),
    ("Tarnian units responded to the sources of fire.", "shell"),
    ("Tarnian positions near Esk took incoming fire.", "shell"),
    ("Outgoing fire was heard from the direction of Esk.", "shell"),
    ("Nobody could tell incoming from outgoing fire.", ""),
    ("Shots rang out in the centre of Esk.", "shell"),
    ("Gunshots were heard near the square.", "shell"),
    ("A torrent of rockets fell on Esk.", "shell"),
    ("The speech met a torrent of insults.", "meet"),
    ("Esk has been pummelled for three days.", "shell"),
    ("Katyusha rockets rained on Esk.", "shell"),
    ("Artillery exchanges shook Esk overnight.", "clash"),
    ("The two sides traded artillery and mortar fire.", "clash"),
    ("Tarnian paratroopers engaged the rebels near Esk.", "clash"),
    ("The envoy engaged with the Velk Front.", ""),
    ("Kinetic activity was observed near Esk.", "clash"),
    ("The fighting died down by evening.", "clash"),
    ("Jets dropped their payloads on Esk.", "air_strike"),
    ("Barrel bombs rained on Esk.", "air_strike"),
    ("The base came under drone attack.", "air_strike"),
    ("Reconnaissance planes circled over Esk.", "monitor"),
    ("The Velk Front went on the offensive at Esk.", "attack"),
    ("The army pushed the rebels out of Esk.", "attack"),
    ("The army beat back an assault on Esk.", "attack"),
    ("The minister hit back at his critics.", ""),
    ("The enemy carried out three assault actions near Esk.", "attack"),
    ("Gunmen lay in wait for the column.", "ambush"),
    ("Three fighters were eliminated.", "kill"),
    ("The engineers neutralised 23 shells.", ""),
    ("Snipers picked off two soldiers.", "kill"),
    ("A soldier was fatally wounded near Esk.", "kill"),
    ("Five soldiers fell in the line of duty.", "kill"),
    ("A mayor was found stabbed to death.", "murder"),
]
MOVES = [
    ("Fighters were bussed out of Esk.", "withdraw"),
    ("The fighters slipped away at night.", "withdraw"),
    ("The militia fled from the front line.", "withdraw"),
    ("Residents fled as the militia came to Esk.", "deploy displace"),
    ("The Velk Front has not budged from Esk.", "withdraw!"),
    ("Tarnia reduced its presence in Esk.", "withdraw"),
    ("The Velk Front deserted its posts near Esk.", "withdraw"),
    ("The brigade was called back from the front.", "withdraw"),
    ("The agreement calls for tanks to be pulled back.", "demand withdraw?"),
    ("The handover of Esk port took place on Sunday.", "withdraw"),
    ("They staged a handover for the cameras.", ""),
    ("Tarnia poured troops into Esk.", "deploy"),
    ("Tarnia keeps pumping weapons into Esk.", "deploy"),
    ("Tarnia gathered troops south of Esk.", "deploy"),
    ("A delegation of the command arrived in Esk.", ""),
    ("Tanks rumbled towards Esk.", "deploy"),
    ("The Velk Front scattered landmines around Esk.", "deploy"),
    ("Monitors fanned out across Esk.", "deploy"),
    ("The Velk Front still has fighters in Esk.", "presence"),
    ("The port is still in Velk hands.", "presence"),
    ("In Ostland they shook hands.", ""),
    ("Velk gunmen are roaming Esk.", "presence"),
    ("Esk is teeming with fighters.", "presence"),
    ("The team came across two tanks.", "presence"),
    ("The port was clear of fighters.", "absence"),
    ("No heavy weapons were in sight.", "absence"),
]


@pytest.mark.parametrize(("text", "acts"), [*FIRE, *MOVES])
def test_a_sentence_says_its_acts_and_no_others(text, acts):
    assert said(text) == acts
