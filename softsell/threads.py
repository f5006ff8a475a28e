"""Which thread a letter stands in, so that a conversation is one thread in the shopper's mail program.

Rules
1. An answer stands under the newest letter of the shopper and keeps their subject; a second letter about a cart stands
   under the first one and keeps its subject, without the mark of an answer.
2. After a long silence a new thread begins: nobody finds a letter under one of last year. Whoever answers an old letter
   is answered where they wrote.
3. Of what they wrote, the letter in answer quotes the newest, cut to a few lines. What somebody wrote who could not be
   proved to be the shopper is no part of the thread.
"""

from datetime import datetime, timedelta

from softsell import tokens
from softsell.core.effects import Ask, Say
from softsell.core.events import Said
from softsell.core.shopper import Shopper
from softsell.mail.reading.subject import bare_subject
from softsell.store import person
from softsell.store.database import Database
from softsell.writing import Thread

SILENCE = timedelta(days=30)
MOST = 12  # ids of a thread that a letter names; mail programs need the first and the last ones


def thread(
    db: Database, shop_id: str, secret: bytes, domain: str, shopper: Shopper, effect: Ask | Say, now: datetime
) -> Thread:
    """What a letter stands under; an empty Thread begins a new one. `domain` is that of our Message-IDs."""
    if isinstance(effect, Ask) and effect.touch < 2:
        return Thread()
    subject, chain, theirs, last = "", list[str](), Thread(), now - 2 * SILENCE
    for entry in person.transcript(db, shop_id, shopper.key):
        if entry.letter is not None and entry.status in ("sent", "unsure") and _belongs(effect, entry.effect):
            subject = subject or entry.letter[0]
            chain.append(tokens.message_id(secret, entry.id, domain))
            last = max(last, entry.finished_at or entry.at)
        elif isinstance(effect, Say) and isinstance(entry.event, Said) and _theirs(entry.event):
            subject = subject or bare_subject(entry.event.subject)
            if entry.event.message_id:
                chain.append(entry.event.message_id)
            theirs = Thread(in_reply_to=entry.event.message_id, wrote=entry.event.text, wrote_at=entry.at)
            last = max(last, entry.at)
    if not chain or now - last > SILENCE:
        return Thread()
    references = tuple(chain if len(chain) <= MOST else [chain[0], *chain[1 - MOST :]])
    return Thread(
        subject=subject, in_reply_to=theirs.in_reply_to or chain[-1], references=references,
        answering=isinstance(effect, Say), wrote=theirs.wrote, wrote_at=theirs.wrote_at,
    )  # fmt: skip


def _theirs(said: Said) -> bool:
    """Whether the shopper wrote it, by mail: what somebody else wrote is neither named nor quoted to them."""
    return said.channel == "mail" and said.trusted


def _belongs(effect: Ask | Say, other: object) -> bool:
    """Whether a letter of ours is of the same thread: in a talk every one, of letters about carts those about this cart."""
    return isinstance(effect, Say) or (isinstance(other, Ask) and other.cart_id == effect.cart_id)
