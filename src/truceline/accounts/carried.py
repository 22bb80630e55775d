"""An identity that a browser carries, sealed, from a provider's answer to the form that makes use of it."""

from __future__ import annotations

import json
from datetime import timedelta

from truceline.accounts.credentials import Secret
from truceline.accounts.home import Home
from truceline.accounts.identities import Identity
from truceline.accounts.refusal import LinkSpent
from truceline.errors import CaseError

WITHIN = timedelta(minutes=10)
"""So long somebody may take to fill the form in."""
_SEALED_FOR = "identity"


def sealed(home: Home, identity: Identity) -> Secret:
    """The identity as a text that only this server can read or make."""
    until = (home.now + WITHIN).timestamp()
    link = identity.link.text if identity.link else None
    told = [identity.provider, identity.issuer, identity.subject, identity.suggested_name]
    content = json.dumps([until, link, *told]).encode()
    return Secret(home.key.seal(content, _SEALED_FOR).hex())


def carried(home: Home, text: str) -> Identity:
    """The identity of a sealed text; LinkSpent where it is none of ours, or too old."""
    try:
        content = json.loads(home.key.open(bytes.fromhex(text), _SEALED_FOR))
    except (ValueError, CaseError):
        raise LinkSpent from None
    until, link, provider, issuer, subject, name = content
    if home.now.timestamp() >= until:
        raise LinkSpent
    return Identity(provider, issuer, subject, name, Secret(link) if link else None)
