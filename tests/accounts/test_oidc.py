from __future__ import annotations

import json
import traceback
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey
from tests.accounts.provider import BACK, CLIENT, CLIENT_SECRET, Small, asking, provider_of, running

from truceline.accounts.oidc import OpenId, client
from truceline.accounts.refusal import LinkSpent, ProviderFailed
from truceline.errors import InputError


@pytest.fixture
def small(clock):
    with running(Small(lambda: clock().timestamp())) as made:
        yield made


@pytest.fixture
def openid(accounts, small):
    return OpenId(accounts.home, [provider_of(small)], asking)


def back(openid, small, **changed):
    """Who comes back from the provider."""
    begun = openid.begin("small", BACK)
    answer = {**small.authorize(begun.url), **changed}
    return openid.finish(
        begun.kept.text, {name: value for name, value in answer.items() if value is not None}
    )


def test_the_provider_says_who_it_is(openid, small):
    identity = back(openid, small)
    assert (identity.provider, identity.issuer, identity.subject) == ("small", small.issuer, "subject-1")
    assert (identity.suggested_name, identity.link) == ("ana", None)


@pytest.mark.parametrize("changed", [{"send_secret": "post"}, {"client_secret": None}])
def test_a_provider_is_told_the_secret_its_own_way(accounts, small, changed):
    openid = OpenId(accounts.home, [provider_of(small, **changed)], asking)
    assert back(openid, small).subject == "subject-1"
    _, form = small.seen[0]
    assert form.get("client_secret") == (CLIENT_SECRET if "send_secret" in changed else None)


@pytest.mark.parametrize(
    ("alg", "key"),
    [
        ("RS256", RSAKey.generate_key(2048, {"kid": "1"})),
        ("ES384", ECKey.generate_key("P-384", {"kid": "1"})),
    ],
)
def test_other_ways_to_sign_are_known(openid, small, alg, key):
    small.alg, small.key = alg, key
    assert back(openid, small).subject == "subject-1"


def test_the_browser_carries_nothing_that_it_can_read_or_change(openid, small):
    begun = openid.begin("small", BACK, link="canary-link")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.url).query).items()}
    assert asked["client_id"] == CLIENT
    for text in (asked["state"], asked["nonce"], "canary-link"):
        assert text not in begun.kept.text
        assert text not in bytes.fromhex(begun.kept.text).decode("latin-1")
    assert begun.kept.text not in repr(begun)
    answer = small.authorize(begun.url)
    for kept in ("", "zz", begun.kept.text[:-2] + "00", "00" + begun.kept.text[2:]):
        with pytest.raises(LinkSpent):
            openid.finish(kept, answer)
    identity = openid.finish(begun.kept.text, answer)
    assert identity.link.text == "canary-link"
    assert "canary-link" not in repr(identity)


@pytest.mark.parametrize("state", [None, "", "x", "\ud800"])
def test_an_answer_to_another_question_is_refused(openid, small, state):
    with pytest.raises(LinkSpent):
        back(openid, small, state=state)


def test_an_answer_that_comes_too_late_is_refused(openid, small, clock):
    begun = openid.begin("small", BACK)
    answer = small.authorize(begun.url)
    clock.move(minutes=10)
    with pytest.raises(LinkSpent):
        openid.finish(begun.kept.text, answer)


def test_an_answer_is_worth_something_once(openid, small):
    begun = openid.begin("small", BACK)
    answer = small.authorize(begun.url)
    assert openid.finish(begun.kept.text, answer)
    with pytest.raises(ProviderFailed):
        openid.finish(begun.kept.text, answer)


def test_a_code_of_somebody_elses_log_in_is_worth_nothing(openid, small):
    """PKCE: the code of one browser, brought back by another."""
    theirs, mine = openid.begin("small", BACK), openid.begin("small", BACK)
    stolen, answer = small.authorize(theirs.url), small.authorize(mine.url)
    with pytest.raises(ProviderFailed):
        openid.finish(mine.kept.text, {**answer, "code": stolen["code"]})


@pytest.mark.parametrize(
    "changed", [{"iss": "https://other.example"}, {"code": None}, {"code": None, "error": "access_denied"}]
)
def test_who_was_not_let_in_is_not_let_in(openid, small, changed):
    with pytest.raises(ProviderFailed):
        back(openid, small, **changed)


def test_an_answer_need_not_name_its_issuer(openid, small):
    assert back(openid, small, iss=None)


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"aud": 5},
        {"azp": "another"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"nonce": "x"},
        {"nonce": None},
        {"nonce": 5},
        {"nonce": "\ud800"},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 5},
        {"exp": None},
        {"exp": 0},
        {"exp": "soon"},
        {"iat": 10**10},
        {"iat": None},
        {"nbf": 10**10},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_and_now_is_refused(openid, small, lies):
    small.lies = lies
    with pytest.raises(ProviderFailed):
        back(openid, small)


def test_a_token_for_several_names_who_asked_for_it(openid, small):
    small.lies = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert back(openid, small)


def test_a_token_is_signed_by_a_key_that_the_provider_publishes(openid, small, monkeypatch):
    published = small.published()
    small.key = ECKey.generate_key("P-256", {"kid": "1"})
    monkeypatch.setattr(small, "published", lambda: published)
    with pytest.raises(ProviderFailed):
        back(openid, small)


def test_a_token_signed_by_nobody_or_with_a_secret_is_refused(openid, small, monkeypatch):
    published = small.published()
    monkeypatch.setattr(small, "published", lambda: published)
    small.alg = "none"
    with pytest.raises(ProviderFailed):
        back(openid, small)
    small.alg, small.key = "HS256", OctKey.generate_key(256, {"kid": "1"})
    with pytest.raises(ProviderFailed):
        back(openid, small)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"token_endpoint": None},
        {"jwks_uri": 5},
        {"token_endpoint": "http://internal.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://user@internal.example/"},
    ],
    ids=str,
)
def test_a_provider_whose_document_does_not_hold_is_not_used(openid, small, document):
    small.document = document
    with pytest.raises(ProviderFailed):
        openid.begin("small", BACK)


def test_a_provider_on_the_open_web_points_at_nothing_on_this_machine(accounts):
    told = {"issuer": "https://id.example", "authorization_endpoint": "https://id.example/a"}
    told |= {"token_endpoint": "http://localhost:9/token", "jwks_uri": "https://id.example/k"}
    web = httpx.MockTransport(lambda _request: httpx.Response(200, content=json.dumps(told).encode()))
    chosen = provider_of(Small(lambda: 0.0, issuer="https://id.example"))
    openid = OpenId(accounts.home, [chosen], lambda: httpx.Client(transport=web))
    with pytest.raises(ProviderFailed):
        openid.begin("small", BACK)


DISCOVERY = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"{}"),
        (404, b""),
        (302, b""),
        (200, b""),
        (200, b"[]"),
        (200, b"\xff"),
        (200, b"[" * 100_000),
        (200, b'{"a": "' + b"x" * 300_000 + b'"}'),
    ],
    ids=lambda answer: f"{answer[0]} {answer[1][:8]!r}",
)
@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_answers_nonsense_lets_nobody_in(openid, small, answer, path):
    small.answers = {path: answer}
    with pytest.raises(ProviderFailed):
        back(openid, small)


@pytest.mark.parametrize(
    "keys", [b'{"keys": 5}', b'{"keys": [{"kty": "EC"}]}', b'{"keys": []}', b"{}", b'{"keys": [5]}']
)
def test_keys_that_are_none_fit_nothing(openid, small, keys):
    small.answers = {"/keys": (200, keys)}
    with pytest.raises(ProviderFailed):
        back(openid, small)


def test_a_provider_that_is_not_there_lets_nobody_in(accounts):
    nowhere = Small(lambda: 0.0, issuer="http://127.0.0.1:9")
    with pytest.raises(ProviderFailed):
        OpenId(accounts.home, [provider_of(nowhere)], asking).begin("small", BACK)
    with pytest.raises(InputError, match="no such identity provider"):
        OpenId(accounts.home, []).begin("small", BACK)


def test_nothing_a_provider_says_or_is_told_stands_in_an_error(openid, small):
    small.answers = {"/token": (400, b'{"error": "canary-said"}')}
    begun = openid.begin("small", BACK)
    with pytest.raises(ProviderFailed) as told:
        openid.finish(begun.kept.text, small.authorize(begun.url))
    text = "".join(traceback.format_exception(told.value))
    assert not [secret for secret in ("canary-said", CLIENT_SECRET, begun.kept.text) if secret in text]
    assert CLIENT_SECRET not in repr(openid.providers)


def test_a_provider_is_asked_for_ten_seconds_and_never_followed_elsewhere():
    with client() as web:
        assert (web.timeout.read, web.follow_redirects) == (10.0, False)
