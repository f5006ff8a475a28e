"""What every check is given: the settings, the shop's policy, a way to ask the DNS, and whose domains are meant.

Rules
1. The *organisational domain* is guessed, because the list of public suffixes changes weekly and we carry none: the last two
   labels, or the last three where they end like co.uk, com.au or or.jp. The successor of RFC 7489 walks the
   DNS instead, which asks more than it tells here.
"""

import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from msgspec import Struct

from softsell.config import Config
from softsell.core.shop import Policy
from softsell.doctor.lookup import Names

Sign = Callable[[bytes], bytes]  # a raw letter, and the same with its DKIM-Signature in front
_SECOND = (
    "ac", "co", "com", "edu", "gen", "go", "gob", "gov", "govt", "gub", "ltd", "me", "mil", "ne", "net", "nhs", "nic", "or",
    "org", "plc", "sch", "school",
)  # fmt: skip
_OWN = ("example.com", "example.org", "example.net")  # the placeholders of the first policy (RFC 2606)
_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+"
)


class Case(Struct, frozen=True):
    """One installation to be examined.

    `policy` is None where none is saved or the database cannot be read. `sending` are the addresses that letters leave
    from, as told. `sign` is how letters are signed, None where nothing signs them.
    """

    config: Config
    policy: Policy | None
    now: datetime
    names: Names
    sending: tuple[str, ...] = ()
    sign: Sign | None = None

    @property
    def sender(self) -> str:
        """The From address."""
        return self.policy.sender if self.policy else self.config.inbound.reply_address

    @property
    def envelope(self) -> str:
        """The envelope's sender, where bounces go."""
        return self.config.inbound.bounce_address or self.sender

    @property
    def replies(self) -> str:
        """The address that shoppers answer to."""
        return self.config.inbound.reply_address or self.sender


def domain_of(address: str) -> str:
    """The domain of a mail address in its ASCII form, lower case; "" when it has none that could be in the DNS."""
    domain = parseaddr(address)[1].rpartition("@")[2].lower().rstrip(".")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return ""
    return domain if _HOST.fullmatch(domain) else ""


def signing_domain(case: Case) -> str:
    """The domain that signs: the one that is set, or that of the sender."""
    return case.config.dkim.domain.lower().rstrip(".") or domain_of(case.sender)


def is_own(domain: str) -> bool:
    """Whether a domain could be a shop's own, and not a placeholder."""
    return bool(domain) and domain not in _OWN and not domain.endswith(tuple(f".{one}" for one in _OWN))


def organisation(domain: str) -> str:
    """The organisational domain, guessed (rule 1): shop.garn.is -> garn.is, mail.wool.co.uk -> wool.co.uk."""
    labels = domain.lower().rstrip(".").split(".")
    three = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if three else labels[-2:])


def aligned(one: str, other: str, strict: bool = False) -> bool:
    """Whether two domains are aligned (RFC 7489 section 3.1): the same, or relaxed, of the same organisation."""
    return one.lower() == other.lower() if strict else organisation(one) == organisation(other)
