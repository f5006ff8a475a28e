"""The worker between a real database and a real mail server: what is sent, what is kept back, and what is answered."""

import subprocess
import sys
import time as wall
from collections import Counter
from datetime import UTC, datetime
from datetime import time as clock_time
from email import message_from_bytes
from pathlib import Path

import pytest
from msgspec.structs import replace
from top_world import (
    DAY,
    HOUR,
    MINUTE,
    POLICY,
    SHOP,
    SOCKS,
    START,
    Clock,
    asks,
    catching,
    deliver,
    due,
    environment,
    guest,
    installation,
    kept,
    key,
    leave_a_cart,
    letter_state,
    new_url,
    scripted,
    settings_file,
)

from softsell import config, serve, store, worker
from softsell.advise.catalogue import build
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.core.shop import Policy
from softsell.mail.catcher import Catcher
from softsell.worker import Runtime


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_url(request.param, tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return new_url("sqlite", tmp_path)


# -- what goes out, and what does not ------------------------------------------------------------------------------------


def test_a_letter_is_sent_once_and_kept_as_it_was(url: str) -> None:
    with catching(url) as (rt, caught):
        now = due(rt)
        assert deliver(rt, now).sent == 1
        assert deliver(rt, now + HOUR) == worker.Delivered()
        assert letter_state(rt, key("1")) == ["sent"]
        (raw,) = caught
        message = message_from_bytes(raw)
        row = store.desk.letter_of_message(rt.db, str(message["Message-ID"]))
        assert row is not None
        assert (row.key, row.status) == (key("1"), "sent")
        assert message["To"] == "1@mail.is"
        subject, text = kept(rt)[0]
        assert message["Subject"] == subject
        assert "Ullarsokkar" in text


def test_the_held_out_are_written_to_and_never_sent_to(url: str) -> None:
    with catching(url, replace(POLICY, holdout=1.0)) as (rt, caught):
        assert deliver(rt, due(rt)).ghosted == 1
        assert caught == []
        assert letter_state(rt, key("1")) == ["ghosted"]
        assert [row[1] for row in asks(rt)] == ["ghosted"]


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        (replace(POLICY, name="Hurry! Only 2 left in stock"), SOCKS),
        (POLICY, replace(SOCKS, name="LAST CHANCE! Only 2 left, buy now")),
        (POLICY, replace(SOCKS, name="Síðasti séns! Aðeins 2 eftir")),
    ],
    ids=["shop", "product", "product in Icelandic"],
)
def test_a_text_with_pressure_in_it_is_held_for_a_person(policy: Policy, line: ev.Line, file: str) -> None:
    with catching(file, policy) as (rt, caught):
        now = due(rt, line=line, language="is" if "séns" in line.name else "en")
        assert deliver(rt, now).held == 1
        assert deliver(rt, now + DAY) == worker.Delivered()
        assert caught == []
        (shown,) = store.desk.held(rt.db, SHOP)
        (told,) = [e.event for e in store.history.events(rt.db, SHOP) if isinstance(e.event, ev.Held)]
        assert told.rule
        assert told.text in kept(rt)[0][1]
        assert shown.detail.startswith(f"{told.rule}: ")
        assert letter_state(rt, key("1")) == ["held"]


def test_a_held_letter_that_a_person_lets_go_is_sent(file: str) -> None:
    with catching(file) as (rt, caught):
        now = due(rt)
        claimed = store.claim(rt.db, rt.shop(), now, "w", look=lambda *_: None)
        assert isinstance(claimed, store.Claimed)
        held = ev.Held(id="held", at=now, effect=claimed.effect_id, rule="a rule that was mended since")
        assert store.finish(rt.db, claimed.effect_id, "held", held, now)
        assert deliver(rt, now + MINUTE) == worker.Delivered()
        assert letter_state(rt, key("1")) == ["held"]
        assert store.mark(rt.db, claimed.effect_id, "pending", now + HOUR)
        assert deliver(rt, now + HOUR).sent == 1
        assert letter_state(rt, key("1")) == ["sent"]
        assert len(caught) == 1


def test_without_a_mail_server_letters_wait(file: str) -> None:
    with installation(file) as rt:
        now = due(rt)
        assert deliver(rt, now).put_off == 1
        assert deliver(rt, now + MINUTE) == worker.Delivered()
    with catching(file) as (rt, caught):
        assert deliver(rt, now + HOUR).sent == 1
        assert len(caught) == 1


# -- a mail server that misbehaves ---------------------------------------------------------------------------------------


def test_a_refusal_for_now_is_put_off_and_tried_again(url: str) -> None:
    with scripted(RCPT=["450 4.2.1 later", "452 busy", "250 ok"]) as (server, mail), installation(url, mail) as rt:
        now = due(rt)
        assert deliver(rt, now).put_off == 1
        assert deliver(rt, now + 4 * MINUTE) == worker.Delivered()
        assert deliver(rt, now + 5 * MINUTE).put_off == 1
        assert deliver(rt, now + 19 * MINUTE) == worker.Delivered()
        assert deliver(rt, now + 20 * MINUTE).sent == 1
        assert len(server.letters) == 1
        assert letter_state(rt, key("1")) == ["sent"]


def test_a_server_that_says_later_for_ever_is_believed_in_the_end(file: str) -> None:
    with scripted(MAIL="451 later") as (server, mail), installation(file, mail, replace(POLICY, drop_hours=999)) as rt:
        now, rounds = due(rt), Counter[str]()
        for _ in range(40):
            done = deliver(rt, now)
            rounds.update(put_off=done.put_off, failed=done.failed)
            now += HOUR
        assert rounds == {"put_off": worker.ATTEMPTS - 1, "failed": 1}
        assert server.letters == []
        assert letter_state(rt, key("1")) == ["bounced"]
        assert store.desk.shopper(rt.db, SHOP, key("1")).suppressed == "", "nobody said that the address is dead"


@pytest.mark.parametrize(("step", "theirs"), [("RCPT", True), ("dot", True), ("MAIL", False), ("DATA", False)])
def test_a_refusal_for_good_is_final_and_only_the_addressees_suppresses(step: str, theirs: bool, file: str) -> None:
    with scripted(**{step: "550 5.1.1 no"}) as (server, mail), installation(file, mail) as rt:
        now = due(rt)
        assert deliver(rt, now).failed == 1
        deliver(rt, now + DAY)
        assert server.letters == []
        assert server.commands.count("MAIL") == 1
        assert [row[1] for row in asks(rt)] == ["failed"]
        found = store.desk.shopper(rt.db, SHOP, key("1"))
        assert found is not None
        assert found.suppressed == ("bounced" if theirs else "")
        leave_a_cart(rt, "1", cart="c2", at=now + 3 * DAY)
        deliver(rt, now + 3 * DAY)
        deliver(rt, now + 4 * DAY)
        assert len(asks(rt)) == (1 if theirs else 2)


def test_what_may_have_gone_out_is_never_sent_again(url: str) -> None:
    with scripted(dot=["drop", "250 ok"]) as (server, mail), installation(url, mail) as rt:
        now = due(rt)
        assert deliver(rt, now).unsure == 1
        for days in range(8):
            assert deliver(rt, now + days * DAY) == worker.Delivered()
        assert server.commands.count("dot") == 1
        assert letter_state(rt, key("1")) == ["unsure"]
        leave_a_cart(rt, "2", at=now + 8 * DAY)
        deliver(rt, now + 8 * DAY)
        assert deliver(rt, now + 9 * DAY).sent == 1, "the next letter goes out on another line"


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_what_is_withdrawn_before_the_letter_is_handed_over_is_not_sent(step: str, url: str) -> None:
    bought: list[Runtime] = []

    def buy(at_step: str) -> None:
        if at_step == step and bought:
            rt = bought.pop()
            order = ev.Ordered(id="o", at=rt.clock(), order_id="o", total=2990, currency="ISK", lines=(SOCKS,))
            store.append(rt.db, SHOP, [Arrival(Who(user_id="1"), order, rt.clock())])
            store.drain(rt.db, rt.shop(), rt.clock())

    with scripted(buy) as (server, mail), installation(url, mail, clock=Clock(START + DAY)) as rt:
        now = due(rt)
        bought.append(rt)
        assert deliver(rt, now).sent == 0
        deliver(rt, now + HOUR)
        assert bought == []
        assert "DATA" not in server.commands
        assert asks(rt) == [(key("1"), "withdrawn", "bought")]
        assert letter_state(rt, key("1")) == ["withdrawn"]


# -- many workers --------------------------------------------------------------------------------------------------------


def test_two_workers_send_two_hundred_letters_once_each(url: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    always = replace(
        POLICY,
        installed_at=now - 60 * DAY,
        closes=clock_time.max,
        holidays={"IS": ()},
        drop_hours=24 * 30,
        wait_hours=2,
    )
    people = {f"{n}@mail.is" for n in range(200)}
    caught: list[bytes] = []
    with installation(url, policy=always) as rt:
        for n in range(200):
            leave_a_cart(rt, str(n), at=now - 27 * HOUR)
    with Catcher(keep=caught.append) as catcher:
        smtp = {"host": "127.0.0.1", "port": catcher.port, "security": "none"}
        public = {"public_url": "https://garn.is"}
        path = settings_file(tmp_path, url, smtp=smtp, server=public, inbound={"reply_address": "svar@garn.is"})
        command = [sys.executable, "-m", "softsell.cli", "-c", str(path), "work", "--once"]
        both = [
            subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    reached = Counter(str(message_from_bytes(raw)["To"]) for raw in caught)
    assert set(reached) == people, "none is lost"
    assert set(reached.values()) == {1}, "none is sent twice"
    with installation(url, policy=always) as rt:
        store.drain(rt.db, rt.shop(), datetime.now(UTC))
        assert Counter(row[1] for row in asks(rt)) == {"sent": 200}
        assert {letter_state(rt, key(str(n)))[0] for n in range(200)} == {"sent"}


def test_a_worker_at_work_is_woken_by_a_poke_and_survives_a_bad_round(
    file: str, caplog: pytest.LogCaptureFixture
) -> None:
    with catching(file) as (rt, caught):
        now = due(rt)
        moods = iter([True, False])

        def clock() -> datetime:
            if next(moods, False):
                raise OSError("the disk is full")
            return now

        rt.clock = clock
        rt.config = replace(rt.config, worker=config.WorkerSettings(interval_seconds=30))
        with serve.working(rt) as thread:
            until = wall.monotonic() + 20
            while not caught and wall.monotonic() < until:
                rt.poke.set()
                wall.sleep(0.05)
        assert not thread.is_alive()
        assert len(caught) == 1
        assert "a round failed" in caplog.text


# -- the last look -------------------------------------------------------------------------------------------------------


def test_a_letter_with_yesterdays_price_is_written_anew(file: str) -> None:
    with catching(file, sample=True) as (rt, caught):
        shop = rt.shop()
        product = shop.catalogue.products[0]
        now = due(rt, line=ev.Line(product.id, 1, "", product.price, product.currency))
        dearer = replace(product, price=product.price + 500)
        catalogue = build((dearer, *shop.catalogue.products[1:]), tuple(shop.catalogue.facets.values()))
        rt._shop = replace(shop, catalogue=catalogue)
        assert deliver(rt, now).sent == 0
        assert asks(rt) == [(key("1"), "skipped", "changed"), (key("1"), "pending", "")]
        assert deliver(rt, now + MINUTE).sent == 1
        assert f"{dearer.price:,}" in kept(rt)[0][1]
        assert len(caught) == 1


def test_an_order_under_another_key_with_the_same_address_stops_the_letter(url: str) -> None:
    with catching(url) as (rt, caught):
        now = due(rt, address="anna@mail.is")
        order = ev.Ordered(id="o", at=now - HOUR, order_id="o", total=1, currency="ISK")
        guest(rt, "phone", "Anna@mail.is", now, order)
        assert deliver(rt, now) == worker.Delivered()
        assert caught == []
        assert asks(rt) == [(key("1"), "skipped", "bought")]
        assert deliver(rt, now + 3 * DAY) == worker.Delivered()


def test_the_caps_hold_over_every_key_with_the_same_address(url: str) -> None:
    with catching(url) as (rt, caught):
        consent = ev.Consent("consent", START, "May we?", "checkout")
        for device in ("phone", "desk"):
            added = ev.Added(id=f"{device}-added", at=START, line=SOCKS, cart_id=device)
            agreed = ev.Identified(id=f"{device}-agreed", at=START, consent=consent)
            guest(rt, device, "anna@mail.is", START, agreed, added)
        deliver(rt, START)
        assert deliver(rt, START + DAY).sent == 1
        assert sorted(row[1:] for row in asks(rt)) == [("sent", ""), ("skipped", "cap")]
        assert deliver(rt, START + DAY + 11 * HOUR) == worker.Delivered()
        deliver(rt, START + 2 * DAY + 12 * HOUR)
        assert [raw for raw in caught if b"anna@mail.is" in raw] == caught
        assert len(caught) == 2, "deferred is not dropped"


def test_a_worker_does_not_rest_while_letters_wait(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ROUND", 5)
    with catching(file) as (rt, caught):
        for n in range(23):
            leave_a_cart(rt, str(n))
        store.drain(rt.db, rt.shop(), START)
        rt.clock = Clock(START + DAY)
        rt.config = replace(rt.config, worker=config.WorkerSettings(interval_seconds=600))
        with serve.working(rt):
            until = wall.monotonic() + 20
            while len(caught) < 23 and wall.monotonic() < until:
                wall.sleep(0.02)
        assert len(caught) == 23
