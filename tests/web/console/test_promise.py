from __future__ import annotations

import re

from tests.web.console.visiting import Visitor

from truceline.assess.result import ProofNode
from truceline.core.frame import Frame

DAY = "?as_of=2018-10-19"


def test_a_proof_names_every_claim_for_and_against(reading: Visitor):
    from datetime import date

    assessment = reading.held.assessment(Frame(as_of=date(2018, 10, 19)), reading.held.position)
    status = assessment.status("heavy-weapons-out")
    page = reading.get(f"promises/heavy-weapons-out{DAY}").text
    plain = re.sub(r"\s+", " ", page)
    for one in _cited(status.proof):
        assert one.replace("'", "&#39;") in plain


def _cited(node: ProofNode) -> set[str]:
    own = {one.says for one in (*node.supporting, *node.opposing)}
    return own.union(*(_cited(part) for part in node.parts))


def test_a_proof_leads_to_the_sentence_in_its_document(reading: Visitor):
    page = reading.get(f"promises/heavy-weapons-out{DAY}").text
    links = re.findall(r'href="([^"]*/documents/[^"]*)"', page)
    if not links:  # the bundled claims come from a file without documents
        assert "In its document" not in page
        return
    document = reading.get(links[0].replace("&amp;", "&"))
    assert 'id="cited"' in document.text


def test_there_is_no_page_for_a_promise_that_the_agreement_has_not(reading: Visitor):
    assert reading.get(f"promises/peace{DAY}").status_code == 404


def test_the_words_of_secret_claims_are_for_those_who_may(visitor: Visitor):
    from tests.web.console.secrets import CANARY, secret_claim

    claim = secret_claim(visitor.held.case)
    path = f"promises/{claim}{DAY}"
    assert CANARY in visitor.get(path).text
    hidden = visitor.get(path, name="observer")
    assert hidden.status_code == 200
    assert CANARY not in hidden.text
    assert "A secret claim" in hidden.text
