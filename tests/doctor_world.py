"""A shop whose mail is in order, with a real nameserver, and what the doctor says when one thing is changed."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import dkim
import trustme
import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from dns_server import answering
from msgspec.structs import replace
from top_world import POLICY, SECRET, SHOP, START

from softsell import config as configs
from softsell import load, serve
from softsell.config import Config
from softsell.core.shop import Policy
from softsell.doctor import examine
from softsell.doctor.case import Sign
from softsell.doctor.dkim import COVERED, private, wanted
from softsell.store import settings

OURS = "203.0.113.25"
SELECTOR = "s1._domainkey.garn.is"
SPF = f"v=spf1 ip4:{OURS} include:spf.post.test -all"
DMARC = "v=DMARC1; p=quarantine; rua=mailto:dmarc@garn.is"
Said = dict[str, list[tuple[str, str]]]


@lru_cache(maxsize=8)
def private_key(bits: int = 2048, name: str = "") -> str:
    """A key as PEM, the same for the same name; 0 bits: Ed25519."""
    key = rsa.generate_private_key(65537, bits) if bits else ed25519.Ed25519PrivateKey.generate()
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def public_text(pem: str) -> str:
    """What is to be published for a key."""
    return wanted(private(pem))


def good() -> dict[str, Any]:
    """The zones of a shop in order, and of the provider that its SPF record names."""
    return {
        "garn.is": {"TXT": ["site-verification=abc", SPF], "MX": ["10 mail.garn.is."], "A": ["203.0.113.10"]},
        "mail.garn.is": {"A": [OURS]},
        "spf.post.test": {"TXT": ["v=spf1 ip4:198.51.100.0/24 -all"]},
        "25.113.0.203.in-addr.arpa": {"PTR": ["mail.garn.is."]},
        SELECTOR: {"TXT": [public_text(private_key())]},
        "_dmarc.garn.is": {"TXT": [DMARC]},
    }


def settings_of(folder: Path, policy: Policy | None = POLICY, **sections: Any) -> Config:
    """An installation on a new SQLite file, with its own relay and a key."""
    url = f"sqlite:{folder / 'shop.db'}"
    sample = load.sample_folder()
    db = serve.create(url)
    if policy is not None:
        settings.save_policy(db, SHOP, policy, "test", START)
    db.close()
    made = Config(
        secret=SECRET,
        server=configs.Server(public_url="https://garn.is"),
        database=configs.DatabaseSettings(url=url),
        shop=configs.ShopSettings(
            id=SHOP, catalogue=str(sample / "catalogue.json"), knowledge=str(sample / "knowledge.json")
        ),
        smtp=configs.Smtp(host="mail.garn.is"),
        inbound=configs.Inbound(reply_address="svar@garn.is", bounce_address="bounce@garn.is", lmtp_port=2424),
        dkim=configs.Dkim(domain="garn.is", selector="s1", key=private_key()),
    )
    return replace(made, **sections)


def signing(pem: str, **options: Any) -> Sign:
    """What signs a letter with an RSA key, as `dkimpy` does it."""
    options = {"include_headers": [name.encode() for name in COVERED]} | options

    def sign(raw: bytes) -> bytes:
        return bytes(dkim.sign(raw, b"s1", b"garn.is", pem.encode(), **options)) + raw

    return sign


def asked(config: Config, zone: Mapping[str, Any], *only: str, **options: Any) -> Said:
    """What the doctor says of the DNS: check -> [(state, words)]."""
    with answering(zone) as server:
        return by_check(examine(config, START, only=only or ("dns",), nameserver=server.address, **options))


def by_check(findings: Any) -> Said:
    said: Said = {}
    for one in findings:
        assert one.state in ("ok", "warn", "stop") and one.what.isprintable(), one
        said.setdefault(one.check, []).append((one.state, one.what))
    return said


def states(said: Said) -> dict[str, list[str]]:
    """Which states each check says, once each."""
    return {check: list(dict.fromkeys(state for state, _ in found)) for check, found in said.items()}


def certificates(folder: Path, authority: trustme.CA, *names: str, until: datetime | None = None) -> Path:
    """A certificate with its key and chain in one PEM file."""
    path = folder / f"{'-'.join(names)}.pem"
    authority.issue_cert(*names, not_after=until).private_key_and_cert_chain_pem.write_to_path(path)
    return path


def serving(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@contextmanager
def web(app: Any, pem: Path | None = None, listening: Any = None, **options: Any) -> Iterator[None]:
    """An application on a listening socket, with TLS where a certificate is given."""
    keys = {"ssl_certfile": str(pem), "ssl_keyfile": str(pem)} if pem else {}
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, **keys, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def later(days: int) -> datetime:
    return datetime.fromtimestamp(datetime.now(UTC).timestamp() + days * 86400, UTC)
