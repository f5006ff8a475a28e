"""Answers come in over LMTP (RFC 2033): the shop's mail server hands each one over and keeps it until we have it."""

import asyncio
from collections.abc import Callable

from aiosmtpd.lmtp import LMTP

from softsell.mail.serve import Doorman, Listener

LARGEST = 10_000_000  # octets of one letter


class _Session(LMTP):
    # Real letters break RFC 5321's limit of 1000 octets a line; refusing them would lose a buyer's answer.
    line_length_limit = 1_000_000


class Inbox(Listener):
    """An LMTP server; `keep(raw)` gets each letter with Return-Path and Delivered-To in front.

    250 follows only when `keep` has returned; 450 when it raised; 552 for more than `largest` octets. `keep` must bear
    to see a letter twice: when the connection breaks before the answer, the other side hands it over again.
    """

    def __init__(
        self, keep: Callable[[bytes], None], *, host: str = "127.0.0.1", port: int = 0, largest: int = LARGEST
    ) -> None:
        def make(doorman: Doorman, loop: asyncio.AbstractEventLoop) -> LMTP:
            return _Session(doorman, loop=loop, data_size_limit=largest, hostname="softsell", ident="LMTP", timeout=300)

        super().__init__(make, keep, host=host, port=port, each=True)
