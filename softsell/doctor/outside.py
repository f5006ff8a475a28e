"""The installation as the world sees it: the unsubscribe address answers a mail program's POST, and what the clock there says.

Rules
1. The token is a real one of a person who does not exist, so nobody can be stopped by a look.
2. No cookie, no login, no redirect is followed, no proxy is used: just what a receiver's machine would send (RFC 8058).
"""

import http.client
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from softsell.doctor.case import Case
from softsell.doctor.finding import Finding, ok, shown, stop, warn
from softsell.doctor.letter import sample, unsubscribe_url
from softsell.doctor.lookup import findable
from softsell.doctor.servers import SECONDS, check_clock

BODY = b"List-Unsubscribe=One-Click"
MOST = 1_000_000  # octets of a page


class Answer(Struct, frozen=True):
    """What came back."""

    status: int
    location: str
    date: str
    body: str


def check(case: Case) -> Iterator[Finding]:
    """GET shows a page with a form, POST answers 200; and the clock beside the one there. Nothing without a public address."""
    if not case.config.server.public_url:
        return
    url = unsubscribe_url(sample(case))
    place = shown(case.config.server.public_url)
    host = urlsplit(url).hostname or ""
    if not findable(host):
        yield stop(
            "unsubscribe",
            f"{shown(host)}: no host of this name is known here; see server.public_url and its DNS record",
        )
        return
    try:
        seen, posted = _ask(url, "GET"), _ask(url, "POST", BODY)
    except ssl.SSLCertVerificationError as error:
        yield stop(
            "unsubscribe",
            f"{place}: its certificate does not hold ({shown(error.verify_message)}); no receiver can unsubscribe",
        )
        return
    except (OSError, http.client.HTTPException) as error:
        words = f"{place} does not answer ({type(error).__name__}); is `softsell serve` running, and does the proxy lead to it?"
        yield stop("unsubscribe", words)
        return
    yield from _judged(place, seen, posted)
    yield from check_clock(posted.date, place)


def _judged(place: str, seen: Answer, posted: Answer) -> Iterator[Finding]:
    if 300 <= posted.status < 400:
        words = f"{place} answers the POST of a mail program with a redirect to {shown(posted.location)} (RFC 8058 forbids it)"
        yield stop("unsubscribe", f"{words}; let server.public_url be the last address itself")
    elif posted.status in (401, 403):
        words = f"{place} answers the POST of a mail program with {posted.status}: a login or firewall stands before it"
        yield stop("unsubscribe", f"{words}; let POST /u/ through without one")
    elif posted.status != 200:
        yield stop(
            "unsubscribe",
            f"{place} answers the POST of a mail program with {posted.status}, not 200; does /u/ lead to softsell?",
        )
    elif 300 <= seen.status < 400:
        yield warn(
            "unsubscribe", f"{place}: GET redirects to {shown(seen.location)}; set server.public_url to that address"
        )
    elif seen.status != 200 or 'method="post"' not in seen.body.lower():
        yield stop(
            "unsubscribe",
            f"{place}: GET must show a page with a button; what came ({seen.status}) has none",
        )
    else:
        yield ok("unsubscribe", f"{place}/u/: GET asks, POST answers 200 at once")


def _ask(url: str, method: str, body: bytes | None = None) -> Answer:
    """One request on a connection of its own. Raises OSError, HTTPException."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=SECONDS, context=context
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    headers = {"User-Agent": "softsell-doctor"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, parts.path, body, headers)
        got = connection.getresponse()
        text = got.read(MOST).decode("utf-8", "replace")
        return Answer(got.status, got.getheader("Location") or "", got.getheader("Date") or "", text)
    finally:
        connection.close()
