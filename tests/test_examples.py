"""The examples run as they are shown, and the core in a plain keyed fold decides as it does on the database."""

import importlib.util
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import ModuleType

import pytest
import uvicorn

from softsell import config, serve, store
from softsell.advise import answer, catalogue
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.core.shop import Jurisdiction, Policy, Shop
from softsell.web.app import build
from softsell.worker import Runtime, system_clock

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SHOP = Shop(
    id="fold",
    policy=Policy(
        opens=time(0, 0), closes=time(23, 59), wait_hours=5, holdout=0.5, sundays=True,
        jurisdictions=(Jurisdiction("is", ("IS",), ("consent", "service_error")),),
    ),
    catalogue=catalogue.empty(),
    knowledge=answer.empty(),
)  # fmt: skip


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def log() -> list[Arrival]:
    """Twelve people with devices, logins, carts, refused payments, orders and words, in the order of arrival."""
    found = []
    for n in range(240):
        at, person = START + timedelta(minutes=37 * n), n * 7 % 12
        consent = ev.Consent("consent", at, "Já, takk", "checkout") if person % 3 else None
        line = ev.Line(f"p{n % 5}", 1, "Peysa", 12900, "ISK")
        told: ev.Event
        match n % 8:
            case 0 | 1 | 2 | 3:
                told = ev.Added(id=f"e{n}", at=at, line=line, cart_id=f"c{person}")
            case 4:
                told = ev.Identified(id=f"e{n}", at=at, address=f"a{person}@verslun.is", country="IS", consent=consent)
            case 5:
                told = ev.PaymentFailed(id=f"e{n}", at=at, cart_id=f"c{person}", reason="declined")
            case 6 if n % 3 == 0:
                told = ev.Ordered(id=f"e{n}", at=at, order_id=f"o{n}", total=12900, currency="ISK", lines=(line,))
            case _:
                told = ev.Said(id=f"e{n}", at=at, text="Hvað kostar sendingin?" if n % 2 else "Nei takk")
        user = f"u{person}" if n % 8 > 3 or n % 5 == 0 else ""
        found.append(Arrival(Who(user_id=user, anonymous_id=f"d{person}"), told, at))
    return found


def test_the_fold_prints_its_letters_and_the_same_digest_each_time() -> None:
    command = [sys.executable, str(EXAMPLES / "fold.py"), str(EXAMPLES / "events.jsonl")]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert first == second
    assert "service" in first and "on the ground of consent" in first
    assert "11 events" in first and "digest " in first
    assert "c2" not in first and "c3" not in first  # the one was bought, the other person said no


def test_the_fold_decides_what_the_database_decides(tmp_path: Path) -> None:
    """The same log on SQLite, with the worker looking at every arrival and at every time that `due` named."""
    fold, arrivals, settle = example("fold"), log(), timedelta(days=20)
    operator = fold.Operator(SHOP, lambda name, key, effect, now: None)  # nothing is delivered on either side
    fold.run(operator, arrivals, settle)
    db = serve.create(f"sqlite:{tmp_path / 'fold.db'}")
    try:
        wakes = sorted(set(operator.woken))
        for arrival in arrivals:
            while wakes and wakes[0] < arrival.received:
                store.drain(db, SHOP, wakes.pop(0))
            store.append(db, SHOP.id, [arrival])
            store.drain(db, SHOP, arrival.received)
        for at in wakes:
            store.drain(db, SHOP, at)
        assert operator.digest() == store.digest(db, SHOP.id)
    finally:
        db.close()
    kinds = {type(effect).__name__ for effect in operator.effects.values()}
    assert {"Ask", "Say", "Assigned", "Forward", "HandOver"} <= kinds  # the log says something


@contextmanager
def door(tmp_path: Path) -> Iterator[tuple[str, Runtime]]:
    """A whole installation that answers on a port of its own."""
    port = serve.free_port("127.0.0.1", 0)
    url = f"sqlite:{tmp_path / 'door.db'}"
    settings = config.Config(
        secret="s" * 40,
        server=config.Server(port=port, public_url=f"http://127.0.0.1:{port}"),
        database=config.DatabaseSettings(url),
        shop=config.ShopSettings(id="main", write_key="a-key"),
    )
    db = serve.create(url)
    rt = Runtime(settings, db, system_clock)
    server = uvicorn.Server(uvicorn.Config(build(rt), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        for _ in range(400):
            if server.started:
                break
            thread.join(0.025)
        yield f"http://127.0.0.1:{port}", rt
    finally:
        server.should_exit = True
        thread.join(20)
        db.close()


def test_a_shop_can_tell_its_events_with_the_standard_library_alone(tmp_path: Path) -> None:
    send = example("send")
    with door(tmp_path) as (address, rt):
        calls = send.visit("anna", "device-1")
        assert send.send(address, "a-key", calls) == {"success": True}
        assert send.send(address, "a-key", calls) == {"success": True}  # the same messageIds are the same events
        refused = send.send(address, "another-key", calls)
        assert refused["success"] is False and refused["error"]["field"] == "writeKey"
        now = datetime.now(UTC)
        assert store.drain(rt.db, rt.shop(), now).failed == 0
        with rt.db.read() as tx:
            found = tx.all("events-of-shop", "main", 0, 100)
        kinds = [ev.decode(row[3]).__class__.__name__ for row in found]
        assert kinds.count("Added") == 1 and kinds.count("CheckoutStarted") == 1 and "Identified" in kinds


@pytest.mark.parametrize("arguments", [[], ["one"]])
def test_the_examples_say_how_they_are_used(arguments: list[str]) -> None:
    for name in ("fold.py", "send.py"):
        if name == "fold.py" and arguments:
            continue
        asked = subprocess.run([sys.executable, str(EXAMPLES / name), *arguments], capture_output=True, text=True)
        assert asked.returncode != 0 and "usage:" in asked.stderr
