"""After a person was erased nothing of theirs is left: in no table, no file of the database, no encoding, no log."""

import base64
import logging
import quopri
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import psycopg
import pytest
from msgspec import Raw
from msgspec.structs import replace
from store_world import DAY, HOUR, SHOP, START, added, arrival, ask, key, leave_a_cart, rows, run, send, take, told

from softsell import store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.store.kept import Kept
from softsell.store.sql import queries, text

ADDRESS, NAME = "anna.soley@example.is", "Anna Sóley Þorgrímsdóttir"
OTHER = "bara@example.is"


def forms(words: str) -> set[bytes]:
    """A text as it may lie in a file: plain, in JSON, lower-cased, quoted-printable, and base64 at any place in its line."""
    plain = {words, words.lower(), words.upper(), words.encode("ascii", "backslashreplace").decode()}
    octets = {one.encode() for one in plain} | {words.encode("latin-1"), words.encode("utf-16-le")}
    coded = {quopri.encodestring(one).strip() for one in octets}
    coded |= {quopri.encodestring(one, header=True).strip() for one in octets}
    for one in list(octets):
        for before in range(3):
            whole = base64.b64encode(b"x" * before + one)
            coded.add(whole[4 if before else 0 : len(whole) - 4])
    return octets | coded


TRACES = {*forms(ADDRESS), *forms(NAME), *forms("Þorgrímsdóttir")}


def tables(db: store.Database) -> list[str]:
    """Every table there is, as the database itself tells."""
    if db.driver.name == "sqlite":
        return [row[0] for row in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        row[0] for row in rows(db, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    ]


def everything(db: store.Database) -> bytes:
    found = (repr(row) for table in tables(db) for row in rows(db, f"SELECT * FROM {table}"))
    return "\n".join(found).encode("utf-8", "replace")


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def left(haystack: bytes) -> list[bytes]:
    return [trace for trace in TRACES if trace in haystack]


def a_full_life(db: store.Database) -> None:
    """Two devices and a login, a letter kept raw, a bounce that names the address, a model's draft, an answer that was kept."""
    raw = f"To: {ADDRESS}\r\n\r\nHæ {NAME}"
    guest = replace(told("g", ADDRESS), name=NAME)
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), guest, START)])
    store.append(db, SHOP.id, [Arrival(Who(anonymous_id="d1"), added("ga"), START)])
    store.drain(db, SHOP, START)
    store.append(db, SHOP.id, [arrival("1", added("la"), device="d1")])
    now = ask(db, "1", ADDRESS, START)
    claimed = take(db, now)
    assert send(db, claimed, now)
    coded = base64.b64encode(raw.encode()).decode() + quopri.encodestring(raw.encode()).decode()
    relayed = Raw(ev.encode(replace(guest, id="inner", name=NAME)))
    events: list[ev.Event] = [
        ev.Identified(id="n", at=now, name=NAME),
        ev.Said(id="s", at=now, text=f"Ég heiti {NAME}, {ADDRESS}. {coded}", channel="mail", subject=NAME),
        ev.Bounced(id="b", at=now, effect=claimed.effect_id, permanent=False, detail=f"451 <{ADDRESS}> busy"),
        ev.Relayed(id="r", at=now, event=relayed),
        ev.PersonSaid(id="p", at=now, by="Sólveig", text=f"Sæl {NAME}", channel="mail"),
        ev.Postponed(id="pp", at=now, until=now + 30 * DAY),
    ]
    order = ev.Ordered(id="o", at=now, order_id="7", total=2990, currency="ISK")
    store.append(db, SHOP.id, [arrival("1", order, address=ADDRESS), *(arrival("1", event) for event in events)])
    store.drain(db, SHOP, now)
    waiting = take(db, now + HOUR)
    assert store.mark(db, waiting.effect_id, "sending", now + HOUR)
    failed = ev.Bounced(id="f", at=now, effect=waiting.effect_id, permanent=False, detail=ADDRESS)
    letter = store.Written("<m@shop>", f"Re: {NAME}", raw, f"<p>{NAME}</p>{coded}")
    assert store.finish(
        db, waiting.effect_id, "failed", failed, now + HOUR, letter, detail=f"550 <{ADDRESS}> {coded[:50]}"
    )
    for name in ("d1", "d2"):
        run(
            db,
            "INSERT INTO drafts (effect_id, task, shop, shopper, asked, answer, at) VALUES "
            f"('{name}', 'understand', '{SHOP.id}', '{key('1')}', 'Hæ, {ADDRESS}', '{NAME}', 5)",
        )
    kept = Kept(
        id="k", question={"is": f"{NAME} spyr: {ADDRESS.upper()}?"}, text={"is": f"Já, {NAME}."}, by="S", at=now
    )
    store.kept.keep(db, SHOP.id, kept)
    store.kept.keep(db, SHOP.id, replace(kept, id="k2", question={"is": "Anna?"}, text={"is": "annað og annars"}))
    store.suppress(db, SHOP.id, ADDRESS, "stopped", now)
    store.decline(db, SHOP.id, ADDRESS, "carts", now)
    store.drain(db, SHOP, now + HOUR)


@pytest.fixture
def lived(db: store.Database) -> Iterator[store.Database]:
    a_full_life(db)
    leave_a_cart(db, "2", OTHER)
    before = everything(db)
    assert sum(trace in before for trace in TRACES) > 8, "or the test would find nothing by accident"
    yield db


def test_no_table_holds_an_erased_person_in_any_form(lived: store.Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert store.erase(lived, SHOP.id, address=f" {ADDRESS.upper()} ") == 2
    after = everything(lived)
    assert left(after) == [] and key("1").encode() not in after and OTHER.encode() in after
    assert left(caplog.text.encode()) == []
    hashed = lived.hash(SHOP.id, ADDRESS)
    assert [row[0] for row in rows(lived, "SELECT address_hash FROM suppressions")] == [hashed]
    assert [row[0] for row in rows(lived, "SELECT address_hash FROM declined")] == [hashed]
    elsewhere = {table for table in tables(lived) if hashed in repr(rows(lived, f"SELECT * FROM {table}"))}
    assert elsewhere == {"suppressions", "declined"}


def test_the_core_forgetting_goes_as_far(lived: store.Database) -> None:
    later = START + 3 * DAY
    store.append_to(lived, SHOP.id, key("1"), ev.Erased(id="bye", at=later), later)
    store.drain(lived, SHOP, later)
    assert left(everything(lived)) == []


def test_without_a_no_to_keep_not_even_the_hash_stays(lived: store.Database) -> None:
    store.erase(lived, SHOP.id, key=key("1"), keep_no=False)
    assert lived.hash(SHOP.id, ADDRESS).encode() not in everything(lived)


def test_kept_answers_lose_the_person_and_nothing_else(lived: store.Database) -> None:
    mark = store.kept.mark(lived, SHOP.id)
    store.erase(lived, SHOP.id, key=key("1"))
    kept = {one.id: one for one in store.kept.answers(lived, SHOP.id)}
    assert kept["k"].question == {"is": "[…] spyr: […]?"} and kept["k"].text == {"is": "Já, […]."}
    assert kept["k2"].question == {"is": "Anna?"} and kept["k2"].text == {"is": "annað og annars"}
    assert store.kept.mark(lived, SHOP.id) > mark, "whoever holds the answers in memory reads them anew"


def test_no_file_of_sqlite_holds_an_erased_person(tmp_path: Path) -> None:
    """Neither in rows, nor in free pages and free space within pages, nor in the journal: read as octets, while it is open."""
    folder = tmp_path / "held"
    folder.mkdir()
    db = store.open(f"sqlite:{folder / 'shop.db'}")
    store.schema(db)
    a_full_life(db)
    for number in range(40):  # a state that grows and shrinks leaves pages behind
        at = START + DAY + number * HOUR
        store.append(db, SHOP.id, [arrival("1", ev.Said(id=f"l{number}", at=at, text=f"{ADDRESS} {NAME} " * 40))])
        store.drain(db, SHOP, at)
    leave_a_cart(db, "2", OTHER)
    assert left(files(folder)), "or the test would find nothing by accident"
    store.erase(db, SHOP.id, address=ADDRESS)
    assert left(files(folder)) == [] and OTHER.encode() in files(folder)
    assert rows(db, "PRAGMA secure_delete") == [(1,)]
    db.close()
    assert left(files(folder)) == []


def test_a_reader_who_holds_the_journal_only_delays_it(tmp_path: Path) -> None:
    db = store.open(f"sqlite:{tmp_path / 'shop.db'}")
    store.schema(db)
    a_full_life(db)
    with db.read() as tx:
        assert tx.all("suppressions-get", SHOP.id, "x") == []
        assert store.erase(db, SHOP.id, address=ADDRESS) == 2
    assert db.scrub() and left(files(tmp_path)) == []
    db.close()


def test_postgres_keeps_dead_rows_until_a_full_vacuum(server: str | None, url: Callable[[], str]) -> None:
    """What the documents say: the rows are gone for every reader at once, and from the tables' files after VACUUM FULL."""
    address = url()
    if address.startswith("sqlite"):
        pytest.skip("SQLite has a test of its own")
    db = store.open(address)
    store.schema(db)
    a_full_life(db)
    store.erase(db, SHOP.id, address=ADDRESS)
    assert left(everything(db)) == []
    db.close()
    with psycopg.connect(address, autocommit=True) as connection:
        (where,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        connection.execute("VACUUM FULL")
        connection.execute("CHECKPOINT")
        (base,) = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone() or (
            "",
        )
        folder = Path(str(where)) / "base" / str(base)
        assert folder.is_dir() and left(files(folder)) == []


def test_every_table_that_names_a_shopper_is_emptied_of_one() -> None:
    """A table that is added later is found here, before it keeps somebody who was erased."""
    made = re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", text("schema.sql"), re.DOTALL)
    named = {name for name, columns in made if re.search(r"^ {4}shopper TEXT", columns, re.MULTILINE)}
    assert named >= {"events", "effects", "letters", "drafts"}
    emptied = {
        found[1]
        for name, words in queries().items()
        if name.startswith("forget-")
        and (found := re.match(r"DELETE FROM (\w+) WHERE shop = \? AND shopper = \?;?$", words))
    }
    assert named <= emptied, named - emptied
    hashed = {name for name, columns in made if re.search(r"^ {4}address_hash TEXT", columns, re.MULTILINE)}
    assert hashed - named == {"shoppers", "suppressions", "declined"}


def test_an_export_holds_everything_that_is_erased(lived: store.Database) -> None:
    told = store.person.export(lived, SHOP.id, key("1"))
    shown = repr(told)
    for part in (ADDRESS, NAME, "Karfan", "Ég vil fá bréf", "451 <", "understand"):
        assert part in shown, part
    assert [one["what"] for one in told["noes"]] == ["stopped", "carts"]
    (basis,) = [one for one in told["basis"] if one["basis"]]
    assert basis["proof"]["text"] == "Ég vil fá bréf" and basis["proof"]["source"] == "checkout"
    assert basis["postponed_until"] == (START + 31 * DAY).isoformat()
    ids = {entry["id"] for entry in told["history"]}
    kept = list(chain(rows(lived, "SELECT id, shopper FROM events"), rows(lived, "SELECT id, shopper FROM effects")))
    assert ids == {name for name, who in kept if who in told["keys"]}
