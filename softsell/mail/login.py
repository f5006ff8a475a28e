"""Showing a mail server who we are: by password, or by an access token that runs out and is asked for anew (XOAUTH2).

Rules
1. A token is read when a connection is opened, from a file or from what a command prints; nothing of it is kept in words.
2. A token that is refused is forgotten, and a fresh one is tried once. Refused again is the answer.
"""

import base64
import shlex
import smtplib
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from softsell.errors import ConfigError

Login = Callable[[smtplib.SMTP], None]
Token = Callable[[bool], str]  # `fresh`: the one before was refused

_KEEP = 300.0  # seconds for which a token that a command printed is used again
_PATIENCE = 30.0  # seconds that a command may take


def by_password(user: str, password: str) -> Login:
    """A login by whichever of CRAM-MD5, PLAIN and LOGIN the server offers (RFC 4954)."""

    def login(server: smtplib.SMTP) -> None:
        server.login(user, password)

    return login


def by_token(user: str, token: Token) -> Login:
    """A login by XOAUTH2: the token in the initial response; a refusal comes as 334 with JSON and is ended by a line.

    Raises smtplib.SMTPException, which holds the server's words and never the token.
    """

    def login(server: smtplib.SMTP) -> None:
        if "XOAUTH2" not in server.esmtp_features.get("auth", "").upper().split():
            raise smtplib.SMTPNotSupportedError("the mail server does not offer XOAUTH2")
        first = token(False)
        code, words = _offer(server, user, first)
        if code == 535 and (again := token(True)) != first:
            code, words = _offer(server, user, again)
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, words)

    return login


def from_file(path: Path, section: str = "smtp") -> Token:
    """The token that stands in a file now; whoever renews it writes the file anew."""

    def token(fresh: bool) -> str:
        try:
            return _plain(path.read_text(encoding="ascii"), f"{section}.token_file: {path}")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{section}.token_file: {path} cannot be read: {error}") from error

    return token


def from_command(command: str, clock: Callable[[], float] = time.monotonic, section: str = "smtp") -> Token:
    """The token that a command prints: run without a shell, and again after five minutes or when it was refused."""
    words = shlex.split(command)
    kept: list[tuple[str, float]] = []

    def token(fresh: bool) -> str:
        now = clock()
        if fresh or not kept or now - kept[0][1] >= _KEEP:
            kept[:] = [(_printed(words, section), now)]
        return kept[0][0]

    return token


def _printed(words: list[str], section: str) -> str:
    name = f"{section}.token_command: {words[0]}"
    try:
        done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        why = error.strerror if isinstance(error, OSError) else f"it took longer than {_PATIENCE:.0f} s"
        raise ConfigError(f"{name} cannot be run: {why}") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise ConfigError(f"{name} ended with {done.returncode}: {''.join(told)[:200]}")
    return _plain(done.stdout.decode("ascii", "replace"), name)


def _plain(text: str, name: str) -> str:
    token = text.strip()
    if not token or not all("!" <= sign <= "~" for sign in token):
        raise ConfigError(f"{name} gave no access token: one line of visible ASCII is expected")
    return token


def _offer(server: smtplib.SMTP, user: str, token: str) -> tuple[int, bytes]:
    response = base64.b64encode(f"user={user}\x01auth=Bearer {token}\x01\x01".encode()).decode()
    code, words = server.docmd("AUTH", f"XOAUTH2 {response}")
    if code != 334:
        return code, words
    code, _ = server.docmd("")  # the server waits for a line before it says no
    return code, _reason(words)


def _reason(words: bytes) -> bytes:
    """What the JSON of a refusal says, where it says anything."""
    try:
        said = msgspec.json.decode(base64.b64decode(words), type=dict[str, str])
    except (ValueError, msgspec.MsgspecError):
        return b"the access token was refused"
    told = ", ".join(f"{name} {said[name]}" for name in ("status", "scope") if name in said)
    return f"the access token was refused: {told}".encode()[:300]
