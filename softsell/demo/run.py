"""Starts the demonstration: a shop, its mail, softsell and a street of simulated people, on a clock that can be moved.

Rules
1. Everything but the people and the clock is the real thing: the database, the worker's round, SMTP out, LMTP in, HTTP.
2. A given folder is gone on with: same people, same letters, same links; only the desk's password is made anew.
"""

import contextlib
import logging
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from msgspec import Struct
from msgspec.structs import replace

from softsell import serve, store
from softsell.demo import checkout_pages, mailbox_pages, month, pages, shop_pages
from softsell.demo.clock import Clock
from softsell.demo.stage import Stage
from softsell.demo.world import World
from softsell.mail.catcher import Catcher
from softsell.mail.lmtp import Inbox
from softsell.mail.smtp import Outbox
from softsell.receiving import receive
from softsell.store import settings
from softsell.web import app as web
from softsell.web.session import hash_password
from softsell.worker import Runtime

AHEAD = 70  # days of life that the simulated people have before them
PAST_TICK = timedelta(hours=1)
USER = "demo"
SETTINGS = "demo-settings"


class Setting(Struct, frozen=True):
    """What the world of a folder was made from; a world is gone on with as it was made."""

    start: datetime
    seed: int
    shoppers: int
    days: int
    secret: str


def start(host: str, port: int, folder: Path | None, shoppers: int = 240, seed: int = 1, days: int = 21) -> None:
    """Serve the demonstration until Ctrl-C. `folder` None: a temporary one that goes when it ends."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="softsell-demo-")))
        port = serve.free_port(host, port)
        password = secrets.token_urlsafe(9)
        try:
            stage = stack.enter_context(staged(host, port, folder, shoppers, seed, days, password, progress=True))
            server = _Server(uvicorn.Config(app(stage), **_serving(host, port)), _lines(stage, password))
            with contextlib.suppress(KeyboardInterrupt):
                server.run()
        except KeyboardInterrupt:
            print(file=sys.stderr)


@contextmanager
def staged(
    host: str, port: int, folder: Path, shoppers: int, seed: int, days: int, password: str, *, progress: bool = False
) -> Iterator[Stage]:
    """Everything but the pages: the past is lived, mail comes and goes, the worker works."""
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::', '') else f'[{host}]' if ':' in host else host}:{port}"
    url = f"sqlite:{folder / 'softsell.db'}"
    with ExitStack() as stack:
        db = serve.create(url)
        stack.callback(db.close)
        setting = _setting(db, seed, shoppers, days)
        catcher = stack.enter_context(Catcher(folder / "mail"))
        mail = stack.enter_context(Outbox(catcher.host, catcher.port, security="none"))
        clock = Clock(_offset(db))
        rt = Runtime(month.config(url, setting.secret, address), db, clock, mail, "demo")
        inbox = stack.enter_context(Inbox(lambda raw: _take(rt, raw)))
        _prepare(rt, setting, address, password)
        people = setting.shoppers * (setting.days + AHEAD) // max(1, setting.days)
        world = World(rt, setting.seed, people, setting.start, setting.days + AHEAD)
        stage = Stage(rt, world, clock, folder, address, (inbox.host, inbox.port))
        store.recover(db, world.now + timedelta(days=1), timedelta(0))  # what was in hand when it ended
        _past(stage, setting, progress)
        stop = threading.Event()
        worker_thread = threading.Thread(target=stage.pulse, args=(stop,), name="softsell-demo-worker", daemon=True)
        worker_thread.start()
        try:
            yield stage
        finally:
            stop.set()
            rt.poke.set()
            worker_thread.join(timeout=30)


def app(stage: Stage) -> Any:
    """The whole web application: softsell's own, with the demonstration's pages before it."""
    extra = [
        *pages.routes(stage), *shop_pages.routes(stage), *checkout_pages.routes(stage), *mailbox_pages.routes(stage),
    ]  # fmt: skip
    return web.build(stage.rt, extra=extra)


@contextmanager
def serving(stage: Stage, host: str, port: int) -> Iterator[str]:
    """The demonstration's pages in a thread, for tests; the address they answer at."""
    server = uvicorn.Server(uvicorn.Config(app(stage), **_serving(host, port)))
    thread = threading.Thread(target=server.run, name="softsell-demo-pages", daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield stage.door
    finally:
        server.should_exit = True
        thread.join(timeout=20)


class _Server(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, lines: str) -> None:
        super().__init__(config)
        self._lines = lines

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._lines, flush=True)


def _lines(stage: Stage, password: str) -> str:
    return f"softsell demo: {stage.door}/\nthe desk: {stage.door}/desk  name: {USER}  password: {password}"


def _serving(host: str, port: int) -> dict[str, Any]:
    return {
        "host": host, "port": port, "log_level": "warning", "access_log": False, "server_header": False,
        "timeout_graceful_shutdown": 3,
    }  # fmt: skip


def _take(rt: Runtime, raw: bytes) -> None:
    receive(rt, raw, rt.clock())


def _setting(db: store.Database, seed: int, shoppers: int, days: int) -> Setting:
    noted = settings.get_meta(db, SETTINGS)
    if noted is not None:
        return msgspec.json.decode(noted, type=Setting)
    now = datetime.now(UTC).replace(microsecond=0)
    made = Setting(now - timedelta(days=days), seed, shoppers, days, secrets.token_urlsafe(32))
    settings.set_meta(db, SETTINGS, msgspec.json.encode(made).decode())
    return made


def _offset(db: store.Database) -> timedelta:
    """How far the world's time is ahead of ours: nothing at first, and never behind where it was left."""
    noted = settings.get_meta(db, "demo-now")
    ahead = datetime.fromisoformat(noted) - datetime.now(UTC) if noted else timedelta(0)
    return max(timedelta(0), ahead)


def _prepare(rt: Runtime, setting: Setting, address: str, password: str) -> None:
    """The shop's settings, once and whenever the address moved; the account of the desk, with this run's password."""
    db, shop_id, now = rt.db, rt.config.shop.id, rt.clock()
    saved = settings.load_policy(db, shop_id)
    if saved is None:
        # Whoever tries this types what comes to mind: me@example.com is written to here, and only here.
        first = replace(month.policy(setting.start, address), blocked_domains=("storebotmail.joonix.net",))
        settings.save_policy(db, shop_id, first, "demo", setting.start)
    elif saved.url != f"{address}/shop":
        moved = replace(saved, url=f"{address}/shop", checkout_url=f"{address}/shop/checkout")
        settings.save_policy(db, shop_id, moved, "demo", now)
    hashed = hash_password(password)
    if not settings.add_user(db, shop_id, USER, hashed, "en", now):
        settings.change_user(db, shop_id, USER, password_hash=hashed)


def _past(stage: Stage, setting: Setting, progress: bool) -> None:
    until, begun = stage.clock(), stage.world.now
    whole = (until - begun).total_seconds() or 1.0
    shown = -1

    def tell(now: datetime) -> None:
        nonlocal shown
        percent = int(100 * (now - begun).total_seconds() / whole)
        if progress and percent != shown:
            shown = percent
            print(f"\rthe past days of {setting.shoppers} shoppers: {percent} %", end="", file=sys.stderr, flush=True)

    stage.clock.hold(begun)
    stage.live(until, PAST_TICK, tell)
    if shown >= 0:
        print(file=sys.stderr)
