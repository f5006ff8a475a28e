"""Letters that do harm stop by themselves, and go on only when a person says so."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from softsell import guard, serve, store
from softsell.core import events as ev
from softsell.core.effects import Ask
from softsell.core.identity import Arrival, Who
from softsell.core.step import due
from softsell.demo import month
from softsell.mail.catcher import Catcher
from softsell.mail.smtp import Outbox
from softsell.store import desk, history, settings
from softsell.worker import Runtime, turn

START = datetime(2026, 10, 1, 8, tzinfo=UTC)


def shoppers(rt: Runtime, first: int, many: int, at: datetime) -> None:
    consent = ev.Consent("consent", at, "May we write?", "checkout")
    for n in range(first, first + many):
        who = Who(user_id=f"u{n}", address=f"u{n}@mail.example")
        named = ev.Identified(id=f"i{n}", at=at, name="Anna", address=who.address, language="is", consent=consent)
        added = ev.Added(id=f"a{n}", at=at, line=ev.Line("p", 1, "Peysa", 9900, "ISK"), cart_id=f"c{n}")
        store.append(rt.db, month.SHOP, [Arrival(who, named, at), Arrival(who, added, at)])


def letters(rt: Runtime, until: datetime) -> int:
    now = rt.clock()
    while now < until:
        now += timedelta(hours=2)
        turn(rt, now)
    return sum(1 for row in history.finished(rt.db, month.SHOP, "Ask", START) if row[4] == "sent")


def test_two_complaints_pause_the_letters_until_a_person_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'guard.db'}"
    serve.create(url).close()
    db = store.open_ready(url)
    settings.save_policy(db, month.SHOP, month.policy(START), "test", START)
    with Catcher(keep=lambda raw: None) as catcher, Outbox(catcher.host, catcher.port) as mail:
        rt = Runtime(month.config(url, "secret " * 8), db, lambda: START, mail)
        shoppers(rt, 0, 30, START)
        sent = letters(rt, START + timedelta(days=3))
        assert sent > 20
        written = [row for row in history.finished(db, month.SHOP, "Ask", START) if row[4] == "sent"]
        at = START + timedelta(days=3)
        for _, effect_id, key, effect, _ in written[:2]:
            assert isinstance(effect, Ask)
            store.append_to(db, month.SHOP, key, ev.Complained(id=f"no:{key}", at=at, effect=effect_id), at)
        shoppers(rt, 100, 10, at)
        rt.clock = lambda: at
        assert letters(rt, at + timedelta(days=3)) == sent
        assert rt.shop().policy.paused
        assert guard.stopped_by(db, month.SHOP) == "complaints"
        assert settings.policies(db, month.SHOP)[0].by == "guardrail: complaints"

        later = at + timedelta(days=3)
        saved = settings.load_policy(db, month.SHOP)
        assert saved is not None
        settings.save_policy(db, month.SHOP, replace(saved, paused=False), "Anna", later)
        guard.resume(db, month.SHOP, later)
        rt.clock = lambda: later
        assert letters(rt, later + timedelta(days=2)) > sent, "the letters were moved, not lost"
        assert not rt.shop().policy.paused
        one = desk.shopper(db, month.SHOP, written[2][2])
        assert one is not None
        assert due(rt.shop(), one) is not None
    db.close()


def test_a_refusal_for_reputation_pauses_the_letters_with_the_next_round(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'guard.db'}"
    serve.create(url).close()
    db = store.open_ready(url)
    settings.save_policy(db, month.SHOP, month.policy(START), "test", START)
    assert guard.watch(db, month.SHOP, START) is None
    for n, reason in enumerate(("full", "policy", "no-user", "policy", "reputation")):
        bounced = ev.Bounced(id=f"b{n}", at=START, effect=f"e{n}", permanent=False, reason=reason)
        who = Who(user_id=f"u{n}", address=f"u{n}@mail.example")
        store.append(db, month.SHOP, [Arrival(who, ev.Identified(id=f"i{n}", at=START), START)])
        store.append(db, month.SHOP, [Arrival(who, bounced, START)])
        guard.heard(db, month.SHOP, bounced)
        stopped = guard.watch(db, month.SHOP, START + timedelta(minutes=n))
        assert (stopped is not None) == (reason == "reputation"), reason
    assert guard.stopped_by(db, month.SHOP) == "reputation"
    saved = settings.load_policy(db, month.SHOP)
    assert saved is not None and saved.paused
    db.close()
