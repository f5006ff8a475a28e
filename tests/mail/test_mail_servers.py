"""Real servers on loopback: the outbox against the catcher with and without TLS, and letters in over LMTP."""

import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from softsell.errors import BadRequest, ConfigError, Undelivered
from softsell.mail.catcher import Catcher
from softsell.mail.lmtp import Inbox
from softsell.mail.login import by_password
from softsell.mail.smtp import Outbox, stuffed

RAW = "From: a@shop.is\r\nSubject: x\r\n\r\nHæ.\r\n..two dots\r\n.\r\nend\r\n".encode()


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[Catcher]:
    with Catcher(tmp_path) as server:
        yield server


def test_a_letter_arrives_octet_for_octet_with_its_envelope(catcher: Catcher) -> None:
    with Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        outbox.send("a@shop.is", "jon@example.is", RAW)
    assert catcher.letters() == (b"Return-Path: <a@shop.is>\r\nDelivered-To: jon@example.is\r\n" + RAW,)


def test_the_null_return_path_can_be_used(catcher: Catcher) -> None:
    with Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        outbox.send("", "jon@example.is", RAW)
    assert catcher.letters()[0].startswith(b"Return-Path: <>\r\n")


def test_many_threads_share_few_connections(tmp_path: Path) -> None:
    with Catcher(tmp_path) as catcher, Outbox("127.0.0.1", catcher.port, size=2, helo="test") as outbox:
        with ThreadPoolExecutor(8) as pool:
            sent = [pool.submit(outbox.send, "a@shop.is", f"p{n}@example.is", RAW) for n in range(40)]
        assert all(future.result() is None for future in sent)
        assert len(outbox._idle) <= 2
        assert len(catcher.letters()) == 40


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_go_encrypted_and_logged_in(
    security: str, tmp_path: Path, serving: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    with Catcher(tmp_path, security=security, context=serving, login=("shop", "secret")) as catcher:
        with Outbox(
            "localhost",
            catcher.port,
            security=security,
            context=trusting,
            login=by_password("shop", "secret"),
            helo="test",
        ) as outbox:
            outbox.send("a@shop.is", "jon@example.is", RAW)
            outbox.send("a@shop.is", "ann@example.is", RAW)
        assert len(catcher.letters()) == 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_itself_gets_nothing(security: str, tmp_path: Path, serving: ssl.SSLContext) -> None:
    with Catcher(tmp_path, security=security, context=serving) as catcher:
        with (
            Outbox("localhost", catcher.port, security=security, helo="test") as outbox,
            pytest.raises(Undelivered) as caught,
        ):
            outbox.send("a@shop.is", "jon@example.is", RAW)
        assert not caught.value.permanent
        assert not caught.value.unsure
        assert catcher.letters() == ()


def test_encryption_asked_for_is_never_given_up(catcher: Catcher) -> None:
    with Outbox("127.0.0.1", catcher.port, security="starttls", helo="test") as outbox, pytest.raises(Undelivered):
        outbox.send("a@shop.is", "jon@example.is", RAW)
    assert catcher.letters() == ()


def test_a_wrong_password_says_nothing_of_the_addressee(tmp_path: Path) -> None:
    with Catcher(tmp_path, login=("shop", "secret")) as catcher:
        outbox = Outbox("127.0.0.1", catcher.port, login=by_password("shop", "wrong"), helo="test")
        with outbox, pytest.raises(Undelivered) as caught:
            outbox.send("a@shop.is", "jon@example.is", RAW)
        assert not caught.value.permanent


def test_without_a_login_where_one_is_needed_nothing_is_taken(tmp_path: Path) -> None:
    with Catcher(tmp_path, login=("shop", "secret")) as catcher:
        with Outbox("127.0.0.1", catcher.port, helo="test") as outbox, pytest.raises(Undelivered, match="530"):
            outbox.send("a@shop.is", "jon@example.is", RAW)
        assert catcher.letters() == ()


def test_a_pooled_connection_that_went_stale_is_replaced(tmp_path: Path) -> None:
    with Outbox("127.0.0.1", port := free_port(), helo="test") as outbox:
        for day in ("one", "two"):
            with Catcher(tmp_path / day, port=port) as catcher:
                outbox.send("a@shop.is", "jon@example.is", RAW)
                assert len(catcher.letters()) == 1
        with pytest.raises(Undelivered) as caught:
            outbox.send("a@shop.is", "jon@example.is", RAW)
        assert not caught.value.permanent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_the_worker_is_told_just_before_the_letter_goes_and_may_refuse(catcher: Catcher) -> None:
    told: list[int] = []

    def refuse() -> None:
        raise LookupError("withdrawn")

    with Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        with pytest.raises(LookupError):
            outbox.send("a@shop.is", "jon@example.is", RAW, before_data=refuse)
        assert catcher.letters() == ()
        outbox.send("a@shop.is", "jon@example.is", RAW, before_data=lambda: told.append(len(catcher.letters())))
    assert told == [0]
    assert len(catcher.letters()) == 1


@pytest.mark.parametrize("bad", ["", "x", "a@b.is> SIZE=1", "a@b.is\r\nRCPT TO:<c@d.is>", "jón@b.is"])
def test_an_address_that_no_envelope_can_hold_is_refused(catcher: Catcher, bad: str) -> None:
    with Outbox("127.0.0.1", catcher.port, helo="test") as outbox, pytest.raises(BadRequest):
        outbox.send("a@shop.is", bad, RAW)


def test_a_closed_or_senseless_outbox_is_refused(catcher: Catcher) -> None:
    with Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        pass
    with pytest.raises(RuntimeError):
        outbox.send("a@shop.is", "jon@example.is", RAW)
    with pytest.raises(ConfigError):
        Outbox("127.0.0.1", 25, security="ssl")
    with pytest.raises(ConfigError):
        Outbox("127.0.0.1", 25, size=0)


def test_dots_and_line_ends_are_made_fit_for_the_line() -> None:
    assert stuffed(b".a\n.b\r\r\n..") == b"..a\r\n..b\r\n\r\n...\r\n"


def test_the_catcher_can_hand_letters_on_instead() -> None:
    seen: list[bytes] = []
    with Catcher(keep=seen.append) as catcher, Outbox("127.0.0.1", catcher.port, helo="test") as outbox:
        outbox.send("a@shop.is", "jon@example.is", RAW)
        assert catcher.letters() == ()
    assert len(seen) == 1


def test_a_port_in_use_is_an_error_at_once() -> None:
    with Catcher() as catcher, pytest.raises(OSError), Catcher(port=catcher.port):
        pass


# -- LMTP -----------------------------------------------------------------------------------------------------------------


def test_a_letter_comes_in_over_lmtp_with_one_answer_for_each_addressee() -> None:
    seen: list[bytes] = []
    with Inbox(seen.append) as inbox, smtplib.LMTP("127.0.0.1", inbox.port) as client:
        for _ in range(2):
            assert client.sendmail("", ["svar+a@shop.is"], RAW) == {}
        client.ehlo_or_helo_if_needed()
        client.mail("x@y.is")
        client.rcpt("a@shop.is")
        client.rcpt("b@shop.is")
        assert client.data(RAW)[0] == 250
        assert client.getreply()[0] == 250, "the second addressee has an answer of its own (RFC 2033)"
    assert seen[0] == b"Return-Path: <>\r\nDelivered-To: svar+a@shop.is\r\n" + RAW
    assert seen[2].startswith(b"Return-Path: <x@y.is>\r\nDelivered-To: a@shop.is\r\nDelivered-To: b@shop.is\r\n")


def test_a_letter_comes_in_over_smtp_with_one_answer_and_nothing_is_relayed() -> None:
    seen: list[bytes] = []
    with Inbox(seen.append, lmtp=False) as inbox, smtplib.SMTP("127.0.0.1", inbox.port) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("x@y.is")
        client.rcpt("svar+a@shop.is")
        client.rcpt("anyone@elsewhere.is")
        assert client.data(RAW)[0] == 250
        assert client.noop()[0] == 250, "one answer for all of them"
    assert seen[0].startswith(b"Return-Path: <x@y.is>\r\nDelivered-To: svar+a@shop.is\r\n") and len(seen) == 1


def test_a_letter_that_could_not_be_kept_is_tried_again_by_the_other_side(caplog: pytest.LogCaptureFixture) -> None:
    def full(raw: bytes) -> None:
        raise OSError("disk full")

    with Inbox(full) as inbox, smtplib.LMTP("127.0.0.1", inbox.port) as client:
        with pytest.raises(smtplib.SMTPDataError) as caught:
            client.sendmail("x@y.is", ["a@shop.is"], RAW)
        assert caught.value.smtp_code == 450
    assert "could not be kept" in caplog.text


def test_a_letter_is_answered_only_after_it_is_kept() -> None:
    may_end, kept = threading.Event(), threading.Event()

    def slow(raw: bytes) -> None:
        may_end.wait(10)
        kept.set()

    with Inbox(slow) as inbox, ThreadPoolExecutor(1) as pool, smtplib.LMTP("127.0.0.1", inbox.port) as client:
        answer = pool.submit(client.sendmail, "x@y.is", ["a@shop.is"], RAW)
        time.sleep(0.2)
        assert not answer.done()
        may_end.set()
        assert answer.result(10) == {}
        assert kept.is_set()


def test_a_letter_over_the_limit_is_refused_and_long_lines_are_not() -> None:
    seen: list[bytes] = []
    with Inbox(seen.append, largest=50_000) as inbox, smtplib.LMTP("127.0.0.1", inbox.port) as client:
        client.sendmail("x@y.is", ["a@shop.is"], b"Subject: x\r\n\r\n" + b"long line " * 2_000 + b"\r\n")
        client.ehlo_or_helo_if_needed()
        client.mail("x@y.is")
        client.rcpt("a@shop.is")
        assert client.data(b"Subject: x\r\n\r\n" + b"too much\r\n" * 6_000)[0] == 552
    assert len(seen) == 1


def test_closing_does_not_wait_for_those_who_only_listen() -> None:
    begin = time.monotonic()
    with Inbox(lambda raw: None) as inbox:
        idle = socket.create_connection(("127.0.0.1", inbox.port))
        idle.recv(100)
    assert time.monotonic() - begin < 5
    idle.close()
