"""How a dialogue with a misbehaving mail server ends: permanent, temporary or unsure, and what is tried again."""

import re
import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.errors import Undelivered
from softsell.mail.smtp import Outbox, crlf

RAW = b"Subject: x\r\n\r\nhello\r\n"
BIG = b"Subject: x\r\n\r\n" + b"hello hello hello hello hello\r\n" * 400_000


class Scripted:
    """A mail server on loopback that follows a script: what it says to each command; "drop" resets the connection.

    Keys: greeting EHLO MAIL RCPT DATA dot RSET; "body-drop" under DATA means: say 354, read a little, then reset. A value
    that is a list is used up one answer after another, the last one for ever. `silent` keeps quiet.
    """

    def __init__(self, script: dict[str, str | list[str]], context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self.script = {key: list(value) if isinstance(value, list) else [value] for key, value in script.items()}
        self.commands: list[str] = []
        self.connections = 0
        self._over = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._over.set()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._talk, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, step: str) -> str:
        lines = self.script.get(step, ["354 go on" if step == "DATA" else "220 hi" if step == "greeting" else "250 ok"])
        return lines.pop(0) if len(lines) > 1 else lines[0]

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        if self._context is not None:
            connection = self._context.wrap_socket(connection, server_side=True)
        with connection, connection.makefile("rb") as lines:
            try:
                self._say(connection, "greeting")
                for line in lines:
                    step = line[:4].decode("latin-1").strip().upper()
                    self.commands.append(step)
                    if step == "QUIT":
                        return
                    went = self._say(connection, step)
                    if step == "DATA" and went.startswith("354"):
                        for words in lines:
                            if words == b".\r\n":
                                self.commands.append("dot")
                                break
                        self._say(connection, "dot")
            except OSError:
                return

    def _say(self, connection: socket.socket, step: str) -> str:
        answer = self._answer(step)
        if answer == "body-drop":
            connection.sendall(b"354 go on\r\n")
            connection.recv(1_000)
            answer = "drop"
        if answer == "drop":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            raise ConnectionResetError
        if answer == "silent":
            self._over.wait(10)
            raise TimeoutError
        connection.sendall(answer.encode() + b"\r\n")
        return answer


@contextmanager
def serving(**script: str | list[str]) -> Iterator[tuple[Scripted, Outbox]]:
    server = Scripted(script)
    try:
        with Outbox("127.0.0.1", server.port, timeout=0.7, helo="test") as outbox:
            yield server, outbox
    finally:
        server.close()


def trouble(outbox: Outbox, raw: bytes = RAW) -> tuple[bool, bool]:
    """How one letter failed: (permanent, unsure)."""
    with pytest.raises(Undelivered) as caught:
        outbox.send("a@shop.is", "jon@example.is", raw)
    return caught.value.permanent, caught.value.unsure


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "dot"])
@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("550 5.1.1 no such user", True), ("554 no", True), ("450 4.2.1 later", False), ("421 4.3.2 closing", False),
        ("552 5.2.2 mailbox full", False), ("552 full", False), ("552 5.3.4 too big", True),
    ],
)  # fmt: skip
def test_a_clear_answer_is_permanent_or_temporary(step: str, answer: str, permanent: bool) -> None:
    with serving(**{step: answer}) as (server, outbox):
        assert trouble(outbox) == (permanent, False)
        assert server.commands.count("MAIL") == 1, "never tried again by itself"


@pytest.mark.parametrize("answer", ["554 no service here", "421 busy", "drop", "silent"])
@pytest.mark.parametrize("step", ["greeting", "EHLO"])
def test_trouble_before_the_letter_is_named_is_temporary(step: str, answer: str) -> None:
    with serving(**{step: answer}) as (_, outbox):
        if step == "EHLO" and answer[0] in "45":
            outbox.send("a@shop.is", "jon@example.is", RAW)  # an old server: HELO is enough
        else:
            assert trouble(outbox) == (False, False)


def test_a_refused_connection_is_temporary() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with Outbox("127.0.0.1", port, timeout=1, helo="test") as outbox:
        assert trouble(outbox) == (False, False)


@pytest.mark.parametrize("answer", ["drop", "silent"])
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_lost_before_the_letter_is_temporary(step: str, answer: str) -> None:
    with serving(**{step: answer}) as (server, outbox):
        assert trouble(outbox) == (False, False)
        assert server.connections == 1


def test_a_server_lost_within_the_letter_is_temporary() -> None:
    with serving(DATA="body-drop") as (server, outbox):
        assert trouble(outbox, BIG) == (False, False)
        assert "dot" not in server.commands


@pytest.mark.parametrize("answer", ["drop", "silent", "???", "354 what", "25"])
def test_no_answer_after_the_letter_is_unsure_and_never_sent_again(answer: str) -> None:
    with serving(dot=answer) as (server, outbox):
        assert trouble(outbox) == (False, True)
        assert server.commands.count("dot") == 1
        assert server.connections == 1


def test_after_a_refusal_the_connection_serves_the_next_letter() -> None:
    with serving(RCPT=["550 no such user", "250 ok"]) as (server, outbox):
        assert trouble(outbox) == (True, False)
        outbox.send("a@shop.is", "ann@example.is", RAW)
        assert server.connections == 1
        assert server.commands.count("RSET") == 1


@pytest.mark.parametrize("answer", ["drop", "421 enough letters on this line"])
def test_a_stale_connection_is_replaced_once_before_anything_is_told(answer: str) -> None:
    told: list[str] = []
    with serving(MAIL=["250 ok", answer, "250 ok"]) as (server, outbox):
        outbox.send("a@shop.is", "jon@example.is", RAW)
        outbox.send("a@shop.is", "ann@example.is", RAW, before_data=lambda: told.append("now"))
        assert server.connections == 2
        assert told == ["now"]
        assert server.commands.count("dot") == 2


def test_a_stale_connection_is_replaced_only_once() -> None:
    with serving(MAIL=["250 ok", "drop"]) as (server, outbox):
        outbox.send("a@shop.is", "jon@example.is", RAW)
        assert trouble(outbox) == (False, False)
        assert server.connections == 2


def test_after_an_unsure_end_the_next_letter_gets_a_new_connection() -> None:
    with serving(dot=["drop", "250 ok"]) as (server, outbox):
        assert trouble(outbox) == (False, True)
        outbox.send("a@shop.is", "jon@example.is", RAW)
        assert server.connections == 2


def test_the_worker_is_not_told_when_the_addressee_is_refused() -> None:
    told: list[str] = []
    with serving(RCPT="550 no") as (_, outbox):
        with pytest.raises(Undelivered):
            outbox.send("a@shop.is", "jon@example.is", RAW, before_data=lambda: told.append("now"))
        assert told == []


@contextmanager
def secretly(
    serving: ssl.SSLContext, trusting: ssl.SSLContext, **script: str | list[str]
) -> Iterator[tuple[Scripted, Outbox]]:
    """The same over TLS."""
    server = Scripted(script, serving)
    try:
        with Outbox(
            "localhost", server.port, security="tls", context=trusting, timeout=2, size=8, helo="test"
        ) as outbox:
            yield server, outbox
    finally:
        server.close()


@pytest.mark.parametrize("answer", ["drop", "silent", "???"])
def test_no_answer_after_the_letter_is_unsure_over_tls_too(
    answer: str, serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with secretly(serving, trusting, dot=answer) as (server, outbox):
        assert trouble(outbox) == (False, True)
        assert server.commands.count("dot") == 1
        assert server.connections == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_lost_before_the_letter_is_temporary_over_tls_too(
    step: str, serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with secretly(serving, trusting, **{step: "drop"}) as (server, outbox):
        assert trouble(outbox) == (False, False)
        assert "dot" not in server.commands


def test_with_many_threads_over_tls_each_letter_has_one_end_and_one_dot(
    serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    script = [answer for _ in range(20) for answer in ("250 ok", "drop", "550 no", "451 later")]
    with secretly(serving, trusting, dot=[*script, "250 ok"]) as (server, outbox):

        def end(number: int) -> str:
            try:
                outbox.send("a@shop.is", f"p{number}@example.is", RAW)
            except Undelivered as error:
                return "unsure" if error.unsure else "permanent" if error.permanent else "temporary"
            return "sent"

        with ThreadPoolExecutor(8) as pool:
            ends = list(pool.map(end, range(80)))
        assert Counter(ends) == {"sent": 20, "unsure": 20, "permanent": 20, "temporary": 20}
        assert server.commands.count("dot") == 80


@given(st.text("a\r\n", max_size=12))
def test_every_line_end_becomes_one_crlf(text: str) -> None:
    assert crlf(text.encode()).decode() == re.sub("\r\n|\r|\n", "\r\n", text)
