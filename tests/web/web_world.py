"""A whole small shop for the tests of the pages: a real SQLite store, the sample catalogue, the real core, a clock that ticks."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from socket import create_server
from typing import Any

import httpx
import uvicorn
from msgspec.structs import replace

from softsell import config, load, store, tokens, writing
from softsell.core import events as ev
from softsell.core.effects import Ask, Say
from softsell.core.identity import Arrival, Who, key_of
from softsell.core.shop import Policy
from softsell.worker import Runtime

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHOP = "main"
CHECKOUT = "https://lopi.example/checkout"
ORDINARY = Policy(
    name="Lopi og lækur",
    url="https://lopi.example",
    checkout_url=CHECKOUT,
    sender="bref@lopi.example",
    staff="Sólveig",
    postal_address="Lognstígur 7, 101 Reykjavík",
    installed_at=START - timedelta(days=30),
    opens=time(0, 0),
    closes=time(23, 59),
    morning=time(0, 0),
    sundays=True,
    wait_hours=2,
    holdout=0.0,
)


class Clock:
    """Says a time a second later each time, so that nothing happens at the same moment."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def runtime(folder: Path, policy: Policy = ORDINARY, clock: Clock | None = None) -> Runtime:
    """An installation with the sample shop on a new SQLite file; no mail server."""
    sample = load.sample_folder()
    made = config.Config(
        secret="0123456789abcdef0123456789abcdef",
        server=config.Server(public_url="http://testserver"),
        database=config.DatabaseSettings(url=f"sqlite:{folder / 'shop.db'}"),
        shop=config.ShopSettings(
            id=SHOP,
            write_key="wk_1",
            catalogue=str(sample / "catalogue.json"),
            knowledge=str(sample / "knowledge.json"),
        ),
    )
    db = store.open(made.database.url)
    store.schema(db)
    store.settings.save_policy(db, SHOP, policy, "test", START)
    return Runtime(made, db, clock or Clock())


def leave_a_cart(
    rt: Runtime, user: str = "1", lang: str = "en", products: tuple[str, ...] = ("hlyja-lopapeysa",)
) -> str:
    """Somebody who consented to letters leaves a cart; the key."""
    at = rt.clock()
    consent = ev.Consent(basis="consent", at=at, text="Já", source="checkout")
    who = Who(user_id=user)
    told = ev.Identified(
        id=f"told-{user}",
        at=at,
        name="Anna",
        address=f"anna{user}@example.is",
        language=lang,
        country="IS",
        consent=consent,
    )
    events: list[ev.Event] = [told]
    for product in products:
        found = rt.shop().catalogue.get(product)
        assert found is not None, product
        line = ev.Line(product_id=product, price=found.price, currency="ISK", name=found.title[lang], url=found.url)
        events.append(ev.Added(id=f"add-{user}-{product}", at=at, line=line, cart_id="c1"))
    store.append(rt.db, SHOP, [Arrival(who, event, at) for event in events])
    return key_of(SHOP, f"user:{user}")


def ask(
    rt: Runtime, user: str = "1", lang: str = "en", products: tuple[str, ...] = ("hlyja-lopapeysa",)
) -> tuple[str, str]:
    """The same, and a day passes until the letter is written: the key, and the token in the letter."""
    key = leave_a_cart(rt, user, lang, products)
    store.drain(rt.db, rt.shop(), rt.clock())
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=1)
    store.drain(rt.db, rt.shop(), rt.clock())
    asked = [e.id for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, Ask)]
    assert asked, store.desk.shopper(rt.db, SHOP, key)
    return key, writing.talk_token(rt.desk, asked[-1], rt.clock.now)


def unsubscribe_token(rt: Runtime, key: str) -> str:
    return tokens.seal(rt.secret, "unsubscribe", key)


def say(rt: Runtime, key: str, event: ev.Event) -> None:
    """Append an event of a known shopper and step them."""
    now = rt.clock()
    store.append_to(rt.db, SHOP, key, event, now)
    store.advance(rt.db, rt.shop(), now, keys=[key])


def last_said(rt: Runtime, key: str) -> Say:
    return next(e.effect for e in reversed(store.person.transcript(rt.db, SHOP, key)) if isinstance(e.effect, Say))


class Page(HTMLParser):
    """What a browser would find on a page: forms with their fields and buttons, links, the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.buttons: list[dict[str, Any]] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.html = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({**found, "fields": {}})
        elif tag == "input" and self.forms:
            self.forms[-1]["fields"][found["name"]] = found.get("value", "")
        elif tag == "button":
            self.buttons.append({**found, "of": len(self.forms) - 1})
        elif tag == "a" and "href" in found:
            self.links.append(found["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def choices(self) -> list[str]:
        return [b["value"] for b in self.buttons if b.get("name") == "choice"]

    def press(self, choice: str) -> tuple[str, dict[str, str]]:
        """Where a quick answer posts to, and what: as a browser without scripts would."""
        button = next(b for b in self.buttons if b.get("value") == choice)
        if "form" in button:
            form = next(f for f in self.forms if f.get("id") == button["form"])
        else:
            form = self.forms[button["of"]]
        return form["action"], {**form["fields"], "choice": choice}

    def write(self, text: str) -> tuple[str, dict[str, str]]:
        form = next(f for f in self.forms if f["action"].endswith("/say"))
        return form["action"], {**form["fields"], "text": text}


def dump(rt: Runtime) -> str:
    """Everything in the database, as SQL."""
    with sqlite3.connect(rt.config.database.url.removeprefix("sqlite:")) as connection:
        text = "\n".join(connection.iterdump())
    connection.close()
    return text


def events(rt: Runtime, key: str) -> list[ev.Event]:
    """What the buyer said, in order."""
    return [e.event for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.event, ev.Answered | ev.Said)]


def look(web: httpx.Client, token: str, query: str = "") -> Page:
    answer = web.get(f"/t/{token}{query}")
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def press(web: httpx.Client, seen: Page, choice: str) -> Page:
    """Press a quick answer as a browser without scripts would; the page that follows."""
    action, fields = seen.press(choice)
    answer = web.post(action, data=fields)
    assert answer.status_code == 200 and answer.history[0].status_code == 303
    return Page(answer.text)


def write(web: httpx.Client, seen: Page, text: str) -> Page:
    action, fields = seen.write(text)
    answer = web.post(action, data=fields)
    assert answer.status_code == 200
    return Page(answer.text)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The application on a real server on the loopback; its address."""
    socket = create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.01)
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        socket.close()


__all__ = [
    "CHECKOUT", "ORDINARY", "SHOP", "START", "Clock", "Page", "ask", "dump", "events", "last_said", "leave_a_cart", "look",
    "press", "replace", "runtime", "say", "served", "unsubscribe_token", "write",
]  # fmt: skip
