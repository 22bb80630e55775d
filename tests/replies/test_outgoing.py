from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.replies.making import PUBLIC, Web, html, on

from truceline.replies import outgoing
from truceline.replies.outgoing import NotFetched, Outgoing


def moved(target: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": target})


def test_a_page_is_asked_for_at_the_address_that_was_checked_under_its_own_name():
    web = Web({"blog.example/a?b=1": html("<p>hello", Link='</wm>; rel="webmention"', X_Pingback="/xmlrpc")})
    page = on(web).get("https://blog.example/a?b=1")
    assert web.asked == [("GET", "blog.example/a?b=1", PUBLIC)]
    assert (page.status, page.content, page.media_type) == (200, b"<p>hello", "text/html")
    assert (page.links, page.pingback) == ((("webmention", "/wm"),), "/xmlrpc")


def test_tls_asks_for_the_name_and_not_for_the_address():
    seen = []

    def answer(request):
        seen.append(request.extensions["sni_hostname"])
        return html("")

    on(Web({"blog.example/": answer})).get("https://blog.example/")
    assert seen == ["blog.example"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/passwd", "no web address"),
        ("ftp://blog.example/", "no web address"),
        ("gopher://blog.example/", "no web address"),
        ("https://", "no web address"),
        ("no address at all", "no web address"),
        ("https://blog.example/" + "a" * 2000, "no web address"),
        ("https://me:secret@blog.example/", "a user or an unusual port"),
        ("http://blog.example:25/", "a user or an unusual port"),
        ("http://127.0.0.1/", "not on the open web"),
        ("http://[::1]/", "not on the open web"),
        ("http://[fe80::1%25eth0]/", "no web address|not on the open web"),
        ("http://replies.example/form", "this very server"),
        ("https://BULLETIN.example./", "this very server"),
    ],
)
def test_what_may_not_be_asked_for_is_refused_before_anybody_is_asked(url, told):
    web = Web({})
    names = {"127.0.0.1": ["127.0.0.1"], "::1": ["::1"], "fe80::1%25eth0": ["fe80::1%eth0"]}
    with pytest.raises(NotFetched, match=told):
        on(web, names | {"fe80::1%eth0": ["fe80::1%eth0"]}).get(url)
    assert web.asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["fe80::1%eth0"],
        ["::ffff:127.0.0.1"],
        [PUBLIC, "192.168.0.1"],
    ],
)
def test_a_name_that_leads_inside_is_refused_even_if_it_leads_outside_too(addresses):
    web = Web({})
    with pytest.raises(NotFetched, match="not on the open web"):
        on(web, {"trap.example": addresses}).get("https://trap.example/")
    assert web.asked == []


def test_a_name_that_changes_its_mind_is_asked_once_and_held_to_it():
    web = Web({"rebind.example/": html("fine")})
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    Outgoing(resolver=lambda *_: next(answers), inner=web).get("http://rebind.example/")
    assert [address for *_, address in web.asked] == [PUBLIC]


def test_the_server_s_own_address_is_refused_under_any_name(monkeypatch):
    monkeypatch.setattr(outgoing, "is_of_this_machine", lambda address: address == PUBLIC)
    web = Web({})
    with pytest.raises(NotFetched, match="this very server"):
        on(web).get("https://alias.example/")
    assert web.asked == []


def test_what_others_see_as_the_server_s_address_is_refused_too():
    names = {"replies.example": [PUBLIC], "alias.example": [PUBLIC], "blog.example": ["93.184.215.15"]}
    web = Web({"blog.example/": html("")})

    def resolver(host, _port):
        return names[host]

    ours = Outgoing(frozenset({"replies.example"}), "replies.example", resolver=resolver, inner=web)
    assert ours.get("https://blog.example/").status == 200
    with pytest.raises(NotFetched, match="this very server"):
        ours.get("https://alias.example/")
    assert len(web.asked) == 1


def test_a_server_whose_name_is_known_inside_alone_still_asks_others():
    def resolver(host, _port):
        if host == "inside":
            raise OSError("no such name")
        return [PUBLIC]

    asked = Outgoing(
        frozenset({"inside"}), "inside", resolver=resolver, inner=Web({"blog.example/": html("")})
    )
    assert asked.get("https://blog.example/").status == 200


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("http://127.0.0.1/admin", "not on the open web"),
        ("http://inside.example/", "not on the open web"),
        ("https://replies.example/form", "this very server"),
        ("http://blog.example:6379/", "unusual port"),
        ("file:///etc/passwd", "no web address"),
    ],
)
def test_every_hop_of_a_redirect_is_checked_anew(target, told):
    web = Web({"blog.example/": moved(target)})
    with pytest.raises(NotFetched, match=told):
        on(web, {"inside.example": ["10.1.2.3"], "127.0.0.1": ["127.0.0.1"]}).get("https://blog.example/")
    assert len(web.asked) == 1


def test_a_few_redirects_are_followed_and_no_more():
    hops = {f"blog.example/{n}": moved(f"/{n + 1}") for n in range(9)}
    web = Web(hops | {"blog.example/3": html("there")})
    assert on(web).get("https://blog.example/0").url == "https://blog.example/3"
    with pytest.raises(NotFetched, match="redirects more than 3 times"):
        on(Web(hops)).get("https://blog.example/0")


def test_a_compressed_answer_is_refused_and_never_unpacked():
    bomb = gzip.compress(bytes(10_000_000))
    answer = httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(bomb))
    with pytest.raises(NotFetched, match="compressed"):
        on(Web({"blog.example/": answer})).get("https://blog.example/")


def test_a_large_answer_is_cut_off():
    async def endless():
        while True:
            yield b"x" * 65536

    answer = httpx.Response(200, stream=_Async(endless()))
    with pytest.raises(NotFetched, match="larger than 1000 kB"):
        on(Web({"blog.example/": answer})).get("https://blog.example/")


def test_an_answer_that_drips_is_given_up():
    async def dripping():
        while True:
            await asyncio.sleep(0.01)
            yield b"x"

    answer = httpx.Response(200, stream=_Async(dripping()))
    with pytest.raises(NotFetched, match="takes too long"):
        on(Web({"blog.example/": answer}), whole_s=0.1).get("https://blog.example/")


class _Async(httpx.AsyncByteStream):
    def __init__(self, parts):
        self._parts = parts

    async def __aiter__(self):
        async for part in self._parts:
            yield part


def test_what_goes_wrong_is_told_without_a_word_of_what_was_answered():
    def fails(_request):
        raise httpx.RemoteProtocolError("secret words of the other side")

    with pytest.raises(NotFetched) as told:
        on(Web({"blog.example/": fails})).get("https://blog.example/")
    assert str(told.value) == "it cannot be reached"


@pytest.mark.parametrize("found", [[], OSError("no such name")])
def test_a_name_that_leads_nowhere_is_told(found):
    def resolver(*_):
        if isinstance(found, OSError):
            raise found
        return found

    with pytest.raises(NotFetched, match="cannot be reached"):
        Outgoing(resolver=resolver, inner=Web({})).get("https://gone.example/")


def test_a_notice_is_posted_and_no_redirect_followed():
    web = Web({"blog.example/wm": moved("/elsewhere")})
    answer = on(web).post("https://blog.example/wm", b"source=a", "application/x-www-form-urlencoded")
    assert (answer.status, web.asked, web.sent) == (302, [("POST", "blog.example/wm", PUBLIC)], [b"source=a"])


class _Quiet(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        type(self).asked += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class _Unasked(_Quiet):
    asked = 0


def test_a_real_server_on_this_machine_is_never_asked():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Unasked)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        port = server.server_address[1]
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
            for url in (f"http://{host}:{port}/", f"http://{host}/"):
                with pytest.raises(NotFetched):
                    Outgoing().get(url)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert _Unasked.asked == 0


class _Near(httpx.AsyncBaseTransport):
    """A network in which the one public machine is a server of the test's own."""

    def __init__(self, port, authority):
        self._port = port
        self._over = httpx.AsyncHTTPTransport(verify=authority, trust_env=False)

    async def handle_async_request(self, request):
        assert request.url.host == PUBLIC
        request.url = request.url.copy_with(host="127.0.0.1", port=self._port)
        return await self._over.handle_async_request(request)


@pytest.mark.parametrize(("name", "is_believed"), [("blog.example", True), ("other.example", False)])
def test_a_machine_that_cannot_prove_its_name_is_not_believed(tmp_path, name, is_believed):
    certificate, key = certified(tmp_path, "blog.example")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        authority = ssl.create_default_context(cafile=certificate)
        near = Outgoing(resolver=lambda *_: [PUBLIC], inner=_Near(server.server_address[1], authority))
        if is_believed:
            assert near.get(f"https://{name}/").status == 200
        else:
            with pytest.raises(NotFetched, match="certificate does not hold"):
                near.get(f"https://{name}/")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certified(folder, name):
    """The files of a certificate for a name, signed by itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    opened = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "k.pem").write_bytes(opened)
    return folder / "c.pem", folder / "k.pem"
