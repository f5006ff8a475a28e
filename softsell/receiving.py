"""Letters that come in: each becomes events of the shopper it belongs to, or waits for a person at the desk."""

import logging
from datetime import datetime

from softsell import guard, store
from softsell.advise.understand import understand
from softsell.mail.read import Ignored, Inbound, Reply, understood
from softsell.mail.reading.matching import Ours, signed
from softsell.store import desk, person
from softsell.store.database import Database
from softsell.store.inbound import Attached, Came
from softsell.worker import Runtime, key_of_effect

log = logging.getLogger("softsell.receiving")
FOR_A_PERSON = ("unmatched", "unreadable")  # letters, by why they make no event
DOUBTED = ("notice",)  # signs of a machine that are in the words alone: a person may have written them


def receive(rt: Runtime, raw: bytes, now: datetime) -> Reply | Ignored:
    """Take in one raw letter: a reply, a bounce or a complaint becomes events of the shopper it belongs to.

    What a person wrote is kept whole beside them; where nobody can be found for it, a person at the desk looks at it.
    """
    shop_id = rt.config.shop.id
    got = understood(raw, _ours(rt), now)
    letter = got.letter
    if isinstance(got, Reply):
        key = key_of_effect(got.data)
        if letter.report is None:
            store.inbound.take_in(rt.db, shop_id, _came(letter, key, got.trust, now), got.events)
        else:
            for event in got.events:
                store.append_to(rt.db, shop_id, key, event, now)
                guard.heard(rt.db, shop_id, event)
        rt.poke.set()
        return got
    log.info("a letter came in and was set aside: %s %s", got.reason, got.why)
    if letter.sender and (got.stop or (got.reason == "unmatched" and _says_no(rt, letter))):
        store.suppress(rt.db, shop_id, letter.sender, "stopped", now)
    notice = got.why in DOUBTED
    if letter.report is None and (
        got.reason in FOR_A_PERSON or notice or (got.reason == "empty" and letter.attachments)
    ):
        store.inbound.take_in(rt.db, shop_id, _came(letter, "", "machine" if notice else "other", now))
    return got


def _says_no(rt: Runtime, letter: Inbound) -> bool:
    """Whether the reader of the core hears a no to letters: nobody else will read this one."""
    shop = rt.shop()
    return understand(letter.text, shop.policy.language, shop.catalogue).stop


def _came(letter: Inbound, key: str, trust: str, now: datetime) -> Came:
    return Came(
        id=letter.id, key=key, sender=letter.sender, subject=letter.subject, text=letter.text, original=letter.original,
        attachments=tuple(Attached(one.name, one.kind, one.size) for one in letter.attachments), trust=trust, at=now,
    )  # fmt: skip


def _ours(rt: Runtime) -> Ours:
    """What is ours in a letter that comes in: by our signatures, by ids that a relay gave, by who is being talked to."""
    return signed(
        rt.secret, rt.desk.reply_address or rt.shop().policy.sender,
        known=lambda message_id: _effect_of(rt.db, message_id), by_sender=lambda address: _talking(rt, address),
        addressee=lambda data: _addressee(rt, data), trusted_host=rt.config.inbound.trusted_host,
    )  # fmt: skip


def _talking(rt: Runtime, address: str) -> str | None:
    """The key of the one person at that address whose conversation is open; None for nobody or several."""
    people = [desk.shopper(rt.db, rt.config.shop.id, key) for key in person.find(rt.db, rt.config.shop.id, address)]
    keys = [
        one.key for one in people if one is not None and one.conversation is not None and not one.conversation.ended
    ]
    return keys[0] if len(keys) == 1 else None


def _effect_of(db: Database, message_id: str) -> str | None:
    row = desk.letter_of_message(db, message_id)
    return row.effect_id if row else None


def _addressee(rt: Runtime, effect_id: str) -> str:
    shopper = desk.shopper(rt.db, rt.config.shop.id, key_of_effect(effect_id))
    while shopper is not None and shopper.forwarded_to:
        shopper = desk.shopper(rt.db, rt.config.shop.id, shopper.forwarded_to)
    return shopper.address if shopper else ""
