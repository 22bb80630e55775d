from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.client.bridge import Bridge
from tests.web.console.visiting import Visitor

from truceline.case.folder import Case
from truceline.client.client import CaseAt, Client
from truceline.client.errors import DoesNotFit, Forbidden, NotFound, SignedOut
from truceline.core.frame import Frame

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-the-api.md"
DAY = date(2018, 10, 19)


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    folder = tmp_path_factory.mktemp("client") / "idlib"
    Case.create(folder, bundle="idlib-2018")
    return Visitor(folder)


def client(visitor: Visitor, name: str = "analyst") -> Client:
    return Client("http://localhost", "tlc_for_a_test", transport=Bridge(visitor.app, name))


@pytest.fixture
def at(visitor: Visitor) -> Iterator[CaseAt]:
    with client(visitor) as asking:
        yield asking.case("idlib").at(DAY)


def test_an_assessment_is_the_case_s_own(at: CaseAt, visitor: Visitor):
    assert at.assessment() == visitor.held.case.assess(Frame(as_of=DAY))


def test_a_promise_in_another_frame_is_another_answer(at: CaseAt):
    early = at.at(date(2018, 9, 20)).promise("heavy-weapons-out")
    assert early != at.promise("heavy-weapons-out")
    assert "heavy-weapons-out" in at.explanation("heavy-weapons-out")


def test_lists_come_whole_over_all_pages(at: CaseAt, visitor: Visitor):
    assert [one.claim_id for one in at.at().claims()] == [
        one.claim_id for one in visitor.held.case.ledger.claims()
    ]
    assert len(list(at.register())) == len(visitor.held.case.assess(Frame(as_of=DAY)).violations)


def test_everything_that_reads_is_typed(at: CaseAt):
    assert at.about().id == "idlib"
    assert at.agreement().id
    assert len(at.promises()) == len(at.assessment().norms)
    assert at.postures()
    entry = next(at.register())
    assert at.incident(entry.entry_id).entry == entry
    assert at.outlook().as_of == DAY
    claim = next(at.claims())
    assert at.claim(claim.claim_id).claim == claim
    assert at.preview().as_of == DAY
    assert at.ledger().position == at.about().position
    assert at.withdrawals() == at.coverage() == ()
    for several in (at.documents(), at.matters(), at.acts(), at.reports()):
        assert list(several) == []


def test_documents_are_read_and_fetched(tmp_path: Path):
    folder = tmp_path / "idlib"
    Case.create(folder, bundle="idlib-2018")
    visitor = Visitor(folder)
    sha256 = visitor.held.case.add_document(b"The guns were moved back.", "report.txt", "text/plain")
    with client(visitor) as asking:
        at = asking.case("idlib")
        assert [one.sha256 for one in at.documents()] == [sha256]
        assert at.document(sha256).text == "The guns were moved back."
        assert at.content(sha256) == b"The guns were moved back."


def test_auditors_read_what_came_in(visitor: Visitor):
    with client(visitor, "auditor") as asking:
        assert sum(one.claims for one in asking.case("idlib").entries()) > 0
        assert list(asking.case("idlib").issues()) == list(visitor.held.case.ledger.issues())


def test_a_refusal_is_an_exception_that_says_what_to_mend(visitor: Visitor, at: CaseAt):
    with client(visitor, "") as unknown, pytest.raises(SignedOut):
        unknown.cases()
    with client(visitor) as asking, pytest.raises(NotFound):
        asking.case("../secret").about()
    with pytest.raises(Forbidden, match="audit"):
        list(at.entries())
    with pytest.raises(DoesNotFit) as refused:
        at.at(readings={"nothing": "x"}).promises()
    assert refused.value.problems[0].field


def test_the_examples_of_the_how_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    examples = re.findall(
        r"^```python\n(.*?)^```", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert examples
    Case.create(tmp_path / "idlib", bundle="idlib-2018")
    visitor = Visitor(tmp_path / "idlib")
    monkeypatch.setenv("TRUCELINE_TOKEN", "tlc_for_a_test")
    monkeypatch.setattr("truceline.client.calling.httpx.Client", _bridged(visitor))
    for example in examples:
        exec(compile(example, HOW_TO.name, "exec"), {})  # noqa: S102 - our own page
    told = capsys.readouterr().out
    assert "heavy-weapons-out" in told
    assert "1 accepted" in told


def _bridged(visitor: Visitor):
    import httpx

    real = httpx.Client

    def made(**options: object) -> httpx.Client:
        return real(**{**options, "transport": Bridge(visitor.app, "analyst")})

    return made
