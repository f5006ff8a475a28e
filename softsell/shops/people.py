"""Who a shop says somebody is: traits, consent, and signs that it is a machine.

Rules
1. A consent is true, false, or {basis, text, at, source, version}; anything else is refused, never guessed.
2. A role address (info@, sales@) is a person at work, not a machine. Which mail domains are machines is the shop's
   policy.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from softsell.core.events import Consent
from softsell.errors import BadRequest
from softsell.shops import fields

# Programs that say so in their user agent. "cubot" is a maker of telephones.
_MACHINE = re.compile(
    r"(?<!cu)bot(?:\b|[-_/])|crawl|spider|slurp|headless|phantomjs|puppeteer|playwright|selenium|webdriver|"
    r"lighthouse|pagespeed|facebookexternalhit|mediapartners|bingpreview|ia_archiver|pingdom|uptime|scrapy|"
    r"python-requests|python-urllib|^curl/|^wget/|go-http-client|libwww|okhttp/|^java/",
    re.IGNORECASE,
)
# The store crawler of a search engine fills carts and types addresses under this domain.
MACHINE_DOMAINS = ("storebotmail.joonix.net",)

_NAME = re.compile(r"[^\W\d_]+(?:(?:\.? +|['’]|-| - )[^\W\d_]+)*\.?")  # a dot inside a word is a host's
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
BASES = ("consent", "soft_optin", "withdrawn")
WITHDRAWN = "withdrawn"


@lru_cache(maxsize=4096)
def machine_agent(user_agent: str) -> bool:
    """True when the user agent is a program's: a crawler, a headless browser, a script."""
    return _MACHINE.search(user_agent) is not None


def machine_address(address: str, blocked_domains: tuple[str, ...]) -> bool:
    """True when the address lies in a machine's or a test domain, or under one."""
    domain = address.rpartition("@")[2].lower()
    return any(domain == name or domain.endswith("." + name) for name in (*MACHINE_DOMAINS, *blocked_domains) if name)


def name(value: Any) -> str:
    """A person's name, or "": digits, slashes or links are no name, and a letter would carry them to strangers."""
    found = fields.text(value, 80)
    return found if len(found) <= 60 and _NAME.fullmatch(found) else ""


def language(value: Any) -> str:
    """The primary language of a locale: "is-IS" and "is_IS" are "is"; "" for none."""
    found = _LANGUAGE.fullmatch(fields.text(value, 40))
    return found.group(1).lower() if found else ""


@lru_cache(maxsize=1024)
def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return False
    return True


def timezone(value: Any) -> str:
    """The zone's name in the tz database, or ""."""
    found = fields.text(value, 60)
    return found if _ZONE.fullmatch(found) and _known(found) else ""


def country(value: Any) -> str:
    """A two-letter country code in capitals, or "": a written-out name is not guessed at."""
    found = fields.text(value, 10).upper()
    return found if len(found) == 2 and found.isascii() and found.isalpha() else ""


def consent(value: Any, *, at: datetime, received: datetime, field: str, call: str) -> Consent | None:
    """The ground in a `marketing_consent` trait, None when there is none. Raises BadRequest for neither yes nor no."""
    match value:
        case None:
            return None
        case bool():
            return Consent(basis="consent" if value else WITHDRAWN, at=at, source=f"segment {call}")
        case dict():
            basis = fields.word(value, "basis")
            if basis not in BASES:
                raise BadRequest(f"must be one of {', '.join(BASES)}", f"{field}.basis")
            return Consent(
                basis=basis,
                at=_given(value.get("at"), at, received, field),
                text=fields.word(value, "text", most=2000),
                source=fields.word(value, "source") or f"segment {call}",
                version=fields.word(value, "version", most=60),
            )
        case _:
            raise BadRequest("must be true, false or {basis, text, at, source}", field)


def _given(value: Any, at: datetime, received: datetime, field: str) -> datetime:
    if value is None:
        return at
    try:
        return min(fields.moment(value), received)
    except ValueError as error:
        raise BadRequest(str(error), f"{field}.at") from error


def customer(traits: Mapping[str, Any]) -> bool:
    """True when the traits say that this person has bought before."""
    if traits.get("customer") is True:
        return True
    counts = (fields.whole(traits.get(key)) for key in ("orders", "orders_count", "order_count", "total_orders"))
    return any(count is not None and count > 0 for count in counts)
