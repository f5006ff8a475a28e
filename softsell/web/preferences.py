"""The page of choices about letters, and what is kept: reached by the link in every letter, beside the one that stops them.

Rules
1. GET shows, POST acts, before the next letter is sent. No login and no scripts; the same post twice is one.
2. A letter may be passed on, so the link gives nothing: no choice here brings more letters (`core.choosing`), and neither
   an order, a cart, a name nor a whole address is shown. What is kept is sent or erased by a person at the shop.
3. A token of its own purpose opens these pages and nothing else, for as long as a conversation is kept.
"""

import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from softsell import load, store, tokens, writing
from softsell.core import choosing, facts, hours, outreach
from softsell.core import events as ev
from softsell.core.preferences import CARTS, MAY_DECLINE, TOPICS, declined, postponed
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import Shopper
from softsell.values import Count
from softsell.voice import figures, phrases
from softsell.web import pages, posts, unsubscribe
from softsell.web.rate import Buckets
from softsell.web.talk import gone
from softsell.worker import Runtime

ALL = "all"  # what a pause is kept under, for the address


class Topic(Struct, frozen=True):
    """A kind of letter as the page shows it: `state` is on, off, or always."""

    id: str
    state: str


class Shown(Struct, frozen=True):
    """What the page of choices shows. `paused` and the proof's `day` are in words ("" for none)."""

    to: str
    topics: tuple[Topic, ...]
    paused: str
    pauses: tuple[int, ...]
    first: str
    last: str
    languages: tuple[str, ...]
    stopped: bool
    why: str
    proof: tuple[tuple[str, str], ...]


def routes(rt: Runtime, clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The routes of the choices. `clock` is what the limit of posts goes by, in seconds."""
    buckets = Buckets(clock)

    def shown(page: str) -> Callable[[Request], Response]:
        def show(request: Request) -> Response:
            found = _opened(rt, request)
            return gone(rt, request) if found is None else _page(rt, request, found[1], page)

        return show

    async def choices(request: Request) -> Response:
        return await run_in_threadpool(shown("preferences"), request)

    async def privacy(request: Request) -> Response:
        return await run_in_threadpool(shown("privacy"), request)

    async def choose(request: Request) -> Response:
        form = await _form(rt, request, buckets)
        return await run_in_threadpool(_choose, rt, request, form)

    return [
        Route("/p/{token}", choices),
        Route("/p/{token}", choose, methods=["POST"]),
        Route("/p/{token}/privacy", privacy),
    ]


def masked(address: str) -> str:
    """An address that its owner knows again and nobody else learns: "anna@example.is" is "a***@e***.is"."""
    local, _, domain = address.rpartition("@")
    host, _, top = domain.rpartition(".")
    return f"{local[:1]}***@{host[:1]}***.{top}" if local and host else ""


async def _form(rt: Runtime, request: Request, buckets: Buckets) -> dict[str, str]:
    if not posts.ours(request, rt.config.server.public_url):
        raise HTTPException(403)
    key = tokens.unseal(rt.secret, writing.PREFERENCES, request.path_params["token"], rt.clock())
    wait = buckets.take(key) if key else 0
    if wait:
        raise HTTPException(429, headers={"retry-after": str(wait)})
    return await posts.form(request)


def _opened(rt: Runtime, request: Request) -> tuple[str, Shopper] | None:
    """The key of the link and who it stands for now; None for any token that opens nothing."""
    key = tokens.unseal(rt.secret, writing.PREFERENCES, request.path_params["token"], rt.clock())
    shopper = unsubscribe.whose(rt, key) if key else None
    return (key, shopper) if key and shopper else None


def _choose(rt: Runtime, request: Request, form: Mapping[str, str]) -> Response:
    """Carry out one choice. Nothing at all is done for a form that names none, or one that cannot be."""
    found = _opened(rt, request)
    if found is None:
        return gone(rt, request)
    key, shopper = found
    shop, now = rt.shop(), rt.clock()
    picked = ":".join(form.get(name, "")[:40] for name in ("what", "topic", "days", "until", "language"))
    name = f"chosen:{picked}:{shopper.key}:{shopper.seq}"  # the same press twice is one
    match form.get("what", ""):
        case "stop":
            unsubscribe.stop_all(rt, key, shopper, "preferences")
            return _page(rt, request, unsubscribe.whose(rt, key), "preferences", told="stopped")
        case "decline" if form.get("topic") in MAY_DECLINE:
            event: ev.Event = ev.Declined(id=name, at=now, topic=form["topic"])
        case "pause":
            until = _until(shop, shopper, form, now)
            if until is None:
                return _page(rt, request, shopper, "preferences", status=422, told="unread")
            event = ev.Postponed(id=name, at=now, until=until)
        case "language" if form.get("language") in _spoken(shop.policy):
            event = ev.LanguageChosen(id=name, at=now, language=form["language"])
        case "erase" if form.get("sure") != "yes":
            return _page(rt, request, shopper, "privacy", status=422, told="unsure")
        case "export" | "erase" as what:
            event = ev.Requested(id=f"requested:{what}:{shopper.key}:{now.date()}", at=now, what=what)
        case _:
            raise HTTPException(400)
    _tell(rt, key, shopper, event, now)
    page = "privacy" if isinstance(event, ev.Requested) else "preferences"
    told = event.what if isinstance(event, ev.Requested) else "kept"
    return _page(rt, request, unsubscribe.whose(rt, key), page, told=told)


def _until(shop: Shop, shopper: Shopper, form: Mapping[str, str], now: datetime) -> datetime | None:
    """When a pause ends: after one of the days on offer, or as a day begins on the person's own clock."""
    days, day = form.get("days", ""), form.get("until", "")
    if days:
        offered = next((n for n in choosing.PAUSES if str(n) == days), None)
        return now + timedelta(days=offered) if offered else None
    where = hours.zone(shopper.timezone, shop.policy.timezone)
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        return None
    if not now.astimezone(where).date() < chosen <= now.date() + choosing.LONGEST:
        return None
    return hours.to_utc(datetime.combine(chosen, datetime.min.time()), where)


def _tell(rt: Runtime, key: str, shopper: Shopper, event: ev.Event, now: datetime) -> None:
    """Keep the choice for the address first, then step the person, so that letters on their way are taken back."""
    shop_id = rt.config.shop.id
    if shopper.address:
        match event:
            case ev.Declined(topic=topic):
                store.decline(rt.db, shop_id, shopper.address, topic, now)
            case ev.Postponed(until=until):
                store.decline(rt.db, shop_id, shopper.address, ALL, now, until)
            case ev.Requested(what="erase"):
                store.suppress(rt.db, shop_id, shopper.address, unsubscribe.STOPPED, now)
    store.append_to(rt.db, shop_id, shopper.key, event, now)
    store.advance(rt.db, rt.shop(), now, keys=list(dict.fromkeys((key, shopper.key))))
    rt.poke.set()


def _spoken(policy: Policy) -> tuple[str, ...]:
    return tuple(lang for lang in policy.languages if lang in load.voice().words)


def _page(
    rt: Runtime, request: Request, shopper: Shopper | None, page: str, *, status: int = 200, told: str = ""
) -> Response:
    if shopper is None:
        return gone(rt, request)
    shop, now = rt.shop(), rt.clock()
    policy, lang = shop.policy, facts.language(shop, shopper)
    return pages.page(
        f"{page}.html",
        lang,
        policy,
        status=status,
        token=request.path_params["token"],
        told=told,
        shown=_shown(rt, shop, shopper, lang, now),
        staff=policy.staff or policy.name,
        kept=Count(policy.conversation_days, "day", source="policy", as_of=now),
        model=policy.model_understand or policy.model_rephrase,
    )


def _shown(rt: Runtime, shop: Shop, shopper: Shopper, lang: str, now: datetime) -> Shown:
    policy = shop.policy
    where = hours.zone(shopper.timezone, policy.timezone)
    until = postponed(shopper, now)
    today, rest = now.astimezone(where).date(), until - now if until else timedelta()
    last = today + choosing.LONGEST
    return Shown(
        to=masked(shopper.address),
        topics=tuple(
            Topic(one.id, "always" if one.always else "off" if declined(shopper, one.id) else "on") for one in TOPICS
        ),
        paused=_day(until.astimezone(where).date(), lang) if until else "",
        pauses=tuple(days for days in choosing.PAUSES if timedelta(days=days - 1) > rest),
        first=str(max(today, until.astimezone(where).date() if until else today) + timedelta(days=1)),
        last=str(last),
        languages=tuple(one for one in _spoken(policy) if one != lang),
        stopped=shopper.stopped_at is not None or bool(shopper.suppressed),
        why=_why(rt, shop, shopper, lang),
        proof=_proof(shop, shopper, lang),
    )


def _why(rt: Runtime, shop: Shop, shopper: Shopper, lang: str) -> str:
    """On what ground letters come, or why none does, in words; "" when they were stopped, which the page says above."""
    if shopper.stopped_at or shopper.suppressed:
        return ""
    if declined(shopper, CARTS):
        return phrases.text(rt.desk.voice, "page-why-declined", lang)
    basis = outreach.ground(shop.policy, shopper, False)
    if not basis:
        return phrases.text(rt.desk.voice, "page-why-none", lang)
    return writing.why(rt.desk.voice, shop.policy, shopper, basis, lang)


def _proof(shop: Shop, shopper: Shopper, lang: str) -> tuple[tuple[str, str], ...]:
    """The row that proves the ground (domain D6), as far as the shop told it: (phrase, value)."""
    consent = shopper.consent
    if consent is None or consent.basis == "withdrawn":
        return ()
    local = consent.at.astimezone(hours.zone(shopper.timezone, shop.policy.timezone)).date()
    rows = (
        ("page-proof-text", consent.text),
        ("page-proof-when", _day(local, lang)),
        ("page-proof-where", writing.place(consent)),
        ("page-proof-version", consent.version),
    )
    return tuple((label, value) for label, value in rows if value)


def _day(day: date, lang: str) -> str:
    return f"{figures.day(day, lang)} {day.year}"
