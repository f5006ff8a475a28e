"""A load generator for the door: many connections, one request after the other on each, over plain sockets.

Rules
1. Closed loop: a connection sends its next request when the answer to the last one is there, so `connections` is how many
   requests wait at a time. Latency is from the first octet sent to the last one received.
2. Every event has a messageId of its own and one of `people` shoppers; bodies are as long as a browser client's.
3. Runs in a process of its own, says on its one line how busy it was itself: above 0.9 it, not the server, was the limit.
"""

import argparse
import asyncio
import json
import time
from base64 import b64encode
from collections.abc import Iterator

EVENT = (
    '{"type":"track","event":"Product Added","messageId":"%s-%d","anonymousId":"device-%s-%d","userId":"user-%d",'
    '"timestamp":"%s","properties":{"cart_id":"cart-%d","product_id":"peysa-%d","sku":"PE-%d","name":"Lopapeysa, grá",'
    '"price":28900,"quantity":1,"currency":"ISK","category":"peysur","url":"https://verslun.example/shop/p/peysa-%d"},'
    '"context":{"library":{"name":"analytics.js","version":"next-1.84.3"},"locale":"is-IS","timezone":"Atlantic/Reykjavik",'
    '"userAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",'
    '"page":{"path":"/shop/p/peysa","title":"Lopapeysa","url":"https://verslun.example/shop/p/peysa"}}}'
)
HEAD = "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"


class Bodies:
    """An endless supply of requests, every event with an id that no other has."""

    def __init__(self, path: str, key: str, batch: int, people: int, mark: str) -> None:
        self.path, self.batch, self.people, self.mark = path, batch, people, mark
        self.key = b64encode(f"{key}:".encode()).decode()
        self.made = 0
        self.stamp = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())

    def event(self) -> str:
        self.made += 1
        n, who = self.made, (self.made * 7919) % self.people
        return EVENT % (self.mark, n, self.mark, who, who, self.stamp, who, n % 97, n % 97, n % 97)

    def __iter__(self) -> Iterator[bytes]:
        while True:
            if self.batch == 1:
                body = self.event()
            else:
                body = '{"batch":[' + ",".join(self.event() for _ in range(self.batch)) + "]}"
            octets = body.encode()
            yield (HEAD % (self.path, self.key, len(octets))).encode() + octets


class Line(asyncio.Protocol):
    """One connection: reads whole answers, and sends the next request until the time is over."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.seen = b""
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.next()

    def next(self) -> None:
        if time.perf_counter() >= self.run.end:
            self.transport.close()
            return
        octets = next(self.run.bodies)
        self.sent = time.perf_counter()
        self.transport.write(octets)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.seen += data
        head, gap, rest = self.seen.partition(b"\r\n\r\n")
        if not gap:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r", 1)[0]) if at >= 0 else 0
        if len(rest) < length:
            return
        now = time.perf_counter()
        self.seen = b""
        self.run.answered(head[9:12], now - self.sent, now)
        self.next()

    def connection_lost(self, error: Exception | None) -> None:
        self.run.open -= 1
        if not self.run.open and not self.run.done.done():
            self.run.done.set_result(None)


class Run:
    """What came back: how many of each status, and how long each took."""

    def __init__(self, bodies: Bodies, connections: int, warm: float, seconds: float) -> None:
        self.bodies = iter(bodies)
        self.open = connections
        self.start = time.perf_counter() + warm
        self.end = self.start + seconds
        self.seconds = seconds
        self.took: list[float] = []
        self.statuses: dict[str, int] = {}
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def answered(self, status: bytes, took: float, now: float) -> None:
        name = status.decode()
        self.statuses[name] = self.statuses.get(name, 0) + 1
        if name != "200" or now < self.start:
            return
        if now > self.end and not self.took:  # so slow here that the window saw no answer: it lasts until the first
            self.end, self.seconds = now, now - self.start
        if now <= self.end:
            self.took.append(took)


async def go(given: argparse.Namespace) -> dict[str, object]:
    """Load the door and count."""
    loop = asyncio.get_running_loop()
    bodies = Bodies(given.path, given.key, given.batch, given.people, given.mark)
    run = Run(bodies, given.connections, given.warm, given.seconds)
    for _ in range(given.connections):
        await loop.create_connection(lambda: Line(run), "127.0.0.1", given.port)
    busy, wall = time.process_time(), time.perf_counter()
    await run.done
    share = (time.process_time() - busy) / (time.perf_counter() - wall)
    took = sorted(run.took)

    def at(q: float) -> float:
        return round(took[min(len(took) - 1, int(q * len(took)))] * 1000, 2)

    if not took:
        raise SystemExit(f"nothing was answered with 200: {run.statuses}")
    return {
        "requests_a_second": len(took) / run.seconds,
        "events_a_second": len(took) * given.batch / run.seconds,
        "p50_ms": at(0.5),
        "p99_ms": at(0.99),
        "statuses": run.statuses,
        "generator_busy": round(share, 2),
        "body_octets": len(next(run.bodies)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/v1/track")
    parser.add_argument("--key", default="demo-write-key")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--warm", type=float, default=0.5)
    parser.add_argument("--mark", default="m")
    given = parser.parse_args()
    try:
        import uvloop

        value = uvloop.run(go(given))
    except ImportError:
        value = asyncio.run(go(given))
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
