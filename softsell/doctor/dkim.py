"""The key that letters are signed with, as receivers find it, and whether a signed sample stands their test (RFC 6376)."""

import base64
import binascii
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes

import dkim
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from softsell import load
from softsell.config import Dkim
from softsell.doctor.case import Case, Sign, signing_domain
from softsell.doctor.finding import Finding, ok, record, shown, stop, tags, warn
from softsell.doctor.letter import sample
from softsell.doctor.lookup import Names
from softsell.errors import ConfigError
from softsell.mail import sign

LEAST, GOOD = 1024, 2048  # bits of an RSA key: below the first nobody verifies (RFC 8301), below the second it is weak
COVERED = ("from", "to", "subject", "date", "message-id", "reply-to", "list-unsubscribe", "list-unsubscribe-post")
Private = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
Public = rsa.RSAPublicKey | ed25519.Ed25519PublicKey


def check(case: Case) -> Iterator[Finding]:
    """The record of the selector, the key in it, and the signature of a sample. Raises what `Names` raises, ConfigError."""
    given, domain = case.config.dkim, signing_domain(case)
    if not (domain and given.selector):
        words = "dkim.selector is empty, so letters go unsigned unless your mail server signs them"
        mend = "set it (with dkim.key, or without where the server signs) so that the key can be looked up"
        yield warn("dkim", f"{words}; {mend}")
        return
    named = [(given.selector, given.key)]
    named += [(given.second_selector, given.second_key)] if given.second_selector else []
    names = [(f"{selector}._domainkey.{domain}".lower(), key) for selector, key in named]
    found = [one for name, key in names for one in _published(case.names, name, key)]
    yield from found
    yield from _refused(given)
    if case.sign is not None and not any(one.state == "stop" for one in found):
        yield from _signatures(case, case.sign)


def _refused(given: Dkim) -> Iterator[Finding]:
    """A key that letters cannot be signed with here, whatever receivers would say of it."""
    try:
        load.signers(given)
    except ConfigError as error:
        yield stop("dkim", f"{error}; `softsell dkim` makes a key that can")


def signing(given: Dkim, now: datetime) -> Sign | None:
    """How letters are signed by these settings; None for not at all, or with a key that cannot be used (`check` says why)."""
    try:
        found = load.signers(given)
    except ConfigError:
        return None
    return (lambda raw: sign.sign(found, raw, now)) if found else None


def private(text: str) -> Private:
    """A private key from PEM, RSA or Ed25519. Raises ConfigError, which never repeats the key."""
    try:
        key = serialization.load_pem_private_key(text.strip().encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError("dkim.key: no private key in PEM without a password") from None
    if not isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise ConfigError("dkim.key: DKIM takes RSA and Ed25519 keys only")
    return key


def wanted(key: Private) -> str:
    """The text to publish for a private key (RFC 6376 section 3.6.1, RFC 8463 section 4)."""
    return f"v=DKIM1; k={_kind(key.public_key())}; p={base64.b64encode(_octets(key.public_key())).decode()}"


def _published(names: Names, name: str, key: str) -> Iterator[Finding]:
    """One selector: its record, and whether it holds the public half of `key` (PEM, "" where it is not ours)."""
    mine = private(key) if key else None
    publish = f"publish: {record(name, 'TXT', wanted(mine))}" if mine else "publish the one that your mail server shows"
    texts = names.txt(name)
    if not texts:
        yield stop("dkim", f"{name} has no record, so no signature can be verified; {publish}")
        return
    if len(texts) > 1:
        many = f"{name} has {len(texts)} records, and receivers may take either"
        yield stop("dkim", f"{many}; delete all but one; {publish}")
        return
    found = list(_record(name, texts[0], mine, publish))
    yield from found
    if not any(one.state == "stop" for one in found):
        yield ok("dkim", f"{name} is published{' and is the key that signs' if mine else ''}")


def _record(name: str, text: str, mine: Private | None, publish: str) -> Iterator[Finding]:
    try:
        told = tags(text)
        public = _public(told)
    except ValueError as error:
        yield stop("dkim", f"{name} cannot be read: {error}; {publish}")
        return
    if public is None:
        yield stop("dkim", f"{name} is revoked (p= is empty): nothing signed with it is taken; {publish}")
        return
    if mine is not None and _octets(public) != _octets(mine.public_key()):
        yield stop("dkim", f"{name} holds another key than dkim.key, so every signature fails; {publish}")
    if "sha256" not in told.get("h", "sha256").lower():
        yield stop("dkim", f"{name} takes only h={shown(told['h'], 40)}, and letters are signed with sha256; {publish}")
    if not {"*", "email"} & {one.strip().lower() for one in told.get("s", "*").split(":")}:
        yield stop("dkim", f"{name} is not meant for mail (s={shown(told['s'], 40)}); {publish}")
    if "y" in [one.strip().lower() for one in told.get("t", "").split(":")]:
        yield warn(
            "dkim", f"{name} says that it is a test (t=y), and receivers then treat letters as unsigned; take t=y out"
        )
    yield from _strength(name, public)


def _strength(name: str, public: Public) -> Iterator[Finding]:
    if not isinstance(public, rsa.RSAPublicKey):
        yield warn(
            "dkim",
            f"{name} is an Ed25519 key, which not every receiver verifies; RSA of {GOOD} bits is safe",
        )
    elif public.key_size < LEAST:
        yield stop(
            "dkim", f"{name}: {public.key_size} bits are too few for any receiver; make an RSA key of {GOOD} bits"
        )
    elif public.key_size < GOOD:
        yield warn(
            "dkim", f"{name}: {public.key_size} bits are weak; make an RSA key of {GOOD} bits under a new selector"
        )


def _public(told: dict[str, str]) -> Public | None:
    """The key of a record, None when it is revoked. Raises ValueError, in words."""
    if told.get("v", "DKIM1") != "DKIM1":
        raise ValueError(f"v={shown(told['v'], 20)} is not DKIM1")
    if "p" not in told:
        raise ValueError("it has no p=, the key itself")
    kind = told.get("k", "rsa").lower()
    if kind not in ("rsa", "ed25519"):
        raise ValueError(f"k={shown(kind, 20)} is no kind of key that receivers know")
    try:
        octets = base64.b64decode("".join(told["p"].split()), validate=True)
        if not octets:
            return None
        if kind == "ed25519":
            return ed25519.Ed25519PublicKey.from_public_bytes(octets)
        key = serialization.load_der_public_key(octets)
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        raise ValueError("p= is no public key; it may have been cut or wrapped on the way") from None
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("p= is no RSA key, and k= says that it is")
    return key


def _kind(public: Public) -> str:
    return "rsa" if isinstance(public, rsa.RSAPublicKey) else "ed25519"


def _octets(public: Public) -> bytes:
    if isinstance(public, rsa.RSAPublicKey):
        return public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _signatures(case: Case, sign: Sign) -> Iterator[Finding]:
    """A sample, signed as letters are, under the eyes of a receiver; RFC 8058 section 4 asks which headers are covered."""
    raw = sign(sample(case).raw)
    headers = [str(one) for one in message_from_bytes(raw).get_all("DKIM-Signature", [])]
    if not headers:
        words = "a letter leaves without DKIM-Signature though dkim is set; please report this fault of softsell"
        yield stop("dkim", words)
    for place, header in enumerate(headers):
        try:
            told = tags(header)
            if "ed25519" in told.get("a", ""):
                yield ok("dkim", "a sample is signed by Ed25519 as well, which was not tried")
                continue
            verified = dkim.DKIM(raw).verify(place, dnsfunc=_asking(case.names))
        except (ValueError, dkim.DKIMException) as error:
            yield stop("dkim", f"the signature of a sample cannot be verified: {shown(str(error))}")
            continue
        yield _judged(told, verified)


def _judged(told: dict[str, str], verified: bool) -> Finding:
    bare = set(COVERED) - {one.strip().lower() for one in told.get("h", "").split(":")}
    if not verified:
        return stop("dkim", "the signature of a sample does not verify with the published key")
    if bare:
        words = f"the signature of a sample leaves out {', '.join(sorted(bare))}"
        return stop("dkim", f"{words}; stopping by one press needs them covered")
    return ok("dkim", f"a sample signed by {shown(told.get('d', ''), 80)} verifies, the unsubscribe headers covered")


def _asking(names: Names) -> Callable[..., bytes | None]:
    """The DNS as `dkimpy` asks it: the name with its last dot, octets in and out."""

    def ask(name: bytes, timeout: int = 5) -> bytes | None:
        return next((text.encode() for text in names.txt(name.decode("ascii", "replace").rstrip("."))), None)

    return ask
