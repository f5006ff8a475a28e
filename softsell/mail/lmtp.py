"""Answers come in over LMTP (RFC 2033) or SMTP: the shop's mail server hands each one over and keeps it until we have it.

LMTP is the better one: it is answered for each addressee. SMTP is for servers that do not speak it. Nothing is relayed.
"""

import asyncio
from collections.abc import Callable

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from softsell.mail.serve import Doorman, Listener

LARGEST = 10_000_000  # octets of one letter


# Real letters break RFC 5321's limit of 1000 octets a line; refusing them would lose a buyer's answer.
LONGEST_LINE = 1_000_000


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


class _Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class Inbox(Listener):
    """A server for letters; `keep(raw)` gets each one with Return-Path and Delivered-To in front.

    250 follows only when `keep` has returned; 450 when it raised; 552 for more than `largest` octets. `keep` must bear
    to see a letter twice: when the connection breaks before the answer, the other side hands it over again. `lmtp` False:
    it speaks SMTP.
    """

    def __init__(
        self, keep: Callable[[bytes], None], *, host: str = "127.0.0.1", port: int = 0, largest: int = LARGEST,
        lmtp: bool = True,
    ) -> None:  # fmt: skip
        kind, ident = (_Lmtp, "LMTP") if lmtp else (_Smtp, "ESMTP")

        def make(doorman: Doorman, loop: asyncio.AbstractEventLoop) -> SMTP:
            return kind(
                doorman, loop=loop, data_size_limit=largest, hostname="softsell", ident=ident, timeout=300,
                enable_SMTPUTF8=not lmtp,
            )  # fmt: skip

        super().__init__(make, keep, host=host, port=port, each=lmtp)
