"""How the sample shop tells softsell what happens: Segment calls over HTTP, as any shop's server would send them.

Rules
1. A shop must never suffer from its tracking: what cannot be sent is logged and forgotten.
2. `timestamp` and `sentAt` are the demonstration's clock, because the door's clock is that one too.
"""

import base64
import http.client
import logging
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec

log = logging.getLogger("softsell.demo")
TIMEOUT_SECONDS = 5.0


def call(kind: str, anonymous_id: str, at: datetime, *, message_id: str = "", **fields: Any) -> dict[str, Any]:
    """One call: `call("track", device, now, event="Product Added", properties={...})`."""
    return {
        "type": kind, "anonymousId": anonymous_id, "messageId": message_id or f"shop-{secrets.token_hex(12)}",
        "timestamp": at.isoformat(), **fields,
    }  # fmt: skip


def send(door: str, write_key: str, calls: list[dict[str, Any]], now: datetime) -> bool:
    """POST the calls as one batch to `door` (http://host:port). False: they were not taken."""
    where = urlsplit(door)
    body = msgspec.json.encode({"batch": calls, "sentAt": now.isoformat()})
    login = base64.b64encode(f"{write_key}:".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    link = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port, timeout=TIMEOUT_SECONDS)
    try:
        link.request("POST", "/v1/batch", body, headers)
        answer = link.getresponse()
        said = answer.read(2000)
    except OSError as error:
        log.warning("the shop could not tell softsell: %s", error)
        return False
    finally:
        link.close()
    if answer.status != 200 or b"dropped" in said:
        log.warning("softsell did not take everything: %s %s", answer.status, said.decode("utf-8", "replace"))
    return answer.status == 200
