"""The inbox: who waits for a person, promises that are over first, with what was promised; then what people answered lately.

Rules
1. Somebody waits while they are owed an answer: they wrote, or a person took their talk over, and no person has said
   anything. What a sender without proof wrote waits for a look. Nothing else puts anybody here or takes them away.
2. A letter that nobody could be found for stands below, until somebody has looked at it.
3. A promise that is over is marked and stands first. What counts is the time that the buyer was told (`core.office`).
"""

from datetime import datetime, timedelta

from starlette.responses import Response

from softsell import store
from softsell.core import effects as fx
from softsell.core import events as ev
from softsell.core import office
from softsell.core.conversation import awaits
from softsell.core.shopper import Conversation, Shopper
from softsell.voice import figures
from softsell.web.desk_visit import Visit, go

MOST = 100
LATELY = timedelta(days=7)
MOST_LATELY = 20
MOST_STRANGERS = 50
TOLD = ("done", "back", "looked")
MOST_WORDS = 200
AGAIN = ("message", "waiting", "unanswered")  # hand-overs of what is with a person already


def page(visit: Visit) -> Response:
    """Everybody who waits, letters that nobody could be found for, and who answered whom lately."""
    rows = [row(visit, one) for one in waiting(visit)[:MOST]]
    told = visit.query("told")
    return visit.page(
        "inbox", "inbox", waiting=rows, strangers=_strangers(visit), lately=_lately(visit), told=told if told in TOLD else "",
    )  # fmt: skip


def _strangers(visit: Visit) -> list[dict[str, object]]:
    """Letters that nobody could be found for, each with the people at that address."""
    found: list[dict[str, object]] = []
    for came in store.inbound.set_aside(visit.rt.db, visit.shop.id)[:MOST_STRANGERS]:
        keys = store.person.find(visit.rt.db, visit.shop.id, came.sender)
        people = [one for key in keys if (one := store.desk.shopper(visit.rt.db, visit.shop.id, key)) is not None]
        found.append({"came": came, "people": [(one.key, one.name or one.address) for one in people]})
    return found


def looked(visit: Visit) -> Response:
    """A person has looked at a letter that nobody could be found for."""
    store.inbound.looked(visit.rt.db, visit.shop.id, visit.form.get("id", ""), visit.now)
    return go("/desk/inbox", told="looked")


def waiting(visit: Visit) -> list[Shopper]:
    """Everybody who is owed something: first whose promise is over, then by when it will be."""

    def order(one: Shopper) -> tuple[bool, datetime]:
        by = (office.owed(visit.shop.policy, one.conversation) if one.conversation else None) or visit.now
        return (visit.now <= by, by)

    return sorted(
        store.desk.persons(visit.rt.db, visit.shop.id), key=order
    )  # of equals the longest waiting stays first


def row(visit: Visit, one: Shopper) -> dict[str, object]:
    """One who waits, as a list shows them."""
    talk = one.conversation
    since = (talk.waiting_since or talk.unproved_since) if talk else None
    by = office.owed(visit.shop.policy, talk) if talk else None
    said, why, taken = _last(visit, one.key, since)
    return {
        "key": one.key,
        "name": one.name or one.address or visit.words("nobody"),
        "since": visit.words("inbox-taken" if taken else "inbox-since", ago=visit.words.ago(since, visit.now))
        if since
        else "",
        "unproved": bool(talk and talk.unproved_since and not talk.waiting_since),
        "at": since,
        "late": bool(by and visit.now > by),
        "by": promise(visit, talk),
        "holder": talk.holder if talk else "",
        "said": said,
        "why": why,
        "lang": one.language,
    }


def promise(visit: Visit, talk: Conversation | None) -> str:
    """By when a person answers, on the shop's clock; "" when nobody waits."""
    by = office.promised(visit.shop.policy, talk) if talk else None
    if by is None:
        return ""
    local = by.astimezone(visit.words.zone)
    day = figures.weekday(local.date(), visit.lang)
    return visit.words("coach-promise-by", day=day, clock=visit.words.clock(by))


def following(visit: Visit, key: str) -> str:
    """The key of who comes first beside this one; "" for nobody."""
    return next((one.key for one in waiting(visit) if one.key != key), "")


def _last(visit: Visit, key: str, since: datetime | None) -> tuple[str, str, bool]:
    """What the buyer wrote last, why a person was asked for, and whether they wait only since somebody took over."""
    said = why = ""
    spoke = taken = False
    for entry in reversed(store.person.transcript(visit.rt.db, visit.shop.id, key, 40)):
        match entry.event or entry.effect:
            case ev.Said(text=text):
                said = said or (text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rstrip()}…")
                spoke = True
            case ev.Answered(choice=choice):
                said, spoke = said or visit.words.label(choice), True
            case ev.TookOver(at=at):
                taken = taken or (not spoke and since is not None and at <= since)
            case fx.HandOver(reason=reason) if not why and reason not in AGAIN:
                why = visit.words.either(f"over-{reason}", "over-other")
        if said and why:
            break
    return said, why, taken


def _lately(visit: Visit) -> list[dict[str, object]]:
    """Who answered whom, the newest first, each person once."""
    found: dict[str, tuple[datetime, str]] = {}
    for key, event in store.history.told(visit.rt.db, visit.shop.id, ev.PersonSaid, visit.now - LATELY):
        found[store.root(visit.rt.db, visit.shop.id, key)] = (event.at, event.by)
    rows = []
    for key, (at, by) in sorted(found.items(), key=lambda one: one[1][0], reverse=True)[:MOST_LATELY]:
        shopper = store.desk.shopper(visit.rt.db, visit.shop.id, key)
        if shopper is None or shopper.forgotten_at:
            continue
        talk = shopper.conversation
        if talk is not None and awaits(talk):
            continue  # they wrote again, so they stand above
        held = talk is not None and talk.state == "handed_over"
        rows.append({
            "key": key, "name": shopper.name or shopper.address or visit.words("nobody"), "at": at,
            "told": visit.words("inbox-by", who=by),
            "state": visit.words("inbox-held" if held else "inbox-done"),
        })  # fmt: skip
    return rows


PAGES = [("/desk/inbox", page, None), ("/desk/inbox/looked", None, looked)]
