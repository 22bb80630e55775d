"""A case full of canaries, made once for all who look for them."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest
from tests.mechanism.conftest import open_case
from tests.publish.release.full_case import AS_OF, SINCE, Birds, acts, told

from truceline.core.frame import Frame
from truceline.ledger.entry import Origin
from truceline.publish.release.key import KEY_FILE
from truceline.publish.report.gathering import Asked, gathered


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The case, its canaries, and its private facts."""
    birds = Birds()
    case = open_case(tmp_path_factory.mktemp("canaries") / "case")
    key = case.folder / KEY_FILE
    key.write_text(json.dumps({"secret": b64encode(bytes(32)).decode()}), encoding="utf-8")
    key.chmod(0o600)
    case.ledger.append(Origin("claims", birds("file")), told(birds), days=case.agreement.tempo)
    acts(case, birds)
    facts = gathered(case, Asked("weekly", Frame(as_of=AS_OF), since=SINCE), "The week on the river")
    ids = [one.claim_id for one in case.ledger.claims()]
    return case, [*birds.all, *ids, "0.81357", "217.31", "0.21731"], facts
