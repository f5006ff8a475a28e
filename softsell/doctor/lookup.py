"""Questions to the DNS, each asked once, with short waits: what strangers answer never raises anything but two errors of ours.

Rules
1. `Silent`: nobody answers, or so slowly that all the time is spent. It is found once, and then every question ends so.
2. `Broken`: this one name cannot be read (SERVFAIL, a loop, no such form of name). The others are still asked.
3. A name or a type that is not there is no error but an empty answer: a *void* one (RFC 7208 section 4.6.4).
"""

import ipaddress
import re
import socket
import threading
import time

import dns.exception
import dns.name
import dns.rdatatype
import dns.resolver
import dns.reversename
from dns.rdata import Rdata

from softsell.doctor.finding import shown
from softsell.errors import ConfigError

SECONDS = 3.0  # for one question, all tries together
ALL_SECONDS = 14.0  # for all questions together
_SERVER = re.compile(r"\[?(?P<ip>[0-9a-fA-F:.]+?)\]?(?::(?P<port>\d{1,5}))?")


class Silent(Exception):
    """No nameserver answers."""


class Broken(Exception):
    """One name cannot be read; the words say why."""


class Names:
    """A resolver with a memory: the system's nameservers, or `nameserver` ("IP" or "IP:PORT", IPv6 in brackets).

    Raises ConfigError for a nameserver that is no address.
    """

    def __init__(self, nameserver: str = "", seconds: float = SECONDS) -> None:
        self._known: dict[tuple[str, str], tuple[Rdata, ...] | Broken] = {}
        self._resolver = _resolver(nameserver)
        self._seconds, self._spent, self._heard = seconds, 0.0, False
        self.silent = self._resolver is None

    def ask(self, name: str, kind: str) -> tuple[Rdata, ...]:
        """The records of a name, CNAMEs followed; empty when there are none. Raises Silent, Broken."""
        key = (name.lower().rstrip("."), kind)
        if key not in self._known:
            self._known[key] = self._asked(*key)
        found = self._known[key]
        if isinstance(found, Broken):
            raise found
        return found

    def txt(self, name: str) -> tuple[str, ...]:
        """The texts of a name, the strings of each joined without a space (RFC 7208 section 3.3)."""
        strings = (getattr(found, "strings", ()) for found in self.ask(name, "TXT"))
        return tuple(b"".join(parts).decode("utf-8", "replace") for parts in strings)

    def addresses(self, name: str) -> tuple[str, ...]:
        """The IPv4 and IPv6 addresses of a name."""
        return tuple(found.to_text() for kind in ("A", "AAAA") for found in self.ask(name, kind))

    def mx(self, name: str) -> tuple[tuple[int, str], ...]:
        """(preference, host) of who takes mail for a domain, the preferred first; the null MX has the host ""."""
        found = (
            (getattr(one, "preference", 0), getattr(one, "exchange", dns.name.root)) for one in self.ask(name, "MX")
        )
        return tuple(sorted((int(preference), _text(host)) for preference, host in found))

    def cname(self, name: str) -> str:
        """What a name is an alias of; "" when it is none."""
        return next((_text(getattr(one, "target", dns.name.root)) for one in self.ask(name, "CNAME")), "")

    def ptr(self, address: str) -> tuple[str, ...]:
        """The names that an address has in the reverse DNS."""
        reverse = dns.reversename.from_address(address).to_text(omit_final_dot=True)
        return tuple(_text(getattr(one, "target", dns.name.root)) for one in self.ask(reverse, "PTR"))

    def _asked(self, name: str, kind: str) -> tuple[Rdata, ...] | Broken:
        if self.silent or self._resolver is None:
            raise Silent
        started = time.monotonic()
        try:
            found = self._resolver.resolve(
                name + ".", kind, raise_on_no_answer=False, search=False, lifetime=self._seconds
            )
        except dns.resolver.LifetimeTimeout:
            return self._late(f"no answer for {kind} of {shown(name)} within {self._seconds:g} seconds")
        except dns.resolver.NXDOMAIN:
            self._heard = True
            return ()
        except dns.resolver.NoNameservers as error:
            self._heard |= _answered(error)
            return self._late(f"{kind} of {shown(name)} cannot be read: {_code(error)}")
        except (dns.exception.DNSException, ValueError, OSError) as error:  # a name too long, a loop, no network
            return Broken(f"{kind} of {shown(name)} cannot be read: {type(error).__name__}")
        finally:
            self._spent += time.monotonic() - started
            self.silent |= self._spent > ALL_SECONDS
        self._heard = True
        return tuple(found.rrset or ())

    def _late(self, words: str) -> Broken:
        """Only one name's trouble where others were answered; else nobody is there."""
        if not self._heard:
            self.silent = True
            raise Silent
        return Broken(words)


def findable(host: str, seconds: float = SECONDS) -> bool:
    """Whether this machine knows an address of a host, asked in a thread, because the system itself may wait for very long."""
    if is_address(host):
        return True
    found: list[bool] = []

    def look() -> None:
        try:
            socket.getaddrinfo(host, None)
        except (OSError, UnicodeError):
            return
        found.append(True)

    asking = threading.Thread(target=look, daemon=True)
    asking.start()
    asking.join(seconds)
    return bool(found)


def is_address(text: str) -> bool:
    """Whether a text is an IP address rather than a name."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _resolver(nameserver: str) -> dns.resolver.Resolver | None:
    if not nameserver:
        try:
            made = dns.resolver.Resolver()
        except dns.resolver.NoResolverConfiguration:
            return None
    else:
        given = _SERVER.fullmatch(nameserver)
        if is_address(nameserver):
            ip, port = nameserver, 53
        elif given is not None and is_address(given["ip"]) and int(given["port"] or 53) < 65536:
            ip, port = given["ip"], int(given["port"] or 53)
        else:
            raise ConfigError(f"nameserver: IP or IP:PORT is expected, not {nameserver!r}")
        made = dns.resolver.Resolver(configure=False)
        made.nameservers, made.port = [ip], port
    made.timeout = 1.0
    made.retry_servfail = False
    return made


def _text(name: dns.name.Name) -> str:
    """A name without its last dot; "" for the root."""
    return name.to_text(omit_final_dot=True).lower().removeprefix("@") if name != dns.name.root else ""


def _answered(error: dns.resolver.NoNameservers) -> bool:
    """Whether anybody was there to refuse; a closed port or no network is nobody."""
    troubles = [trouble for _, _, _, trouble, _ in getattr(error, "kwargs", {}).get("errors", ())]
    return any(not isinstance(trouble, OSError) for trouble in troubles)


def _code(error: dns.resolver.NoNameservers) -> str:
    """The answer code that a nameserver gave, for the words of a finding."""
    for _, _, _, trouble, _ in getattr(error, "kwargs", {}).get("errors", ()):
        if str(trouble).isupper():
            return f"the nameserver says {trouble}"
    return "the nameserver's answer makes no sense"
