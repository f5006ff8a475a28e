"""The application as a whole: headers, static files, health, and errors that are kind in the reader's language."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from web_world import ORDINARY, SHOP, Clock, ask, leave_a_cart, runtime, served, unsubscribe_token

from softsell import errors, store
from softsell.core import events as ev
from softsell.web import app, ingest, pages
from softsell.worker import Runtime

ERRORS: dict[str, Exception] = {
    "bad": errors.BadRequest("is not a cart", "batch[3].event"),
    "busy": ingest.Busy(7),
    "config": errors.ConfigError("secret is missing"),
    "migrate": errors.MigrationPending("run migrate"),
    "mail": errors.Undelivered("refused"),
    "other": errors.SoftsellError("something"),
    "bug": ZeroDivisionError("a secret detail"),
}


async def _fail(request: Request) -> Response:
    raise ERRORS[request.path_params["kind"]]


@pytest.fixture
def web(rt: Runtime) -> Iterator[httpx.Client]:
    extra = [Route("/fail/{kind}", _fail), Route("/v1/fail/{kind}", _fail)]
    with served(app.build(rt, extra=extra)) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def test_every_answer_keeps_itself_to_itself(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    everything = (
        f"/t/{token}", "/t/none", f"/u/{unsubscribe_token(rt, key)}", "/u/none", "/health", "/nothing", "/fail/bug",
        "/static/softsell.css", "/static/nothing.css", "/v1/track", "/v1/fail/bug", pages.static_url("talk.js"),
    )  # fmt: skip
    for where in everything:
        headers = web.get(where).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy, where
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_pages_behind_a_token_are_never_kept_nor_indexed(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    data = {"question": "trouble", "choice": "recommend", "nonce": "n"}
    stop = f"/u/{unsubscribe_token(rt, key)}"
    answers = [
        web.get(f"/t/{token}"),
        web.post(f"/t/{token}/answer", data=data),
        web.get(stop),
        web.post(stop, data={"stop": "all"}),
        web.get("/t/x"),
    ]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
    assert 'name="robots" content="noindex' in answers[0].text


def test_no_page_has_scripts_or_styles_inline_or_from_elsewhere(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    for where in (f"/t/{token}", f"/t/{token}?a=recommend", f"/u/{unsubscribe_token(rt, key)}", "/t/none", "/nothing"):
        html = web.get(where).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)
        for address in re.findall(r'<(?:script|link|img)[^>]*?(?:src|href)="([^"]*)"', html):
            assert address.startswith("/static/")
        assert len(html) < 20_000


def test_static_files_are_kept_for_a_year_under_their_hash(web: httpx.Client) -> None:
    for name in ("softsell.css", "talk.css", "talk.js", "icon.svg"):
        kept = web.get(pages.static_url(name))
        assert kept.status_code == 200 and kept.headers["cache-control"] == pages.YEAR
        bare = web.get(f"/static/{name}")
        assert "no-cache" in bare.headers["cache-control"]
        again = web.get(f"/static/{name}", headers={"if-none-match": f'W/"other", {bare.headers["etag"]}'})
        assert again.status_code == 304 and again.content == b""
        assert web.get(f"/static/{name}?v=old").headers["cache-control"] == bare.headers["cache-control"]
    for bad in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/", "/static/talk.html", "/static//etc/passwd"):
        assert web.get(bad).status_code == 404
    assert len(web.get("/static/talk.js").content) < 4096


@pytest.mark.parametrize(
    ("wanted", "lang"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("is", "is"),
        ("de,en;q=0.5,is;q=0.7", "is"),
        ("de", "is"),
        ("", "is"),
        ("en;q=x,is;q=0.1", "is"),
        ("EN", "en"),
    ],
)
def test_errors_are_said_in_the_language_the_browser_asks_for(web: httpx.Client, wanted: str, lang: str) -> None:
    answer = web.get("/no/such/page", headers={"accept-language": wanted})
    assert answer.status_code == 404
    assert f'<html lang="{lang}">' in answer.text
    assert ("Hér er ekkert" if lang == "is" else "There is nothing here") in answer.text


@pytest.mark.parametrize(
    ("kind", "status"),
    [("bad", 400), ("busy", 429), ("config", 500), ("migrate", 503), ("mail", 502), ("other", 500), ("bug", 500)],
)
def test_every_error_has_its_status_and_shows_nothing_from_inside(web: httpx.Client, kind: str, status: int) -> None:
    page = web.get(f"/fail/{kind}", headers={"accept-language": "en"})
    assert page.status_code == status and "<h1>" in page.text
    assert str(ERRORS[kind]) not in page.text and "Traceback" not in page.text
    machine = web.get(f"/v1/fail/{kind}")
    assert machine.status_code == status
    told = machine.json()
    assert told["success"] is False and "secret" not in machine.text
    assert told["error"]["field"] == ("batch[3].event" if kind == "bad" else "")
    if kind == "busy":
        assert page.headers["retry-after"] == machine.headers["retry-after"] == "7"


def test_a_wrong_method_is_answered_with_what_is_allowed(rt: Runtime, web: httpx.Client) -> None:
    _, token = ask(rt)
    answer = web.put(f"/t/{token}")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"] and "<h1>" in answer.text


def test_health_says_how_long_the_longest_has_waited(rt: Runtime, web: httpx.Client) -> None:
    assert web.get("/health").json() == {"ok": True, "database": True, "due": 0, "lag_seconds": 0.0}
    leave_a_cart(rt)
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(minutes=5)
    found = web.get("/health").json()
    assert found["due"] == 1 and 300 <= found["lag_seconds"] < 310


def test_health_fails_when_the_database_does_not_answer(rt: Runtime, web: httpx.Client) -> None:
    with sqlite3.connect(rt.config.database.url.removeprefix("sqlite:")) as other:
        other.execute("DROP TABLE shoppers")
    other.close()
    answer = web.get("/health")
    assert answer.status_code == 503 and answer.json() == {"ok": False, "database": False}


def test_strict_transport_is_asked_for_only_behind_https(tmp_path: Path) -> None:
    made = runtime(tmp_path)
    config = replace(made.config, server=replace(made.config.server, public_url="https://shop.example"))
    with served(app.build(Runtime(config, made.db, made.clock))) as url:
        assert "max-age" in httpx.get(f"{url}/health").headers["strict-transport-security"]
    with served(app.build(made)) as url:
        assert "strict-transport-security" not in httpx.get(f"{url}/health").headers
    made.db.close()


def test_an_event_posted_to_the_door_is_in_the_store_and_wakes_the_worker(rt: Runtime, web: httpx.Client) -> None:
    rt.poke.clear()
    body = {"writeKey": "wk_1", "userId": "5", "messageId": "m1", "event": "Product Added", "properties": {
        "product_id": "hlyja-lopapeysa", "cart_id": "c9", "price": 26900, "quantity": 1}}  # fmt: skip
    answer = web.post("/v1/track", content=msgspec.json.encode(body))
    assert answer.status_code == 200 and rt.poke.is_set()
    store.drain(rt.db, rt.shop(), rt.clock())
    key = store.person.find(rt.db, SHOP, "") or [row.key for row in store.desk.carts(rt.db, SHOP)[0]]
    shopper = store.desk.shopper(rt.db, SHOP, key[0])
    assert shopper is not None and shopper.carts[0].id == "c9"
    assert web.post("/v1/track", content=msgspec.json.encode({**body, "writeKey": "other"})).status_code == 401


def test_the_door_reads_events_by_the_settings_as_they_are_saved(rt: Runtime, web: httpx.Client) -> None:
    store.settings.save_policy(rt.db, SHOP, replace(ORDINARY, currency="EUR"), "test", rt.clock())

    def post(name: str) -> None:
        body = {"writeKey": "wk_1", "userId": name, "messageId": name, "event": "Product Added",
                "properties": {"product_id": "x", "price": 12.5}}  # fmt: skip
        assert web.post("/v1/track", content=msgspec.json.encode(body)).status_code == 200

    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(seconds=20)
    post("first")  # after this commit the settings are looked up again
    post("second")
    entries = [e for row in _keys(rt) for e in store.person.transcript(rt.db, SHOP, row)]
    lines = [e.event.line for e in entries if isinstance(e.event, ev.Added) and e.event.id.startswith("second")]
    assert lines and lines[0].price == 1250 and lines[0].currency == "EUR"


def _keys(rt: Runtime) -> list[str]:
    store.drain(rt.db, rt.shop(), rt.clock())
    return [row.key for row in store.desk.carts(rt.db, SHOP)[0]]
