"""The door for events: real clients and raw requests against a real server on the loopback."""

import base64
import gzip
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import segment.analytics
import uvicorn
from segment.analytics.client import Client
from starlette.applications import Starlette

from softsell.core import events as core
from softsell.core.identity import Arrival, Who
from softsell.shops.calls import Reading
from softsell.shops.segment import Parsed
from softsell.web import ingest

KEY = "wk_live_1"
PAGE = {"type": "page", "userId": "1", "messageId": "m"}


class Door:
    """A running server, and what it has taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Arrival]] = []
        self.counted: list[tuple[str, Parsed]] = []
        self.busy = 0
        app = Starlette(
            routes=ingest.routes(
                self.take,
                {KEY: "wool"}.get,
                reading_of=lambda shop: Reading("EUR", (f"{shop}-machines.example",)),
                count=lambda shop, parsed: self.counted.append((shop, parsed)),
            )
        )
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})

    async def take(self, key: str, arrivals: tuple[Arrival, ...]) -> None:
        if self.busy:
            self.busy -= 1
            raise ingest.Busy(1)
        self.taken += [(key, arrival) for arrival in arrivals]

    def events(self) -> list[core.Event]:
        return [arrival.event for _, arrival in self.taken]


@pytest.fixture(scope="module")
def running() -> Iterator[Door]:
    door = Door()
    door.thread.start()
    while not door.server.started:
        time.sleep(0.01)
    yield door
    door.server.should_exit = True
    door.thread.join(10)
    door.socket.close()


@pytest.fixture
def door(running: Door) -> Door:
    running.taken.clear()
    running.counted.clear()
    running.busy = 0
    return running


@pytest.fixture
def http(door: Door) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=door.url, auth=(KEY, ""), timeout=10) as client:
        yield client


@pytest.mark.parametrize("packed", [False, True])
def test_the_unmodified_python_client_is_understood(door: Door, packed: bool) -> None:
    failed: list[Exception] = []
    client = Client(KEY, host=door.url, gzip=packed, on_error=lambda error, _: failed.append(error), max_retries=1)
    before = datetime.now(UTC)
    client.identify("42", {"email": "anna@b.is", "name": "Anna", "locale": "is-IS", "marketing_consent": True})
    client.page(
        anonymous_id="a1", category="Help", name="Returns", properties={"url": "https://s.example/help/returns"}
    )
    client.track(
        "42", "Product Added", {"product_id": "hat", "price": 49.9, "quantity": 2, "cart_id": "c"}, anonymous_id="a1"
    )
    client.track(
        "42", "Order Completed", {"order_id": "o1", "total": 99.8, "email": "anna@b.is", "products": [{"sku": "hat"}]}
    )
    client.alias("a1", "42")
    client.group("42", "g", {"name": "Initech"})
    client.screen("42", "Cart")
    client.flush()
    client.join()
    assert failed == []
    kinds = [type(event) for event in door.events()]
    assert kinds == [core.Identified, core.Seen, core.Added, core.Identified, core.Ordered, core.Identified, core.Seen]
    added = door.events()[2]
    assert isinstance(added, core.Added) and (added.line.price, added.line.currency, added.cart_id) == (
        4990,
        "EUR",
        "c",
    )
    assert door.taken[4][1].who == Who("42", "", "anna@b.is", True)
    assert {key for key, _ in door.taken} == {KEY}
    assert all(before.timestamp() - 2 < event.at.timestamp() <= time.time() for event in door.events())
    assert [shop for shop, _ in door.counted] == ["wool"] * len(door.counted)


def test_the_python_client_in_sync_mode_sees_a_refusal(door: Door) -> None:
    client = Client("unknown", host=door.url, sync_mode=True)
    logging.getLogger("segment").setLevel(logging.CRITICAL)
    with pytest.raises(segment.analytics.request.APIError, match="401"):
        client.track("1", "Product Viewed", {"sku": "p"})
    assert door.taken == []


def test_the_python_client_comes_again_when_the_queue_was_full(door: Door) -> None:
    door.busy = 1
    failed: list[Exception] = []
    client = Client(KEY, host=door.url, on_error=lambda error, _: failed.append(error))
    client.track("1", "Product Viewed", {"sku": "p"}, message_id="kept")
    client.flush()
    client.join()
    assert (failed, door.busy) == ([], 0)
    assert [event.id for event in door.events()] == ["kept"]


def test_a_full_queue_is_told_with_the_time_to_come_again(door: Door, http: httpx.Client) -> None:
    door.busy = 1
    answer = http.post("/v1/page", json=PAGE)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.headers["access-control-expose-headers"] == "retry-after"
    assert answer.json()["success"] is False


@pytest.mark.parametrize("path", sorted(ingest.PATHS))
def test_every_path_takes_its_call(door: Door, http: httpx.Client, path: str) -> None:
    call = {"userId": "1", "previousId": "2", "event": "Product Viewed", "properties": {"sku": "p"}, "messageId": "m"}
    body: dict[str, Any] = {"batch": [{**call, "type": "track"}]} if ingest.PATHS[path] in ("batch", "import") else call
    answer = http.post(f"/v1/{path}", content=json.dumps(body), headers={"content-type": "text/plain"})
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert answer.headers["access-control-allow-origin"] == "*"
    kinds = {
        "track": core.Viewed,
        "identify": core.Identified,
        "page": core.Seen,
        "screen": core.Seen,
        "alias": core.Identified,
    }
    expected = {**kinds, "batch": core.Viewed, "import": core.Viewed}.get(ingest.PATHS[path])
    assert [type(event) for event in door.events()] == ([expected] if expected else [])


def test_only_post_is_an_event_and_other_paths_are_nothing(http: httpx.Client) -> None:
    assert http.get("/v1/track").status_code == 405
    assert http.post("/v1/m", json=PAGE).status_code == 404
    assert http.post("/track", json=PAGE).status_code == 404


@pytest.mark.parametrize(
    ("header", "body_key", "status"),
    [
        (f"Basic {base64.b64encode(f'{KEY}:'.encode()).decode()}", None, 200),
        (f"basic {base64.b64encode(KEY.encode()).decode()}", None, 200),
        (f"Basic {base64.b64encode(f'{KEY}:'.encode()).decode()}", "other", 200),
        (f"Basic {base64.b64encode(b'other:').decode()}", KEY, 401),
        (None, KEY, 200), ("Bearer abc", KEY, 200), ("Bearer abc", None, 401), (None, None, 401), (None, "other", 401),
        ("Basic !!!", KEY, 401), ("Basic " + base64.b64encode(b"\xff:").decode(), KEY, 401), (None, 7, 401),
    ],
)  # fmt: skip
def test_the_write_key_comes_as_basic_or_in_the_body(
    door: Door, header: str | None, body_key: Any, status: int
) -> None:
    body = {**PAGE, "writeKey": body_key} if body_key else PAGE
    for path, sent in (("page", body), ("batch", {"batch": [PAGE], "writeKey": body_key})):
        door.taken.clear()
        answer = httpx.post(f"{door.url}/v1/{path}", json=sent, headers={"authorization": header} if header else {})
        assert answer.status_code == status
        assert [key for key, _ in door.taken] == ([KEY] if status == 200 else [])
        if status == 401:
            assert answer.json()["error"]["field"] in ("writeKey", "authorization")


def test_a_packed_form_of_the_rudder_kind_is_understood(door: Door, http: httpx.Client) -> None:
    body = {
        "batch": [{**PAGE, "originalTimestamp": "2020-01-01T00:00:00Z", "sentAt": "2020-01-01T00:00:30Z"}],
        "timestamp": "x",
    }
    headers = {"content-type": "application/x-www-form-urlencoded", "content-encoding": "gzip"}
    assert http.post("/v1/batch", content=gzip.compress(json.dumps(body).encode()), headers=headers).status_code == 200
    assert abs(time.time() - 30 - door.events()[0].at.timestamp()) < 5
    unsaid = http.post("/v1/batch", content=gzip.compress(json.dumps(body).encode()))
    assert unsaid.status_code == 200


def test_a_browsers_single_event_is_understood(door: Door, http: httpx.Client) -> None:
    body = {
        "timestamp": "2026-03-04T12:00:00.000Z", "sentAt": "2026-03-04T12:00:00.500Z", "integrations": {}, "userId": None,
        "anonymousId": "8b8c", "event": "Product Viewed", "type": "track", "properties": {"product_id": "hat"}, "writeKey": KEY,
        "context": {"page": {"url": "https://s.example/p/hat"}, "userAgent": "Mozilla/5.0 (Linux; Android 14)", "locale": "is",
                    "campaign": {}, "library": {"name": "analytics.js", "version": "npm:next-1.84.3"}},
        "messageId": "ajs-next-1", "_metadata": {"bundled": ["Segment.io"]},
    }  # fmt: skip
    answer = http.post(
        "/v1/t", content=json.dumps(body), headers={"content-type": "text/plain", "origin": "https://s.example"}
    )
    assert answer.status_code == 200
    assert [(type(event), event.id[:4]) for event in door.events()][1] == (core.Viewed, "ajs-")
    assert door.taken[1][1].who == Who("", "8b8c")


@pytest.mark.parametrize("path", ["/v1/t", "/v1/batch", f"/v1/projects/{KEY}/settings"])
def test_a_browsers_preflight_is_answered(door: Door, path: str) -> None:
    headers = {"origin": "https://s.example", "access-control-request-headers": "authorization"}
    answer = httpx.options(door.url + path, headers={**headers, "access-control-request-method": "POST"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert {"authorization", "content-type"} <= set(answer.headers["access-control-allow-headers"].split(", "))
    assert answer.headers["access-control-allow-origin"] == "*"
    assert int(answer.headers["access-control-max-age"]) >= 3600
    assert "access-control-allow-credentials" not in answer.headers


def test_the_browser_client_gets_its_settings_and_reports_to_nobody_else(door: Door) -> None:
    answer = httpx.get(f"{door.url}/v1/projects/{KEY}/settings")
    settings = answer.json()
    destination = settings["integrations"]["Segment.io"]
    assert (destination["apiKey"], destination["protocol"]) == (KEY, "http")
    assert f"http://{destination['apiHost']}" == f"{door.url}/v1"
    assert settings["metrics"] == {"sampleRate": 0}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert httpx.get(f"{door.url}/v1/projects/other/settings").status_code == 404
    odd = httpx.get(f"{door.url}/v1/projects/{KEY}/settings", headers={"host": "a/<b>"})
    assert odd.status_code == 400 or "<b>" not in odd.text


def test_a_bad_call_is_answered_with_its_field(door: Door, http: httpx.Client) -> None:
    answer = http.post("/v1/track", json={"userId": "1"})
    assert (answer.status_code, answer.json()) == (
        400,
        {"success": False, "error": {"field": "event", "message": "is required"}},
    )
    for body in (b"", b"<script>", b"[1]", b'{"userId":"\\ud800"}', b"[" * 20000, b"\xff\xfe", b'{"a":NaN}'):
        answer = http.post("/v1/track", content=body)
        assert answer.status_code == 400 and answer.json()["success"] is False
        assert b"script" not in answer.content
        assert answer.headers["content-type"] == "application/json"
    assert door.taken == []


def test_a_batch_tells_what_it_dropped_and_keeps_the_rest(door: Door, http: httpx.Client) -> None:
    batch = [
        {"type": "track", "userId": "1", "messageId": "x"},
        PAGE,
        {"type": "page", "userId": "1", "z": "<b>" * 20000},
    ]
    answer = http.post("/v1/batch", json={"batch": batch})
    assert answer.status_code == 200
    assert answer.json() == {
        "success": True,
        "dropped": [
            {"index": 0, "field": "batch[0].event", "message": "is required"},
            {"index": 2, "field": "batch[2]", "message": "the event is larger than 32 KB"},
        ],
    }
    assert [event.id for event in door.events()] == ["m"]
    whole = http.post("/v1/batch", json={"batch": batch[:1]})
    assert (whole.status_code, whole.json()["success"]) == (400, False)


def test_bodies_have_a_limit_packed_or_not(door: Door, http: httpx.Client) -> None:
    large = json.dumps({**PAGE, "z": "z" * (32 << 10)}).encode()
    assert http.post("/v1/page", content=large).status_code == 400
    assert http.post("/v1/page", content=iter([large[:20000], large[20000:]])).status_code == 400
    assert http.post("/v1/batch", content=b" " * ((500 << 10) + 1)).status_code == 400
    bomb = gzip.compress(b" " * (50 << 20), 9)
    started = time.perf_counter()
    assert http.post("/v1/batch", content=bomb, headers={"content-encoding": "gzip"}).status_code == 400
    assert http.post("/v1/page", content=gzip.compress(large)).status_code == 400
    assert time.perf_counter() - started < 2
    good = gzip.compress(json.dumps(PAGE).encode())
    for broken in (good[:-9], good + good, b"\x1f\x8bnonsense"):
        assert http.post("/v1/page", content=broken).status_code == 400
    assert http.post("/v1/page", content=b"x", headers={"content-encoding": "br"}).status_code == 415
    assert door.taken == []
    assert http.post("/v1/page", content=good, headers={"content-encoding": "gzip"}).status_code == 200


def test_what_has_no_meaning_is_answered_and_counted(door: Door, http: httpx.Client) -> None:
    assert http.post("/v1/track", json={"userId": "1", "event": "Song Played"}).json() == {"success": True}
    assert door.taken == []
    assert door.counted[0][1].unknown == {"Song Played": 1}


def test_the_shops_policy_is_used(door: Door, http: httpx.Client) -> None:
    http.post("/v1/identify", json={"userId": "1", "traits": {"email": "x@wool-machines.example"}})
    assert [type(event) for event in door.events()] == [core.Suspected, core.Identified]


def test_a_client_that_hangs_up_leaves_no_trace(door: Door, http: httpx.Client) -> None:
    host, port = door.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(b"POST /v1/page HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n{")
    assert http.post("/v1/page", json=PAGE).status_code == 200
    assert len(door.taken) == 1
