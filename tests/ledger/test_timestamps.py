"""Timestamps on checkpoints, by an authority that the tests make and throw away; the network is not used."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from tests.ledger.authority import Authority
from tests.ledger.test_checkpoint import ANA, BO, MADE

from truceline.errors import CheckFailed, InputError
from truceline.ledger.authority import answer_of
from truceline.ledger.checkpoint import Checkpoint, Timestamp, read_checkpoint
from truceline.ledger.timestamps import (
    LARGEST,
    certificates_in,
    request_of,
    require_stamped,
    stamped,
    stamps,
)


@pytest.fixture(scope="session")
def authority(tmp_path_factory) -> Authority:
    return Authority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def other(tmp_path_factory) -> Authority:
    """One that nobody trusts."""
    return Authority.made(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="session")
def root(authority):
    return certificates_in(authority.root)


@pytest.fixture(scope="session")
def answer(authority) -> bytes:
    return authority.answer(request_of(MADE))


@pytest.fixture
def timed(answer) -> Checkpoint:
    return stamped(MADE, answer, "answer.tsr")


def with_response(content: bytes) -> Checkpoint:
    return MADE.model_copy(update={"timestamps": (Timestamp(response=base64.b64encode(content).decode()),)})


def test_a_timestamp_tells_the_time_and_who_says_so(timed, root):
    (stamp,) = stamps(timed, root)
    assert (stamp.holds, stamp.wrong) == (True, None)
    assert "CN=Throwaway" in stamp.authority
    assert stamp.at.tzinfo is not None
    require_stamped([stamp], root)


def test_a_request_holds_no_word_of_the_checkpoint(authority):
    asked = request_of(MADE)
    assert len(asked) < 100
    assert asked == request_of(MADE), "the same question, so that an old answer does"
    assert MADE.case.encode() not in asked


def test_without_a_certificate_the_time_is_told_and_counts_for_nothing(timed):
    (stamp,) = stamps(timed, ())
    assert (stamp.holds, stamp.wrong, stamp.is_checked) == (False, None, False)
    require_stamped([stamp], ())


def test_the_same_answer_is_kept_once_and_another_beside_it(timed, answer, authority, root):
    assert stamped(timed, answer, "answer.tsr") == timed
    both = stamped(timed, authority.answer(request_of(MADE)), "again.tsr")
    assert [stamp.holds for stamp in stamps(both, root)] == [True, True]


def test_a_timestamp_stays_good_when_another_side_signs(timed, root, tmp_path):
    both = timed.signed(BO)
    (tmp_path / "both.json").write_text(both.text())
    (stamp,) = stamps(read_checkpoint(tmp_path / "both.json"), root)
    assert stamp.holds


def test_a_checkpoint_without_one_is_told_where_one_is_asked_for(root):
    with pytest.raises(CheckFailed, match="bears no timestamp"):
        require_stamped(stamps(MADE, root), root)
    require_stamped(stamps(MADE, ()), ())


# What does not hold --------------------------------------------------------------------------------


def test_an_answer_about_another_checkpoint_is_refused(authority):
    changed = MADE.model_copy(update={"position": 8, "signatures": ()}).signed(ANA)
    with pytest.raises(CheckFailed, match="timestamp of another content"):
        stamped(MADE, authority.answer(request_of(changed)), "answer.tsr")


def test_a_checkpoint_changed_under_its_timestamp_is_told(timed, root):
    (stamp,) = stamps(timed.model_copy(update={"position": 8}), root)
    assert stamp.wrong == "it is a timestamp of another content"
    with pytest.raises(CheckFailed, match="does not hold"):
        require_stamped([stamp], root)


def test_an_authority_that_nobody_trusts_is_told(timed, other):
    (stamp,) = stamps(timed, certificates_in(other.root))
    assert stamp.wrong == "no certificate that was given leads to who signed it"


def test_a_changed_signature_is_told(answer, root):
    bent = bytearray(answer)
    bent[-30] ^= 1
    (stamp,) = stamps(with_response(bytes(bent)), root)
    assert "does not fit" in stamp.wrong


def test_a_changed_time_is_told(answer, root):
    at = answer.index(b"Z", answer.index(b"\x18\x0f")) - 1  # the seconds of a GeneralizedTime
    bent = bytearray(answer)
    bent[at] = ord("0") if bent[at] != ord("0") else ord("1")
    (stamp,) = stamps(with_response(bytes(bent)), root)
    assert stamp.wrong
    assert not stamp.holds


def test_a_certificate_that_is_not_for_timestamps_is_told(tmp_path):
    signer = Authority.made(tmp_path, purpose="codeSigning")
    answer = signer.answer(request_of(MADE))
    if answer:  # some versions of OpenSSL refuse it themselves
        (stamp,) = stamps(with_response(answer), certificates_in(signer.root))
        assert stamp.wrong == "whoever signed it may not make timestamps"


@pytest.mark.parametrize("content", [b"", b"junk", b"0" * (LARGEST + 1)], ids=["empty", "junk", "long"])
def test_what_is_no_answer_is_refused(content, root):
    with pytest.raises(InputError, match="no response of a timestamp authority"):
        stamped(MADE, content, "answer.tsr")
    (stamp,) = stamps(with_response(content), root)
    assert stamp.wrong == "it cannot be read"


def test_no_cut_of_an_answer_is_taken_for_one(answer, root):
    for length in range(0, len(answer), 97):
        (stamp,) = stamps(with_response(answer[:length]), root)
        assert not stamp.holds


def test_a_refusal_is_told_in_the_authoritys_words(authority):
    with pytest.raises(InputError, match="the authority refused"):
        stamped(MADE, authority.answer(request_of(MADE), digests="sha512"), "answer.tsr")


def test_a_file_without_a_certificate_is_refused(tmp_path, authority):
    (tmp_path / "root.pem").write_text("-----BEGIN nothing")
    (tmp_path / "root.der").write_bytes(b"junk")
    for name, told in (
        ("root.pem", "no certificate"),
        ("root.der", "no certificate"),
        ("x", "cannot be read"),
    ):
        with pytest.raises(InputError, match=told):
            certificates_in(tmp_path / name)
    (one,) = certificates_in(authority.root)
    (tmp_path / "root.der").write_bytes(one.public_bytes(Encoding.DER))
    assert certificates_in(tmp_path / "root.der") == [one]


# Over a network of this machine alone --------------------------------------------------------------


def test_an_authority_is_asked_at_the_address_given(authority, root):
    with authority.serving() as url:
        answer = answer_of(url, request_of(MADE))
    (stamp,) = stamps(stamped(MADE, answer, "--tsa"), root)
    assert stamp.holds


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/refuses", "answered HTTP 503"),
        ("/elsewhere", "answered HTTP 302"),
        ("/breaks", "cannot be reached"),
    ],
)
def test_an_authority_that_does_not_answer_is_told(authority, path, told):
    with authority.serving() as url, pytest.raises(InputError, match=told):
        answer_of(url + path, b"question")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "freetsa.org", "ftp://a.example/", "http://"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(InputError, match="no http address"):
        answer_of(url, b"question")
