"""A shop tells softsell what happens, with nothing but the standard library: Segment calls over HTTP.

    python examples/send.py http://127.0.0.1:8010 WRITE_KEY

Sends the visit of one person who puts a sweater in the cart, says yes to letters at the checkout, and leaves. A real shop
would send each call when it happens, from its server, and never let its own pages wait for the answer.
"""

import base64
import json
import sys
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call(kind: str, **fields: Any) -> dict[str, Any]:
    """One Segment call with its own messageId: sent again, it is still the same event."""
    return {"type": kind, "messageId": str(uuid.uuid4()), "timestamp": datetime.now(UTC).isoformat(), **fields}


def send(door: str, write_key: str, calls: list[dict[str, Any]]) -> dict[str, Any]:
    """POST the calls as one batch; what the door answers. Raises OSError when it cannot be reached."""
    body = json.dumps({"batch": calls, "sentAt": datetime.now(UTC).isoformat()}).encode()
    login = base64.b64encode(f"{write_key}:".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    request = Request(f"{door.rstrip('/')}/v1/batch", body, headers)
    try:
        with urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))
    except HTTPError as refused:  # 400 and 401 say which field and why
        return dict(json.load(refused))


def visit(user: str, device: str) -> list[dict[str, Any]]:
    """What one person did: looked, put in the cart, said who they are and yes to letters, and left."""
    line = {"product_id": "sweater-1", "name": "Wool sweater", "price": 26900, "quantity": 1, "currency": "ISK"}
    yes = {"basis": "consent", "text": "Yes, you may write to me about my cart.", "source": "checkout"}
    person = {"email": f"{user}@shop.example", "firstName": "Anna", "language": "en", "marketing_consent": yes}
    return [
        call("page", anonymousId=device, name="Front page", properties={"url": "https://shop.example/"}),
        call("track", anonymousId=device, event="Product Viewed", properties={"product_id": "sweater-1"}),
        call("track", anonymousId=device, event="Product Added", properties={**line, "cart_id": "cart-1"}),
        call("identify", userId=user, anonymousId=device, traits=person),
        call("track", userId=user, event="Checkout Started", properties={"cart_id": "cart-1", "products": [line]}),
    ]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python examples/send.py ADDRESS WRITE_KEY")
    print(json.dumps(send(sys.argv[1], sys.argv[2], visit("anna", str(uuid.uuid4())))))
