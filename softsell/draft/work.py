"""The two things that a language model may do here: read a text that nobody understood, and word a letter more warmly.

Rules
1. Whatever happens, the caller gets an answer that it can go on with: an event for the core, or None for the shop's own words.
2. Each question is written down before it leaves, with what came back and whether it was used (`store.drafts`).
3. One question is asked once. A letter that is written again uses the answer that was kept, and checks it again.
"""

import logging
from datetime import datetime
from functools import partial

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.advise.catalogue import Catalogue
from softsell.core import draft as core_draft
from softsell.core.events import Drafted
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Shopper
from softsell.draft import breaker, client, prompt, redact, rephrase
from softsell.draft.client import Endpoint, Failed
from softsell.store import desk, drafts
from softsell.store.database import Database
from softsell.store.drafts import Limits, Taken
from softsell.values import Meaning
from softsell.voice.phrases import Block, Voice

log = logging.getLogger("softsell.draft")
UNDERSTAND, REPHRASE = "understand", "rephrase"
INVENTED = "I would like something for my mother, and could it be wrapped?"
MOST = 50  # questions in one round of a worker


class _Need(Struct, frozen=True, forbid_unknown_fields=True):
    facet: str
    value: str


class _Meant(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer of a model."""

    intents: tuple[str, ...]
    trouble: str = ""
    needs: tuple[_Need, ...] = ()


def answer_waiting(db: Database, shop: Shop, to: Endpoint | None, now: datetime) -> int:
    """Carry out the Drafts that wait; how many. What came of each is an event of its shopper."""
    for done in range(MOST):
        taken = drafts.take(db, shop.id)
        if taken is None:
            return done
        _answer(db, shop, to, taken, now)
    return MOST


def answer_one(db: Database, shop: Shop, to: Endpoint | None, effect_id: str, now: datetime) -> bool:
    """Carry out one Draft now; False when somebody else has it."""
    taken = drafts.take(db, shop.id, effect_id)
    if taken is not None:
        _answer(db, shop, to, taken, now)
    return taken is not None


def _answer(db: Database, shop: Shop, to: Endpoint | None, taken: Taken, now: datetime) -> None:
    try:
        event = _understand(db, shop, to, taken, now)
    except Exception:  # a mistake of ours: the buyer is answered all the same
        log.exception("%s could not be asked", taken.effect_id)
        event = _none(taken, "mistake", now)
    drafts.settle(db, shop.id, taken, event, now)


def _understand(db: Database, shop: Shop, to: Endpoint | None, taken: Taken, now: datetime) -> Drafted:
    shopper = desk.shopper(db, shop.id, taken.key)
    text = redact.redact(taken.effect.text, known(shopper), ordinary(shop)) if shopper else ""
    why = "not-set" if to is None else "late" if now >= taken.effect.until else "" if text else "nothing-to-ask"
    if not shop.policy.model_understand:
        why = "off"
    if why or to is None:
        drafts.note(db, shop.id, taken.key, taken.effect_id, UNDERSTAND, why, now)
        return _none(taken, why, now)
    lang = taken.effect.language
    body = prompt.understand(to.name, text, lang, core_draft.offered(shop.catalogue, lang), to.json_schema)
    answer = _ask(db, shop.policy, shop.id, to, taken.key, taken.effect_id, UNDERSTAND, text, body, now)
    if isinstance(answer, str):
        return _none(taken, answer, now)
    event = _meant(shop.catalogue, taken.effect_id, answer.content, now)
    drafts.finish(db, taken.effect_id, UNDERSTAND, answer.content, event.why or "used", answer.tokens, now)
    return event


def probe(to: Endpoint, catalogue: Catalogue, lang: str, seconds: float, now: datetime) -> str:
    """Ask about an invented text, as about a buyer's: why the answer could not be used, "" when it could."""
    body = prompt.understand(to.name, INVENTED, lang, core_draft.offered(catalogue, lang), to.json_schema)
    try:
        return _meant(catalogue, "probe", client.ask(to, body, seconds).content, now).why
    except Failed as failed:
        return str(failed)


def _meant(catalogue: Catalogue, effect_id: str, content: str, now: datetime) -> Drafted:
    """An answer as an event: of our lists, or none."""
    try:
        told = msgspec.json.decode(rephrase.unfenced(content), type=_Meant)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Drafted(id=f"drafted:{effect_id}", at=now, effect=effect_id, why="answer-schema")
    event = Drafted(
        id=f"drafted:{effect_id}",
        at=now,
        effect=effect_id,
        intents=told.intents,
        trouble=told.trouble,
        needs=tuple((need.facet, need.value) for need in told.needs),
    )
    return (
        event
        if core_draft.allowed(catalogue, event)
        else replace(event, intents=(), trouble="", needs=(), why="answer-not-listed")
    )


def _none(taken: Taken, why: str, now: datetime) -> Drafted:
    return Drafted(id=f"drafted:{taken.effect_id}", at=now, effect=taken.effect_id, why=why)


def warmer(
    db: Database, shop: Shop, to: Endpoint | None, voice: Voice, shopper: Shopper, effect_id: str,
    meanings: tuple[Meaning, ...], lang: str, wording: int | tuple[int, ...], now: datetime,
) -> tuple[Block, ...] | None:  # fmt: skip
    """The words of a letter with a model's warmer ones in it; None for the shop's own, and why is in the record.

    The caller lints the whole letter, and tells `refused` when it does not use these words after all.
    """
    if to is None or not shop.policy.model_rephrase or any(m.kind == "person-said" for m in meanings):
        return None
    try:
        return _warmer(db, shop, to, voice, shopper, effect_id, meanings, lang, wording, now)
    except Exception:  # a mistake of ours, or a meaning that cannot be said: the caller writes the letter as ever
        log.exception("%s could not be worded anew", effect_id)
        return None


def _warmer(
    db: Database, shop: Shop, to: Endpoint, voice: Voice, shopper: Shopper, effect_id: str,
    meanings: tuple[Meaning, ...], lang: str, wording: int | tuple[int, ...], now: datetime,
) -> tuple[Block, ...] | None:  # fmt: skip
    blocks, sentences = rephrase.said(voice, meanings, lang, wording, now)
    texts = tuple(sentence.text for sentence in sentences)
    if not texts:
        return None
    asked = msgspec.json.encode(texts).decode()
    kept = drafts.record(db, effect_id, REPHRASE)
    if kept is not None:
        again = rephrase.reworded(blocks, sentences, kept.answer, lang) if kept.outcome == "used" else ""
        return again if kept.asked == asked and not isinstance(again, str) else None
    body = prompt.rephrase(to.name, texts, lang, to.json_schema)
    answer = _ask(db, shop.policy, shop.id, to, shopper.key, effect_id, REPHRASE, asked, body, now)
    if isinstance(answer, str):
        return None
    found = rephrase.reworded(blocks, sentences, answer.content, lang)
    outcome = found if isinstance(found, str) else "used"
    drafts.finish(db, effect_id, REPHRASE, answer.content, outcome, answer.tokens, now)
    return None if isinstance(found, str) else found


def refused(db: Database, effect_id: str, rule: str, now: datetime) -> None:
    """Record that the whole letter with a model's words did not pass the lint, so the shop's own words are used."""
    kept = drafts.record(db, effect_id, REPHRASE)
    if kept is not None:
        drafts.finish(db, effect_id, REPHRASE, kept.answer, f"lint-{rule}", kept.tokens, now)


def _ask(
    db: Database, policy: Policy, shop_id: str, to: Endpoint, key: str, effect_id: str, task: str, asked: str, body: bytes,
    now: datetime,
) -> client.Answer | str:  # fmt: skip
    """One call within budget and breaker, recorded; or why there is no answer."""
    limits = Limits(policy.model_calls, policy.model_tokens)
    rests = partial(breaker.rests, now=now)
    why = drafts.reserve(db, shop_id, key, effect_id, task, asked, now, limits, rests)
    if why:
        return why
    try:
        return client.ask(to, body, float(min(60, max(1, policy.model_seconds))))
    except Failed as failed:
        drafts.finish(db, effect_id, task, "", str(failed), 0, now)
        return str(failed)


def known(shopper: Shopper) -> tuple[str, ...]:
    """What the shop knows of a shopper that must not leave."""
    own = (shopper.name, shopper.address, shopper.address.partition("@")[0], shopper.postcode, shopper.key)
    return tuple(one for one in own if one)


def ordinary(shop: Shop) -> frozenset[str]:
    """Words of the catalogue, which may stand with a capital: what the shop calls its goods is nobody's name."""
    found: set[str] = set()
    for product in shop.catalogue.products:
        for words in (product.title, product.summary):
            found.update(word.lower() for text in words.values() for word in text.split() if word.isalpha())
    return frozenset(found)
