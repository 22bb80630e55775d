from __future__ import annotations

import pytest

from truceline.reading.acts.inflection import Inflection, plural
from truceline.reading.lexicon import Lexicon

INFLECTION = Inflection(Lexicon.of("en").table("acts"))


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("shell", {"shell", "shells", "shelled", "shelling"}),
        ("leave", {"leave", "leaves", "left", "leaving"}),
        ("take", {"take", "takes", "took", "taken", "taking"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("aim", {"aim", "aims", "aimed", "aiming"}),
        ("deploy", {"deploy", "deploys", "deployed", "deploying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("patrol", {"patrol", "patrols", "patrolled", "patrolling"}),
        ("clash", {"clash", "clashes", "clashed", "clashing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("hit", {"hit", "hits", "hitting"}),
        ("cancel", {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"}),
    ],
)
def test_a_verb_has_its_forms(base, forms):
    assert INFLECTION.forms(base) == forms


@pytest.mark.parametrize(
    ("one", "many"),
    [("ally", "allies"), ("clash", "clashes"), ("convoy", "convoys"), ("air strike", "air strikes")],
)
def test_a_noun_has_its_plural(one, many):
    assert plural(one) == many


def test_past_forms_that_are_no_base_form_are_told_apart():
    assert {"left", "struck", "fought"} <= INFLECTION.pasts
    assert "hit" not in INFLECTION.pasts


@pytest.mark.parametrize(
    ("base", "form"), [("shoot", "shooted"), ("withdraw", "withdrawed"), ("leave", "leaved")]
)
def test_rough_english_inflects_by_rule(base, form):
    inflection = Inflection(Lexicon.of("en").table("acts"))
    assert form in inflection.rough(base)
    assert form not in inflection.forms(base)
