"""A small server that speaks the OpenAI protocol on loopback, honest or hostile, and keeps every body that reached it."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, Any]], object]  # what was asked (the data of the question) -> what the model says


class Server(ThreadingHTTPServer):
    """`reply` makes the answer of each question; `bodies` and `headers` are what came in."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, reply: Reply) -> None:
        self.reply, self.bodies, self.headers_seen = reply, [], []
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    reply: Reply
    bodies: list[bytes]
    headers_seen: list[dict[str, str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests want."""


class Raw(bytes):
    """Octets that go out as they are, status line and all; then the connection ends."""


class Hang(str):
    """Nothing comes at all ("hang"), or a byte now and then for ever ("drip")."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        self.server.headers_seen.append({k.lower(): v for k, v in self.headers.items()} | {":path": self.path})
        told = json.loads(json.loads(body)["messages"][-1]["content"])
        answer = self.server.reply(told)
        match answer:
            case Raw():
                self.connection.sendall(answer)
            case Hang():
                self._hang(answer)
            case int():
                self._send(answer, b"{}")
            case str():
                self._send(200, completion(answer))
            case bytes():
                self._send(200, answer)
            case _:
                self._send(200, completion(json.dumps(answer)))
        self.close_connection = True

    do_GET = do_POST

    def _hang(self, how: str) -> None:
        self.connection.sendall(b"HTTP/1.1 200 OK\r\n" if how == "drip" else b"")
        while not self.server.over.wait(0.05):
            if how == "drip":
                self.connection.sendall(b"X: y\r\n")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", self.server.url + "/elsewhere")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def completion(content: str, tokens: int = 50, finish: str = "stop") -> bytes:
    """A chat completion that says `content`."""
    message = {"role": "assistant", "content": content}
    return json.dumps(
        {
            "id": "x",
            "object": "chat.completion",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 1, "completion_tokens": tokens - 1, "total_tokens": tokens},
        }
    ).encode()


@contextmanager
def serving(reply: Reply) -> Iterator[Server]:
    """A server at work until the block ends."""
    server = Server(reply)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
