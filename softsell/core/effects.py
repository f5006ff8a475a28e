"""What to do. Effects are data with a meaning, never words; `voice` finds the words, the worker delivers.

The runtime names each effect `shop/shopper/seq/n` from the state it came with (`effect_id`), so a second delivery is
recognised. What came of an effect returns as an event: Sent, Ghosted, Held, Skipped, Unsure, Bounced, Drafted.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from softsell.values import Choice, Meaning


class _Effect(Struct, frozen=True, tag=True, omit_defaults=True, kw_only=True):
    pass


class Ask(_Effect, frozen=True):
    """Write the first letter about a cart (`touch` 1), or its one follow-up (2): it asks.

    `arm` "holdout": go through every gate, render and lint, then do not send (a ghost send).
    """

    cart_id: str
    touch: int
    arm: str
    basis: str
    language: str
    meanings: tuple[Meaning, ...]
    choices: tuple[Choice, ...] = ()
    idea: str = "ask"


class Say(_Effect, frozen=True):
    """Say something in the conversation, where the shopper is: `channel` is "page" or "mail".

    `question` is the id of the one open question in it ("" for none); `choices` are its quick answers.
    `close` True: the checkout is the main action. `turn` is the seller's turn number. `told`: for each meaning how often
    its kind was said before in this conversation, so that no wording comes twice.
    """

    conversation: str
    turn: int
    channel: str
    language: str
    meanings: tuple[Meaning, ...]
    question: str = ""
    choices: tuple[Choice, ...] = ()
    close: bool = False
    told: tuple[int, ...] = ()


class Withdraw(_Effect, frozen=True):
    """Do not deliver this effect any more (its id), with the reason."""

    effect: str
    reason: str


class HandOver(_Effect, frozen=True):
    """A person at the shop is wanted: shown first at the desk."""

    conversation: str
    reason: str


class Assigned(_Effect, frozen=True):
    """The arm of this shopper at the moment of intended treatment; recorded for both groups."""

    arm: str
    cart_id: str
    bucket: float


class Forward(_Effect, frozen=True):
    """Give `event` (msgspec JSON: Merged or Relayed) to the shopper `to`."""

    to: str
    event: msgspec.Raw


class Forget(_Effect, frozen=True):
    """Remove every trace of this shopper but a salted hash of the address where a no must be kept."""

    keep_no: bool = True


class Draft(_Effect, frozen=True):
    """Ask the shop's language model what the buyer's `text` means; the answer returns as Drafted, or `until` passes.

    The text is as it was written: what names a person is taken out where it would leave (`draft.redact`).
    """

    conversation: str
    text: str
    language: str
    until: datetime


Effect = Ask | Say | Withdraw | HandOver | Assigned | Forward | Forget | Draft

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Effect)


def encode(effect: Effect) -> bytes:
    """The effect as JSON, tagged by its class name in `type`."""
    return _encoder.encode(effect)


def decode(body: bytes | str) -> Effect:
    """The effect from its JSON. Raises msgspec.ValidationError for anything else."""
    decoded: Effect = _decoder.decode(body)
    return decoded


def effect_id(shop: str, shopper: str, seq: int, n: int) -> str:
    """The deterministic name of the n-th effect of a shopper's seq-th step: `shop/shopper/seq/n`."""
    return f"{shop}/{shopper}/{seq}/{n}"


__all__ = [
    "Ask", "Assigned", "Draft", "Effect", "Forget", "Forward", "HandOver", "Say", "Withdraw", "decode", "effect_id", "encode",
]  # fmt: skip
