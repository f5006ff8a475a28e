"""Handing letters to a mail server: pooled connections, and an exact account of how each dialogue ended.

Rules
1. Whether a letter may be tried again depends on how far it came. Until the final dot is on its way nothing has been
   sent, so a break is temporary. From then on a break without an answer is *unsure*: such a letter is never re-sent.
2. A 5xx about the letter is permanent, a 4xx temporary (RFC 5321 section 4.2.1); a full mailbox (5.2.2) is temporary.
   A 5xx before the letter is named (greeting, TLS, login) is our own trouble, not the addressee's: temporary.
3. A pooled connection that went stale is replaced once, and only while nothing of the letter has been taken.
4. Encryption that was asked for is never given up.
"""

import contextlib
import re
import select
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import NoReturn, Self

from softsell.errors import BadRequest, ConfigError, Undelivered
from softsell.mail.login import Login
from softsell.mail.reading.bounces.reasons import classify

SECURITY = ("none", "starttls", "tls")

_ADDRESS = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]+@[A-Za-z0-9.\[\]:-]+")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CHECK_AFTER = 5.0  # seconds of rest after which a connection is asked whether it still lives
_DROP_AFTER = 60.0  # seconds of rest after which it is not even asked


class _Stale(Exception):
    """A pooled connection turned out to be gone before the letter was begun."""


class Outbox:
    """A pool of at most `size` SMTP connections to one mail server, safe to share between threads.

    `security` is "none", "starttls" or "tls"; `timeout` is seconds for each step of the dialogue; `login` says who we are
    on a new connection (`login.by_password`, `login.by_token`). Open it with `with`.
    """

    def __init__(
        self, host: str, port: int, *, security: str = "none", login: Login | None = None,
        timeout: float = 60.0, size: int = 4, context: ssl.SSLContext | None = None, helo: str = "",
    ) -> None:  # fmt: skip
        if security not in SECURITY:
            raise ConfigError(f"security is one of {', '.join(SECURITY)}, not {security!r}")
        if size < 1 or timeout <= 0:
            raise ConfigError("an outbox needs at least one connection and a timeout above zero")
        self._host, self._port, self._security = host, port, security
        self._login, self._timeout = login, timeout
        self._context = (context or ssl.create_default_context()) if security != "none" else None
        self._helo = helo
        self._places = threading.BoundedSemaphore(size)
        self._idle: list[tuple[smtplib.SMTP, float]] = []
        self._lock = threading.Lock()
        self._open = False

    def __enter__(self) -> Self:
        self._helo = self._helo or socket.getfqdn()
        self._open = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye on every idle connection; those in use are closed when their letter is done."""
        with self._lock:
            self._open = False
            idle, self._idle = self._idle, []
        for server, _ in idle:
            _leave(server)

    def send(
        self, envelope_from: str, to: str, raw: bytes, *, before_data: Callable[[], None] | None = None
    ) -> str | None:
        """Hand over one letter to one addressee; returning means that the server answered for it.

        Returns None: a mail server leaves our Message-ID as it is (an `api` may hand back one that it wrote).

        `before_data` is called once, after the addressee was accepted and before the first octet of the letter; what it
        raises goes on to the caller and nothing is sent. `envelope_from` "" is the null return path.

        Raises Undelivered (see the rules), or BadRequest for an address that no envelope can hold.
        """
        for name, address in (("envelope_from", envelope_from), ("to", to)):
            if not (_ADDRESS.fullmatch(address) or (name == "envelope_from" and not address)):
                raise BadRequest("no mail address for an envelope", name)
        body = stuffed(raw)
        with self._places:
            server, pooled = self._take()
            try:
                self._transact(server, envelope_from, to, body, before_data, pooled)
            except _Stale:
                _drop(server)
                server = self._connect()
                self._transact(server, envelope_from, to, body, before_data, False)
        return None

    def _transact(
        self, server: smtplib.SMTP, envelope_from: str, to: str, body: bytes,
        before_data: Callable[[], None] | None, pooled: bool,
    ) -> None:  # fmt: skip
        """One mail transaction; the connection is kept when it is in a known state afterwards, else dropped."""
        try:
            options = [f"SIZE={len(body)}"] if server.has_extn("size") else []
            _expect(250, "MAIL", _step(lambda: server.mail(envelope_from, options), pooled))
            _expect(250, "RCPT", _step(lambda: server.rcpt(to), pooled))
            if before_data is not None:
                before_data()
            _expect(354, "DATA", _step(lambda: server.docmd("DATA"), False))
            _hand_over(server, body)
        except _Stale:
            raise
        except Undelivered as trouble:
            if trouble.unsure or server.sock is None or not _reset(server):
                _drop(server)
            else:
                self._keep(server)
            raise
        except BaseException:
            _drop(server)  # the hook's own trouble, or an interrupt at a point that nobody knows
            raise
        self._keep(server)

    # -- the pool -----------------------------------------------------------------------------------------------------

    def _take(self) -> tuple[smtplib.SMTP, bool]:
        while True:
            with self._lock:
                if not self._open:
                    raise RuntimeError("the outbox is closed")
                found = self._idle.pop() if self._idle else None
            if found is None:
                return self._connect(), False
            server, since = found
            rest = time.monotonic() - since
            if rest < _CHECK_AFTER or (rest < _DROP_AFTER and _reset(server)):
                return server, True
            _drop(server)

    def _keep(self, server: smtplib.SMTP) -> None:
        with self._lock:
            if self._open:
                self._idle.append((server, time.monotonic()))
                return
        _leave(server)

    def _connect(self) -> smtplib.SMTP:
        server: smtplib.SMTP | None = None
        try:
            if self._security == "tls":
                server = smtplib.SMTP_SSL(timeout=self._timeout, local_hostname=self._helo, context=self._context)
            else:
                server = smtplib.SMTP(timeout=self._timeout, local_hostname=self._helo)
            # smtplib checks certificates against this name, and sets it only when it connects in its constructor,
            # where a refused greeting would leave the socket open.
            server._host = self._host  # type: ignore[attr-defined]
            code, answer = server.connect(self._host, self._port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, answer)
            if server.sock is not None:
                # Else the final dot waits some 40 ms for the letter's last octets to be acknowledged (RFC 896).
                server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server.ehlo_or_helo_if_needed()
            if self._security == "starttls":
                server.starttls(context=self._context)
                server.ehlo()
            if self._login is not None:
                self._login(server)
            return server
        except (OSError, smtplib.SMTPException, ConfigError) as error:
            if server is not None:
                _drop(server)
            raise Undelivered(f"no connection to the mail server: {error}") from error


def crlf(raw: bytes) -> bytes:
    """The same with every line ended by CRLF; what is so already, as everything that we compose, is only counted."""
    ends = raw.count(b"\r\n")
    return raw if raw.count(b"\n") == ends == raw.count(b"\r") else _LINE_END.sub(b"\r\n", raw)


def stuffed(raw: bytes) -> bytes:
    """The letter with CRLF line ends, doubled dots at line starts, and an end of line (RFC 5321 section 4.5.2)."""
    body = crlf(raw)
    body = body.replace(b"\n.", b"\n..")
    if body.startswith(b"."):
        body = b"." + body
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _step(command: Callable[[], tuple[int, bytes]], pooled: bool) -> tuple[int, bytes]:
    """One command and its answer. A break here is before the letter: stale on a pooled connection, else temporary."""
    try:
        code, answer = command()
    except (OSError, smtplib.SMTPException) as error:
        if pooled and not isinstance(error.__context__, TimeoutError):
            raise _Stale from error
        raise Undelivered(f"the mail server was lost before the letter: {error}") from error
    if pooled and code == 421:
        raise _Stale
    return code, answer


def _hand_over(server: smtplib.SMTP, body: bytes) -> None:
    """The letter itself and its final dot; from the dot on, silence is unsure."""
    connection = server.sock
    assert connection is not None, "DATA was just answered on it"
    try:
        connection.sendall(body)
        _still_there(connection)
    except OSError as error:
        server.close()
        raise Undelivered(f"the mail server was lost within the letter: {error}") from error
    try:
        connection.sendall(b".\r\n")
        code, answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        server.close()
        raise Undelivered(f"the mail server was lost after the letter: {error}", unsure=True) from error
    match code // 100:
        case 2:
            return
        case 4 | 5:
            _refused("letter", code, answer)
        case _:
            raise Undelivered(f"the mail server answered the letter with no sense: {code}", unsure=True)


def _still_there(connection: socket.socket) -> None:
    """Notice a server that hung up while the final dot can still be kept back. Under TLS it cannot be seen."""
    if isinstance(connection, ssl.SSLSocket):
        return
    readable, _, _ = select.select([connection], [], [], 0)
    if readable and not connection.recv(1, socket.MSG_PEEK):
        raise ConnectionResetError("closed by the server")


def _expect(code: int, step: str, reply: tuple[int, bytes]) -> None:
    if reply[0] == code or (code == 250 and reply[0] in (251, 252)):
        return
    _refused(step, *reply)


def _refused(step: str, code: int, answer: bytes) -> NoReturn:
    words = answer.decode("utf-8", "replace")[:400]
    _, reason = classify(str(code), words)
    raise Undelivered(f"{step}: {code} {words}", permanent=500 <= code <= 599 and reason != "full", reason=reason)


def _reset(server: smtplib.SMTP) -> bool:
    try:
        return server.rset()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _leave(server: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()
    _drop(server)


def _drop(server: smtplib.SMTP) -> None:
    with contextlib.suppress(OSError):
        server.close()
