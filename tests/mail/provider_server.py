"""A small server that speaks the providers' APIs on loopback, by http or https, honest or misbehaving."""

import json
import socket
import ssl
import struct
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct


class Asked(Struct, frozen=True):
    """A request that came in whole: header names in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    def form(self) -> dict[str, bytes]:
        """The fields of a multipart form."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        parts = message_from_bytes(head + self.body).get_payload()
        return {
            str(p.get_param("name", header="content-disposition")): p.as_bytes().partition(b"\n\n")[2] for p in parts
        }


class Say(Struct, frozen=True):
    """An answer."""

    status: int
    body: Any = None
    headers: dict[str, str] = {}


DROP = "drop"  # the connection is reset once the request is read
HANG = "hang"  # nothing comes at all
DRIP = "drip"  # "go on" now and then, for ever
CUT = "cut"  # half of the status
EARLY = "early"  # refused before the body is read, and hung up
DEAF = "deaf"  # the connection is reset before anything is read
Reply = Callable[[Asked], object]


def honest(asked: Asked) -> Say | None:
    """What each provider says to a letter it takes, and to a key that is wrong."""
    if not asked.body:
        return None
    if asked.path == "/email":
        if asked.headers.get("x-postmark-server-token") != "a-key":
            return Say(401, {"ErrorCode": 10, "Message": "No Account or Server API tokens were supplied"})
        return Say(
            200, {"ErrorCode": 0, "Message": "OK", "MessageID": "0a129aee-e1cd-480d-b08d-4f48548ff48d", "To": "x"}
        )
    if asked.path.startswith("/v3/") and asked.path.endswith("/messages.mime"):
        if b64decode(asked.headers.get("authorization", "").removeprefix("Basic ")) != b"api:a-key":
            return Say(401, "Forbidden")
        return Say(
            200, {"id": message_from_bytes(asked.form()["message"])["Message-ID"], "message": "Queued. Thank you."}
        )
    if asked.path == "/v3/mail/send":
        if asked.headers.get("authorization") != "Bearer a-key":
            return Say(401, {"errors": [{"message": "The provided authorization grant is invalid"}]})
        return Say(202, None, {"X-Message-Id": "14c5d75ce93"})
    if asked.path == "/v2/email/outbound-emails":
        return Say(200, {"MessageId": "0102018a-sent"})
    return Say(404, {"message": "not found"})


class Server(ThreadingHTTPServer):
    """`asked` are the requests that came in whole."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, reply: Reply) -> None:
        self.reply, self.asked, self.over = reply, list[Asked](), threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is what some tests want."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.close_connection = True
        headers = {key.lower(): value for key, value in self.headers.items()}
        first = self.server.reply(Asked(self.path, headers, b""))
        if first == DEAF:
            return self._reset()
        if first == EARLY:
            self.connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
            return None
        asked = Asked(self.path, headers, self.rfile.read(int(headers["content-length"])))
        self.server.asked.append(asked)
        match self.server.reply(asked):
            case Say() as answer:
                self._say(answer)
            case "drop":
                self._reset()
            case "cut":
                self.connection.sendall(b"HTTP/1.1 2")
            case bytes() as octets:
                self.connection.sendall(octets)
            case how:
                while not self.server.over.wait(0.05):
                    if how == DRIP:
                        self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return None

    def _say(self, answer: Say) -> None:
        body = answer.body.encode() if isinstance(answer.body, str) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in (answer.headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@contextmanager
def serving(reply: Reply = honest, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server at work until the block ends."""
    server = Server(reply)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
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
