"""Handing letters to a mail provider's API, as exactly as to a mail server (`smtp`): one POST for each letter.

Rules
1. Until the last octet of the request is on its way the letter is not sent, and a break is temporary. From then on a break
   or a silence without an answer is *unsure*: such a letter is never sent again.
2. A connection serves one letter. One that was kept may be dead without a sign, and its silence would leave a letter unsure
   that was never sent.
3. The whole exchange has one deadline; https only, but for a server on this machine; no redirects, no proxies.
4. No error and no printed value ever holds the key.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from softsell.errors import ConfigError, Undelivered
from softsell.mail import headers
from softsell.mail.providers import mailgun, postmark, sendgrid, ses
from softsell.mail.providers.call import Account, Answer, Call
from softsell.network import Deadline, is_loopback

PROVIDERS: dict[str, Any] = {"postmark": postmark, "mailgun": mailgun, "sendgrid": sendgrid, "ses": ses}
_NEEDS = {"mailgun": ("domain",), "ses": ("key_id", "region")}
_MOST_BYTES = 256 << 10


class Api(Struct, frozen=True):
    """One provider's way out, safe to share between threads; `seconds` is the deadline for a letter. Made by `api`."""

    provider: str
    account: Account
    tls: bool
    host: str
    port: int
    seconds: float
    context: ssl.SSLContext | None = None

    def send(
        self, envelope_from: str, to: str, raw: bytes, *, before_data: Callable[[], None] | None = None
    ) -> str | None:
        """Hand over one letter to one addressee; the Message-ID the provider wrote into it, or None when it keeps ours.

        `before_data` is called once, when the connection stands and before the first octet of the request; what it raises
        goes on to the caller and nothing is sent. The envelope's sender is the provider's own: reports come by its webhook.

        Raises Undelivered (see the rules), or BadRequest for an address that cannot be written to.
        """
        speech = PROVIDERS[self.provider]
        call: Call = speech.call(self.account, headers.address(to, "to"), raw, time.time())
        with Deadline(self.seconds) as deadline:
            connection = self._connect(deadline)
            try:
                if before_data is not None:
                    before_data()
                answer = _post(connection, call)
            finally:
                connection.close()
        return speech.taken(self.account, answer) or None

    def _connect(self, deadline: Deadline) -> http.client.HTTPConnection:
        made: socket.socket | None = None
        try:
            made = socket.create_connection((self.host, self.port), timeout=self.seconds)
            deadline.watch(made)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.tls:
                context = self.context or ssl.create_default_context()
                made = context.wrap_socket(made, server_hostname=self.host)
                deadline.watch(made)
        except (OSError, ValueError) as error:
            if made is not None:
                made.close()
            raise Undelivered(f"no connection to {self.provider}: {error}") from error
        connection = http.client.HTTPConnection(self.host, self.port)
        connection.sock = made
        return connection


def api(
    provider: str, account: Account, *, url: str = "", seconds: float = 30.0, context: ssl.SSLContext | None = None
) -> Api:
    """A provider's way out; `url` for another address than its own. Raises ConfigError for one that cannot be or is unsafe."""
    if provider not in PROVIDERS:
        raise ConfigError(f"api.provider is one of {', '.join(PROVIDERS)}, not {provider!r}")
    for name in ("key", *_NEEDS.get(provider, ())):
        if not getattr(account, name):
            raise ConfigError(f"api.{name}: {provider} needs it")
    for name in account.__struct_fields__:
        if not all("!" <= sign <= "~" for sign in getattr(account, name)):
            raise ConfigError(f"api.{name}: no blanks and no letters beyond ASCII")
    parts = urlsplit(url or PROVIDERS[provider].url(account))
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query or parts.username:
        raise ConfigError("api.url: an address such as https://api.provider.tld is expected")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigError("api.url: another machine is spoken to by https only")
    if seconds <= 0:
        raise ConfigError("api.timeout_seconds: above zero")
    tls = parts.scheme == "https"
    return Api(provider, account, tls, host, parts.port or (443 if tls else 80), seconds, context)


def _post(connection: http.client.HTTPConnection, call: Call) -> Answer:
    """The request and its answer; from the last octet on, silence is unsure."""
    try:
        connection.request(
            "POST", call.path, call.body, {"User-Agent": "softsell", "Connection": "close", **call.headers}
        )
    except OSError as error:
        answer = _early(connection)  # a server that refuses may hang up before it has read everything
        if answer is None:
            raise Undelivered(f"the connection was lost within the letter: {error}") from error
        return answer
    try:
        return _answer(connection)
    except (OSError, http.client.HTTPException) as error:
        raise Undelivered(f"no answer after the letter: {type(error).__name__} {error}", unsure=True) from error


def _early(connection: http.client.HTTPConnection) -> Answer | None:
    """The refusal that came before the letter was whole; None when there is none."""
    try:
        answer = _answer(connection)
    except (OSError, http.client.HTTPException):
        return None
    return answer if answer.status >= 400 else None


def _answer(connection: http.client.HTTPConnection) -> Answer:
    with connection.getresponse() as response:
        status, told = response.status, {key.lower(): value for key, value in response.getheaders()}
        try:
            body = response.read(_MOST_BYTES)
        except (OSError, http.client.HTTPException):
            body = b""  # the status has said how it ended
        return Answer(status, told, body)
