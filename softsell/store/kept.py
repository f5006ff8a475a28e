"""Answers that people of the shop kept as knowledge, and the questions that came to a person because nobody knew."""

import bisect
from collections import defaultdict
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.store import history
from softsell.store.database import Database


class Kept(Struct, frozen=True, kw_only=True):
    """An answer that was kept: the question and the answer by language, who gave it, when, and until when it holds."""

    id: str
    question: dict[str, str]
    text: dict[str, str]
    by: str
    at: datetime
    valid_until: datetime | None = None


class Question(Struct, frozen=True):
    """A question as it was asked: by whom (a shopper's key), when, and what a person answered ("" for nothing yet)."""

    text: str
    key: str
    at: datetime
    language: str
    answered: str = ""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Kept)
SOON = timedelta(minutes=5)  # a hand-over is decided after the words that led to it, at the latest by then


def mark(db: Database, shop_id: str) -> int:
    """A number that grows with every change of the kept answers."""
    with db.read() as tx:
        return int(tx.all("kept-mark", shop_id)[0][0])


def answers(db: Database, shop_id: str) -> tuple[Kept, ...]:
    """Every kept answer, also those that are over, by id."""
    with db.read() as tx:
        return tuple(_decoder.decode(body) for (body,) in tx.all("kept-all", shop_id))


def keep(db: Database, shop_id: str, kept: Kept) -> None:
    """Keep an answer, or write one of that id anew."""
    body = _encoder.encode(kept).decode()
    db.write(lambda tx: tx.run("kept-set", shop_id, kept.id, body))


def remove(db: Database, shop_id: str, id: str) -> bool:
    """Remove a kept answer. False: there was none of that id."""
    return db.write(lambda tx: tx.run("kept-remove", shop_id, id)) == 1


def unanswered(db: Database, shop_id: str, since: datetime, language: str) -> list[Question]:
    """What people asked since a time that went to a person because it was not known, with the person's answer.

    The question is what its asker wrote last before the hand-over; `language` stands for who has none.
    """
    said: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    told: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    joined = history.people(db, shop_id)
    for key, written in history.told(db, shop_id, ev.Said, since):
        if written.trusted:
            said[joined.get(key, key)].append((written.at, written.text))
    for key, reply in history.told(db, shop_id, ev.PersonSaid, since):
        told[joined.get(key, key)].append((reply.at, reply.text))
    spoken = {joined.get(key, key): effect.language for _, _, key, effect, _ in _says(db, shop_id, since)}
    found: dict[tuple[str, datetime], Question] = {}
    for at, _, key, effect, _ in history.finished(db, shop_id, "HandOver", since):
        who = joined.get(key, key)
        words = sorted(said.get(who, ()))
        place = bisect.bisect_right([when for when, _ in words], at + SOON) - 1
        if not isinstance(effect, fx.HandOver) or effect.reason != "unknown" or place < 0:
            continue
        when, text = words[place]
        answer = next((reply for moment, reply in sorted(told.get(who, ())) if moment >= when), "")
        found[who, when] = Question(text.strip()[:500], who, when, spoken.get(who, language), answer)
    return list(found.values())


def _says(db: Database, shop_id: str, since: datetime) -> list[tuple[datetime, str, str, fx.Say, str]]:
    every = history.finished(db, shop_id, "Say", since)
    return [(at, id, key, effect, status) for at, id, key, effect, status in every if isinstance(effect, fx.Say)]
