"""Where a report comes from, as W3C PROV: documents, what was done with them, and the program that did it.

Claims stand in it by their ids, and nobody by name: who said, entered or issued what is in no export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from truceline.publish.beside.identity import lasting
from truceline.publish.beside.licences import Licences
from truceline.publish.beside.plain_text import one_line
from truceline.publish.report.facts import cited_in

if TYPE_CHECKING:
    from prov.model import ProvDocument

    from truceline.publish.report.facts import Facts, Released

JSON_TYPE = "application/json"
N_TYPE = 'text/provenance-notation; charset="UTF-8"'
_TERMS = "urn:truceline:terms:"
_THINGS = "urn:truceline:"


class Provenance(NamedTuple):
    """One document in two notations."""

    prov_json: bytes
    prov_n: bytes


def provenance(facts: Facts) -> Provenance:
    """The provenance of a report in PROV-JSON and PROV-N; needs the extra `report`."""
    document = _Trail(facts).document()
    told = document.serialize(format="json", indent=1, ensure_ascii=False)
    assert told is not None
    return Provenance((told + "\n").encode(), (document.get_provn() + "\n").encode())


class _Trail:
    """Claims and agreement were assessed; the assessment and the outlook were reported; perhaps released."""

    def __init__(self, facts: Facts) -> None:
        # An extra, and a third of a second.
        from prov.model import ProvDocument  # noqa: PLC0415

        self.facts = facts
        self.made: ProvDocument = ProvDocument()
        self.made.add_namespace("tl", _TERMS)
        self.made.add_namespace("thing", _THINGS)
        self.engine = self.made.agent(
            self._name("engine", facts.engine),
            {
                "prov:type": self._type("prov:SoftwareAgent"),
                "prov:label": f"truceline {one_line(facts.engine)}",
            },
        )

    def document(self) -> ProvDocument:
        """The whole trail, from the claims to what is handed on."""
        assessment = self._assessment()
        reporting = self._activity("reporting", {})
        self.made.used(reporting, assessment)
        if self.facts.outlook is not None:
            self.made.used(reporting, self._outlook())
        report = self._report(is_public=False)
        self.made.wasGeneratedBy(report, reporting)
        self.made.wasDerivedFrom(report, assessment, reporting)
        if self.facts.released is not None:
            report = self._released(report, self.facts.released)
        if self.facts.previous:
            told = {"id": self.facts.previous, "kind": self.facts.kind}
            identity = [self.facts.previous, self.facts.is_public]
            self.made.wasInfluencedBy(report, self._entity("report", identity, "The report before", told))
        return self.made

    def _assessment(self) -> Any:
        now, frame = self.facts.now, self.facts.now.frame
        assessing = self._activity("assessing", {})
        named = {"sha256": now.agreement.digest, "revision": now.agreement.revision}
        encoding = self._entity("encoding", now.agreement.digest, now.agreement.title, named)
        told = {
            "as_of": frame.as_of.isoformat(),
            "known_at": frame.known_at.isoformat() if frame.known_at else None,
            "instruments": ", ".join(frame.instruments),
            "readings": ", ".join(f"{key}={value}" for key, value in frame.readings.items()),
            "ledger_position": now.ledger_position,
        }
        identity = [self.facts.report, now.agreement.digest, told]
        assessment = self._entity("assessment", identity, f"Assessment as of {frame.as_of}", told)
        used = [encoding, self._claims()]
        used += [self._entity("table", one.sha256, one.name, {"sha256": one.sha256}) for one in now.tables]
        for one in used:
            self.made.used(assessing, one)
        self.made.wasGeneratedBy(assessment, assessing)
        self.made.wasDerivedFrom(assessment, encoding, assessing)
        return assessment

    def _claims(self) -> Any:
        """The claims that are cited, by their ids; of those that may not be passed on the number alone."""
        licences, considered = Licences(self.facts), self.facts.now.considered
        cited = list(cited_in(self.facts.now))
        told = [claim for claim in cited if licences.may_leave(claim)]
        figures = {
            "given": considered.given,
            "seen": considered.seen,
            "cited": len(cited),
            "kept_back": len(cited) - len(told),
        }
        several = self._entity("claims", [self.facts.report, *cited], "Claims that are cited", figures)
        several.add_asserted_type(self._type("prov:Collection"))
        for claim in told:
            self.made.hadMember(several, self._entity("claim", claim, "", {"id": claim}))
        return several

    def _outlook(self) -> Any:
        outlook = self.facts.outlook
        assert outlook is not None
        told = {"model": outlook.model, "inputs_sha256": outlook.inputs}
        return self._entity("outlook", [self.facts.report, told], f"Outlook as of {outlook.as_of}", told)

    def _report(self, *, is_public: bool) -> Any:
        """The report that the facts are of, or the private one that a public one was made from."""
        facts = self.facts
        told: dict[str, Any] = {"id": facts.report, "kind": facts.kind}
        if facts.is_public is is_public:
            told |= {"since": facts.since.isoformat(), "as_of": facts.as_of.isoformat()}
        label = facts.title if facts.is_public is is_public else "The private report"
        report = self._entity("report", [facts.report, is_public], label, told)
        self.made.wasAttributedTo(report, self.engine)
        return report

    def _released(self, private: Any, how: Released) -> Any:
        """The public report, made from a private one of which nothing is told."""
        rules = {"delay_hours": how.delay_hours, "town_km": how.town_km, "open_km": how.open_km}
        left = {"least": how.least, "left_out": sum(how.left_out.values())}
        releasing = self._activity("releasing", rules | left)
        report = self._report(is_public=True)
        self.made.used(releasing, private)
        self.made.wasGeneratedBy(report, releasing)
        self.made.wasDerivedFrom(report, private, releasing)
        return report

    def _activity(self, sort: str, told: dict[str, Any]) -> Any:
        name = self._name(sort, [self.facts.report, self.facts.is_public])
        found = self.made.activity(name, other_attributes=self._terms(sort, sort.capitalize(), told))
        self.made.wasAssociatedWith(found, self.engine)
        return found

    def _entity(self, sort: str, identity: object, label: str, told: dict[str, Any]) -> Any:
        return self.made.entity(self._name(sort, identity), self._terms(sort, label, told))

    def _name(self, sort: str, identity: object) -> str:
        """A qualified name for anything, whatever its own id is written with."""
        agreement = self.facts.now.agreement.id
        return f"thing:{sort}-{lasting('provenance', agreement, sort, identity)}"

    def _terms(self, sort: str, label: str, told: dict[str, Any]) -> dict[Any, Any]:
        """Attributes in our own terms; what is not known is left out."""
        named: dict[Any, Any] = {"prov:type": self._type(f"tl:{sort.capitalize()}")}
        shown = {"prov:label": label, **{f"tl:{name}": value for name, value in told.items()}}
        for name, value in shown.items():
            if value not in (None, ""):
                named[name] = one_line(value) if isinstance(value, str) else value
        return named

    def _type(self, name: str) -> Any:
        return self.made.mandatory_valid_qname(name)
