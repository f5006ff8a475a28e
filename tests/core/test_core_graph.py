"""The finite graph of the conversation, walked whole: every answer that is open and every kind of text, from every state.

Two situations are one when state, open question, paused question, concerns, satisfaction, place, misses and offers are
alike. Each edge is held against the independent checker (laws 7, 8, 9) and against law 10: a word of the buyer's is
answered or handed to a person, and what follows has its date.
"""

from collections import deque
from datetime import timedelta

import pytest
from core_stories import Play
from core_tale import tale, with_cart

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.check import check
from softsell.core.conversation import STATES
from softsell.core.step import due

WORDS = (
    "What does delivery to 101 cost?", "Can I return it?", "Do you repair typewriters on the moon?", "It is too expensive",
    "Delivery takes too long", "No thank you, not interested", "maybe later", "I already bought it", "Where is my order?",
    "I would like to speak to a person", "Thanks, that answers it!", "It must be warm", "For town, under 25000",
    "Something cheaper, please", "101", "send it to 600", "qwer asdf", "Sorry, what did you say?",
    "Are you a bot?", "scrap that", "Thank you",
    "What does delivery to 101 cost and can I return it?", "I have now decided to take the first one",
)  # fmt: skip
ALWAYS = (
    "stop",
    "no",
    "later",
    "person",
    "recommend",
    "question",
    "something_else",
    "cost_total",
    "trust",
    "not_quite",
)
MOST = 1_500  # situations: far more than there are


def _situation(p: Play) -> tuple[object, ...]:
    talk = p.shopper.conversation
    if talk is None:
        return ("none",)
    asked, paused = talk.question.partition(":")[0], talk.paused.question.partition(":")[0] if talk.paused else ""
    return (
        talk.state, asked, paused, any(c.open for c in talk.concerns), talk.satisfied_turn > talk.claim_turn,
        bool(talk.receive), min(talk.misses, 2), bool(talk.offered), bool(talk.needs), talk.rest_until is not None,
    )  # fmt: skip


def _copy(p: Play) -> Play:
    twin = Play(p.shop, p.key)
    twin.shopper, twin.now, twin.count = p.shopper, p.now, p.count
    twin.log, twin.done, twin.says = list(p.log), list(p.done), list(p.says)
    twin.pending, twin.out = dict(p.pending), list(p.out)
    return twin


def _moves(p: Play) -> list[tuple[str, str]]:
    talk = p.shopper.conversation
    open_ = [c.id for c in talk.choices] if talk else []
    return (
        [("choose", one) for one in dict.fromkeys((*open_, *ALWAYS))] + [("say", one) for one in WORDS] + [("wait", "")]
    )


def _move(p: Play, kind: str, what: str, channel: str) -> None:
    talk = p.shopper.conversation
    p.now += timedelta(hours=6)
    match kind:
        case "choose":
            open_ = talk is not None and any(c.id == what for c in talk.choices)
            p.do(ev.Answered, question=talk.question if talk and open_ else "", choice=what, channel=channel)
        case "say":
            p.do(ev.Said, text=what, channel=channel)
        case _:
            p.sleep(p.now + timedelta(days=5), most=12)


def _walk(start: Play, channel: str) -> set[str]:
    seen, states, todo = {_situation(start)}, set[str](), deque([start])
    while todo:
        here = todo.popleft()
        for kind, what in _moves(here):
            p = _copy(here)
            _move(p, kind, what, channel)
            talk = p.shopper.conversation
            if talk is None:
                continue
            states.add(talk.state)
            key = _situation(p)
            way = (here.shopper.conversation and here.shopper.conversation.state, kind, what)
            _law_10(p, here, kind, way)
            if key in seen:
                continue
            assert check(p.shop, p.log) == (), way
            seen.add(key)
            todo.append(p)
            assert len(seen) < MOST
    return states


def _law_10(p: Play, here: Play, kind: str, way: object) -> None:
    talk = p.shopper.conversation
    assert talk is not None
    if talk.state != "stopped":
        assert due(p.shop, p.shopper) is not None, way
    told = [e for entry in p.log[len(here.log) :] for _, e in entry.effects]
    answered = any(isinstance(e, ef.Say | ef.HandOver) for e in told)
    moved = p.shopper.seq != here.shopper.seq
    before = here.shopper.conversation
    if kind == "say" and moved and (before is None or before.state != "stopped") and talk.state != "stopped":
        assert answered, way
    if talk.state == "handed_over" and before is not None and before.state != "handed_over":
        says = [m.kind for e in told if isinstance(e, ef.Say) for m in e.meanings]
        assert "handing-over" in says or not says, way


@pytest.mark.parametrize("channel", ["page", "mail"])
def test_every_way_through_the_conversation_keeps_the_laws(channel: str) -> None:
    assert _walk(with_cart(), channel) >= set(STATES) - {"opened"}


def test_without_a_cart_the_laws_hold_too() -> None:
    assert {"suggested", "closed", "stopped", "resting"} <= _walk(tale(), "page")
