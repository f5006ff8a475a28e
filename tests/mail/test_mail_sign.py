"""Signed letters: an independent verifier accepts them as they arrive, and nothing that matters can be changed or added."""

import base64
import re
from datetime import UTC, datetime
from email import message_from_bytes
from types import SimpleNamespace

import dkim
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from softsell import load
from softsell.errors import ConfigError
from softsell.mail import sign as signing
from softsell.mail.catcher import Catcher
from softsell.mail.compose import compose
from softsell.mail.letter import Letter, Part
from softsell.mail.sign import SIGNED, Signer, new_key, record, relaxed_body, sign, signer, zone_line
from softsell.mail.smtp import Outbox

NOW = datetime(2026, 6, 8, 12, 0, tzinfo=UTC)
KEYS = {"r1": new_key("rsa"), "e1": new_key("ed25519")}
SIGNERS = {name: signer(pem, name, "garn.is") for name, pem in KEYS.items()}
LETTER = Letter(
    language="is",
    from_name="Garn & gaman, Þórshöfn",
    from_address="svar@garn.is",
    to_address="anna@mail.is",
    reply_to="svar+abc@garn.is",
    subject="Sokkarnir þínir bíða, og hér er löng efnislína sem verður brotin í nokkrar línur áður en hún fer",
    blocks=(Part("para", text=".Punktur fremst\nog  tvö bil \n\n\n.\nÞetta er allt."), Part("question", text="Hvað?")),
    answers=(("Já", "https://garn.is/t/x?a=1"),),
    footer=("Garn og gaman, Þórshöfn",),
    unsubscribe_url="https://garn.is/u/x",
    unsubscribe_label="Hætta",
    message_id="<a.b@garn.is>",
    in_reply_to="<c@mail.is>",
    references=("<a.0@garn.is>", "<c@mail.is>"),
    date=NOW,
    feedback_id="0:garn:ask:softsell",
)
RAW = compose(LETTER, load.letter_frame())


class _VerifyKey:
    """What the verifier asks of a module that is not installed everywhere: only the last step, the curve itself."""

    def __init__(self, key: bytes, encoder: object) -> None:
        self._key = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(key))

    def verify(self, message: bytes, signature: bytes) -> None:
        self._key.verify(signature, message)


@pytest.fixture(autouse=True)
def curve(monkeypatch: pytest.MonkeyPatch) -> None:
    names = SimpleNamespace
    nacl = names(
        signing=names(VerifyKey=_VerifyKey),
        encoding=names(Base64Encoder=None),
        exceptions=names(BadSignatureError=InvalidSignature, ValueError=ValueError),
    )
    monkeypatch.setattr(dkim, "nacl", nacl, raising=False)


def dns(name: bytes, timeout: int = 5) -> bytes | None:
    """The zone that holds our records."""
    found = re.fullmatch(r"([a-z0-9]+)\._domainkey\.garn\.is\.?", name.decode())
    return record(SIGNERS[found[1]].key).encode() if found and found[1] in SIGNERS else None


def verified(raw: bytes, index: int = 0) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=index, dnsfunc=dns))
    except dkim.ValidationError:
        return False


@pytest.mark.parametrize("name", SIGNERS)
def test_an_independent_verifier_accepts_a_signed_letter(name: str) -> None:
    signed = sign([SIGNERS[name]], RAW, NOW)
    assert verified(signed)
    assert signed.endswith(RAW)
    assert max(len(line) for line in signed.partition(b"From:")[0].split(b"\r\n")) <= 78


def test_two_signatures_are_both_accepted() -> None:
    signed = sign(SIGNERS.values(), RAW, NOW)
    assert verified(signed, 0)
    assert verified(signed, 1)
    assert signed.count(b"DKIM-Signature:") == 2


def test_without_a_signer_the_letter_stays_as_it_is() -> None:
    assert sign([], RAW, NOW) == RAW


def test_a_signature_outlives_a_real_server() -> None:
    caught: list[bytes] = []
    with Catcher(keep=caught.append) as catcher, Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        outbox.send("svar@garn.is", "anna@mail.is", sign(SIGNERS.values(), RAW, NOW))
    assert verified(caught[0], 0)
    assert verified(caught[0], 1)


@pytest.mark.parametrize("name", SIGNED)
def test_no_header_that_matters_can_be_changed_or_added(name: str) -> None:
    signed = sign([SIGNERS["r1"]], RAW, NOW)
    assert not verified(f"{name}: x <other@garn.is>\r\n".encode() + signed)
    if message_from_bytes(RAW)[name] is not None:
        assert not verified(re.sub(rb"(?m)^" + name.encode() + rb": ", name.encode() + b": x", signed, count=1))


def test_no_word_of_the_body_can_be_changed_or_added() -> None:
    signed = sign([SIGNERS["r1"]], RAW, NOW)
    assert not verified(signed.replace(b"Punktur", b"Punktar"))
    assert not verified(signed + b"more\r\n")


def test_white_space_that_servers_change_breaks_nothing() -> None:
    signed = sign([SIGNERS["r1"]], RAW, NOW)
    head, _, body = signed.partition(b"\r\n\r\n")
    unfolded = re.sub(rb"\r\n[ \t]+", b"\t ", head).replace(b"Subject: ", b"SUBJECT:   ")
    assert verified(unfolded + b"\r\n\r\n" + body.replace(b"\r\n", b" \r\n") + b"\r\n\r\n")


def test_the_domain_is_that_of_the_sender_where_none_is_set() -> None:
    signed = sign([Signer(SIGNERS["e1"].key, "e1")], RAW, NOW)
    assert b"d=garn.is;" in signed
    assert verified(signed)


def test_a_domain_with_icelandic_letters_is_signed_in_its_ascii_form() -> None:
    domain = signer(KEYS["e1"], "E1", "Þórshöfn.is.").domain
    assert domain.startswith("xn--")
    assert domain.encode().decode("idna") == "þórshöfn.is"


WORDS = st.text("a .\t\r\n-", max_size=60)


@given(WORDS, WORDS)
def test_any_subject_and_body_are_verified(subject: str, body: str) -> None:
    flat = " ".join(subject.split())
    raw = f"From: a@garn.is\r\nSubject: {flat}\r\nX-Twice: 1\r\nX-Twice: 2\r\n\r\n{body}".encode()
    assert verified(sign([SIGNERS["e1"]], raw, NOW))


@given(st.text("ab \t\r\n", max_size=40).map(lambda text: re.sub(r"\r\n|\r|\n", "\r\n", text + "\n").encode()))
def test_the_relaxed_body_is_that_of_the_other_library(body: bytes) -> None:
    assert relaxed_body(body) == dkim.canonicalization.Relaxed.canonicalize_body(body)


def test_the_record_fits_into_strings_of_dns() -> None:
    line = zone_line("r1", "garn.is", record(SIGNERS["r1"].key))
    strings = re.findall(r'"([^"]*)"', line)
    assert line.startswith("r1._domainkey.garn.is. IN TXT ( ")
    assert "".join(strings) == record(SIGNERS["r1"].key)
    assert len(strings) == 2
    assert all(len(one) <= 255 for one in strings)


def pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*form).decode()


@pytest.mark.parametrize(
    ("key", "selector", "domain", "words"),
    [
        ("a secret that is no key", "s1", "garn.is", "no private key in PEM"),
        ("", "s1", "garn.is", "no private key in PEM"),
        (pem(rsa.generate_private_key(65537, 1024)), "s1", "garn.is", "at least 2048 bits"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "s1", "garn.is", "rsa or ed25519"),
        (KEYS["e1"], "", "garn.is", "a selector is"),
        (KEYS["e1"], "s 1", "garn.is", "a selector is"),
        (KEYS["e1"], "s1", "localhost", "a domain such as"),
        (KEYS["e1"], "s1", "garn.is; d=other.is", "a domain such as"),
    ],
)
def test_what_cannot_sign_is_refused_without_showing_the_key(key: str, selector: str, domain: str, words: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(words)) as caught:
        signer(key, selector, domain)
    assert not key or key not in str(caught.value)


def test_only_the_kinds_that_receivers_know_are_made() -> None:
    assert signing.KINDS == ("rsa", "ed25519")
    with pytest.raises(ConfigError, match="rsa or ed25519"):
        new_key("dsa")
