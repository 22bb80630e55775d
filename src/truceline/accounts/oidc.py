"""Asking an identity provider who somebody is: OpenID Connect, the code flow with PKCE (S256), and no other.

What is checked: the issuer (in its own document, in the answer where it stands, in the token), the
signature with one of its published keys and an asymmetric algorithm, audience, authorised party, times,
nonce and state. Nothing the provider wrote is repeated in an error.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from truceline.accounts.account import wrong
from truceline.accounts.credentials import Secret
from truceline.accounts.home import Home
from truceline.accounts.identities import Identity
from truceline.accounts.providers import Provider, is_safe
from truceline.accounts.refusal import LinkSpent, ProviderFailed
from truceline.errors import CaseError

WITHIN = timedelta(minutes=10)
"""So long somebody may take to log in at the provider."""
_ALGORITHMS = ("RS256", "PS256", "ES256", "ES384", "Ed25519", "EdDSA")
_LEEWAY_S = 60
_TIMEOUT_S = 10.0
_MOST_BYTES = 256 * 1024
_LONGEST_SUBJECT = 255
_SEALED_FOR = "oidc"

Client = Callable[[], httpx.Client]


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send a browser, and what it must bring back: for a cookie of ten minutes."""

    url: str
    kept: Secret
    """Sealed: the state, the nonce and the verifier, which the browser carries and cannot read."""


@dataclass(frozen=True, slots=True)
class _Kept:
    provider: str
    state: str
    nonce: str
    verifier: str
    back: str
    until: float
    link: str | None


def client() -> httpx.Client:
    """How a provider is asked unless a test says otherwise: never on to another address."""
    return httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False)


class OpenId:
    """Sends people to their provider, and reads what they bring back."""

    def __init__(self, home: Home, providers: Sequence[Provider], asking: Client = client) -> None:
        self._home = home
        self.providers = tuple(providers)
        self._asking = asking

    def begin(self, provider: str, back: str, *, link: str | None = None) -> Begun:
        """Where to log in at a provider; `back` is the address of ours that it sends people to.

        InputError where there is no such provider, ProviderFailed where it does not answer as it should.
        """
        chosen = self._provider(provider)
        until = (self._home.now + WITHIN).timestamp()
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        kept = _Kept(provider, state, nonce, verifier, back, until, link)
        with self._asking() as web:
            place = _discovered(web, chosen)["authorization_endpoint"]
        url = prepare_grant_uri(
            place,
            chosen.client_id,
            "code",
            redirect_uri=back,
            scope="openid profile",
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        content = json.dumps([getattr(kept, name) for name in _Kept.__slots__]).encode()
        return Begun(url, Secret(self._home.key.seal(content, _SEALED_FOR).hex()))

    def finish(self, kept: str, answer: Mapping[str, str]) -> Identity:
        """Who came back; `kept` is from the cookie, `answer` the query of the address they came back to.

        LinkSpent where they came back too late or from elsewhere, ProviderFailed where they were not let in.
        """
        begun = self._opened(kept)
        if not _same(answer.get("state"), begun.state):
            raise LinkSpent
        chosen = self._provider(begun.provider)
        # RFC 9207: an answer of another provider, passed on as this one's, is found out.
        if answer.get("iss", chosen.issuer) != chosen.issuer or not answer.get("code"):
            raise ProviderFailed
        with self._asking() as web:
            places = _discovered(web, chosen)
            token = _exchanged(web, chosen, places["token_endpoint"], answer["code"], begun)
            keys = _json(web, "GET", places["jwks_uri"])
        claims = self._claims(token, keys, chosen, begun.nonce)
        name = claims.get("preferred_username") or claims.get("name") or ""
        link = Secret(begun.link) if begun.link else None
        return Identity(chosen.name, chosen.issuer, claims["sub"], str(name)[:64], link)

    def _provider(self, name: str) -> Provider:
        found = next((provider for provider in self.providers if provider.name == name), None)
        if found is None:
            names = tuple(provider.name for provider in self.providers)
            raise wrong("provider", "there is no such identity provider", names)
        return found

    def _opened(self, kept: str) -> _Kept:
        try:
            content = json.loads(self._home.key.open(bytes.fromhex(kept), _SEALED_FOR))
        except (ValueError, CaseError):
            raise LinkSpent from None
        begun = _Kept(*content)
        if self._home.now.timestamp() >= begun.until:
            raise LinkSpent
        return begun

    def _claims(self, token: object, keys: dict[str, Any], chosen: Provider, nonce: str) -> dict[str, Any]:
        """What a token says, once all of it holds."""
        rules = jwt.JWTClaimsRegistry(
            now=int(self._home.now.timestamp()),
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": chosen.issuer},
            aud={"essential": True, "value": chosen.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        try:
            # What is no set of keys is found out by reading it.
            published = KeySet.import_key_set(cast("KeySetSerialization", keys))
            read = jwt.decode(str(token), published, algorithms=_ALGORITHMS)
            rules.validate(read.claims)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            raise ProviderFailed from None
        claims: dict[str, Any] = read.claims
        _require_ours(claims, chosen, nonce)
        return claims


def _require_ours(claims: Mapping[str, Any], chosen: Provider, nonce: str) -> None:
    """That the token was made for this server, this time, and for somebody."""
    if not _same(claims.get("nonce"), nonce):
        raise ProviderFailed
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    party = claims.get("azp", None if several else chosen.client_id)
    if party != chosen.client_id or not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
        raise ProviderFailed


def _same(told: object, ours: str) -> bool:
    """Whether somebody tells what we said, in constant time."""
    return isinstance(told, str) and hmac.compare_digest(told.encode("utf-8", "surrogatepass"), ours.encode())


def _discovered(web: httpx.Client, chosen: Provider) -> dict[str, str]:
    """The provider's own document; every place in it must be as safe as the issuer."""
    told = _json(web, "GET", f"{chosen.issuer.rstrip('/')}/.well-known/openid-configuration")
    places = {name: told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    if told.get("issuer") != chosen.issuer:
        raise ProviderFailed
    for place in places.values():
        if not isinstance(place, str) or not is_safe(place):
            raise ProviderFailed
        # One on the open web has no business with this machine.
        if urlsplit(place).scheme != "https" and urlsplit(chosen.issuer).scheme == "https":
            raise ProviderFailed
    return {name: str(place) for name, place in places.items()}


def _exchanged(web: httpx.Client, chosen: Provider, place: str, code: str, begun: _Kept) -> object:
    """The identity token that a code is worth, once."""
    form = prepare_token_request(
        "authorization_code", redirect_uri=begun.back, code=code, code_verifier=begun.verifier
    )
    known = chosen.client_secret.get_secret_value() if chosen.client_secret else ""
    way = f"client_secret_{chosen.send_secret}" if known else "none"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    url, headers, body = ClientAuth(chosen.client_id, known, way).prepare("POST", place, headers, form)
    return _json(web, "POST", url, content=body, headers=headers).get("id_token")


def _json(web: httpx.Client, method: str, url: str, **more: Any) -> dict[str, Any]:
    """What a provider answers; ProviderFailed where that is not a short JSON object."""
    content = b""
    try:
        with web.stream(method, url, **more) as answer:
            for part in answer.iter_bytes():
                content += part
                if len(content) > _MOST_BYTES:
                    raise ProviderFailed
        told = json.loads(content) if answer.is_success else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        raise ProviderFailed from None
    if not isinstance(told, dict):
        raise ProviderFailed
    return told
