"""A whole way with real servers: our letters go out through Postfix into Dovecot, and what comes of them comes back."""

import os
import signal
import smtplib
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import postmaster
import pytest
import trustme
import uvicorn
from msgspec.structs import replace
from postmaster import DOOR, PASSWORD, SHOP, SHOPPER, Dovecot, Postfix, free, until
from top_world import (
    DAY,
    HOUR,
    POLICY,
    Clock,
    deliver,
    due,
    environment,
    installation,
    key,
    leave_a_cart,
    settings_file,
)

from softsell import config, serve, store, worker
from softsell.core import events as ev
from softsell.errors import Undelivered
from softsell.mail.smtp import Outbox
from softsell.store import history
from softsell.web.app import build
from softsell.worker import Runtime

ANNA, NOBODY = f"anna@{SHOPPER}", f"enginn@{SHOPPER}"
SETTINGS = replace(POLICY, sender=f"bref@{SHOP}", installed_at=datetime(2020, 1, 1, tzinfo=UTC))
MANY = 120


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


class World(SimpleNamespace):
    """A mailbox server, a mail server and an installation of ours between them."""

    box: Dovecot
    mta: Postfix
    rt: Runtime
    trusting: ssl.SSLContext

    def letters(self, user: str = ANNA) -> list[Message]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.box.letters(user)]

    def received(self, count: int, user: str = ANNA) -> Message:
        """The newest of so many letters in somebody's mailbox."""
        until(lambda: len(self.letters(user)) >= count, what=f"letter {count} of {user} ({self.mta.log()[-600:]})")
        (*_, newest) = self.letters(user)
        assert len(self.letters(user)) == count
        return newest

    def sends(self, raw: bytes, to: str, sender: str = ANNA) -> None:
        """Somebody's mail program hands a letter to the mail server."""
        with smtplib.SMTP("127.0.0.1", self.mta.smtp, timeout=20) as line:
            line.sendmail(sender, [to], raw)

    def events(self, kind: type[Any]) -> list[Any]:
        shop = self.rt.config.shop.id
        return [one.event for one in history.events(self.rt.db, shop) if isinstance(one.event, kind)]


@contextmanager
def world(folder: Path, authority: trustme.CA, domain: str = DOOR, mail: type[Outbox] = Outbox) -> Iterator[World]:
    """`domain` decides how replies and bounces come back: DOOR over LMTP, SHOP through a mailbox over IMAP."""
    postmaster.needs("dovecot", "doveadm", "postfix")
    trusting, door = ssl.create_default_context(), free()
    authority.configure_trust(trusting)
    with postmaster.dovecot(authority) as box, postmaster.postfix(box.lmtp, door, authority) as mta:
        inbound = config.Inbound(
            reply_address=f"svar@{domain}", bounce_address=f"svar@{domain}", lmtp_port=door,
        )  # fmt: skip
        imap = mailbox(box, f"svar@{SHOP}") if domain == SHOP else config.Imap()
        with (
            mail("127.0.0.1", mta.smtp, security="starttls", context=trusting, timeout=20) as outbox,
            installation(
                f"sqlite:{folder / 'shop.db'}", outbox, SETTINGS, sample=True, inbound=inbound, imap=imap,
                server=config.Server(public_url=f"https://localhost:{free()}"),
            ) as rt,
            serve.inbox(rt),
            serve.mailbox(rt),
        ):  # fmt: skip
            yield World(box=box, mta=mta, rt=rt, trusting=trusting)


def mailbox(box: Dovecot, user: str) -> config.Imap:
    return config.Imap(host="127.0.0.1", port=box.imap, security="none", user=user, password=PASSWORD, poll_seconds=600)


def answer(ours: Message, words: str, number: int = 1) -> bytes:
    """A mail program's answer to one of our letters."""
    letter = EmailMessage()
    letter["From"], letter["To"] = ANNA, str(ours["Reply-To"])
    letter["Subject"], letter["Message-ID"] = f"Re: {ours['Subject']}", f"<svar-{number}@{SHOPPER}>"
    letter["In-Reply-To"] = letter["References"] = str(ours["Message-ID"])
    letter.set_content(f"{words}\n\nOn Tue, 2 Jun 2026 at 12:00, Garn og gaman <bref@{SHOP}> wrote:\n> ...\n")
    return letter.as_bytes()


@pytest.mark.parametrize("domain", [DOOR, SHOP], ids=["lmtp", "imap"])
def test_a_letter_goes_out_and_its_answer_is_answered_in_the_same_thread(
    domain: str, tmp_path: Path, authority: trustme.CA
) -> None:
    with world(tmp_path, authority, domain) as here:
        now = due(here.rt, address=ANNA)
        assert deliver(here.rt, now).sent == 1
        first = here.received(1)
        assert first["Reply-To"].startswith("svar+") and first["Return-Path"].startswith("<svar")
        here.rt.clock = Clock(now + HOUR)
        here.sends(answer(first, "Can I return it if it does not fit?"), str(first["Reply-To"]))
        (said,) = until(lambda: here.events(ev.Said), what=f"the answer ({here.mta.log()[-600:]})")
        assert (said.text, said.trusted, said.channel) == ("Can I return it if it does not fit?", True, "mail")
        assert deliver(here.rt, now + HOUR).sent == 1
        second = here.received(2)
        assert second["In-Reply-To"] == f"<svar-1@{SHOPPER}>"
        assert second["References"].split() == [first["Message-ID"], f"<svar-1@{SHOPPER}>"]
        assert second["Subject"] == f"Re: {first['Subject']}"
        assert "30" in second.get_body(("plain",)).get_content(), "the shop's own answer: how many days"


@pytest.mark.parametrize("domain", [DOOR, SHOP], ids=["lmtp", "imap"])
def test_a_letter_to_nobody_comes_back_as_a_permanent_bounce(
    domain: str, tmp_path: Path, authority: trustme.CA
) -> None:
    with world(tmp_path, authority, domain) as here:
        now = due(here.rt, address=NOBODY)
        here.rt.clock = Clock(now + HOUR)
        assert deliver(here.rt, now).sent == 1, "Postfix takes it, and learns from Dovecot that there is nobody"
        (bounced,) = until(lambda: here.events(ev.Bounced), what="the bounce")
        assert bounced.permanent and bounced.detail.startswith("5.1.1")
        leave_a_cart(here.rt, "1", NOBODY, cart="c2", at=now + 30 * DAY)
        for hours in range(0, 96, 12):
            assert rounds(here, now + 30 * DAY + hours * HOUR).sent == 0, "it is not written to again"


def test_one_press_in_the_mail_program_stops_the_letters_before_the_next(tmp_path: Path, authority: trustme.CA) -> None:
    with world(tmp_path, authority) as here:
        now = due(here.rt, address=ANNA)
        assert deliver(here.rt, now).sent == 1
        first = here.received(1)
        assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = first["List-Unsubscribe"].strip("<>")
        later = now + 30 * DAY
        for user, address in (("1", ANNA), ("2", f"jon@{SHOPPER}")):
            leave_a_cart(here.rt, user, address, cart="c2", at=later)
        store.drain(here.rt.db, here.rt.shop(), later)
        here.rt.clock = Clock(later + HOUR)
        with pages(here, authority), httpx.Client(verify=here.trusting, trust_env=False, timeout=20) as robot:
            assert robot.get(link).status_code == 200
            assert here.events(ev.Unsubscribed) == [], "opening the link is no press"
            body = {"List-Unsubscribe": "One-Click"}
            assert robot.post(link, data=body, follow_redirects=False).status_code == 200
        (no,) = here.events(ev.Unsubscribed)
        assert no.via == "header"
        for hours in range(0, 96, 12):
            rounds(here, later + hours * HOUR)
        here.received(1, f"jon@{SHOPPER}")
        here.received(1)
        until(lambda: here.mta.waiting() == 0, what="the end of the queue")


@contextmanager
def pages(here: World, authority: trustme.CA) -> Iterator[None]:
    """The real pages at the address that the letters name, over TLS."""
    port = int(here.rt.config.server.public_url.rpartition(":")[2])
    certificate, at = authority.issue_cert("localhost"), here.box.base
    certificate.private_key_pem.write_to_path(at / "pages.key")
    certificate.cert_chain_pems[0].write_to_path(at / "pages.pem")
    files = {"ssl_keyfile": str(at / "pages.key"), "ssl_certfile": str(at / "pages.pem")}
    server = uvicorn.Server(uvicorn.Config(build(here.rt), port=port, log_level="warning", **files))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(20)


def test_dovecot_killed_in_the_middle_of_a_fetch_loses_no_letter_and_repeats_none(
    tmp_path: Path, authority: trustme.CA
) -> None:
    with postmaster.dovecot(authority) as box:
        url, user, caught = f"sqlite:{tmp_path / 'shop.db'}", f"svar@{SHOP}", []
        with installation(url, policy=SETTINGS, imap=mailbox(box, user)) as rt:
            here = World(box=box, rt=rt)
            fill(here, user)
            with serve.mailbox(rt):
                for share in (5, 3):
                    until(lambda: len(here.events(ev.Said)) > MANY // share)  # noqa: B023
                    box.kill()
                    caught.append(len(here.events(ev.Said)))
                    box.start()
                until(lambda: len(here.events(ev.Said)) >= MANY, 60, "every answer")
                assert max(caught) < MANY, "it was in the middle"
                box.doveadm("mailbox", "update", "-u", user, "--uid-validity", "4711", "INBOX")
                box.deliver(user, answer(here.ours, "The last one.", MANY))
                until(lambda: len(here.events(ev.Said)) > MANY, 60, "the letter after all were read again")
                noted = store.settings.get_meta(rt.db, f"imap:{user}@127.0.0.1/INBOX")
                assert noted is not None and '"validity":4711' in noted
            told = [said.message_id for said in here.events(ev.Said)]
        assert sorted(told) == sorted(f"<svar-{n}@{SHOPPER}>" for n in range(MANY + 1)), "each once"


def test_our_own_process_killed_while_it_reads_loses_no_letter_and_repeats_none(
    tmp_path: Path, authority: trustme.CA
) -> None:
    with postmaster.dovecot(authority) as box:
        url, user, caught = f"sqlite:{tmp_path / 'shop.db'}", f"svar@{SHOP}", []
        with installation(url, policy=SETTINGS) as rt:
            here = World(box=box, rt=rt)
            fill(here, user)
            imap = mailbox(box, user)
            path = settings_file(
                tmp_path, url, inbound={"reply_address": user},
                imap={name: getattr(imap, name) for name in ("host", "port", "security", "user", "password")},
            )  # fmt: skip
            for share in (3, 0):
                command = [
                    sys.executable,
                    "-m",
                    "softsell.cli",
                    "-c",
                    str(path),
                    "serve",
                    "--no-worker",
                    "--port",
                    str(free()),
                ]
                running = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL)
                try:
                    aim = MANY // share if share else MANY - 1
                    until(lambda: len(here.events(ev.Said)) > aim, 60)  # noqa: B023
                finally:
                    running.kill()
                    running.wait(20)
                caught.append(len(here.events(ev.Said)))
            told = [said.message_id for said in here.events(ev.Said)]
        assert caught[0] < MANY, "it was in the middle"
        assert sorted(told) == sorted(f"<svar-{n}@{SHOPPER}>" for n in range(MANY)), "each once"


def fill(here: World, user: str) -> None:
    """Many answers to one letter of ours lie in the shop's mailbox."""
    caught: list[bytes] = []
    here.rt.mail = SimpleNamespace(send=lambda sender, to, raw, before_data: before_data() or caught.append(raw))
    here.rt.clock = Clock(due(here.rt, address=ANNA) + HOUR)
    assert deliver(here.rt, here.rt.clock()).sent == 1
    here.ours = message_from_bytes(caught[0])
    with smtplib.LMTP("127.0.0.1", here.box.lmtp) as door:
        for number in range(MANY):
            door.sendmail(ANNA, [user], answer(here.ours, f"Question {number}, please.", number))


class Stopping(Outbox):
    """The way out, and a Postfix that stands still in the middle of DATA and is killed there, as often as `times` says."""

    mta: Postfix
    times = 0

    def send(self, envelope_from: str, to: str, raw: bytes, *, before_data: Any = None) -> None:
        halted: list[int] = []

        def hook() -> None:
            if before_data is not None:
                before_data()
            if self.times > 0:
                self.times -= 1
                halted.extend(self.mta.processes("cleanup"))
                for pid in halted:  # nobody takes the letter from smtpd now, so its answer to the dot cannot come
                    os.kill(pid, signal.SIGSTOP)
                threading.Timer(1, self.mta.kill, ["smtpd"]).start()

        try:
            super().send(envelope_from, to, raw, before_data=hook)
        finally:
            for pid in halted:
                os.kill(pid, signal.SIGCONT)


def test_postfix_killed_before_the_dot_is_temporary_and_after_it_unsure_and_nothing_goes_twice(
    tmp_path: Path, authority: trustme.CA
) -> None:
    with world(tmp_path, authority, mail=Stopping) as here:
        way = here.rt.mail
        assert isinstance(way, Stopping)
        way.mta, way.times = here.mta, 1
        huge = b"Message-ID: <1@x.test>\r\n\r\n" + (b"y" * 70 + b"\r\n") * 100_000
        with pytest.raises(Undelivered, match="lost within the letter") as broken:
            way.send(f"endursent@{SHOP}", ANNA, huge)
        assert (broken.value.permanent, broken.value.unsure) == (False, False)
        way.send(f"endursent@{SHOP}", ANNA, huge)
        here.received(1)

        way.times = 1
        now = due(here.rt, address=ANNA)
        assert deliver(here.rt, now) == worker.Delivered(unsure=1)
        assert [one.status for one in found(here).letters] == ["unsure"]
        for hours in range(1, 30):
            assert deliver(here.rt, now + hours * HOUR) == worker.Delivered(), "it is not sent again"
        until(lambda: here.mta.waiting() == 0, what="the end of the queue")
        time.sleep(1)
        assert len(here.letters()) in (1, 2), "the unsure one came once or not at all"


def test_a_mail_server_that_is_away_costs_time_and_no_letter(tmp_path: Path, authority: trustme.CA) -> None:
    with world(tmp_path, authority) as here:
        now = due(here.rt, address=ANNA)
        here.mta.stop()
        assert deliver(here.rt, now) == worker.Delivered(put_off=1)
        here.mta.start()
        assert deliver(here.rt, now + HOUR) == worker.Delivered(sent=1)
        here.received(1)


def rounds(here: World, now: datetime) -> worker.Delivered:
    """A round without the guard, which a no in so few letters would wake: the no itself is to hold."""
    store.drain(here.rt.db, here.rt.shop(), now)
    return worker.deliver(here.rt, here.rt.shop(), now)


def found(here: World) -> Any:
    return store.desk.shopper(here.rt.db, here.rt.config.shop.id, key("1"))
