"""Who did what to whom, with what, where and how many, in the constructions that reports use."""

from __future__ import annotations

import pytest
from tests.reading.deeds import Deed, claims, faults

# Fire, attacks, clashes: who fires at whom, with what.
FIRE = [
    (
        "Velk fighters shelled Tarnian positions near Esk with 82 mm mortars.",
        Deed("shell shelled", who="velk", whom="tarnia", what="mortars", where="Esk", count=""),
    ),
    (
        "Tarnian positions near Esk came under fire from the Velk militia.",
        Deed("shell fire", who="velk", whom="tarnia", what="", where="Esk", count=""),
    ),
    (
        "Velk fighters opened fire on an army checkpoint at Lowmere.",
        Deed("shell", who="velk", where="Lowmere", count=""),
    ),
    (
        "Tarnian tanks fired at Velk positions in Dorrin.",
        Deed("shell", who="tarnia", whom="velk", what="tanks", where="Dorrin", count=""),
    ),
    (
        "The Tarnian army fired ten mortar rounds towards Harrowgate.",
        Deed("shell", who="tarnia", whom="", what="mortars", where="Harrowgate", count="10"),
    ),
    (
        "Tarnian artillery targeted Velk positions with 122 mm howitzers.",
        Deed("shell targeted", who="tarnia", whom="velk", what="artillery-100", where="", count=""),
    ),
    (
        "Tarnian forces fired Grad rockets at Esk.",
        Deed("shell", who="tarnia", whom="", what="mlrs", where="Esk", count=""),
    ),
    (
        "The Velk Front struck Dorrin with Grad rockets, wounding two civilians.",
        Deed("shell struck", who="velk", whom="", what="mlrs", where="Dorrin", count=""),
    ),
    (
        "The village of Harrowgate was shelled by Tarnian troops with mortars.",
        Deed("shell shelled", who="tarnia", whom="", what="mortars", where="Harrowgate", count=""),
    ),
    (
        "Three mortar shells landed near Lowmere.",
        Deed("shell landed", who="", whom="", what="mortars", where="Lowmere", count="3"),
    ),
    ("Tank fire was heard in Esk.", Deed("shell", who="", whom="", what="tanks", where="Esk", count="")),
    (
        "Sniper fire from Velk positions killed a Tarnian soldier in Dorrin.",
        Deed("shell", who="velk", where="Dorrin"),
        Deed("kill killed", who="velk", whom="tarnia", what="", where="Dorrin", count=""),
    ),
    (
        "A Tarnian soldier was killed by sniper fire near Esk.",
        Deed("kill killed", who="sniper", whom="tarnia", what="", where="Esk", count=""),
    ),
    (
        "There was an exchange of fire between Tarnian troops and the Velk militia in Lowmere.",
        Deed("clash", who="tarnia, velk", whom="", what="", where="Lowmere", count=""),
    ),
    (
        "Tarnian forces and Velk fighters exchanged fire near Dorrin.",
        Deed("clash exchanged fire", who="tarnia, velk", whom="", what="", where="Dorrin", count=""),
    ),
    (
        "Tarnia and the Velk Front clashed near Lowmere.",
        Deed("clash clashed", who="tarnia, velk", whom="", what="", where="Lowmere", count=""),
    ),
    (
        "Tarnian forces clashed with Velk fighters on the outskirts of Esk.",
        Deed("clash clashed", who="tarnia, velk", whom="", what="", where="Esk", count=""),
    ),
    (
        "Clashes of Tarnian troops with the Velk militia continue in Upland province.",
        Deed("clash Clashes", who="tarnia, velk", count=""),
    ),
    (
        "Clashes broke out between Tarnian forces and the Velk Front in Harrowgate.",
        Deed("clash Clashes", who="tarnia, velk", whom="", what="", where="Harrowgate", count=""),
    ),
    (
        "Heavy fighting raged in Esk between the Tarnian army and Velk fighters.",
        Deed("clash", who="tarnia, velk", whom="", what="", where="Esk", count=""),
    ),
    (
        "Two people were killed in a clash between Velk fighters and Tarnian police.",
        Deed("clash clash", who="velk, tarnia", what="", count=""),
        Deed("kill killed", who=""),
    ),
    (
        "The attack of the Velk militia on the Tarnian army failed in Dorrin.",
        Deed("attack attack", who="velk", whom="tarnia"),
    ),
    (
        "The Velk attack on Tarnian troops lasted two hours.",
        Deed("attack attack", who="velk", whom="tarnia", what="", where="", count=""),
    ),
    (
        "The attack by Velk fighters against a Tarnian convoy left three dead.",
        Deed("attack attack", who="velk", whom="tarnia"),
    ),
    (
        "Velk fighters carried out a raid on a Tarnian post near Esk.",
        Deed("attack raid", who="velk", whom="tarnia", where="Esk", count=""),
    ),
    (
        "The Tarnian army launched an offensive against the Velk Front in Upland province.",
        Deed("attack offensive", who="tarnia", whom="velk", where="Upland province", count=""),
    ),
    (
        "Tarnian troops repelled an attack by the Velk militia near Lowmere.",
        Deed("attack attack", who="velk", what="", where="Lowmere", count=""),
    ),
    (
        "Tarnian forces repulsed a Velk assault on Harrowgate.",
        Deed("attack assault", who="velk", what="", where="Harrowgate", count=""),
    ),
    (
        "The army beat back an attack of the Velk Front on Esk.",
        Deed("attack attack", who="velk", what="", where="Esk", count=""),
    ),
    (
        "The Velk Front said it had foiled an infiltration attempt by Tarnian troops.",
        Deed("attack", who="tarnia"),
    ),
    ("Tarnian helicopters dropped barrel bombs on Dorrin.", Deed("air_strike", who="tarnia", where="Dorrin")),
    (
        "Ten barrel bombs were dropped on Esk by Tarnian helicopters.",
        Deed("air_strike", who="tarnia", whom="", where="Esk", count="10"),
    ),
    (
        "Tarnian warplanes carried out six air strikes on Lowmere.",
        Deed("air_strike air strikes", who="tarnia", whom="", where="Lowmere", count="6"),
    ),
    (
        "Warplanes targeted Velk positions in Harrowgate.",
        Deed("air_strike targeted", whom="velk", where="Harrowgate", count=""),
    ),
    (
        "A drone struck a Velk vehicle near Dorrin.",
        Deed("air_strike struck", whom="velk", what="drone", where="Dorrin", count=""),
    ),
    (
        "An explosion hit a market in Esk, killing four residents.",
        Deed("attack", who="", whom="", where="Esk", count=""),
        Deed("kill killing", who="", whom="people", what="", where="Esk", count=""),
    ),
    ("A car bomb exploded in Lowmere.", Deed("attack", who="", whom="", where="Lowmere", count="")),
    (
        "An improvised explosive device went off near a Tarnian barracks in Esk.",
        Deed("attack", who="", where="Esk", count=""),
    ),
    (
        "Gunmen attacked a Tarnian checkpoint at Harrowgate.",
        Deed("attack attacked", who="Gunmen", whom="tarnia", where="Harrowgate", count=""),
    ),
    (
        "Unknown gunmen assassinated a Velk commander in Lowmere.",
        Deed("murder assassinated", who="Unknown gunmen", whom="velk", what="", where="Lowmere", count=""),
    ),
    (
        "A Velk commander survived an assassination attempt in Esk.",
        Deed("murder assassination attempt", who="", what="", where="Esk", count=""),
    ),
    (
        "The Tarnian army besieged Velk fighters in Dorrin.",
        Deed("attack besieged", who="tarnia", whom="velk", where="Dorrin", count=""),
    ),
    (
        "Velk fighters ambushed a Tarnian patrol on the road to Esk.",
        Deed("ambush ambushed", who="velk", whom="tarnia", where="Esk", count=""),
    ),
    (
        "The Velk militia bombarded the city of Esk for two hours.",
        Deed("shell bombarded", who="velk", whom="", what="", where="Esk", count=""),
    ),
    ("Shells fired by the Tarnian army hit a school in Lowmere.", Deed("shell", who="tarnia")),
    (
        "Two mortar shells landed in Harrowgate on Monday.",
        Deed("shell landed", who="", whom="", what="mortars", where="Harrowgate", count="2"),
    ),
    (
        "Tarnian soldiers exchanged heavy fire with Velk militants.",
        Deed("clash", who="tarnia, velk", whom="", what="", where="", count=""),
    ),
    (
        "Velk snipers shot at residents in Esk.",
        Deed("shell shot at", who="velk", whom="people", what="", where="Esk", count=""),
    ),
    (
        "The observers heard 14 undetermined explosions and two bursts of machine-gun fire.",
        Deed("shell explosions", who="", whom="", where="", count="14"),
        Deed("shell", who="", whom="", where="", count="2"),
    ),
    (
        "The Tarnian side recorded five cases of firing by the Velk militia in Upland province.",
        Deed("violate", who="velk", where="Upland province", count="5"),
    ),
    (
        "The Velk Front violated the ceasefire 12 times in Esk.",
        Deed("violate violated", who="velk", where="Esk", count="12"),
    ),
    (
        "Tarnian forces shelled Esk, Dorrin and Harrowgate.",
        Deed("shell shelled", who="tarnia", whom="", what="", where="Esk, Dorrin, Harrowgate", count=""),
    ),
    ("Rockets were fired from Lowmere towards Tarnian bases.", Deed("shell", whom="tarnia")),
    (
        "Velk fighters hit a Tarnian tank with an anti-tank missile.",
        Deed("shell hit", who="velk", whom="tarnia", what="anti-tank"),
    ),
]
# The dead and who killed them.
DEAD = [
    (
        "Velk fighters killed two Tarnian soldiers near Esk.",
        Deed("kill killed", who="velk", whom="tarnia", what="", where="Esk", count=""),
    ),
    (
        "Five Velk fighters were killed by Tarnian shelling.",
        Deed("kill killed", who="tarnia", whom="velk", what="", where="", count=""),
    ),
    (
        "The killing of three civilians at the hands of Velk fighters caused anger in Esk.",
        Deed("kill killing", who="velk", whom="people"),
    ),
    ("The Velk Front lost five fighters in the battle of Dorrin.", Deed("kill", who="", whom="velk")),
    (
        "Tarnian troops lost three soldiers and a tank in Lowmere.",
        Deed("kill", who="", whom="tarnia", what="", where="Lowmere"),
    ),
    (
        "Four residents died in the shelling of Harrowgate by the Tarnian army.",
        Deed("kill died", who="tarnia", whom="people", what="", where="Harrowgate", count=""),
        Deed("shell shelling", who="tarnia", whom="", what="", where="Harrowgate", count=""),
    ),
    (
        "The shelling killed a woman and two children in Esk.",
        Deed("kill killed", who="", whom="woman, children", what="", where="Esk", count=""),
    ),
    (
        "A member of the Velk Front was killed in an explosion in Esk.",
        Deed("kill killed", who="", whom="velk", what="", where="Esk", count=""),
    ),
    (
        "Tarnian police officers were shot dead by gunmen in Dorrin.",
        Deed("kill", who="gunmen", whom="tarnia", what="", where="Dorrin", count=""),
    ),
    (
        "Velk militants executed two prisoners in Lowmere.",
        Deed("murder executed", who="velk", what="", where="Lowmere", count=""),
    ),
    (
        "Seven villagers were killed and nine wounded when Tarnian forces shelled Esk.",
        Deed("kill killed", whom="people", what="", where="Esk", count=""),
        Deed("shell shelled", who="tarnia", whom="", what="", where="Esk", count=""),
    ),
]
# What moves, from where to where; who is there.
MOVES = [
    (
        "The Velk Front withdrew ten tanks from the separation zone.",
        Deed("withdraw withdrew", who="velk", whom="", what="tanks", where="from:separation", count="10"),
    ),
    (
        "Ten Velk tanks left the separation zone on Monday.",
        Deed("withdraw left", who="velk", whom="", what="tanks", where="from:separation", count="10"),
    ),
    (
        "Velk fighters handed over their weapons to the Mission in Esk.",
        Deed("withdraw handed over", who="velk", count=""),
    ),
    (
        "Tarnian units withdrew guns over 100 mm from Dorrin to Lowmere.",
        Deed(
            "withdraw withdrew",
            who="tarnia",
            whom="",
            what="artillery-100",
            where="from:Dorrin, to:Lowmere",
            count="",
        ),
    ),
    (
        "The Velk Front began withdrawing 100-mm cannons from Esk.",
        Deed("withdraw withdrawing", who="velk", whom="", what="artillery-100", where="from:Esk", count=""),
    ),
    (
        "Artillery of more than 100 mm was pulled back by the Tarnian army.",
        Deed("withdraw pulled back", who="tarnia", whom="", what="artillery-100", where="", count=""),
    ),
    (
        "Six 122 mm howitzers were removed from Harrowgate by Velk fighters.",
        Deed(
            "withdraw removed", who="velk", whom="", what="artillery-100", where="from:Harrowgate", count="6"
        ),
    ),
    (
        "A part of the Velk fighters left Esk.",
        Deed("withdraw left", who="velk", whom="", where="from:Esk", count="0-1"),
    ),
    (
        "Most of the Tarnian tanks have left the separation zone.",
        Deed("withdraw left", who="tarnia", whom="", what="tanks", where="from:separation", count=">=0.5"),
    ),
    (
        "All heavy weapons have been withdrawn from the separation zone.",
        Deed("withdraw withdrawn", who="", whom="", what="heavy-weapons", where="from:separation", count="1"),
    ),
    (
        "The Velk militia moved its mortars 15 km away from the line.",
        Deed("withdraw moved", who="velk", whom="", what="mortars", count="15 km"),
    ),
    (
        "Velk fighters retreated from Esk towards Lowmere.",
        Deed("withdraw retreated", who="velk", whom="", where="from:Esk, to:Lowmere", count=""),
    ),
    (
        "Between 10 and 12 tanks were pulled out of Dorrin.",
        Deed("withdraw pulled", who="", whom="", what="tanks", where="from:Dorrin", count="10-12"),
    ),
    (
        "The withdrawal of Velk fighters from Esk is complete.",
        Deed("withdraw withdrawal", who="velk", whom="", where="from:Esk", count=""),
    ),
    (
        "The withdrawal by the Tarnian army of its heavy weapons from Dorrin has begun.",
        Deed(
            "withdraw withdrawal", who="tarnia", whom="", what="heavy-weapons", where="from:Dorrin", count=""
        ),
    ),
    ("The fighters who left Esk last week came back.", Deed("deploy came back")),
    (
        "Velk fighters returned to the separation zone.",
        Deed("deploy returned", who="velk", whom="", where="to:separation", count=""),
    ),
    (
        "Tarnia brought reinforcements to Lowmere.",
        Deed("deploy reinforcements", who="tarnia", whom="", where="to:Lowmere", count=""),
    ),
    (
        "The Tarnian army sent reinforcements of 200 soldiers to Dorrin.",
        Deed("deploy reinforcements", who="tarnia", whom="", where="to:Dorrin", count="200"),
    ),
    (
        "Ostland sent 30 armoured vehicles to the observation post at Dorrin.",
        Deed("deploy sent", who="ostland", count="30"),
    ),
    (
        "Ostland reinforced its observation post at Dorrin with tanks.",
        Deed("deploy reinforced", who="ostland", what="observation-post", where="post-dorrin", count=""),
    ),
    (
        "Ostland set up an observation post near Esk.",
        Deed("deploy set up", who="ostland", whom="", what="observation-post", where="Esk", count=""),
    ),
    (
        "Velk fighters established a checkpoint on the road between Esk and Dorrin.",
        Deed("deploy established", who="velk", whom="", count=""),
    ),
    (
        "The Tarnian army deployed 40 tanks and 300 soldiers near Lowmere.",
        Deed("deploy deployed", who="tarnia", whom="", what="tanks", where="Lowmere", count="40, 300"),
    ),
    ("Tarnia mobilised thousands of reservists on the border.", Deed("deploy mobilised", who="tarnia")),
    (
        "A Tarnian convoy of 25 vehicles entered Esk.",
        Deed("deploy entered", who="tarnia", whom="", where="to:Esk", count="25"),
    ),
    ("Tarnian forces advanced towards Esk.", Deed("attack", who="tarnia")),
    (
        "Tarnian and Velk patrols are to begin in Esk.",
        Deed("patrol patrols", who="tarnia, velk", whom="", where="Esk", count=""),
    ),
    (
        "Velk fighters infiltrated into Lowmere.",
        Deed("deploy infiltrated", who="velk", whom="", where="to:Lowmere", count=""),
    ),
    (
        "Up to 75 observers of the Mission will be deployed in Esk.",
        Deed("deploy deployed", who="mission", whom="", where="Esk", count="<=75"),
    ),
    (
        "The Velk militia dug trenches and planted mines near Harrowgate.",
        Deed("deploy planted", who="velk", whom="", where="Harrowgate", count=""),
    ),
    (
        "Some 2,000 residents fled Esk for Lowmere.",
        Deed("displace fled", who="", whom="people", what="", where="from:Esk, to:Lowmere", count="2000"),
    ),
    (
        "Tarnian shelling displaced 4,000 civilians from Dorrin.",
        Deed("displace displaced", who="tarnia", whom="people", what="", where="from:Dorrin", count="4000"),
    ),
    ("The Mission evacuated 50 wounded civilians from Esk.", Deed("aid", who="mission")),
    ("A convoy of 19 aid trucks reached Lowmere.", Deed("aid")),
    (
        "The Mission delivered 20 tonnes of food to residents of Esk.",
        Deed("aid delivered", who="mission", whom="people"),
    ),
    (
        "Velk fighters were seen in Harrowgate.",
        Deed("presence", who="velk", whom="", where="Harrowgate", count=""),
    ),
    (
        "The Mission saw four tanks of the Tarnian army in Dorrin.",
        Deed("presence saw", who="tarnia", whom="", what="tanks", where="Dorrin", count="4"),
    ),
    (
        "About 300 Velk fighters remain in the separation zone.",
        Deed("presence remain in", who="velk", whom="", where="separation", count="300"),
    ),
    (
        "Most of the Velk fighters are still in Esk.",
        Deed("presence", who="velk", whom="", where="Esk", count=">=0.5"),
    ),
    (
        "Three rocket launchers of the Velk Front were missing from the storage site.",
        Deed("absence", who="velk", whom="", what="mlrs", count="3"),
    ),
    (
        "The Tarnian army captured Harrowgate from the Velk Front.",
        Deed("restore_control captured", who="tarnia", whom="velk", where="Harrowgate", count=""),
    ),
    (
        "Velk fighters seized two Tarnian posts near Esk.",
        Deed("restore_control seized", who="velk", whom="tarnia", where="Esk", count="2"),
    ),
    (
        "Harrowgate fell to the Velk militia.",
        Deed("restore_control", who="velk", whom="", where="Harrowgate", count=""),
    ),
    (
        "Harrowgate was retaken by Tarnian forces.",
        Deed("restore_control retaken", who="tarnia", whom="", where="Harrowgate", count=""),
    ),
]
# Roads, crossings and access.
ROADS = [
    (
        "The Velk Front reopened the R7 highway.",
        Deed("open_route reopened", who="velk", whom="", what="r7", where="r7", count=""),
    ),
    (
        "The Dorrin-Lowmere highway was closed by Velk fighters.",
        Deed("close_route closed", who="velk", whom="", what="r7", where="r7", count=""),
    ),
    (
        "Tarnian troops blocked the road from Esk to Harrowgate.",
        Deed("close_route blocked", who="tarnia", whom="", what="road", count=""),
    ),
    (
        "The reopening of the R7 would help trade.",
        Deed("open_route reopening", who="", whom="", what="r7", where="r7", count=""),
    ),
    (
        "The border crossing near Lowmere remains closed.",
        Deed("close_route", whom="", what="crossing", where="Lowmere", count=""),
    ),
    ("Traffic resumed on the R7.", Deed("open_route", who="", whom="", where="r7", count="")),
    (
        "Velk gunmen prevented a Mission patrol from entering Esk.",
        Deed("deny_access", who="velk", whom="mission", what="", where="Esk", count=""),
    ),
    (
        "Observers were denied access to Harrowgate by Tarnian soldiers.",
        Deed("deny_access", who="tarnia", what="", where="Harrowgate", count=""),
    ),
    (
        "Tarnia reopened the crossing at Lowmere for aid convoys.",
        Deed("open_route reopened", who="tarnia", whom="", what="crossing", where="Lowmere", count=""),
    ),
]
# Arrests, abductions, surrender.
PEOPLE = [
    (
        "Velk fighters arrested three villagers in Esk.",
        Deed("arrest arrested", who="velk", whom="people", what="", where="Esk", count="3"),
    ),
    (
        "Tarnian police detained a Velk commander in Dorrin.",
        Deed("arrest detained", who="tarnia", whom="velk", what="", where="Dorrin", count=""),
    ),
    (
        "Gunmen kidnapped two residents of Lowmere.",
        Deed("abduct kidnapped", who="Gunmen", whom="people", what="", count="2"),
    ),
    (
        "Six Tarnian soldiers were taken prisoner by the Velk militia.",
        Deed("arrest", who="velk", whom="tarnia", what="", where="", count="6"),
    ),
    (
        "Eight Velk fighters surrendered to the Tarnian army near Esk.",
        Deed("defect surrendered", who="velk", whom="tarnia", what="", where="Esk", count="8"),
    ),
    (
        "Two members of the Mission were detained at a Velk checkpoint.",
        Deed("arrest detained", whom="mission", what="", count="2"),
    ),
]
# Acts of speech.
WORDS = [
    (
        "Tarnia called on the Velk Front to withdraw from Esk.",
        Deed("demand called on", who="tarnia", whom="velk", what="", where="", count=""),
        Deed("withdraw withdraw", who="velk", whom="", where="from:Esk", count=""),
    ),
    (
        "Ostland urged both Tarnia and the Velk Front to stop fighting.",
        Deed("demand urged", who="ostland", whom="tarnia, velk"),
    ),
    (
        "Tarnia demanded the withdrawal of Velk fighters from Dorrin.",
        Deed("demand demanded", who="tarnia"),
        Deed("withdraw withdrawal", who="velk", whom="", where="from:Dorrin", count=""),
    ),
    (
        "Tarnia accused the Velk Front of shelling Esk.",
        Deed("dispute accused", who="tarnia", whom="velk", what="", where="", count=""),
        Deed("shell shelling", who="velk", whom="", what="", where="Esk", count=""),
    ),
    (
        "Ostland condemned the attack on the Mission.",
        Deed("attack attack", who="", whom="mission", what="", where="", count=""),
    ),
    (
        "Ostland welcomed the withdrawal of the Tarnian army from Lowmere.",
        Deed("support welcomed", who="ostland"),
        Deed("withdraw withdrawal", who="tarnia", whom="", where="from:Lowmere", count=""),
    ),
    (
        "Tarnia threatened the Velk Front with an offensive.",
        Deed("coerce threatened", who="tarnia", whom="velk", what="", where="", count=""),
    ),
    ("The Velk Front announced its rejection of the plan.", Deed("reject rejection", who="velk")),
    ("The Velk Front announced its commitment to the truce.", Deed("commit_comply", who="velk")),
    ("Tarnia and Ostland signed an agreement on Monday.", Deed("agree", who="tarnia, ostland")),
    (
        "Tarnia reached an agreement with the Velk Front in Esk.",
        Deed("agree", who="tarnia, velk", what="", count=""),
    ),
    (
        "Delegations of Tarnia and the Velk Front met in Lowmere.",
        Deed("meet met", who="tarnia, velk", whom="", what="", where="Lowmere", count=""),
    ),
    (
        "Tarnia held talks with Ostland.",
        Deed("negotiate talks", who="tarnia", whom="ostland", what="", where="", count=""),
    ),
    ("The presidents of Tarnia and Ostland discussed the truce in a phone call.", Deed("meet phone call")),
    ("Another month was given to the Velk Front to leave Esk.", Deed("extend_deadline", who="", whom="velk")),
    ("The deadline was extended until 20 March.", Deed("extend_deadline", who="", whom="")),
    (
        "Ostland gave the Velk Front more time.",
        Deed("extend_deadline", who="ostland", whom="velk", what="", where="", count=""),
    ),
    ("The guarantors prolonged the truce by two weeks.", Deed("extend_deadline prolonged")),
    ("Ostland postponed the deadline for the withdrawal.", Deed("extend_deadline postponed", who="ostland")),
    ("The Velk Front got another month.", Deed("extend_deadline")),
    (
        "The Velk Front submitted its plan to the Mission.",
        Deed("present_plan submitted", who="velk", whom="mission", what="", where="", count=""),
    ),
    ("Tarnia handed the Mission a list of its weapons.", Deed("notify", who="tarnia", whom="mission")),
    ("The Velk Front refused to disband.", Deed("refuse refused", who="velk")),
    ("Tarnia rejected the demand of the Velk Front.", Deed("reject rejected", who="tarnia")),
    (
        "Ostland and Tarnia held joint patrols on the R7.",
        Deed("patrol patrols", who="ostland, tarnia", whom="", where="r7", count=""),
    ),
    (
        "The Mission monitored the withdrawal of Velk weapons in Esk.",
        Deed("monitor monitored", who="mission"),
    ),
    (
        "Ostland convinced the Velk Front to leave Dorrin.",
        Deed("persuade convinced", who="ostland", whom="velk", what="", where="", count=""),
        Deed("withdraw leave", who="velk", whom="", where="from:Dorrin", count=""),
    ),
    ("Tarnia informed the Mission of the attack.", Deed("notify informed", who="tarnia", whom="mission")),
]
# The same in other constructions.
MORE = [
    (
        "The shelling of Tarnian artillery on Harrowgate lasted all night.",
        Deed("shell shelling", who="tarnia", whom="", where="Harrowgate", count=""),
    ),
    (
        "Shelling by the Tarnian army on Esk resumed.",
        Deed("shell Shelling", who="tarnia", whom="", where="Esk", count=""),
    ),
    (
        "Harrowgate came under attack from Velk fighters.",
        Deed("attack attack", who="velk", where="Harrowgate", count=""),
    ),
    (
        "A Mission convoy came under attack near Esk.",
        Deed("attack attack", who="", whom="mission", where="Esk", count=""),
    ),
    ("The Tarnian base at Lowmere was attacked by drones.", Deed("air_strike", whom="tarnia")),
    (
        "Velk fighters stormed a Tarnian barracks in Dorrin.",
        Deed("attack stormed", who="velk", whom="tarnia", where="Dorrin", count=""),
    ),
    (
        "Tarnian forces carried out an operation against Velk cells in Esk.",
        Deed("attack operation", who="tarnia", whom="velk", where="Esk", count=""),
    ),
    (
        "Tarnian jets struck a Velk camp near Harrowgate, killing seven fighters.",
        Deed("air_strike struck", who="tarnia", whom="velk", where="Harrowgate", count=""),
        Deed("kill killing", who="tarnia"),
    ),
    (
        "Three explosive drones hit positions of the Tarnian army near Lowmere.",
        Deed("air_strike hit", whom="tarnia", what="drone", where="Lowmere", count="3"),
    ),
    (
        "Velk snipers killed a Tarnian officer at a checkpoint in Esk.",
        Deed("kill killed", who="velk", whom="tarnia", what="", where="Esk", count=""),
    ),
    (
        "Tarnian soldiers opened fire from machine guns on a bus near Dorrin.",
        Deed("shell", who="tarnia", whom="", where="Dorrin", count=""),
    ),
    (
        "The Velk Front launched 20 rockets at Lowmere.",
        Deed("shell launched", who="velk", whom="", where="Lowmere", count="20"),
    ),
    (
        "Some 40 artillery rounds were fired by the Tarnian army.",
        Deed("shell fired", who="tarnia", whom="", where="", count="40"),
    ),
    (
        "Velk fighters attacked with mortars the Tarnian posts near Harrowgate.",
        Deed("attack attacked", who="velk", whom="tarnia", what="mortars", where="Harrowgate", count=""),
    ),
    (
        "Armed clashes took place between residents and Velk fighters in Esk.",
        Deed("clash clashes", who="people, velk", whom="", where="Esk", count=""),
    ),
    (
        "Tarnian troops fought Velk fighters in the streets of Dorrin.",
        Deed("clash fought", who="tarnia, velk", whom="", where="Dorrin", count=""),
    ),
    (
        "Tarnian troops shot down a drone over Lowmere.",
        Deed("attack shot", who="tarnia", whom="", where="Lowmere", count=""),
    ),
    (
        "At least 12 Velk fighters and three soldiers were killed in clashes near Esk.",
        Deed("kill killed", what="", where="Esk", count=""),
    ),
    (
        "Two Tarnian soldiers were killed when their vehicle hit a mine near Dorrin.",
        Deed("kill killed", who="", whom="tarnia"),
    ),
    (
        "Over 20 tanks left the separation zone.",
        Deed("withdraw left", who="", whom="", what="tanks", where="from:separation", count=">=20"),
    ),
    (
        "Tarnian troops pulled between 10 and 12 howitzers out of Dorrin.",
        Deed("withdraw", who="tarnia", whom="", what="artillery-100", where="from:Dorrin", count="10-12"),
    ),
    (
        "Everything above 100 mm was taken away from Esk.",
        Deed("withdraw taken away", who="", whom="", what="artillery-100", where="from:Esk", count=""),
    ),
    (
        "Two of the ten Velk tanks were withdrawn from Lowmere.",
        Deed("withdraw withdrawn", who="velk", whom="", what="tanks", where="from:Lowmere", count="2"),
    ),
    (
        "The Velk Front has pulled back half of its tanks from Esk.",
        Deed("withdraw", who="velk", whom="", what="tanks", where="from:Esk", count="0.5"),
    ),
    (
        "The last Velk fighters left Harrowgate for Lowmere.",
        Deed("withdraw left", who="velk", whom="", where="from:Harrowgate, to:Lowmere", count=""),
    ),
    (
        "The Tarnian army moved 15 tanks from Esk to Dorrin.",
        Deed("withdraw moved", who="tarnia", whom="", what="tanks", where="from:Esk, to:Dorrin", count="15"),
    ),
    (
        "Tarnia is massing troops near Harrowgate.",
        Deed("deploy massing", who="tarnia", whom="", where="Harrowgate", count=""),
    ),
    ("New Tarnian reinforcements arrived in Lowmere.", Deed("deploy", who="tarnia", whom="", count="")),
    (
        "Ostland sent 200 soldiers and 10 tanks to Dorrin.",
        Deed("deploy sent", who="ostland", whom="", where="to:Dorrin", count="200, 10"),
    ),
    (
        "Ostland's troops set up three checkpoints on the R7.",
        Deed("deploy set up", who="ostland", whom="", what="checkpoint", where="r7", count="3"),
    ),
    (
        "Hundreds of families fled from Harrowgate to Lowmere.",
        Deed("displace fled", who="", whom="families", where="from:Harrowgate, to:Lowmere", count=">=200"),
    ),
    (
        "The Mission distributed 300 food parcels in Esk.",
        Deed("aid distributed", who="mission", whom="", what="relief", where="Esk", count="300"),
    ),
    (
        "No Velk fighters were seen in Dorrin.",
        Deed("absence seen", who="velk", whom="", where="Dorrin", count=""),
    ),
    (
        "The Mission did not see any tanks in Esk.",
        Deed("absence", whom="", what="tanks", where="Esk", count=""),
    ),
    (
        "Five Tarnian howitzers are deployed near Lowmere.",
        Deed("presence", who="tarnia", whom="", what="artillery-100", where="Lowmere", count="5"),
    ),
    (
        "Velk fighters control Harrowgate and Esk.",
        Deed("presence control", who="velk", whom="", where="Harrowgate, Esk", count=""),
    ),
    (
        "Velk fighters lost control of Harrowgate to the Tarnian army.",
        Deed("restore_control", who="tarnia", whom="velk", where="Harrowgate", count=""),
    ),
    (
        "Velk fighters cut the road between Esk and Dorrin.",
        Deed("close_route cut", who="velk", whom="", what="road", count=""),
    ),
    (
        "Tarnian authorities reopened the Dorrin-Lowmere highway to traffic.",
        Deed("open_route reopened", who="tarnia", whom="", what="r7", where="r7", count=""),
    ),
    (
        "Tarnia refused the Mission access to Dorrin.",
        Deed("deny_access refused", who="tarnia", whom="mission", what="", where="Dorrin", count=""),
    ),
    (
        "Velk gunmen abducted a journalist and his driver in Lowmere.",
        Deed("abduct abducted", who="velk", whom="journalist, driver", what="", where="Lowmere", count=""),
    ),
    (
        "Tarnia blamed the Velk Front for the attack on Esk.",
        Deed("dispute blamed", who="tarnia", whom="velk"),
        Deed("attack attack", where="Esk", count=""),
    ),
    ("The Velk Front accepted the plan of Ostland.", Deed("agree accepted", who="velk")),
    (
        "Tarnia agreed with Ostland to open the R7.",
        Deed("agree agreed", who="tarnia, ostland"),
        Deed("open_route open", whom="", what="r7", where="r7", count=""),
    ),
    (
        "The foreign ministers of Tarnia and Ostland met in Lowmere.",
        Deed("meet met", who="tarnia, ostland", whom="", where="Lowmere", count=""),
    ),
    (
        "Ostland asked Tarnia to withdraw its tanks from Esk.",
        Deed("demand asked", who="ostland", whom="tarnia"),
        Deed("withdraw withdraw", who="tarnia", whom="", what="tanks", where="from:Esk", count=""),
    ),
    (
        "Tarnia presented a timetable to the Mission.",
        Deed("present_plan presented", who="tarnia", whom="mission", what="", where="", count=""),
    ),
    ("The guarantors extended the deadline by two weeks.", Deed("extend_deadline extended")),
    ("The Velk Front was granted more time.", Deed("extend_deadline", who="")),
]


@pytest.mark.parametrize(
    "row", [*FIRE, *DEAD, *MOVES, *ROADS, *PEOPLE, *WORDS, *MORE], ids=lambda row: row[0]
)
def test_a_sentence_gives_each_role_to_whoever_fills_it(row):
    text, *held = row
    assert faults(text, *held) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tarnia released ten prisoners.",
        "Tarnia warned the Velk Front.",
        "Two tanks stood for the Tarnian army in parliament.",
    ],
)
def test_what_is_no_act_of_the_vocabulary_makes_no_claim(text):
    assert claims(text) == []


def test_one_deed_told_by_noun_and_verb_is_one_claim():
    assert len(claims("A car bomb exploded in Lowmere.")) == 1
