"""A small identity provider on loopback: everybody is let in as whom a test says; it lies when told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from truceline.accounts.providers import Provider

CLIENT, CLIENT_SECRET = "truceline-at-river", "canary-client-secret"
BACK = "https://console.example/oidc/small/back"


@dataclass
class Small:
    """What it says and to whom; a test changes `lies` to make an answer wrong."""

    now: Callable[[], float]
    issuer: str = ""
    subject: str = "subject-1"
    alg: str = "ES256"
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "1"}))
    lies: dict[str, Any] = field(default_factory=dict)
    """Claims to add or change; None: to leave out."""
    document: dict[str, Any] = field(default_factory=dict)
    """The same of its own document."""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """What it says at a path, instead of what it should."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return {**told, **self.document}

    def published(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))

    def authorize(self, url: str) -> dict[str, str]:
        """What a browser brings back that was sent to this address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def token(self, form: Mapping[str, str], head: Mapping[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        known = head.get("Authorization") == f"Basic {basic}" or (
            form.get("client_id") == CLIENT and form.get("client_secret", CLIENT_SECRET) == CLIENT_SECRET
        )
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if asked is None or not known or challenge != asked["code_challenge"]:
            return None
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        now = int(self.now())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"]}
        said = {**claims, "iat": now, "exp": now + 300, "preferred_username": "ana", **self.lies}
        said = {name: value for name, value in said.items() if value is not None}
        return {"id_token": self.signed(said), "access_token": "canary-access", "token_type": "Bearer"}

    def signed(self, claims: dict[str, Any]) -> str:
        if self.alg == "none":
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        return jwt.encode({"alg": self.alg, "kid": "1"}, claims, self.key, algorithms=[self.alg])


def provider_of(small: Small, **changed: Any) -> Provider:
    told = {"name": "small", "label": "Small", "issuer": small.issuer, "client_id": CLIENT}
    return Provider.model_validate({**told, "client_secret": CLIENT_SECRET, **changed})


def asking() -> httpx.Client:
    return httpx.Client(timeout=5, trust_env=False)


@contextmanager
def running(small: Small) -> Iterator[Small]:
    """The provider on a port of its own, until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {"/.well-known/openid-configuration": small.discovery, "/keys": small.published}
            self.say(told[self.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            small.seen.append((self.path, form))
            self.say(small.token(form, self.headers))

        def say(self, told: Any) -> None:
            content = json.dumps(told or {"error": "invalid_grant"}).encode()
            status, content = small.answers.get(self.path, (200 if told else 400, content))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Location", f"{small.issuer}/keys")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    small.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield small
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
