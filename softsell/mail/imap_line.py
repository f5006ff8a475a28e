"""One line to an IMAP server: log in, look into a folder, take a letter out of it whole, and wait for the next.

Rules
1. Letters are read with BODY.PEEK and folders are opened read-only, so nobody's marks change (RFC 3501 section 6.4.5).
2. EXPUNGE is never sent: it would end letters that a person has marked. Only UID EXPUNGE of our own (RFC 4315).
3. Neither a password nor a token is in any error. Encryption that was asked for is never given up.

It is the standard library's `imaplib`, not a library over it, because three things are to be exact: an IDLE that sees what is
in the buffer already and that the server hung up, a move that expunges nothing else, and octets that nothing has parsed.
"""

import base64
import imaplib
import re
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from softsell.errors import ConfigError

SECURITY = ("none", "starttls", "tls")
SOON = 10.0  # seconds for the answers that a server owes at once: to the end of an IDLE, and to a goodbye

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # the protocol's own
_UID, _SIZE = re.compile(rb"\bUID (\d+)"), re.compile(rb"\bRFC822\.SIZE (\d+)")


class Refused(imaplib.IMAP4.error):
    """The server knows neither the name nor the password or token."""


class Account(Struct, frozen=True, kw_only=True):
    """Where a mailbox is and who opens it.

    `secret` is asked at every login: it gives the password or, with `oauth`, the access token for XOAUTH2. `security` is
    "none", "starttls" or "tls"; `timeout` is seconds for each step; `context` holds the certificates that are trusted.
    """

    host: str
    user: str
    secret: Callable[[], str]
    port: int = 993
    security: str = "tls"
    oauth: bool = False
    timeout: float = 60.0
    context: ssl.SSLContext | None = None


def log_in(account: Account) -> imaplib.IMAP4:
    """A line that is logged in; `leave` it. Raises Refused, imaplib's errors or OSError when that cannot be."""
    if account.security not in SECURITY:
        raise ConfigError(f"imap.security is one of {', '.join(SECURITY)}, not {account.security!r}")
    context = account.context or ssl.create_default_context()
    client: imaplib.IMAP4
    if account.security == "tls":
        client = imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=account.timeout)
    else:
        client = imaplib.IMAP4(account.host, account.port, timeout=account.timeout)
    try:
        client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if account.security == "starttls":
            _ok("STARTTLS", client.starttls(context))
        _introduce(client, account)
        # What a server can do is mostly told after the login only.
        client.capabilities = tuple(
            _ok("CAPABILITY", client.capability())[-1].decode("ascii", "replace").upper().split()
        )
        return client
    except BaseException:
        drop(client)
        raise


def _introduce(client: imaplib.IMAP4, account: Account) -> None:
    secret = account.secret()
    try:
        if account.oauth:
            client.authenticate("XOAUTH2", _once(f"user={account.user}\1auth=Bearer {secret}\1\1"))
        elif "AUTH=PLAIN" in client.capabilities:
            client.authenticate("PLAIN", _once(f"\0{account.user}\0{secret}"))
        elif "LOGINDISABLED" in client.capabilities:
            raise Refused("this line takes no password; imap.security is to be starttls or tls")
        else:
            client.login(_quoted(account.user), secret)
    except client.abort:
        raise
    except client.error as error:
        words = str(error).replace(secret, "***") if secret else str(error)
        raise Refused(f"the login of {account.user} is refused: {words}") from None


def _once(words: str) -> Callable[[bytes], bytes]:
    """The words at the first challenge; an empty line to the next, after which the server says what is wrong."""
    waiting = [words.encode()]
    return lambda challenge: waiting.pop() if waiting else b""


def look(client: imaplib.IMAP4, folder: str, *, writable: bool = False) -> int:
    """Open a folder as it is now; its UIDVALIDITY."""
    _ok(f"folder {folder!r}", client.select(encoded(folder), readonly=not writable))
    client.untagged_responses.pop("EXISTS", None)  # from here on EXISTS is news
    validity = client.response("UIDVALIDITY")[1][-1]
    if validity is None:
        raise client.error(f"folder {folder!r}: the server gives no UIDVALIDITY")
    return int(validity)


def uids(client: imaplib.IMAP4, after: int, since: date | None = None) -> list[int]:
    """The UIDs above `after` in the open folder, ascending; of letters that came on `since` or later."""
    day = f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}" if since else ""
    found = _ok("SEARCH", client.uid("SEARCH", f"UID {after + 1}:*{day}"))
    # "n:*" always holds the last letter, also where its UID is below n (RFC 3501 section 6.4.8).
    return sorted({uid for line in found if line for uid in map(int, line.split()) if uid > after})


def sizes(client: imaplib.IMAP4, wanted: Sequence[int]) -> dict[int, int]:
    """Octets by UID of those letters that are there."""
    found: dict[int, int] = {}
    for start in range(0, len(wanted), 200):
        some = ",".join(map(str, wanted[start : start + 200]))
        for part in _ok("FETCH", client.uid("FETCH", some, "(UID RFC822.SIZE)")):
            head = part[0] if isinstance(part, tuple) else part
            uid, size = _UID.search(head or b""), _SIZE.search(head or b"")
            if uid and size:
                found[int(uid[1])] = int(size[1])
    return found


def fetch(client: imaplib.IMAP4, uid: int) -> bytes | None:
    """The letter, octet for octet; None when it is gone."""
    for part in _ok("FETCH", client.uid("FETCH", str(uid), "(UID BODY.PEEK[])")):
        if isinstance(part, tuple) and b"BODY[]" in part[0]:
            return bytes(part[1])
    return None


def move(client: imaplib.IMAP4, uid: int, folder: str) -> None:
    """Move a letter of the open folder, which is writable, into another; it is made when it is not there."""
    verb = "MOVE" if "MOVE" in client.capabilities else "COPY"
    kind, words = client.uid(verb, str(uid), encoded(folder))
    if kind == "NO" and b"TRYCREATE" in b" ".join(part for part in words if part):
        _ok(f"folder {folder!r}", client.create(encoded(folder)))
        kind, words = client.uid(verb, str(uid), encoded(folder))
    _ok(f"a move to {folder!r}", (kind, words))
    if verb == "COPY":
        _ok("STORE", client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)"))
        if "UIDPLUS" in client.capabilities:
            _ok("EXPUNGE", client.uid("EXPUNGE", str(uid)))


def probe(account: Account, folders: Sequence[str]) -> bool:
    """Log in and look into every folder, as the reader will; whether the server tells of letters by itself.

    Raises what `log_in` and `look` raise: the words say what is wrong with which folder or login.
    """
    client = log_in(account)
    try:
        for folder in folders:
            look(client, folder)
        return can_idle(client)
    finally:
        leave(client)


def can_idle(client: imaplib.IMAP4) -> bool:
    """Whether the server tells of letters by itself (RFC 2177)."""
    return "IDLE" in client.capabilities


def idle(client: imaplib.IMAP4, seconds: float, wake: socket.socket) -> None:
    """Wait until the open folder has news, `seconds` are over, or `wake` can be read."""
    if "EXISTS" in client.untagged_responses:
        return  # it was told while we read the last ones
    tag: bytes = client._new_tag()
    client.send(tag + b" IDLE\r\n")
    while client._get_response() is not None:
        if client.tagged_commands[tag] is not None:
            raise client.error("IDLE is refused, although the server offers it")
    end = time.monotonic() + seconds
    while "EXISTS" not in client.untagged_responses:
        if not _line_within(client, end - time.monotonic(), wake):
            break
        client._get_response()
        client._check_bye()
    timeout = client.sock.gettimeout()
    client.sock.settimeout(min(timeout or SOON, SOON))  # a line that died without a word shows here
    client.send(b"DONE\r\n")
    _ok("IDLE", client._command_complete("IDLE", tag))
    client.sock.settimeout(timeout)


def _line_within(client: imaplib.IMAP4, seconds: float, wake: socket.socket) -> bool:
    """Whether there is something to read, be it that the server hung up. What is in the buffer already counts too."""
    file: Any = client.file
    end, heard, timeout = time.monotonic() + seconds, False, client.sock.gettimeout()
    client.sock.settimeout(0)
    try:
        with selectors.DefaultSelector() as both:
            both.register(client.sock, selectors.EVENT_READ)
            both.register(wake, selectors.EVENT_READ)
            while True:
                try:
                    if file.peek(1) or heard:
                        return True  # a line; or the socket can be read and holds nothing, which is its end
                except ssl.SSLWantReadError:
                    pass  # the line spoke, but only of its own encryption
                ready = {key.fileobj for key, _ in both.select(max(0.0, end - time.monotonic()))}
                if client.sock not in ready or wake in ready:
                    return False
                heard = True
    finally:
        client.sock.settimeout(timeout)


def leave(client: imaplib.IMAP4) -> None:
    """Say goodbye and close."""
    try:
        client.sock.settimeout(SOON)
        client.logout()
    except (OSError, imaplib.IMAP4.error):
        drop(client)


def drop(client: imaplib.IMAP4) -> None:
    """Close without a word."""
    try:
        client.shutdown()
    except (OSError, imaplib.IMAP4.error):
        client.sock.close()


def encoded(folder: str) -> str:
    """The name of a folder as IMAP wants it: modified UTF-7 (RFC 3501 section 5.1.3), quoted."""

    def base(run: re.Match[str]) -> str:
        return "&" + base64.b64encode(run[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"

    return _quoted(re.sub(r"[^\x20-\x7e]+", base, folder.replace("&", "&-")))


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ok(what: str, reply: tuple[str, Any]) -> list[Any]:
    """What an answer holds. Raises imaplib's error with the server's words where the answer is no."""
    kind, found = reply
    if kind != "OK":
        words = b" ".join(part for part in found if isinstance(part, bytes)).decode("utf-8", "replace")
        raise imaplib.IMAP4.error(f"{what}: {words[:300]}")
    return list(found)
