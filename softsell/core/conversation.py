"""The conversation as a table that can be printed: in which state, which signal leads to which act, and where that may end.

Rules
1. Every state and every signal has exactly one row; the documentation's diagram is drawn from `TABLE`.
2. An act may only end in the states its row names (checked at run time by `converse`, and by enumeration in the tests).
3. While a person holds the conversation the machine is silent; a stop is obeyed in every state.
4. Who was promised a person is never forgotten: when the promise is over a person is wanted again, and after `cart_days`
   without a word the machine may answer again, while the talk stays with the desk until a person acts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from softsell.core import advising, closing, easing, mending, office, resting
from softsell.core.hearing import SIGNALS, Heard
from softsell.core.learning import learn
from softsell.core.outreach import live
from softsell.core.scene import Scene, Turn, scene, with_talk
from softsell.core.shop import Shop
from softsell.core.shopper import Conversation, Shopper

STATES = (
    "opened", "asked", "understood", "suggested", "easing", "satisfied", "closed", "resting", "handed_over", "stopped",
)  # fmt: skip
FINAL = ("stopped",)
QUIET = timedelta(days=3)  # a buyer who says nothing for so long is left in peace
TALKING = ("opened", "asked", "understood", "suggested", "easing", "satisfied", "closed", "resting")


class Row(Struct, frozen=True):
    """In one of `states`, on `signal`: do `act`, which ends in one of `targets`."""

    states: tuple[str, ...]
    signal: str
    act: str
    targets: tuple[str, ...]


_LEARN = ("asked", "understood", "suggested", "handed_over")
_EASE = ("easing", *_LEARN)
_FINISH = ("satisfied", "closed", "easing", "resting", "handed_over", "asked", "understood", "suggested")  # or back
_CLAIMED = ("suggested", "easing", "satisfied")  # something was said that the buyer can be satisfied with
_STILL_SATISFIED = ("suits", "satisfied", "receive", "thanks", "repeat", "who")
_UNCLAIMED = ("opened", "asked", "understood", "resting")

TABLE: tuple[Row, ...] = (
    Row((*TALKING, "handed_over"), "stop", "stop", ("stopped",)),
    Row(TALKING, "doubt", "hand", ("handed_over",)),
    Row(TALKING, "person", "hand", ("handed_over",)),
    Row(TALKING, "support", "hand", ("handed_over",)),
    Row(TALKING, "bought", "rest", ("resting",)),
    Row(TALKING, "no", "rest", ("resting",)),
    Row(TALKING, "later", "rest", ("resting",)),
    Row(TALKING, "looking", "rest", ("resting",)),
    Row(TALKING, "trouble", "ease", _EASE),
    Row(TALKING, "question", "respond", ("asked", "easing", "handed_over")),
    Row(TALKING, "ask_question", "invite", ("asked",)),
    Row(TALKING, "tell", "invite", ("asked",)),
    Row(TALKING, "need", "advise", _LEARN),
    Row(TALKING, "receive", "place", ("closed", *_EASE, "satisfied", "resting")),
    Row(TALKING, "none", "advise", _LEARN),
    Row(TALKING, "not_quite", "again", ("asked", "handed_over")),
    Row(TALKING, "suits", "finish", _FINISH),
    Row(_CLAIMED, "satisfied", "finish", _FINISH),
    Row(_UNCLAIMED, "satisfied", "rest", ("resting",)),
    Row(("closed",), "satisfied", "thank", ("closed",)),
    Row(TALKING, "show", "advise", _LEARN),
    Row(TALKING, "recommend", "advise", _LEARN),
    Row(("opened", "resting"), "thanks", "rest", ("resting",)),
    *(
        Row((s,), "thanks", "thank", (s,))
        for s in ("asked", "understood", "suggested", "easing", "satisfied", "closed")
    ),
    Row(("suggested",), "repeat", "advise", _LEARN),
    Row(("closed",), "repeat", "finish", _FINISH),
    *(Row((s,), "repeat", "repeat", (s, "asked", "handed_over")) for s in TALKING if s not in ("suggested", "closed")),
    *(Row((s,), "who", "introduce", (s, "asked")) for s in TALKING),
    Row(TALKING, "cancel", "cancel", ("resting",)),
    *(Row((s,), "unclear", "again", (s, "asked", "handed_over")) for s in TALKING),
    *(Row(("handed_over",), s, "silent", ("handed_over",)) for s in SIGNALS if s != "stop"),
    *(Row(("stopped",), s, "silent", ("stopped",)) for s in SIGNALS),
)
_ROWS = {(state, row.signal): row for row in TABLE for state in row.states}
_ACTS: dict[str, Callable[[Scene], Turn]] = {
    "advise": advising.advise,
    "again": resting.again,
    "cancel": mending.cancel,
    "ease": easing.ease,
    "finish": closing.finish,
    "hand": resting.hand,
    "introduce": resting.introduce,
    "invite": resting.invite,
    "place": closing.place,
    "repeat": mending.repeat,
    "respond": easing.respond,
    "rest": resting.rest,
    "silent": resting.silent,
    "stop": resting.stop,
    "thank": resting.thank,
}


def row(state: str, signal: str) -> Row:
    """The one row for a state and a signal."""
    return _ROWS[(state, signal)]


def begin(shopper: Shopper, channel: str, now: datetime) -> Conversation:
    """The conversation to go on with, or a new one: after its rest is over, or when a new consent lifted a stop."""
    talk, cart = shopper.conversation, live(shopper)
    cart_id = cart.id if cart else ""
    stopped = talk is not None and talk.state == "stopped" and shopper.stopped_at is not None
    if talk is not None and (stopped or talk.rest_until is not None or not talk.ended):
        return replace(talk, channel=channel, cart_id=cart_id or talk.cart_id, rest_until=None, drafting=None)
    return Conversation(
        id=f"c{shopper.seq}", state="opened", opened_at=now, moved_at=now, cart_id=cart_id, channel=channel
    )


def converse(shop: Shop, shopper: Shopper, heard: Heard, channel: str, now: datetime) -> Turn:
    """The seller's turn after the buyer's. The conversation in it has counted both turns."""
    talk = begin(shopper, channel, now)
    satisfied = talk.satisfied_turn if heard.first in _STILL_SATISFIED else 0  # anything else reopens the matter
    ended = "" if talk.state not in FINAL else talk.ended
    talk = replace(talk, turn=talk.turn + 1, moved_at=now, ended=ended, satisfied_turn=satisfied)
    talk = replace(talk, about=heard.about or talk.about)
    found = row(talk.state, heard.first)
    here = scene(shop, shopper, mending.pause(talk, found.act), heard, now)
    if found.act in ("hand", "rest", "silent"):  # what was told beside it is kept, but for what it is compared with
        here = with_talk(here, learn(replace(here, heard=replace(heard, critiques=()))))
    turn = _ACTS[found.act](here)
    if turn.talk.state not in found.targets:  # a bug in an act must not break a law: a person takes it
        turn = resting.hand(here, "unknown")
    turn = mending.resumed(here, replace(turn, talk=mending.unpause(turn.talk, found.act)))
    turn = mending.varied(here, turn)
    if not turn.meanings:
        return turn
    turn, spoken = mending.counted(turn), turn.talk.turn + 1
    moved = replace(
        turn.talk,
        turn=spoken,
        question=turn.question,
        choices=turn.choices,
        claim_turn=spoken if turn.claim else turn.talk.claim_turn,
        misses=turn.talk.misses if found.act == "again" or turn.talk.misses > talk.misses else 0,
    )
    return replace(turn, talk=moved)


def next_look(shop: Shop, talk: Conversation) -> datetime | None:
    """When this conversation next needs a look: its silence, its rest, or a person who has not answered."""
    if talk.state in FINAL or (talk.ended and talk.rest_until is None):
        return None
    if talk.drafting is not None:
        return talk.drafting.until
    if talk.state == "handed_over":
        if talk.waiting_since is None or talk.reminded:
            return talk.moved_at + timedelta(days=shop.policy.cart_days)
        return office.promised(shop.policy, talk)
    if talk.rest_until is not None:
        return talk.rest_until
    return talk.moved_at + QUIET


def awaits(talk: Conversation) -> bool:
    """Whether the desk owes this conversation something: an answer, or a look at what a sender without proof wrote."""
    return talk.unproved_since is not None or (talk.waiting_since is not None and talk.state not in FINAL)


def wake(shop: Shop, talk: Conversation, now: datetime) -> tuple[Conversation, str]:
    """The conversation after its look, and why a person is wanted ("" when nobody is)."""
    at = next_look(shop, talk)
    if at is None or at > now:
        return talk, ""
    if talk.state == "handed_over":
        if talk.waiting_since is not None and not talk.reminded:
            return replace(talk, reminded=True, moved_at=max(talk.moved_at, now)), "waiting"
        until = now + timedelta(days=shop.policy.rest_days)
        rests = replace(talk, state="resting", holder="", ended="rest", rest_until=until)
        return rests, "unanswered" if talk.waiting_since is not None else ""
    if talk.rest_until is not None:
        return replace(
            talk, state="resting" if talk.state != "closed" else "closed", rest_until=None, ended=talk.ended or "rest"
        ), ""
    return replace(talk, state="resting", ended="rest", rest_until=now + timedelta(days=shop.policy.rest_days)), ""
