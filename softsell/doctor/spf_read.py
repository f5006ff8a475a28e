"""A record of the Sender Policy Framework, read and followed as a receiver does it (RFC 7208).

Rules
1. Every term is followed, also behind a match, until `all`: who is authorised must not decide how many lookups are counted.
2. More than 10 terms that ask the DNS, or more than 2 of them in vain, and a receiver answers permerror: no letter passes.
"""

import ipaddress
import re
from typing import TypeVar

from msgspec import Struct

from softsell.doctor.finding import shown
from softsell.doctor.lookup import Names

LOOKUPS, VOIDS, HOSTS = 10, 2, 10  # RFC 7208 section 4.6.4
FOLLOWED = 40  # terms, after which even we give up counting
STRANGER = "240.0.0.1"  # an address that is reserved (RFC 1112), so that nobody sends from it
RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}

_TERM = re.compile(
    r"(?P<sign>[+?~-]?)(?P<name>all|include|a|mx|ptr|ip4|ip6|exists)(?::(?P<value>[^\s/]*(?:/(?!\d|/\d)[^\s/]*)*))?"
    r"(?:/(?P<four>\d{1,3}))?(?://(?P<six>\d{1,3}))?",
    re.IGNORECASE,
)
_MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<value>\S*)", re.IGNORECASE)
_MACRO = re.compile(
    r"%(?:\{(?P<letter>[slodiphcrtv])(?P<keep>\d{0,3})(?P<turn>r?)(?P<cut>[.\-+,/_=]*)\}|(?P<sign>[%_-]))", re.I
)

Found = TypeVar("Found")


class PermError(Exception):
    """A receiver would answer permerror; the words say why."""


class Term(Struct, frozen=True):
    """One mechanism or modifier of a record: `sign` is + - ~ ? or "=" for a modifier; prefix lengths in bits."""

    sign: str
    name: str
    value: str = ""
    four: int = 32
    six: int = 128


class Tally(Struct):
    """What following a record has cost, and what was seen on the way."""

    lookups: int = 0
    voids: int = 0
    looks: list[str] = []
    domains: list[str] = []


class Asked(Struct, frozen=True):
    """Whose record is read for whom: the resolver, the address that sends, the sender's address, the tally."""

    names: Names
    ip: str
    sender: str
    tally: Tally


def records(names: Names, domain: str) -> tuple[str, ...]:
    """The texts of a domain that are SPF records (RFC 7208 section 4.5)."""
    return tuple(text for text in names.txt(domain) if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 "))


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a record. Raises PermError, which names the term that is no such."""
    return tuple(_term(word) for word in text.split(" ")[1:] if word)


def evaluate(asked: Asked, domain: str, text: str, path: tuple[str, ...] = ()) -> str:
    """The result of `check_host` (RFC 7208 section 4): pass, fail, softfail or neutral. Raises PermError, Silent, Broken."""
    if domain.lower() in path:
        raise PermError(f"{shown(domain)} includes itself")
    path = (*path, domain.lower())
    asked.tally.domains.append(domain.lower())
    terms = parse(text)
    found, to = "", [term.value for term in terms if term.sign == "=" and term.name == "redirect"]
    if len(to) > 1:
        raise PermError("redirect= stands twice")
    for term in terms:
        if term.sign == "=":
            continue
        if term.name == "all":
            return found or RESULTS[term.sign]
        if _matches(asked, term, domain, path):
            found = found or RESULTS[term.sign]
    if to:
        target = _spend(asked, f"redirect={to[0]}", expand(to[0], asked, domain))
        result = evaluate(asked, target, _one(asked.names, target, "redirect="), path)
        return found or result
    return found or "neutral"


def expand(text: str, asked: Asked, domain: str) -> str:
    """A domain-spec with its macros filled in (RFC 7208 section 7). Raises PermError for a macro that is none."""
    if "%" in _MACRO.sub("", text):
        raise PermError(f"{shown(text)} has a macro that is none")
    local, _, after = asked.sender.rpartition("@")
    ip = ipaddress.ip_address(asked.ip)
    dotted = str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", ""))
    values = {"s": asked.sender, "l": local, "o": after, "d": domain, "i": dotted, "p": "unknown", "h": after}
    values["v"] = "in-addr" if ip.version == 4 else "ip6"

    def fill(found: re.Match[str]) -> str:
        if found["sign"]:
            return {"%": "%", "_": " ", "-": "%20"}[found["sign"]]
        parts = re.split(f"[{re.escape(found['cut'] or '.')}]", values.get(found["letter"].lower(), "unknown"))
        parts = parts[::-1] if found["turn"] else parts
        return ".".join(parts[-int(found["keep"]) :] if int(found["keep"] or 0) else parts)

    return _MACRO.sub(fill, text)


def _term(word: str) -> Term:
    found = _TERM.fullmatch(word)
    if found is None:
        modifier = _MODIFIER.fullmatch(word)
        if modifier is None:
            raise PermError(f"{shown(word)!r} is no term of SPF")
        return Term("=", modifier["name"].lower(), modifier["value"])
    name, value = found["name"].lower(), found["value"]
    four, six = (None, found["four"]) if name == "ip6" else (found["four"], found["six"])
    term = Term(found["sign"] or "+", name, value or "", int(four or 32), int(six or 128))
    if term.four > 32 or term.six > 128:
        raise PermError(f"{shown(word)!r} has a prefix that is too long")
    if value == "" or (not value and name in ("include", "exists", "ip4", "ip6")):
        raise PermError(f"{shown(word)!r} says nothing behind its name")
    if name == "all" and word.lower().lstrip("+-~?") != "all":
        raise PermError(f"{shown(word)!r}: `all` stands alone")
    if name in ("ip4", "ip6"):
        _network(term)
    return term


def _network(term: Term) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        if term.name == "ip4":
            return ipaddress.IPv4Network(f"{term.value}/{term.four}", strict=False)
        return ipaddress.IPv6Network(f"{term.value}/{term.six}", strict=False)
    except ValueError:
        raise PermError(f"{term.name}:{shown(term.value)} is no address") from None


def _matches(asked: Asked, term: Term, domain: str, path: tuple[str, ...]) -> bool:
    """Whether one mechanism holds for the address (RFC 7208 section 5)."""
    target = expand(term.value, asked, domain) if term.value and term.name not in ("ip4", "ip6") else domain
    match term.name:
        case "ip4" | "ip6":
            ip, network = ipaddress.ip_address(asked.ip), _network(term)
            return ip.version == network.version and ip in network
        case "include":
            _spend(asked, f"include:{term.value}", target)
            return evaluate(asked, target, _one(asked.names, target, "include:"), path) == "pass"
        case "exists":
            _spend(asked, f"exists:{term.value}", target)
            return bool(_void(asked, asked.names.ask(target, "A")))
        case "a":
            _spend(asked, f"a:{target}", target)
            return _holds(asked, term, _void(asked, _addresses(asked, target)))
        case "mx":
            _spend(asked, f"mx:{target}", target)
            hosts = _void(asked, asked.names.mx(target))
            if len(hosts) > HOSTS:
                raise PermError(f"mx:{shown(target)} names more than {HOSTS} hosts")
            return any(_holds(asked, term, _addresses(asked, host)) for _, host in hosts if host)
    _spend(asked, "ptr", target)  # no longer to be used (section 5.5), so it is counted and matches nobody
    return False


def _spend(asked: Asked, what: str, target: str) -> str:
    asked.tally.lookups += 1
    asked.tally.looks.append(shown(what, 80))
    if asked.tally.lookups > FOLLOWED:
        raise PermError(f"it asks the DNS more than {FOLLOWED} times, and {LOOKUPS} are allowed")
    return target


def _void(asked: Asked, found: tuple[Found, ...]) -> tuple[Found, ...]:
    asked.tally.voids += not found
    return found


def _one(names: Names, domain: str, how: str) -> str:
    found = records(names, domain)
    if len(found) != 1:
        raise PermError(
            f"{how}{shown(domain)} leads to {'no' if not found else len(found)} SPF record{'s' * (len(found) > 1)}"
        )
    return found[0]


def _addresses(asked: Asked, host: str) -> tuple[str, ...]:
    kind = "A" if ipaddress.ip_address(asked.ip).version == 4 else "AAAA"
    return tuple(found.to_text() for found in asked.names.ask(host, kind))


def _holds(asked: Asked, term: Term, addresses: tuple[str, ...]) -> bool:
    ip = ipaddress.ip_address(asked.ip)
    bits = term.four if ip.version == 4 else term.six
    return any(ip in ipaddress.ip_network(f"{address}/{bits}", strict=False) for address in addresses)
