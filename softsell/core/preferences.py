"""What a person allows and chose about letters, as it holds: the kinds there are, what was declined, a pause.

Rules
1. A kind that was declined stays so until a later consent with its proof, which comes from the shop (domain D5).
2. A no to one kind, and a pause, hold for the address under every key: `elsewhere` is what the store knows of it.
3. Answers to what a person wrote are always sent, until they stop all letters.
"""

from datetime import datetime

from msgspec import Struct

from softsell.core.consents import Consent
from softsell.core.shopper import Shopper


class Topic(Struct, frozen=True):
    """A kind of letter. `always`: it answers what the person wrote, so only a stop of all letters ends it."""

    id: str
    always: bool = False


CARTS = "carts"  # questions about things left in a cart, help with a fault among them
TOPICS = (Topic(CARTS), Topic("answers", always=True))
MAY_DECLINE = tuple(topic.id for topic in TOPICS if not topic.always)


def declined(shopper: Shopper, topic: str, elsewhere: datetime | None = None) -> bool:
    """Whether letters of this kind were declined, here or `elsewhere`, and not agreed to since with proof."""
    last = max((at for at in (shopper.declined.get(topic), elsewhere) if at is not None), default=None)
    return last is not None and not later_yes(shopper.consent, last)


def postponed(shopper: Shopper, at: datetime, elsewhere: datetime | None = None) -> datetime | None:
    """Until when nothing unasked is written, if `at` lies in a pause chosen here or `elsewhere`; None when it does not."""
    until = max((end for end in (shopper.postponed_until, elsewhere) if end is not None), default=None)
    return until if until is not None and at < until else None


def later_yes(consent: Consent | None, no_at: datetime) -> bool:
    """Whether a consent with its proof (the text that was agreed to) came after a no; a bare flag does not lift one."""
    return consent is not None and consent.basis == "consent" and bool(consent.text) and consent.at > no_at
