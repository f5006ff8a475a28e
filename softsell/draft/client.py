"""The way to a language model: one POST to an OpenAI-compatible endpoint, bounded in time and in size.

Rules
1. https, or a loopback address; no redirects, no proxies from the environment, no second try.
2. The whole exchange has one deadline: a server that sends a byte now and then is cut off like one that hangs.
3. Whatever goes wrong is a `Failed` with a short reason. No reason, log line or printed value ever holds the key.
"""

import http.client
import logging
import socket
import ssl
import time
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from softsell.config import ModelSettings
from softsell.errors import ConfigError
from softsell.network import Deadline, is_loopback

log = logging.getLogger("softsell.draft")
MOST_BYTES = 256 * 1024  # of an answer
MOST_TOKENS = 1_000_000  # what a server may claim to have used in one call
CUT = ("length", "content_filter")


class Endpoint:
    """Where a model is and how it is spoken to; printing it shows no key."""

    def __init__(self, settings: ModelSettings) -> None:
        parts = urlsplit(settings.url)
        self.tls, self.host, self.path = parts.scheme == "https", parts.hostname or "", parts.path.rstrip("/")
        self.port = parts.port or (443 if self.tls else 80)
        self.name, self.json_schema, self.connect_seconds = (
            settings.name,
            settings.json_schema,
            settings.connect_seconds,
        )
        self._key = settings.key

    def headers(self) -> dict[str, str]:
        """What is sent with every question."""
        told = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "softsell"}
        return told | ({"Authorization": f"Bearer {self._key}"} if self._key else {})

    def __repr__(self) -> str:
        return f"Endpoint({self.host}:{self.port}{self.path}, {self.name})"


class Failed(Exception):
    """There is no answer that could be read; the text is the reason, such as "endpoint-late" or "endpoint-status-500"."""


class Answer(Struct, frozen=True):
    """The words of a model, and how many tokens the server says they took."""

    content: str
    tokens: int


class _Message(Struct):
    content: str


class _Choice(Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(Struct):
    total_tokens: int = 0


class _Completion(Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def endpoint(settings: ModelSettings) -> Endpoint | None:
    """The endpoint of the settings; None for none. Raises ConfigError for one that would be unsafe or cannot be."""
    if not settings.url:
        return None
    try:
        parts = urlsplit(settings.url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigError(f"model.url: {error}") from error
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise ConfigError("model.url: an address such as https://models.your-shop.tld/v1 is expected")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ConfigError("model.url: no user, password, query or fragment in it; the key is model.key")
    if parts.scheme == "http" and not is_loopback(host):
        raise ConfigError("model.url: another machine is spoken to by https only")
    if not settings.name:
        raise ConfigError("model.name: say what the endpoint calls the model")
    if not all(" " < c <= "~" for c in settings.key):
        raise ConfigError("model.key: a key has no blanks and no letters beyond ASCII")
    if not all(" " < c <= "~" for c in parts.path):
        raise ConfigError("model.url: the path has blanks or letters beyond ASCII")
    return Endpoint(settings)


def ask(to: Endpoint, body: bytes, seconds: float) -> Answer:
    """Post a question and read the answer, in at most `seconds` all told. Raises Failed."""
    started = time.monotonic()
    try:
        return _read(_post(to, body, seconds))
    except Failed as failed:  # what was read of an answer that was cut off at the deadline says nothing
        if time.monotonic() - started >= seconds:
            raise Failed("endpoint-late") from None
        raise failed from None
    except Exception as error:  # whatever a bad server makes the library say
        late = time.monotonic() - started >= seconds or isinstance(error, TimeoutError)
        reason = (
            "endpoint-late" if late else "endpoint-unreachable" if isinstance(error, OSError) else "endpoint-protocol"
        )
        log.info("the model at %r gave no answer: %s (%s)", to, reason, type(error).__name__)
        raise Failed(reason) from None


def _post(to: Endpoint, body: bytes, seconds: float) -> bytes:
    with Deadline(seconds) as deadline:
        connection = _connect(to, min(to.connect_seconds, seconds), deadline)
        try:
            connection.request("POST", f"{to.path}/chat/completions", body, to.headers())
            with connection.getresponse() as response:
                return _body(response)
        finally:
            connection.close()


def _connect(to: Endpoint, seconds: float, deadline: Deadline) -> http.client.HTTPConnection:
    plain = socket.create_connection((to.host, to.port), timeout=seconds)
    made = plain
    try:
        deadline.watch(plain)
        if to.tls:
            context = ssl.create_default_context()
            made = context.wrap_socket(plain, server_hostname=to.host, do_handshake_on_connect=False)
            deadline.watch(made)
            made.do_handshake()
        made.settimeout(None)  # from here on the deadline keeps the time
    except BaseException:
        made.close()
        plain.close()
        raise
    connection = http.client.HTTPConnection(to.host, to.port)
    connection.sock = made
    return connection


def _body(response: http.client.HTTPResponse) -> bytes:
    if response.status != 200:
        raise Failed(f"endpoint-status-{response.status}")
    if response.length is not None and response.length > MOST_BYTES:
        raise Failed("endpoint-large")
    told = response.length
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Failed("endpoint-large")
    if told is not None and len(body) < told:
        raise Failed("endpoint-cut")
    return body


def _read(body: bytes) -> Answer:
    try:
        told = msgspec.json.decode(body, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Failed("endpoint-protocol") from None
    if not told.choices:
        raise Failed("endpoint-protocol")
    first = told.choices[0]
    if first.finish_reason in CUT:
        raise Failed(f"answer-{first.finish_reason.replace('_', '-')}")
    tokens = told.usage.total_tokens if told.usage else 0
    return Answer(first.message.content, min(MOST_TOKENS, max(0, tokens)))
