"""A mail server in a thread of its own: the part that LMTP in and the catcher share.

Rules
1. A letter is answered with 250 only after the keeper of letters has returned; when it raises, the answer is 450 and
   the other side keeps the letter and tries again.
2. The keeper runs outside the event loop, one letter at a time, so it may write to a disk or a database.
3. A letter is handed on with Return-Path (RFC 5321 section 4.4) and Delivered-To in front, as a mail store keeps it.
"""

import asyncio
import logging
import ssl
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP

Keeper = Callable[[bytes], None]
Make = Callable[["Doorman", asyncio.AbstractEventLoop], SMTP]

log = logging.getLogger("softsell.mail")


class Doorman:
    """The handler that aiosmtpd calls: takes the letter, asks the keeper, answers once or once for each addressee."""

    def __init__(self, keep: Keeper, each: bool) -> None:
        self._keep, self._each = keep, each
        self._hand = ThreadPoolExecutor(1, "softsell-mail-keeper")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = traced((envelope.mail_from or "").strip("<>"), envelope.rcpt_tos, envelope.content)
        try:
            await asyncio.get_running_loop().run_in_executor(self._hand, self._keep, letter)
            answer = "250 2.0.0 taken"
        except Exception:
            log.exception("a letter could not be kept; the other side will try again")
            answer = "450 4.3.0 not now, please try again"
        # LMTP answers for every addressee in turn (RFC 2033 section 4.2).
        return "\r\n".join([answer] * (len(envelope.rcpt_tos) if self._each else 1))

    def close(self) -> None:
        """Wait for the letter in hand."""
        self._hand.shutdown(wait=True)


class Listener:
    """A listening socket on `host` with its event loop in a thread; `port` is the real one once it is entered."""

    def __init__(
        self, make: Make, keep: Keeper, *, host: str, port: int, each: bool, tls: ssl.SSLContext | None = None
    ):
        self._make, self._keep, self._each, self._tls = make, keep, each, tls
        self.host, self.port = host, port
        self._sessions: weakref.WeakSet[SMTP] = weakref.WeakSet()
        self._ready = threading.Event()
        self._trouble: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="softsell-mail-listener", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._trouble is not None:
            self._thread.join()
            raise self._trouble
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as trouble:
            self._trouble = trouble
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        doorman = Doorman(self._keep, self._each)
        try:
            server = await self._loop.create_server(lambda: self._session(doorman), self.host, self.port, ssl=self._tls)
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._stop.wait()
            server.close()
            for session in list(self._sessions):
                if session.transport is not None:
                    session.transport.abort()  # type: ignore[attr-defined]
            await asyncio.sleep(0.01)  # lets every session hear that it was cut, so that its task ends
        finally:
            await asyncio.get_running_loop().run_in_executor(None, doorman.close)

    def _session(self, doorman: Doorman) -> SMTP:
        assert self._loop is not None, "sessions begin within the loop"
        session = self._make(doorman, self._loop)
        self._sessions.add(session)
        return session


def traced(sender: str, receivers: list[str], raw: bytes) -> bytes:
    """The letter with its envelope in front, as lines that no address can break out of."""
    lines = [f"Return-Path: <{sender}>", *(f"Delivered-To: {receiver}" for receiver in receivers)]
    safe = ("".join(sign for sign in line if sign.isprintable()) for line in lines)
    return "".join(f"{line}\r\n" for line in safe).encode("utf-8", "replace") + raw
