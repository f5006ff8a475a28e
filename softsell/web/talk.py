"""The conversation's page: it shows the notes so far and one question; a post answers it.

Rules
1. GET changes nothing, whoever follows the link. A post appends one event and steps this shopper, in the request.
2. A token is the whole right: it opens one conversation, logs nobody in, and every token that opens nothing looks alike.
3. The same post twice (its nonce, its words) is one event.
"""

import secrets
import time
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from softsell import store, tokens
from softsell.core.effects import Draft, Forward, Say
from softsell.core.events import Answered, Event, Held, Said
from softsell.draft import work as draft
from softsell.values import Text
from softsell.voice import phrases
from softsell.web import pages, posts
from softsell.web.parts import pressing
from softsell.web.rate import Buckets
from softsell.web.view import Opened, opened, view
from softsell.worker import Runtime

LONGEST = 5_000  # characters of one message
CHOICE = 200  # characters of a choice or a question id


def routes(rt: Runtime, clock: Callable[[], float] = time.monotonic) -> list[Route]:
    """The routes of the conversation. `clock` is what the limit of posts goes by, in seconds."""
    buckets = Buckets(clock)

    async def show(request: Request) -> Response:
        return await run_in_threadpool(_show, rt, request)

    async def answer(request: Request) -> Response:
        form = await _form(rt, request, buckets)
        question, choice = form.get("question", ""), posts.plain(form.get("choice", ""))
        if not choice or len(choice) > CHOICE or len(question) > CHOICE:
            raise HTTPException(400)

        def event(name: str, now: datetime) -> Event:
            return Answered(id=name, at=now, question=posts.plain(question), choice=choice)

        return await run_in_threadpool(_post, rt, request, form.get("nonce", ""), f"{question}\n{choice}", event)

    async def said(request: Request) -> Response:
        form = await _form(rt, request, buckets)
        text = posts.plain(form.get("text", ""))
        if len(text) > LONGEST:
            raise HTTPException(413)
        if not text:
            return _back(request)

        def event(name: str, now: datetime) -> Event:
            return Said(id=name, at=now, text=text)

        return await run_in_threadpool(_post, rt, request, form.get("nonce", ""), text, event)

    return [
        Route("/t/{token}", show),
        Route("/t/{token}/answer", answer, methods=["POST"]),
        Route("/t/{token}/say", said, methods=["POST"]),
    ]


def _show(rt: Runtime, request: Request) -> Response:
    token, now = request.path_params["token"], rt.clock()
    found = opened(rt, token, now)
    if found is None:
        return gone(rt, request)
    policy = rt.shop().policy
    shown = view(rt, found, request.query_params.get("a", "")[:CHOICE], now)
    staff = policy.staff or policy.name
    machine = phrases.text(
        rt.desk.voice, "machine-writer", shown.lang, {"shop": Text(policy.name), "staff": Text(staff)}
    )
    return pages.page(
        "talk.html",
        shown.lang,
        policy,
        view=shown,
        token=token,
        nonce=secrets.token_urlsafe(12),
        stop=tokens.seal(rt.secret, "unsubscribe", found.root),
        staff=staff,
        machine=machine,
        longest=LONGEST,
    )


def gone(rt: Runtime, request: Request) -> Response:
    """The one page for every token that opens nothing."""
    policy = rt.shop().policy
    return pages.page("gone.html", pages.language(request, policy), policy, status=404, kind="expired")


async def _form(rt: Runtime, request: Request, buckets: Buckets) -> dict[str, str]:
    if not posts.ours(request, rt.config.server.public_url):
        raise HTTPException(403)
    effect_id = tokens.unseal(rt.secret, "talk", request.path_params["token"], rt.clock())
    wait = buckets.take(effect_id) if effect_id else 0
    if wait:
        raise HTTPException(429, headers={"retry-after": str(wait)})
    return await posts.form(request)


def _post(rt: Runtime, request: Request, nonce: str, what: str, event: Callable[[str, datetime], Event]) -> Response:
    now = rt.clock()
    found = opened(rt, request.path_params["token"], now)
    if found is None:
        return gone(rt, request)
    if found.root != found.key:
        _step(rt, found, now)  # what was said under the old key comes first
    store.append_to(rt.db, rt.config.shop.id, found.root, event(_name(found, nonce, what), now), now)
    _step(rt, found, now)
    return _back(request)


def _name(found: Opened, nonce: str, what: str) -> str:
    """The event's id: the same for the same words from the same page, whenever and however often they are sent."""
    whole = "\0".join((found.key, nonce or secrets.token_urlsafe(12), what))
    return "page:" + blake2b(whole.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _step(rt: Runtime, found: Opened, now: datetime) -> None:
    """Step this person now, so that the answer is there when the page comes back; joined keys need a second round."""
    shop = rt.shop()
    keys = list(dict.fromkeys((found.key, found.root)))
    for _ in range(3):
        done = store.advance(rt.db, shop, now, keys=keys)
        for made in done.made:
            if isinstance(made.effect, Say) and made.effect.channel == "page":
                _tell_if_pressing(rt, made.id, made.key, made.effect, now)
            if isinstance(made.effect, Draft):  # the page waits for it, within the time that the merchant allows
                draft.answer_one(rt.db, shop, rt.model, made.id, now)
        if not any(isinstance(made.effect, Forward | Draft) for made in done.made):
            break
    rt.poke.set()


def _tell_if_pressing(rt: Runtime, effect_id: str, key: str, effect: Say, now: datetime) -> None:
    """What the page will leave out is told to the desk."""
    found = pressing(rt.desk.voice, effect.meanings, effect.language)
    if found is not None:
        held = Held(id=f"held:{effect_id}", at=now, effect=effect_id, rule=found.rule, text=found.text[:200])
        store.append_to(rt.db, rt.config.shop.id, key, held, now)


def _back(request: Request) -> Response:
    return RedirectResponse(f"/t/{request.path_params['token']}#now", 303, headers={"cache-control": "no-store"})
