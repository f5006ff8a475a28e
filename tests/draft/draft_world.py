"""What the tests of the language model share: an installation with an endpoint on loopback, and what reached it."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from model_server import Reply, Server, serving
from msgspec.structs import replace

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "web")]  # helpers of worker and pages

from top_world import (  # noqa: E402
    POLICY,
    SHOP,
    START,
    Clock,
    installation,
    key,
    leave_a_cart,
    new_url,
)

from softsell import config, store  # noqa: E402
from softsell.core import events as ev  # noqa: E402
from softsell.core.shop import Policy  # noqa: E402
from softsell.draft import client, prompt  # noqa: E402
from softsell.draft.redact import redact  # noqa: E402
from softsell.mail.catcher import Catcher  # noqa: E402
from softsell.mail.smtp import Outbox  # noqa: E402
from softsell.store.drafts import Record  # noqa: E402
from softsell.worker import Runtime  # noqa: E402

WITH_MODEL = replace(POLICY, model_understand=True, model_rephrase=True, model_seconds=5)
LEAVES = (
    prompt.UNDERSTAND
    + prompt.understand("m", "", "en", {}, True).decode()
    + prompt.understand("m", "", "is", {}, True).decode()
)
NONSENSE = "flurgh the blimp of zork"


@contextmanager
def at_work(
    reply: Reply, folder: Path, policy: Policy = WITH_MODEL, kind: str = "sqlite", **model: Any
) -> Iterator[tuple[Runtime, Server, list[bytes]]]:
    """An installation with the sample shop, a model's endpoint and a mail server that catches everything."""
    caught: list[bytes] = []
    with serving(reply) as server, Catcher(keep=caught.append) as catcher:
        settings = config.ModelSettings(**{"url": server.url, "key": "k", "name": "m"} | model)
        with (
            Outbox("127.0.0.1", catcher.port, helo="test") as mail,
            installation(new_url(kind, folder), mail, policy, Clock(), sample=True, model=settings) as rt,
        ):
            yield rt, server, caught


def buyer(rt: Runtime, user: str = "1", **cart: Any) -> str:
    """Somebody with a cart; the key."""
    who = leave_a_cart(rt, user, **cart)
    store.drain(rt.db, rt.shop(), START)
    return who


def says(rt: Runtime, who: str, text: str, now: datetime = START, channel: str = "page", name: str = "said") -> None:
    """The buyer writes; nothing is stepped yet."""
    store.append_to(rt.db, SHOP, who, ev.Said(id=f"{name}:{who}", at=now, text=text, channel=channel), now)


def records(rt: Runtime, task: str) -> list[Record]:
    """What is kept of every question of a task."""
    with rt.db.read() as tx:
        rows = tx._cursor.execute("SELECT effect_id FROM drafts ORDER BY at, effect_id").fetchall()
    found = [store.drafts.record(rt.db, row[0], task) for row in rows]
    return [one for one in found if one is not None]


def said_by_us(rt: Runtime, who: str) -> list[list[str]]:
    """The kinds of what the seller said, one list for each turn."""
    from softsell.core.effects import Say

    found = store.person.transcript(rt.db, SHOP, who)
    return [[m.kind for m in entry.effect.meanings] for entry in found if isinstance(entry.effect, Say)]


@lru_cache(maxsize=1)
def _standing() -> tuple[Server, client.Endpoint, object]:
    """One server for a whole property; the context is kept so that it goes on serving."""
    context = serving(lambda told: {"intents": [], "trouble": "", "needs": []})
    server = context.__enter__()
    found = client.endpoint(config.ModelSettings(url=server.url, key="k", name="m"))
    assert found is not None
    return server, found, context


def asked(text: str) -> list[bytes]:
    """The octets that reach the endpoint for a text; none when too little of it is left."""
    server, to, _ = _standing()
    before = len(server.bodies)
    if said := redact(text):
        client.ask(to, prompt.understand("m", said, "en", {}, True), 10)
    return server.bodies[before:]


__all__ = [
    "LEAVES", "NONSENSE", "SHOP", "START", "WITH_MODEL", "asked", "at_work", "buyer", "json", "key", "records", "said_by_us",
    "says", "tempfile",
]  # fmt: skip
