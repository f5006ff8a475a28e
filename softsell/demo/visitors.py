"""What the sample shop remembers of its visitors: a cart, a name, an address; one small file each.

Rules
1. This is the shop's memory, not softsell's: softsell learns of it only through events.
2. The demonstration's visitor is always one of those who are written to, so their device's name is drawn until its arm
   says so. The simulated people are assigned by the same hash without any choice.
"""

import re
import secrets
import threading
from pathlib import Path

import msgspec
from msgspec import Struct

from softsell.core.experiment import arm
from softsell.core.identity import key_of
from softsell.core.shop import Policy

_ID = re.compile(r"v-[0-9a-f]{20}")


class Visitor(Struct, frozen=True):
    """A visitor of the sample shop. `id` is what the shop calls their device (Segment's anonymousId)."""

    id: str
    lang: str = ""
    name: str = ""
    email: str = ""
    agreed: bool = False
    postcode: str = ""
    way: str = ""  # the chosen way of delivery
    cart_id: str = ""
    lines: dict[str, int] = {}  # product -> quantity
    orders: tuple[str, ...] = ()
    carts: int = 0  # how many carts were begun
    read: tuple[str, ...] = ()  # letters that were opened in the mailbox
    declined: bool = False  # the last try to pay was refused

    def key(self, shop_id: str) -> str:
        """The key that softsell's first look at this device makes."""
        return key_of(shop_id, f"anon:{self.id}")


class Visitors:
    """The files of all visitors. Each write replaces the whole file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def fresh(self, shop_id: str, policy: Policy) -> Visitor:
        """Somebody new, on nobody's list yet."""
        while True:
            visitor = Visitor(id=f"v-{secrets.token_hex(10)}")
            if arm(policy.salt, visitor.key(shop_id), policy.holdout) == "treated":
                return visitor

    def get(self, visitor_id: str) -> Visitor | None:
        """The visitor of a cookie; None when the cookie is not ours. One without a file is somebody who did nothing yet."""
        if not _ID.fullmatch(visitor_id):
            return None
        try:
            return msgspec.json.decode((self._folder / visitor_id).read_bytes(), type=Visitor)
        except FileNotFoundError:
            return Visitor(id=visitor_id)

    def keep(self, visitor: Visitor) -> None:
        """Remember the visitor as they are now."""
        with self._lock:
            draft = self._folder / f".{visitor.id}"
            draft.write_bytes(msgspec.json.encode(visitor))
            draft.replace(self._folder / visitor.id)
