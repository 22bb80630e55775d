from __future__ import annotations

from datetime import date

from tests.publish.making import agreement, assessment, cited, claim, node, part, status
from tests.publish.reading import Page

from truceline.assess.result import SetAside
from truceline.publish.cited import MOST, MOST_ASIDE, Citations
from truceline.publish.proofs import Proofs
from truceline.publish.views import views_of

PACT = agreement()
GUNS = "Guns leave the strip"


def proofs(*assessments, claims=()):
    return Proofs.of(PACT, views_of(assessments, []), Citations.of(PACT, claims))


def read(*norms, claims=()):
    return Page(proofs(assessment(norms=norms), claims=claims).html())


def texts(page, tag, **wanted):
    return [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in page.all(tag, **wanted)]


def test_a_proof_tells_the_law_it_stands_on():
    (law,) = texts(read(status()), "dl")
    assert "Guns leave." in law
    assert "truce, paragraph 1 (signed)" in law
    assert "The North, The South (inferred)" in law
    assert "Answerable for a breachPatron" in law
    assert "due by the end of 1 Feb 2030" in law


def test_claims_for_against_and_aside_stand_apart():
    step = node(
        "contested", support=0.8, opposition=0.8, supporting=(cited(1),), opposing=(cited(2),),
        set_aside=(SetAside(claim=cited(3), reason="north: unattributed"),),
    )  # fmt: skip
    page = read(status(proof=step))
    (told_for,) = texts(page, "div", class_="for")
    (against,) = texts(page, "div", class_="against")
    (aside,) = texts(page, "details", class_="aside")
    assert ("Claim 1." in told_for, "Claim 2." in against, "Claim 3." in aside) == (True, True, True)
    assert "The North: unattributed" in aside
    assert "Claim 3." not in told_for + against


def test_a_citation_carries_quote_source_grade_weight_place_and_both_dates():
    words = "«Орудия ушли»"
    full = claim(1, evidence={"quote": words}, published_on=date(2030, 1, 23))
    page = read(
        status(proof=node(supporting=(cited(1, p_inside=0.45, rests_on=f"{words}, p. 2"),))), claims=[full]
    )
    assert texts(page, "blockquote") == [words]
    (meta,) = texts(page, "p", class_="meta")
    for part_of_it in ("gazette (family press), graded B2", "weight 0.90", "P(inside) 45 %", "20-21 Jan 2030",
                       "known 22 Jan 2030, published 23 Jan 2030"):  # fmt: skip
        assert part_of_it in meta.replace("\N{EN DASH}", "-")


def test_what_a_claim_rests_on_is_told_where_there_is_no_quote():
    page = read(status(proof=node(supporting=(cited(1, rests_on="file ged.csv row 7", label="row-7"),))))
    (meta,) = texts(page, "p", class_="meta")
    assert "file ged.csv row 7" in meta
    assert "row-7" in meta


def test_supposed_claims_are_marked():
    page = read(status(supposed=True, proof=node(supporting=(cited(1, supposed=True),))))
    assert len([one for one in page.all("span", class_="chip") if "Supposed" in one.text]) == 2


def test_long_lists_are_cut_and_the_rest_is_counted():
    many = tuple(cited(n) for n in range(MOST + 5))
    aside = tuple(SetAside(claim=cited(n), reason="too old") for n in range(MOST_ASIDE + 2))
    page = read(status(proof=node(opposing=many, set_aside=aside)))
    assert len(page.all("p", class_="says")) == MOST
    assert len(page.all("p", class_="brief")) == MOST_ASIDE
    quiet = " ".join(texts(page, "li", class_="quiet") + texts(page, "p", class_="quiet"))
    assert "5 more claims" in quiet
    assert "2 more claims" in quiet


def test_the_weightiest_claims_come_first():
    page = read(status(proof=node(supporting=(cited(1, weight=0.2), cited(2, weight=0.8)))))
    assert texts(page, "p", class_="says") == ["Claim 2.", "Claim 1."]


def test_parts_have_their_own_place_and_the_whole_tells_only_the_rest():
    shares = (
        part("north", proof=node(statement="north part")),
        part("south", proof=node(statement="south part")),
    )
    rule = node(statement="the rule", check="rule")
    whole = node(statement="all", parts=(shares[0].proof, shares[1].proof, rule))
    page = read(status(parts=shares, proof=whole))
    anchors = [one.attributes["id"] for one in page.all("section", class_="part")]
    assert anchors == ["p0-guns-out-0", "p0-guns-out-1"]
    steps = texts(page, "p", class_="step")
    assert [step.split("Unknown ")[1] for step in steps] == [
        "The North part none_present", "The South part none_present", "the rule rule",
    ]  # fmt: skip


def test_a_single_share_needs_no_heading_of_its_own():
    share = part(proof=node(would_change=("a look",)))
    page = read(
        status(
            parts=(share,), proof=node(parts=(share.proof,), notes=("together",)), would_change=("a look",)
        )
    )
    assert "Part by part" not in texts(page, "h3")
    assert texts(page, "h4") == ["Would settle it"]
    assert "together" in " ".join(texts(page, "li"))


def test_another_norms_proof_is_pointed_to_and_not_repeated():
    inner = node("refuted", statement="guns", opposing=(cited(1),))
    outer = node("refuted", statement="line", check="norm_is", parts=(inner,))
    page = read(status(proof=inner), status("line-drawn", proof=outer))
    assert texts(page, "p", class_="says") == ["Claim 1."]
    pointer = page.one("a", href="#p0-guns-out")
    assert pointer.text == f"See the proof of: {GUNS}"


def test_a_step_told_twice_in_one_proof_is_told_once():
    twice = node("refuted", statement="guns", opposing=(cited(1),))
    page = read(status(proof=node(statement="all", parts=(twice, twice))))
    assert texts(page, "p", class_="says") == ["Claim 1."]
    assert "As told above." in texts(page, "p", class_="meta")


def test_a_proof_that_two_views_share_is_written_once():
    first, second = assessment(norms=(status(),)), assessment(norms=(status(), status("no-fire")))
    all_of_them = proofs(first, second)
    page = Page(all_of_them.html())
    assert [one.attributes["class"] for one in page.all("details")] == ["v i0 i1", "v i1"]
    assert all_of_them.anchors == {
        (0, "guns-out"): "p0-guns-out", (1, "guns-out"): "p0-guns-out", (1, "no-fire"): "p1-no-fire",
    }  # fmt: skip


def test_what_would_change_it_and_remarks_are_listed():
    page = read(status(would_change=("a look at river-strip",), marks=("the line is open",)))
    assert {"a look at The strip", "the line is open"} <= set(texts(page, "li"))
