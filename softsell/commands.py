"""What the commands of `cli` do, one function each; values in, words out."""

import secrets
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from softsell import intake, load, serve, shelf, store, worker
from softsell.advise.shelves.rows import is_head
from softsell.config import Config
from softsell.config import load as load_config
from softsell.core.identity import Arrival
from softsell.core.shop import Policy
from softsell.errors import BadRequest, ConfigError
from softsell.intake.report import in_words
from softsell.shops import logs
from softsell.store import person, settings

BATCH = 500


def initialise(folder: Path) -> str:
    """Write softsell.toml with fresh keys into a folder and make its database. Refuses to overwrite."""
    path = folder / "softsell.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already; nothing was changed")
    folder.mkdir(parents=True, exist_ok=True)
    write_key = secrets.token_urlsafe(18)
    database = folder.resolve() / "softsell.db"  # whole, so that it is found from wherever the commands are run
    _private(path)
    _private(database)
    path.write_text(
        "# The deploy settings of this softsell; softsell.toml.sample explains every one.\n"
        "# What the merchant decides (names, hours, caps) is set at the desk and lives in the database.\n\n"
        f'secret = "{secrets.token_urlsafe(36)}"\n\n'
        '[server]\nhost = "127.0.0.1"\nport = 8010\npublic_url = "http://127.0.0.1:8010"\n\n'
        f"[database]\nurl = {_quoted(f'sqlite:{database}')}\n\n"
        f'[shop]\nid = "main"\nwrite_key = "{write_key}"\ncatalogue = ""\nknowledge = ""\n\n'
        '[smtp]\nhost = ""\nport = 587\nsecurity = "starttls"\n\n'
        '[inbound]\nreply_address = ""\nlmtp_port = 0\n',
        encoding="utf-8",
    )
    config = load_config(path, {})
    db = serve.create(config.database.url)
    try:
        if settings.load_policy(db, config.shop.id) is None:
            now = datetime.now(UTC)
            settings.save_policy(db, config.shop.id, worker.first_policy(config, now), "init", now)
    finally:
        db.close()
    return (
        f"Wrote {path} and made the database.\n"
        f"Events come in at {config.server.public_url}/v1/ with the write key {write_key}\n"
        f"Next: softsell -c {path} serve, and beside it softsell -c {path} doctor. "
        "Nothing is sent before you switch it on at the desk."
    )


def _private(path: Path) -> None:
    """An empty file that only its owner may read, before anything secret is in it; one that is there stays."""
    path.touch(mode=0o600)
    path.chmod(0o600)


def _quoted(words: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return msgspec.json.encode(words).decode().replace("\x7f", "\\u007f")


def run_server(config: Config, host: str | None, port: int | None, worker: bool) -> None:
    """Pages, events, the doors for replies, and (unless told otherwise) the worker, until the process is stopped."""
    from softsell.web.app import build
    from softsell.web.session import setup_code

    config.key()
    host = host or config.server.host
    chosen = serve.free_port(host, config.server.port if port is None else port)
    public = config.server.public_url or f"http://{host}:{chosen}"
    config = replace(config, server=replace(config.server, host=host, port=chosen, public_url=public))
    with serve.runtime(config) as rt, serve.inbox(rt), serve.inbox(rt, lmtp=False), serve.mailbox(rt):
        click_line = f"softsell: http://{host}:{chosen}/desk"
        if not settings.users(rt.db, config.shop.id):
            click_line += f"  (first visit: the set-up code is {setup_code(rt.secret)})"
        print(click_line, flush=True)
        if not worker:
            serve.pages(build(rt), host, chosen)
            return
        with serve.working(rt):
            serve.pages(build(rt), host, chosen)


def run_worker(config: Config, once: bool) -> None:
    """The worker alone, until the process is stopped; with `once`, one round."""
    import signal

    config.key()
    name = f"worker-{secrets.token_hex(4)}"
    with serve.runtime(config, name=name) as rt:
        if once:
            store.recover(rt.db, rt.clock(), timedelta(seconds=config.worker.lease_seconds))
            print(msgspec.json.encode(worker.turn(rt, rt.clock())).decode())
            return
        stop = threading.Event()

        def end() -> None:
            stop.set()
            rt.poke.set()

        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: end())
        print(f"softsell {name}: at work", flush=True)
        worker.run(rt, stop)


def import_file(config: Config, path: Path, kind: str | None) -> str:
    """Bring in one file; says what came of it. Raises ConfigError or BadRequest that says what is wrong and where."""
    kind = kind or _kind(path)
    if kind == "events":
        return _import_events(config, path)
    read = load.read_catalogue if kind == "catalogue" else load.read_knowledge
    found = read(path)
    target = Path(getattr(config.shop, kind) or f"{kind}.json")
    if path.resolve() != target.resolve():
        draft = target.with_suffix(".new")
        shutil.copyfile(path, draft)
        draft.replace(target)
        path.with_name(path.name + shelf.SUFFIX).unlink(missing_ok=True)  # made to check it
    many = len(found.products) if kind == "catalogue" else len(found.passages)  # type: ignore[union-attr]
    hint = "" if getattr(config.shop, kind) else f"; set shop.{kind} = {str(target)!r} in softsell.toml"
    return f"{path}: {many} {'products' if kind == 'catalogue' else 'passages'} -> {target}{hint}"


def import_any(config: Config, path: Path, options: intake.Options) -> tuple[str, bool]:
    """Bring in product data, or what else a file turns out to be; in words, and whether nothing was wrong."""
    with intake.unpacked(path) as plain:
        known = options.format or options.mapping or intake.recognise(plain)
        if known:
            return import_products(config, plain, options, path)
        if path.is_dir():
            raise BadRequest("no page with JSON-LD is in this folder", str(path))
        if why := intake.why_not(plain):
            raise BadRequest(why, path.name)
    return import_file(config, path, None), True


def import_products(
    config: Config, path: Path, options: intake.Options, called: Path | None = None
) -> tuple[str, bool]:
    """Bring a shop's product data into its catalogue; what came of it in words, and whether nothing was wrong.

    `called`: what the shop knows the file as, when it was unpacked.
    """
    target = Path(config.shop.catalogue or "catalogue.json")
    log = target.with_suffix(".troubles.txt")
    if not options.dry_run:
        log.unlink(missing_ok=True)
    summary = intake.bring_in(
        path, target, load.question_bank(), options, progress=_progress(path), log=None if options.dry_run else log
    )
    beside = target.with_name("knowledge.found.json")
    if summary.knowledge is not None and not options.dry_run:
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(summary.knowledge)))
    hint = "" if config.shop.catalogue else f"; set shop.catalogue = {str(target)!r} in softsell.toml"
    return in_words(summary, called or path, f"{target}{hint}", beside, log, options.dry_run), summary.clean


def _progress(path: Path) -> Callable[[int, int], None]:
    """A line on standard error every two seconds."""
    whole = path.stat().st_size if path.is_file() else 0
    last = time.monotonic()

    def tell(done: int, items: int) -> None:
        nonlocal last
        if time.monotonic() - last >= 2:
            last = time.monotonic()
            share = f", {min(100, 100 * done // whole)} %" if whole and done else ""
            print(f"{path.name}: {items:,} items read{share}", file=sys.stderr, flush=True)

    return tell


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        if is_head(file.readline()):
            return "catalogue"
        file.seek(0)
        head = file.read(4096)
    if path.suffix == ".json" and b'"products"' in head + path.read_bytes()[:2_000_000]:
        return "catalogue"
    return "knowledge" if b'"deliveries"' in head or b'"passages"' in head else "events"


def _import_events(config: Config, path: Path) -> str:
    db = store.open_ready(config.database.url)
    taken = known = 0
    dropped: list[str] = []
    try:
        saved = settings.load_policy(db, config.shop.id)
        if saved is None or saved.installed_at is None:
            raise ConfigError(
                "the shop has no settings yet: run `softsell init` first, so that old carts are left alone"
            )
        for batch in batches(read_log(path, dropped)):
            new = store.append(db, config.shop.id, batch)
            taken, known = taken + sum(new), known + len(new) - sum(new)
    finally:
        db.close()
    text = f"{path}: {taken} events taken, {known} known before, {len(dropped)} dropped"
    return "\n".join([text, *dropped[:20]])


def read_log(path: Path, dropped: list[str], mapping: dict[str, str] | None = None) -> Iterator[Arrival]:
    """The arrivals of a log file in its order; what cannot be read is noted in `dropped` with its line."""
    lines = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    with lines:
        for one in logs.parse_lines(lines, mapping=mapping):
            if isinstance(one, Arrival):
                yield one
            else:
                dropped.append(f"  line {one.index}: {one.field}: {one.why}")


def batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    """Lists of at most `BATCH`."""
    batch: list[Arrival] = []
    for arrival in arrivals:
        batch.append(arrival)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def make_report(config: Config, days: int) -> tuple[dict[str, Any], str]:
    """The holdout result over the last days, as a value and as words."""
    from softsell.report import holdout_report, in_words

    now = datetime.now(UTC)
    db = store.open_ready(config.database.url)
    try:
        policy = settings.load_policy(db, config.shop.id) or Policy()
        value = holdout_report(db, config.shop.id, policy.holdout, now - timedelta(days=days), now)
    finally:
        db.close()
    return value, in_words(value)


def export_person(config: Config, address: str) -> str:
    """Everything kept about the person at an address, as JSON."""
    db = store.open_ready(config.database.url)
    try:
        keys = person.find(db, config.shop.id, address)
        if not keys:
            raise BadRequest("nothing is kept about this address", address)
        return msgspec.json.format(
            msgspec.json.encode([person.export(db, config.shop.id, key) for key in keys])
        ).decode()
    finally:
        db.close()


def erase_person(config: Config, address: str) -> str:
    """Forget the person at an address."""
    db = store.open_ready(config.database.url)
    try:
        gone = store.erase(db, config.shop.id, address=address)
    finally:
        db.close()
    if not gone:
        raise BadRequest("nothing is kept about this address", address)
    return f"{address} is forgotten ({gone} {'key' if gone == 1 else 'keys'})"
