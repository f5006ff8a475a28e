"""Several letters in hand at once: none goes out twice, each domain at its own pace, and one shopper's in their order."""

import socket
import threading
import time
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import dkim
import pytest
from msgspec.structs import replace
from top_world import DAY, SHOP, START, asks, deliver, installation, leave_a_cart, new_url, scripted

from softsell import config, delivery, store, worker
from softsell.delivery import Ended, Roads
from softsell.mail.pace import Limits
from softsell.mail.sign import new_key, private_key, record
from softsell.mail.smtp import Outbox
from softsell.worker import Runtime

SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_url(request.param, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return new_url("sqlite", tmp_path)


def waiting(rt: Runtime, letters: int, domains: tuple[str, ...] = ("mail.is",)) -> datetime:
    """So many letters wait, to the domains in turn; the time then."""
    for n in range(letters):
        leave_a_cart(rt, str(n), f"{n}@{domains[n % len(domains)]}", cart=f"c{n}")
    store.drain(rt.db, rt.shop(), START)
    store.drain(rt.db, rt.shop(), START + DAY)
    return START + DAY


def ended(rt: Runtime) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, status, _ in asks(rt):
        found[status] = found.get(status, 0) + 1
    return found


def addressees(letters: list[bytes]) -> list[str]:
    return [str(message_from_bytes(raw)["To"]) for raw in letters]


def test_many_hands_deliver_each_letter_once(url: str) -> None:
    with scripted() as (server, mail), installation(url, mail) as rt:
        now = waiting(rt, 30)
        assert deliver(rt, now).sent == 30
        assert deliver(rt, now) == worker.Delivered()
        assert sorted(addressees(server.letters)) == sorted(f"{n}@mail.is" for n in range(30))
        assert len({message_from_bytes(raw)["Message-ID"] for raw in server.letters}) == 30


def test_hands_work_at_the_same_time_and_never_more_than_there_are(file: str) -> None:
    """Each letter's dot waits until four are at it; a fifth never comes."""
    inside, most, lock = [0], [0], threading.Lock()
    together = threading.Barrier(4, timeout=20)

    def before(step: str) -> None:
        if step == "DATA":
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            together.wait()
            with lock:
                inside[0] -= 1

    with scripted(before) as (_, mail), installation(file, mail) as rt:
        now = waiting(rt, 8)
        assert deliver(rt, now).sent == 8
        assert most == [4]


def test_with_many_hands_what_ends_in_doubt_is_never_sent_again(url: str) -> None:
    answers = [answer for _ in range(10) for answer in ("250 ok", "drop", "451 4.3.0 not now")]
    with scripted(dot=[*answers, "250 ok"]) as (server, mail), installation(url, mail) as rt:
        now = waiting(rt, 24)
        first = deliver(rt, now)
        assert first.sent + first.unsure + first.put_off == 24
        assert (first.sent, first.unsure, first.put_off) == (8, 8, 8)
        doubtful = "SELECT id, attempts FROM effects WHERE status = 'unsure' ORDER BY id"
        unsure = _rows(rt, doubtful)
        assert [attempts for _, attempts in unsure] == [1] * 8
        for hours in range(1, 12):
            deliver(rt, now + timedelta(hours=hours))
            assert set(unsure) <= set(_rows(rt, doubtful)), "they are as they were"
            unsure = _rows(rt, doubtful)
        assert ended(rt)["unsure"] + ended(rt)["sent"] == 24
        assert server.commands.count("dot") == 24 + sum(
            row[0] - 1 for row in _rows(rt, "SELECT attempts FROM effects WHERE kind = 'Ask'")
        ), "one dot for each attempt"
        sent = addressees(server.letters)
        assert len(sent) == len(set(sent)) == ended(rt)["sent"]


def _rows(rt: Runtime, words: str) -> list[Any]:
    with rt.db.read() as tx:
        return [tuple(row) for row in tx._cursor.execute(words).fetchall()]


def test_two_workers_with_many_hands_deliver_each_letter_once(url: str) -> None:
    with scripted() as (server, mail), installation(url, mail) as rt:
        now = waiting(rt, 40)
        with closing(store.open(url)) as db:
            other = Runtime(rt.config, db, rt.clock, mail, "other")
            both = [threading.Thread(target=worker.turn, args=(one, now)) for one in (rt, other)]
            for thread in both:
                thread.start()
            for thread in both:
                thread.join(60)
        assert ended(rt) == {"sent": 40}
        assert sorted(addressees(server.letters)) == sorted(f"{n}@mail.is" for n in range(40))


def test_a_domain_that_asks_for_patience_waits_and_the_others_go_on(file: str) -> None:
    slowly = scripted(RCPT=["421 4.7.0 not so fast", "250 ok"])
    with slowly as (server, mail), installation(file, mail, smtp=config.Smtp(connections=1)) as rt:
        now = waiting(rt, 12, ("slow.is", "mail.is"))
        done = deliver(rt, now)
        slow = "slow.is" if len([a for a in addressees(server.letters) if a.endswith("@mail.is")]) == 6 else "mail.is"
        assert done.sent == 6
        assert done.put_off == 1, "the one that was refused; the others were not tried"
        assert not any(to.endswith(f"@{slow}") for to in addressees(server.letters))
        assert sorted(_rows(rt, "SELECT attempts FROM effects WHERE kind = 'Ask' AND status = 'pending'")) == [
            (0,), (0,), (0,), (0,), (0,), (1,),
        ]  # fmt: skip
        assert deliver(rt, now + 30 * SECOND) == worker.Delivered()
        for minutes in range(2, 30):
            deliver(rt, now + timedelta(minutes=minutes))
        assert ended(rt) == {"sent": 12}
        assert sorted(addressees(server.letters)) == sorted(f"{n}@{('slow.is', 'mail.is')[n % 2]}" for n in range(12))
        deliver(rt, now + timedelta(hours=2))
        assert len(rt.roads) == 0, "what is at rest is forgotten"


def test_letters_over_a_domains_limit_wait_their_turn_and_are_not_counted_as_tried(file: str) -> None:
    smtp = config.Smtp(per_domain_per_minute=12)
    with scripted() as (server, mail), installation(file, mail, smtp=smtp) as rt:
        now = waiting(rt, 20, ("mail.is", "mail.is", "mail.is", "mail.is", "small.is"))
        assert deliver(rt, now).sent == 2 + 2, "a sixth of a minute's letters to each domain"
        sent = [deliver(rt, now + n * 2 * SECOND).sent for n in range(1, 120)]
        assert sum(sent) == 16
        assert max(sum(sent[n : n + 29]) for n in range(len(sent))) <= 24
        assert ended(rt) == {"sent": 20}
        assert set(_rows(rt, "SELECT attempts FROM effects WHERE kind = 'Ask'")) == {(1,)}
        assert len(set(addressees(server.letters))) == 20


def test_so_many_letters_at_once_to_one_domain_and_no_more(file: str) -> None:
    inside, most, lock = [0], [0], threading.Lock()

    def before(step: str) -> None:
        if step == "DATA":
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            time.sleep(0.02)
            with lock:
                inside[0] -= 1

    with scripted(before) as (server, mail), installation(file, mail, smtp=config.Smtp(per_domain_connections=2)) as rt:
        now = waiting(rt, 12)
        for n in range(20):
            deliver(rt, now + n * 2 * SECOND)
        assert ended(rt) == {"sent": 12}
        assert most[0] <= 2
        assert len(set(addressees(server.letters))) == 12


def test_a_mail_server_that_is_away_is_not_asked_for_every_letter(file: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Outbox("127.0.0.1", port, timeout=1, helo="test") as mail, installation(file, mail) as rt:
        done = deliver(rt, waiting(rt, 30))
        assert done.sent == 0
        assert 1 <= done.put_off <= 4, "one for each hand; then nothing is tried for a minute"
        assert ended(rt) == {"pending": 30}
        assert sum(row[0] for row in _rows(rt, "SELECT attempts FROM effects WHERE kind = 'Ask'")) == done.put_off


def test_letters_to_one_shopper_go_one_after_the_other(file: str) -> None:
    begun: list[str] = []
    with scripted() as (_, mail), installation(file, mail, sample=True) as rt:
        now = waiting(rt, 1)
        claimed = store.claim(rt.db, rt.shop(), now, "w", look=lambda *_: None)
        assert isinstance(claimed, store.Claimed)
        queue = [replace(claimed, effect_id=f"{n}") for n in range(6)]
        inside: list[str] = []

        def send(one: store.Claimed) -> Ended:
            assert inside == []
            inside.append(one.effect_id)
            time.sleep(0.005)
            begun.append(one.effect_id)
            inside.remove(one.effect_id)
            return Ended("sent")

        counts = delivery.deliver(
            Roads(Limits()), 4, now, 100, claim=lambda: queue.pop(0) if queue else None, catch_up=print, send=send
        )
        assert counts == {"sent": 6}
        assert begun == [str(n) for n in range(6)]


def test_a_letter_leaves_signed_by_the_shop_and_names_itself_to_whoever_cannot_deliver_it(file: str) -> None:
    key = new_key("rsa")
    dkim_settings = config.Dkim(selector="s1", key=key)
    inbound = config.Inbound(reply_address="svar@garn.is", bounce_address="skopp@garn.is")
    with scripted() as (server, mail), installation(file, mail, dkim=dkim_settings, inbound=inbound) as rt:
        assert deliver(rt, waiting(rt, 1)).sent == 1
        raw = server.letters[0].replace(b"\r\n..", b"\r\n.")
        names: list[bytes] = []

        def dns(name: bytes, timeout: int = 5) -> bytes:
            names.append(name)
            return record(private_key(key)).encode()

        assert dkim.DKIM(raw).verify(dnsfunc=dns)
        sender = str(message_from_bytes(raw)["From"]).rpartition("@")[2].strip(">")
        assert names == [f"s1._domainkey.{sender}.".encode()]
        signed = raw.partition(b"\r\nFrom:")[0]
        for header in (b"List-Unsubscribe:", b"List-Unsubscribe-Post:", b"Feedback-ID:"):
            assert signed.count(header) == 2 or header == b"List-Unsubscribe:"
        assert message_from_bytes(raw)["Feedback-ID"] == f"1:{SHOP}:ask:softsell"


def test_a_key_that_cannot_sign_stops_at_the_start(file: str) -> None:
    with pytest.raises(Exception, match="no private key"), installation(file, dkim=config.Dkim(selector="s", key="x")):
        pass


def test_a_hand_that_fails_is_heard_of_and_leaves_no_place_taken(file: str) -> None:
    roads = Roads(Limits(connections=2))
    with scripted() as (_, mail), installation(file, mail) as rt:
        now = waiting(rt, 1)
        claimed = store.claim(rt.db, rt.shop(), now, "w", look=lambda *_: None)
        assert isinstance(claimed, store.Claimed)
        people = [replace(claimed, shopper=replace(claimed.shopper, key=f"u{n}")) for n in range(3)]
        ends: list[str] = []

        def send(one: store.Claimed) -> Ended:
            if one.shopper.key == "u1":
                raise OSError("the disk is full")
            ends.append(one.shopper.key)
            return Ended("sent")

        with pytest.raises(OSError, match="the disk is full"):
            delivery.deliver(
                roads, 4, now, 100, claim=lambda: people.pop(0) if people else None, catch_up=print, send=send
            )
        assert "u0" in ends
        assert len(roads) == 0
