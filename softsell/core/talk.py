"""What the buyer or a person at the shop said: through the conversation, and out as effects.

Rules
1. A stop is obeyed whoever seems to send it; anything else from a sender who cannot be proved is for a person to look at,
   and changes nothing else: a stranger cannot silence the machine, nor speak for the buyer.
2. By mail the machine answers one message once, and at most `MAILS_A_DAY` times a day: the last one says that a person
   takes it, and when they answer.
3. A person's own words are said as they are; the machine is silent from then on until it is handed back. Who takes a
   talk over owes it an answer: it counts as waiting until there is one.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell.core import draft, mending, resting
from softsell.core.conversation import begin, converse
from softsell.core.effects import Effect, HandOver, Say
from softsell.core.events import Answered, Drafted, HandedBack, PersonSaid, Said, TookOver, Unsubscribed
from softsell.core.facts import language, meaning
from softsell.core.hearing import Heard, hear_choice, hear_text
from softsell.core.scene import Turn, scene
from softsell.core.shop import Shop
from softsell.core.shopper import MOST, Conversation, Shopper
from softsell.values import Text

MAILS_A_DAY = 5

Spoken = Answered | Said | Drafted | PersonSaid | TookOver | HandedBack | Unsubscribed


def hear(shop: Shop, shopper: Shopper, event: Spoken, now: datetime) -> tuple[Shopper, tuple[Effect, ...]] | str:
    """The shopper and the effects after something was said, or why it was ignored."""
    match event:
        case Unsubscribed():
            talk = shopper.conversation
            ended = replace(talk, state="stopped", ended="stopped", rest_until=None) if talk else None
            return replace(shopper, stopped_at=shopper.stopped_at or now, conversation=ended), ()
        case TookOver():
            return _taken(shopper, event, now), ()
        case HandedBack():
            return _back(shop, shopper, event, now)
        case PersonSaid():
            return _person(shop, shopper, event, now)
        case Answered():
            heard = hear_choice(shop, shopper, shopper.conversation, event)
            return heard if isinstance(heard, str) else _reply(shop, shopper, heard, event.channel, now)
        case Said():
            if not event.text.strip():
                return "empty"
            heard = hear_text(shop, shopper, shopper.conversation, event)
            if not event.trusted and heard.first != "stop":
                talk = shopper.conversation or begin(shopper, event.channel, now)
                seen = replace(talk, unproved_since=talk.unproved_since or now)
                return replace(shopper, conversation=seen), (HandOver(conversation=talk.id, reason="unproved_sender"),)
            if draft.wanted(shop, shopper, heard, event):
                return draft.ask(shop, shopper, event, now)
            return _reply(shop, shopper, heard, event.channel, now)
        case Drafted():
            asked = draft.asked(shopper)
            if asked is None or asked.effect != event.effect:
                return "not_asked"
            return _reply(shop, shopper, draft.heard(shop, shopper, asked, event, now), asked.channel, now)


def overdue(shop: Shop, shopper: Shopper, now: datetime) -> tuple[Shopper, tuple[Effect, ...]] | None:
    """The usual way for a text whose reading by a model has not come in time; None when none is overdue."""
    asked = draft.asked(shopper)
    if asked is None or asked.until > now:
        return None
    return _reply(shop, shopper, draft.unread(asked), asked.channel, now)


def _taken(shopper: Shopper, event: TookOver, now: datetime) -> Shopper:
    """The shopper whose talk a person took over: their answer is owed since they took it, or since it was asked for."""
    talk = begin(shopper, shopper.conversation.channel if shopper.conversation else "page", now)
    owed = talk.state != "handed_over" and talk.waiting_since is None and not shopper.stopped_at
    held = replace(
        talk,
        state="handed_over",
        holder=event.by,
        moved_at=now,
        waiting_since=now if owed else talk.waiting_since,
        reminded=talk.reminded and not owed,
        unproved_since=None,
        ended="",
    )
    return replace(shopper, conversation=held)


def _back(shop: Shop, shopper: Shopper, event: HandedBack, now: datetime) -> tuple[Shopper, tuple[Effect, ...]] | str:
    """The shopper whose talk is the machine's again, or rests as answered; or what lay at the desk was looked at."""
    talk = shopper.conversation
    if talk is None or not (talk.state == "handed_over" or talk.waiting_since or talk.unproved_since):
        return "not_held"
    looked = replace(talk, holder="", waiting_since=None, unproved_since=None)
    if talk.state != "handed_over":
        return replace(shopper, conversation=looked), ()
    state = "stopped" if shopper.stopped_at else "understood"  # a stop outlives the person who took over
    back = replace(looked, state=state, moved_at=now, misses=0)
    if event.done and state != "stopped":
        until = now + timedelta(days=shop.policy.rest_days)
        back = replace(back, state="resting", ended="rest", rest_until=until)
    return replace(shopper, conversation=back), ()


def _reply(
    shop: Shop, shopper: Shopper, heard: Heard, channel: str, now: datetime
) -> tuple[Shopper, tuple[Effect, ...]]:
    turn = converse(shop, shopper, heard, channel, now)
    after = replace(shopper, conversation=turn.talk, suspect=())
    if heard.first == "stop":
        after = replace(after, stopped_at=shopper.stopped_at or now)
    if "no" in heard.signals:
        after = replace(after, said_no_at=now)
    effects: tuple[Effect, ...] = ()
    recent = tuple(t for t in shopper.spoken if t > now - timedelta(days=1))
    if channel == "mail" and turn.meanings and heard.first != "stop" and len(recent) >= MAILS_A_DAY - 1:
        last = resting.hand(scene(shop, shopper, turn.talk, heard, now), "many_mails")
        turn = mending.counted(replace(last, talk=replace(last.talk, question="", choices=())))
        after = replace(after, conversation=turn.talk)
        if len(recent) >= MAILS_A_DAY:  # it was said today, and handed back since
            return after, (HandOver(conversation=turn.talk.id, reason=turn.hand),)
    if turn.meanings and not (channel == "mail" and heard.first == "stop"):
        effects = (_say(shop, shopper, turn, channel),)
        if channel == "mail":
            after = replace(after, spoken=(*recent, now)[-MOST["spoken"] :])
    if turn.hand:
        effects += (HandOver(conversation=turn.talk.id, reason=turn.hand),)
    return after, effects


def _say(shop: Shop, shopper: Shopper, turn: Turn, channel: str) -> Say:
    return Say(
        conversation=turn.talk.id,
        turn=turn.talk.turn,
        channel=channel,
        language=language(shop, shopper),
        meanings=turn.meanings,
        question=turn.question,
        choices=turn.choices,
        close=turn.close,
        told=turn.told,
    )


def _person(shop: Shop, shopper: Shopper, event: PersonSaid, now: datetime) -> tuple[Shopper, tuple[Effect, ...]] | str:
    if not event.text.strip():
        return "empty"
    if event.channel == "mail" and (shopper.stopped_at or shopper.suppressed or not shopper.address):
        return "stopped"
    talk: Conversation = begin(shopper, event.channel, now)
    turn = talk.turn + 1
    moved = replace(
        talk,
        state="handed_over",
        holder=event.by,
        turn=turn,
        claim_turn=turn,
        moved_at=now,
        waiting_since=None,
        reminded=True,
        unproved_since=None,
        ended="",
    )
    said = meaning("person-said", text=Text(event.text), by=Text(event.by))
    effect = Say(
        conversation=moved.id, turn=turn, channel=event.channel, language=language(shop, shopper), meanings=(said,)
    )
    return replace(shopper, conversation=moved), (effect,)
