"""A mail server that delivers nothing: it keeps every letter, for the demo, for trying out, and for tests.

Rules
1. A letter that was answered with 250 is on the disk: written, synced, and renamed into place (as in a Maildir).
2. Its encryption and login are real, so a sender can be tried in full.
"""

import asyncio
import hmac
import itertools
import os
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from softsell.errors import ConfigError
from softsell.mail.serve import Doorman, Listener

LARGEST = 30_000_000  # octets of one letter


class _Session(SMTP):
    line_length_limit = 1_000_000
    login_needed = False

    async def check_auth_needed(self, caller_method: str) -> bool:
        """Ours, because aiosmtpd takes the line within implicit TLS for an open one and warns of logins on it."""
        if not self.login_needed or (self.session is not None and self.session.authenticated):
            return False
        await self.push("530 5.7.0 please log in first")
        return True


class Catcher(Listener):
    """An SMTP server that keeps raw letters in `folder` (a Maildir), hands them to `keep`, or both.

    `security` is "none", "starttls" (required before anything else) or "tls", the latter two with `context`; `login` is
    (user, password), required when given, and over plain text only where `security` is "none".
    """

    def __init__(
        self, folder: Path | None = None, keep: Callable[[bytes], None] | None = None, *, host: str = "127.0.0.1",
        port: int = 0, security: str = "none", context: ssl.SSLContext | None = None,
        login: tuple[str, str] | None = None, largest: int = LARGEST,
    ) -> None:  # fmt: skip
        if (security == "none") != (context is None):
            raise ConfigError("a certificate goes with starttls and tls, and only with them")
        self.folder = folder
        self._also = keep
        self._names = itertools.count()
        secure = security != "none"

        def make(doorman: Doorman, loop: asyncio.AbstractEventLoop) -> SMTP:
            session = _Session(
                doorman, loop=loop, data_size_limit=largest, enable_SMTPUTF8=True, hostname="softsell-catcher",
                ident="ESMTP", tls_context=context if security == "starttls" else None,
                require_starttls=security == "starttls",
                auth_require_tls=security == "starttls", authenticator=_authenticator(login), timeout=300,
            )  # fmt: skip
            session.login_needed = login is not None
            return session

        tls = context if secure and security == "tls" else None
        super().__init__(make, self._store, host=host, port=port, each=False, tls=tls)
        if folder is not None:
            for name in ("tmp", "new", "cur"):
                (folder / name).mkdir(parents=True, exist_ok=True)

    def letters(self) -> tuple[bytes, ...]:
        """Every kept letter, oldest first, with Return-Path and Delivered-To in front."""
        if self.folder is None:
            return ()
        return tuple(path.read_bytes() for path in sorted((self.folder / "new").iterdir()))

    def _store(self, raw: bytes) -> None:
        if self.folder is not None:
            keep(self.folder, f"{time.time_ns():020d}.{os.getpid()}_{next(self._names):06d}.softsell", raw)
        if self._also is not None:
            self._also(raw)


def keep(folder: Path, name: str, raw: bytes) -> Path:
    """Write one letter into a Maildir so that it is there whole or not at all, also after a loss of power."""
    draft, final = folder / "tmp" / name, folder / "new" / name
    with draft.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(final)
    listing = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)
    return final


def _authenticator(login: tuple[str, str] | None) -> Callable[..., AuthResult]:
    def check(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        if login is None or not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        right = hmac.compare_digest(given.login, login[0].encode())
        right &= hmac.compare_digest(given.password, login[1].encode())
        return AuthResult(success=right, handled=False)

    return check
