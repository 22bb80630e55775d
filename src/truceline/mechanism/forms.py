"""Forms for the field: one for each kind of act that is gathered there, made from the kind itself."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from pydantic import TypeAdapter

from truceline.agreement.model import Agreement
from truceline.core.canonical import canonical_json, digest_bytes
from truceline.evidence.strict import Strict
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import Mechanism
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.people import OfPeople
from truceline.mechanism.questions import Question, questions

MEDIA_TYPE = "application/vnd.truceline.form+json"
"""What the documents are that say what a form asked when it was given out."""
ASKED = "truceline_form"
"""The hidden question that says which form, and which version, a submission is of."""
PHOTOGRAPH = "photograph"
_DIGITS = 12

_BY_KEY = "a decision or promise of a party is signed by whoever makes it, not filled in by telephone"
_BETWEEN_CELLS = "a word from cell to cell is signed by whoever gives it"
_AT_THE_DESK = "a step of the inquiry that is taken at the desk"
NOT_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "grade": "how far a cell is to be believed is settled at the desk",
        "divide": _BY_KEY,
        "propose": "a line is drawn on a map (truceline mechanism draw)",
        "agree": _BY_KEY,
        "approve": _BY_KEY,
        "dispute": _BY_KEY,
        "request": _BY_KEY,
        "grant": _BY_KEY,
        "refuse": _BY_KEY,
        "withdraw": _BY_KEY,
        "send": _BETWEEN_CELLS,
        "deliver": _BETWEEN_CELLS,
        "acknowledge": _BETWEEN_CELLS,
        "answer": _BETWEEN_CELLS,
        "close": _BETWEEN_CELLS,
        "convene": _BETWEEN_CELLS,
        "confirm": _BETWEEN_CELLS,
        "contest": _BETWEEN_CELLS,
        "cancel": _BETWEEN_CELLS,
        "plan": "a future route is secret, and stays off telephones",
        "set_out": "where a patrol is now is secret, and stays off telephones",
        "take_up": _AT_THE_DESK,
        "task": _AT_THE_DESK,
        "conclude": _AT_THE_DESK,
        "answer_to": _BETWEEN_CELLS,
        "publish": _AT_THE_DESK,
        "file": _AT_THE_DESK,
        "declare": _BY_KEY,
        "store": "where weapons are stored is secret, and stays off telephones",
        "pledge": _BY_KEY,
        "survey": "what several patrols saw together is put together at the desk",
        "retract": "a submission that is edited takes its act back by itself",
    }
)
"""Kinds of act that no form is made for, each with the reason; every other kind has one."""


class Form(Strict):
    """What a form asks; two forms that ask the same are the same version."""

    format: Literal["truceline/form/1"] = "truceline/form/1"
    kind: str
    agreement: str
    title: str
    questions: tuple[Question, ...]
    photographs: bool = False
    """Whether a photograph may come with it."""

    def content(self) -> bytes:
        """Canonical JSON: what the version is a digest of."""
        return canonical_json(self.model_dump(mode="json", exclude_defaults=True))

    @cached_property
    def version(self) -> str:
        """The first digits of the SHA-256 of what it asks."""
        return digest_bytes(self.content())[:_DIGITS]

    @property
    def name(self) -> str:
        """Form and version, as a submission says them: `route/3f2a90c1d4e5`."""
        return f"{self.kind}/{self.version}"

    @property
    def id(self) -> str:
        """The form's id on a server."""
        return f"{self.agreement}-{self.kind}"


def form_kinds() -> dict[str, type[Deed]]:
    """The kinds of act that have a form."""
    return {name: kind for name, kind in KINDS.items() if name not in NOT_FORMS}


def form_of(name: str, agreement: Agreement) -> Form:
    """The form of a kind, with the agreement's parties, zones, terms and norms as its choices."""
    kind = KINDS[name]
    return Form(
        kind=name,
        agreement=agreement.id,
        title=(inspect.getdoc(kind) or name).splitlines()[0],
        questions=tuple(questions(kind, agreement)),
        # Whoever is held, or comes back, is not photographed.
        photographs=Role.OBSERVER in kind.roles and not issubclass(kind, OfPeople),
    )


def given_out(mechanism: Mechanism) -> dict[str, Form]:
    """Every form of this agreement that was given out, by name and version."""
    ledger = mechanism.ledger
    held = (one.sha256 for one in ledger.documents() if one.media_type == MEDIA_TYPE)
    forms = (form_from(ledger.document(sha256)) for sha256 in held)
    return {form.name: form for form in forms if form.agreement == mechanism.agreement.id}


def give_out(mechanism: Mechanism, form: Form) -> None:
    """Keep what a form asks, so that its submissions are understood whatever it asks later."""
    mechanism.ledger.add_document(form.content(), f"form-{form.kind}", MEDIA_TYPE)


def form_from(content: bytes) -> Form:
    """The form that a document says was given out."""
    return TypeAdapter(Form).validate_json(content)
