"""What comes back by mail: answers, machines, stops and bounces, and what the worker makes of them."""

import smtplib
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path

import pytest
from msgspec.structs import replace
from top_world import (
    DAY,
    HOUR,
    SHOP,
    SOCKS,
    Clock,
    asks,
    catching,
    deliver,
    due,
    guest,
    key,
    letter_state,
    new_url,
)

from softsell import serve, store, worker
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.mail.read import Ignored, Reply
from softsell.receiving import receive


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_url(request.param, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return new_url("sqlite", tmp_path)


def answer(to: bytes, text: str, name: str = "1", sender: str = "1@mail.is", **headers: str) -> bytes:
    """A mail program's answer to one of our letters."""
    ours: Message = message_from_bytes(to)
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, str(ours["Reply-To"])
    letter["Subject"] = f"Re: {ours['Subject']}"
    letter["Message-ID"] = f"<answer-{name}@mail.is>"
    letter["In-Reply-To"] = letter["References"] = str(ours["Message-ID"])
    for header, value in headers.items():
        letter[header.replace("_", "-")] = value
    letter.set_content(f"{text}\n\nOn Tue, 2 Jun 2026 at 12:00, Garn og gaman <svar@garn.is> wrote:\n> ...\n")
    return letter.as_bytes()


def test_an_answer_by_mail_is_answered_in_the_same_thread(url: str) -> None:
    with catching(url, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        got = receive(rt, answer(caught[0], "Can I return it if it does not fit?"), now + HOUR)
        assert isinstance(got, Reply)
        assert rt.poke.is_set()
        assert deliver(rt, now + HOUR).sent == 1
        first, second = (message_from_bytes(raw) for raw in caught)
        assert second["In-Reply-To"] == "<answer-1@mail.is>"
        assert second["References"].split() == [first["Message-ID"], "<answer-1@mail.is>"]
        assert second["Subject"] == f"Re: {first['Subject']}"
        assert second["Auto-Submitted"] == "auto-replied"
        assert second["To"] == "1@mail.is"
        assert second["Message-ID"] != first["Message-ID"]
        body = second.get_payload(0).get_payload(decode=True).decode()
        assert "30" in body, "the answer is the shop's own: how many days"
        again = receive(rt, answer(caught[0], "Can I return it if it does not fit?"), now + 2 * HOUR)
        assert isinstance(again, Reply)
        assert deliver(rt, now + 2 * HOUR) == worker.Delivered(), "a letter that comes twice is answered once"
        receive(rt, answer(caught[1], "How long does delivery take to 600?", "2"), now + 3 * HOUR)
        assert deliver(rt, now + 3 * HOUR).sent == 1
        third = message_from_bytes(caught[2])
        assert third["References"].split() == [
            first["Message-ID"], "<answer-1@mail.is>", second["Message-ID"], "<answer-2@mail.is>",
        ]  # fmt: skip
        assert third["Subject"] == second["Subject"]


def test_replies_come_in_over_lmtp(file: str) -> None:
    with catching(file, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        rt.clock = Clock(now + HOUR)
        port = serve.free_port("127.0.0.1", 0)
        rt.config = replace(rt.config, inbound=replace(rt.config.inbound, lmtp_port=port))
        with serve.inbox(rt) as door:
            assert door is not None
            with smtplib.LMTP("127.0.0.1", port) as mta:
                mta.sendmail(
                    "1@mail.is", [str(message_from_bytes(caught[0])["Reply-To"])], answer(caught[0], "Já takk.")
                )
        said = [e.event for e in store.history.events(rt.db, SHOP) if isinstance(e.event, ev.Said)]
        assert [(one.text, one.trusted) for one in said] == [("Já takk.", True)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<garn.is>"},
    ],
)
def test_a_machine_gets_no_answer(headers: dict[str, str], file: str) -> None:
    with catching(file, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        got = receive(rt, answer(caught[0], "I am away. Can I return it?", **headers), now + HOUR)
        assert isinstance(got, Ignored)
        assert got.reason == "machine"
        assert deliver(rt, now + HOUR) == worker.Delivered()
        assert len(caught) == 1


@pytest.mark.parametrize("words", ["Please stop writing to me.", "Ekki senda mér meira, takk.", "STOP"])
def test_a_stop_by_mail_is_kept_and_not_answered(words: str, url: str) -> None:
    with catching(url) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        receive(rt, answer(caught[0], words, sender="forwarded@elsewhere.is"), now + HOUR)
        assert deliver(rt, now + HOUR) == worker.Delivered()
        later = now + 30 * DAY
        again = ev.Added(id="again", at=later, line=SOCKS, cart_id="c2")
        store.append(rt.db, SHOP, [Arrival(Who(user_id="1"), again, later)])
        consent = ev.Identified(id="agreed", at=later, consent=ev.Consent("consent", later, "May we?", "checkout"))
        guest(rt, "phone", "1@mail.is", later, consent, ev.Added(id="x", at=later, line=SOCKS, cart_id="c3"))
        for hours in range(0, 72, 6):
            deliver(rt, now + 30 * DAY + hours * HOUR)
        assert len(caught) == 1
        found = store.desk.shopper(rt.db, SHOP, key("1"))
        assert found is not None
        assert found.stopped_at == now + HOUR


def test_the_last_letter_in_a_day_says_that_a_person_takes_it(file: str) -> None:
    with catching(file, sample=True) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        for n in range(6):
            at = now + (n + 1) * HOUR
            receive(rt, answer(caught[-1], "Can I return it if it does not fit?", str(n)), at)
            sent = deliver(rt, at).sent
            assert sent == (1 if n < 5 else 0), n
        waiting = store.desk.persons(rt.db, SHOP)
        assert [one.key for one in waiting] == [key("1")]
        reasons = [e.reason for _, e in store.history.effects(rt.db, SHOP) if isinstance(e, fx.HandOver)]
        assert sorted(reasons[-2:]) == ["many_mails", "message"]
        assert b"who will answer you by" in caught[-1] or b"you will have an answer by" in caught[-1]
        receive(rt, answer(caught[-1], "Hello?", "later"), now + 2 * DAY)
        assert deliver(rt, now + 2 * DAY) == worker.Delivered(), "a person has it now"


def test_a_stop_that_matches_no_letter_suppresses_its_sender(url: str) -> None:
    with catching(url) as (rt, caught):
        now = due(rt, address="anna@mail.is")
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "Anna@Mail.is", "svar@garn.is", "Stop"
        letter["Message-ID"] = "<unmatched@mail.is>"
        letter.set_content("Please stop writing to me.")
        got = receive(rt, letter.as_bytes(), now)
        assert isinstance(got, Ignored)
        assert (got.reason, got.stop) == ("unmatched", True)
        assert deliver(rt, now) == worker.Delivered()
        assert caught == []
        assert asks(rt) == [(key("1"), "skipped", "suppressed")]


def test_a_bounce_closes_the_address_and_our_own_letter_is_a_loop(file: str) -> None:
    with catching(file) as (rt, caught):
        now = due(rt)
        deliver(rt, now)
        loop = receive(rt, caught[0], now)
        assert isinstance(loop, Ignored)
        assert loop.reason == "loop"
        report = (
            b"From: MAILER-DAEMON@mx.is\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\nMessage-ID: <dsn@mx.is>\r\n"
            b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
            b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.is\r\n\r\n"
            b"Final-Recipient: rfc822; 1@mail.is\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            b"--r\r\nContent-Type: message/rfc822\r\n\r\n" + caught[0] + b"\r\n--r--\r\n"
        )
        assert isinstance(receive(rt, report, now + HOUR), Reply)
        deliver(rt, now + HOUR)
        found = store.desk.shopper(rt.db, SHOP, key("1"))
        assert found is not None
        assert found.suppressed == "bounced"
        assert letter_state(rt, key("1")) == ["bounced"]
