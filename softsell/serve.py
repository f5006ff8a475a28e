"""The processes of an installation: pages and events, the worker, and the doors that mail comes and goes by."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import msgspec
import uvicorn

from softsell import load, store, worker
from softsell.config import Config
from softsell.errors import ConfigError
from softsell.mail.api import Api, api
from softsell.mail.imap import Mailbox, Place
from softsell.mail.lmtp import Inbox
from softsell.mail.providers.call import Account
from softsell.mail.smtp import Outbox
from softsell.receiving import receive
from softsell.store import settings
from softsell.store.database import Database
from softsell.worker import Clock, Runtime

log = logging.getLogger("softsell")


def free_port(host: str, port: int, tries: int = 50) -> int:
    """The port, or the next free one above it (0: any). Raises ConfigError when none of `tries` is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + tries):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ConfigError(f"server.port: none of {port} to {port + tries - 1} is free on {host}")


@contextmanager
def runtime(config: Config, clock: Clock = worker.system_clock, name: str = "worker") -> Iterator[Runtime]:
    """An installation with its database and its way out for letters (none where no mail server is set)."""
    with ExitStack() as stack:
        db = store.open_ready(config.database.url)
        stack.callback(db.close)
        if settings.load_policy(db, config.shop.id) is None:  # from now on this shop is installed
            settings.save_policy(db, config.shop.id, worker.first_policy(config, clock()), "first start", clock())
        yield Runtime(config, db, clock, _outbox(config, stack), name)


def _outbox(config: Config, stack: ExitStack) -> Outbox | Api | None:
    smtp, way = config.smtp, config.api
    if way.provider and smtp.host:
        raise ConfigError("api.provider: letters have one way out, and smtp.host is set too")
    if way.provider:
        account = Account(way.key, way.key_id, way.domain, way.region, way.stream)
        return api(way.provider, account, url=way.url, seconds=way.timeout_seconds)
    if not smtp.host:
        return None
    pool = Outbox(
        smtp.host, smtp.port, security=smtp.security, login=load.login(smtp), timeout=smtp.timeout_seconds, size=smtp.connections,
    )  # fmt: skip
    return stack.enter_context(pool)


@contextmanager
def inbox(rt: Runtime, *, lmtp: bool = True) -> Iterator[Inbox | None]:
    """The LMTP door for replies (or the one that speaks SMTP), where the configuration opens it."""
    settings = rt.config.inbound
    port, kind = (settings.lmtp_port, "LMTP") if lmtp else (settings.smtp_port, "SMTP")
    if not port:
        yield None
        return
    take = lambda raw: _take(rt, raw)  # noqa: E731
    with Inbox(take, host=settings.lmtp_host, port=port, lmtp=lmtp) as door:
        log.info("replies come in over %s at %s:%s", kind, door.host, door.port)
        yield door


@contextmanager
def mailbox(rt: Runtime) -> Iterator[Mailbox | None]:
    """The IMAP mailbox that replies are read from, where the configuration names one."""
    imap, began = rt.config.imap, rt.shop().policy.installed_at
    if not imap.host:
        yield None
        return

    def name(folder: str) -> str:
        return f"imap:{imap.user}@{imap.host}/{folder}"

    def seen(folder: str) -> Place:
        noted = settings.get_meta(rt.db, name(folder))
        return msgspec.json.decode(noted, type=Place) if noted else Place()

    box = Mailbox(
        load.mailbox(imap), load.folders(imap),
        lambda raw: _take(rt, raw), seen=seen,
        done=lambda folder, place: settings.set_meta(rt.db, name(folder), msgspec.json.encode(place).decode()),
        move_to=imap.move_to, idle_minutes=imap.idle_minutes, poll_seconds=imap.poll_seconds,
        # What came before softsell was here answers none of its letters; two days, because zones differ.
        since=(began - timedelta(days=2)).date() if began else None,
    )  # fmt: skip
    with box:
        log.info("replies are read from %s at %s:%s", imap.user, imap.host, imap.port)
        yield box


def _take(rt: Runtime, raw: bytes) -> None:
    receive(rt, raw, rt.clock())


@contextmanager
def working(rt: Runtime) -> Iterator[threading.Thread]:
    """The worker in a thread of its own, until the block ends."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(rt, stop), name="softsell-worker", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        rt.poke.set()
        thread.join(timeout=30)


def pages(app: Any, host: str, port: int) -> None:
    """Serve the pages until the process is asked to stop."""
    uvicorn.run(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=20
    )


def create(url: str) -> Database:
    """The database, with its schema made when it is new and its migrations run when it is old."""
    db = store.open(url)
    try:
        store.migrate(db)
    except BaseException:
        db.close()
        raise
    return db
