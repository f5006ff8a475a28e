"""One event as a shop told it, with the properties that every translator reads."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from softsell.core import events as core
from softsell.shops import fields

Events = tuple[core.Event, ...]


def key(name: str) -> str:
    """The name without case and separators."""
    return "".join(character for character in name.lower() if character.isalnum())


class Told(Struct, frozen=True):
    """One tracked event, ready to translate: `values` are its properties, `currency` the shop's where it names none."""

    id: str
    at: datetime
    name: str
    values: dict[str, Any]
    currency: str
    notes: fields.Notes

    def nth(self, n: int) -> str:
        """The id of the n-th core event that comes of this one."""
        return self.id if n == 0 else f"{self.id}#{n}"

    def word(self, *names: str, most: int = 200) -> str:
        """The first of these properties that reads as a text."""
        return fields.word(self.values, *names, most=most)

    def cart(self) -> str:
        """The id of the cart, "-" where the shop names none."""
        return self.word("cart_id", "cartId", "cart_token") or "-"

    def unit(self) -> str:
        """The currency of the event."""
        return fields.currency(self.values, self.currency)

    def money(self, *names: str) -> int | None:
        """Minor units of the first of these properties."""
        return fields.money(self.values, self.unit(), self.notes, *names)
