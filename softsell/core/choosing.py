"""What a person chooses about letters, on the page that every letter links to.

Rules
1. Whoever was passed a letter can open that page, so nothing here gives consent or gives it back (domain D5): a pause only
   becomes longer, a no stays, and what is kept about a person is never shown or erased by it: somebody at the shop is asked.
2. The same choice again changes nothing.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from softsell.core.conversation import begin
from softsell.core.effects import Effect, HandOver
from softsell.core.events import Declined, LanguageChosen, Postponed, Requested
from softsell.core.preferences import MAY_DECLINE, declined
from softsell.core.shop import Shop
from softsell.core.shopper import Shopper

PAUSES = (30, 90, 180)  # days that the page offers
LONGEST = timedelta(days=3 * 366)  # a pause; who wants none for longer stops the letters
REQUESTS = ("export", "erase")

Chosen = Declined | Postponed | LanguageChosen | Requested


def choose(shop: Shop, shopper: Shopper, event: Chosen, now: datetime) -> tuple[Shopper, tuple[Effect, ...]] | str:
    """The shopper and the effects after a choice, or why it was ignored."""
    match event:
        case Declined(topic=topic):
            if topic not in MAY_DECLINE:
                return "unknown_topic"
            if declined(shopper, topic):
                return "declined_before"
            return replace(shopper, declined={**shopper.declined, topic: now}), ()
        case Postponed(until=until):
            if until.utcoffset() is None:
                return "no_zone"
            end = min(until, now + LONGEST)
            if end <= max(now, shopper.postponed_until or now):
                return "no_longer_pause"
            return replace(shopper, postponed_until=end), ()
        case LanguageChosen(language=language):
            if language not in shop.policy.languages:
                return "not_spoken"
            return replace(shopper, chosen_language=language), ()
        case Requested(what=what):
            return _request(shopper, what, now) if what in REQUESTS else "unknown_request"


def _request(shopper: Shopper, what: str, now: datetime) -> tuple[Shopper, tuple[Effect, ...]]:
    """A person looks at it, as at all that comes without proof; who wants to be forgotten gets no more letters."""
    talk = shopper.conversation or begin(shopper, "page", now)
    talk = replace(talk, unproved_since=talk.unproved_since or now)
    if what == "erase":
        talk = replace(talk, state="stopped", ended="stopped", rest_until=None)
        shopper = replace(shopper, stopped_at=shopper.stopped_at or now)
    return replace(shopper, conversation=talk), (HandOver(conversation=talk.id, reason=f"privacy_{what}"),)
