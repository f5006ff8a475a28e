"""What the commands do with a shop: bring things in, hand out what is kept about a person, and forget it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from top_world import DAY, HOUR, SHOP, START, Clock, asks, deliver, due, installation, key, leave_a_cart, refused, run

from softsell import commands, load, store
from softsell import config as configs
from softsell.config import Config
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.errors import BadRequest, ConfigError
from softsell.store import history, person, settings
from softsell.worker import Runtime


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A fresh shop, as `init` makes it, that is switched on and writes at any hour."""
    commands.initialise(tmp_path / "shop")
    found = configs.load(tmp_path / "shop" / "softsell.toml", {})
    db = store.open_ready(found.database.url)
    saved = settings.load_policy(db, SHOP)
    assert saved is not None
    assert saved.paused
    on = replace(saved, paused=False, sundays=True, wait_hours=2, drop_hours=24 * 365 * 3)
    settings.save_policy(db, SHOP, on, "test", START)
    db.close()
    return found


def call(kind: str, user: str, at: datetime, **fields: object) -> str:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return json.dumps({"type": kind, "userId": user, "timestamp": stamp, "receivedAt": stamp, **fields})


def left(user: str, at: datetime) -> list[str]:
    """The calls of a person who agreed to letters and left a cart."""
    product = {"cart_id": f"c-{user}", "product_id": "socks", "name": "Sokkar", "price": 2990, "quantity": 1}
    traits = {"email": f"{user}@mail.is", "marketing_consent": True}
    return [
        call("identify", user, at, messageId=f"{user}-i", traits=traits),
        call("track", user, at + HOUR, messageId=f"{user}-a", event="Product Added", properties=product),
    ]


def test_old_events_never_cause_a_letter(tmp_path: Path, config: Config) -> None:
    now = datetime.now(START.tzinfo)
    log = tmp_path / "old.jsonl"
    lines = [line for n in range(500) for line in left(f"old{n}", now - timedelta(days=1, minutes=n))]
    lines += left("young", now + HOUR)
    log.write_text("\n".join(lines), "utf-8")
    assert commands.import_file(config, log, None).startswith(f"{log}: 1002 events taken, 0 known before, 0 dropped")
    db = store.open_ready(config.database.url)
    try:
        saved = settings.load_policy(db, SHOP)
        assert saved is not None
        shop = load.shop(SHOP, saved, None, None, now.year)
        for hours in range(0, 40 * 24, 5):  # at every time of day, so that some rounds fall into open hours
            store.drain(db, shop, now + hours * HOUR)
        people = list(history.shoppers(db, SHOP))
        asked = {key for key, s in ((s.key, s) for s in people) if s.letters}
    finally:
        db.close()
    assert len(people) == 501
    assert asked == {key("young")}, "a cart left after the installation is asked about; no old one is"
    reasons = {o.reason for s in people if s.key != key("young") for o in s.outlooks}
    assert reasons == {"before_installation"}


def test_bringing_a_log_in_twice_changes_nothing(tmp_path: Path, config: Config) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(left("1", START) + left("2", START)), "utf-8")
    assert "4 events taken, 0 known before" in commands.import_file(config, log, "events")
    db = store.open_ready(config.database.url)
    before = store.digest(db, SHOP)
    assert "0 events taken, 4 known before" in commands.import_file(config, log, "events")
    assert store.digest(db, SHOP) == before
    db.close()


def test_a_line_that_cannot_be_read_is_named_and_the_rest_is_kept(tmp_path: Path, config: Config) -> None:
    log = tmp_path / "log.jsonl"
    lines = left("1", START)
    bad = call("identify", "9", START, traits={"email": "9@mail.is", "marketing_consent": "maybe"})
    log.write_text("\n".join([lines[0], "{no json", "", '{"type": "track", "userId": "1"}', bad, lines[1]]), "utf-8")
    first, *rest = commands.import_file(config, log, None).splitlines()
    assert first.endswith("2 events taken, 0 known before, 3 dropped")
    assert [line.split(":")[0].strip() for line in rest] == ["line 2", "line 4", "line 5"]
    assert "receivedAt" in rest[1]
    assert "marketing_consent" in rest[2]


def test_events_need_a_shop_with_settings_first(tmp_path: Path, config: Config) -> None:
    other = replace(config, shop=replace(config.shop, id="another"))
    log = tmp_path / "log.jsonl"
    log.write_text(left("1", START)[0], "utf-8")
    with pytest.raises(ConfigError, match="softsell init"):
        commands.import_file(other, log, "events")


@pytest.mark.parametrize("kind", ["catalogue", "knowledge"])
def test_a_catalogue_and_knowledge_are_read_before_they_are_taken(kind: str, tmp_path: Path, config: Config) -> None:
    target, source = tmp_path / f"{kind}.kept.json", load.sample_folder() / f"{kind}.json"
    mine = replace(config, shop=replace(config.shop, **{kind: str(target)}))
    words = commands.import_file(mine, source, None)
    assert f"-> {target}" in words
    assert "softsell.toml" not in words
    kept = target.read_bytes()
    assert kept == source.read_bytes()
    assert commands.import_file(mine, source, kind) == words
    wrong = tmp_path / "wrong.json"
    wrong.write_text(source.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(ConfigError, match=r"wrong\.json"):
        commands.import_file(mine, wrong, kind)
    assert target.read_bytes() == kept
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted({target.name, "shop", "wrong.json"})


def test_a_catalogue_without_a_place_is_put_beside_and_says_so(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = commands.import_file(config, load.sample_folder() / "catalogue.json", None)
    assert "set shop.catalogue = 'catalogue.json'" in words
    assert (tmp_path / "catalogue.json").exists()


def test_import_export_and_erase_run_as_processes(tmp_path: Path, config: Config) -> None:
    path, log = tmp_path / "shop" / "softsell.toml", tmp_path / "log.csv"
    log.write_text(
        "event,user_id,time,product_id,price,email,consent\n"
        "add_to_cart,7,2026-05-01T10:00:00Z,socks,2990,anna@mail.is,true\n"
        "add_to_cart,7,yesterday,hat,2990,,\n",
        "utf-8",
    )
    done = run("-c", path, "import", log)
    assert done.returncode == 0, done.stderr
    assert "2 events taken, 0 known before, 1 dropped" in done.stdout
    assert "line 3: " in done.stdout
    assert run("-c", path, "work", "--once").returncode == 0
    told = run("-c", path, "export", "ANNA@mail.is")
    (found,) = json.loads(told.stdout)
    assert found["names"] == ["user:7"], "an address in a table is no login"
    assert found["states"][0]["address"] == "anna@mail.is"
    assert {one["event"]["type"] for one in found["history"]} >= {"Added", "Identified"}
    assert run("-c", path, "erase", "anna@mail.is", stdin="n\n").returncode == 1
    assert run("-c", path, "export", "anna@mail.is").returncode == 0, "nothing was forgotten without a yes"
    gone = run("-c", path, "erase", "anna@mail.is", "--yes")
    assert (gone.returncode, gone.stdout) == (0, "anna@mail.is is forgotten (1 key)\n")
    refused(run("-c", path, "export", "anna@mail.is"), "BadRequest", "nothing is kept")
    refused(run("-c", path, "erase", "anna@mail.is", "--yes"), "nothing is kept")


def holds(rt: Runtime, word: str) -> list[str]:
    """The tables of the database that hold a word."""
    with rt.db.read() as tx:
        names = [r[0] for r in tx._cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        tables = {name: str(tx._cursor.execute(f"SELECT * FROM {name}").fetchall()) for name in names}
    return [name for name, words in tables.items() if word in words]


def test_what_is_exported_is_everything_and_what_is_erased_is_gone(tmp_path: Path) -> None:
    with installation(f"sqlite:{tmp_path / 'shop.db'}", clock=Clock()) as rt:
        now = due(rt, "1", address="gudrun@mail.is")
        leave_a_cart(rt, "2", "other@mail.is")
        order = ev.Ordered(id="o1", at=now, order_id="R-77", total=2990, currency="ISK")
        guest = Who(anonymous_id="tablet", address="gudrun@mail.is", verified=True)
        store.append(rt.db, SHOP, [Arrival(guest, order, now)])
        deliver(rt, now)
        whole = commands.export_person(rt.config, "Gudrun@mail.is")
        (found,) = json.loads(whole)
        assert set(found["names"]) == {"user:1", "mail:gudrun@mail.is", "anon:tablet"}
        kinds = {one.get("event", one.get("effect"))["type"] for one in found["history"]}
        assert kinds >= {"Identified", "Added", "Ask", "Ordered", "Withdraw"}
        assert "other@mail.is" not in whole
        assert holds(rt, "gudrun@mail.is")
        assert commands.erase_person(rt.config, "gudrun@mail.is").startswith("gudrun@mail.is is forgotten")
        assert holds(rt, "gudrun") == []
        assert holds(rt, "R-77") == []
        assert holds(rt, "tablet") == []
        with pytest.raises(BadRequest, match="nothing is kept"):
            commands.export_person(rt.config, "gudrun@mail.is")
        assert person.find(rt.db, SHOP, "other@mail.is") == [key("2")]


def test_a_no_outlives_being_forgotten(tmp_path: Path) -> None:
    with installation(f"sqlite:{tmp_path / 'shop.db'}", clock=Clock()) as rt:
        leave_a_cart(rt, "1", "anna@mail.is")
        store.append_to(rt.db, SHOP, key("1"), ev.Unsubscribed(id="no", at=START), START)
        store.drain(rt.db, rt.shop(), START)
        commands.erase_person(rt.config, "anna@mail.is")
        later = START + 10 * DAY
        leave_a_cart(rt, "8", "anna@mail.is", cart="c9", at=later)
        deliver(rt, later + DAY)
        (row,) = asks(rt)
        assert row[1:] == ("skipped", "suppressed")


def test_a_fresh_shop_writes_to_nobody_until_it_is_switched_on(tmp_path: Path) -> None:
    commands.initialise(tmp_path)
    config = configs.load(tmp_path / "softsell.toml", {})
    db = store.open_ready(config.database.url)
    saved = settings.load_policy(db, SHOP)
    assert saved is not None
    now = saved.installed_at
    assert now is not None
    rt = Runtime(config, db, Clock(now))
    leave_a_cart(rt, "1", at=now + HOUR)
    for days in range(40):
        store.drain(db, rt.shop(), now + days * DAY)
    assert asks(rt) == []
    db.close()
